# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The IVR of an extension with all that is in it (extension API, ivr).

``GET …/ivr/scheme/`` answers all of it at once; what is written has a path for each part.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from ...base.libraries import field_validator
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.types import MailAddress, Milliseconds, Seconds
from .extension_ivr_context import IvrContext, first_repeated
from .extension_ivr_rule import RULE_FIELDS
from .parts import EXTENSION, sounds

SCHEME = "scheme/"
"""Below the IVR: the whole of it, to be read only."""


class ExtensionIvr(Wanted):
    """The IVR of an extension: its settings, and all its contexts."""

    entry_context: str | None = option(
        "Context in which calls enter, by its name or id. It may be one that the same task creates. An empty string clears the field.",
        "Where it is left out and O(contexts) would remove the context in which calls enter, that is an error, unless "
        "O(contexts) is empty. Then it is cleared.",
    )
    lifetime: Seconds | None = option(
        "Seconds a call may spend in the IVR.",
    )
    lifetime_exp_action: Literal["hangup", "transfer"] | None = option(
        "What happens to a call when O(lifetime) is over.",
        choices={
            "hangup": "The call ends.",
            "transfer": "The call goes to O(lifetime_exp_transfer_dst), which is then required.",
        },
    )
    lifetime_exp_transfer_dst: str | None = option(
        "Where a call goes when O(lifetime) is over. An empty string clears the field.",
    )
    sleep_time: Milliseconds | None = option(
        "Milliseconds before a call enters O(entry_context).",
    )
    vm_enabled: bool | None = option(
        "Whether the IVR has a mailbox.",
    )
    vm_greeting: str | None = option(
        "Greeting of the mailbox, by the title or the id of the sound. An empty string clears the field.",
    )
    vm_profile: Literal["default", "record_silence"] | None = option(
        "How messages are recorded.",
        choices={
            "default": "As usual.",
            "record_silence": "Silence is recorded too.",
        },
    )
    vm_attach_file: bool | None = option(
        "Whether the recorded message is attached to the notification.",
    )
    vm_mailto: MailAddress | None = option(
        "Email address that is notified of messages. An empty string clears the field.",
    )
    contexts: list[IvrContext] | None = option(
        "The contexts of the IVR. Contexts remain unchanged when it is left out. An empty list removes all of them.",
        "A context on the PBX that is not listed is removed, with all that is in it, unless O(exclusive) is V(false).",
    )

    @field_validator("contexts")
    @classmethod
    def _each_context_once(cls, contexts: list[IvrContext] | None) -> list[IvrContext] | None:
        name = first_repeated(context.name for context in contexts or [])
        if name is not None:
            raise ValueError(f"duplicate name {name!r}")
        number = first_repeated(context.id for context in contexts or [] if context.id is not None)
        if number is not None:
            raise ValueError(f"duplicate id {number}")
        return contexts


def _complete(ivr: Mapping[str, Any]) -> None:
    if ivr.get("lifetime_exp_action") == "transfer" and not ivr.get("lifetime_exp_transfer_dst"):
        raise ValueError("lifetime_exp_action transfer needs lifetime_exp_transfer_dst")


