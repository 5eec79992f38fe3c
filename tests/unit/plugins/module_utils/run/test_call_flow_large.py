# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Any number of objects can be drawn, in pictures that Mermaid takes, and soon."""

from __future__ import annotations

import time

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.drawing import draw
from ansible_collections.portsip.pbx.tests.unit.support.call_flow import ivr, key, tenant, to
from ansible_collections.portsip.pbx.tests.unit.support.mermaid import charts


class TestLarge:
    def test_600_edges_are_split_below_the_limits(self) -> None:
        lines = [
            ivr(
                str(8000 + line),
                *(key(str(entry), to(f"+49{line:03d}{entry:05d}")) for entry in range(10)),
                failure_forward_rule=to("8000"),
            )
            for line in range(60)
        ]
        pictures = charts(draw(tenant(*lines)))
        assert len(pictures) > 1
        ways = [way for picture in pictures for way in picture.ways()]
        assert len(ways) == len(set(ways)) == 660

    def test_one_receptionist_with_600_entries(self) -> None:
        pictures = charts(draw(tenant(ivr("8000", *(key(str(entry), to(f"+49{entry:05d}")) for entry in range(600))))))
        assert len({way for picture in pictures for way in picture.ways()}) == 600

    @pytest.mark.parametrize("name", ["\U0001f3e5" * 60, "<" * 60, "a" * 60])
    def test_long_names_count(self, name: str) -> None:
        lines = [{**ivr(str(8000 + line), key(name, to(str(8000 + (line + 1) % 200)))), "name": name} for line in range(200)]
        assert sum(len(picture.edges) for picture in charts(draw(tenant(*lines)))) == 200

    @pytest.mark.parametrize("form", ["mermaid", "html"])
    @pytest.mark.slow
    def test_2000_objects_in_under_two_seconds(self, form: str) -> None:
        lines = [
            ivr(
                str(10000 + line),
                *(key(str(entry), to(str(10000 + (line * 7 + entry * 13) % 2000)), to("+493055501")) for entry in range(3)),
                timeout_forward_rule=to(str(10000 + (line + 1) % 2000)),
            )
            for line in range(2000)
        ]
        start = time.process_time()
        text = draw(tenant(*lines), form)
        assert time.process_time() - start < 2
        assert text.count("Line 11999") >= 1

    def test_clusters_have_pictures_of_their_own(self) -> None:
        lines = [
            ivr(number, key("1", to(other)), key("2", to("+4930125")))
            for number, other in (("8000", "8001"), ("8001", "8000"), ("8100", "8101"), ("8101", "8100"))
        ]
        assert [len(picture.find("+4930125")) for picture in charts(draw(tenant(*lines)))] == [1, 1]
