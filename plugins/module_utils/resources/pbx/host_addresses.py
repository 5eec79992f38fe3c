# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Addresses of the hosts of a PBX (PortSIP PBX REST API 22.2, /network, /im)."""

from __future__ import annotations

from ...schema.attribute import Attribute
from ...schema.forms import address

ADDRESS_FIELDS = {name: Attribute(canonical=address) for name in ("private_ipv4", "public_ipv4", "private_ipv6", "public_ipv6")}
