# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The filter ``call_flow``: a picture of how a tenant's calls go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ansible.errors import AnsibleFilterError

from ..module_utils.errors import InvalidInput

DOCUMENTATION = r"""
name: call_flow
short_description: Draw how the calls of a tenant go
version_added: 0.2.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Draws where calls go, as Mermaid, as SVG or as one HTML page.
  - The picture leads from the street to a desk. It has the trunks with the inbound rules for their numbers, the receptionists with their
    menus, office hours, time-outs and night mode, ring groups and call queues with their members, the users whom something leads to with
    their own rules and phones, voicemail, outbound rules, the queues of the extension API, action URLs and outside numbers.
  - Users that nothing in the picture leads to are counted, but not drawn. Where more than 30 users have rules of their own, only those
    get a card whose calls go on to another user, group or queue, and none where these are more than 30, too.
  - Marks loops that callers cannot leave, dead ends, and numbers that nothing in the definition has.
  - Makes no request and needs neither a network nor further software. PINs, passwords, tokens and the paths of URLs are not drawn.
  - The same definition always gives the same picture.
positional: format, actual, elsewhere
options:
  _input:
    description:
      - The definition of a tenant, a document with C(tenants) and C(queues), what an export returns, or a mapping with the variables
        C(tenant_definition) and C(queue_definitions) of the roles.
      - Entries with C(state=absent) are left out.
    type: dict
    required: true
  format:
    description:
      - What is returned.
    type: str
    default: mermaid
    choices:
      mermaid: >-
        The text of a Mermaid flowchart. Where one picture would become too large for the default limits of Mermaid, or where receptionists
        have nothing to do with each other, there are several, as Markdown with one block of code each.
      svg: One SVG image with all pictures below each other.
      html: One page with all pictures, the findings, and the same as text. It needs no script and no other file.
  actual:
    description:
      - The same of what there is, for example as an export returned it. Both are drawn side by side, and differences are marked.
      - What the definition leaves out is taken to stay as it is.
    type: dict
  elsewhere:
    description:
      - Numbers and ranges of numbers such as V(7000-7099) that exist, but are managed elsewhere. They are not marked as missing.
      - A number that begins with C(+), or that has seven digits or more and is longer than the extension numbers of the tenant, is an
        outside number, and is never missing. So are feature codes, which begin with C(*) or a number sign.
    type: list
    elements: str
    default: []
seealso:
  - module: portsip.pbx.portsip_ivr
  - module: portsip.pbx.portsip_ring_group
  - module: portsip.pbx.portsip_call_queue
  - module: portsip.pbx.portsip_user
"""

EXAMPLES = r"""
- name: Write a page with the pictures of a tenant
  ansible.builtin.copy:
    content: "{{ tenant_definition | portsip.pbx.call_flow('html', elsewhere=['1000-3999', '7000-7099']) }}"
    dest: "{{ playbook_dir }}/call-flow.html"
    mode: "0644"
  delegate_to: localhost

- name: Stop where callers would go round in circles
  ansible.builtin.assert:
    that: "'loop without a way out' not in tenant_definition | portsip.pbx.call_flow"
    fail_msg: The menus lead in a circle
"""

RETURN = r"""
_value:
  description: The picture.
  type: str
  sample: |-
    flowchart LR
      n1["8000 Reception"]
      n2(["+493055501000"])
      n1 -->|"1, office hours"| n2
"""


def call_flow(definition: Any, format: str = "mermaid", actual: Any = None, elsewhere: Sequence[Any] = ()) -> str:  # noqa: A002
    """Return the picture of a definition.

    :raises AnsibleFilterError: it is no definition, or there is no such format.
    """
    # Ansible loads all filters of a collection with the first one that is used, and this takes 40 ms.
    from ..module_utils.run.call_flow.drawing import draw

    try:
        return draw(definition, format, actual, [elsewhere] if isinstance(elsewhere, str) else elsewhere)
    except InvalidInput as error:
        raise AnsibleFilterError(f"call_flow: {error}") from None


class FilterModule:
    """What Ansible looks for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filters of this file by their names."""
        return {"call_flow": call_flow}
