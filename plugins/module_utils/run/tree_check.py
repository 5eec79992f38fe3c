# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Checks a role's definition as a whole, before anything is done about it: no request is made."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..base.findings import in_few_lines
from ..base.nearest import did_you_mean, nearest
from ..base.texts import normal
from ..errors import InvalidInput
from ..plan.documents import canonical
from ..plan.secrecy import is_secret
from ..schema.aliases import api_names, given_twice
from ..schema.controls import Controls, ParentIds
from ..schema.fitting import Fitting, UnknownKey
from ..schema.model import findings
from .connection import Params
from .context import Context, Result
from .desired import desired_from
from .tree import TREES, Part
from .workspace import Workspace

OMITTED = re.compile(r"__omit_place_holder__[0-9a-f]{40}")
"""What Ansible puts in place of an omitted value, before core 2.19 also inside of lists."""
MOST_LISTED = 10
"""A mapping with no more keys than this has all of them named where a key is unknown."""


def run_validate(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """Check a definition.

    :returns: ``changed`` false, and ``entries``: how many entries each part has, by its path.
    :raises InvalidInput: something is wrong; tells the first findings, and how many there are.
    """
    kind = params["kind"]
    check = TreeCheck()
    check.definition(TREES[kind], without_omitted(params["definition"]), f"{kind}_definition")
    if check.findings:
        raise InvalidInput(in_few_lines(check.findings, f"{kind}_definition: {{count}} errors, and no request was made:"))
    return {"changed": False, "entries": check.entries}


def without_omitted(value: Any) -> Any:
    """A copy without what was omitted, at any depth, and without keys that are null: they were not given."""
    if isinstance(value, Mapping):
        kept = {name: item for name, item in value.items() if item is not None and not is_omitted(item)}
        return {str(name): without_omitted(item) for name, item in kept.items()}
    if isinstance(value, list):
        return [without_omitted(item) for item in value if not is_omitted(item)]
    return value


def is_omitted(value: Any) -> bool:
    """Whether a value is what Ansible writes for ``omit``."""
    return isinstance(value, str) and OMITTED.fullmatch(value) is not None


class TreeCheck:
    """Collects what is wrong with a tree.

    :ivar findings: one text each, which begins with the path of the option.
    :ivar entries: how many entries each part has, by its path without positions.
    """

    def __init__(self) -> None:
        self.findings: list[str] = []
        self.entries: dict[str, int] = {}

    def definition(self, root: Part, tree: Mapping[str, Any], path: str) -> None:
        """Check a whole definition.

        :param path: the variable that holds it.
        """
        if not root.module:
            names = [part.name for part in root.parts]
            self.findings += [f"{path}.{name}: unknown key{_meant_at_root(name, root.parts)}" for name in tree if name not in names]
            self._parts(root, tree, path, "")
        elif root.name in tree:
            begin = f"{{{root.keys[0]}: ..., {root.parts[0].name}: [...]}}"
            self.findings.append(
                f"{path}.{root.name}: unknown key; the {root.name}'s own fields belong directly into {path}, such as {path}: {begin}"
            )
        else:
            self.entries[root.name] = 1
            self._entry(root, tree, path, "")

    def _parts(self, part: Part, entry: Mapping[str, Any], path: str, short: str) -> None:
        for below in part.parts:
            if below.name in entry:
                self._part(below, entry[below.name], f"{path}.{below.name}", f"{short}.{below.name}" if short else below.name)

    def _part(self, part: Part, value: Any, path: str, short: str) -> None:
        if part.single:
            self.entries[short] = 1
            self._entry(part, value, path, short)
            return
        if not isinstance(value, list):
            self.findings.append(f"{path}: must be a list of mappings")
            return
        self.entries[short] = self.entries.get(short, 0) + len(value)
        first: dict[tuple[Any, ...], str] = {}
        for index, entry in enumerate(value):
            here = f"{path}[{index}]"
            key = self._entry(part, entry, here, short)
            if key is not None and first.setdefault(key, here) != here:
                self.findings.append(f"{here}: has the same {_names(part)} as {first[key]}{_shown_key(part, key)}; keep one of them")

    def _entry(self, part: Part, entry: Any, path: str, short: str) -> tuple[Any, ...] | None:
        """Check one entry, and the parts inside; its key in normal form, None where it has none that is valid."""
        if part.kind.names and isinstance(entry, (str, int)) and not isinstance(entry, bool):
            entry = {part.keys[0]: entry}
        if not isinstance(entry, Mapping):
            self.findings.append(f"{path}: must be a mapping")
            return None
        inner = {below.name for below in part.parts}
        entry = self._in_api_names(part, entry, path)
        fitted, unknown = _fitted(part, {name: value for name, value in entry.items() if name not in inner})
        before = len(self.findings)
        self.findings += [f"{path}.{key.place}{key.name}: unknown key{_meant(key, part)}" for key in unknown]
        misspelt = {f"{path}.{key.place}{meant}: is required" for key in unknown for meant in nearest(key.name, key.known)}
        missing = [f"{path}.{part.called(name)}: is required" for name in part.keys if name not in entry]
        self.findings += [text for text in missing if text not in misspelt]
        values = self._values(part, fitted, path, misspelt)
        if len(self.findings) == before:
            self._together(part, values, path)
        self._parts(part, entry, path, short)
        if any(name not in values for name in part.keys):
            return None
        return tuple(_normal(canonical(part.resource, values[name], (name,))) for name in part.keys)

    def _in_api_names(self, part: Part, entry: Mapping[str, Any], path: str) -> dict[str, Any]:
        """An entry in which each field has the name of the API, whichever of its names it was given by."""
        renamed, twice = api_names(part.resource.model, entry, f"{path}.")
        for name in part.parents:
            option = part.called(name)
            if option != name and option in renamed:
                twice += [given_twice(f"{path}.", option, name)] if name in renamed else []
                renamed[name] = renamed.pop(option)
        self.findings += twice
        return renamed

    def _values(self, part: Part, fitted: Mapping[str, Any], path: str, misspelt: set[str]) -> dict[str, Any]:
        """The values of an entry in their regular form, those that are valid."""

        def secret(names: tuple[str, ...]) -> bool:
            return is_secret(part.resource, names)

        models = [(part.resource.model, part.fields), (Controls, part.controls), (ParentIds, frozenset(part.parents))]
        regular: dict[str, Any] = {}
        for model, names in models:
            given = {name: value for name, value in fitted.items() if name in names}
            valid, found = findings(model, given, secret)
            self._note(found, path, misspelt)
            regular |= valid or self._keys_alone(model, given, part, secret)
        if part.lifted:
            given = {name: fitted[name] for name in part.lifted.keys if name in fitted}
            self._note(findings(part.lifted_model, {**part.lifted.others, **given}, secret)[1], path, misspelt)
        return regular

    def _keys_alone(self, model: Any, given: Mapping[str, Any], part: Part, secret: Any) -> dict[str, Any]:
        """What identifies an entry that is not valid as a whole."""
        return findings(model, {name: value for name, value in given.items() if name in part.keys}, secret)[0]

    def _note(self, found: Sequence[tuple[str, str]], path: str, misspelt: set[str]) -> None:
        texts = [f"{path}.{text}" if option else f"{path}: {text}" for option, text in found]
        self.findings += [text for text in texts if text not in misspelt]

    def _together(self, part: Part, values: Mapping[str, Any], path: str) -> None:
        """Check what the module of an entry checks before its first request, beyond each value."""
        elsewhere = {name: part.name for name in part.resource.key if name in part.without}  # its place says it
        try:
            desired_from(part.resource, {**values, **elsewhere})
        except InvalidInput as error:
            self.findings.append(f"{path}.{error}")


def _normal(value: Any) -> Any:
    return normal(value) if isinstance(value, str) else value


def _fitted(part: Part, entry: Mapping[str, Any]) -> tuple[dict[str, Any], list[UnknownKey]]:
    """The values of an entry in the types of their fields, and the keys that nothing knows."""
    fitting = Fitting()
    fitted: dict[str, Any] = {}
    models = [(part.resource.model, part.fields), (Controls, part.controls), (ParentIds, frozenset(part.parents))]
    if part.lifted:
        models.append((part.lifted_model, frozenset(part.lifted.keys)))
    for model, names in models:
        fitted |= fitting.fit(model, {name: value for name, value in entry.items() if name in names})
    known = tuple(sorted({*part.options, *(below.name for below in part.parts)}))
    return fitted, [*(UnknownKey("", name, known) for name in entry if part.called(name) not in known), *fitting.unknown]


def _meant(key: UnknownKey, part: Part) -> str:
    if not key.place and key.name in part.kind.hints:
        return f"; {part.kind.hints[key.name]}"
    meant = did_you_mean(key.name, key.known)
    if meant:
        return f"; {meant}"
    if len(key.known) <= MOST_LISTED:
        return f"; allowed are {', '.join(key.known)}"
    return "; fields of newer releases go into extra" if "extra" in key.known else ""


def _meant_at_root(name: str, parts: Sequence[Part]) -> str:
    """What is said of a key beside the parts: it may belong into one of them."""
    meant = did_you_mean(name, [part.name for part in parts])
    owners = [part for part in parts if part.single and name in part.options]
    if owners and not meant:
        return f"; did you mean {owners[0].name}.{name}?"
    return f"; {meant}" if meant else f"; allowed are {', '.join(part.name for part in parts)}"


def _names(part: Part) -> str:
    return " and ".join(part.called(name) for name in part.keys)


def _shown_key(part: Part, key: Sequence[Any]) -> str:
    """The key of an entry in its normal form, without a URL, which may hold a password."""
    shown = [str(value) for name, value in zip(part.keys, key, strict=True) if name != "url"]
    return f" ({' '.join(shown)})" if shown else ""
