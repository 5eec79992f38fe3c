# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The contexts of an IVR: which current one is meant by a wanted one, and where rules jump to (extension API, ivr).

Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...base.identity import meanings
from ...base.texts import normal
from ...errors import Ambiguous, InvalidInput, NotFound
from ...plan.documents import Document, is_blank
from ...plan.index import id_order
from ...plan.steps import UnknownId
from ...resources.extension.extension_ivr_context import STANDARD_OPTIONS


@dataclass(frozen=True)
class Pair:
    """A wanted context and the current one that it means.

    :param current: None for one that is to be created.
    """

    wanted: Document
    current: Document | None
    id: int | UnknownId

    @property
    def unknown_id(self) -> UnknownId | None:
        """What stands for the id until there is one."""
        return self.id if isinstance(self.id, UnknownId) else None


def pair_contexts(wanted: Sequence[Document], current: Sequence[Document]) -> list[Pair]:
    """The current context for each wanted one: by its id where one is given, else by its name.

    :raises NotFound: no context has the id.
    Of several that differ in nothing but ids, as two runs at the same time may have created them, the one with the lowest id.

    :raises Ambiguous: several contexts that differ have the name; lists their ids.
    """
    by_id = {context["id"]: context for context in current}
    names = {context["id"]: context.get("name") for context in current}
    taken = {context["id"] for context in wanted if "id" in context}
    pairs = []
    for number, context in enumerate(wanted):
        if "id" in context:
            if context["id"] not in by_id:
                raise NotFound(f"contexts[{number}].id: there is no context with the id {context['id']}")
            found = [by_id[context["id"]]]
        else:
            same = (other for other in current if normal(other.get("name")) == normal(context["name"]) and other["id"] not in taken)
            found = sorted(same, key=lambda other: id_order(other["id"]))
        if len(found) > 1 and any(_content(other, names) != _content(found[0], names) for other in found):
            ids = ", ".join(str(other["id"]) for other in found)
            raise Ambiguous(
                f"contexts[{number}].name: {len(found)} contexts have the name {context['name']!r}; their ids are {ids}. "
                "Select one with the option id."
            )
        pairs.append(Pair(context, found[0], found[0]["id"]) if found else Pair(context, None, UnknownId(context["name"])))
    return pairs


def _content(value: Any, names: Mapping[Any, Any]) -> Any:
    """A context, or a part of one, without what tells equal ones apart.

    :param names: of all contexts, by their ids, for rules that lead to one.
    """
    if isinstance(value, Mapping):
        content = {name: _content(item, names) for name, item in value.items() if name != "id"}
        return {**content, **({"context": names.get(content["context"])} if "context" in content else {})}
    return [_content(item, names) for item in value] if isinstance(value, list) else value


class Destinations:
    """What a context can be called where something leads to it.

    :param going: the contexts that the run removes.
    """

    def __init__(self, pairs: Sequence[Pair], current: Sequence[Document], going: Sequence[Document]) -> None:
        gone = {context["id"] for context in going}
        renamed = {pair.id for pair in pairs}
        self._listed = {normal(pair.wanted["name"]): pair.id for pair in pairs}
        self._staying = {context["id"]: context.get("name") for context in current if context["id"] not in gone}
        self._left_alone = [{"id": number, "name": name} for number, name in self._staying.items() if number not in renamed]
        self._going = {str(normal(word)) for context in going for word in (context["id"], context.get("name"))}
        self.notes: list[str] = []
        """What the user should know about a name that was looked up, one text for each thing."""

    def find(self, value: Any, option: str) -> int | UnknownId:
        """The context that a value names: by its name one of the list or of the PBX, or else by its id one of the PBX.

        :raises NotFound, Ambiguous: none, or several, are called so.
        :raises InvalidInput: it would be removed.
        """
        text = normal(str(value))
        by_id = [number for number in self._staying if str(number) == text]
        by_name: list[int | UnknownId] = [self._listed[text]] if text in self._listed else []
        by_name = by_name or [item["id"] for _way, items in meanings(self._left_alone, ("name",), text) for item in items]
        if len(by_name) > 1:
            ids = ", ".join(str(number) for number in by_name)
            raise Ambiguous(f"{option}: {len(by_name)} contexts have the name {text!r}; their ids are {ids}. Use one of these ids.")
        if by_name and by_id and by_name != by_id:
            self.notes.append(f"{option}: {text!r} is the name of one context and the id of another one; the name counts.")
        if by_name or by_id:
            return (by_name or by_id)[0]
        if text in self._going:
            raise InvalidInput(
                f"{option}: the context {text!r} is not in the list contexts, so that it would be removed; "
                "list it, or set exclusive to false"
            )
        raise NotFound(f"{option}: there is no context with the name or id {text!r}, neither in the list contexts nor on the PBX")


