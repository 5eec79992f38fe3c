"""``ansible-test integration`` for every target, against a simulated PBX of this run's own."""

from __future__ import annotations

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
        from cases import preparation
        from parity.variables import variables
        from simulator import Simulator

        with Simulator(release="22.3") as pbx:
            text = (collection / f"{CONFIGURATION}.template").read_text(encoding="utf-8")
            for name in ("api_url", "extension_api_url", "control_url"):
                text = text.replace(f"@{name.upper()}@", getattr(pbx, name))
            text = text.replace("@CASES@", str(collection / "tests" / "cases")) + yaml.safe_dump(
                {**variables(), "portsip_preparation": preparation()}
            )
            (collection / CONFIGURATION).write_text(text, encoding="utf-8")
            print(f"-- targets: {', '.join(targets)}; simulated PBX at {pbx.api_url}")
            ansible_test(collection, "integration")


if __name__ == "__main__":
    main()
