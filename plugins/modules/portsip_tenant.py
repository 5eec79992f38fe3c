#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_tenant."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_tenant
short_description: Create, change and remove tenants of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Makes one tenant of PortSIP PBX as described, or removes it.
  - A tenant is found by its O(domain), which is unique on the PBX, or by its O(id).
options:
  domain:
    description:
      - SIP domain of the tenant, 1 to 280 characters, usually a host name. It need not resolve; phones send it to say which tenant they
        belong to. Upper and lower case make no difference.
      - Needed unless O(id) is given. Given together with O(id), it is the domain the tenant gets. Phones that are registered under the
        old one must then be set up again.
    type: str
  name:
    description:
      - Name of the tenant, 1 to 1024 characters. Needed on creation.
      - The PBX renames a tenant only from inside it, so a new name is written in a session inside the tenant.
    type: str
  website:
    description:
      - Web site of the tenant, up to 255 characters. PBX releases from 22.6 on need it on creation.
    type: str
  timezone:
    description:
      - Time zone by its IANA name, such as V(Europe/Berlin). Office hours and holidays follow it. Needed on creation.
      - A misspelt name is refused; one that the time zone database of the controller does not have gives a warning.
    type: str
  currency:
    description:
      - Currency of call costs by its ISO 4217 code, such as V(EUR). Needed on creation.
      - Written in upper case. A misspelt code is refused; one that is close to no known code gives a warning.
    type: str
  region:
    description:
      - Country by its ISO 3166-1 alpha-3 code, such as V(DEU). Needed on creation.
      - Written in upper case. A misspelt code is refused; one that is close to no known code gives a warning.
    type: str
  enabled:
    description:
      - Whether the tenant may use the PBX. The PBX uses V(true) when it is left out on creation.
    type: bool
  enable_video_recording:
    description:
      - Whether video calls may be recorded. The PBX uses V(false) when it is left out on creation.
    type: bool
  enable_audio_recording:
    description:
      - Whether calls may be recorded. The PBX uses V(false) when it is left out on creation.
    type: bool
  enable_dual_track_recording:
    description:
      - Whether the two sides of a call are recorded on tracks of their own. The PBX uses V(false) when it is left out on creation.
    type: bool
  enable_billing:
    description:
      - Whether calls are billed. The PBX uses V(false) when it is left out on creation.
    type: bool
  enable_feature_billing:
    description:
      - Whether the tenant may use the billing feature. The PBX uses V(false) when it is left out on creation.
    type: bool
  enable_feature_call_statistics:
    description:
      - Whether the tenant may use call statistics. The PBX uses V(true) when it is left out on creation.
    type: bool
  enable_feature_contact_center:
    description:
      - Whether the tenant may use the contact centre. The PBX uses V(true) when it is left out on creation.
    type: bool
  enable_feature_message_channels:
    description:
      - Whether the tenant may use message channels. The PBX uses V(true) when it is left out on creation.
    type: bool
  enable_feature_microsoft_teams:
    description:
      - Whether the tenant may connect Microsoft Teams. The PBX uses V(true) when it is left out on creation.
    type: bool
  enable_feature_trunks:
    description:
      - Whether the tenant may have trunks of its own. The PBX uses V(true) when it is left out on creation.
    type: bool
  enable_feature_whats_app:
    description:
      - Whether the tenant may connect WhatsApp. The PBX uses V(true) when it is left out on creation.
    type: bool
  enable_night_mode:
    description:
      - Whether the whole tenant is in night mode now. The PBX uses V(false) when it is left out on creation. Where staff switch night
        mode by phone, leave it out here, or each run switches it back.
    type: bool
  enable_two_factor_authentication:
    description:
      - Whether users of the tenant need a second factor to sign in. The PBX uses V(false) when it is left out on creation. A user whom
        automation signs in as must be free of it.
    type: bool
  custom_options:
    description:
      - Custom options of the tenant, a mapping or a text in JSON. Order and spacing do not matter when it is compared.
      - An empty string clears.
    type: jsonarg
  max_extensions:
    description:
      - How many users the tenant may have, at least 0. The PBX uses 1000 when it is left out on creation.
    type: int
  max_concurrent_calls:
    description:
      - How many calls the tenant may have at once, at least 0. The PBX uses 20 when it is left out on creation.
    type: int
  max_ring_groups:
    description:
      - How many ring groups the tenant may have, at least 0. The PBX uses 20 when it is left out on creation.
    type: int
  max_virtual_receptionists:
    description:
      - How many virtual receptionists the tenant may have, at least 0. The PBX uses 20 when it is left out on creation.
    type: int
  max_call_queues:
    description:
      - How many call queues the tenant may have, at least 0. The PBX uses 20 when it is left out on creation.
    type: int
  max_conference_rooms:
    description:
      - How many conference rooms of the tenant may be in use at once, at least 0. The PBX uses 20 when it is left out on creation.
    type: int
  disk_quota:
    description:
      - Disk space for the tenant, a number followed by V(KB), V(MB), V(GB) or V(PB), such as V(500GB).
      - An empty string lifts the limit, and so does leaving it out on creation.
    type: str
  im_disk_quota:
    description:
      - Disk space for the tenant's instant messages, written like O(disk_quota).
      - An empty string lifts the limit, and so does leaving it out on creation.
    type: str
  extension_im_disk_quota:
    description:
      - Disk space for the instant messages of each user, written like O(disk_quota). The PBX uses V(1GB) when it is left out on
        creation.
      - An empty string lifts the limit.
    type: str
  recording_retention:
    description:
      - Days that recordings are kept, at least 1. The PBX uses 180 when it is left out on creation.
    type: int
  call_report_retention:
    description:
      - Days that call reports are kept, at least 1. The PBX uses 30 when it is left out on creation.
    type: int
  log_retention:
    description:
      - Days that audit and event logs are kept, at least 1. The PBX uses 180 when it is left out on creation.
    type: int
  temp_file_retention:
    description:
      - Days that temporary files are kept, at least 1. The PBX uses 30 when it is left out on creation.
    type: int
  office_hours:
    description:
      - The tenant's week, in its O(timezone). Days left out are left alone.
      - An empty mapping clears all days.
    type: dict
    suboptions:
      monday: &day
        description: Hours of this day.
        type: dict
        suboptions:
          enabled:
            description:
              - Whether the office is open on this day. An open day without times is open around the clock.
            type: bool
          ranges:
            description:
              - The whole list of times at which the office is open, in any order, each from early to late. An empty list clears it.
            type: list
            elements: dict
            suboptions:
              from:
                description: Opening time as C(HH:MM) in 24 hours, in quotes, such as V("08:30"). It must be earlier than the closing time.
                type: str
                required: true
              to:
                description: Closing time as C(HH:MM) in 24 hours, in quotes, such as V("18:00"). A day ends at V("23:59").
                type: str
                required: true
      tuesday: *day
      wednesday: *day
      thursday: *day
      friday: *day
      saturday: *day
      sunday: *day
  e164:
    description:
      - How numbers that users dial or that come in are brought into E.164 form. Keys left out are left alone.
    type: dict
    suboptions:
      enabled:
        description: Whether numbers are processed at all. The PBX uses V(false) when it is left out on creation.
        type: bool
      international_code:
        description: Digits dialled before a country code, in quotes, such as V("00").
        type: str
      country:
        description: Country code, in quotes, such as V("49").
        type: str
      area_code:
        description: Area code, in quotes, such as V("30").
        type: str
      national_code:
        description: Digits dialled before an area code, in quotes, such as V("0").
        type: str
      prefix:
        description: What is put in front of the result, such as V(+).
        type: str
      remove_special_chars:
        description: Whether parentheses and spaces are removed. The PBX uses V(false) when it is left out on creation.
        type: bool
      remove_duplicate_countries:
        description: Whether a doubled country code is written once. The PBX uses V(true) when it is left out on creation.
        type: bool
      remove_duplicate_area_codes:
        description: Whether a doubled area code is written once. The PBX uses V(true) when it is left out on creation.
        type: bool
  cdr_event: &event
    description:
      - Where the PBX reports to, call data records with O(cdr_event) and what happens to extensions with O(extension_event). Keys left
        out are left alone.
      - The password and the token can be read back, so they are compared like other fields.
    type: dict
    suboptions:
      enabled:
        description: Whether events are reported. The PBX uses V(false) when it is left out on creation.
        type: bool
      url:
        description: Where to report to, an http or https URL of up to 1024 characters.
        type: str
      auth:
        description:
          - How the PBX proves itself there. The PBX uses V(DISABLE) when it is left out on creation.
        type: str
        choices:
          DISABLE: Not at all.
          BASIC: User name and password, HTTP basic authentication.
          DIGEST: User name and password, HTTP digest authentication.
          BEARER: The token.
      username:
        description: User name, 6 to 64 lower-case letters and digits.
        type: str
      password:
        description: Password, 6 to 64 lower-case letters and digits.
        type: str
      token:
        description: Token for V(BEARER).
        type: str
  extension_event: *event
  contact_match_type:
    description:
      - How the number of a caller is looked up in the contacts. The PBX uses V(MATCH_EXACTLY) when it is left out on creation.
    type: str
    choices:
      DISABLE: Not at all.
      MATCH_EXACTLY: The whole number must be equal.
      MATCH_LENGTH: At least O(contact_match_length) characters must be equal.
  contact_match_length:
    description:
      - How many characters must be equal, at least 0, with O(contact_match_type=MATCH_LENGTH).
    type: int
  contact_append_type:
    description:
      - Where the name of a ring group, a queue or a dialled number goes in the caller's name. The PBX uses V(APPEND) when it is left out
        on creation.
    type: str
    choices:
      DISABLE: Nowhere.
      APPEND: Behind it.
      PREPEND: In front of it.
  contact_update_interval:
    description:
      - Minutes between two updates of the contacts from the server, 1 to 43200. The PBX uses 720 when it is left out on creation.
    type: int
  email_recipients:
    description:
      - The whole list of mail addresses that get the tenant's notifications, at most 15, in any order. An empty list clears.
    type: list
    elements: str
  password_force_reset:
    description:
      - Whether users must replace their first password. The PBX uses V(false) when it is left out on creation.
    type: bool
  wait:
    description:
      - Whether to wait until a removed tenant is really gone. The PBX removes it in the background, and its domain cannot be used again
        before.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait at most, V(0) to V(86400), with O(wait=true). When they are over the task fails, while the PBX goes on.
    type: int
    default: 300
