# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the descriptors of the extension API share: where their objects live, and how sounds are named."""

from __future__ import annotations

from typing import Any

from ..resource import Field, Parent, Reference

EXTENSION = (Parent("extension_id", type="int"),)
NO_WORD = "None"
"""The API's word for no choice at all; it may answer with null all the same."""


def sounds(*names: str) -> dict[str, Field]:
    """Fields that hold the id of a sound and take its title too (extension API, sound)."""
    sound = Field(reference=Reference("/extension/{extension_id}/sound/", "sound", by=("title",), integer=True))
    return dict.fromkeys(names, sound)


def _word(value: Any) -> Any:
    return NO_WORD if value in (None, "") else value


def _choice(value: Any) -> Any:
    return None if value == NO_WORD else value


OR_NO_WORD = Field(decode=_word, canonical=_choice)
"""A choice, one of which is called None."""
