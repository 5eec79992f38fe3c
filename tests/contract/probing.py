# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Many probes of one operation in few requests: all fields in one body, and alone where that does not settle it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from .clients import Answer, reasons
from .target import Target
from .values import around

Path = tuple[str, ...]
Body = dict[str, Any]


@dataclass(frozen=True)
class Probe:
    """A value for one field.

    Attributes
        path: of the field; ``[]`` stands for the first entry of a list.
        beside: what must stand in the body with it.
        check: raises AssertionError unless the object is as it should be after the value was taken.
    """

    path: Path
    value: Any
    beside: Body = field(default_factory=dict)
    check: Callable[[Body], None] = lambda shown: None

    @property
    def name(self) -> str:
        """The field as refusals name it."""
        return ".".join("0" if part == "[]" else part for part in self.path)


def rounds(probes: Sequence[Sequence[Probe]]) -> Iterator[list[Probe]]:
    """Yield probes that go into one body: the first of each field, then the second of each that has one, and so on."""
    for together in itertools.zip_longest(*probes):
        yield [probe for probe in together if probe is not None]


class Probed:
    """An operation under test.

    Attributes
        target: on a PBX as new when its turn came, and as probes have left it since.
    """

    def __init__(self, make: Callable[[], Target]) -> None:
        self._make = make
        self.target = make()

    def renew(self) -> None:
        """Put it on a PBX as new."""
        self.target = self._make()


def not_taken(probed: Probed, probes: Sequence[Probe]) -> Iterator[str]:
    """Yield a text for each value that is not taken, or not read back; what several in one body do not settle is tried with fewer."""
    target = probed.target
    body = _body(target, probes)
    answer = target.send(body)
    if answer.status_code == target.accepted:
        shown = target.read(answer)
        for probe in probes:
            try:
                probe.check(shown)
            except (AssertionError, AttributeError, KeyError, TypeError) as error:
                if len(probes) == 1:
                    yield f"{probe.name} = {probe.value!r} comes back otherwise: {error!r}"
                else:  # Another value, of this body or of one before it, may be what it depends on.
                    probed.renew()
                    yield from not_taken(probed, [probe])
    elif len(probes) == 1:
        yield f"{probes[0].name} = {probes[0].value!r} is refused: {body} {answer.status_code} {answer.text}"
    else:
        half = len(probes) // 2
        yield from not_taken(probed, probes[:half])
        yield from not_taken(probed, probes[half:])


def not_refused(probed: Probed, probes: Sequence[Probe]) -> Iterator[str]:
    """Yield a text for each value that is not refused with the name of its field."""
    target = probed.target
    answer = target.send(_body(target, probes))
    named = refused_fields(answer) if answer.status_code == target.refused else set()
    for probe in probes:
        if probe.name not in named:
            yield from _not_refused_alone(target, probe)


def _not_refused_alone(target: Target, probe: Probe) -> Iterator[str]:
    body = _body(target, [probe])
    answer = target.send(body)
    name, *outer = [part for part in reversed(probe.path) if part != "[]"]
    if answer.status_code != target.refused:
        yield f"{probe.name} = {probe.value!r} is taken: {body} {answer.status_code}"
    elif name not in reasons(answer) and (not outer or outer[0] not in reasons(answer)):
        yield f"{probe.name} = {probe.value!r} is refused without its name: {answer.text}"


def refused_fields(answer: Answer) -> set[str]:
    """Return the dotted paths of the fields that a refusal names."""
    body = answer.json()
    if "errors" in body:
        return {str(error.get("detail")) for error in body["errors"]}
    return {reason.partition(":")[0] for reason in str(body["message"]).split("; ")}


def _body(target: Target, probes: Sequence[Probe]) -> Body:
    fields: Body = {}
    for probe in probes:
        fields = _joined(fields, {**around(probe.path, probe.value), **probe.beside})
    for probe in probes:  # what stands beside one may be what another is about
        _put(fields, probe.path, probe.value)
    return {**target.base(), **fields}


def _joined(value: Any, more: Any) -> Any:
    """Return the mappings of both, also those in lists."""
    if isinstance(value, dict) and isinstance(more, dict):
        return {**value, **{name: _joined(value.get(name), inner) for name, inner in more.items()}}
    if isinstance(value, list) and isinstance(more, list) and value and more:
        return [_joined(value[0], more[0])]
    return more


def _put(body: Any, path: Path, value: Any) -> None:
    *outer, last = path
    for part in outer:
        body = body[0 if part == "[]" else part]
    body[last] = value
