# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The cases of what Ansible does with tasks, whatever their module: loops, retries, delegation, odd values and so on."""

from __future__ import annotations

from datetime import date
from typing import Any

from parity.harness import Case, Json, Task, Unsafe

RULE = "portsip_ip_rule"
INFO = "portsip_ip_rule_info"
ONE: Json = {"cidr": "198.51.100.1", "target": "ACCEPT"}
NETS = [f"198.51.100.{number}" for number in range(1, 5)]


def _rule(number: int, expect: str | None = "changed", says: str = "", **keywords: Any) -> Task:
    return Task(RULE, {"cidr": NETS[number - 1], "target": "ACCEPT"}, expect, says, keywords)


def _probe(*does: str, expect: str | None = "ok", says: str = "", keywords: Json | None = None, **options: Any) -> Task:
    return Task("portsip_probe", {"does": list(does), **options}, expect, says, keywords or {})


def _loop(loop: Any, expect: str, **keywords: Any) -> Task:
    return Task(RULE, {"cidr": "{{ item }}", "target": "ACCEPT"}, expect, keywords={"loop": loop, "register": "left", **keywords})


def _numbers(expect: str, says: str = "", **trunk: str) -> Task:
    """A receptionist with a number on outbound calls, for which the trunk is given by these names."""
    return Task(
        "portsip_ivr",
        {
            "tenant": "clinic.example.com",
            "extension_number": "8000",
            "name": "Desk",
            "pin": "{{ pin }}",
            "outbound_caller_ids": [{**trunk, "caller_id": "+493055501000"}],
        },
        expect,
        says,
    )


SHOW = Task("simulator", {"show": "{{ left }}"})

_RESCUE: Json = {
    "block": [{"name": "rescue #0", f"portsip.pbx.{RULE}": {"cidr": "300.1.2.3"}}],
    "rescue": [{"name": "rescue #1", "simulator": {"show": "{{ ansible_failed_result }}"}}],
}

