# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What holds for every current and every wanted object: a change converges, and touches nothing else."""

from __future__ import annotations

import copy
import itertools
import tempfile
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.plan.documents import canonical, merge, read, write
from ansible_collections.portsip.pbx.plugins.module_utils.plan.secrecy import secrets_in
from ansible_collections.portsip.pbx.plugins.module_utils.plan.steps import Desired, Policy, Step
from ansible_collections.portsip.pbx.plugins.module_utils.schema import forms as shapes
from ansible_collections.portsip.pbx.tests.unit.support.things import SELF, THING, planned_among
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir

set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "portsip-hypothesis")  # or it leaves a directory in the checkout
settings.register_profile("steady", max_examples=50, deadline=None, database=None, derandomize=True)
settings.load_profile("steady")

WORD = st.sampled_from(["", "a", "b", "ab", "x y", "ü"])
FULL = st.sampled_from(["a", "b", "ab", "x y", "ü"])
SECRET = st.sampled_from(["", "secret-1", "secret-2"])
MAIL = st.sampled_from(["x@y", "y@z", "z@x"])
ENTRY = st.fixed_dictionaries({}, optional={"target": WORD, "days": st.lists(FULL, max_size=3)})
MENU = st.dictionaries(st.sampled_from("123"), ENTRY, max_size=3).map(
    lambda entries: [{"digit": digit, **entry} for digit, entry in entries.items()]
)
OPTIONS = st.fixed_dictionaries({}, optional={"mode": WORD, "url": WORD, "token": SECRET})
HEADERS = st.dictionaries(st.sampled_from(["A", "B-C", "Accept"]), FULL, max_size=3)

FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "size": st.integers(0, 5),
    "enabled": st.booleans(),
    "note": WORD,
    "tags": st.lists(FULL, max_size=3),
    "steps": st.lists(FULL, max_size=3),
    "mails": st.lists(MAIL, max_size=3),
    "menu": MENU,
    "options": OPTIONS,
    "headers": HEADERS,
    "pin": SECRET,
    "title": WORD,
    "level": st.integers(0, 3),
    "x_later": st.one_of(WORD, st.lists(FULL, max_size=2), OPTIONS),
}
WANTED = st.fixed_dictionaries({}, optional={**FIELDS, "password": SECRET})
CURRENT = st.fixed_dictionaries({"id": st.just("7"), "name": st.just("main"), "kind": st.just("big")}, optional=FIELDS)
UNSET = st.lists(st.sampled_from(["size", "note", "tags", "menu", "options", "options.url", "title", "level"]), max_size=2, unique=True)
BLANK = st.sampled_from([None, "", "absent"])

DEFAULTS = {"note": "default", "level": 2, "tags": ["default"], "options": {"mode": "default"}}
"""What a PBX that takes a body for the whole object falls back to."""
NOT_IN_THE_BODY = ("id", "kind", "title", "password", "x_later")


def stored(document: dict[str, Any], blank: Any) -> dict[str, Any]:
    """The wire form in which a PBX answers, with its own idea of a blank."""
    wire = write(THING, document)
    dropped = ("", None, [], {})
    full = {name: value for name, value in wire.items() if value not in dropped or isinstance(value, bool) or value == 0}
    return full if blank == "absent" else {**dict.fromkeys(wire, blank), **full}


def carried_out(step: Step, wire: dict[str, Any], *, whole: bool) -> dict[str, Any]:
    """What a PBX holds after a step, which takes a body for a part of the object or for the whole of it."""
    if step.action == "none":
        return wire
    for body in (step.create_body(), step.update_body()):
        assert isinstance(body.get("mails"), (str, type(None))), "on the wire it is one string, also where it is cleared"
    if step.action == "create":
        return {**(DEFAULTS if whole else {}), "id": "8", **step.create_body()}
    if step.fields_of(None):
        kept = {name: value for name, value in wire.items() if name in NOT_IN_THE_BODY} if whole else wire
        wire = {**(DEFAULTS if whole else {}), **kept, **step.update_body()}
    for endpoint in step.endpoints():
        assert endpoint is SELF
        wire = {**wire, **step.update_body(endpoint, read(THING, wire))}
    return wire


def planned(values: dict[str, Any], wire: dict[str, Any] | None, unset: list[str]) -> Step:
    open_paths = [path for path in unset if path.partition(".")[0] not in values]
    desired = Desired({"name": "main", **values}, unset=tuple(open_paths))
    inputs = copy.deepcopy((desired, wire))
    step = planned_among([] if wire is None else [read(THING, wire)], desired, Policy("on_create"))
    assert (desired, wire) == inputs, "the inputs stay as they are"
    return step


