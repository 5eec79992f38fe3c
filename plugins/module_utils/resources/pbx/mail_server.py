# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The mail server of the PBX or of a tenant (PortSIP PBX REST API 22.2, /admin/notification and /tenant/notification)."""

from __future__ import annotations

from typing import Annotated, Literal

from ...base.libraries import Field
from ...schema.attribute import option
from ...schema.forms import comma_list, joined_by_comma
from ...schema.model import Wanted
from ...schema.page import Documented
from ...schema.types import MailAddress, MailAddresses, Port

MailServerType = Literal["SMTP", "MS365", "GMAIL"]


class MailServer(Wanted):
    """A mail server, and who gets notifications."""

    type: MailServerType | None = option(
        "Kind of mail server. Required as long as no mail account is set up.",
        choices={
            "GMAIL": "Google Gmail.",
            "MS365": "Microsoft 365.",
            "SMTP": "Any SMTP server.",
        },
    )
    server: str | None = option(
        "Host name of the SMTP server. An empty string clears the field.",
    )
    port: Port | None = option(
        "Port of the SMTP server, from 0 to 65535.",
    )
    reply_to: MailAddress | None = option(
        "Reply-to address, if it is not the sender's, up to 128 characters. An empty string clears the field.",
    )
    username: Annotated[str, Field(max_length=128)] | None = option(
        "User name or email address for the mail server, up to 128 characters. Required as long as no mail account is set up.",
    )
    password: str | None = option(
        "Password of O(username). The PBX never returns it, so that it cannot be compared; see O(update_password).",
        secret=True,
        readable=False,
    )
    auth: Literal["DISABLE", "AUTO", "LOGIN", "PLAIN"] | None = option(
        "How the PBX authenticates to the mail server.",
        api_default="AUTO",
        choices={
            "AUTO": "As the server offers, LOGIN or PLAIN.",
            "DISABLE": "Not at all.",
            "LOGIN": "With LOGIN.",
            "PLAIN": "With PLAIN.",
        },
    )
    enable_tls_ssl: bool | None = option(
        "Whether the connection is encrypted from its beginning (TLS).",
        api_default=True,
    )
    enable_starttls_auto: bool | None = option(
        "Whether the connection is encrypted if the server offers STARTTLS.",
        api_default=False,
    )
    recipients: MailAddresses | None = option(
        "Email addresses that get the notifications, at most 15, as a list, or as one string separated by commas as in "
        "the API. The order does not matter. An empty list clears the field.",
        items="set",
        decode=comma_list,
        encode=joined_by_comma,
    )


def update_password(whose: str) -> Documented:
    """The option that says when the password is written.

    :param whose: whose mail account it is, to stand before ``has no O(type)``.
    """
    return {
        "description": [
            "V(always) writes O(password) in every run that gives it, and reports a change each time, because it cannot be compared.",
            f"V(on_create) writes it only where no mail account is set up yet, that is if the {whose} has no O(type) or no O(username).",
        ],
        "type": "str",
        "choices": ["always", "on_create"],
        "default": "always",
    }
