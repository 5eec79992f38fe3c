# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is blank on the PBX, is not named and has a default of the API's own stays blank where an update stands for the whole object."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.tests.unit.support.task import Task

from simulator import Simulator

DESCRIBED = json.loads((Path(__file__).parents[4] / "contract" / "facts.json").read_text(encoding="utf-8"))
FACTS, SHAPES = DESCRIBED["pbx"], DESCRIBED["shapes"]
UPDATES = {
    ("tenant", "TENANT"): "POST /tenants/{id}",
    ("ivr", "IVR"): "POST /ivrs/{id}",
    ("ivr_action_url", "IVR_ACTION_URL"): "POST /ivrs/{id}/action_urls/{url_id}",
    ("ip_rule", "IP_RULE"): "POST /ip_filters/{id}",
    ("transport", "TRANSPORT"): "POST /transports/{id}",
    ("ivr_server", "IVR_SERVER"): "POST /ivr_servers/{id}",
    ("call_queue_server", "CALL_QUEUE_SERVER"): "POST /call_queue_servers/{id}",
    ("conference_server", "CONFERENCE_SERVER"): "POST /conference_servers/{id}",
    ("media_server", "MEDIA_SERVER"): "POST /media_servers/{id}",
    ("password_policy", "PASSWORD_POLICY"): "POST /tenant/password_policy",
    ("tenant_notification", "TENANT_NOTIFICATION"): "POST /tenant/notification",
    ("billing", "BILLING"): "POST /tenant/billing",
    ("dealer", "DEALER"): "POST /dealers/{id}",
    ("dealer_self", "DEALER_SELF"): "POST /dealer",
    ("trunk_assignment", "TRUNK_ASSIGNMENT"): "POST /providers/{id}/assignees/{tenant_id}",
    ("network", "NETWORK"): "POST /network",
    ("sbc", "SBC"): "POST /sbc",
    ("im_server", "IM_SERVER"): "POST /im",
    ("settings", "SETTINGS"): "POST /admin/settings",
    ("notification", "NOTIFICATION"): "POST /admin/notification",
}


def _defaults(operation: str) -> dict[str, Any]:
    """The defaults of an update, as described, that are not blank themselves."""
    return {path: value for path, value in _all_defaults(FACTS[operation]["body"]) if "." not in path}


def _all_defaults(fields: dict[str, Any], place: str = "") -> Iterator[tuple[str, Any]]:
    """The same with those inside mappings, by dotted path."""
    for name, fact in fields.items():
        if fact.get("default") not in (None, "", False):
            yield f"{place}{name}", fact["default"]
        yield from _all_defaults(SHAPES[fact["fields"]["shape"]] if "fields" in fact else {}, f"{place}{name}.")


@pytest.mark.parametrize(("place", "operation"), UPDATES.items(), ids=[name for _file, name in UPDATES])
def test_every_described_default_is_known(place: tuple[str, str], operation: str) -> None:
    file, name = place
    resources = importlib.import_module(f"ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.{file}")
    described = dict(_all_defaults(FACTS[operation]["body"]))
    known = getattr(resources, name)
    assert set(known.defaulted) == set(described)
    assert {path: known.fields[path].api_default for path in described} == described


@pytest.fixture(params=["null", "empty"])
def pbx(request: pytest.FixtureRequest, shared_simulator: Simulator) -> Simulator:
    """A PBX that takes an update for the whole object, for each way to write blanks."""
    shared_simulator.configure(update_mode="replace", blank_as=request.param)
    return shared_simulator


def _blank(operation: str) -> dict[str, None]:
    return dict.fromkeys(_defaults(operation))


def test_a_tenant(pbx: Simulator) -> None:
    identifier = pbx.add_tenant("clinic.example.com", "Clinic", **_blank("POST /tenants/{id}"))
    task = Task(pbx, "portsip_tenant", {"domain": "clinic.example.com"})
    for options in ({"website": "https://clinic.example.com"}, {"max_extensions": 40}, {"name": "Clinic West"}):
        before = pbx.state()["tenants"][identifier]
        task.settle(**options)
        assert pbx.state()["tenants"][identifier] == {**before, **options}


