# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A phone of a user (PortSIP PBX REST API 22.2, /users/{id}/phones and /phone_models; 22.3 and 22.6, summary of changes)."""

from __future__ import annotations

from typing import Annotated, Literal

from ...base.libraries import AfterValidator, Field
from ...schema.attribute import Attribute, option
from ...schema.checks import matching
from ...schema.forms import mac
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.relations import AllowedBy, KeyTold, Parent
from ...schema.resource import Resource
from ...schema.types import Mac

Template = Annotated[str, Field(min_length=1)]
VlanId = Annotated[int, Field(ge=1, le=4094)]
VlanPriority = Annotated[int, Field(ge=0, le=7)]
DoorPassword = Annotated[str, AfterValidator(matching(r"[0-9]{4,8}", "must have 4 to 8 digits"))]
FROM_TEMPLATE = "One of those that the template in O(filename) has."


class UserPhone(Wanted):
    """A desk phone that the PBX provisions."""

    mac: Mac | None = option(
        "MAC address of the phone, in quotes. V(cc:5e:f8:41:b7:a1), V(CC-5E-F8-41-B7-A1) and V(cc5ef841b7a1) are the same phone. It is "
        "written with lower case letters and colons.",
        "Required unless O(id) is given. The PBX cannot change it: see O(recreate).",
        immutable=True,
        canonical=mac,
    )
    filename: Template | None = option(
        "File name of the template that the phone is provisioned with, such as V(yealink_t4x.ph.xml). Required on creation. The PBX "
        "cannot change it: see O(recreate).",
        immutable=True,
    )
    vendor: Template | None = option(
        "Vendor of the phone, such as V(Yealink). Required on creation. The PBX cannot change it: see O(recreate).", immutable=True
    )
    model: Template | None = option(
        "Model of the phone, such as V(SIP-T46U). Required on creation. The PBX cannot change it: see O(recreate).", immutable=True
    )
    password: Template | None = option(
        "Password for the web page of the phone. Required on creation. The PBX returns the password in use, so it is compared like "
        "other fields.",
        secret=True,
    )
    language: (
        Literal[
            "ENGLISH",
            "CHINESE",
            "DUTCH",
            "FRENCH",
            "GERMAN",
            "GREEK",
            "ITALIAN",
            "JAPANESE",
            "POLISH",
            "RUSSIAN",
            "SPANISH",
            "SWEDISH",
            "UKRAINIAN",
            "BULGARIAN",
        ]
        | None
    ) = option("Language of the display. Required on creation.", FROM_TEMPLATE)
    transfer: Literal["BLIND", "ATTENDED", "NEW_CALL"] | None = option(
        "What a BLF key does that is pressed during a call. Required on creation.",
        choices={
            "ATTENDED": "It calls the number of the key, to which the call can then be transferred.",
            "BLIND": "It transfers the call to the number of the key at once.",
            "NEW_CALL": "It places a new call.",
        },
    )
    timezone: Template | None = option(
        "Time zone of the phone as the template names it, such as V(GMT-5:00 US Eastern Time, New York). Required on creation.",
        FROM_TEMPLATE,
    )
    codecs: list[str] | None = option(
        "The whole list of codecs in their order, the preferred one first, such as V(PCMA). Required on creation.", FROM_TEMPLATE
    )
    all_codecs: list[str] | None = option(
        "The whole list of codecs of the phone, those in O(codecs) and others. The vendor documents its name only.", since="22.3"
    )
    interface: Literal["WEB_DOMAIN", "PUBLIC_IPV4", "PUBLIC_IPV6", "PRIVATE_IPV4", "PRIVATE_IPV6", "SBC_DOMAIN"] | None = option(
        "Address of the PBX that the phone registers at. Required on creation.",
        choices={
            "PRIVATE_IPV4": "The private IPv4 address.",
            "PRIVATE_IPV6": "The private IPv6 address.",
            "PUBLIC_IPV4": "The public IPv4 address.",
            "PUBLIC_IPV6": "The public IPv6 address.",
            "SBC_DOMAIN": "The domain of the session border controller.",
            "WEB_DOMAIN": "The domain of the web portal.",
        },
    )
    preferred_transport: Literal["UDP", "TCP", "TLS"] | None = option(
        "Transport with which the phone registers. Required on creation.",
        choices={"TCP": "SIP over TCP.", "TLS": "SIP over TLS.", "UDP": "SIP over UDP."},
    )
    ringtone: str | None = option("Ring tone of calls.", FROM_TEMPLATE)
    queue_ringtone: str | None = option("Ring tone of calls to a queue or a ring group.", FROM_TEMPLATE)
    external_ringtone: str | None = option("Ring tone of calls from the outside.", FROM_TEMPLATE)
    date_format: str | None = option("How the display shows the date.", FROM_TEMPLATE)
    time_format: str | None = option("How the display shows the time.", FROM_TEMPLATE)
    powerled: str | None = option("When the LED of the phone is on.", FROM_TEMPLATE)
    backlight: str | None = option("How long the display is lit.", FROM_TEMPLATE)
    screensaver: str | None = option("When the screen saver begins.", FROM_TEMPLATE)
    rps: bool | None = option(
        "Whether the PBX writes the address of the configuration to the redirection service of the vendor, so that the phone finds it "
        "by itself (zero touch). A phone that is bound to another PBX has to be released there first."
    )
    https: bool | None = option("Whether the phone fetches its configuration with HTTPS.")
    dhcp: bool | None = option("Whether the phone gets its address by DHCP.", since="22.6")
    enable_lldp: bool | None = option("Whether LLDP is enabled.", api_default=False)
    enable_vlan_wan_port: bool | None = option("Whether the port to the network is in a VLAN.", api_default=False)
    wan_port_id: VlanId | None = option("VLAN of the port to the network, 1 to 4094.")
    wan_port_priority: VlanPriority | None = option("Priority in that VLAN, 0 to 7.")
    enable_vlan_pc_port: bool | None = option("Whether the port for a computer is in a VLAN.", api_default=False)
    pc_port_id: VlanId | None = option("VLAN of the port for a computer, 1 to 4094.")
    pc_port_priority: VlanPriority | None = option("Priority in that VLAN, 0 to 7.")
    serial_number: str | None = option("Serial number of the phone, which some vendors want for O(rps).")
    door_password1: DoorPassword | None = option(
        "First code that opens the door at a door phone, 4 to 8 digits, in quotes. The PBX returns the code in use, so it is compared "
        "like other fields.",
        secret=True,
    )
    door_password2: DoorPassword | None = option("Second code that opens the door at a door phone, like O(door_password1).", secret=True)


