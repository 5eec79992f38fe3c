# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a failure to read says: whether it is about what was asked for, or about the user or the PBX as a whole."""

from __future__ import annotations

from ..client.extension import TOKEN_PATH as EXTENSION_TOKEN_PATH
from ..client.pbx import SIGN_IN_PATH, TOKEN_PATH
from ..errors import AuthenticationFailed, PortsipError

FORBIDDEN = 403
"""The status of what this user may not see."""


def is_about_one_thing(error: PortsipError) -> bool:
    """Whether a failure says something of what was asked for, and not of the user as a whole."""
    signing_in = error.path in (TOKEN_PATH, SIGN_IN_PATH, EXTENSION_TOKEN_PATH)
    return not signing_in and (not isinstance(error, AuthenticationFailed) or error.status == FORBIDDEN)
