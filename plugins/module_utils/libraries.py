# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The two libraries the collection needs, imported once and guarded.

Everything else takes requests and pydantic from here.  Where one is missing,
stand-ins let the modules still be imported, so that they can end with
Ansible's usual message for a missing library instead of a traceback.
"""

from __future__ import annotations

import traceback
from typing import Any

MISSING: dict[str, str] = {}
"""Name of each library that could not be imported -> the traceback."""

try:
    import requests
    from requests.auth import AuthBase
    from requests.utils import get_environ_proxies
except ImportError:
    MISSING["requests"] = traceback.format_exc()
    requests = None  # type: ignore[assignment]
    AuthBase = object  # type: ignore[assignment,misc]

    def get_environ_proxies(url: str, no_proxy: str | None = None) -> dict[str, str]:  # type: ignore[misc]
        """Stand-in; never called without requests."""
        return {}


try:
    from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

    if not hasattr(BaseModel, "model_validate"):
        raise ImportError("pydantic 2 or newer is needed, an older release is installed")
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

    AfterValidator = BeforeValidator = ConfigDict = Field = field_validator = model_validator = _stand_in  # type: ignore[assignment,misc]


__all__ = (
    "MISSING",
    "AfterValidator",
    "AuthBase",
    "BaseModel",
    "BeforeValidator",
    "ConfigDict",
    "Field",
    "ValidationError",
    "field_validator",
    "get_environ_proxies",
    "model_validator",
    "requests",
)
