# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""License, certificate and brand of the system (PortSIP PBX REST API 22.2, /license, /key, /brand)."""

from __future__ import annotations

from typing import Annotated

from ...base.libraries import Field
from ...schema.attribute import option
from ...schema.forms import pem
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from ...schema.types import LongText


class License(Wanted):
    """The license of the PBX."""

    license_key: Annotated[LongText, Field(min_length=1)] | None = option(
        "The license key as the vendor gives it. It is compared, but never shown.",
        "Without it, the module changes nothing and returns what the license allows.",
        secret=True,
        canonical=pem,
    )


LICENSE = Resource(
    name="license",
    plural="licenses",
    model=License,
    level="system",
    kind="singleton",
    collection="/license",
    key=(),
    required=("license_key",),
    page=Page(
        summary="Set the license of PortSIP PBX",
        description=("Writes the license key of the PBX where it differs.",),
        seealso=(
            "system_info",
            "settings",
        ),
        returned=("The license after the run, without its key. In check mode, the current license.",),
        returns={
            "api_version": {
                "description": "Version of the API.",
                "returned": "always",
                "type": "str",
                "sample": "22.3",
            },
            "company_name": {
                "description": "Company that the license belongs to.",
                "returned": "always",
                "type": "str",
                "sample": "Example Telecom",
            },
            "contact_email": {
                "description": "Contact of that company.",
                "returned": "always",
                "type": "str",
                "sample": "office@example.net",
            },
            "max_sim_calls": {
                "description": "Maximum number of simultaneous calls.",
                "returned": "always",
                "type": "int",
                "sample": 200,
            },
            "product_name": {
                "description": "Product that is licensed.",
                "returned": "always",
                "type": "str",
                "sample": "PortSIP PBX",
            },
        },
    ),
)
