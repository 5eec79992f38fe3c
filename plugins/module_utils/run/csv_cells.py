# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Cells of CSV files and the values of options: text, TRUE and FALSE, numbers, one of several words, JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from ..base.csv_text import damage
from ..schema.aliases import api_name
from ..schema.attribute import attribute_of, value_type
from ..schema.model import Wanted
from ..schema.resource import Resource

TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
SWITCHED = {"voicemail_play_datetime": {"TRUE": "24_HOUR_CLOCK", "FALSE": "DISABLE"}}
"""Options that the portal writes as TRUE and FALSE, with the words of the API."""
NUMBERS = re.compile(r"(.*_)?(number|phone|pin|id|mac|door_password[12])")
"""Names of options whose texts are numbers, which spreadsheets damage."""


class CellError(ValueError):
    """A cell does not hold what its column is for; the text says what it has to hold."""


@dataclass(frozen=True)
class Cell:
    """How an option stands in a cell.

    :param option: its name.
    :param kind: of its value, without None.
    :param is_list: whether it is a list of such values.
    :param is_json: whether a cell has it in JSON.
    :param default: what the API gives it where it is left out, which an export leaves out.
    """

    option: str
    kind: Any
    is_list: bool = False
    is_json: bool = False
    default: Any = None

    @classmethod
    def of(cls, resource: Resource, option: str) -> Cell:
        """The cell of an option."""
        return _cell(resource.model, option)

    def value(self, text: str) -> Any:
        """The value that a cell stands for.

        :raises CellError: it stands for none.
        """
        text = text.strip() if self.kind is not str or self.is_list else text
        text = SWITCHED.get(self.option, {}).get(text.upper(), text)
        if self.kind is bool:
            if text.lower() not in TRUTH:
                raise CellError(f"{text!r} must be TRUE or FALSE")
            return TRUTH[text.lower()]
        if self.is_list and self.kind is str and not text.startswith("["):
            return [part.strip() for part in re.split("[,;]", text) if part.strip()]
        if self.is_list or self.is_json:
            try:
                found = json.loads(text)
            except ValueError as error:
                raise CellError(f"must be JSON: {error}") from None
            return text if self.option == "custom_options" else self.regular(found)
        if self.kind is int:
            if not re.fullmatch("[+-]?[0-9]+", text):
                raise CellError(f"{text!r} must be a whole number{_because(text)}")
            return int(text)
        return self.regular(text)

    def regular(self, value: Any) -> Any:
        """A value in the form of the option: words in the case of the API, without what means nothing where it stands.

        :raises CellError: a spreadsheet has damaged a number in it.
        """
        if isinstance(value, str) and get_origin(self.kind) is Literal:
            return next((word for word in get_args(self.kind) if str(word).lower() == value.strip().lower()), value)
        if self.kind is int and value == 0 and self.option.endswith("_port_id"):
            return None
        return _regular(value, self.option, self.kind)

    def text(self, value: Any) -> str:
        """What a cell has for a value; nothing for one that is blank, and that of the API for one that an export leaves out."""
        value = self.default if value is None else value
        if value is None or value in ("", [], {}):
            return ""
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if self.is_list and self.kind is str and not any(re.search("[,;]", str(item)) for item in value):
            return ";".join(map(str, value))
        if isinstance(value, (Mapping, list)):
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return str(value)


@lru_cache(maxsize=512)
def _cell(model: Any, option: str) -> Cell:
    name = api_name(model, (), option)
    info = next(info for field, info in model.model_fields.items() if (info.alias or field) == name)
    kind, is_list = value_type(info.annotation)
    is_model = isinstance(kind, type) and issubclass(kind, Wanted)
    is_json = is_model or kind is dict or option == "custom_options"
    return Cell(option, kind, is_list, is_json, attribute_of(info).api_default)


def _regular(value: Any, name: str, kind: Any) -> Any:
    if isinstance(value, Mapping):
        fields = {info.alias or field: info for field, info in getattr(kind, "model_fields", {}).items()}
        inner = {key: value_type(fields[key].annotation)[0] if key in fields else None for key in value}
        # The portal gives each rule a time, which means nothing in most of them.
        kept = {key: item for key, item in value.items() if key in fields or not fields or key != "timeout"}
        return {key: _regular(item, key, inner[key]) for key, item in kept.items() if item is not None}
    if isinstance(value, list):
        return [_regular(item, name, kind) for item in value]
    if NUMBERS.fullmatch(name) and isinstance(value, (str, float)) and not isinstance(value, bool) and _because(str(value)):
        raise CellError(f"{str(value)!r}: {damage(str(value))}")
    return value


def _because(text: str) -> str:
    found = damage(text)
    return f"; {found}" if found else ""
