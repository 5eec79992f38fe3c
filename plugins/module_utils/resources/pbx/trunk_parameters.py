# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""How a trunk reads the headers of calls that come in, and writes those of calls that go out (PortSIP PBX REST API 22.2, /providers)."""

from __future__ import annotations

from typing import Literal

from ...base.libraries import model_validator
from ...schema.attribute import option
from ...schema.model import Wanted

CUSTOM = "CUSTOM"
_USER_PARTS = {
    "AUTH_ID": "O(auth_id) of the trunk.",
    "CALLER_NUM": "The number of the caller.",
    "CALLED_NUM": "The number that is called.",
    "CALLER_DISPLAY_NAME": "The display name of the caller.",
    "OUTBOUND_CALLER_ID": "The outbound caller id, as rules, users and groups have it.",
    "ORIGINATOR_CALLER_ID": "The caller id with which the call came to the PBX, such as one that is forwarded.",
    "OUTBOUND_CALLER_ID_AND_ORIGINATOR_CALLER_ID": "Both of them.",
    "ANONYMOUS": "The caller is not shown.",
    "DEFAULT": "What the PBX writes by itself.",
    CUSTOM: "C(custom_value).",
}
_HOST_PARTS = {
    "TRUNK_HOST_PORT": "O(hostname) and O(port) of the trunk.",
    "OUT_HOST_PORT": "O(outbound_server) and O(outbound_server_port) of the trunk.",
    "CONTACT_URI": "The host of the C(Contact) header.",
    "SIP_DOMAIN": "The SIP domain of the tenant.",
    "DEFAULT": "What the PBX writes by itself.",
    CUSTOM: "C(custom_value).",
}
_PRIVACY = {
    "DEFAULT": "What the PBX does by itself.",
    "NONE": "No privacy is asked for.",
    "ID": "Privacy of the asserted identity (RFC 3325).",
    "USER": "Privacy of the user (RFC 3323).",
    "HEADER": "Privacy of headers (RFC 3323).",
    "SESSION": "Privacy of the media (RFC 3323).",
}
Privacy = Literal["DEFAULT", "NONE", "ID", "USER", "HEADER", "SESSION"]
Source = Literal[
    "REQUEST_LINE_URI_USER_PART",
    "CONTACT_USER_PART",
    "TO_DISPLAY_NAME",
    "TO_USER_PART",
    "FROM_DISPLAY_NAME",
    "FROM_USER_PART",
    "REMOTE_PARTY_ID_CALLED_PARTY_DISPLAY_NAME",
    "REMOTE_PARTY_ID_CALLED_PARTY_USER_PART",
    "REMOTE_PARTY_ID_CALLING_PARTY_DISPLAY_NAME",
    "REMOTE_PARTY_ID_CALLING_PARTY_USER_PART",
    "P_ASSERTED_IDENTITY_DISPLAY_NAME",
    "P_ASSERTED_IDENTITY_USER_PART",
    "P_PREFERRED_IDENTIFY_DISPLAY_NAME",
    "P_PREFERRED_IDENTIFY_USER_PART",
    "P_CALLED_PARTY_ID_DISPLAY_NAME",
    "P_CALLED_PARTY_ID_USER_PART",
    "DEFAULT",
]


class InboundParameters(Wanted):
    """Which headers of an INVITE from the carrier mean what."""

    caller_num: Source | None = option("The part of an INVITE that holds the number of the caller. V(DEFAULT) leaves it to the PBX.")
    caller_display_name: Source | None = option(
        "The part of an INVITE that holds the display name of the caller. V(DEFAULT) leaves it to the PBX."
    )
    called_num: Source | None = option(
        "The part of an INVITE that holds the number that was called (DID). V(DEFAULT) leaves it to the PBX.",
        "If inbound rules do not match, look here first: carriers put the number into the request line or into C(To).",
    )
    privacy_types_supported: Privacy | None = option("Which privacy the carrier asks for.", choices=_PRIVACY)
    enable_stir_shaken_validation: bool | None = option("Whether the STIR/SHAKEN verification of a call is looked at.", api_default=False)
    pai_header_parameter_name: str | None = option(
        "The parameter of the C(P-Asserted-Identity) header that holds the result of the verification.", api_default="verstat"
    )
    drop_calls_with_verification_status: (
        list[
            Literal[
                "No-TN-Validation",
                "TN-Validation-Failed",
                "TN-Validation-Passed-B",
                "TN-Validation-Passed-C",
                "TN-Validation-Failed-A",
                "TN-Validation-Failed-B",
                "TN-Validation-Failed-C",
            ]
        ]
        | None
    ) = option("The whole list of results with which a call is rejected, in any order. An empty list clears the field.", items="set")
    pass_api_header_to_uad: bool | None = option(
        "Whether the header with the identity is passed on to the extension that is called.", api_default=False
    )


