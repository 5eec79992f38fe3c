# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""AWX as far as the role ``portsip.pbx.awx`` meets it: what its API refuses, and a stateful stand-in on loopback."""
