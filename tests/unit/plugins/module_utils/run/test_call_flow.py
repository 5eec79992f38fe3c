# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Pictures of calls: what is in them, what they mark, and that any name and any number of objects can be drawn."""

from __future__ import annotations

import json
import re
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr_action_url import IVR_ACTION_URL
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ring_group import RING_GROUP
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.drawing import FORMATS, comparison, draw, graphs
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.graph import Graph
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.hours import week
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.reading import DEFAULTS
from ansible_collections.portsip.pbx.plugins.module_utils.schema.attribute import attributes
from ansible_collections.portsip.pbx.tests.unit.support.mermaid import Flowchart, charts

CLINICS = Path(__file__).resolve().parents[5] / "playbooks" / "vars" / "clinics.yml"
DOCUMENT = CLINICS.parents[2] / "examples" / "documents" / "clinics.yml"
ELSEWHERE = ["1000-3999", "7000-7099"]
HANGING_UP = {"timeout_forward_rule": {"timeout": 10, "repeat_times": 1, "action": "HANGUP"}}


def to(number: str, **more: Any) -> dict[str, Any]:
    return {"action": "FORWARD_TO_NUMBER", "number": number, **more}


def key(given: str, *rules: Mapping[str, Any] | None, **more: Any) -> dict[str, Any]:
    """A menu entry with the rules for office hours, other times and holidays."""
    names = ("office_hours_forward_rule", "non_office_hours_forward_rule", "holiday_forward_rule")
    return {"user_input": given, **{name: rule for name, rule in zip(names, rules, strict=False) if rule}, **more}


def ivr(number: str, *menu: Mapping[str, Any], **rules: Any) -> dict[str, Any]:
    return {"extension_number": number, "name": f"Line {number}", "pin": "907153", "custom_forward_rules": list(menu), **rules}


def tenant(*ivrs: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"domain": "north.example.net", "name": "North", "ivrs": list(ivrs), **more}


def chart(definition: Mapping[str, Any], *rest: Any, **options: Any) -> Flowchart:
    """The one picture of a definition."""
    (found,) = charts(draw(definition, "mermaid", *rest, **options))
    return found


def graph(definition: Mapping[str, Any], **options: Any) -> Graph:
    ((side,),) = graphs(definition, **options)
    return side.graph


def told(definition: Mapping[str, Any], **options: Any) -> list[tuple[str, str]]:
    return [(finding.sort, finding.text) for finding in graph(definition, **options).findings]


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
        labels = {(picture.label(source), label, picture.label(target)) for source, target, _, label in picture.edges}
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


class Elements(HTMLParser):
    """What is in a page, as a browser would see it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def values(self, name: str) -> list[str]:
        return [value for attribute, value in self.attributes if attribute == name]


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
        assert {name for name, _ in page.attributes} == {name for name, _ in like.attributes}
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
        (label,) = {source for source, _ in chart(tenant({**ivr("8000", key("1", {"action": "HANGUP"})), "name": "x" * 500})).ways()}
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


class TestPage:
    @pytest.fixture
    def text(self) -> str:
        definition = yaml.safe_load(CLINICS.read_text(encoding="utf-8"))
        definition["tenant_definition"]["ivrs"].append(ivr("8999", key("1", to("8998"))))
        return draw(definition, "html", elsewhere=ELSEWHERE)

    def test_needs_nothing_from_elsewhere_and_no_script(self, text: str) -> None:
        page = Elements(text)
        assert page.tags.isdisjoint({"script", "link", "iframe", "img", "object", "embed", "image", "use", "foreignobject"})
        assert not [name for name, _ in page.attributes if name.startswith("on") or name in ("src", "xlink:href", "srcset")]
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
        assert {change for _, change in self.changes(wanted)} == {"added"}
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


def test_the_same_definition_gives_the_same_picture() -> None:
    definition = yaml.safe_load(CLINICS.read_text(encoding="utf-8"))["tenant_definition"]
    turned = {
        **dict(reversed(definition.items())),
        "ivrs": [dict(reversed(entry.items())) for entry in reversed(definition["ivrs"])],
    }
    for form in FORMATS:
        assert draw(definition, form) == draw(definition, form) == draw(turned, form)
