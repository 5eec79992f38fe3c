# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Words of the descriptor that few resources need: fields that an API drops, takes once, or has another name for; lists led by some."""

from __future__ import annotations

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.errors import Conflict, InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.plan.comparison import plan_one
from ansible_collections.portsip.pbx.plugins.module_utils.plan.steps import Desired, Policy, Step
from ansible_collections.portsip.pbx.plugins.module_utils.schema.address import Address
from ansible_collections.portsip.pbx.plugins.module_utils.schema.attribute import Attribute
from ansible_collections.portsip.pbx.plugins.module_utils.schema.model import Wanted
from ansible_collections.portsip.pbx.plugins.module_utils.schema.relations import Dropped
from ansible_collections.portsip.pbx.plugins.module_utils.schema.resource import Resource


class Odd(Wanted):
    """What a user may give."""

    name: str | None = None
    kind: str | None = None
    sound: int | None = None
    order: list[int] | None = None
    invite: bool | None = None


ODD = Resource(
    name="odd",
    plural="odds",
    model=Odd,
    level="extension",
    collection="/odds/",
    key=("name",),
    required=("name",),
    dropped=(Dropped("sound", where="kind", equals="ring"),),
    overrides={
        "kind": Attribute(immutable=True),
        "order": Attribute(items="ordered_prefix", written_as="ids"),
        "invite": Attribute(once=True, readable=False),
    },
)


def _step(values: dict[str, object], current: dict[str, object] | None, *, recreate: bool = False) -> Step:
    found = None if current is None else {"id": 1, "name": "a", **current}
    return plan_one(ODD, Desired({"name": "a", **values}), found, Policy(recreate=recreate))


def test_what_comes_first_leads_and_the_rest_follows() -> None:
    step = _step({"order": [3, 1]}, {"order": [1, 2, 3, 4]})
    assert step.update_body() == {"name": "a", "ids": [3, 1, 2, 4]}
    assert (step.diff()["before"]["order"], step.diff()["after"]["order"]) == ([1, 2, 3, 4], [3, 1, 2, 4])


@pytest.mark.parametrize("wanted", [[], [1], [1, 2, 3]])
def test_what_leads_already_does_not_change(wanted: list[int]) -> None:
    assert not _step({"order": wanted}, {"order": [1, 2, 3]}).changed


def test_what_leads_is_new() -> None:
    assert _step({"order": [9]}, {"order": [1]}).update_body()["ids"] == [9, 1]
    assert _step({"order": [9]}, {}).update_body()["ids"] == [9]
    assert _step({"order": [9]}, None).create_body() == {"name": "a", "ids": [9]}


def test_what_is_sent_once() -> None:
    assert _step({"invite": True}, None).create_body() == {"name": "a", "invite": True}
    assert not _step({"invite": True}, {}).changed
    step = _step({"invite": True, "sound": 5}, {"sound": 4})
    assert (step.fields, step.update_body()) == (("sound",), {"name": "a", "sound": 5})
    assert "invite" not in step.diff()["after"]
    again = _step({"invite": True, "kind": "ring"}, {"kind": "music"}, recreate=True)
    assert again.create_body() == {"name": "a", "kind": "ring", "invite": True}


def test_what_an_api_drops_is_part_of_the_change() -> None:
    step = _step({"kind": "ring"}, {"kind": "music", "sound": 5}, recreate=True)
    assert step.fields == ("kind", "sound")
    assert step.diff() == {"before": {"name": "a", "kind": "music", "sound": 5}, "after": {"name": "a", "kind": "ring"}}
    assert _step({"kind": "ring"}, None).create_body() == {"name": "a", "kind": "ring"}
    assert _step({"sound": 5}, {"kind": "music"}).changed
    assert not _step({"sound": None}, {"kind": "ring"}).changed


@pytest.mark.parametrize("current", [None, {"kind": "ring"}, {"kind": "music", "sound": 4}])
def test_what_an_api_would_drop_cannot_be_wanted(current: dict[str, object] | None) -> None:
    with pytest.raises(InvalidInput, match="sound: the API clears it where kind is ring"):
        _step({"kind": "ring", "sound": 5}, current, recreate=True)


def test_a_fixed_field_is_still_fixed() -> None:
    with pytest.raises(Conflict, match="kind from 'music' to 'ring'"):
        _step({"kind": "ring"}, {"kind": "music", "sound": 5})


def test_a_reference_lives_where_its_object_does() -> None:
    address = Address("sound", "/extension/{extension_id}/sound/", "extension", integer=True)
    assert address.below({"extension_id": 201}).path == "/extension/201/sound/"
    assert address.below({"extension_id": "../2"}).path == "/extension/..%2F2/sound/"
    fixed = Address("tenant", "/tenants", "system")
    assert fixed.below({}) is fixed
