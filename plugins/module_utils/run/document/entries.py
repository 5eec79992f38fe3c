# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The entries of a document: what each asks for, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from ...base.findings import Finding, in_few_lines
from ...base.texts import normal
from ...errors import InvalidInput
from ...plan.checks import key_words
from ...plan.documents import Document, canonical
from ...plan.keys import beside_key
from ...schema.controls import EntryControls
from ...schema.order import KindPath, NamedValue
from ..tree import Part

Identity = tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class Entry:
    """One entry of a document: an object as it is to be.

    :param kind_path: keys that lead to its kind, such as ``("tenants", "ivrs", "action_urls")``.
    :param path: as the user writes it, such as ``tenants[0].ivrs[1]``.
    :param values: its own options in the names of the API, checked, those included that describe no field (``state``, ``extra``);
        without the lists inside it.
    :param owner: the entry that it stands in, None for tenants, queues, and what stands in ``system``.
    :param absent: it is to be gone, or what it stands in is.
    :param listed: names of the lists inside that were given: one that was not given removes nothing, an empty one everything.
    :param by_name: it was given by its name alone.
    :ivar named_in: the kinds of the entries that name the local file of which this one is made.
    :param warnings: what may be wrong about values that are allowed, each with its path.
    :param places: further places that other entries of the same object give it, see ``distinct``.
    """

    part: Part
    kind_path: tuple[str, ...]
    path: str
    values: Document
    owner: Entry | None = None
    absent: bool = False
    listed: frozenset[str] = frozenset()
    places: tuple[Document, ...] = ()
    by_name: bool = False
    warnings: tuple[str, ...] = ()
    named_in: list[KindPath] = field(default_factory=list)

    def path_of(self, path: str) -> str:
        """The path of one of its options as the user writes it: of an entry that was given by its name alone, its own."""
        return self.path if self.by_name and path.startswith(f"{self.path}.") else path

    def finding(self, text: str) -> Finding:
        """What a text says that begins with the path of one of its options, if it is about one."""
        found = Finding.below(self.path, text)
        return Finding(self.path_of(found.path), found.message)

    @property
    def tenant(self) -> Entry | None:
        """The tenant that it is in, itself for a tenant."""
        if self.kind_path[0] != "tenants":
            return None
        return self if self.owner is None else self.owner.tenant

    @property
    def identified(self) -> bool:
        """Whether it has what identifies it, and what it stands in has, too."""
        known = all(name in self.values for name in self.part.keys)
        return known and (self.owner is None or self.owner.identified)

    @cached_property
    def name(self) -> str:
        """What it is called among its siblings; empty for what there is only one of."""
        names = (*self.part.keys, *self.part.resource.key_with)
        known = {name: self.values[name] for name in names if name in self.values}
        others = [str(known[name]) for name in self.part.keys if name in known and name not in self.part.resource.key]
        return " ".join([*others, *key_words(self.part.resource, known)])

    @property
    def renamed_from(self) -> str:
        """The domain that a tenant had before, empty where it had none."""
        return str(self.values.get("renamed_from") or "")

    def params(self) -> dict[str, Any]:
        """The options that the module of its kind would be given, in the names of the API, without those of the connection."""
        return dict(self._params)

    @cached_property
    def _params(self) -> dict[str, Any]:
        resource = self.part.resource
        mine = resource.options | resource.controls | set(self.part.parents)
        params = {name: value for name, value in self.values.items() if name in mine}
        params |= {parent.option: self._named(parent.option) for parent in resource.parents if parent.option not in params}
        tenant = self.tenant
        if tenant is not None and tenant is not self and self._takes_tenant:
            params["tenant"] = tenant.values.get("domain")
        lifted = self.part.lifted
        if lifted is not None and self.values.get("state") != "absent":
            params[lifted.option] = [self.place, *self.places]
        return params

    @property
    def place(self) -> Document:
        """The item of the list that it stands for, of a kind whose entries stand for one each."""
        lifted = self.part.lifted
        if lifted is None or self.owner is None:
            return {}
        holder = {name: self.owner.values.get(option) for name, option in lifted.holder.items()}
        return {**holder, **{name: self.values[name] for name in lifted.keys if name in self.values}}

    @property
    def _takes_tenant(self) -> bool:
        resource = self.part.resource
        return resource.level == "tenant" or resource.in_tenant or "tenant" in (*resource.key, *(one.option for one in resource.parents))

    def _named(self, option: str) -> Any:
        """The value of an option that names what it lives below: the entry around it says it."""
        around = self.owner
        while around is not None:
            if option in around.values:
                return around.values[option]
            to = next((parent.to for parent in self.part.resource.parents if parent.option == option), "")
            if to and to == around.part.resource.id:
                return around.values.get(around.part.keys[0])
            around = around.owner
        return None

    @cached_property
    def identity(self) -> Identity:
        """Equal for entries that mean one object, also where they stand in different tenants."""
        params, resource = self._params, self.part.resource
        names = dict.fromkeys((*(parent.option for parent in resource.parents), *self.part.keys, *resource.key))
        tenant = self.tenant
        around = [self._form("domain", tenant)] if tenant is not None and tenant is not self and self._takes_tenant else []
        beside = beside_key(resource, self.values)[:1]
        told = (normal(canonical(resource, str(params.get(name)), (name,))) for name in (*names, *beside) if name != "tenant")
        return (resource.id, *around, *beside, *told)

    @staticmethod
    def _form(name: str, entry: Entry) -> Any:
        return normal(canonical(entry.part.resource, entry.values.get(name), (name,)))

    def compared(self) -> dict[str, Any]:
        """What it asks of its object, in a form in which equal wishes are equal; not the place that it stands in."""
        lifted = frozenset(self.part.lifted.keys if self.part.lifted else ())
        beyond = EntryControls.model_fields.keys() - {"state"} | lifted
        found = {name: canonical(self.part.resource, value, (name,)) for name, value in self.values.items() if name not in beyond}
        return {"state": "present", **found}


@dataclass
class Reading:
    """What was read of a document.

    :ivar entries: in the order of the document, each after the one that it stands in.
    :ivar findings: everything that is wrong.
    :ivar between: what may be wrong between entries, each with the path of one of them.
    :ivar named_elsewhere: values that name nothing which the document itself creates: the PBX has to have it already.
    :ivar counts: how many entries each part has, by its path without positions.
    """

    entries: list[Entry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    between: list[str] = field(default_factory=list)
    named_elsewhere: list[NamedValue] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def warnings(self) -> list[str]:
        """What may be wrong about values that are allowed, each with its path."""
        return [text for entry in self.entries for text in entry.warnings]

    def check(self, what: str) -> None:
        """Refuse what is wrong.

        :param what: what was read, for the text.
        :raises InvalidInput: something is wrong; the text has the first findings, and how many there are.
        """
        if self.findings:
            text = in_few_lines([str(finding) for finding in self.findings], f"{what}: {{count}} errors, and no request was made:")
            raise InvalidInput(text, findings=[finding.as_result() for finding in self.findings])


def distinct(entries: Iterable[Entry]) -> list[Entry]:
    """One entry for each object: of several equal ones the first, with the places in queues that all of them give it.

    :param entries: without findings, so that entries of one object are equal.
    """
    first: dict[Identity, Entry] = {}
    for entry in entries:
        known = first.setdefault(entry.identity, entry)
        if known is not entry and entry.part.lifted is not None:
            first[entry.identity] = replace(known, places=(*known.places, entry.place))
    return list(first.values())
