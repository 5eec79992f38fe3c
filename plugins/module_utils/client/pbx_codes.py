# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Error codes that say more than the HTTP status (PortSIP PBX REST API 22.8)."""

from __future__ import annotations

from .. import errors

IN_USE = "RESOURCE_IN_USE"
LICENSE = "LICENSE_"
"""How the codes begin that are about the license; which there are is not documented, nor with which status they come."""


def by_code(error: errors.PortsipError) -> errors.PortsipError:
    """The error that the code of another one calls for, or that one itself; the text says what to do."""
    code = error.code or ""
    if error.status not in range(400, 500) or error.status in (401, 429):
        return error
    if code == IN_USE:
        return errors.Conflict(f"{_told(error)} Something else still uses it: remove or change that first.", **error.facts)
    if code.startswith(LICENSE):
        hint = "The license of the PBX does not allow it: portsip_system_info shows the license, portsip_license sets another one."
        return errors.Refused(f"{_told(error)} {hint}", **error.facts)
    return error


def _told(error: errors.PortsipError) -> str:
    """What the PBX said, without the advice that its status alone suggests."""
    return f"The PBX answered {error.status} to {error.method} {error.path}: {error.detail}."