def test_a_receptionist_and_its_action_url(pbx: Simulator) -> None:
    tenant = pbx.add_tenant("clinic.example.com", "Clinic")
    ivr = pbx.add_ivr(tenant, "8001", "Front desk", **_blank("POST /ivrs/{id}"))
    url = pbx.add_action_url(ivr, "lookup", **_blank("POST /ivrs/{id}/action_urls/{url_id}"))
    before = pbx.state()["tenants"][tenant]["ivrs"][ivr]
    Task(pbx, "portsip_ivr", {"tenant": "Clinic", "extension_number": "8001"}).settle(name="Door")
    Task(pbx, "portsip_ivr_action_url", {"tenant": "Clinic", "ivr": "8001", "name": "lookup"}).settle(method="POST")
    after = pbx.state()["tenants"][tenant]["ivrs"][ivr]
    assert after == {**before, "name": "Door", "action_urls": {url: {**before["action_urls"][url], "method": "POST"}}}


SINGLE = [
    ("portsip_settings", "settings", "POST /admin/settings", {"enable_prack": True}, {}),
    ("portsip_sbc", "sbc", "POST /sbc", {"domain": "sbc.example.net"}, {}),
    ("portsip_network", "network", "POST /network", {"web_domain": "voice.example.net"}, {}),
    ("portsip_notification", "notification", "POST /admin/notification", {"port": 25}, {"username": "pbx@example.net"}),
]


@pytest.mark.parametrize(("module", "name", "operation", "change", "there"), SINGLE, ids=[module for module, *_rest in SINGLE])
def test_settings_of_the_system(pbx: Simulator, module: str, name: str, operation: str, change: dict[str, Any], there: Any) -> None:
    pbx.set_system(name, **there, **_blank(operation))
    before = pbx.state()["system"][name]
    Task(pbx, module).settle(**change)
    assert pbx.state()["system"][name] == {**before, **change}


def test_a_blank_is_written_as_the_api_describes_it(pbx: Simulator) -> None:
    blank = {"extension_im_disk_quota": None, "contact_match_type": None, "max_call_queues": None}
    pbx.add_tenant("clinic.example.com", "Clinic", **blank)
    done = Task(pbx, "portsip_tenant").run(domain="clinic.example.com", max_extensions=40)
    (body,) = done.bodies
    assert {name: body[name] for name in blank} == {**blank, "extension_im_disk_quota": ""}
    assert {name: done.result["tenant"][name] for name in blank} == blank


def test_what_is_not_in_the_answer_is_not_written(shared_simulator: Simulator) -> None:
    shared_simulator.configure(blank_as="absent")
    shared_simulator.add_tenant("clinic.example.com", "Clinic", extension_im_disk_quota=None)
    (body,) = Task(shared_simulator, "portsip_tenant").run(domain="clinic.example.com", max_extensions=40).bodies
    assert "extension_im_disk_quota" not in body


def test_blanks_inside_mappings(pbx: Simulator) -> None:
    numbers = {"enabled": True, "remove_duplicate_countries": None, "remove_duplicate_area_codes": None}
    report = {"enabled": True, "auth": None, "url": "https://cdr.example.com"}
    tenant = pbx.add_tenant("clinic.example.com", "Clinic", e164=numbers, cdr_event=report)
    rule = {"action": "HANGUP", "timeout": None, "repeat_times": None}
    ivr = pbx.add_ivr(tenant, "8001", "Front desk", timeout_forward_rule=rule)
    Task(pbx, "portsip_tenant", {"domain": "clinic.example.com"}).settle(e164={"country": "49"}, cdr_event={"token": "T-4071"})
    Task(pbx, "portsip_ivr", {"tenant": "Clinic", "extension_number": "8001"}).settle(name="Door")
    after = pbx.state()["tenants"][tenant]
    assert after["e164"].items() >= {**numbers, "country": "49"}.items()
    assert after["cdr_event"].items() >= {**report, "token": "T-4071"}.items()
    assert after["ivrs"][ivr]["timeout_forward_rule"].items() >= rule.items()
