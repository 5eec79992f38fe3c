# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Settings of an extension of which there is one each (extension API, phone, conference, fax, ani)."""

from __future__ import annotations

from typing import Annotated

from ...base.libraries import Field
from ...schema.attribute import option
from ...schema.model import Wanted
from ...schema.page import Page
from ...schema.resource import Resource
from .parts import EXTENSION


class Ani(Wanted):
    """The number that outgoing calls show."""

    ani_number: Annotated[str, Field(min_length=1)] | None = option(
        "The number that outgoing calls of the extension show. The API returns it under the name C(default), and takes no empty one.",
    )


ANI = Resource(
    name="ani",
    plural="anis",
    model=Ani,
    level="extension",
    kind="singleton",
    collection="/extension/{extension_id}/ani/",
    parents=EXTENSION,
    key=(),
    queries=False,
    required=("ani_number",),
    renamed={"default": "ani_number"},
    page=Page(
        noun="caller number",
        summary="Set the caller number of an extension (extension API)",
        description=("Sets the number that outgoing calls of an extension show (ANI, automatic number identification).",),
        seealso=("extension_phone",),
        samples={
            "ani_number": "+15550100",
        },
    ),
)
