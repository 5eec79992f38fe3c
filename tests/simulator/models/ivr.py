# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A virtual receptionist and its action URLs (PortSIP PBX REST API 22.2 and 22.3, virtual receptionists)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ..validation import Blankable, Body, Bool, Credential, Name64, Natural, NonEmpty, Positive, Str, Str255, Url, matching, update_of
from .common import EventAuth, ForwardRule, MenuForwardRule, ModalOfficeHours, OutboundCallerId, OutboundCallerId22_6, TimeoutForwardRule

RESERVED_NUMBERS = frozenset({"555", "666", "777", "888"})  # the PBX's own services
_MASK = r"[0-9*#]+(-[0-9*#]+)?(;[0-9*#]+(-[0-9*#]+)?)*"
_NUMBERS = r"[0-9]+(-[0-9]+)?([,;][0-9]+(-[0-9]+)?)*"


def _number(value: str) -> str:
    if value in RESERVED_NUMBERS:
        raise ValueError("is reserved")
    return value


def _runs(value: str) -> str:
    digits = [int(digit) for digit in value]
    for first, second, third in zip(digits, digits[1:], digits[2:], strict=False):
        if first == second == third:
            raise ValueError("must not repeat a digit three times running")
        if second - first == third - second and abs(second - first) == 1:
            raise ValueError("must not contain a sequence of three digits")
    return value


ExtensionNumber = Annotated[Str, Field(min_length=3, max_length=64), matching("[0-9]+", "digits"), AfterValidator(_number)]
Language = Annotated[Str, matching("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", "a BCP 47 language tag")]
Pin22_2 = Annotated[Str, Field(min_length=6, max_length=10), matching("[0-9]+", "digits"), AfterValidator(_runs)]
Pin22_3 = Annotated[Str, Field(min_length=4), matching("[0-9]+", "digits"), AfterValidator(_runs)]
DtmfMask = Annotated[Str255, matching(_MASK, "numbers or ranges of numbers, divided by semicolons")]
DtmfMask22_6 = Annotated[Str255, matching(f"{_MASK}|ALL", "numbers or ranges of numbers, divided by semicolons, or ALL")]
ExcludeList = Annotated[Str, matching(_NUMBERS, "numbers or ranges of numbers, divided by commas")]


class MenuEntry(Body):
    """What one user input leads to, by office hours, outside of them and on holidays."""

    user_input: Blankable[Str] = None
    office_hours: ModalOfficeHours | None = None
    office_hours_forward_rule: MenuForwardRule | None = None
    non_office_hours_forward_rule: MenuForwardRule | None = None
    holidays: list[NonEmpty] | None = None
    holiday_forward_rule: MenuForwardRule | None = None


class _Receptionist(Body):
    name: Name64
    extension_number: ExtensionNumber
    language: Blankable[Language] = None
    dtmf_interval: Positive | None = 2
    prompt_file_id: Blankable[NonEmpty] = None
    transfer_prompt_file_id: Blankable[NonEmpty] = None
    enable_pin: Bool | None = True
    timeout_forward_rule: TimeoutForwardRule | None = None
    failure_forward_rule: ForwardRule | None = None
    night_mode_forward_rule: ForwardRule | None = None
    custom_forward_rules: list[MenuEntry] | None = None
    outbound_caller_ids: list[OutboundCallerId] | None = None


class IvrCreate22_2(_Receptionist):
    """The body of ``POST /ivrs`` in 22.2."""

    pin: Pin22_2


class IvrCreate22_3(_Receptionist):
    """The body of ``POST /ivrs`` in 22.3: night mode, numbers not to be dialled, and a PIN of the tenant's length."""

    pin: Pin22_3
    enable_night_mode: Bool | None = False
    exclude_list: Blankable[ExcludeList] = None


class IvrCreate22_6(IvrCreate22_3):
    """The same in 22.6: recording, and a name beside each caller id."""

    enable_audio_recording: Bool | None = False
    outbound_caller_ids: list[OutboundCallerId22_6] | None = None  # type: ignore[assignment]


class ActionUrlCreate(Body):
    """The body of ``POST /ivrs/{id}/action_urls``.

    The descriptions require nothing; an action URL without name, type, method and url, or without
    the mask of its type, could not work and is refused.
    """

    name: Name64
    enabled: Bool | None = False
    type: Literal["DTMF", "CALLER"]
    method: Literal["GET", "POST"]
    headers: Blankable[Str] = None
    caller_mask: Blankable[Str255] = None
    dtmf_mask: Blankable[DtmfMask] = None
    connection_timeout: Natural | None = 2
    request_timeout: Natural | None = 2
    url: Url
    auth: EventAuth | None = "DISABLE"
    username: Blankable[Credential] = None
    password: Blankable[Credential] = None
    token: Blankable[Str] = None


class ActionUrlCreate22_6(ActionUrlCreate):
    """The same in 22.6, where a mask may stand for whatever is entered."""

    dtmf_mask: Blankable[DtmfMask22_6] = None


IVR_CREATE: dict[str, type[Body]] = {"22.2": IvrCreate22_2, "22.3": IvrCreate22_3, "22.6": IvrCreate22_6}
ACTION_URL_CREATE: dict[str, type[Body]] = {"22.2": ActionUrlCreate, "22.6": ActionUrlCreate22_6}
IVR_UPDATE = {release: update_of(model, without=("extension_number",)) for release, model in IVR_CREATE.items()}
ACTION_URL_UPDATE = {release: update_of(model) for release, model in ACTION_URL_CREATE.items()}
