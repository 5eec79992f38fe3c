# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Feature access codes (PortSIP PBX REST API 22.2; 22.6, summary of changes); what is written replaces the list.

Whether a PBX keeps codes that a write leaves out is not documented: here they are lost, so that a client that relies on it shows.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, create_model

from ..described import described_single, operation
from ..errors import refused
from ..releases import since
from ..state import Row, World
from ..validation import Body, Bool, Str

_FEATURES: tuple[str, ...] = tuple(operation("POST /feature_access_codes")["body"]["items"]["items"]["fields"]["feature"]["enum"])
_GONE = ("ANONYMOUS_CALL_REJECTION_ACTIVATION", "ANONYMOUS_CALL_REJECTION_DEACTIVATION")
_NEW = tuple(f"SELECTIVE_CALL_{what}_{switch}" for what in ("ACCEPTANCE", "REJECTION") for switch in ("ACTIVATION", "DEACTIVATION"))
_TOLD = {
    **{"CALL_PARK": "*68", "GROUP_CALL_PARK": "*58", "CALL_RETRIEVE": "*88", "DIRECTED_CALL_PICKUP": "*97", "GROUP_CALL_PICKUP": "*98"},
    **{"SILENT_CALL_MONITORING": "*63", "CALL_FORWARDING_ALWAYS_ACTIVATION": "*72", "CALL_FORWARDING_ALWAYS_DEACTIVATION": "*73"},
    **{"NIGHT_MODE": "*16", "ACCESSING_VOICEMAIL": "*57"},
}
"""Some of the codes of a new tenant, as the vendor's knowledge base tells them."""


def _features(release: str) -> tuple[str, ...]:
    """Return the features of a release."""
    return (*(name for name in _FEATURES if name not in _GONE), *_NEW) if since(release, "22.6") else _FEATURES


def _initial(release: str) -> dict[str, object]:
    """Return the codes of a new tenant."""
    rows = [{"code": _TOLD.get(name, f"*{100 + place}"), "feature": name, "enabled": True} for place, name in enumerate(_features(release))]
    return {"items": rows}


def _check(world: World, owner: str, row: Row) -> None:
    names = [item["feature"] for item in row["items"] or []]
    for place, name in enumerate(names):
        if name in names[:place]:
            raise refused(f"items.{place}.feature", f"is there twice: {name}")


_CODE = Annotated[Str, Field(min_length=2, max_length=5)]
_FIELDS: dict[str, Any] = {
    "code": (_CODE | None, None),
    "feature": (Literal[_features("22.6")] | None, None),
    "enabled": (Bool | None, None),
}
_LATER: Any = create_model("feature_code22_6", __base__=Body, **_FIELDS)
FEATURE_ACCESS_CODES = described_single(
    "/feature_access_codes",
    "feature_access_codes",
    initial=_initial,
    later={"22.6": {"items": list[_LATER]}},
    check=_check,
)
