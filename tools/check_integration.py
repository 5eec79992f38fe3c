"""``ansible-test integration`` for every target, against a simulated PBX of this run's own.

With ``--sample`` the case files of some resources are played, some for each mechanism: those that the parity suite plays in the
gate, too.
"""

from __future__ import annotations

import json
import sys

import yaml
from ansible_tests import ansible_test
from checkout import snapshot

CONFIGURATION = "tests/integration/integration_config.yml"


def main() -> None:
    """Leave with a failure when a target fails."""
    with snapshot() as collection:
        found = [*collection.glob("tests/integration/targets/*/tasks"), *collection.glob("tests/integration/targets/*/runme.sh")]
        targets = sorted({path.parent.name for path in found})
        if not targets:
            print("NOTE: no integration target to run yet")
            return
        sys.path.insert(0, str(collection / "tests"))
        from cases import cases, preparation
        from parity.smoke import SMOKE
        from parity.variables import variables
        from simulator import Simulator

        sampling = sys.argv[1:] == ["--sample"]
        played = [name for name, case in cases().items() if case.module in SMOKE] if sampling else []
        with Simulator(release="22.3") as pbx:
            text = (collection / f"{CONFIGURATION}.template").read_text(encoding="utf-8")
            known = {name: getattr(pbx, name) for name in ("api_url", "extension_api_url", "control_url")}
            for name, value in {**known, "cases": str(collection / "tests" / "cases"), "cases_only": json.dumps(played)}.items():
                text = text.replace(f"@{name.upper()}@", value)
            text += yaml.safe_dump({**variables(), "portsip_preparation": preparation()})
            (collection / CONFIGURATION).write_text(text, encoding="utf-8")
            print(f"-- targets: {', '.join(targets)}; simulated PBX at {pbx.api_url}")
            ansible_test(collection, "integration")


if __name__ == "__main__":
    main()
