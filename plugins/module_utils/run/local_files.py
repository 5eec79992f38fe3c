# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Local files of which objects are made: checked before the first request, and compared with what the PBX has."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from .. import errors
from ..base.audio import is_audio_name
from ..base.source_file import SourceFile
from ..client.answers import Item
from ..plan.documents import Path
from ..plan.steps import Desired, Step, UnknownId
from ..read.file_users import content_is
from ..read.references import References
from ..read.site import Site
from ..schema.aliases import option_name, refers_to
from ..schema.reference import Reference
from ..schema.resource import Resource


@dataclass(frozen=True)
class LocalSource:
    """The local file of an object.

    :param by_content: whether what is on the PBX is compared by its content, too.
    """

    file: SourceFile
    by_content: bool


def with_source(resource: Resource, desired: Desired) -> tuple[Desired, LocalSource | None]:
    """A wanted object with what its local file tells of it, and this file; without the options that say how it is taken.

    :raises InvalidInput: the file can't be read, or is no audio that the PBX plays.
    """
    upload = resource.upload
    if upload is None:
        return desired, None
    values = {name: value for name, value in desired.values.items() if name not in upload.options}
    path = values.get(upload.source)
    if desired.absent or path is None:
        return replace(desired, values=values), None
    check = desired.values.get("check_audio")
    if check is None:
        check = is_audio_name(path) or is_audio_name(values.get("name") or "")
    file = SourceFile.at(path, upload.source, check_audio=check)
    wanted = replace(desired, values={**values, upload.size: file.size})
    return wanted, LocalSource(file, desired.values.get("compare") == "content")


def compared(site: Site, step: Step, source: LocalSource) -> Step:
    """The step for an object where only the content of its file may differ from the local one."""
    upload = step.resource.upload
    if upload is None or not source.by_content or step.action != "none" or step.before is None:
        return step
    if content_is(site, step.before, source.file.checksum):
        return step
    path = step.desired.values[upload.source]
    return replace(step, action="recreate", after={**(step.after or {}), upload.source: path}, fields=(upload.source,))


@dataclass(frozen=True)
class NamedFile:
    """A value that is the path of a local file.

    :param option: the path of the value, as the user writes it.
    """

    option: str
    value: str
    reference: Reference


def named_files(resource: Resource, values: dict[str, Any]) -> Iterator[NamedFile]:
    """The values of an object that are paths of local files."""
    return _walk(resource, values, (), "")


def _walk(resource: Resource, value: Any, path: Path, option: str) -> Iterator[NamedFile]:
    if isinstance(value, dict):
        for name, item in value.items():
            here = (*path, name)
            called = option_name(name, refers_to(resource.field(here)))
            yield from _walk(resource, item, here, f"{option}.{called}" if option else called)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _walk(resource, item, (*path, "*"), f"{option}[{number}]")
    else:
        reference = resource.field(path).reference
        if reference is not None and reference.is_path(value):
            yield NamedFile(option, value, reference)


@dataclass
class LocalFiles:
    """The local files that an object refers to; each is uploaded once, if at all.

    :ivar steps: what uploads them, by the names of the files.
    """

    sources: dict[str, SourceFile]
    steps: dict[str, Step] = field(default_factory=dict)

    @classmethod
    def named_in(cls, resource: Resource, desired: Desired) -> LocalFiles | None:
        """Those that the values of a wanted object name, None where there are none.

        :raises InvalidInput: one can't be read, or is no audio that the PBX plays; or two of them have one name.
        """
        sources: dict[str, SourceFile] = {}
        names: dict[str, str] = {}
        for named in named_files(resource, desired.values) if not desired.absent else ():
            name = named.reference.named(named.value)
            if names.setdefault(name, named.value) != named.value:
                raise errors.InvalidInput(f"{named.option}: {named.value!r} and {names[name]!r} have the same name; rename one of them")
            check = named.reference.audio or is_audio_name(name)
            sources[named.value] = SourceFile.at(named.value, named.option, check_audio=check)
        return cls(sources) if sources else None

    def item(self, references: References, site: Site, reference: Reference, value: str, option: str) -> Item:
        """The file on the PBX that a path stands for: the one of its name and size, or one that is still to be uploaded.

        :param site: where the object is that refers to it.
        :param option: for error texts.
        :raises PortsipError: the files can't be read.
        """
        source, name = self.sources[value], reference.named(value)
        if name not in self.steps:
            with contextlib.suppress(errors.NotFound):
                found = references.find(reference.address, name, option, site.warn)
                if (found.get("name"), found.get("size")) == (name, source.size):
                    return found
            self.steps[name] = _upload(reference.local_file, site, name, value, source)
        return {"id": self.steps[name].creates, **(self.steps[name].after or {})}

    def used_by(self, step: Step) -> list[Step]:
        """The uploads that a step needs."""
        values = list(_plain(step.desired.values)) if step.changed else []
        return [upload for upload in self.steps.values() if any(value is upload.creates for value in values)]


def _upload(resource: Resource, site: Site, name: str, path: str, source: SourceFile) -> Step:
    values = {"name": name, "src": path, "size": source.size}
    around = tuple(holder for holder in site.within if not holder.placeholder)
    return Step(resource, "create", Desired(values), after=values, fields=tuple(values), within=around, creates=UnknownId(name))


def _plain(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _plain(item)
    elif isinstance(value, list):
        for item in value:
            yield from _plain(item)
    else:
        yield value
