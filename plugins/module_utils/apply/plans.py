# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Carrying out a plan: its steps one after the other, with the ids of what was created on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import Any

from ..errors import PortsipError
from ..plan.steps import PartId, Step, UnknownId
from ..read.site import Site
from .objects import Applied, apply
from .pieces import write_part

DONE = {"create": "created", "update": "changed", "remove": "removed", "recreate": "recreated"}
MOST_NAMED = 5
"""How many steps a text lists by name."""


def carry_out(
    site: Site,
    plan: Sequence[Step],
    *,
    check_mode: bool,
    parts: Collection[PartId] | None = None,
    ids: dict[UnknownId, Any] | None = None,
    done: Callable[[Applied], None] = lambda applied: None,
) -> list[Applied]:
    """Carry out the steps of a plan in their order.

    Here, and in ``objects`` for what can't be told without asking the API, check mode is decided, and nowhere else.

    :param site: how the API is reached; where each step's object lives, the step says.
    :param parts: for a plan about the parts of something that the caller reads back as a whole: the parts that are there.
    :param ids: of the objects that other plans have created; those of this plan are added.
    :param done: called after each step.
    :returns: what became of each step.
    :raises PortsipError: a write failed; the text says which, and what was written before.  That stays, and a further run goes on
        from there.
    """
    ids = {} if ids is None else ids
    known = set(parts or ())
    results: list[Applied] = []
    written: list[Step] = []
    changes = sum(step.changed for step in plan)
    unknown = bool(ids) or any(step.creates is not None for step in plan)
    for planned in plan:
        step = planned.with_ids(ids) if unknown else planned
        place = site.at(step.within)
        if changes > 1 and step.changed and not check_mode:
            site.progress(f"{len(written)} of {changes} changes made")
        try:
            if parts is None or check_mode or not step.changed:
                applied = apply(place, step, check_mode=check_mode)
            else:
                applied = Applied(step, write_part(place, step, known))
        except PortsipError as error:
            if changes > 1 or parts is not None:
                error.add(_so_far(step, written, changes))
            raise
        results.append(applied)
        if applied.step.changed:
            written.append(step)
        if planned.creates is not None and applied.after is not None and not check_mode:
            ids[planned.creates] = applied.after[step.resource.id_field]
            known.add((step.kind, str(ids[planned.creates])))
        done(applied)
    return results


def _so_far(failed: Step, written: Sequence[Step], changes: int) -> str:
    """What was done before the step that failed, so that nobody has to guess."""
    about = f"This was about {failed.what} ({failed.action})."
    if not written:
        return f"{about} Nothing was written before."
    named = ", ".join(step.what for step in written)
    if len(written) > MOST_NAMED:
        counts = Counter((step.kind.replace("_", " "), DONE[step.action]) for step in written)
        named = ", ".join(f"{count} {noun}{'s' if count > 1 else ''} {verb}" for (noun, verb), count in counts.items())
    of_all = f"({len(written)} of {changes} changes)"
    return f"{about} Written before, and still in place: {named} {of_all}. The next run continues from there."
