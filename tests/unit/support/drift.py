# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Sections of a drift report, and the reports rendered from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ansible_collections.portsip.pbx.plugins.module_utils.run.drift.model import About, Difference, FailOn, Finding, Section
from ansible_collections.portsip.pbx.plugins.module_utils.run.drift.reports import FILES, Reports

FORMS = tuple(FILES)
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}{% raw %}{# x #}\x1b[31m\u202egro.elpmaxe`|\"'&@team [x](https://evil.example.org)\n# y"
CREATED = "2026-01-31T12:00:00Z"


def rendered(directory: Path, sections: Iterable[Section], fail_on: FailOn = "drift", forms: Iterable[str] = FORMS) -> dict[str, str]:
    """Reports of some sections by their forms, each as a text."""
    about = About("https://pbx.example.net:8887", CREATED, "documents", fail_on)
    with Reports(forms, str(directory), about) as reports:
        for section in sections:
            reports.add(section)
        written = reports.finish()
    return {each["format"]: Path(each["path"]).read_text(encoding="utf-8") for each in written}


def one_of_each() -> Section:
    """A tenant in which everything was found that can be."""
    return Section(
        "tenant",
        "north.example.net",
        "documents/north.example.net.yml",
        (
            Finding("differs", "ring_group", "8100", differences=(Difference("ring_time", 20, 30), Difference("agents", ["101"], None))),
            Finding("differs", "ivr", "8000", differences=(Difference("name", "Main", "Main line"),), unverified=("pin",)),
            Finding("missing", "user", "101"),
            Finding("unmanaged", "ivr_action_url", "look up", within=(("ivr", "8000"),)),
            Finding("unverified", "user", "102", unverified=("password",), note="the PBX does not return it"),
            Finding("failed", "holiday", "New Year", note="The PBX answered GET /holidays with 500"),
            Finding("unchanged", "user", "103"),
        ),
    )


def hostile() -> Section:
    """A tenant whose texts try to be more than texts."""
    difference = Difference(HOSTILE, HOSTILE, {"inside": HOSTILE})
    return Section(
        "tenant",
        HOSTILE,
        HOSTILE,
        (
            Finding("differs", "ivr", HOSTILE, differences=(difference,), unverified=(HOSTILE,)),
            Finding("missing", "user", HOSTILE, within=(("ivr", HOSTILE),), note=HOSTILE),
            Finding("unverified", "user", HOSTILE, unverified=(HOSTILE,), note=HOSTILE),
            Finding("failed", "user", HOSTILE, note=HOSTILE),
        ),
        error=HOSTILE,
    )


def many(tenants: int, objects: int) -> Iterator[Section]:
    """Tenants of which every second has drift in each object."""
    for number in range(tenants):
        differences = (Difference("name", "Ärzte im Zentrum " * 3, "Доктор " * 6), Difference("ring_time", 20, number))
        drifted = [Finding("differs", "ring_group", str(8000 + each), differences=differences) for each in range(objects)]
        same = [Finding("unchanged", "ring_group", str(8000 + each)) for each in range(objects)]
        yield Section("tenant", f"t{number}.example.net", f"t{number}.yml", tuple(same if number % 2 else drifted))
