# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""An IP rule (PortSIP PBX REST API 22.2, /ip_filters).

The PBX adds rules of its own for addresses that it blocks, so that only
named rules are ever touched.
"""

from __future__ import annotations

from ..models.ip_rule import IpRule
from ..resource import Field, Resource
from .shapes import instant, network

IP_RULE = Resource(
    name="ip_rule",
    plural="ip_rules",
    model=IpRule,
    level="system",
    collection="/ip_filters",
    key=("cidr",),
    unique=True,
    lookup={"cidr": "str"},
    required=("cidr", "target"),
    fields={"cidr": Field(canonical=network), "expire_at": Field(canonical=instant)},
)
