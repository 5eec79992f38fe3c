# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where calls go, and which numbers they show on the way (PortSIP PBX REST API 22.2, /ivrs, /ring_groups, /tenants)."""

from __future__ import annotations

from typing import Annotated, Literal

from ...base.libraries import Field, model_validator
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.reference import NumberOf, Reference
from ...schema.types import DialledNumberOrName, Name64

NEEDS_NUMBER = "FORWARD_TO_NUMBER"


NUMBER_ACTIONS = (NEEDS_NUMBER, "FORWARD_TO_VOICEMAIL")


class ForwardRule(Wanted):
    """Where a call goes."""

    action: Literal["FORWARD_TO_NUMBER", "FORWARD_TO_VOICEMAIL", "REPEAT", "HANGUP"] | None = option(
        "What happens to the call.",
        choices={
            "FORWARD_TO_NUMBER": "The call goes to C(number).",
            "FORWARD_TO_VOICEMAIL": "The call goes to the voicemail of C(number).",
            "HANGUP": "The call ends.",
            "REPEAT": "The prompt is played, or the ring group is called, again.",
        },
    )
    number: DialledNumberOrName | None = option(
        "Extension number or external number with or without a leading C(+), in quotes, or the name of a user, a ring group, a call "
        "queue, a shared voicemail or a receptionist of the tenant, which stands for its extension number.",
        number_of=NumberOf(outside=True),
    )

    @model_validator(mode="after")
    def _number_fits_action(self) -> ForwardRule:
        if self.action == NEEDS_NUMBER and not self.number:
            raise ValueError(f"action {NEEDS_NUMBER} needs number")
        if self.number and self.action and self.action not in NUMBER_ACTIONS:
            raise ValueError(f"number goes with {' and '.join(NUMBER_ACTIONS)}, not with action {self.action}")
        return self


class MenuForwardRule(ForwardRule):
    """Where a call goes from a menu entry."""

    action: Literal["FORWARD_TO_NUMBER", "FORWARD_TO_VOICEMAIL", "REPEAT", "HANGUP", "DISA"] | None = option(  # type: ignore[assignment]
        "What happens to the call.",
        choices={
            "DISA": "The caller may dial out, after the PIN with O(enable_pin=true).",
            "FORWARD_TO_NUMBER": "The call goes to C(number).",
            "FORWARD_TO_VOICEMAIL": "The call goes to the voicemail of C(number).",
            "HANGUP": "The call ends.",
            "REPEAT": "The prompt is played, or the ring group is called, again.",
        },
    )


class OutboundCallerId(Wanted):
    """A caller id shown on outbound calls through one trunk."""

    provider_id: str = option(
        "The trunk, by name or id.",
        required=True,
        reference=Reference(to="trunk"),
    )
    caller_id: Name64 = option(
        "Number to show on calls through this trunk, 1 to 64 characters, in quotes.",
        required=True,
    )
    description: Annotated[str, Field(max_length=1024)] | None = option(
        "Remark, up to 1024 characters.",
    )
    display_name: str | None = option(
        "Name to show with the number.",
        since="22.6",
    )
