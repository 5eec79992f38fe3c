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
    """How faxes come in, and who may send them by mail."""

    fax_in_format: str | None = option(
        "Format of faxes that come in, as the API names it. It uses V(tiff) where nothing is set.",
    )
    fax_mailto: str | None = option(
        "Where faxes that come in are sent by mail.",
        "An empty string clears.",
    )
    fax_out_greeting: str | None = option(
        "The sound that is played before a fax is sent.",
    )
    email_to_fax_accept: list[str] | None = option(
        "Mail addresses from which mails are taken and sent as faxes. The order means nothing. An empty list clears.",
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
        summary="Set up fax of an extension (extension API)",
        description=(
            "Sets where faxes that come in go, and who may send some by mail.",
            "It belongs to the extension API, a service with its own host and login, not to PortSIP PBX's own REST API.",
        ),
        notes=(
            "Needs an application of the extension API whose access covers the extension.",
            "Uses C(GET) and C(PUT) of C(/extension/{extension_id}/fax/), and C(GET /extension/{extension_id}/sound/) where a "
            "sound is given by its title.",
            "Sounds are given by title or by id. Both are looked up among the sounds of the extension (C(GET "
            "/extension/{extension_id}/sound/)), the title first. An empty string clears. Results have ids.",
        ),
        seealso=(
            "extension_phone",
            "extension_info",
        ),
        options={
            "extension_id": {
                "description": [
                    ("Id of the extension. That is the number the extension API knows the extension by, not the number that is dialled."),
                ],
                "type": "int",
                "required": True,
            },
        },
        returned=(
            "The fax settings as they are after the run, in check mode as they would be. A field without a value is null. Sounds are ids.",
        ),
        returns={
            "fax_out_greeting": {
                "description": "The sound that is played before a fax is sent.",
                "returned": "always",
                "type": "int",
                "sample": None,
            },
        },
        samples={
            "email_to_fax_accept": [
                "anna@example.net",
            ],
            "fax_in_format": "tiff",
            "fax_mailto": "fax@example.net",
        },
    ),
)
