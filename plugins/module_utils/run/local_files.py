# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Local files of which objects are made: checked before the first request, and compared with what the PBX has."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..base.audio import is_audio_name
from ..base.source_file import SourceFile
from ..plan.steps import Desired, Step
from ..read.file_users import content_is
from ..read.site import Site
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
