# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""License, certificate and brand of the system (PortSIP PBX REST API 22.2, /license, /key, /brand)."""

from __future__ import annotations

from typing import Annotated, Literal

from ...base.libraries import Field
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource


class Brand(Wanted):
    """How the web portal looks."""

    theme: Literal["BLUE", "DARK", "GREEN", "LIGHT_BLUE", "PURPLE"] | None = option(
        "The colours.",
    )
    logo: str | None = option(
        "The logo, by the id of an image file on the PBX. An empty string clears.",
    )
    favicon: str | None = option(
        "The icon of browser tabs, by the id of an image file on the PBX. An empty string clears.",
    )
    title: str | None = option(
        "Title of the pages. An empty string clears.",
    )
    copyright: str | None = option(
        "Copyright notice. An empty string clears.",
    )
    product: str | None = option(
        "Name of the product. An empty string clears.",
    )
    website: str | None = option(
        "Web site of the product. An empty string clears.",
    )
    forum: str | None = option(
        "Address of the forum. An empty string clears.",
    )
    bottom_text: Annotated[str, Field(max_length=256)] | None = option(
        "Text at the bottom of the login page, plain or HTML, up to 256 characters. An empty string clears.",
    )


BRAND = Resource(
    name="brand",
    plural="brands",
    model=Brand,
    level="system",
    kind="singleton",
    collection="/brand",
    key=(),
    readable=False,
    page=Page(
        summary="Set the brand of PortSIP PBX",
        description=(
            "Sets how the web portal of the PBX looks and what it says.",
            "B(The API has no way to read these settings.) So nothing can be compared. Every run that gives an option writes, "
            "and reports a change; check mode predicts one.",
            "Give every setting that is to hold, because it is not documented whether the PBX keeps those that are not sent.",
            "Where a change in every run is in the way, run the task only when the wanted brand has changed, for example in a "
            "handler or behind a tag, or set C(changed_when) to V(false) for the task.",
        ),
        notes=(
            "Needs a system administrator.",
            "Uses C(POST /brand).",
        ),
        seealso=("settings",),
        returned=("What was written, in check mode what would be. A field that is not given is null, whatever the PBX has there.",),
        samples={
            "bottom_text": "Operated by Northside Telecom",
            "copyright": "Northside Telecom",
            "favicon": None,
            "forum": None,
            "logo": "830192837465019283",
            "product": "Northside Voice",
            "theme": "BLUE",
            "title": "Northside Telecom",
            "website": "https://northside.example.com",
        },
    ),
)
