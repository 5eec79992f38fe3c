# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a valid incoming rule, the order of all rules, and an interval are (extension API, incom_rule and interval)."""

from __future__ import annotations

import datetime
import re
from typing import Annotated

from ..base.libraries import AfterValidator


def _moment(value: str) -> str:
    """``YYYY-MM-DD hh:mm:ss``; also with a ``T`` between, as YAML's own points in time arrive without quotes."""
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}", value):
            raise ValueError
        return datetime.datetime.fromisoformat(value).isoformat(" ")
    except ValueError:
        raise ValueError("must be a point in time YYYY-MM-DD hh:mm:ss, such as 2026-12-24 18:00:00") from None


Moment = Annotated[str, AfterValidator(_moment)]
