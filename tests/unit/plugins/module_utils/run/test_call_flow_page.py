# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The page with pictures of calls: it needs nothing from elsewhere, and says the same as text."""

from __future__ import annotations

import re

import pytest
import yaml
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.drawing import draw
from ansible_collections.portsip.pbx.tests.unit.support.call_flow import ELSEWHERE, Elements, ivr, key, tenant, to
from ansible_collections.portsip.pbx.tests.unit.support.clinics import CLINICS


class TestPage:
    @pytest.fixture
    def text(self) -> str:
        definition = yaml.safe_load(CLINICS.read_text(encoding="utf-8"))
        definition["tenant_definition"]["ivrs"].append(ivr("8999", key("1", to("8998"))))
        return draw(definition, "html", elsewhere=ELSEWHERE)

    def test_needs_nothing_from_elsewhere_and_no_script(self, text: str) -> None:
        page = Elements(text)
        assert page.tags.isdisjoint({"script", "link", "iframe", "img", "object", "embed", "image", "use", "foreignobject"})
        assert not [name for name, _value in page.attributes if name.startswith("on") or name in ("src", "xlink:href", "srcset")]
        assert re.findall(r"https?://[^\"' ]*", text) == ["http://www.w3.org/2000/svg"] * text.count("<svg xmlns")
        assert "url(" not in text and "@import" not in text

    def test_links_lead_somewhere(self, text: str) -> None:
        page = Elements(text)
        ids, targets = page.values("id"), page.values("href")
        assert len(ids) == len(set(ids))
        assert targets and {target.removeprefix("#") for target in targets} <= set(ids)

    def test_many_findings_are_cut(self) -> None:
        text = draw(tenant(ivr("8000", *(key(str(entry), to(str(9000 + entry))) for entry in range(230)))), "html")
        assert "230 findings" in text and "and 30 more" in text

    def test_findings_are_told_in_words(self, text: str) -> None:
        assert "8998: no object of the definition has this number; used by 8999 Line 8999" in Elements(text).texts

    def test_colours_stand_in_the_elements(self, text: str) -> None:
        """Where style sheets are blocked, shapes without a fill are black."""
        shapes = re.findall(r"<(?:rect|path|text)\b[^>]*>", text)
        assert shapes and all(" fill=" in shape for shape in shapes)

    def test_the_same_as_text(self, text: str) -> None:
        rows = re.findall(r"<tr><td>4</td><td>Mon-Fri 09:00-16:00</td><td><a href=\"#[^\"]+\">7020 Billing</a></td></tr>", text)
        assert len(rows) == 2  # the English and the Spanish menu
