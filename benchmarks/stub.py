"""Just enough of three other APIs that a no-op task of their collections runs through, as a process of its own.

``python -m benchmarks.stub`` prints its port and serves until it is terminated.  Each path answers what the module in
question compares with what it was given, so that it finds nothing to do.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from .pbx import PATIENCE, ROOT

TAG = {"id": 1, "name": "clinic", "slug": "clinic", "color": "9e9e9e", "description": "", "object_types": []}
ORGANIZATION = {"id": "1", "organizationId": "1", "name": "clinic"}

ANSWERS: dict[str, Any] = {
    # netbox.netbox.netbox_tag
    "/netbox/api/": {},
    "/netbox/api/status/": {"netbox-version": "4.2.0"},
    "/netbox/api/extras/tags/": {"count": 1, "next": None, "previous": None, "results": [TAG]},
    # community.grafana.grafana_folder
    "/grafana/api/user/using/1": {},
    "/grafana/api/health": {"version": "11.0.0"},
    "/grafana/api/folders": [{"id": 1, "uid": "clinic", "title": "clinic"}],
    # cisco.meraki.organizations
    "/meraki/api/v1/organizations": [ORGANIZATION],
    "/meraki/api/v1/organizations/1": ORGANIZATION,
}


class Handler(BaseHTTPRequestHandler):
    """Answers from the table, over connections that are kept open."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    count = 0
    """Requests answered so far; the path /count tells."""

    def do_GET(self) -> None:
        """Answer a GET."""
        path = urlsplit(self.path).path
        if path == "/count":
            self._answer(200, Handler.count)
            return
        Handler.count += 1
        self._answer(200 if path in ANSWERS else 404, ANSWERS.get(path, {"detail": path}))

    def do_POST(self) -> None:
        """Answer a POST; its body is of no interest."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.do_GET()

    def _answer(self, status: int, body: Any) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("API-Version", "4.2")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Keep quiet."""


class Server(ThreadingHTTPServer):
    """A thread a connection."""

    daemon_threads = True


@contextlib.contextmanager
def stubbed() -> Iterator[str]:
    """Run the stub for the length of a ``with`` block; yields its root URL."""
    command = [sys.executable, "-m", "benchmarks.stub"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


if __name__ == "__main__":
    server = Server(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()
