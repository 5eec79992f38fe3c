# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A file of a tenant, such as a prompt (PortSIP PBX REST API 22.2, /files and /blobs/uploads)."""

from __future__ import annotations

from typing import Annotated, Literal

from ...base.libraries import AfterValidator, Field
from ...schema.attribute import Attribute, option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.relations import Upload
from ...schema.resource import Resource

LONGEST_NAME = 255
LOCAL_PROMPT = (
    "Text with a slash in it, such as V(files/welcome.wav), is the path of a local file. If the PBX has no file of this name and size, "
    "it is uploaded first. The file has to be WAV, PCM, 16 bit, mono, at 16, 32 or 48 kHz. An older file of the same name stays; "
    "M(portsip.pbx.portsip_file), and with it C(files) in a definition, replaces it."
)
"""Paragraph for options whose value may be a local file."""


def _file_name(value: str) -> str:
    if "/" in value or "\\" in value:
        raise ValueError("must be the name of a file without a directory; the path of the local file goes into src")
    return value


class File(Wanted):
    """A file on the PBX, and the local file that it is made of."""

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), AfterValidator(_file_name)] | None = option(
        "Name of the file on the PBX, 1 to 255 characters, without a directory. It need not be the name of the local file.",
        "Required unless O(id) is given.",
    )
    src: str | None = option(
        "Path of the local file. Required where the file is not on the PBX yet. Left out, a file that exists is left as it is.",
        "The file is read where the module runs: on the controller where the task runs in its process, and otherwise on the "
        "host of the task. On the controller, a relative path begins in the directory of the playbook.",
        readable=False,
        once=True,
    )
    compare: Literal["size", "content"] | None = option(
        "How the local file is compared with the one on the PBX. The PBX lists the name and the size of a file, but nothing of its "
        "content.",
        choices={
            "size": "A file of another size is replaced. This is the default.",
            "content": "A file of the same size is replaced, too, if its content differs. It is downloaded from the address that an "
            "object which uses it shows. Of a file that nothing uses, the PBX is only asked whether it has the content at all.",
        },
        readable=False,
    )
    check_audio: bool | None = option(
        "Whether the local file must be audio that the PBX plays: WAV, PCM, 16 bit, mono, at 16, 32 or 48 kHz. It is checked before "
        "anything is uploaded.",
        "Left out, it is checked if O(name) or O(src) ends like that of an audio file, such as C(.wav) or C(.mp3), and not for other "
        "files, such as pictures.",
        readable=False,
    )


FILE = Resource(
    name="file",
    plural="files",
    model=File,
    level="tenant",
    collection="/files",
    key=("name",),
    lookup={"name": "str"},
    required=("name", "src"),
    overrides={"size": Attribute(immutable=True)},
    upload=Upload("/blobs/uploads", source="src", options=("compare", "check_audio"), size="size", newest="created_at"),
    page=Page(
        work="files.run_file",
        summary="Upload, replace and remove files of PortSIP PBX",
        uses="C(GET /files), C(GET /files/{id}), C(POST /blobs/uploads), C(POST /blobs/uploads/{id}/append), "
        "C(GET /blobs/uploads/{id}/status), C(POST /blobs/uploads/{id}/complete), C(POST /blobs/uploads/{id}/destroy) and "
        "C(POST /files/{id}/destroy) inside the tenant; where a file is replaced, reading and writing what uses it; with "
        "O(portsip.pbx.portsip_file#module:compare=content) C(GET /blobs/{digest})",
        description=(
            "Uploads a local file into a tenant, such as the prompt of a receptionist, the music of a queue or a voicemail greeting, "
            "or removes one.",
            "A file is found by its O(name) in the tenant, or by its O(id). It is uploaded where there is none of this name, and replaced "
            "where the size differs, or with O(compare=content) the content.",
            "To replace a file, the new one is uploaded first. Then every receptionist, queue or other object that uses the old one is "
            "given the new one, and only then the old one is removed. If something fails on the way, both files exist, and "
            "nothing uses a file that is gone.",
        ),
        notes=(
            "An upload whose connection breaks is continued where it stopped. The SHA-256 of the whole file completes it, so that a "
            "file that arrived damaged is never stored. What had arrived of an upload that failed is deleted from the PBX.",
            "The PBX allows several files of one name. Then the newest one counts, with a warning. O(state=absent) removes all of them.",
            "What uses a file is found by the name and the size that it shows, because the PBX does not return the id. If several files "
            "have the same name and the same size, the objects that use any of them are given the new one.",
            "O(state=absent) does not check whether something uses the file.",
        ),
        seealso=("ivr", "call_queue", "user_greeting", "shared_voicemail_greeting"),
        returned=("The file after the run; in check mode, as it would be after the run. Null after O(state=absent).",),
        returns={
            "size": {"description": "Size in bytes.", "returned": "always", "type": "int", "sample": 183244},
            "media_type": {
                "description": "Media type that the PBX has found.",
                "returned": "when the file exists",
                "type": "str",
                "sample": "audio/vnd.wave",
            },
            "created_at": {
                "description": "When it was uploaded.",
                "returned": "when the file exists",
                "type": "str",
                "sample": "2026-07-21T17:32:28Z",
            },
        },
        samples={"name": "welcome-en.wav"},
    ),
    info_page=Page(
        summary="Read the list of files of PortSIP PBX",
        description=("Reads the names and sizes of one, some or all files of a tenant, not their content.",),
    ),
)
