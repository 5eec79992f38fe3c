# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the voicemail greetings of users and of shared mailboxes have in common (PortSIP PBX REST API 22.2, .../greetings)."""

from __future__ import annotations

from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.reference import Switch
from ...schema.relations import Parent
from ...schema.resource import Resource
from .linked_file import OVERRIDES, RENAMED, RETURNS, linked_file

LONGEST = "From release 22.6 on, a greeting may last up to three minutes."
LINKED = (
    "A greeting is a file of the tenant. If the PBX has another file of this name now, with another size, the greeting is created again "
    "from it. It is enabled again if it was."
)
ONE = "Only one greeting can be enabled: the others are disabled when one is enabled."


class Greeting(Wanted):
    """What callers hear before they leave a message."""

    file: str | None = linked_file("The file of the greeting, by its name or its id on the PBX. It identifies the greeting.")
    enabled: bool | None = option(
        "Whether callers hear this greeting. Left out, the PBX decides for a new one.",
        ONE,
        switch=Switch("/enable", "/disable"),
        after_creation=True,
    )


def greeting_of(owner: str, noun: str, model: type[Greeting]) -> Resource:
    """The greetings of one kind of mailbox.

    :param owner: unique name of the resource that they belong to.
    :param noun: what has the mailbox, with its article.
    :param model: a class of the resource's own file, by which it is named.
    """
    whose = f"of {noun} of PortSIP PBX"
    return Resource(
        name=f"{owner}_greeting",
        plural=f"{owner}_greetings",
        model=model,
        level="tenant",
        collection=f"/{owner}s/{{{owner}}}/greetings",
        key=("file",),
        parents=(Parent(owner, to=owner),),
        paged=False,
        queries=False,
        item_readable=False,
        replaceable=True,
        only_one="enabled",
        lookup={"file": "str"},
        renamed=RENAMED,
        required=("file",),
        overrides=OVERRIDES,
        page=Page(
            noun="greeting",
            uses=f"C(GET /{owner}s/{{id}}/greetings), C(POST /{owner}s/{{id}}/greetings), "
            f"C(POST /{owner}s/{{id}}/greetings/{{greeting_id}}/enable), C(POST /{owner}s/{{id}}/greetings/{{greeting_id}}/disable) and "
            f"C(POST /{owner}s/{{id}}/greetings/{{greeting_id}}/destroy) inside the tenant; C(GET /{owner}s) and C(GET /files) to find "
            "what is given by name; the requests of an upload where O(file) is the path of a local file",
            summary=f"Create, enable and remove voicemail greetings {whose}",
            description=(
                f"Makes a file a voicemail greeting of {noun}, chooses the greeting that callers hear, or removes a greeting.",
                "A greeting is found by the name of its O(file), or by its O(id).",
            ),
            notes=(LINKED, LONGEST),
            seealso=("file", owner),
            returns=RETURNS,
            samples={"enabled": True, "file": "absent-en.wav"},
        ),
        info_page=Page(
            summary=f"Read voicemail greetings {whose}",
            description=(f"Reads one or all voicemail greetings of {noun}.",),
        ),
    )
