# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Names and passwords of those who sign in without a domain (PortSIP PBX REST API 22.2, administration)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..validation import Body, NonEmpty, Str, matching

AccountName = Annotated[
    Str,
    Field(min_length=1, max_length=64),
    matching(r"(?!\.)[A-Za-z0-9_\-'.]+(?<!\.)", "letters, digits or _-'. and no period at either end"),
]


class NameChange(Body):
    """The body of ``POST /admin/username`` and ``POST /dealer/username``."""

    name: AccountName


class PasswordChange(Body):
    """The body of ``POST /admin/password`` and ``POST /dealer/password``."""

    old_password: NonEmpty
    new_password: NonEmpty
