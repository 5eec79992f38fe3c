# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Rules for the incoming calls of an extension, and their intervals (extension API, incom_rule and interval)."""

from __future__ import annotations

import re
import warnings
from typing import Annotated, Any

from ...base.libraries import AfterValidator
from ...schema.attribute import Attribute
from ...schema.reference import Reference
from ...schema.relations import Parent
from ...schema.types import LongText

MAX_TRANSFER_NUMBERS = 10
"""Destinations that one rule may transfer to (extension API, incom_rule)."""


NO_FLAVOUR = ("missing )", "unbalanced parenthesis", "unterminated", "nothing to repeat", "bad character range")
"""How complaints begin about what is wrong in every flavour of regular expressions."""


def _regular_expression(value: str) -> str:
    """Only what no flavour knows is refused: which one the API has is not documented, and Python's differs by release."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(value)
    except (re.error, OverflowError, RecursionError) as error:
        if str(error).startswith(NO_FLAVOUR):
            raise ValueError(f"must be a regular expression: {error}") from None
    return value


def _destinations(value: str) -> str:
    numbers = value.split()
    if len(numbers) > MAX_TRANSFER_NUMBERS:
        raise ValueError(f"must have at most {MAX_TRANSFER_NUMBERS} destinations, and has {len(numbers)}")
    return " ".join(numbers)


Destinations = Annotated[LongText, AfterValidator(_destinations)]


RegularExpression = Annotated[str, AfterValidator(_regular_expression)]


EXTENSION = (Parent("extension_id", type="int"),)


NO_WORD = "None"
"""The API's value for no choice at all; it may answer with null all the same."""


def sounds(*names: str) -> dict[str, Attribute]:
    """Fields that hold the id of a sound and take its title too (extension API, sound)."""
    sound = Attribute(reference=Reference(to="extension_sound"))
    return dict.fromkeys(names, sound)


def _word(value: Any) -> Any:
    return NO_WORD if value in (None, "") else value


def _choice(value: Any) -> Any:
    return None if value == NO_WORD else value


OR_NO_WORD = Attribute(decode=_word, canonical=_choice)
"""A choice, one of which is called None."""


INTERVALS = "/extension/{extension_id}/interval/"


RULES = "/extension/{extension_id}/incom_rule/"


AT_INTERVAL = Attribute(reference=Reference(to="extension_interval"))
"""A field that holds the id of an interval and takes its name too."""


def one_blank_each(value: Any) -> Any:
    """Numbers that are separated by any number of spaces."""
    return " ".join(value.split()) if isinstance(value, str) else value
