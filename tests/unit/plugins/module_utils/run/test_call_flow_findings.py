# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Pictures of calls mark loops, dead ends and numbers that nobody has; nothing odd in a definition stops them."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.drawing import FORMATS, draw
from ansible_collections.portsip.pbx.tests.unit.support.call_flow import chart, graph, ivr, key, tenant, to, told


class TestWhatIsMarked:
    def test_a_loop_without_a_way_out(self) -> None:
        definition = tenant(
            ivr("8000", key("1", to("8010")), key("2", to("8600"))),
            ivr("8010", key("1", to("8020")), timeout_forward_rule=to("8020")),
            ivr("8020", key("1", to("8010")), failure_forward_rule={"action": "REPEAT"}),
            ring_groups=[{"extension_number": "8600", "agents": [{"extension_number": "+4930125"}]}],
        )
        assert told(definition) == [("loop", "8010 Line 8010 \u2192 8020 Line 8020 \u2192 8010 Line 8010: no way out")]
        assert chart(definition).marked("loop") == {"8010 Line 8010", "8020 Line 8020"}

    def test_a_circle_with_a_way_out_is_no_loop(self) -> None:
        definition = tenant(ivr("8000", key("1", to("8010"))), ivr("8010", key("1", to("8000")), key("0", to("+4930125"))))
        assert told(definition) == []
        assert chart(definition).marked("loop") == set()

    def test_a_receptionist_that_only_repeats_itself_is_a_loop(self) -> None:
        assert told(tenant(ivr("8000", timeout_forward_rule={"action": "REPEAT"}))) == [
            ("loop", "8000 Line 8000 \u2192 8000 Line 8000: no way out")
        ]

    def test_a_loop_outside_office_hours_only(self) -> None:
        hours = {"office_hours": {"mode": "GLOBAL"}}
        definition = tenant(
            ivr("8000", key("1", to("+4930125"), to("8010"), **hours)), ivr("8010", key("1", to("+4930125"), to("8000"), **hours))
        )
        ((sort, text),) = told(definition)
        assert sort == "loop" and text.endswith("no way out outside office hours")

    def test_a_loop_in_night_mode_only(self) -> None:
        lines = [
            ivr("8000", key("1", to("+4930125")), night_mode_forward_rule=to("8010")),
            ivr("8010", key("1", to("+4930125")), night_mode_forward_rule=to("8000")),
        ]
        ((sort, text),) = told(tenant(*lines))
        assert sort == "loop" and text.endswith("no way out in night mode")

    def test_what_is_switched_off_is_no_way_out(self) -> None:
        rule = {"name": "Out", "type": "transfer", "transfer_dst": "+4930125"}
        found = {}
        for enabled in (True, False):
            queue = {"extension_id": 901, "timeout_transfer_dst": "8000", "incoming_rules": [{**rule, "enabled": enabled}]}
            found[enabled] = told({"tenants": [tenant(ivr("8000", key("1", to("901"))))], "queues": [queue]})
        assert [sort for sort, text in found[True]] == []
        assert [sort for sort, text in found[False]] == ["loop"]

    def test_callers_who_do_nothing_go_round(self) -> None:
        lines = [
            ivr("8000", key("1", to("+4930125")), timeout_forward_rule=to("8010")),
            ivr("8010", key("1", to("+4930125")), timeout_forward_rule=to("8000")),
        ]
        ((sort, text),) = told(tenant(*lines))
        assert sort == "note" and "enter nothing" in text
        assert chart(tenant(*lines)).marked("loop") == set()

    def test_long_loops_are_found_without_recursion(self) -> None:
        lines = [ivr(str(10000 + number), key("1", to(str(10000 + (number + 1) % 3000)))) for number in range(3000)]
        ((sort, text),) = told(tenant(*lines))
        assert sort == "loop" and "2988 more" in text

    def test_dead_ends(self) -> None:
        definition = tenant(
            ivr("8000", key("1", to("8010")), key("2", None, to("8600"), office_hours={"mode": "GLOBAL"})),
            ivr("8005", key("3", to("8600"), office_hours={"mode": "GLOBAL"})),
            ivr("8010"),
            ring_groups=[{"extension_number": "8600", "name": "Empty", "agents": []}],
        )
        assert [text for sort, text in told(definition) if sort == "dead end"] == [
            "8010 Line 8010: the receptionist has neither a destination nor a member",
            "8600 Empty: the ring group has neither a destination nor a member",
            "8000 Line 8000, 2, office hours: no destination",
            "8005 Line 8005, 3, other times: no destination",
        ]
        assert chart(definition).marked("deadend") == {"8000 Line 8000", "8005 Line 8005", "8010 Line 8010", "8600 Empty", "no destination"}

    def test_numbers_that_nobody_has(self) -> None:
        definition = tenant(
            ivr(
                "8000",
                key("1", to("8700")),
                key("2", {"action": "FORWARD_TO_VOICEMAIL", "number": "8701"}),
                key("3", to("2005")),
                key("4", to("+49301")),
                key("5", to("004930555010")),
                key("6", to("*98")),
                key("7", {"action": "FORWARD_TO_NUMBER"}),
                failure_forward_rule=to("8700"),
            ),
            ring_groups=[{"extension_number": "8600", "agents": [{"extension_number": "8702"}, {"extension_number": "2001"}]}],
        )
        found = graph(definition, elsewhere=["2000-2010"])
        assert {number for kind, number in found.nodes if kind == "missing"} == {"8700", "voicemail 8701", "8702", ""}
        assert {number for kind, number in found.nodes if kind == "outside"} == {"+49301", "004930555010"}
        assert {number for kind, number in found.nodes if kind == "elsewhere"} == {"2005", "2001", "*98"}
        for form in FORMATS:
            assert "missing" in draw(definition, form, elsewhere=["2000-2010"])

    def test_numbers_given_by_name(self) -> None:
        menu = [key("1", to("Front desk")), key("2", {"action": "FORWARD_TO_VOICEMAIL", "number": "Line 8001"}), key("3", to("Twice"))]
        groups = [
            {"extension_number": number, "name": name} for number, name in (("8600", "Front desk"), ("8601", "Twice"), ("8602", "Twice"))
        ]
        found = graph(tenant(ivr("8000", *menu), ivr("8001"), ring_groups=groups))
        assert {edge.target for edge in found.edges} == {("ring_group", "8600"), ("voicemail", "8001"), ("missing", "Twice")}

    def test_long_extension_numbers_are_not_outside(self) -> None:
        assert told(tenant(ivr("80000000", key("1", to("80000001"))))) == [
            ("missing", "80000001: no object of the definition has this number; used by 80000000 Line 80000000")
        ]

    @pytest.mark.parametrize(
        "odd",
        [
            {"ivrs": None},
            {"ivrs": "8000"},
            {"ivrs": [None, "8000", {}]},
            {"ivrs": [{"extension_number": 8000, "name": None, "custom_forward_rules": [None, {}, {"user_input": 1}]}]},
            {"ivrs": [{"extension_number": "8000", "timeout_forward_rule": None, "night_mode_forward_rule": "HANGUP"}]},
            {"ivrs": [{"extension_number": "8000", "timeout_forward_rule": {"action": "FUTURE_ACTION", "number": "1"}}]},
            {"ivrs": [{"extension_number": "8000", "action_urls": [{"url": "http://[bad", "headers": {}}, {}]}]},
            {"ring_groups": [{"extension_number": "8600", "agents": [None, {}, {"extension_number": 2001}]}]},
            {"office_hours": {"monday": None, "tuesday": {"enabled": True, "ranges": None}}, "trunk_assignments": ["x", {"trunk": "A"}]},
        ],
    )
    def test_nothing_odd_stops_it(self, odd: dict[str, Any]) -> None:
        for form in FORMATS:
            draw({"domain": "north.example.net", **odd}, form)
            draw({"domain": "north.example.net", **odd}, form, tenant(ivr("8000")))
