# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a valid assignment of a trunk to a tenant is (PortSIP PBX REST API 22.2, /providers/{id}/assignees)."""

from __future__ import annotations

from typing import Annotated

from ..libraries import AfterValidator, BeforeValidator, Field
from ..number_pool import check_entry, overlap_within, parse_pool
from .base import Wanted
from .given_texts import SplitList
from .types import Count


def _pool(values: list[str]) -> list[str]:
    for value in values:
        check_entry(value)
    found = overlap_within(parse_pool(values))
    if found:
        raise ValueError(f"{found[0]} and {found[1]} overlap")
    return values


class ProviderAssignment(Wanted):
    """What a tenant may use of a trunk."""

    tenant: Annotated[str, Field(min_length=1)] | None = None
    did_numbers: Annotated[list[str], BeforeValidator(SplitList(",;")), AfterValidator(_pool)] | None = None
    concurrency: Count | None = None
