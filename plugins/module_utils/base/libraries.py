# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The libraries the collection needs, imported once and guarded.

Everything else takes requests and pydantic from here.  Where one is missing
or too old, stand-ins let the modules still be imported, so that they can end with
Ansible's usual message for a missing library instead of a traceback.
"""

from __future__ import annotations

import re
import sys
import traceback
from typing import Any

NEEDED = {"requests": "2.28", "pydantic": "2.5"}
"""Oldest release of each library, as in requirements.txt and the documentation."""
MISSING: dict[str, str] = {}
"""Name of each library that could not be imported, or is too old -> the traceback."""
OUTDATED: dict[str, str] = {}
"""Name of each library that is too old -> the release that is installed."""


def _check_release(name: str, release: str) -> None:
    """:raises ImportError: an installed library is too old."""
    if [int(part) for part in re.findall("[0-9]+", release)[:2]] < [int(part) for part in NEEDED[name].split(".")]:
        OUTDATED[name] = release
        raise ImportError(f"{name} {release} is installed, {NEEDED[name]} or newer is required")


def too_old(name: str) -> str | None:
    """The text for a library that is installed and too old, None for one that is missing."""
    if name not in OUTDATED:
        return None
    return (
        f"{name} {OUTDATED[name]} is installed, and {NEEDED[name]} or newer is required: pip install '{name}>={NEEDED[name]}' "
        f"for the Python that runs the module ({sys.executable})."
    )


try:
    import requests
    import urllib3
    from requests.adapters import HTTPAdapter
    from requests.auth import AuthBase
    from requests.utils import get_environ_proxies, select_proxy

    _check_release("requests", requests.__version__)
except ImportError:
    MISSING["requests"] = traceback.format_exc()
    requests = urllib3 = None  # type: ignore[assignment]
    AuthBase = HTTPAdapter = object  # type: ignore[assignment,misc]

    def select_proxy(url: str, proxies: dict[str, str] | None) -> str | None:  # type: ignore[misc]
        """Stand-in; never called without requests."""
        return None

    def get_environ_proxies(url: str, no_proxy: str | None = None) -> dict[str, str]:  # type: ignore[misc]
        """Stand-in; never called without requests."""
        return {}


try:
    import pydantic

    # Release 1 lacks some of the names below.
    _check_release("pydantic", pydantic.VERSION)
    from pydantic import (
        AfterValidator,
        BaseModel,
        BeforeValidator,
        ConfigDict,
        Field,
        ValidationError,
        create_model,
        field_validator,
        model_validator,
    )
except ImportError:
    MISSING["pydantic"] = traceback.format_exc()

    class BaseModel:  # type: ignore[no-redef]
        """Stand-in, so that the models can be defined."""

        model_fields: dict[str, Any] = {}

    class ValidationError(Exception):  # type: ignore[no-redef]
        """Stand-in; never raised."""

    def _stand_in(*args: Any, **kwargs: Any) -> Any:
        """Stand-in for whatever is called or used as a decorator while models are defined."""
        return lambda function: function

    def create_model(name: str, **known: Any) -> Any:  # type: ignore[no-redef]
        """Stand-in, so that a model can be made from a table."""
        return type(name, (BaseModel,), {"__module__": known["__module__"]})

    AfterValidator = BeforeValidator = ConfigDict = Field = field_validator = model_validator = _stand_in  # type: ignore[assignment,misc]


__all__ = (
    "MISSING",
    "NEEDED",
    "OUTDATED",
    "AfterValidator",
    "AuthBase",
    "BaseModel",
    "BeforeValidator",
    "ConfigDict",
    "Field",
    "HTTPAdapter",
    "ValidationError",
    "create_model",
    "field_validator",
    "get_environ_proxies",
    "model_validator",
    "requests",
    "select_proxy",
    "too_old",
    "urllib3",
)