TASKS = [
    Case(
        "keywords",
        [
            _rule(1, no_log=True, register="left"),
            SHOW,
            _rule(1, "ok", throttle=1, timeout=60),
            _rule(2, "ok", register="left", changed_when=False),
            _rule(2, "failed", failed_when="true"),
            _rule(3, "skipped", when="way == 'neither'"),
            _rule(3, "changed", diff=False, check_mode=True),
        ],
    ),
    Case("once", [_rule(1, run_once=True)], apart=True),
    Case("check mode", [_rule(1), _rule(2)], play={"check_mode": True, "diff": False}),
    Case(
        "attempts",
        [
            Task(INFO, {}, "ok", keywords={"until": "left.count | default(0) == 1", "retries": 2, "delay": 0, "register": "left"}),
            SHOW,
            Task(INFO, {}, "failed", keywords={"until": "left.count | default(0) == 2", "retries": 1, "delay": 0, "register": "left"}),
        ],
        [
            {"call": "seed/add_ip_filter", "id": "rule-1", "cidr": "192.0.2.0/24"},
            {"call": "faults", "method": "GET", "path": "/ip_filters$", "status": 503, "body": ""},
        ],
    ),
    Case(
        "rescue",
        [
            Task("block", None, None, keywords=_RESCUE),
        ],
    ),
    Case("delegated", [_rule(1, delegate_to="local_{{ way }}")], remote=True),
    Case("become", [_rule(1, become=True, become_method="same_user")], handed_over=True),
    Case(
        "async",
        [
            _rule(1, **{"async": 60, "poll": 1}),
            _rule(2, **{"async": 60, "poll": 0, "register": "job"}),
            Task(
                "ansible.builtin.async_status",
                {"jid": "{{ job.ansible_job_id }}"},
                "changed",
                keywords={"register": "left", "until": "left is finished", "retries": 60, "delay": 1},
            ),
        ],
        handed_over=True,
    ),
    Case(
        "names",
        [
            Task("ansible.builtin.meta", "noop", None),
            Task("action", None, "changed", keywords={"action": f"portsip_ip_rule cidr={NETS[0]} target=ACCEPT"}),
            Task("local", None, "changed", keywords={"local_action": {"module": "portsip_ip_rule", "cidr": NETS[1], "target": "ACCEPT"}}),
            Task("short", None, "failed", "nothing: unknown option", {"portsip_ip_rule": {"nothing": 1}}),
            Task("args", None, "changed", keywords={"portsip.pbx.portsip_ip_rule": None, "args": {"cidr": NETS[2], "target": "DENY"}}),
            Task("given", None, "changed", keywords={"portsip.pbx.portsip_ip_rule": "{{ given }}"}),
        ],
        play={
            "collections": ["portsip.pbx"],
            "vars": {"given": {"cidr": NETS[3], "target": "ACCEPT", "description": "{{ (way | length > 0) | string }}"}},
        },
    ),
    Case(
        "defaults",
        [Task(RULE, {"cidr": NETS[0]}, "changed"), Task(RULE, {"cidr": NETS[1], "description": "{{ omit }}"}, "changed")],
        play={
            "module_defaults": {
                "group/portsip.pbx.portsip": {"api_url": "{{ pbx }}", "timeout": 11},
                "portsip.pbx.portsip_ip_rule": {"target": "DENY", "description": "by default", "timeout": "12"},
            }
        },
    ),
    Case(
        "switch",
        [_rule(1, vars={"portsip_in_process": "{{ 'no' if way == 'as_module' else 'yes' }}"})],
    ),
    Case(
        "connection",
        [
            Task(RULE, {**ONE, "api_url": "http://127.0.0.1:1/api"}, "failed", "Could not connect"),
            Task(RULE, {**ONE, "api_url": "{{ pbx }}/elsewhere"}, "failed", "There is no login"),
            Task(RULE, {**ONE, "ca_path": "certificates/none.pem", "api_url": "https://127.0.0.1:1"}, "failed", "none.pem"),
            Task(RULE, {**ONE, "api_password": "{{ password }}"}, "failed", "refused the login", {"loop": [1, 2]}),
        ],
        compare="state",
    ),
    Case(
        "sessions",
        [
            Task("portsip_login", {"tenant": "clinic.example.com"}, keywords={"register": "session"}),
            Task("portsip_ivr_info", {"api_token": "{{ session.token }}"}),
            Task("portsip_ivr_info", {"api_token": "{{ session.token }}", "tenant": "lab.example.com"}, "failed", "belongs to the tenant"),
            Task("portsip_logout", {"api_token": "{{ session.token }}"}),
            Task("portsip_ivr_info", {"api_token": "{{ session.token }}"}, "failed", "api_token was refused"),
            Task(
                "portsip_ivr_info",
                {"api_domain": "lab.example.com", "api_username": "boss", "api_password": "{{ password }}"},
            ),
        ],
        [
            {"call": "seed/add_tenant", "id": "tenant-1", "domain": "clinic.example.com", "name": "Clinic"},
            {"call": "seed/add_tenant", "id": "tenant-2", "domain": "lab.example.com", "name": "Lab"},
            {"call": "seed/add_tenant_user", "tenant_id": "tenant-2", "username": "boss", "password": "{{ password }}"},
        ],
    ),
]

_DESKS = [["Lab", "800"], ["clinic.example.com", "800"], ["lab.example.com", "801"], ["tenant-1", "801"], ["Lab", "802"]]