USER_PHONE = Resource(
    name="user_phone",
    plural="user_phones",
    model=UserPhone,
    level="tenant",
    collection="/users/{user}/phones",
    key=("mac",),
    parents=(Parent("user", to="user"),),
    unique=True,
    paged=False,
    queries=False,
    lookup={"mac": "str"},
    required=(
        *("mac", "filename", "vendor", "model", "password", "language", "transfer", "timezone", "codecs"),
        *("interface", "preferred_transport"),
    ),
    # Whoever knows the address of the configuration can fetch it, with the passwords in it.
    overrides={"url": Attribute(secret=True)},
    allowed_by=(
        AllowedBy(
            "phone template",
            "/phone_models/{filename}",
            {
                "language": "languages",
                "timezone": "time_zones",
                "codecs": "codecs",
                "ringtone": "ringtones",
                "queue_ringtone": "queue_ringtones",
                "external_ringtone": "external_ringtone",
                "date_format": "date_formats",
                "time_format": "time_formats",
                "powerled": "powerleds",
                "backlight": "backlights",
                "screensaver": "screensavers",
            },
        ),
    ),
    key_told=KeyTold("/phones/{mac}/assignee", "The phone {mac} is assigned to the extension {extension_number}."),
    lost_on_recreate="its id and the address of its configuration.",
    page=Page(
        noun="phone",
        summary="Create, change and remove phones of users of PortSIP PBX",
        description=(
            "Assigns a desk phone to a user, changes how it is provisioned, or takes it away.",
            "A phone is found by its O(mac), however that is written, or by its O(id).",
        ),
        requests=(
            "C(GET /phone_models/{filename}), or C(GET /phone_models) where there is no such template, before the first write, and "
            "C(GET /phones/{mac}/assignee) after a refusal"
        ),
        notes=(
            "A phone fetches a changed configuration when it is provisioned again: notify a handler with "
            "M(portsip.pbx.portsip_phone_control).",
            "The values of a phone are compared with those that its template allows before anything is written. What the PBX does not "
            "list is left to the PBX.",
            "The address of the configuration is a secret, and is not returned: whoever knows it can fetch the configuration with the "
            "passwords in it.",
            "Quote MAC addresses and codes in YAML. Without quotes C(001122334455) becomes a number.",
        ),
        seealso=("user", "phone_control"),
        samples={
            **{"mac": "cc:5e:f8:41:b7:a1", "filename": "yealink_t4x.ph.xml", "vendor": "Yealink", "model": "SIP-T46U"},
            **{"language": "GERMAN", "transfer": "BLIND", "timezone": "GMT+1 Germany(Berlin)", "codecs": ["PCMA", "PCMU"]},
            **{"interface": "WEB_DOMAIN", "preferred_transport": "TLS"},
        },
    ),
    info_page=Page(summary="Read phones of users of PortSIP PBX"),
)
