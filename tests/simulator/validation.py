# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What every body model shares: strict scalar types, blanks, and how a refusal names its field."""

from __future__ import annotations

import ipaddress
import json
import re
from typing import Annotated, Any, TypeVar, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    ValidationError,
    create_model,
)

from . import timestamps
from .errors import VALIDATE_FAILED, ApiError, Problem

T = TypeVar("T")


class Body(BaseModel):
    """A JSON object of which every field is known."""

    model_config = ConfigDict(extra="forbid", populate_by_name=False)


def _empty_is_blank(value: object) -> object:
    return None if value == "" else value


# A text that may be left blank: null, or an empty string whatever its minLength says.
Blankable = Annotated[T | None, BeforeValidator(_empty_is_blank)]

Bool = StrictBool
Int = Annotated[StrictInt, Field(ge=-(2**31), le=2**31 - 1)]
Natural = Annotated[StrictInt, Field(ge=0, le=2**31 - 1)]
Positive = Annotated[StrictInt, Field(ge=1, le=2**31 - 1)]
Port = Annotated[StrictInt, Field(ge=0, le=65535)]
Number = Annotated[StrictFloat, Field(allow_inf_nan=False)]
Str = StrictStr
NonEmpty = Annotated[StrictStr, Field(min_length=1)]
Name64 = Annotated[StrictStr, Field(min_length=1, max_length=64)]
Str255 = Annotated[StrictStr, Field(max_length=255)]
Str1024 = Annotated[StrictStr, Field(max_length=1024)]


def matching(pattern: str, expected: str) -> AfterValidator:
    """Return a validator that wants the whole text to match; ``expected`` completes "must be ...".

    JSON Schema patterns are not anchored, but the descriptions mean the whole value.
    """
    compiled = re.compile(pattern, re.ASCII)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise ValueError(f"must be {expected}")
        return value

    return AfterValidator(check)


def http_url(value: str) -> str:
    """Return an http or https URL as it is; raises ValueError for anything else."""
    if not re.fullmatch(r"https?://[^\s/?#]+[^\s]*", value):
        raise ValueError("must be an http or https URL")
    return value


def _cidr(value: str) -> str:
    address, slash, length = value.partition("/")
    if not slash or not re.fullmatch(r"\d{1,3}", length, re.ASCII):
        raise ValueError("must be an address and a prefix length")
    try:
        network = ipaddress.ip_network(value, strict=False)
    except ValueError as error:
        raise ValueError(f"is no network: {error}") from None
    return f"{address.lower()}/{length}" if network.version == 6 else value


def _json_text(value: str) -> str:
    try:
        json.loads(value)
    except ValueError:
        raise ValueError("must be JSON, serialized") from None
    return value


Url = Annotated[StrictStr, Field(min_length=1, max_length=1024), AfterValidator(http_url)]
Cidr = Annotated[StrictStr, Field(min_length=1), AfterValidator(_cidr)]
JsonText = Annotated[StrictStr, AfterValidator(_json_text)]
Time = Annotated[StrictStr, AfterValidator(timestamps.normalise)]
Credential = Annotated[StrictStr, Field(min_length=6, max_length=64), matching("[^\\x00-\\x1f\\x7f]+", "printable characters")]


def update_of(model: type[Body], *, without: tuple[str, ...] = ()) -> type[Body]:
    """Return the model of the update body: the same fields but none required; fields in ``without`` are unknown there.

    What creation requires cannot be blanked by an update either, because its type does not admit null.
    """
    fields: dict[str, Any] = {
        name: (
            Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation,
            Field(default=None, alias=field.alias),
        )
        for name, field in model.model_fields.items()
        if name not in without
    }
    return create_model(f"{model.__name__}Update", __base__=Body, **fields)


def problems_of(error: ValidationError) -> list[Problem]:
    """Return one problem per refused field, each with the dotted path of the field in message and detail."""
    problems = []
    for item in error.errors(include_url=False, include_input=False, include_context=False):
        path = ".".join(str(part) for part in item["loc"]) or "body"
        reason = "unknown field" if item["type"] == "extra_forbidden" else item["msg"].removeprefix("Value error, ")
        problems.append(Problem(VALIDATE_FAILED, f"{path}: {reason}", path))
    return problems


def blanked(value: Any) -> Any:
    """Return a dumped value with empty texts, and mappings of nothing but blanks, turned into None.

    The entries of a list stay, blank or not.
    """
    if value == "":
        return None
    if isinstance(value, dict):
        inner = _blanked_fields(value)
        return inner if any(item is not None for item in inner.values()) else None
    if isinstance(value, list):
        return [_blanked_fields(item) if isinstance(item, dict) else item for item in value]
    return value


def _blanked_fields(mapping: dict[str, Any]) -> dict[str, Any]:
    return {key: blanked(item) for key, item in mapping.items()}


def given_fields(model: type[Body], body: object) -> dict[str, Any]:
    """Validate a body; return the fields it names, nested mappings completed by their defaults.

    Raises ApiError (400, VALIDATE_FAILED, one problem per field).
    """
    try:
        parsed = model.model_validate(body)
    except ValidationError as error:
        raise ApiError(400, *problems_of(error)) from None
    dumped = parsed.model_dump(by_alias=True)
    names = {(model.model_fields[name].alias or name) for name in parsed.model_fields_set}
    return {name: blanked(value) for name, value in dumped.items() if name in names}


def defaults_of(model: type[Body]) -> dict[str, Any]:
    """Return every field of a model with its default; None where it has none."""
    defaults = {}
    for name, field in model.model_fields.items():
        value = None if field.is_required() else field.get_default(call_default_factory=True)
        defaults[field.alias or name] = blanked(value)
    return defaults


def never_blank(model: type[Body]) -> frozenset[str]:
    """Return the fields of a model that do not admit null."""
    return frozenset(field.alias or name for name, field in model.model_fields.items() if type(None) not in get_args(field.annotation))
