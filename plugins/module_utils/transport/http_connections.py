# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Connections that are kept open: one for each thread, whichever of the clients of a run it serves."""

from __future__ import annotations

import os
import threading
from typing import Any

from ..base.libraries import requests
from .http_body import ACCEPTED_ENCODINGS
from .http_deadline import TimedAdapter

USER_AGENT = "portsip.pbx (Ansible collection)"


class Connections:
    """Sessions of requests, each with the connections of one thread: one that is shared mixes up answers.

    A thread that begins takes over the connections of one that has ended.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._owner = os.getpid()
        self._of_thread: dict[threading.Thread, Any] = {}

    def of_this_thread(self) -> Any:
        """The session of this thread and process."""
        thread = threading.current_thread()
        with self._lock:
            if self._owner != os.getpid():  # forked since: what is open belongs to the parent
                self._owner, self._of_thread = os.getpid(), {}
            if thread not in self._of_thread:
                ended = next((other for other in self._of_thread if not other.is_alive()), None)
                self._of_thread[thread] = _new_session() if ended is None else self._of_thread.pop(ended)
            return self._of_thread[thread]

    def close(self) -> None:
        """Close the connections of all threads; a request under way in another thread is still answered."""
        with self._lock:
            sessions, self._of_thread = self._of_thread, {}
        if self._owner == os.getpid():
            for session in sessions.values():
                session.close()


def _new_session() -> Any:
    session = requests.Session()
    # Everything the environment may decide is decided by the transport, so that
    # neither REQUESTS_CA_BUNDLE nor ~/.netrc overrides an option.
    session.trust_env = False
    # A redirect is not followed: nothing has to be known of where it leads.
    session.get_redirect_target = lambda response: None  # type: ignore[assignment]
    adapter = TimedAdapter()
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    session.headers.update({"Accept": "application/json", "Accept-Encoding": ACCEPTED_ENCODINGS, "User-Agent": USER_AGENT})
    return session