@dataclass(frozen=True)
class RulePath:
    """A rule, and where it stands.

    :param path: as the user writes it: ``contexts[0].options[1].rules[2]``.
    """

    path: str
    context: Document
    option: Document
    rule: Document

    @property
    def number(self) -> int:
        """The place of the rule in its option, counted from 1."""
        return int(self.option["rules"].index(self.rule)) + 1

    def __str__(self) -> str:
        return f"rule {self.number} of option {self.option['digits']!r} of context {self.context['name']!r}"


def rules_in(contexts: Sequence[Document]) -> Iterator[RulePath]:
    """Every rule of the contexts."""
    for number, context in enumerate(contexts):
        for place, option in enumerate(context.get("options") or []):
            for step, rule in enumerate(option.get("rules") or []):
                yield RulePath(f"contexts[{number}].options[{place}].rules[{step}]", context, option, rule)


def check_named(values: Mapping[str, Any]) -> None:
    """Check, as far as it can be known without asking, that what leads to a context leads to one that is listed.

    :param values: a whole scheme as it is given, all other contexts are to be removed.
    :raises InvalidInput: a name is not in the list; what may be an id passes.
    """
    names = {normal(context["name"]) for context in values["contexts"]}
    places = [("entry_context", values.get("entry_context"))]
    places += [(f"{spot.path}.context", spot.rule.get("context")) for spot in rules_in(values["contexts"])]
    for option, value in places:
        if not is_blank(value) and normal(value) not in names and not str(value).isdecimal():
            raise InvalidInput(f"{option}: {value!r} is not allowed, it must be a context of the list contexts, unless exclusive is false")


def check_jumps(before: Sequence[Document], after: Sequence[Document], going: Sequence[Document]) -> None:
    """Check that every rule, also one that is left alone, leads to something that is there afterwards.

    :param before: all contexts as they are.
    :param after: all contexts as they will be.
    :raises InvalidInput: a rule would lead to a context that is removed, or to an option that its context lacks.
    """
    gone = {context["id"]: context for context in going}
    for spot in rules_in(after):
        target = spot.rule.get("context")
        if target in gone:
            raise InvalidInput(
                f"contexts: {spot} is left alone and leads to the context {gone[target].get('name')!r}, which would be removed; "
                "list that context, or the rules of this option, or set exclusive to false"
            )
    lost_already = {spot.rule["id"] for spot in _without_option(before)}
    for spot in _without_option(after):
        if spot.rule["id"] not in lost_already:
            option = spot.rule["context_option"]
            raise InvalidInput(f"contexts: {spot} leads to the option {option!r} of a context that has no such option")


def _without_option(contexts: Sequence[Document]) -> Iterator[RulePath]:
    """Rules that lead to an option that their target does not have."""
    targets = {context["id"]: digits_of(context) for context in contexts}
    for spot in rules_in(contexts):
        option, there = spot.rule.get("context_option"), targets.get(spot.rule.get("context"))
        if there is not None and not is_blank(option) and option not in there:
            yield spot


def advice(contexts: Sequence[Document]) -> list[str]:
    """What is odd about contexts, but not known to be wrong, one text for each thing."""
    return [
        f"{spot} hands words to the option {word['to_option']!r}, which its context does not have."
        for spot in rules_in(contexts)
        for word in spot.rule.get("voice_helper_rules") or []
        if word.get("to_option") not in digits_of(spot.context)
    ]


def digits_of(context: Document) -> set[str]:
    """The options that a context has."""
    return {*STANDARD_OPTIONS, *(option["digits"] for option in context.get("options") or [])}


def removal_order(going: Sequence[Document]) -> Iterator[tuple[Document, list[RulePath]]]:
    """The contexts to remove, each when nothing leads to it any more, with rules that are to be removed before it.

    Those rules are what is left of circles.
    """
    waiting = {context["id"]: context for context in going}

    def leading_to(target: Any) -> list[RulePath]:
        others = [context for number, context in waiting.items() if number != target]
        return [spot for spot in rules_in(others) if spot.rule.get("context") == target]

    while waiting:
        free = next((number for number in waiting if not leading_to(number)), None)
        first = min(waiting) if free is None else free
        spots = leading_to(first)
        yield waiting.pop(first), spots