EXTENSION_IVR = Resource(
    name="ivr",
    plural="ivrs",
    model=ExtensionIvr,
    level="extension",
    kind="singleton",
    collection="/extension/{extension_id}/ivr/",
    parents=EXTENSION,
    key=(),
    paged=False,
    queries=False,
    complete=_complete,
    overrides={
        **sounds("vm_greeting"),
        **{f"contexts.*.options.*.rules.*.{name}": description for name, description in RULE_FIELDS.items()},
    },
    page=Page(
        work="ivr.scheme.run_ivr_scheme",
        requires="an application of the extension API whose access covers the extension, which has to be an IVR",
        uses="C(GET /extension/{extension_id}/ivr/scheme/), and for what differs C(PUT /extension/{extension_id}/ivr/), C(POST), C(PUT) "
        "and C(DELETE) of C(context/) below it, C(POST) and C(DELETE) of C(options/), C(POST), C(PUT) and C(DELETE) of C(rules/) and "
        "C(PUT) of C(rules/order/); C(GET /extension/{extension_id}/sound/) and C(GET /extension/{extension_id}/interval/) to find what "
        "is given by name. Where the scheme lacks something, contexts, options and rules are read one by one",
        summary="Set up the whole IVR of an extension as one document (extension API)",
        description=(
            "Sets the settings of an IVR, its contexts, their options, and the rules of the options from one document. "
            "After the task, the IVR contains exactly what is listed.",
            "A context is a place in the menu. Its options are what a caller can enter there, besides V(start), V(timeout) and "
            "V(invalid), which every context has. The rules of an option are carried out one after the other.",
            "All changes are planned from one request for the whole IVR, and checked before the first change. The order of "
            "changes ensures that nothing refers to a context or an option that does not exist, even if contexts refer to "
            "each other in a cycle.",
            "These are B(not) the virtual receptionists of PortSIP PBX's own REST API, for which there is M(portsip.pbx.portsip_ivr).",
        ),
        notes=(
            "A run without changes makes a single request, in addition to those for names of sounds and intervals.",
            "A run that fails reports what it has written. The next run continues from there, and creates nothing twice.",
            "What the scheme of an IVR looks like is not documented by the API. The module assumes that it lists rules in "
            "the order in which they are carried out.",
        ),
        seealso=(
            "extension_interval",
            "ivr",
        ),
        options={
            "exclusive": {
                "description": [
                    (
                        "Whether contexts that O(contexts) does not list are removed. With V(false) they stay, and rules may "
                        "lead to them. Options and rules are whole lists in any case."
                    ),
                ],
                "type": "bool",
                "default": True,
            },
        },
        returned=(
            "The IVR after the run; in check mode, as it would be after the run. A setting without a value is null. What "
            "others refer to is shown by its id.",
        ),
        returns={
            "contexts": {
                "description": "All contexts, including those that remain unchanged. Of a context, only what has a value.",
                "returned": "always",
                "type": "list",
                "elements": "dict",
                "contains": {
                    "allow_any_dial": {
                        "description": "Whether the caller may dial any extension.",
                        "returned": "always",
                        "sample": False,
                        "type": "bool",
                    },
                    "description": {
                        "description": "Description.",
                        "returned": "when there is one",
                        "sample": "Played outside of office hours",
                        "type": "str",
                    },
                    "digit_len": {
                        "description": "Number of digits after which an option is looked for without waiting for more.",
                        "returned": "when there is one",
                        "sample": 3,
                        "type": "int",
                    },
                    "extra_params": {
                        "description": "Further parameters.",
                        "returned": "when there are any",
                        "sample": "x=1",
                        "type": "str",
                    },
                    "id": {
                        "description": "Id of the context. Null in check mode for one that does not exist yet.",
                        "returned": "always",
                        "sample": 14001,
                        "type": "int",
                    },
                    "inter_digit_timeout": {
                        "description": "Milliseconds after the last digit until the input counts as complete.",
                        "returned": "always",
                        "sample": 2000,
                        "type": "int",
                    },
                    "name": {
                        "description": "Name.",
                        "returned": "always",
                        "sample": "English",
                        "type": "str",
                    },
                    "options": {
                        "contains": {
                            "digits": {
                                "description": "What the caller enters, or V(start), V(timeout) or V(invalid).",
                                "returned": "always",
                                "sample": "1",
                                "type": "str",
                            },
                            "rules": {
                                "description": [
                                    (
                                        "The rules in their order, each with its C(id) and the fields of O(contexts[].options[].rules) "
                                        "that have a value. The C(id) is null in check mode for a rule that does not exist yet."
                                    ),
                                ],
                                "elements": "dict",
                                "returned": "always",
                                "sample": [
                                    {
                                        "action": "transfer",
                                        "final": False,
                                        "id": 15001,
                                        "transfer_dst": "201 202",
                                        "transfer_timeout": 20,
                                    },
                                ],
                                "type": "list",
                            },
                        },
                        "description": "All options of the context.",
                        "elements": "dict",
                        "returned": "always",
                        "type": "list",
                    },
                    "timeout": {
                        "description": "Milliseconds after which the input counts as missing.",
                        "returned": "always",
                        "sample": 8000,
                        "type": "int",
                    },
                },
            },
            "entry_context": {
                "description": "Id of the context in which calls enter. Null in check mode for one that does not exist yet.",
                "returned": "always",
                "type": "int",
                "sample": 14001,
            },
            "vm_greeting": {
                "description": "Id of the greeting of the mailbox.",
                "returned": "always",
                "type": "int",
                "sample": 3001,
            },
        },
        samples={
            "lifetime": 600,
            "lifetime_exp_action": "hangup",
            "lifetime_exp_transfer_dst": "201",
            "sleep_time": 500,
            "vm_attach_file": True,
            "vm_enabled": False,
            "vm_mailto": "office@example.net",
            "vm_profile": "default",
        },
    ),
)