class _Part(Wanted):
    """What is written into one part of a header."""

    value: str | None = None
    custom_value: str | None = option("The text for V(CUSTOM); the PBX does not use it with any other value.")

    @model_validator(mode="after")
    def _custom(self) -> _Part:
        if self.value == CUSTOM and not self.custom_value:
            raise ValueError(f"value {CUSTOM} needs custom_value")
        return self


class UserPart(_Part):
    """What is written into a display name or a user part."""

    value: (
        Literal[
            "AUTH_ID",
            "CALLER_NUM",
            "CALLED_NUM",
            "CALLER_DISPLAY_NAME",
            "OUTBOUND_CALLER_ID",
            "ORIGINATOR_CALLER_ID",
            "OUTBOUND_CALLER_ID_AND_ORIGINATOR_CALLER_ID",
            "ANONYMOUS",
            "DEFAULT",
            "CUSTOM",
        ]
        | None
    ) = option("What is written.", choices=_USER_PARTS)


class HostPart(_Part):
    """What is written into a host part."""

    value: Literal["TRUNK_HOST_PORT", "OUT_HOST_PORT", "CONTACT_URI", "SIP_DOMAIN", "DEFAULT", "CUSTOM"] | None = option(
        "What is written.", choices=_HOST_PARTS
    )


class OutboundParameters(Wanted):
    """What is written into the headers of an INVITE to the carrier."""

    request_line_uri_user_part: UserPart | None = option("User part of the request URI.")
    request_line_uri_host_part: HostPart | None = option("Host part of the request URI.")
    contact_user_part: UserPart | None = option("User part of C(Contact).")
    contact_host_part: HostPart | None = option("Host part of C(Contact).")
    to_display_name: UserPart | None = option("Display name in C(To).")
    to_user_part: UserPart | None = option("User part of C(To).")
    to_host_part: HostPart | None = option("Host part of C(To).")
    from_display_name: UserPart | None = option("Display name in C(From).")
    from_user_part: UserPart | None = option("User part of C(From). Many carriers expect a number of their own here.")
    from_host_part: HostPart | None = option("Host part of C(From).")
    remote_party_id_called_party_display_name: UserPart | None = option("Display name of the called party in C(Remote-Party-ID).")
    remote_party_id_called_party_user_part: UserPart | None = option("User part of the called party in C(Remote-Party-ID).")
    remote_party_id_called_party_host_part: HostPart | None = option("Host part of the called party in C(Remote-Party-ID).")
    remote_party_id_calling_party_display_name: UserPart | None = option("Display name of the calling party in C(Remote-Party-ID).")
    remote_party_id_calling_party_user_part: UserPart | None = option("User part of the calling party in C(Remote-Party-ID).")
    remote_party_id_calling_party_host_part: HostPart | None = option("Host part of the calling party in C(Remote-Party-ID).")
    p_asserted_identity_display_name: UserPart | None = option("Display name in C(P-Asserted-Identity).")
    p_asserted_identity_user_part: UserPart | None = option("User part of C(P-Asserted-Identity).")
    p_asserted_identity_host_part: HostPart | None = option("Host part of C(P-Asserted-Identity).")
    p_preferred_identify_display_name: UserPart | None = option("Display name in C(P-Preferred-Identity).")
    p_preferred_identify_user_part: UserPart | None = option("User part of C(P-Preferred-Identity).")
    p_preferred_identify_host_part: HostPart | None = option("Host part of C(P-Preferred-Identity).")
    p_called_party_id_display_name: UserPart | None = option("Display name in C(P-Called-Party-ID).")
    p_called_party_id_user_part: UserPart | None = option("User part of C(P-Called-Party-ID).")
    p_called_party_id_host_part: HostPart | None = option("Host part of C(P-Called-Party-ID).")
    privacy_types_supported: Privacy | None = option("Which privacy is asked for.", choices=_PRIVACY)
