# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The tree of a document, and the orders that follow from it."""

from __future__ import annotations

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.schema.address import Address
from ansible_collections.portsip.pbx.plugins.module_utils.schema.addresses import ADDRESSES
from ansible_collections.portsip.pbx.plugins.module_utils.schema.order import build_up, pointing_at, take_down
from ansible_collections.portsip.pbx.plugins.module_utils.schema.tree import DOCUMENT, QUEUES, SYSTEM, TENANTS, Kind

UP = [
    "system",
    "system.license",
    "system.network",
    "system.settings",
    "system.notification",
    "system.sbc",
    "system.im_server",
    "system.brand",
    "system.call_queue_servers",
    "system.conference_servers",
    "system.media_servers",
    "system.ivr_servers",
    "system.transports",
    "system.ip_rules",
    "system.trunks",
    "system.dealers",
    "system.certificate",
    "tenants",
    "tenants.transports",
    "tenants.ip_rules",
    "tenants.dealers",
    "tenants.trunk_assignments",
    "tenants.password_policy",
    "tenants.notification",
    "tenants.billing",
    "tenants.custom_headers",
    "tenants.ivrs",
    "tenants.ivrs.action_urls",
    "tenants.service_numbers",
    "tenants.music_on_hold",
    "tenants.music_on_hold.musics",
    "tenants.contacts",
    "tenants.blacklisted_numbers",
    "tenants.disallowed_codes",
    "tenants.allowed_country_codes",
    "tenants.emergency_numbers",
    "tenants.outbound_rules",
    "tenants.inbound_rules",
    "tenants.queue_agents",
    "queues",
    "queues.agents",
    "queues.intervals",
    "queues.incoming_rules",
    "queues.events",
]
"""The order in which the kinds of a document are created; the certificate comes last in its part."""
DOWN = [
    ("queues.incoming_rules", "queues.intervals"),
    ("tenants.ivrs.action_urls", "tenants.ivrs"),
    ("tenants.ivrs", "tenants"),
    ("tenants.trunk_assignments", "tenants"),
    ("tenants.trunk_assignments", "system.trunks"),
    ("tenants.outbound_rules", "tenants.trunks"),
    ("tenants.inbound_rules", "tenants.ring_groups"),
    ("tenants.dealers", "system.dealers"),
    ("tenants", "system.dealers"),
    ("tenants", "system.ivr_servers"),
]
"""What goes before what when a document is taken down."""


def test_the_order_of_creation() -> None:
    assert [name for name in map(".".join, build_up(DOCUMENT)) if name in UP] == UP


@pytest.mark.parametrize(("first", "second"), DOWN)
def test_the_order_of_removal(first: str, second: str) -> None:
    order = [".".join(path) for path in take_down(DOCUMENT)]
    assert order.index(first) < order.index(second)


def test_what_is_referred_to_comes_first_however_the_tree_is_written() -> None:
    rules = Kind("rules", "extension_incoming_rule", "", ("name",))
    intervals = Kind("intervals", "extension_interval", "", ("name",))
    root = Kind("queues", "queue", "", children=(rules, Kind("events", "extension_event", ""), intervals))
    assert [path[-1] for path in build_up([root])] == ["queues", "events", "intervals", "rules"]


def test_kinds_of_another_root_hold_nothing_up() -> None:
    rules = Kind("rules", "extension_incoming_rule", "", ("name",))
    intervals = Kind("intervals", "extension_interval", "", ("name",))
    roots = [Kind("queues", "queue", "", children=(rules,)), Kind("tenants", "tenant", "", children=(intervals,))]
    assert [path[-1] for path in build_up(roots)] == ["queues", "rules", "tenants", "intervals"]


@pytest.fixture
def circle(monkeypatch: pytest.MonkeyPatch) -> list[Kind]:
    """Users and groups that refer to each other."""
    monkeypatch.setitem(ADDRESSES, "user", Address("user", "/users", "tenant", refers={"forward.group": "group"}))
    monkeypatch.setitem(ADDRESSES, "group", Address("group", "/groups", "tenant", refers={"members.*": "user"}))
    return [Kind("users", "user", ""), Kind("groups", "group", "")]


def test_a_circle_has_no_order(circle: list[Kind]) -> None:
    with pytest.raises(ValueError, match="refer to each other: users, groups"):
        build_up([Kind("tenants", "tenant", "", children=tuple(circle))][0].children)


def test_a_field_that_is_written_later_holds_nothing_up(circle: list[Kind], monkeypatch: pytest.MonkeyPatch) -> None:
    users = Address("user", "/users", "tenant", refers={"forward.group": "group"}, deferred=("forward",))
    monkeypatch.setitem(ADDRESSES, "user", users)
    root = Kind("tenants", "tenant", "", children=tuple(reversed(circle)))
    assert build_up([root]) == [("tenants",), ("tenants", "users"), ("tenants", "groups")]


def test_what_points_to_a_resource() -> None:
    holders = {"inbound_rule": "holidays.*", "ivr": "custom_forward_rules.*.holidays.*", "user": "global_holidays.*"}
    assert {name: path for name, path in pointing_at("holiday") if name in holders} == holders
    assert pointing_at("ivr") == [("ivr_action_url", "ivr")]
    assert {name for name, _path in pointing_at("extension_interval")} == {
        "extension_incoming_rule",
        "extension_ivr",
        "extension_ivr_rule",
    }
    assert ("tenant_dealer", "dealer") in pointing_at("dealer")
    assert pointing_at("certificate") == []


def test_receptionists_are_forwarded_in_a_second_step() -> None:
    rules = ("timeout_forward_rule", "failure_forward_rule", "night_mode_forward_rule", "custom_forward_rules")
    assert ADDRESSES["ivr"].deferred == rules


@pytest.mark.parametrize("root", [SYSTEM, TENANTS, QUEUES], ids=lambda root: root.name)
def test_a_kind_is_identified_by_the_key_of_its_resource(root: Kind) -> None:
    for path, kind in root.within():
        address = ADDRESSES.get(kind.resource)
        if address is None or kind.single:
            continue
        assert address.managed, path
        assert set(address.key) - set(kind.without) <= set(kind.keys), path


def test_what_belongs_to_the_whole_pbx_is_kept_and_never_exclusive_below_a_tenant() -> None:
    shared = [kind for kind in TENANTS.children if (found := ADDRESSES[kind.resource]).level == "system" and not found.in_tenant]
    assert {kind.name for kind in shared if kind.absence == "kept"} == {"transports", "ip_rules"}
    assert {kind.name for kind in shared} == {"transports", "ip_rules", "dealers", "trunk_assignments"}
    assert [kind.name for kind in shared if kind.exclusive] == []
    servers = {"call_queue_servers", "conference_servers", "media_servers", "ivr_servers"}
    assert {kind.name for _path, kind in SYSTEM.within() if kind.exclusive} == {*servers, "transports", "ip_rules", "trunks", "dealers"}
    assert all(kind.absence == "stays" for _path, kind in SYSTEM.within() if kind.single)
