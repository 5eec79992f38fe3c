# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What an extension has once: phone, conference, fax, number identification (extension API, phone; conference; fax; ani)."""

from __future__ import annotations

from typing import Literal

from ..validation import Blankable, Body, Bool, Int, NonEmpty, Str


class Phone(Body):
    """The body of ``PUT .../phone/``; the defaults are those of its answer."""

    auth_type: Literal["digest", "network", "both"] | None = "digest"
    vm_enabled: Bool | None = False
    hold_music: Int | None = None
    preserve_caller_id_number_att_tr: Bool | None = False
    conference_pin: Blankable[Str] = None
    conference_end_on_exit: Bool | None = True
    network_permission_group_id: Int | None = None
    append_to_cid_name_on_transfer: Blankable[Str] = None
    record_stereo: Literal["yes", "no", "None"] | None = None
    hangup_timeout: Int | None = 60
    incoming_limit: Int | None = None
    vm_mailto: Blankable[Str] = None
    conference_announce_caller_name: Bool | None = False
    vm_greeting: Int | None = None
    record_enabled: Bool | None = False
    vm_attach_file: Bool | None = True
    intercom: Int | None = None
    announce_sound_upon_incoming_call: Int | None = None
    announce_sound_upon_outgoing_call: Int | None = None
    transfer_caller_id_number: Blankable[Str] = None
    ignore_early_media: Bool | None = False
    vm_profile: Literal["default", "record_silence"] | None = "default"
    static_reg_address: Blankable[Str] = None
    password: Blankable[Str] = None
    geo_list: Blankable[Str] = None
    call_screening_enabled: Bool | None = False
    ringback_sound: Int | None = None
    record_format: Literal["mp3", "wav", "None"] | None = None
    replace_pin: Blankable[Str] = None
    record_transfer: Bool | None = False
    external_number: Blankable[Str] = None


class Conference(Body):
    """The body of ``PUT .../conference/``; the defaults are those of its answer."""

    moderator_pin: Blankable[Str] = None
    pin: Blankable[Str] = None
    max_members: Int | None = None
    music_on_hold_sound: Int | None = None
    announce_caller_name: Bool | None = False
    enter_sound: Int | None = None
    record_enabled: Bool | None = False
    mute_non_moderator: Bool | None = False


class Fax(Body):
    """The body of ``PUT .../fax/``; the defaults are those of its answer."""

    fax_in_format: Blankable[Str] = "tiff"
    fax_mailto: Blankable[Str] = None
    fax_out_greeting: Int | None = None
    email_to_fax_accept: list[Str] | None = None


class Ani(Body):
    """The body of ``PUT .../ani/``; it is read as ``default``."""

    ani_number: NonEmpty
