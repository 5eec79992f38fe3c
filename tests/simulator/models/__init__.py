# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The bodies that the PBX accepts, one file per resource (PortSIP PBX REST API 22.2 and 22.3)."""
