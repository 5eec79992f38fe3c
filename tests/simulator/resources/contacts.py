# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The company directory of a tenant (PortSIP PBX REST API 22.2, /contacts); nothing is required, and nothing is unique."""

from __future__ import annotations

from ..described import described

CONTACTS = described("/contacts", read_only={"sync_type": None})
