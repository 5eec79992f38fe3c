# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Headless Chromium, as far as it is installed, and a server of one page for it."""

from __future__ import annotations

import shutil
import subprocess
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
BLOCKING = "sandbox; default-src 'none'; img-src 'self'; style-src 'self'"
"""The policy under which Jenkins shows files of a build: neither scripts nor styles inside of a page."""
OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@dataclass(frozen=True)
class Shown:
    """What became of a page.

    :param dom: the document as the browser has it.
    :param asked: paths that were asked of the server.
    """

    dom: str
    asked: tuple[str, ...]


def shown(page: str, directory: Path, policy: str = "") -> Shown:
    """Open a page; the test is skipped where no Chromium is installed.

    :param directory: an empty one, for the browser's profile.
    :param policy: the Content-Security-Policy that the server sends with it.
    """
    browser = next(filter(None, map(shutil.which, NAMES)), None)
    if browser is None:
        pytest.skip("no Chromium is installed: the page was not looked at in a browser")
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200 if self.path == "/" else 404)
            self.send_header("Content-Type", "text/html")
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(page.encode() if self.path == "/" else b"")

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        command = [browser, *OPTIONS, f"--user-data-dir={directory}", "--dump-dom", f"http://127.0.0.1:{server.server_port}/"]
        dumped = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
        server.shutdown()
    return Shown(dumped.stdout, tuple(asked))
