# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Pictures of calls that show what is wanted beside what is there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr_action_url import IVR_ACTION_URL
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ring_group import RING_GROUP
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.drawing import comparison, draw, graphs
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.graph import Graph
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.reading import DEFAULTS
from ansible_collections.portsip.pbx.plugins.module_utils.schema.attribute import attributes
from ansible_collections.portsip.pbx.tests.unit.support.call_flow import chart, ivr, key, tenant, to


class TestComparison:
    LINES = (
        ivr("8000", key("1", to("8010")), key("2", to("+4930125")), timeout_forward_rule=to("8010", timeout=10)),
        ivr("8010", key("1", {"action": "HANGUP"})),
    )

    def both(self, wanted: Mapping[str, Any], actual: Mapping[str, Any]) -> tuple[Graph, Graph]:
        ((first, second),) = graphs(wanted, actual)
        return first.graph, second.graph

    def changes(self, found: Graph) -> set[tuple[str, str]]:
        return {(edge.given, edge.change) for edge in found.edges if edge.change}

    def test_equal(self) -> None:
        wanted, actual = self.both(tenant(*self.LINES), tenant(*self.LINES))
        assert self.changes(wanted) == self.changes(actual) == set()
        assert "Wanted and actual are the same" in draw(tenant(*self.LINES), "html", tenant(*self.LINES))

    def test_what_is_left_out_is_no_difference(self) -> None:
        partial = {"extension_number": "8000", "timeout_forward_rule": {"timeout": 10}}
        wanted, actual = self.both({"domain": "north.example.net", "ivrs": [partial]}, tenant(*self.LINES))
        assert self.changes(wanted) == self.changes(actual) - {("1", "removed")} == set()
        # A list that is given names all that is managed; what it does not name is not in the definition.
        assert {node.key[1] for node in actual.nodes.values() if node.change == "removed"} >= {"8010"}
        wanted, actual = self.both({"domain": "north.example.net"}, tenant(*self.LINES))
        assert self.changes(wanted) == self.changes(actual) == set()

    def test_each_sort_of_difference(self) -> None:
        there = (
            ivr("8000", key("1", to("8020")), key("3", to("+4930126")), timeout_forward_rule=to("8010", timeout=10)),
            ivr("8020", key("1", {"action": "HANGUP"})),
        )
        wanted, actual = self.both(tenant(*self.LINES), tenant(*there))
        assert self.changes(wanted) == {("1", "changed"), ("1", "added"), ("2", "added")}
        assert self.changes(actual) == {("1", "changed"), ("1", "removed"), ("3", "removed")}
        assert {key: node.change for key, node in wanted.nodes.items() if key[0] == "ivr"} == {
            ("ivr", "8000"): "changed",
            ("ivr", "8010"): "added",
        }
        assert actual.nodes["ivr", "8020"].change == "removed"

    def test_voicemail_of_a_number_that_only_one_side_has(self) -> None:
        menu = key("1", {"action": "FORWARD_TO_VOICEMAIL", "number": "8010"})
        wanted, actual = self.both(tenant(ivr("8000", menu), self.LINES[1]), tenant(ivr("8000", menu)))
        assert actual.nodes["missing", "voicemail 8010"]
        assert {edge.change for edge in wanted.edges if edge.source == ("ivr", "8000")} == {""}

    def test_both_stand_in_one_picture(self) -> None:
        picture = chart(tenant(*self.LINES), tenant(self.LINES[1]))
        assert set(picture.subgraphs) == {"wanted", "actual"}
        assert picture.marked("added") >= {"8000 Line 8000"}

    def test_what_the_pbx_does_by_itself_is_no_difference(self) -> None:
        """An export leaves out what a new object has anyway."""
        url = {"name": "Look up", "type": "DTMF", "dtmf_mask": "1"}
        group = {"extension_number": "8600", "ring_strategy": "PAGING_INTERCOM"}
        given = tenant(
            ivr("8000", timeout_forward_rule=to("8600", timeout=30, repeat_times=3), action_urls=[{**url, "enabled": False}]),
            ring_groups=[{**group, "ring_time": 20}],
        )
        left_out = tenant(ivr("8000", timeout_forward_rule=to("8600"), action_urls=[url]), ring_groups=[group])
        assert comparison(given, left_out) is None

    def test_it_knows_the_defaults_of_the_pbx(self) -> None:
        ivr_fields, group_fields, url_fields = (dict(attributes(of.model)) for of in (IVR, RING_GROUP, IVR_ACTION_URL))
        assert ivr_fields["timeout_forward_rule", "timeout"].api_default == int(DEFAULTS["timeout"])
        assert ivr_fields["timeout_forward_rule", "repeat_times"].api_default == int(DEFAULTS["repeat_times"])
        assert group_fields["ring_time",].api_default == int(DEFAULTS["ring_time"])
        assert url_fields["enabled",].api_default is False

    def test_lines_begin_and_end_at_cards(self) -> None:
        text = draw(tenant(*self.LINES), "svg")
        cards = re.findall(r'<g transform="translate\(([0-9.]+) ([0-9.]+)\)"><rect width="([0-9.]+)"', text)
        lefts, rights = {x for x, *_rest in cards}, {f"{float(x) + float(width):.1f}" for x, _y, width in cards}
        begins = set(re.findall(r'<path d="M([0-9.]+) [0-9.]+C', text))
        ends = set(re.findall(r'<path d="M([0-9.]+) [0-9.]+l', text))
        assert begins and begins <= rights
        assert ends and ends <= lefts

    def test_a_tenant_that_does_not_exist_yet(self) -> None:
        wanted, actual = self.both(tenant(*self.LINES), {"tenants": []})
        assert {change for _way, change in self.changes(wanted)} == {"added"}
        assert actual.edges == []

    def test_only_what_differs(self) -> None:
        there = tenant(
            {**self.LINES[0], "timeout_forward_rule": to("+4930127", timeout=10)}, *self.LINES[1:], ivr("8099", key("1", to("8098")))
        )
        wanted = tenant(*self.LINES, ivr("8099", key("1", to("8098"))))
        assert comparison(wanted, wanted) is None
        found = comparison(wanted, there)
        assert found
        image, lines = found
        ElementTree.fromstring(image)
        assert "8000 Line 8000" in image and "8010 Line 8010" in image and "8099" not in image
        assert lines == [
            "~ 8000 Line 8000: no input, 10 s, 3\u00d7 again: 8010 Line 8010 (changed, wanted)",
            "~ 8000 Line 8000: no input, 10 s, 3\u00d7 again: +4930127 (changed, actual)",
        ]

    def test_both_sides_have_the_same_places(self) -> None:
        text = draw(tenant(*self.LINES), "svg", tenant({**self.LINES[0], "custom_forward_rules": []}, self.LINES[1]))
        places = re.findall(r'<g transform="(translate\([0-9. ]+\)"><rect width="[0-9.]+)"[^>]* rx="9"', text)
        assert len(places) == 4 and places[:2] == places[2:]
