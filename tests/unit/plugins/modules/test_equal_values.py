# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Values that are equal in different spellings, and items that share a part of their key."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.plan.documents import merge
from ansible_collections.portsip.pbx.plugins.module_utils.plan.secrecy import masked
from ansible_collections.portsip.pbx.plugins.module_utils.schema.attribute import Attribute
from ansible_collections.portsip.pbx.plugins.module_utils.schema.resource import Resource
from ansible_collections.portsip.pbx.tests.unit.support.task import Task
from ansible_collections.portsip.pbx.tests.unit.support.things import Thing

from simulator import Simulator

CALLERS = Resource(
    name="caller",
    plural="callers",
    model=Thing,
    level="system",
    collection="/callers",
    key=("name",),
    overrides={"ids": Attribute(items="keyed", keys=("trunk", "number")), "ids.*.pin": Attribute(secret=True)},
)
SHARED = [{"trunk": "A", "number": "100", "pin": "1357"}, {"trunk": "A", "number": "200", "label": "kept"}]


def test_an_item_is_matched_by_all_its_keys() -> None:
    """Matched by the first alone, an item would take over what another one of the same trunk has."""
    wanted = [{"trunk": "A", "number": "200"}, {"trunk": "A", "number": "100"}]
    assert merge(CALLERS, {"ids": SHARED}, {"ids": wanted}) == {"ids": [SHARED[1], SHARED[0]]}


def test_the_diff_compares_a_secret_with_that_of_the_same_item() -> None:
    before = {"ids": [{"trunk": "A", "number": "100", "pin": "1357"}, {"trunk": "A", "number": "200", "pin": "2468"}]}
    after = {"ids": [{"trunk": "A", "number": "200", "pin": "2468"}, {"trunk": "A", "number": "100", "pin": "9753"}]}
    notes = {item["number"]: item["pin"] for item in masked(CALLERS, after, before, "(new)")["ids"]}
    assert set(notes) == {"100", "200"}
    assert "(new)" in notes["100"]
    assert "(new)" not in notes["200"]


def test_outbound_caller_ids_of_one_trunk_stay_apart(shared_simulator: Simulator) -> None:
    tenant = shared_simulator.add_tenant("clinic.example.net")
    trunk = shared_simulator.add_provider("Carrier", tenant)
    ids = [{"provider_id": trunk, "caller_id": number, "description": f"for {number}"} for number in ("4930100", "4930200")]
    shared_simulator.add_ivr(tenant, "8001", "Reception", outbound_caller_ids=ids)
    task = Task(shared_simulator, "portsip_ivr", {"tenant": "clinic.example.net", "extension_number": "8001"})
    # Without their descriptions, and in another order: each item keeps its own.
    task.run(outbound_caller_ids=[{"provider_id": "Carrier", "caller_id": number} for number in ("4930200", "4930100")])
    (row,) = shared_simulator.state()["tenants"][tenant]["ivrs"].values()
    assert {item["caller_id"]: item["description"] for item in row["outbound_caller_ids"]} == {
        "4930100": "for 4930100",
        "4930200": "for 4930200",
    }


SPELLINGS = ("2001:db8::1", "2001:0DB8:0:0::0001")


@pytest.mark.parametrize(("module", "system"), [("portsip_network", "network"), ("portsip_im_server", "im")])
@pytest.mark.parametrize("field", ["private_ipv6", "public_ipv6"])
@pytest.mark.parametrize(("held", "given"), [SPELLINGS, SPELLINGS[::-1]])
def test_an_address_is_equal_in_every_spelling(
    module: str, system: str, field: str, held: str, given: str, shared_simulator: Simulator
) -> None:
    shared_simulator.set_system(system, **{"private_ipv4": "192.0.2.10", "private_ipv6": "2001:db8::9", field: held})
    task = Task(shared_simulator, module)
    task.still(**{field: given})
    task.still(private_ipv4="192.0.2.10")
    assert task.run(**{field: "2001:db8::2"}).changed
    assert shared_simulator.state()["system"][system][field] == "2001:db8::2"


@pytest.mark.parametrize("field", ["primary_dns_server", "secondary_dns_server"])
def test_a_name_server_is_equal_in_every_spelling(field: str, shared_simulator: Simulator) -> None:
    shared_simulator.set_system("network", private_ipv4="192.0.2.10", **{field: "2001:DB8:0::53"})
    Task(shared_simulator, "portsip_network").still(**{field: "2001:db8::53"})


def test_blanks_between_destinations_mean_nothing(shared_simulator: Simulator) -> None:
    rule: dict[str, Any] = {"name": "Night", "type": "transfer"}
    shared_simulator.add_incoming_rule(201, transfer_dst="301  302 303", **rule)
    task = Task(shared_simulator, "portsip_extension_incoming_rule", {"extension_id": 201, **rule})
    task.still(transfer_dst="301 302   303")
    assert task.run(transfer_dst="301 303 302").changed, "the order counts"


@pytest.mark.parametrize("kind", ["inbound_rule", "outbound_rule"])
def test_the_holidays_of_a_rule_are_a_set(kind: str, shared_simulator: Simulator) -> None:
    tenant = shared_simulator.add_tenant("clinic.example.net")
    for name in ("Christmas", "New Year"):
        shared_simulator.add_holiday(tenant, name)
    trunk = shared_simulator.add_provider("Carrier", tenant)
    more = {"did_numbers": "4930100", "provider_id": trunk} if kind == "inbound_rule" else {"number_prefix": "00"}
    shared_simulator.add_object(f"{kind}s", tenant, name="Main", **more)
    task = Task(shared_simulator, f"portsip_{kind}", {"tenant": "clinic.example.net", "name": "Main"})
    task.settle(holidays=["Christmas", "New Year"])
    task.still(holidays=["New Year", "Christmas"])
