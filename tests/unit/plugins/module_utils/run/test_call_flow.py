# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Pictures of calls: what is in them."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.drawing import FORMATS, draw, graphs
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.hours import week
from ansible_collections.portsip.pbx.tests.unit.support.call_flow import ELSEWHERE, chart, graph, ivr, key, tenant, to
from ansible_collections.portsip.pbx.tests.unit.support.clinics import CLINICS
from ansible_collections.portsip.pbx.tests.unit.support.mermaid import charts

DOCUMENT = CLINICS.parents[2] / "examples" / "documents" / "clinics.yml"
HANGING_UP = {"timeout_forward_rule": {"timeout": 10, "repeat_times": 1, "action": "HANGUP"}}


class TestWhatIsInIt:
    def test_a_receptionist_with_everything(self) -> None:
        hours = {"mode": "CUSTOM", "monday": {"enabled": True, "ranges": [{"from": "09:00", "to": "16:00"}]}, "sunday": {"enabled": False}}
        picture = chart(
            tenant(
                ivr(
                    "8000",
                    key("1", to("8600"), {"action": "FORWARD_TO_VOICEMAIL", "number": "8600"}, office_hours={"mode": "GLOBAL"}),
                    key("2", to("8010"), {"action": "HANGUP"}, office_hours=hours),
                    key("3", to("+4930123"), to("+4930123"), {"action": "DISA"}, holidays=["Easter", "New Year"]),
                    timeout_forward_rule=to("8010", timeout=15, repeat_times=2),
                    failure_forward_rule={"action": "REPEAT"},
                    night_mode_forward_rule=to("8010"),
                    action_urls=[
                        {"name": "Look up", "type": "DTMF", "dtmf_mask": "1000-1999", "method": "GET", "url": "https://a.example/x"}
                    ],
                    outbound_caller_ids=[{"trunk": "Carrier A", "caller_id": "+493055501000"}],
                ),
                ivr("8010", key("1", to("+4930124"))),
                ring_groups=[
                    {
                        "extension_number": "8600",
                        "name": "Desk",
                        "agents": [{"extension_number": "+4930125"}],
                        "no_answer_forward_rule": to("8010"),
                    }
                ],
            )
        )
        labels = {(picture.label(source), label, picture.label(target)) for source, target, _form, label in picture.edges}
        assert labels == {
            ("8000 Line 8000", "1, office hours", "8600 Desk"),
            ("8000 Line 8000", "1, other times", "voicemail 8600 Desk"),
            ("8000 Line 8000", "2, Mon 09:00-16:00\nno input, 15 s, 2\u00d7 again", "8010 Line 8010"),
            ("8000 Line 8000", "2, other times", "hang up"),
            ("8000 Line 8000", "3", "+4930123"),
            ("8000 Line 8000", "3, Easter, New Year", "dial out (DISA)"),
            ("8000 Line 8000", "invalid input", "8000 Line 8000"),
            ("8000 Line 8000", "night mode", "8010 Line 8010"),
            ("8000 Line 8000", "digits, 1000-1999", "Look up"),
            ("8000 Line 8000", "outbound, shown as +493055501000", "Carrier A"),
            ("8010 Line 8010", "1", "+4930124"),
            ("8600 Desk", "member 1", "+4930125"),
            ("8600 Desk", "no answer", "8010 Line 8010"),
        }
        assert picture.marked("ring_group") == {"8600 Desk"}
        assert picture.marked("outside") == {"+4930123", "+4930124", "+4930125"}

    def test_hours_of_days_that_are_not_neighbours_and_of_days_without_hours(self) -> None:
        day = {"ranges": [{"from": "08:00", "to": "12:00"}]}
        assert week({"monday": day, "tuesday": day, "thursday": day}) == "Mon-Tue 08:00-12:00, Thu 08:00-12:00"
        assert week({"monday": {}, "tuesday": {"enabled": True}}) == "Mon closed, Tue all day"

    def test_voicemail_without_a_number_is_that_of_the_receptionist(self) -> None:
        picture = chart(tenant(ivr("8000", key("1", {"action": "FORWARD_TO_VOICEMAIL"}))))
        assert [picture.label(target) for _source, target, *_rest in picture.edges] == ["voicemail 8000 Line 8000"]

    def test_a_queue_of_the_extension_api_with_its_agents_and_rules(self) -> None:
        queue = {
            "extension_id": 901,
            "strategy": "ring-all",
            "timeout_transfer_dst": "8000",
            "max_wait_time": 60,
            "agents": [{"extension_id": 201, "name": "Ada", "level": 1, "position": 2}],
            "incoming_rules": [
                {"name": "Closed", "type": "transfer", "transfer_dst": "8000 +4930125", "interval": "Night"},
                {"name": "Old", "type": "hangup", "enabled": False},
            ],
        }
        picture = chart({"tenants": [tenant(ivr("8000", key("1", to("901"))))], "queues": [queue]})
        assert picture.ways() == {
            ("8000 Line 8000", "queue 901"),
            ("queue 901", "8000 Line 8000"),
            ("queue 901", "201 Ada"),
            ("queue 901", "+4930125"),
            ("queue 901", "hang up"),
        }

    def test_queues_of_several_tenants_lead_to_numbers_of_any_of_them(self) -> None:
        tenants = [tenant(ivr("8000", **HANGING_UP)), tenant(ivr("8100", **HANGING_UP), domain="south.example.net")]
        queue = {"extension_id": 901, "timeout_transfer_dst": "8100", "exit_key": "1", "exit_transfer_dst": "8200"}
        (side,) = graphs({"tenants": tenants, "queues": [queue]})[-1]
        assert [finding.text for finding in side.graph.findings] == ["8200: no object of the definition has this number; used by queue 901"]

    def test_the_example_of_a_document_has_no_findings(self) -> None:
        document = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))
        assert [finding for (side,) in graphs(document) for finding in side.graph.findings] == []

    def test_agents_of_a_tenant_stand_in_their_queues(self) -> None:
        agents = [{"extension_id": 201, "name": "Ada", "queues": [{"queue": 901, "level": 2}, {"queue": 902}]}]
        picture = chart({"tenants": [tenant(queue_agents=agents)], "queues": [{"extension_id": 901}]})
        assert picture.ways() == {("queue 901", "201 Ada"), ("queue 902", "201 Ada")}

    def test_the_example_of_the_clinics(self) -> None:
        found = graph(yaml.safe_load(CLINICS.read_text(encoding="utf-8")), elsewhere=ELSEWHERE)
        assert found.findings == []
        numbers = {number for kind, number in found.nodes if kind == "ivr"}
        assert numbers == {"8000", "8001", "8002", "8010", "8011", "8020", "8021", "8030", "8031", "8040", "8050", "8060"}
        assert {number for kind, number in found.nodes if kind == "queue"} == {"901", "902"}
        assert {number for kind, number in found.nodes if kind == "outside"} >= {"+16025550140", "+16025550141", "+16025550177"}

    def test_keys_are_in_the_order_of_a_keypad(self) -> None:
        menu = [key(given, to("+4930125")) for given in ("0", "12", "#", "3", "*", "1")]
        ((_source, _target, _arrow, label),) = chart(tenant(ivr("8000", *menu))).edges
        assert label == "1 3 * 0 # 12"

    def test_a_long_list_of_members_is_cut(self) -> None:
        members = [{"extension_number": str(2000 + number)} for number in range(50)]
        text = draw(tenant(ring_groups=[{"extension_number": "8600", "agents": members}]), "svg", elsewhere=["2000-2099"])
        assert "and 38 more" in text and "2011" in text and "2012" not in text

    def test_what_is_to_be_absent_is_not_drawn(self) -> None:
        assert chart(tenant(ivr("8000", key("1", {"action": "HANGUP"})), ivr("8010", state="absent"))).find("8010 Line 8010") == []

    @pytest.mark.parametrize(
        "wrapped",
        [
            lambda one: one,
            lambda one: {"tenants": [one]},
            lambda one: {"definition": {"tenants": [one]}, "secrets": [], "changed": False},
            lambda one: {"tenant_definition": one, "other": 1},
            lambda one: {
                **one,
                "ivrs": {"defaults": {"name": "Line 8000"}, "items": [{**item, "name": "Line 8000"} for item in one["ivrs"]]},
            },
        ],
    )
    def test_in_whatever_a_definition_stands(self, wrapped: Any) -> None:
        one = tenant(ivr("8000", key("1", to("+4930123"))))
        assert chart(wrapped(one)).ways() == {("8000 Line 8000", "+4930123")}

    def test_each_tenant_has_its_own_numbers(self) -> None:
        other = {**tenant(ivr("8010", key("1", to("8000")))), "domain": "south.example.net"}
        first, second = charts(draw({"tenants": [tenant(ivr("8000", key("1", {"action": "HANGUP"}))), other]}))
        assert first.marked("missing") == set()
        assert second.marked("missing") == {"8000"}

    @pytest.mark.parametrize(("value", "text"), [([], "mapping"), ({"foo": 1}, "ivrs"), ("text", "mapping")])
    def test_what_is_no_definition_is_refused(self, value: Any, text: str) -> None:
        with pytest.raises(InvalidInput, match=text):
            draw(value)

    def test_an_unknown_format_is_refused(self) -> None:
        with pytest.raises(InvalidInput, match="format: must be one of mermaid, svg, html, not 'png'"):
            draw(tenant(), "png")


def test_the_same_definition_gives_the_same_picture() -> None:
    definition = yaml.safe_load(CLINICS.read_text(encoding="utf-8"))["tenant_definition"]
    turned = {
        **dict(reversed(definition.items())),
        "ivrs": [dict(reversed(entry.items())) for entry in reversed(definition["ivrs"])],
    }
    for form in FORMATS:
        assert draw(definition, form) == draw(definition, form) == draw(turned, form)
