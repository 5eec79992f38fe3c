# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A shared voicemail (PortSIP PBX REST API 22.2, /shared_voicemails)."""

from __future__ import annotations

from typing import Literal

from ...schema.attribute import option
from ...schema.forms import comma_list, joined_by_comma
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.pins import PIN_POLICY, Pin, pin_length
from ...schema.relations import Naming
from ...schema.resource import Resource
from ...schema.types import ExtensionNumber, Language, MailAddresses, Name64


class SharedVoicemail(Wanted):
    """A mailbox that several people listen to."""

    name: Name64 | None = option("Name of the mailbox, 1 to 64 characters. Required on creation.")
    extension_number: ExtensionNumber | None = option(
        "Number at which callers leave a message, 3 to 64 digits, in quotes. All extensions, groups, queues, receptionists and "
        "shared mailboxes of a tenant share one set of numbers.",
        "Required unless O(id) is given. The PBX cannot change it: see O(recreate).",
        immutable=True,
    )
    prompt: Language | None = option("Language of the announcements as a BCP 47 tag, such as V(de-DE). Left out, the PBX chooses it.")
    enable_pin: bool | None = option("Whether O(pin) has to be entered before messages can be heard.", api_default=True)
    pin: Pin | None = option(
        "PIN of the mailbox, in quotes. Required on creation, even with O(enable_pin=false).",
        PIN_POLICY,
        "The PBX returns the PIN in use, so it is compared like other fields.",
        secret=True,
    )
    enable_email_notify: bool | None = option(
        "Whether O(recipients) get an email for each new message. The tenant needs a mail server for it.",
        api_default=False,
    )
    recipients: MailAddresses | None = option(
        "The whole list of email addresses that are notified of new messages, at most 15, in any order. An empty list clears the field.",
        items="set",
        decode=comma_list,
        encode=joined_by_comma,
    )
    play_datetime: Literal["DISABLE", "12_HOUR_CLOCK", "24_HOUR_CLOCK"] | None = option(
        "Whether the date and the time of a message are announced before it.",
        choices={
            "DISABLE": "They are not announced.",
            "12_HOUR_CLOCK": "They are announced, the time as in V(2 p.m.).",
            "24_HOUR_CLOCK": "They are announced, the time as in V(14 hours).",
        },
    )


SHARED_VOICEMAIL = Resource(
    name="shared_voicemail",
    plural="shared_voicemails",
    model=SharedVoicemail,
    level="tenant",
    collection="/shared_voicemails",
    key=("extension_number",),
    naming=Naming(by=("extension_number", "name")),
    unique=True,
    lookup={"extension_number": "str", "name": "str"},
    release_limits=(pin_length("pin"),),
    required=("name", "extension_number", "pin"),
    lost_on_recreate="its id, its greetings, and the messages in it.",
    page=Page(
        summary="Create, change and remove shared voicemails of PortSIP PBX",
        description=(
            "Creates, changes or removes one shared voicemail of a tenant: a mailbox with a number of its own, whose messages "
            "several people hear. Rules send calls to it with the action C(FORWARD_TO_VOICEMAIL) and its number.",
            "A shared voicemail is found by its O(extension_number) in the tenant, or by its O(id).",
        ),
        notes=("Quote PINs in YAML. Without quotes C(0123) may become C(83).",),
        seealso=("ring_group", "ivr", "tenant"),
        samples={"extension_number": "8900", "name": "Reception mailbox", "recipients": ["reception@northside.example.net"]},
    ),
    info_page=Page(),
)
