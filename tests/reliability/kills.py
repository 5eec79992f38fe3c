# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""ansible-playbook is killed in the middle of its work; a further run brings everything about, and the one after it changes nothing."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from functional.running import access

from parity.conftest import plain_environment
from reliability.driving import differences, objects, processes_with, snapshot
from reliability.report import Report
from simulator import Simulator

Json = dict[str, Any]
TASKS = """
- portsip.pbx.portsip_ip_rule: {cidr: "{{ item }}", target: ACCEPT}
  loop: [192.0.2.0/24, 198.51.100.0/24]
- portsip.pbx.portsip_transport: {protocol: TLS, port: 5063}
- portsip.pbx.portsip_tenant:
    domain: clinic.example.net
    name: Clinic
    timezone: Europe/Berlin
    currency: EUR
    region: DEU
    office_hours: {monday: {enabled: true, ranges: [{from: "08:00", to: "18:00"}]}}
- portsip.pbx.portsip_ivr: {tenant: clinic.example.net, extension_number: "{{ item }}", name: "Desk {{ item }}", pin: "407193"}
  loop: ["8001", "8002", "8003"]
- portsip.pbx.portsip_ivr_action_url:
    {tenant: clinic.example.net, ivr: "8001", name: "{{ item }}", type: CALLER, caller_mask: "*", method: GET, url: "https://h.example.net/"}
  loop: [first, second]
- portsip.pbx.portsip_extension_event: {extension_id: 201, event_type: hangup, url: "https://h.example.net/ended", method: POST}
- portsip.pbx.portsip_settings: {user_agent: Voice, session_timer_duration: 120}
"""
"""Objects of many kinds, several of which the API would create again."""
FEW_TASKS = """
- portsip.pbx.portsip_extension_interval: {extension_id: 201, name: Office hours, timezone: Europe/Berlin, conditions: [{month: 5}]}
- portsip.pbx.portsip_extension_incoming_rule: {extension_id: 201, name: "{{ item }}", type: voicemail, interval: Office hours}
  loop: [Night, Weekend]
- portsip.pbx.portsip_queue_agent:
    extension_id: "{{ item }}"
    name: "Agent {{ item }}"
    queues: [{queue: 901, level: 1, position: 1}, {queue: 902, level: 1, position: 1}]
  loop: [201, 202]
"""
"""Objects of the extension API alone, which would create each of them again."""
PATIENCE = 120
QUIET_SECONDS = 1.0
"""For how long nothing may be asked any more before all survivors count as gone."""


@dataclass
class Bench:
    """A playbook and a PBX."""

    pbx: Simulator
    directory: Path
    collections: Path
    in_process: bool = True
    tasks: str = TASKS + FEW_TASKS

    def start(self, marker: str) -> subprocess.Popen[bytes]:
        """Start the playbook, in a process group of its own.

        :param marker: stands in the environment of each of its processes.
        """
        self.directory.mkdir(parents=True, exist_ok=True)
        play = [{"hosts": "localhost", "gather_facts": False, "tasks": yaml.safe_load(self.tasks)}]
        (self.directory / "playbook.yml").write_text(yaml.safe_dump(play, sort_keys=False), encoding="utf-8")
        environment = plain_environment(self.directory / "home", self.collections) | access(self.pbx)
        with (self.directory / f"{marker}.txt").open("wb") as output:
            return subprocess.Popen(
                ["ansible-playbook", "playbook.yml"],
                cwd=self.directory,
                env=environment | {"RELIABILITY_MARKER": marker, "PORTSIP_IN_PROCESS": str(self.in_process).lower()},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def finish(self, marker: str) -> tuple[bool, str]:
        """Run the playbook to its end: whether it succeeded, and its output."""
        process = self.start(marker)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            _kill(process)
        return process.returncode == 0, (self.directory / f"{marker}.txt").read_text(encoding="utf-8")

    def killed(self, marker: str, writes: int) -> bool:
        """Start the playbook, and kill its process group as soon as so many writes were made; whether it came to that.

        Returns when everything that survived the kill is gone, and nothing is asked of the PBX any more.
        """
        process = self.start(marker)
        end = time.monotonic() + PATIENCE
        while len(self.pbx.writes()) < writes and process.poll() is None and time.monotonic() < end:
            time.sleep(0.002)
        came = process.poll() is None
        _kill(process)
        while time.monotonic() < end:
            asked = len(self.pbx.requests())
            time.sleep(QUIET_SECONDS)
            if not processes_with(f"RELIABILITY_MARKER={marker}") and asked == len(self.pbx.requests()):
                break
        return came


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


def run(bench: Bench, points: list[float]) -> Report:
    """Kills at these parts of all writes (0 to 1), each followed by two runs."""
    report = Report("kills")
    pbx = bench.pbx
    with report.timed():
        _begin(pbx)
        succeeded, output = bench.finish("reference")
        if not succeeded:
            raise RuntimeError(f"the playbook fails without a kill: {output[-2000:]}")
        expected, writes = snapshot(pbx), len(pbx.writes())
        for number, point in enumerate(points):
            _begin(pbx)
            after = int(point * writes)
            came = bench.killed(f"kill-{number}", after)
            report.counts["kills" if came else "kills that came too late"] += 1
            _look(bench, report, expected, number, f"killed after {after} of {writes} writes, in process: {bench.in_process}")
    return report


def _begin(pbx: Simulator) -> None:
    pbx.reset()
    pbx.configure(deletion_delay=0, latency=0.005)


def _look(bench: Bench, report: Report, expected: Json, number: int, how: str) -> None:
    pbx = bench.pbx
    succeeded, output = bench.finish(f"again-{number}")
    if not succeeded:
        report.breaks("not repaired", f"{how}: {' '.join(output.split())[-600:]}")
    # Ids differ where something was made before the kill; what there is must not.
    found = snapshot(pbx)
    count = objects(found) - objects(expected)
    if count:
        lines = "; ".join(differences(found, expected)[:3])
        report.breaks("doubled" if count > 0 else "lost", f"{how}: {count:+} objects: {lines}")
    pbx.clear_log()
    succeeded, output = bench.finish(f"last-{number}")
    if not succeeded or "changed=0" not in output or pbx.writes():
        report.breaks("not settled", f"{how}: {' '.join(output.split())[-200:]}")
