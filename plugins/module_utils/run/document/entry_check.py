# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What can be wrong with one entry: its keys, its values, and what does not fit together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ...base.findings import Finding
from ...base.nearest import did_you_mean, nearest
from ...errors import InvalidInput
from ...plan.secrecy import is_secret
from ...schema.aliases import api_names, given_twice
from ...schema.controls import Controls, EntryControls, ParentIds
from ...schema.fitting import Fitting, UnknownKey
from ...schema.model import findings
from ..desired import desired_of
from ..tree import Part
from .entries import Entry
from .leftovers import Leftovers

MOST_LISTED = 10
"""A mapping with no more keys than this has all of them named where a key is unknown."""


class EntryCheck:
    """The check of one entry.

    :param path: of the entry, as the user writes it.
    :ivar findings: what is wrong.
    :ivar warnings: what may be wrong about a value that is allowed, each with its path.
    """

    def __init__(self, part: Part, path: str) -> None:
        self._part = part
        self._path = path
        self.findings: list[Finding] = []
        self.warnings: list[str] = []

    def values(self, own: Mapping[str, Any]) -> dict[str, Any]:
        """The values of the entry in the names of the API and in their regular form, those that are valid.

        :param own: what was given, without the lists inside.
        """
        part, path = self._part, self._path
        literal = own.get("literal")
        left = Leftovers(literal if isinstance(literal, list) else ()).find(own, path)
        entry = self._in_api_names(own)
        fitted, unknown = self._fitted(entry)
        self.findings += [Finding(f"{path}.{key.place}{key.name}", f"unknown key{_meant(key, part)}") for key in unknown]
        required = "is required"
        misspelt = {Finding(f"{path}.{key.place}{meant}", required) for key in unknown for meant in nearest(key.name, key.known)}
        missing = [Finding(f"{path}.{part.called(name)}", required) for name in part.keys if name not in entry]
        self.findings += [finding for finding in missing if finding not in misspelt]
        values = self._regular(fitted, misspelt)
        # What is left of a template has the wrong type as well.
        self.findings = [*left, *(one for one in self.findings if not any(_concerns(other, one) for other in left))]
        return values

    def together(self, entry: Entry) -> None:
        """Check what the module of an entry checks before its first request, beyond each value."""
        if self.findings:
            return
        part = self._part
        elsewhere = {name: part.name for name in part.resource.key if name in part.without}  # its place says it
        params = {**elsewhere, **entry.params()}
        try:
            desired_of(part.resource, params, {name: value for name, value in params.items() if name in part.resource.options})
        except InvalidInput as error:
            self.findings.append(Finding.below(self._path, str(error)))

    def _in_api_names(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        """The entry with each field under the name of the API, whichever of its names it was given by."""
        part = self._part
        renamed, twice = api_names(part.resource.model, entry, f"{self._path}.")
        for name in part.parents:
            option = part.called(name)
            if option != name and option in renamed:
                twice += [given_twice(f"{self._path}.", option, name)] if name in renamed else []
                renamed[name] = renamed.pop(option)
        self.findings += [Finding(*text.split(": ", 1)) for text in twice]
        return renamed

    def _models(self) -> list[tuple[Any, frozenset[str]]]:
        """What describes the options of the entry, each with the names of those that it describes here."""
        part = self._part
        lifted = [(part.lifted_model, frozenset(part.lifted.keys))] if part.lifted else []
        return [
            (part.resource.model, part.fields),
            (Controls, part.controls),
            (ParentIds, frozenset(part.parents)),
            (EntryControls, part.entry_only),
            *lifted,
        ]

    def _fitted(self, entry: Mapping[str, Any]) -> tuple[dict[str, Any], list[UnknownKey]]:
        """The values in the types of their fields, and the keys that nothing knows."""
        part = self._part
        fitting = Fitting()
        fitted: dict[str, Any] = {}
        for model, names in self._models():
            given = {name: value for name, value in entry.items() if name in names}
            fitted |= fitting.fit(model, given) if given else {}
        unknown = [name for name in entry if part.called(name) not in part.options and all(name != below.name for below in part.parts)]
        known = tuple(sorted({*part.options, *(below.name for below in part.parts)})) if unknown else ()
        return fitted, [*(UnknownKey("", name, known) for name in unknown), *fitting.unknown]

    def _regular(self, fitted: Mapping[str, Any], misspelt: set[Finding]) -> dict[str, Any]:
        """The values in their regular form, those that are valid."""
        part = self._part

        def secret(names: tuple[str, ...]) -> bool:
            return is_secret(part.resource, names)

        regular: dict[str, Any] = {}
        for model, names in self._models():
            given = {name: value for name, value in fitted.items() if name in names}
            if not given:
                continue
            others = part.lifted.others if part.lifted and model is part.lifted_model else {}
            valid, found = findings(model, {**others, **given}, secret, self._warn)
            self._note(found, misspelt)
            if found:  # what identifies it is known all the same
                valid = findings(model, {name: value for name, value in given.items() if name in part.keys}, secret)[0]
            regular |= {name: value for name, value in valid.items() if name in names}
        return regular

    def _warn(self, text: str) -> None:
        self.warnings.append(f"{self._path}.{text}")

    def _note(self, found: Sequence[tuple[str, str]], misspelt: set[Finding]) -> None:
        for option, text in found:
            finding = Finding(f"{self._path}.{option}", text.removeprefix(f"{option}: ")) if option else Finding(self._path, text)
            if finding not in misspelt:
                self.findings.append(finding)


def hint(places: Iterable[str], otherwise: str) -> str:
    """``; did you mean …?`` with the first of some places, and another text where there is none."""
    place = next(iter(places), "")
    return f"; did you mean {place}?" if place else otherwise


def _meant(key: UnknownKey, part: Part) -> str:
    if not key.place and key.name in part.kind.hints:
        return f"; {part.kind.hints[key.name]}"
    meant = did_you_mean(key.name, key.known)
    if meant:
        return f"; {meant}"
    if len(key.known) <= MOST_LISTED:
        return f"; allowed are {', '.join(key.known)}"
    return "; fields of newer releases go into extra" if "extra" in key.known else ""


def _concerns(left: Finding, other: Finding) -> bool:
    """Whether a finding is about the value of another one, or about what contains it."""
    return other.path == left.path or left.path.startswith((f"{other.path}.", f"{other.path}["))
