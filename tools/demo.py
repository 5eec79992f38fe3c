"""Provision the example customer on a simulated PBX, twice, and show what the PBX holds then.

The playbook and the modules are those that a real PBX would see; only the PBX is made up. Ends with a status other than
0 when the first run fails, or when the second one changes anything or writes anything to the PBX.
"""

from __future__ import annotations

import os
import re
import sys
import time
from dataclasses import dataclass

from checkout import ROOT, SCRIPTS, environment, linked_collections, run_read
from demo_overview import overview

sys.path.insert(0, str(ROOT / "tests"))
from simulator import Simulator  # noqa: E402

COMMAND = ("ansible-playbook", "portsip.pbx.provision", "-e", "@playbooks/vars/clinics.yml", "-e", "@playbooks/vars/clinics_secrets.yml")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
RECAP = re.compile(r"^localhost\s*:\s*(ok=.*?)\s*$", re.MULTILINE)
RESULT = re.compile(r"^(ok|changed): \[localhost\](?: => \(item=|$)", re.MULTILINE)


@dataclass
class Run:
    """What one run of the playbook did."""

    recap: str
    changed: int
    """Objects that were created or changed."""
    same: int
    """Objects that were as they should be."""
    seconds: float
    writes: int
    """Requests that asked the PBX to change something."""
    requests: int


def main() -> None:
    """Run the demonstration."""
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    with Simulator(release="22.3") as pbx:
        _headline("A simulated PBX")
        print(f"PortSIP PBX, release 22.3     {pbx.api_url}")
        print(f"Extension API                 {pbx.extension_api_url}")
        print("It has one transport (UDP 5060), no tenant, no IP rule, and phones and queues without agents.")
        runs = [_provision(pbx, title) for title in ("First run: the whole customer", "Second run: nothing is left to do")]
        _headline("What is on the PBX now")
        print(overview(pbx.state()))
    _headline("Both runs")
    for name, run in zip(("First ", "Second"), runs, strict=True):
        print(f"{name}  {run.recap}")
        print(
            f"        {run.changed} objects changed, {run.same} as they should be; "
            f"{run.writes} writes in {run.requests} requests; {run.seconds:.0f} s"
        )
    if runs[0].changed == 0:
        sys.exit("The first run changed nothing.")
    if runs[1].changed or runs[1].writes or "changed=0 " not in runs[1].recap:
        sys.exit("The second run was to change nothing, and did.")
    print("\nThe second run changed nothing and wrote nothing: the PBX is what the YAML says.")


def _provision(pbx: Simulator, title: str) -> Run:
    _headline(title)
    print(f"$ {' '.join(COMMAND)}\n")
    pbx.clear_log()
    start = time.monotonic()
    output = run_read(SCRIPTS / COMMAND[0], *COMMAND[1:], cwd=ROOT, env=_environment(pbx))
    seconds = time.monotonic() - start
    text = COLOUR.sub("", output)
    recap = RECAP.search(text)
    if recap is None:
        sys.exit("The playbook ended without a recap.")
    results = RESULT.findall(_objects_only(text))
    return Run(recap[1], results.count("changed"), results.count("ok"), seconds, len(pbx.writes()), len(pbx.requests()))


def _objects_only(text: str) -> str:
    """Leave out the tasks that only prepare: all before the task of the tenant."""
    return text[text.find(": Tenant | ") :]


def _environment(pbx: Simulator) -> dict[str, str]:
    variables = environment(
        linked_collections(),
        PORTSIP_API_URL=pbx.api_url,
        PORTSIP_USERNAME="admin",
        PORTSIP_PASSWORD="Sim-Admin-2026",
        PORTSIP_EXTENSION_API_URL=pbx.extension_api_url,
        PORTSIP_EXTENSION_CLIENT_ID="sim-client",
        PORTSIP_EXTENSION_CLIENT_SECRET="Sim-Client-Secret-2026",
    )
    if sys.stdout.isatty() and "NO_COLOR" not in os.environ:
        del variables["NO_COLOR"], variables["ANSIBLE_NOCOLOR"]
        variables["ANSIBLE_FORCE_COLOR"] = "1"
    return variables


def _headline(text: str) -> None:
    print(f"\n== {text} {'=' * max(0, 100 - len(text))}\n")


if __name__ == "__main__":
    main()
