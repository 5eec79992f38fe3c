# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Any name can be drawn, and nothing secret is."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.drawing import FORMATS, draw
from ansible_collections.portsip.pbx.tests.unit.support.call_flow import Elements, chart, ivr, key, tenant, to
from ansible_collections.portsip.pbx.tests.unit.support.mermaid import charts

HOSTILE = {
    "quotes": "a \"b\" 'c' `d`",
    "brackets": "a [b] (c) {d} <e> |f| [[g]] ((h)) {{ i }} {% j %}",
    "end": "end",
    "markup": "</text></svg></style><script>alert(1)</script><img src=x onerror=alert(1)>&lt;&#60;#60;",
    "mermaid": 'a"] --> b; %%{init: {}}%% subgraph x\n click n1 "javascript:alert(1)" :::evil',
    "markdown": "1. one\n- two **three** _four_ [five](http://six.example) www.seven.example # eight",
    "icons": "fa:fa-bell and $$x^2$$ and \\n",
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f3e5 \u260e\ufe0f",
    "right to left": "\u0627\u0644\u0627\u0633\u062a\u0642\u0628\u0627\u0644 8000 \u05e9\u05dc\u05d5\u05dd",
    "turned": "abc\u202edef\u2066ghi\u200f",
    "controls": "a\x00b\x1bc\nd\r\ne\u2028f\ud800g\ufffe",
    "wide": "\u4e00\u756a\u7a93\u53e3" * 20,
    "link": "www.example.net",
    "long": "x" * 500,
    "long words": "word " * 100,
    "blank": "   ",
}


class TestAnyName:
    @pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
    def test_everywhere(self, name: str) -> None:
        url = {"name": name, "type": "CALLER", "caller_mask": name, "method": "GET", "url": "https://a.example"}
        definition = {
            "tenants": [
                tenant(
                    {
                        **ivr("8000", key(name, to("8600"), holidays=[name]), key("2", to(name))),
                        "name": name,
                        "action_urls": [url],
                        "outbound_caller_ids": [{"trunk": name, "caller_id": name}],
                    },
                    name=name,
                    ring_groups=[{"extension_number": "8600", "name": name, "agents": []}],
                )
            ],
            "queues": [{"extension_id": 901, "strategy": name, "agents": [{"extension_id": 1, "name": name}]}],
        }
        harmless = json.loads(json.dumps(definition).replace(json.dumps(name), '"plain"'))
        assert len(charts(draw(definition))) == len(charts(draw(harmless)))
        page, like = Elements(draw(definition, "html")), Elements(draw(harmless, "html"))
        assert page.tags == like.tags
        assert {name for name, _value in page.attributes} == {name for name, _value in like.attributes}
        ElementTree.fromstring(draw(definition, "svg"))  # noqa: S314
        for form in FORMATS:
            text = draw(definition, form)
            assert not re.search(r"\{\{|\{%|\{#", text), "would be a template for Ansible"
            assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\ud800-\udfff]", text)

    def test_a_name_is_shown_as_it_is(self) -> None:
        for name in (HOSTILE["quotes"], HOSTILE["brackets"], "</text><script>alert(1)</script>"):
            definition = tenant({**ivr("8000", key("1", {"action": "HANGUP"})), "name": name})
            assert chart(definition).find(f"8000 {name}")
            assert f"8000 {name}" in Elements(draw(definition, "html")).texts

    def test_a_long_name_is_cut(self) -> None:
        (label,) = {source for source, _target in chart(tenant({**ivr("8000", key("1", {"action": "HANGUP"})), "name": "x" * 500})).ways()}
        assert label.endswith("x\u2026") and len(label) < 80


class TestSecrets:
    def test_no_secret_in_any_picture(self) -> None:
        secret = "sentinel"  # noqa: S105
        url = {
            "name": "Look up",
            "type": "DTMF",
            "dtmf_mask": "1",
            "method": "GET",
            "url": f"https://user:{secret}@hooks.example/{secret}?token={secret}#{secret}",
            "username": secret,
            "password": secret,
            "token": secret,
            "headers": {"X-Api-Key": secret},
        }
        definition = tenant(
            {**ivr("8000", key("1", to("8010")), action_urls=[url]), "pin": secret, "extra": {"key": secret}},
            cdr_event={"token": secret, "url": f"https://{secret}.example"},
            password=secret,
        )
        for form in FORMATS:
            for text in (draw(definition, form), draw(definition, form, definition), draw(tenant(), form, definition)):
                assert secret not in text
                assert form == "mermaid" or "hooks.example" in draw(definition, form)

    def test_secrets_are_not_even_evaluated(self) -> None:
        class Definition(dict):  # type: ignore[type-arg]
            def __getitem__(self, name: str) -> Any:
                assert name not in ("pin", "token", "password", "headers"), name
                return super().__getitem__(name)

            def get(self, name: str, default: Any = None) -> Any:
                assert name not in ("pin", "token", "password", "headers"), name
                return super().get(name, default)

        url = Definition(name="Look up", token="t", password="p", headers={}, type="DTMF")  # noqa: S106
        draw(Definition(tenant(Definition({**ivr("8000"), "action_urls": [url]}))))