LOOPS = [
    Case(
        "loops",
        [
            _loop(NETS[:2], "changed", loop_control={"extended": True, "label": "rule {{ item }}", "loop_var": "item"}),
            SHOW,
            _loop([*NETS[:2], "300.1.2.3", NETS[2]], "failed"),
            SHOW,
            _loop(NETS, "ok", when="item != '198.51.100.4'"),
            SHOW,
            _loop(NETS[:2], "skipped", when="item is none"),
            _loop([], "skipped"),
        ],
        compare="writes",
    ),
    Case(
        "older loops",
        [
            Task(RULE, {"cidr": "{{ item }}", "target": "DENY"}, "changed", keywords={"with_items": [NETS[0], [NETS[1]]]}),
            Task(
                RULE,
                {"cidr": "{{ item.key }}", "target": "{{ item.value }}", "state": "{{ gone | default('present') }}"},
                "changed",
                keywords={"with_dict": {NETS[0]: "DENY", NETS[1]: "ACCEPT"}, "register": "left"},
            ),
            SHOW,
        ],
        compare="writes",
    ),
    Case(
        "loop with attempts",
        [
            _loop(
                NETS[:2],
                "changed",
                until="left is succeeded",
                retries=2,
                delay=0,
                check_mode="{{ item == '198.51.100.2' }}",
            ),
            SHOW,
        ],
        [{"call": "faults", "method": "POST", "path": "/ip_filters$", "status": 403, "body": "no"}],
        compare="writes",
    ),
    Case(
        "both names of an option",
        [
            _numbers("changed", trunk="Carrier One"),
            _numbers("ok", provider_id="Carrier One"),
            _numbers("failed", "outbound_caller_ids\\[0\\].trunk: is mutually exclusive", trunk="Carrier One", provider_id="Carrier One"),
        ],
        [
            {"call": "seed/add_tenant", "id": "tenant-1", "domain": "clinic.example.com", "name": "Clinic"},
            {"call": "seed/add_provider", "id": "trunk-1", "name": "Carrier One"},
        ],
    ),
    Case(
        "loop through tenants",
        [
            Task(
                "portsip_ivr",
                {"tenant": "{{ item[0] }}", "extension_number": "{{ item[1] }}", "name": "Desk {{ item[1] }}", "pin": "{{ pin }}"},
                "changed",
                keywords={
                    "loop": [["Lab", "800"], ["clinic.example.com", "800"], ["lab.example.com", "801"], ["tenant-1", "801"], ["Lab", "802"]]
                },
            ),
            Task("portsip_ivr", {"tenant": "nowhere", "extension_number": "{{ item }}"}, "failed", keywords={"loop": ["800", "801"]}),
        ],
        [
            {"call": "seed/add_tenant", "id": "tenant-1", "domain": "clinic.example.com", "name": "Clinic"},
            {"call": "seed/add_tenant", "id": "tenant-2", "domain": "lab.example.com", "name": "Lab"},
        ],
        compare="writes",
    ),
]

VALUES = [
    Case(
        "odd values",
        [
            Task(RULE, {"cidr": NETS[0], "target": "ACCEPT", "description": 'Büro "Süd" \\ 電話 ☎ {{ way | length > 0 }}'}, "changed"),
            Task(RULE, {"cidr": NETS[0], "target": "ACCEPT", "description": "two\nlines"}, "failed", "must be on one line"),
            Task(RULE, {"cidr": NETS[1], "target": "ACCEPT", "description": Unsafe("{{ untouched }} {% raw %}")}, "changed"),
            Task(RULE, {"cidr": NETS[2], "target": "ACCEPT", "expire_at": date(2030, 1, 2)}, None),
            Task(RULE, {"cidr": NETS[2], "target": "ACCEPT", "description": True, "timeout": 20.0}, None),
            Task(INFO, {"id": 700551909773148161, "timeout": "20", "use_proxy": "no"}),
            Task(INFO, {"cidr": 5, "validate_certs": "perhaps"}, "failed", "validate_certs"),
        ],
    ),
]

PROBE = [
    Case(
        "probe results",
        [
            _probe(
                "types", "tell:plain", "directory", "print:stray output", path="~/x/$PORTSIP_RETRIES", json={"b": 1}, raw=[1, {"a": None}]
            ),
            _probe("environment:GIVEN", keywords={"environment": {"GIVEN": 1.5}}),
            _probe("warn:the dog", "warn:the dog", "warn:the cat", says="the dog"),
            _probe("hide:hidden-word", "tell:a hidden-word here", key="{{ token }}", inner={"key": "{{ password }}", "size": "1K"}),
            _probe("tell:equal-word", "warn:equal-word", key="equal-word"),
            _probe(name="a"),
            _probe(name="a", title="b", expect="failed", says="name: is mutually exclusive with title"),
            _probe(label="a", former="b", passing="c"),
            _probe(key=5, inner={"size": "much"}, expect="failed", says="cannot be converted to a Byte"),
            _probe(inner={"nothing": 1}, expect="failed", says="inner.nothing: unknown key; allowed are key, size"),
        ],
    ),
    Case(
        "probe failures",
        [
            _probe("refuse:in use", expect="failed", says="in use"),
            _probe("warn:the dog", "hide:in-use", "refuse:in-use", expect="failed"),
            _probe("fail:key", expect="failed", says="Unexpected failure: KeyError: 'key'"),
            _probe("fail:equal-word", key="equal-word", expect="failed", says="Unexpected failure: RuntimeError"),
            _probe("exit:3", expect="failed", says="Unexpected failure: SystemExit: 3"),
            _probe("exit:0", expect="failed", says="Unexpected failure: SystemExit: 0", keywords={"loop": [1, 2]}),
            _probe("tell:still here"),
        ],
    ),
]

MECHANICS = [*TASKS, *LOOPS, *VALUES, *PROBE]
