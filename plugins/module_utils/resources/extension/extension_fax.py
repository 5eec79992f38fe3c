# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Settings of an extension of which there is one each (extension API, phone, conference, fax, ani)."""

from __future__ import annotations

from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from .parts import EXTENSION, sounds


class Fax(Wanted):
    """Incoming faxes, and who may send faxes by email."""

    fax_in_format: str | None = option(
        "Format of incoming faxes, as the API names it. The default is V(tiff).",
    )
    fax_mailto: str | None = option(
        "Email address that incoming faxes are sent to.",
        "An empty string clears the field.",
    )
    fax_out_greeting: str | None = option(
        "The sound that is played before a fax is sent.",
    )
    email_to_fax_accept: list[str] | None = option(
        "Email addresses whose messages are accepted and sent as faxes. The order does not matter. An empty list clears the field.",
        items="set",
    )


FAX = Resource(
    name="fax",
    plural="faxes",
    model=Fax,
    level="extension",
    kind="singleton",
    collection="/extension/{extension_id}/fax/",
    parents=EXTENSION,
    key=(),
    queries=False,
    overrides={**sounds("fax_out_greeting")},
    page=Page(
        noun="fax setting",
        summary="Set up fax of an extension (extension API)",
        description=("Sets where incoming faxes are sent, and who may send faxes by email.",),
        seealso=("extension_phone",),
        returned=(
            "The fax settings after the run; in check mode, as they would be after the run. A field without a value is "
            "null. Sounds are ids.",
        ),
        samples={
            "email_to_fax_accept": [
                "anna@example.net",
            ],
            "fax_in_format": "tiff",
            "fax_mailto": "fax@example.net",
        },
    ),
)
