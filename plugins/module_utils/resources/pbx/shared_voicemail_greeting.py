# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A greeting of a shared mailbox (PortSIP PBX REST API 22.2, /shared_voicemails/{id}/greetings)."""

from __future__ import annotations

from .greeting import Greeting, greeting_of


class SharedVoicemailGreeting(Greeting):
    """What callers of a shared mailbox hear before they leave a message."""


SHARED_VOICEMAIL_GREETING = greeting_of("shared_voicemail", "a shared mailbox", SharedVoicemailGreeting)
