"""The simulated PBX as a process of its own, so that its work is nobody else's."""

from __future__ import annotations

import contextlib
import os
import pathlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any

import requests

ROOT = pathlib.Path(__file__).resolve().parent.parent
PATIENCE = 20.0

USERNAME, PASSWORD = "admin", "Sim-Admin-2026"
CLIENT, CLIENT_SECRET = "sim-client", "Sim-Client-Secret-2026"

Json = dict[str, Any]


class Pbx:
    """The control interface of a simulator that runs elsewhere.

    :param url: its root, without a slash at the end.
    :param pid: its process id.
    """

    def __init__(self, url: str, pid: int) -> None:
        self.url = url
        self.api_url = f"{url}/api"
        self.pid = pid
        self._session = requests.Session()

    def _control(self, method: str, what: str, arguments: Json | None = None) -> Any:
        answer = self._session.request(method, f"{self.url}/_simulator/{what}", json=arguments)
        answer.raise_for_status()
        return answer.json()

    def reset(self, **settings: Any) -> None:
        """Back to the seed, with these settings; the log is empty then."""
        self._control("POST", "reset")
        self.configure(**settings)

    def configure(self, **settings: Any) -> None:
        """Change settings, such as ``latency`` in seconds."""
        self._control("POST", "configure", settings)

    def add(self, what: str, **fields: Any) -> str:
        """Write an object directly into the PBX; return its id."""
        identifier: str = self._control("POST", f"seed/add_{what}", fields)["id"]
        return identifier

    def clear_log(self) -> None:
        """Forget the requests so far."""
        self._control("POST", "clear_log")

    def requests(self) -> list[Json]:
        """The requests so far (see the simulator's README)."""
        log: list[Json] = self._control("GET", "requests")
        return log

    def state(self) -> Json:
        """Everything the PBX holds."""
        state: Json = self._control("GET", "state")
        return state

    @property
    def environment(self) -> dict[str, str]:
        """The variables from which the modules learn where the PBX is and who signs in."""
        return {
            "PORTSIP_API_URL": self.api_url,
            "PORTSIP_USERNAME": USERNAME,
            "PORTSIP_PASSWORD": PASSWORD,
            "PORTSIP_EXTENSION_API_URL": self.url,
            "PORTSIP_EXTENSION_CLIENT_ID": CLIENT,
            "PORTSIP_EXTENSION_CLIENT_SECRET": CLIENT_SECRET,
        }


@contextlib.contextmanager
def simulated() -> Iterator[Pbx]:
    """Run a simulator for the length of a ``with`` block."""
    with tempfile.TemporaryDirectory(prefix="portsip-benchmark-") as directory:
        port_file = pathlib.Path(directory) / "port"
        command = [sys.executable, "-m", "simulator", "--port", "0", "--port-file", str(port_file)]
        environment = os.environ | {"PYTHONPATH": str(ROOT / "tests")}
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            yield Pbx(f"http://127.0.0.1:{_port(port_file, process)}", process.pid)
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def _port(port_file: pathlib.Path, process: subprocess.Popen[bytes]) -> int:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if port_file.exists() and (text := port_file.read_text(encoding="utf-8")).endswith("\n"):
            return int(text)
        time.sleep(0.02)
    raise RuntimeError("the simulator did not start")
