"""``python -m benchmarks``: measure, and write RESULTS.md.  Runs in the environment of requirements-benchmarks.txt."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import time

from . import report
from .figures import Others
from .pbx import ROOT
from .play import Failed
from .scenarios import document, drift, example, fleet, growth, hosts, loop, receptionists, rules, tenant, users

SCENARIOS = {
    "loop": loop,
    "rules": rules,
    "receptionists": receptionists,
    "document": document,
    "users": users,
    "tenant": tenant,
    "example": example,
    "hosts": hosts,
    "growth": growth,
    "drift": drift,
    "fleet": fleet,
}
FOREIGN = ("ANSIBLE_", "PORTSIP_")


def main() -> None:
    """Read the command line, measure and report; leave with a status other than 0 where a run failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="What the collection costs, next to other ways.")
    parser.add_argument("--only", default="", help=f"names, separated by commas or blanks: {', '.join(SCENARIOS)}")
    parser.add_argument("--quick", action="store_true", help="small sizes; prints the tables and keeps nothing")
    parser.add_argument("--full", action="store_true", help="1,000 rules at the longest latency too; ten minutes more")
    parser.add_argument("--render", action="store_true", help="only write RESULTS.md anew from the figures kept")
    options = parser.parse_args()
    names = options.only.replace(",", " ").split() or list(SCENARIOS)
    if unknown := sorted(set(names) - set(SCENARIOS)):
        parser.error(f"there is no {', '.join(unknown)}")
    for name in [name for name in os.environ if name.startswith(FOREIGN)]:
        del os.environ[name]
    for name in [] if options.render else names:
        _measure(name, quick=options.quick, full=options.full)
    if not options.quick:
        report.write(SCENARIOS)
        print(f"written: {report.RESULTS.relative_to(ROOT)}")


def _measure(name: str, *, quick: bool, full: bool) -> None:
    scenario = SCENARIOS[name]
    print(f"-- {scenario.TITLE} ({name})", flush=True)
    others, begin = Others(), time.monotonic()
    try:
        figures = rules.measure(quick, full) if scenario is rules else scenario.measure(quick)
    except Failed as error:
        sys.exit(str(error))
    seconds, cores = time.monotonic() - begin, others.cores()
    print(f"{scenario.render(figures)}\n\n{seconds:.0f} s; others kept {cores:.2f} cores busy\n", flush=True)
    if not quick:
        day = datetime.datetime.now(tz=datetime.timezone.utc).date().isoformat()
        report.keep(name, {"day": day, "others": cores, "seconds": seconds, "figures": figures})


if __name__ == "__main__":
    main()
