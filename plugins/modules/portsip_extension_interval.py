#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_extension_interval."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_extension_interval
short_description: Create, change and remove intervals of an extension (extension API)
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Makes one interval of an extension as described, or removes it. An interval is a set of times under one name, which incoming rules refer
    to.
  - An interval is found by its O(name), or by its O(id).
  - It belongs to the extension API, a service with its own host and login, not to PortSIP PBX's own REST API.
options:
  extension_id:
    description:
      - Id of the extension. That is the number the extension API knows the extension by, not the number that is dialled.
    type: int
    required: true
  name:
    description:
      - Name of the interval. Needed unless O(id) is given. Given together with O(id), it is the name the interval gets.
      - Several intervals with the same name are an error that lists their ids.
    type: str
  timezone:
    description:
      - Time zone of the times, as the API names it, such as V(Europe/Berlin). Needed to create an interval.
    type: str
  conditions:
    description:
      - When the interval is. Needed to create an interval. It is always the whole list, of one condition at least. The order means nothing.
      - A condition names one or more kinds of times. Begin and end go together, and so do the three that begin with C(sched_).
    type: list
    elements: dict
    suboptions:
      start_dow:
        description:
          - First day of the week, 1 to 7. 1 is Sunday. May be later in the week than O(conditions[].end_dow), which then is in the next
            week.
        type: int
      end_dow:
        description:
          - Last day of the week, 1 to 7.
        type: int
      start_mday:
        description:
          - First day of the month, 1 to 31.
        type: int
      end_mday:
        description:
          - Last day of the month, 1 to 31. It can't come before the first one.
        type: int
      month:
        description:
          - Month, 1 to 12.
        type: int
      start_time:
        description:
          - Begin within the day, C(hh:mm:ss), in quotes.
        type: str
      end_time:
        description:
          - End within the day, C(hh:mm:ss), in quotes. A day ends at V("23:59:59").
          - It can't come before the beginning. A night needs two conditions, one up to V("23:59:59") and one from V("00:00:00").
        type: str
      start_datetime:
        description:
          - Begin as a point in time, C(YYYY-MM-DD hh:mm:ss).
        type: str
      end_datetime:
        description:
          - End as a point in time, C(YYYY-MM-DD hh:mm:ss).
        type: str
      sched_start_date:
        description:
          - Date from which a schedule of days repeats, C(YYYY-MM-DD).
        type: str
      sched_active_days:
        description:
          - How many days of the schedule count.
        type: int
      sched_skip_days:
        description:
          - How many days of the schedule are left out after these.
        type: int
extends_documentation_fragment:
  - portsip.pbx.options
  - portsip.pbx.connection
  - portsip.pbx.connection.extension
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs an application of the extension API whose access covers the extension.
  - Uses C(GET) and C(POST) of C(/extension/{extension_id}/interval/), and C(GET), C(PUT) and C(DELETE) of
    C(/extension/{extension_id}/interval/{interval_id}).
  - The API takes a change as a whole only, so that name, time zone and conditions are always sent together.
seealso:
  - module: portsip.pbx.portsip_extension_incoming_rule
  - module: portsip.pbx.portsip_extension_info
"""

EXAMPLES = r"""
- name: Describe office hours
  portsip.pbx.portsip_extension_interval:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    name: Office hours
    timezone: Europe/Berlin
    conditions:
      - start_dow: 2
        end_dow: 5
        start_time: "09:00:00"
        end_time: "18:00:00"
      - start_dow: 6
        end_dow: 6
        start_time: "09:00:00"
        end_time: "15:00:00"

- name: Describe a holiday
  portsip.pbx.portsip_extension_interval:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    name: Christmas
    timezone: Europe/Berlin
    conditions:
      - start_datetime: "2026-12-24 12:00:00"
        end_datetime: "2026-12-26 23:59:59"

- name: Remove an interval
  portsip.pbx.portsip_extension_interval:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 201
    name: Christmas
    state: absent
"""

RETURN = r"""
interval:
  description:
    - The interval as it is after the run, in check mode as it would be. Null after O(state=absent).
  returned: success
  type: dict
  contains:
    id:
      description: Id of the interval. Null in check mode for one that is still to be created.
      returned: always
      type: int
      sample: 21
    extension_id:
      description: Id of the extension.
      returned: when the interval exists
      type: int
      sample: 201
    client_id:
      description: Id of the client that the extension belongs to. Only the API sets it.
      returned: when it has a value
      type: int
      sample: 11
    dealer_id:
      description: Id of the dealer of that client. Only the API sets it.
      returned: when it has a value
      type: int
      sample: null
    name:
      description: Name.
      returned: always
      type: str
      sample: "Office hours"
    timezone:
      description: Time zone of the times.
      returned: always
      type: str
      sample: "Europe/Berlin"
    conditions:
      description: When the interval is.
      returned: always
      type: list
      elements: dict
      contains:
        start_dow:
          description: First day of the week, 1 is Sunday.
          returned: when the condition has it
          type: int
          sample: 2
        end_dow:
          description: Last day of the week.
          returned: when the condition has it
          type: int
          sample: 6
        start_mday:
          description: First day of the month.
          returned: when the condition has it
          type: int
          sample: null
        end_mday:
          description: Last day of the month.
          returned: when the condition has it
          type: int
          sample: null
        month:
          description: Month.
          returned: when the condition has it
          type: int
          sample: null
        start_time:
          description: Begin within the day.
          returned: when the condition has it
          type: str
          sample: "09:00:00"
        end_time:
          description: End within the day.
          returned: when the condition has it
          type: str
          sample: "18:00:00"
        start_datetime:
          description: Begin as a point in time.
          returned: when the condition has it
          type: str
          sample: null
        end_datetime:
          description: End as a point in time.
          returned: when the condition has it
          type: str
          sample: null
        sched_start_date:
          description: Date from which a schedule of days repeats.
          returned: when the condition has it
          type: str
          sample: null
        sched_active_days:
          description: How many days of the schedule count.
          returned: when the condition has it
          type: int
          sample: null
        sched_skip_days:
          description: How many days of the schedule are left out after these.
          returned: when the condition has it
          type: int
          sample: null
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
      sample: {"name": "Office hours", "timezone": "Europe/Berlin"}
    after:
      description: The object as it is, in check mode as it would be, empty if there is none.
      returned: always
      type: dict
      sample: {"name": "Office hours", "timezone": "Europe/Vienna"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "conditions[0]: start_time, end_time go together, and end_time is missing"
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension_rule import INTERVAL

OPTIONS: dict[str, Any] = {
    "name": {"type": "str"},
    "timezone": {"type": "str"},
    "conditions": {
        "type": "list",
        "elements": "dict",
        "options": {
            "start_dow": {"type": "int"},
            "end_dow": {"type": "int"},
            "start_mday": {"type": "int"},
            "end_mday": {"type": "int"},
            "month": {"type": "int"},
            "start_time": {"type": "str"},
            "end_time": {"type": "str"},
            "start_datetime": {"type": "str"},
            "end_datetime": {"type": "str"},
            "sched_start_date": {"type": "str"},
            "sched_active_days": {"type": "int"},
            "sched_skip_days": {"type": "int"},
        },
    },
}


MODULE = object_module(INTERVAL, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
