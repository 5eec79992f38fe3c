# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The codes that users dial to use features (PortSIP PBX REST API 22.2, /feature_access_codes; 22.6, summary of changes).

The form of a code is told by the vendor's knowledge base (Feature Access Codes), which allows more than the description of 22.2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from ...base.libraries import AfterValidator, Field
from ...base.nearest import nearest
from ...schema.attribute import option
from ...schema.checks import matching, warn
from ...schema.lists import each_once
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource

_FORWARDING = (
    *("ALWAYS", "ALWAYS_TO_VOICEMAIL", "BUSY", "BUSY_TO_VOICEMAIL", "NO_ANSWER", "NO_ANSWER_TO_VOICEMAIL"),
    *("NOT_REACHABLE_DURING_OFFICE_HOURS", "NOT_REACHABLE_OUTSIDE_OFFICE_HOURS"),
)
_SWITCHES = ("ACTIVATION", "DEACTIVATION")
GROUPS: Mapping[str, tuple[str, ...]] = {
    "Call forwarding": tuple(f"CALL_FORWARDING_{when}_{switch}" for when in _FORWARDING for switch in _SWITCHES),
    "Caller ID": (
        *("CALLER_ID_DELIVERY_BLOCKING_PER_CALL", "CALLER_ID_DELIVERY_BLOCKING_PERSISTENT_ACTIVATION"),
        *("CALLER_ID_DELIVERY_BLOCKING_PERSISTENT_DEACTIVATION", "CALLER_ID_DELIVERY_PER_CALL", "SET_DEFAULT_CLI"),
        *("ANONYMOUS_CALL_ACTIVATION", "ANONYMOUS_CALL_DEACTIVATION", "PER_ANONYMOUS_CALL_ACTIVATION", "PER_ANONYMOUS_CALL_DEACTIVATION"),
    ),
    "Park, pickup and transfer": (
        *("CALL_PARK", "GROUP_CALL_PARK", "CALL_RETRIEVE", "DIRECTED_CALL_PICKUP", "GROUP_CALL_PICKUP", "CALL_TRANSFER"),
        *("CALL_FLIP", "CALL_BRIDGE"),
    ),
    "Voicemail": ("ACCESSING_VOICEMAIL", "ACCESSING_SHARED_VOICEMAIL", "DIRECT_VOICEMAIL_TRANSFER"),
    "Recording and monitoring": (
        *("CALL_RECORDING_START", "CALL_RECORDING_STOP", "CALL_RECORDING_PAUSE", "CALL_RECORDING_RESUME", "SILENT_CALL_MONITORING"),
    ),
    "Agents of queues": (
        *("CHANGE_AGENT_STATE_TO_READY", "CHANGE_AGENT_STATE_TO_NOT_READY", "LOG_AGENT_INTO_QUEUE", "LOG_AGENT_OUT_OF_QUEUE"),
    ),
    "Dialing": (
        *("LAST_CALL_RETURN", "LAST_NUMBER_REDIAL", "SPEED_DIAL_8", "SPEED_DIAL_100", "PIN_BASED_CALLING"),
        *("AUTOMATIC_CALLBACK_ACTIVATION", "AUTOMATIC_CALLBACK_DEACTIVATION", "PAGE_INTERCOM_ACTIVATION_PER_CALL"),
    ),
    "Others": (
        *("DO_NOT_DISTURB", "DO_NOT_DISTURB_ACTIVATION", "DO_NOT_DISTURB_DEACTIVATION", "NIGHT_MODE", "LOGIN_HOT_DESKING"),
        *("LOGOUT_HOT_DESKING", "RESET_CALLS", "CLEAR_PUSH"),
    ),
    "Before release 22.6": ("ANONYMOUS_CALL_REJECTION_ACTIVATION", "ANONYMOUS_CALL_REJECTION_DEACTIVATION"),
    "From release 22.6 on": tuple(f"SELECTIVE_CALL_{what}_{switch}" for what in ("ACCEPTANCE", "REJECTION") for switch in _SWITCHES),
}
"""The features that are known, by what they are about."""
FEATURES = frozenset(name for names in GROUPS.values() for name in names)


def _known(value: str, info: Any) -> str:
    """A feature; a later release may have others."""
    if value not in FEATURES:
        similar = "".join(f" (similar: {name})" for name in nearest(value, FEATURES))
        warn(info, f"{value!r} is not among the features known to this collection{similar}; the PBX may refuse it")
    return value


Feature = Annotated[
    str,
    AfterValidator(matching(r"[A-Z][A-Z0-9_]*", "must be the name of a feature, such as CALL_PARK")),
    AfterValidator(_known),
]
Code = Annotated[
    str,
    Field(min_length=2, max_length=7),
    AfterValidator(matching(r"[*#]{1,3}[0-9]{0,4}", "must be one to three of the characters * and #, and up to four digits, such as *68")),
]


class FeatureCode(Wanted):
    """What is dialed for a feature."""

    feature: Feature = option(
        "Feature that the code is for. A feature that is unknown here is sent as it is, with a warning.",
        *(f"{what}: {', '.join(f'V({name})' for name in names)}." for what, names in GROUPS.items()),
        required=True,
    )
    code: Code | None = option(
        "Code that is dialed, in quotes: one to three of the characters C(*) and C(#), then up to four digits. Release 22.2 documents up "
        "to 5 characters, later guides up to 7. Left out, the code of the feature stays as it is.",
    )
    enabled: bool | None = option("Whether the code can be used. Left out, it stays as it is.")


class FeatureAccessCodes(Wanted):
    """Codes of features."""

    codes: Annotated[list[FeatureCode], each_once("feature")] | None = option(
        "Codes of features, in any order. Features that are not listed keep their codes, as which features there are is up to the "
        "PBX. The API calls the list C(items).",
        items="keyed",
        keys=("feature",),
        others_stay=True,
        written_as="items",
    )


def _warnings_for(codes: Mapping[str, Any]) -> Iterator[str]:
    """Codes that several features have."""
    used = [item.get("code") for item in codes.get("codes") or [] if item.get("enabled") is not False]
    for code, count in Counter(filter(None, used)).items():
        if count > 1:
            names = [str(item.get("feature")) for item in codes["codes"] if item.get("code") == code]
            yield f"codes: {code} is the code of {' and '.join(names)}, and which of them answers is not documented"


FEATURE_ACCESS_CODES = Resource(
    name="feature_access_codes",
    plural="feature_access_codes",
    model=FeatureAccessCodes,
    level="tenant",
    kind="singleton",
    collection="/feature_access_codes",
    key=(),
    renamed={"items": "codes"},
    required=("codes",),
    warnings_for=_warnings_for,
    page=Page(
        noun="feature access code list",
        summary="Set the feature access codes of a tenant of PortSIP PBX",
        description=(
            "Sets which codes the users of a tenant dial to park calls, to switch call forwarding, to sign in to queues and so on, and "
            "which of these codes can be used.",
            "Whether the PBX leaves codes alone that a request does not name is not documented, so that the whole list is sent where a "
            "code changes.",
        ),
        notes=("Phones and their keys may be set up with the codes that were there before: provision them again.",),
        seealso=("call_park_group", "call_pickup_group", "monitor_group", "service_numbers", "tenant"),
        returned=("The codes after the run; in check mode, as they would be after the run.",),
        samples={"codes": [{"feature": "CALL_PARK", "code": "*68", "enabled": True}]},
    ),
    info_page=Page(
        summary="Read the feature access codes of a tenant of PortSIP PBX",
        description=("Reads which codes the users of a tenant dial to use features.",),
        returned=("The codes of all features.",),
    ),
)
