# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A voicemail greeting of a user (PortSIP PBX REST API 22.2, /users/{id}/greetings)."""

from __future__ import annotations

from .greeting import Greeting, greeting_of


class UserGreeting(Greeting):
    """What callers of a user hear before they leave a message."""


USER_GREETING = greeting_of("user", "a user", UserGreeting)
