# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a valid license, certificate and brand of the system are (PortSIP PBX REST API 22.2, /license, /key, /brand)."""

from __future__ import annotations

from typing import Annotated, Literal

from ..certificates import check_certificate, check_key, check_pair
from ..libraries import AfterValidator, Field, model_validator
from .base import Wanted
from .types import LongText


class License(Wanted):
    """The license of the PBX."""

    license_key: Annotated[LongText, Field(min_length=1)] | None = None


class Certificate(Wanted):
    """The certificate that the PBX presents, and its key."""

    crt: Annotated[LongText, AfterValidator(check_certificate)] | None = None
    key: Annotated[LongText, AfterValidator(check_key)] | None = None

    @model_validator(mode="after")
    def _fit(self) -> Certificate:
        if self.crt and self.key:
            check_pair(self.crt, self.key)
        return self


class Brand(Wanted):
    """How the web portal looks."""

    theme: Literal["BLUE", "DARK", "GREEN", "LIGHT_BLUE", "PURPLE"] | None = None
    logo: str | None = None
    favicon: str | None = None
    title: str | None = None
    copyright: str | None = None
    product: str | None = None
    website: str | None = None
    forum: str | None = None
    bottom_text: Annotated[str, Field(max_length=256)] | None = None
