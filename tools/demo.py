"""Provision the example customer on a simulated PBX, twice, and show on one screen what came of it.

The playbook and the modules are those that a real PBX would see; only the PBX is simulated. Ends with a status other than
0 when the first run fails, or when the second one changes anything or writes anything to the PBX. What Ansible prints goes
to a file, which the last line names.
"""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
import time
from dataclasses import dataclass
from typing import IO

from checkout import CACHE, ROOT, SCRIPTS, environment, linked_collections
from demo_overview import WIDTH, created, overview
from demo_picture import write_page

sys.path.insert(0, str(ROOT / "tests"))
from simulator import Simulator  # noqa: E402
from simulator.extension_state import CLIENT  # noqa: E402
from simulator.state import ADMIN  # noqa: E402

RELEASE = "22.3"
COMMAND = ("ansible-playbook", "portsip.pbx.provision", "-e", "@playbooks/vars/clinics.yml", "-e", "@playbooks/vars/clinics_secrets.yml")
LOG = CACHE / "logs" / "demo.log"
PICTURE = CACHE / "logs" / "call-flow.html"
LINES_OF_A_FAILURE = 30
RECAP = re.compile(r"^localhost\s*:\s*(ok=.*?)\s*$", re.MULTILINE)
READ_ON = f"""\
Read on
  README.md                    install the collection, write a first playbook, where to read on
  playbooks/vars/clinics.yml   the description of this customer
  make simulator               the same simulated PBX in the foreground, for playbooks of your own
  {PICTURE.relative_to(ROOT)!s:<28} the picture of its calls, for a browser
  {LOG.relative_to(ROOT)!s:<28} the whole output of Ansible, both runs"""


@dataclass
class Run:
    """What one run of the playbook did."""

    recap: str
    seconds: float
    writes: int
    """Requests that asked the PBX to change something."""
    requests: int


def main() -> None:
    """Run the demonstration."""
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with Simulator(release=RELEASE) as pbx, LOG.open("w", encoding="utf-8") as log:
        print(f"A simulated PortSIP PBX {RELEASE} on {pbx.api_url}, without tenants and IP rules.")
        print(f"$ {' '.join(COMMAND[:-2])} \\\n    {' '.join(COMMAND[-2:])}\n")
        before = pbx.state()
        first = _provision(pbx, log, "First run")
        made = created(before, pbx.state())
        _result("First run", f"created {', '.join(made)}", first)
        second = _provision(pbx, log, "Second run")
        if not made or not first.writes:
            sys.exit(f"The first run created nothing; see {LOG.relative_to(ROOT)}.")
        if second.writes or "changed=0 " not in second.recap:
            sys.exit(f"The second run was to change nothing, and did; see {LOG.relative_to(ROOT)}.")
        _result("Second run", "nothing to change", second)
        write_page(pbx.state(), PICTURE)
        print(f"\n{overview(pbx.state())}\n\n{READ_ON}")


def _provision(pbx: Simulator, log: IO[str], title: str) -> Run:
    if sys.stdout.isatty():
        print(f"{title:<12}...", end="\r", flush=True)
    pbx.clear_log()
    start = time.monotonic()
    process = subprocess.run(
        [SCRIPTS / COMMAND[0], *COMMAND[1:]],
        cwd=ROOT,
        env=_environment(pbx),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    seconds = time.monotonic() - start
    log.write(f"== {title}: {' '.join(COMMAND)}\n\n{process.stdout}\n")
    log.flush()
    recap = RECAP.search(process.stdout)
    if process.returncode or recap is None:
        print(*process.stdout.splitlines()[-LINES_OF_A_FAILURE:], sep="\n")
        sys.exit(f"{title} failed with status {process.returncode}; the whole output of Ansible is in {LOG.relative_to(ROOT)}.")
    return Run(recap[1], seconds, len(pbx.writes()), len(pbx.requests()))


def _result(title: str, text: str, run: Run) -> None:
    cost = f"{run.seconds:.0f} s, {run.requests} requests, {run.writes or 'no'} writes"
    print(textwrap.fill(f"{title:<12}{text}; {cost}", WIDTH, subsequent_indent=" " * 12))


def _environment(pbx: Simulator) -> dict[str, str]:
    return environment(
        linked_collections(),
        PORTSIP_API_URL=pbx.api_url,
        PORTSIP_USERNAME=ADMIN.username,
        PORTSIP_PASSWORD=ADMIN.password,
        PORTSIP_EXTENSION_API_URL=pbx.extension_api_url,
        PORTSIP_EXTENSION_CLIENT_ID=CLIENT.username,
        PORTSIP_EXTENSION_CLIENT_SECRET=CLIENT.password,
    )


if __name__ == "__main__":
    main()