@pytest.mark.parametrize("whole", [False, True], ids=["part", "whole"])
@given(current=CURRENT, values=WANTED, unset=UNSET, blank=BLANK)
def test_an_update_converges(current: dict[str, Any], values: dict[str, Any], unset: list[str], blank: Any, whole: bool) -> None:
    wire = stored(current, blank)
    after = carried_out(planned(values, wire, unset), wire, whole=whole)
    assert planned(values, after, unset).fields == ()


@pytest.mark.parametrize("whole", [False, True], ids=["part", "whole"])
@given(values=WANTED, unset=UNSET)
def test_a_creation_converges(values: dict[str, Any], unset: list[str], whole: bool) -> None:
    values = {"kind": "big", **values}
    after = carried_out(planned(values, None, unset), {}, whole=whole)
    assert planned(values, after, unset).fields == ()


@pytest.mark.parametrize("whole", [False, True], ids=["part", "whole"])
@given(current=CURRENT, values=WANTED, unset=UNSET, blank=BLANK)
def test_what_is_not_wanted_stays(current: dict[str, Any], values: dict[str, Any], unset: list[str], blank: Any, whole: bool) -> None:
    wire = stored(current, blank)
    step = planned(values, wire, unset)
    before, after = read(THING, wire), read(THING, carried_out(step, wire, whole=whole))
    named = {*values, *(path.partition(".")[0] for path in unset)}
    for name in before:
        if name not in named:
            assert canonical(THING, after.get(name), (name,)) == canonical(THING, before[name], (name,)), name


@given(current=CURRENT, values=WANTED, unset=UNSET)
def test_the_object_that_check_mode_tells_is_the_one_that_comes_about(
    current: dict[str, Any], values: dict[str, Any], unset: list[str]
) -> None:
    wire = stored(current, None)
    step = planned(values, wire, unset)
    after = read(THING, carried_out(step, wire, whole=False))
    assert step.after is not None
    readable = {name: value for name, value in step.after.items() if name != "password"}
    assert canonical(THING, readable) == canonical(THING, {name: value for name, value in after.items() if name != "password"})


@given(current=CURRENT, values=WANTED)
def test_merging_twice_is_merging_once(current: dict[str, Any], values: dict[str, Any]) -> None:
    once = merge(THING, current, values)
    assert merge(THING, once, values) == once


@given(document=CURRENT, blank=BLANK)
def test_what_is_written_is_read_back(document: dict[str, Any], blank: Any) -> None:
    assert canonical(THING, read(THING, stored(document, blank))) == canonical(THING, document)


@given(document=CURRENT)
def test_a_canonical_document_is_equal_to_itself(document: dict[str, Any]) -> None:
    assert canonical(THING, canonical(THING, document)) == canonical(THING, document)


@given(tags=st.lists(FULL, max_size=3))
def test_the_order_of_a_set_means_nothing(tags: list[str]) -> None:
    forms = [canonical(THING, {"tags": list(order)}) for order in itertools.permutations(tags)]
    assert all(form == forms[0] for form in forms)


@given(current=CURRENT, values=WANTED, unset=UNSET)
def test_a_diff_shows_no_secret_and_every_change(current: dict[str, Any], values: dict[str, Any], unset: list[str]) -> None:
    step = planned(values, stored(current, None), unset)
    diff = step.diff()
    for secret in secrets_in(THING, current) | secrets_in(THING, values):
        assert secret not in repr(diff)
    # A secret that differs is told by a note; so a change always shows.
    assert (diff["before"] != diff["after"]) is step.changed


@given(headers=st.dictionaries(st.text("abcXYZ-09", min_size=1), st.text("abc :/;=09.", min_size=1).map(str.strip), max_size=4))
def test_headers_survive_their_one_string(headers: dict[str, str]) -> None:
    assert shapes.headers_from_text(shapes.headers_to_text(headers)) == headers


@given(text=st.text(), value=st.one_of(st.none(), st.integers(), st.booleans(), st.lists(st.text(), max_size=2)))
def test_shapes_take_whatever_a_pbx_holds(text: str, value: Any) -> None:
    for shape in (
        shapes.comma_list,
        shapes.upper,
        shapes.instant,
        shapes.network,
        shapes.mask,
        shapes.time_of_day,
        shapes.headers_from_text,
        shapes.object_id,
        shapes.json_text,
    ):
        shape(text)
        shape(value)
