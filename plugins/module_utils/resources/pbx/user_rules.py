# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Where the calls of a user go, by the status that the user has set (PortSIP PBX REST API 22.2, /users)."""

from __future__ import annotations

from typing import Any, Literal

from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.types import Count
from .forwarding import ForwardRule
from .office_hours import OfficeHours

_ENDS = {
    "FORWARD_TO_NUMBER": "The call goes to C(number).",
    "FORWARD_TO_VOICEMAIL": "The call goes to the voicemail of C(number), or of the user where no number is given.",
    "HANGUP": "The call ends.",
}
_CHOICES = {**_ENDS, "RING_ANYWAY": "The user's phones and apps ring."}


class StatusRule(ForwardRule):
    """Where calls go while nobody is to be called."""

    action: Literal["FORWARD_TO_NUMBER", "FORWARD_TO_VOICEMAIL", "HANGUP"] | None = option(
        "What happens to the call.",
        choices=_ENDS,
    )


class RingingRule(ForwardRule):
    """Where calls go that may ring."""

    action: Literal["FORWARD_TO_NUMBER", "FORWARD_TO_VOICEMAIL", "RING_ANYWAY", "HANGUP"] | None = option(  # type: ignore[assignment]
        "What happens to the call.",
        choices=_CHOICES,
    )


class NoAnswerRule(StatusRule):
    """Where calls go that have rung."""

    timeout: Count | None = option("Seconds that the user is called before.", api_default=60)


class CustomRule(RingingRule):
    """Where calls of some callers go."""

    caller_id: str | None = option(
        "Mask of the caller's number, in quotes. See PortSIP's guide for what it may contain.",
    )
    type: Literal["ALL_HOURS", "SPECIFIC_HOURS", "OUTSIDE_SPECIFIC_HOURS"] | None = option(
        "When the rule applies.",
        choices={
            "ALL_HOURS": "At any time.",
            "OUTSIDE_SPECIFIC_HOURS": "Outside of C(hours).",
            "SPECIFIC_HOURS": "Within C(hours).",
        },
    )
    hours: OfficeHours | None = option("Hours of a week, for a C(type) other than V(ALL_HOURS).")


STATUSES = {
    "available": "available",
    "busy": "busy",
    "dnd": "do not disturb",
    "away": "away",
    "lunch": "out for lunch",
    "trip": "on a business trip",
    "offline": "offline, which means that no phone or app is registered",
}
"""Prefixes of the fields, and the statuses in words."""
RINGING = ("available", "busy")
"""Statuses in which phones may ring."""
HOURS = {"office_hours": "within", "non_office_hours": "outside of"}


def _rule(model: type[Wanted], text: str) -> tuple[Any, Any]:
    return (model | None, option(f"{text} Keys that are left out keep their values.", deferred=True))


def status_rules() -> dict[str, tuple[Any, Any]]:
    """The flat family of rules: of each status one for office hours and one for all other times, and one for calls that ring in vain.

    :returns: types and options by the names of the fields, as ``create_model`` takes them.
    """
    rules: dict[str, tuple[Any, Any]] = {}
    for status, words in STATUSES.items():
        model = RingingRule if status in RINGING else StatusRule
        for hours, place in HOURS.items():
            text = f"What happens to calls {place} O(office_hours) while the user is {words}."
            rules[f"{status}_{hours}_forward_rule"] = _rule(model, text)
        if status in RINGING:
            text = f"What happens to calls that the user does not answer while the user is {words}."
            rules[f"{status}_no_answer_forward_rule"] = _rule(NoAnswerRule, text)
    return rules