extends_documentation_fragment:
  - portsip.pbx.options
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs a system administrator, or a dealer for its own tenants.
  - Uses C(GET /tenants), C(GET /tenants/{id}), C(POST /tenants), C(POST /tenants/{id}) and C(POST /tenants/{id}/destroy); for a new
    name C(POST /tenants/switch), C(GET /tenant) and C(POST /tenant).
  - Removing a tenant removes everything in it, that is users, extensions, receptionists, queues, recordings, files and reports. Nothing
    of it comes back when the tenant is created again.
  - The role P(portsip.pbx.tenant#role) sets up a tenant and what is in it from one description.
seealso:
  - module: portsip.pbx.portsip_tenant_info
  - module: portsip.pbx.portsip_ivr
"""

EXAMPLES = r"""
- name: Give every module of the collection the same connection, once for all tasks of a block or a play
  module_defaults:
    group/portsip.pbx.portsip:
      api_url: https://pbx.example.net:8887/api
      api_username: admin
      api_password: "{{ vault_portsip_password }}"
  block:
    - name: Have the tenant
      portsip.pbx.portsip_tenant:
        domain: northside.example.net
        name: Northside Clinics
        website: https://www.northside.example.net
        timezone: Europe/Berlin
        currency: EUR
        region: DEU
        max_extensions: 250
        max_concurrent_calls: 60
        disk_quota: 500GB
        recording_retention: 90
        email_recipients:
          - telephony@northside.example.net
        office_hours:
          monday: &weekday
            enabled: true
            ranges:
              - from: "08:00"   # in quotes: YAML reads 18:00 without them as the number 1080
                to: "12:30"
              - from: "13:30"
                to: "18:00"
          tuesday: *weekday
          wednesday: *weekday
          thursday: *weekday
          friday: *weekday
          saturday:
            enabled: false
          sunday:
            enabled: false
        e164:
          enabled: true
          international_code: "00"
          country: "49"
          area_code: "30"
          national_code: "0"
          remove_special_chars: true

    - name: Report each call to the billing system, without touching anything else
      portsip.pbx.portsip_tenant:
        domain: northside.example.net
        cdr_event:
          enabled: true
          url: https://billing.example.net/cdr
          auth: BEARER
          token: "{{ vault_billing_token }}"

    - name: Report no longer, forget the token and lift the disk quota
      portsip.pbx.portsip_tenant:
        domain: northside.example.net
        disk_quota: ""
        cdr_event:
          enabled: false
          auth: DISABLE
        unset:
          - cdr_event.token

    - name: Move a tenant to another domain
      portsip.pbx.portsip_tenant:
        id: "847362519048372615"
        domain: clinics.example.net

    - name: Remove a tenant and all that is in it, and wait up to ten minutes
      portsip.pbx.portsip_tenant:
        domain: old.example.net
        state: absent
        wait_timeout: 600
"""

RETURN = r"""
tenant:
  description:
    - The tenant as it is after the run, in check mode as it would be, with every option of this module that is a field of it under its
      own name. Secrets are left out. Null after O(state=absent). A field without a value is null.
  returned: success
  type: dict
  contains:
    id:
      description: Id of the tenant. Null in check mode for a tenant that is still to be created.
      returned: always
      type: str
      sample: "847362519048372615"
    domain:
      description: SIP domain.
      returned: always
      type: str
      sample: northside.example.net
    name:
      description: Name.
      returned: always
      type: str
      sample: Northside Clinics
    enabled:
      description: Whether the tenant may use the PBX.
      returned: always
      type: bool
      sample: true
    office_hours:
      description: The week, a mapping of days.
      returned: always
      type: dict
      sample: {"monday": {"enabled": true, "ranges": [{"from": "08:00", "to": "18:00"}]}}
    email_recipients:
      description: Mail addresses that get notifications.
      returned: always
      type: list
      elements: str
      sample: ["telephony@northside.example.net"]
    used_disk_quota:
      description: Disk space in use.
      returned: when the PBX tells it
      type: str
      sample: 12GB
    created_at:
      description: When the tenant was created (RFC 3339).
      returned: when the PBX tells it
      type: str
      sample: "2026-02-03T09:15:22.104Z"
diff:
  description:
    - The object before and after, only the fields that can be set. A secret is shown as V((hidden\)), with a remark if it changes. Equal
      if nothing changed.
  returned: when diff mode is on
  type: dict
  contains:
    before:
      description: The object as it was, empty if there was none.
      returned: always
      type: dict
      sample: {"domain": "northside.example.net", "max_extensions": 200}
    after:
      description: The object as it is, in check mode as it would be, empty if there is none.
      returned: always
      type: dict
      sample: {"domain": "northside.example.net", "max_extensions": 250}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "office_hours.monday: from 18:00 must be earlier than to 08:00; hours past midnight go into the next day"
error:
  description: What went wrong, for a playbook to decide by.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - V(input) is an option that is not valid, V(library) a missing Python library, V(connection) an API that cannot be reached,
          V(authentication) refused credentials or a missing role, V(refused) content the API does not take, V(not_found) an object that
          does not exist, V(ambiguous) a name that several objects have, V(conflict) an object in use or a change the API cannot make,
          V(rate_limited) too many requests, and V(unexpected) anything else.
      returned: always
      type: str
      sample: input
    status:
      description: HTTP status of the answer, or null if there was none.
      returned: always
      type: int
      sample: null
    code:
      description: Error code of the API, or null.
      returned: always
      type: str
      sample: null
    detail:
      description: The API's own words, or null.
      returned: always
      type: str
      sample: null
    method:
      description: HTTP method of the request, or null.
      returned: always
      type: str
      sample: null
    path:
      description: Path of the request, without host and query, or null.
      returned: always
      type: str
      sample: null
"""

from typing import Any

from ansible_collections.portsip.pbx.plugins.module_utils.definition import object_module
from ansible_collections.portsip.pbx.plugins.module_utils.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.options import E164, EVENT, OFFICE_HOURS
from ansible_collections.portsip.pbx.plugins.module_utils.resources.tenant import TENANT

OPTIONS: dict[str, Any] = {
    "domain": {"type": "str"},
    "name": {"type": "str"},
    "website": {"type": "str"},
    "timezone": {"type": "str"},
    "currency": {"type": "str"},
    "region": {"type": "str"},
    "enabled": {"type": "bool"},
    "enable_video_recording": {"type": "bool"},
    "enable_audio_recording": {"type": "bool"},
    "enable_dual_track_recording": {"type": "bool"},
    "enable_billing": {"type": "bool"},
    "enable_feature_billing": {"type": "bool"},
    "enable_feature_call_statistics": {"type": "bool"},
    "enable_feature_contact_center": {"type": "bool"},
    "enable_feature_message_channels": {"type": "bool"},
    "enable_feature_microsoft_teams": {"type": "bool"},
    "enable_feature_trunks": {"type": "bool"},
    "enable_feature_whats_app": {"type": "bool"},
    "enable_night_mode": {"type": "bool"},
    "enable_two_factor_authentication": {"type": "bool"},
    "custom_options": {"type": "jsonarg"},
    "max_extensions": {"type": "int"},
    "max_concurrent_calls": {"type": "int"},
    "max_ring_groups": {"type": "int"},
    "max_virtual_receptionists": {"type": "int"},
    "max_call_queues": {"type": "int"},
    "max_conference_rooms": {"type": "int"},
    "disk_quota": {"type": "str"},
    "im_disk_quota": {"type": "str"},
    "extension_im_disk_quota": {"type": "str"},
    "recording_retention": {"type": "int"},
    "call_report_retention": {"type": "int"},
    "log_retention": {"type": "int"},
    "temp_file_retention": {"type": "int"},
    "office_hours": {"type": "dict", "options": OFFICE_HOURS},
    "e164": {"type": "dict", "options": E164},
    "cdr_event": {"type": "dict", "options": EVENT},
    "extension_event": {"type": "dict", "options": EVENT},
    "contact_match_type": {"type": "str", "choices": ["DISABLE", "MATCH_EXACTLY", "MATCH_LENGTH"]},
    "contact_match_length": {"type": "int"},
    "contact_append_type": {"type": "str", "choices": ["DISABLE", "APPEND", "PREPEND"]},
    "contact_update_interval": {"type": "int"},
    "email_recipients": {"type": "list", "elements": "str"},
    "password_force_reset": {"type": "bool", "no_log": False},
}


MODULE = object_module(TENANT, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
