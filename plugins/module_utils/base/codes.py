# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Codes of countries and currencies, and names of time zones.

The lists were compiled in 2026.  Lists age: a code that is not in them is refused only where it looks like a
misspelling of one that is.
"""

from __future__ import annotations

import zoneinfo
from functools import lru_cache

from .nearest import nearest


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COUNTRIES = _words(
    "ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM BLR BLZ "
    "BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU "
    "DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC "
    "GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM "
    "KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG "
    "MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL "
    "PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN "
    "SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB "
    "VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE"
)
"""Codes of ISO 3166-1 alpha-3."""

CURRENCIES = _words(
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF "
    "CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF "
    "IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT "
    "MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD "
    "SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS "
    "VED VES VND VUV WST XAD XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWG "
    # Withdrawn since 2023, and known to a PBX whose list is older.
    "ANG BGN CUC HRK SLL ZWL"
)
"""Codes of ISO 4217."""


def is_time_zone(name: str) -> bool:
    """Whether the time zone database of this machine has the name; True where there is no database."""
    try:
        zoneinfo.ZoneInfo(name)  # a hundred times faster than reading all names
    except (KeyError, OSError, ValueError):
        return not time_zones()
    # It also opens copies of the database below other names.
    return name.partition("/")[0] not in ("posix", "right", "localtime", "posixrules")


@lru_cache(maxsize=1)
def time_zones() -> frozenset[str]:
    """All names of the time zone database; none where there is no database."""
    return frozenset(zoneinfo.available_timezones())


def nearest_time_zone(name: str) -> str | None:
    """The name that a name is a misspelling, or the last part, of; None where there is none."""
    folded = {known.casefold(): known for known in sorted(time_zones(), reverse=True)}
    wanted = name.casefold().replace(" ", "_")
    if wanted in folded:
        return folded[wanted]
    cities = [known for other, known in sorted(folded.items()) if other.rpartition("/")[2] == wanted]
    close = nearest(wanted, folded)
    return cities[0] if cities else folded[close[0]] if close else None
