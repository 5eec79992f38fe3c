#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_brand."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_brand
short_description: Set the brand of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Sets how the web portal of the PBX looks and what it says.
  - B(The API has no way to read these settings.) So nothing can be compared. Every run that gives an option writes,
    and reports a change; check mode predicts one.
  - Give every setting that is to hold, because it is not documented whether the PBX keeps those that are not sent.
  - Where a change in every run is in the way, run the task only when the wanted brand has changed, for example
    in a handler or behind a tag, or set C(changed_when) to V(false) for the task.
options:
  theme:
    description:
      - The colours.
    type: str
    choices:
      - BLUE
      - DARK
      - GREEN
      - LIGHT_BLUE
      - PURPLE
  logo:
    description:
      - The logo, by the id of an image file on the PBX. An empty string clears.
    type: str
  favicon:
    description:
      - The icon of browser tabs, by the id of an image file on the PBX. An empty string clears.
    type: str
  title:
    description:
      - Title of the pages. An empty string clears.
    type: str
  copyright:
    description:
      - Copyright notice. An empty string clears.
    type: str
  product:
    description:
      - Name of the product. An empty string clears.
    type: str
  website:
    description:
      - Web site of the product. An empty string clears.
    type: str
  forum:
    description:
      - Address of the forum. An empty string clears.
    type: str
  bottom_text:
    description:
      - Text at the bottom of the login page, plain or HTML, up to 256 characters. An empty string clears.
    type: str
extends_documentation_fragment:
  - portsip.pbx.options.singleton
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.blind
notes:
  - Needs a system administrator.
  - Uses C(POST /brand).
seealso:
  - module: portsip.pbx.portsip_settings
"""

EXAMPLES = r"""
- name: Dress the web portal
  portsip.pbx.portsip_brand:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    theme: BLUE
    title: Northside Telecom
    product: Northside Voice
    copyright: Northside Telecom
    website: https://northside.example.com
    bottom_text: Operated by Northside Telecom
  tags:
    - never
    - brand
"""

RETURN = r"""
brand:
  description: What was written, in check mode what would be. A field that is not given is null, whatever the PBX
    has there.
  returned: success
  type: dict
  contains:
    theme:
      description: The colours.
      returned: always
      type: str
      sample: BLUE
    logo:
      description: The logo, by the id of an image file on the PBX.
      returned: always
      type: str
      sample: '830192837465019283'
    favicon:
      description: The icon of browser tabs, by the id of an image file on the PBX.
      returned: always
      type: str
      sample: null
    title:
      description: Title of the pages.
      returned: always
      type: str
      sample: Northside Telecom
    copyright:
      description: Copyright notice.
      returned: always
      type: str
      sample: Northside Telecom
    product:
      description: Name of the product.
      returned: always
      type: str
      sample: Northside Voice
    website:
      description: Web site of the product.
      returned: always
      type: str
      sample: https://northside.example.com
    forum:
      description: Address of the forum.
      returned: always
      type: str
      sample: null
    bottom_text:
      description: Text at the bottom of the login page, plain or HTML, up to 256 characters.
      returned: always
      type: str
      sample: Operated by Northside Telecom
diff:
  description:
    - The object before and after, only the fields that can be set. A secret is shown as V((hidden\)), with a remark if it changes. Equal
      if nothing changed.
  returned: when diff mode is on
  type: dict
  contains:
    before:
      description: The object as it was.
      returned: always
      type: dict
      sample: {}
    after:
      description: The object as it is, in check mode as it would be.
      returned: always
      type: dict
      sample: {"theme": "BLUE", "title": "Northside Telecom"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "theme: 'PINK' is not allowed, it must be 'BLUE', 'DARK', 'GREEN', 'LIGHT_BLUE' or 'PURPLE'"
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.product import BRAND

OPTIONS: dict[str, Any] = {
    "theme": {"type": "str", "choices": ["BLUE", "DARK", "GREEN", "LIGHT_BLUE", "PURPLE"]},
    "logo": {"type": "str"},
    "favicon": {"type": "str"},
    "title": {"type": "str"},
    "copyright": {"type": "str"},
    "product": {"type": "str"},
    "website": {"type": "str"},
    "forum": {"type": "str"},
    "bottom_text": {"type": "str"},
}


MODULE = object_module(BRAND, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
