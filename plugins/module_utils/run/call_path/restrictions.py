# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Numbers that a tenant does not call or is not called from: blacklist, disallowed codes, allowed countries (PortSIP's knowledge base)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..call_flow.definition import Entry, entries
from ..call_flow.wording import shown
from .model import Step
from .numbers import code_of, texts

BLACKLIST, CODE, COUNTRIES = "blacklisted_number", "disallowed_code", "allowed_country_codes"
AFTERWARDS = "whether disallowed codes are compared with the number after E.164 processing, too, is not documented; it is taken that not"


class Restrictions:
    """What a tenant forbids.

    :ivar blacklisted: numbers, as trunks present them.
    """

    def __init__(self, tenant: Entry) -> None:
        self.blacklisted = [shown(entry.get("number")) for entry in entries(tenant.get("blacklisted_numbers")) if entry.get("number")]
        self._codes = [shown(entry.get("number_prefix")) for entry in entries(tenant.get("disallowed_codes")) if entry.get("number_prefix")]
        allowed = tenant.get(COUNTRIES)
        self._countries = [code_of(code).lstrip("+") for code in texts(allowed.get("codes"))] if isinstance(allowed, Mapping) else []
        settings = tenant.get("e164")
        self._e164: Mapping[str, Any] = settings if isinstance(settings, Mapping) else {}

    def refusal(self, its: str) -> Step | None:
        """Why a number is not called; None where it is.

        :param its: the number as it is dialled.
        """
        if its in self.blacklisted:
            return Step(BLACKLIST, its, "the number is on the blacklist of the tenant, so that it cannot be called")
        code = next((code for code in self._codes if its.startswith(code)), "")
        if code:
            return Step(CODE, code, f"calls to numbers that begin with {code} are not allowed")
        country = self._country(its)
        if self._countries and country and not any(country.startswith(allowed) for allowed in self._countries):
            return Step(COUNTRIES, ", ".join(self._countries), f"{its} is in another country than those that can be called")
        return None

    def doubt(self, its: str, processed: str) -> str:
        """What is not documented about a number that is called."""
        return AFTERWARDS if processed != its and any(processed.startswith(code) for code in self._codes) else ""

    def _country(self, its: str) -> str:
        """The digits from the country code on of a number in another country; empty for one at home."""
        own, prefix = code_of(self._e164.get("country")), shown(self._e164.get("prefix"))
        international = shown(self._e164.get("international_code"))
        if its.startswith("+"):
            rest = its[1:]
            processed = self._e164.get("enabled") is True
            # With a prefix, a call counts as a national one.
            return "" if processed and ((own and rest.startswith(own)) or prefix) else rest
        return its.removeprefix(international) if international and its.startswith(international) else ""
