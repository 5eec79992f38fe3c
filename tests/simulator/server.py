# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The simulator as a server: in a thread of a test, or in the foreground."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterable
from typing import Any

import uvicorn

from .app import Machine
from .direct import Answered, ask
from .faults import Fault
from .releases import Release
from .settings import Settings

HOST = "127.0.0.1"


TICK_SECONDS = 0.02
"""How often a server looks whether it is to stop; tests stop many, and uvicorn's own tenth of a second adds up."""


class _Server(uvicorn.Server):
    async def main_loop(self) -> None:
        """Serve until it is to stop."""
        ticks = 0
        while not await self.on_tick(ticks):
            ticks += 1
            await asyncio.sleep(TICK_SECONDS)


class Simulator:
    """A PBX and an extension API on loopback, for the length of a ``with`` block.

    ``with Simulator(release="22.3", blank_as="empty") as pbx:`` serves on a free port; keyword arguments beyond the
    named ones are settings (see Settings). The helpers ``add_*`` write state directly (see Seeder).
    """

    def __init__(
        self,
        release: Release = "22.3",
        *,
        seed: str = "minimal",
        port: int = 0,
        tls_cert: str | None = None,
        tls_key: str | None = None,
        **settings: Any,
    ) -> None:
        if seed not in ("minimal", "none"):
            raise ValueError("seed must be minimal or none")
        self._machine = Machine(Settings(release=release, **settings), seed)
        self._port = port
        self._tls = (tls_cert, tls_key)
        self._socket: socket.socket | None = None
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    # Addresses.

    @property
    def url(self) -> str:
        """The root of the server, without a slash at the end."""
        if self._socket is None:
            raise RuntimeError("the simulator is not running")
        return f"{'https' if self._tls[0] else 'http'}://{HOST}:{self._socket.getsockname()[1]}"

    @property
    def api_url(self) -> str:
        """The base of the PBX API."""
        return f"{self.url}/api"

    @property
    def extension_api_url(self) -> str:
        """The base of the extension API: only the host."""
        return self.url

    @property
    def control_url(self) -> str:
        """The base of the control interface."""
        return f"{self.url}/_simulator"

    # Life.

    def _prepare(self) -> uvicorn.Server:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, or asyncio leaves Nagle on
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind((HOST, self._port))
        self._socket.listen(128)  # from now on a client waits, it is not refused
        config = uvicorn.Config(
            self._machine.gate,
            loop="asyncio",
            http="h11",  # the same on every machine, whatever else is installed
            ws="none",
            lifespan="off",
            log_config=None,  # the logging of the process stays as it is; only mistakes of the simulator itself are told
            log_level="error",
            access_log=False,
            proxy_headers=False,
            timeout_keep_alive=75,  # a test that pauses must not lose its connection
            timeout_graceful_shutdown=1,
            ssl_certfile=self._tls[0],
            ssl_keyfile=self._tls[1],
        )
        self._server = _Server(config)
        return self._server

    def serve(self, ready: Any = None) -> None:
        """Serve in the foreground until interrupted; ``ready()`` is called once the port is bound."""
        server = self._prepare()
        if ready is not None:
            ready()
        server.run(sockets=[self._bound()])

    def _bound(self) -> socket.socket:
        if self._socket is None:
            raise RuntimeError("the simulator is not running")
        return self._socket

    def __enter__(self) -> Simulator:
        server = self._prepare()
        self._thread = threading.Thread(target=server.run, kwargs={"sockets": [self._bound()]}, name="simulator", daemon=True)
        self._thread.start()
        deadline = time.monotonic() + 10
        while not server.started:
            if time.monotonic() > deadline or not self._thread.is_alive():
                raise RuntimeError("the simulator did not start")
            time.sleep(0.002)
        return self

    def __exit__(self, *exception: object) -> None:
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._server.force_exit = True
            self._thread.join(timeout=5)
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    @property
    def answers_at_once(self) -> bool:
        """Whether there is nothing that only a network could do: no fault of that kind in force, and no latency."""
        return not self._machine.gate.faults.need_network and not self._machine.world.settings.latency

    def ask(self, method: str, target: str, headers: Iterable[tuple[str, str]], body: bytes = b"") -> Answered:
        """Return the answer to a request that goes over no network; see ``direct.ask``."""
        return ask(self._machine.gate, method, target, headers, body)

    # Looking and changing from outside.

    def state(self) -> dict[str, Any]:
        """Return a deep copy of everything the PBX holds, as plain JSON; objects are keyed by id."""
        with self._machine.world.lock:
            return self._machine.world.dump()

    def saved(self) -> dict[str, Any]:
        """Return all that the PBX holds and its settings, for ``put_back``."""
        with self._machine.world.lock:
            return self._machine.world.saved()

    def put_back(self, saved: dict[str, Any]) -> None:
        """Return to what was saved; forget log, faults and sessions since."""
        with self._machine.world.lock:
            self._machine.world.put_back(saved)
            self._machine.gate.clear()

    def requests(self) -> list[dict[str, Any]]:
        """Return the request log (see log.Entry.as_json)."""
        return self._machine.gate.log.requests()

    def writes(self) -> list[dict[str, Any]]:
        """Return the logged requests that are writes, refused ones included."""
        return self._machine.gate.log.writes()

    def wait_until_idle(self, seconds: float = 10) -> None:
        """Wait until every request is answered, those included whose client no longer waits.

        :raises TimeoutError: some are not within so many seconds.
        """
        deadline = time.monotonic() + seconds
        while self._machine.gate.at_work:
            if time.monotonic() > deadline:
                raise TimeoutError(f"the simulator is still at work on {self._machine.gate.at_work} requests")
            time.sleep(0.005)

    def clear_log(self) -> None:
        """Forget the requests so far."""
        self._machine.gate.log.clear()

    def reset(self) -> None:
        """Return to the seed and the settings of the start; forget log, faults and sessions."""
        self._machine.reset()

    def configure(self, **settings: Any) -> None:
        """Change settings until the next reset."""
        self._machine.configure(settings)

    def inject(self, method: str | None = None, path: str = "", **fault: Any) -> None:
        """Put a fault into force (see faults.Fault for its arguments)."""
        self._machine.gate.faults.add(Fault(method=method, path=path, **fault))

    def clear_faults(self) -> None:
        """Put an end to all faults."""
        self._machine.gate.faults.clear()

    def expire_tokens(self) -> None:
        """Let every access token expire now; refresh tokens stay good."""
        with self._machine.world.lock:
            self._machine.world.expire_tokens()

    def __getattr__(self, name: str) -> Any:
        """Offer the helpers ``add_*`` and ``set_*`` of the Seeder."""
        if not name.startswith(("add_", "set_")):
            raise AttributeError(name)
        helper = getattr(self._machine.seeder, name)

        def locked(*arguments: Any, **fields: Any) -> Any:
            with self._machine.world.lock:
                return helper(*arguments, **fields)

        return locked
