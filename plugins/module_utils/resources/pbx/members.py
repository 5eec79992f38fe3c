# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Users as members of a group of any kind: named by extension number, and read as users."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ...base.libraries import AfterValidator
from ...schema.attribute import Attribute
from ...schema.lists import once
from ...schema.reference import NumberOf
from ...schema.types import ExtensionNumberOrName

HOW_TO_NAME = "each by extension number, in quotes, or by the display name or user name of the user who has it. They have to exist."
MODES = {
    "merge": "The users listed are members; others remain.",
    "remove": "The users listed are no members; others remain.",
    "replace": "The users listed are the only members. An empty list removes all.",
}
Members = Annotated[list[ExtensionNumberOrName], AfterValidator(once)]
MembersMode = Literal["merge", "replace", "remove"]


def number_of_member(value: Any) -> Any:
    """The extension number of a member, which is read as a user."""
    return value.get("extension_number") if isinstance(value, dict) else value


MEMBER = Attribute(decode=number_of_member, number_of=NumberOf(("user",)))
"""What is known of each item of such a list."""


def mode_needs_list(group: Any, *names: str) -> None:
    """:raises ValueError: a mode is given without the list that it is about.

    :param names: of the lists; the mode of ``members`` is ``members_mode``.
    """
    for name in names:
        if getattr(group, f"{name}_mode") is not None and getattr(group, name) is None:
            raise ValueError(f"{name} is required where {name}_mode is given")
