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
    """The appearance of the web portal."""

    theme: Literal["BLUE", "DARK", "GREEN", "LIGHT_BLUE", "PURPLE"] | None = option(
        "The colours.",
    )
    logo: str | None = option(
        "The logo, by the id of an image file on the PBX. An empty string clears the field.",
    )
    favicon: str | None = option(
        "The icon of browser tabs, by the id of an image file on the PBX. An empty string clears the field.",
    )
    title: str | None = option(
        "Title of the pages. An empty string clears the field.",
    )
    copyright: str | None = option(
        "Copyright notice. An empty string clears the field.",
    )
    product: str | None = option(
        "Name of the product. An empty string clears the field.",
    )
    website: str | None = option(
        "Web site of the product. An empty string clears the field.",
    )
    forum: str | None = option(
        "Address of the forum. An empty string clears the field.",
    )
    bottom_text: Annotated[str, Field(max_length=256)] | None = option(
        "Text at the bottom of the login page, plain or HTML, up to 256 characters. An empty string clears the field.",
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
            "Sets the appearance and the texts of the web portal of the PBX.",
            "B(The API has no way to read these settings.) So nothing can be compared. Every run that gives an option writes, "
            "and reports a change; check mode predicts one.",
            "Give every setting that should apply, because it is not documented whether the PBX keeps settings that are not sent.",
            "To avoid a change in every run, run the task only when the brand should change, for example in a handler or "
            "with a tag, or set C(changed_when) to V(false) for the task.",
        ),
        seealso=("settings",),
        returned=(
            "What was written, or would be written in check mode. A field that is not given is null, whatever its value on the PBX.",
        ),
        samples={
            "bottom_text": "Operated by Northside Telecom",
            "copyright": "Northside Telecom",
            "logo": "830192837465019283",
            "product": "Northside Voice",
            "theme": "BLUE",
            "title": "Northside Telecom",
            "website": "https://northside.example.com",
        },
    ),
)
