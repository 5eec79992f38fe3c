# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The plainest possible clients of the two APIs: they neither retry nor check."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from simulator import Simulator

CLIENT_ID = "9d806019-75b2-4b3d-bb8b-f5a3a412cc0a"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status_code: int
    headers: http.client.HTTPMessage
    content: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.content.decode()

    def json(self) -> Any:
        """Return the body as JSON."""
        return json.loads(self.content)


class _Client:
    """One client, whose requests go over no network where the PBX can answer at once; else over one connection that is kept."""

    def __init__(self, pbx: Simulator, root: str) -> None:
        address = urlsplit(root)
        self._pbx = pbx
        self._connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=10)
        self._base = address.path
        self.headers: dict[str, str] = {}

    def send(self, method: str, path: str, content: str | None, content_type: str) -> Answer:
        """Send a request as it is; raises ConnectionError if it is not answered."""
        return self._send(method, path, None if content is None else content.encode(), content_type)

    def send_bytes(self, method: str, path: str, content: bytes, content_type: str) -> Answer:
        """Send bytes to a path below the base."""
        return self._send(method, self._base + path, content, content_type)

    def _send(self, method: str, path: str, content: bytes | None, content_type: str) -> Answer:
        headers = self.headers | ({"Content-Type": content_type} if content is not None else {})
        if getattr(self._pbx, "answers_at_once", False):  # a PBX of another process has its address alone
            answered = self._pbx.ask(method, path, headers.items(), content or b"")
            told = http.client.HTTPMessage()
            for name, value in answered.headers:
                told[name.decode("latin-1")] = value.decode("latin-1")
            return Answer(answered.status, told, answered.body)
        try:
            self._connection.request(method, path, content, headers)
            response = self._connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        except OSError:
            self._connection.close()
            raise

    def request(self, method: str, path: str, body: Any = None, **query: Any) -> Answer:
        """Send a request; ``body`` becomes JSON unless it is None."""
        target = self._base + path + (f"?{urlencode(query)}" if query else "")
        return self.send(method, target, None if body is None else json.dumps(body), "application/json")

    def get(self, path: str, **query: Any) -> Answer:
        """Send a GET."""
        return self.request("GET", path, **query)

    def post(self, path: str, body: Any = None, **query: Any) -> Answer:
        """Send a POST of a JSON body, if there is one."""
        return self.request("POST", path, body, **query)

    def post_form(self, path: str, form: dict[str, str]) -> Answer:
        """Send a POST of a form."""
        return self.send("POST", self._base + path, urlencode(form), "application/x-www-form-urlencoded")

    def use(self, token: str) -> None:
        """Send this token from now on."""
        self.headers["Authorization"] = f"Bearer {token}"


class PbxClient(_Client):
    """One session of the PBX API."""

    def __init__(self, pbx: Simulator) -> None:
        super().__init__(pbx, pbx.api_url)
        self.refresh_token = ""

    def token(self, **form: str) -> Answer:
        """Ask for a token with a form."""
        return self.post_form("/login/oauth/token", {"client_id": CLIENT_ID, **form})

    def login(self, username: str, password: str, **more: str) -> Answer:
        """Present credentials."""
        return self.token(grant_type="password", scope="all", username=username, password=password, **more)

    def sign_in(self, username: str = "admin", password: str = "Sim-Admin-2026", **more: str) -> PbxClient:
        """Sign in and use the token."""
        answer = self.login(username, password, **more)
        assert answer.status_code == 200, answer.text
        self.use(answer.json()["access_token"])
        self.refresh_token = answer.json()["refresh_token"]
        return self

    def enter(self, tenant_id: str) -> PbxClient:
        """Switch to a tenant."""
        answer = self.post("/tenants/switch", id=tenant_id)
        assert answer.status_code == 200, answer.text
        return self


class ExtensionClient(_Client):
    """One session of the extension API; paths are those below /api/ver1.0."""

    def __init__(self, pbx: Simulator) -> None:
        super().__init__(pbx, f"{pbx.extension_api_url}/api/ver1.0")

    def login(self, client_id: str, client_secret: str) -> Answer:
        """Present credentials; the path of the login has no version."""
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
        return self.send("POST", "/oauth/token", urlencode(form), "application/x-www-form-urlencoded")

    def sign_in(self) -> ExtensionClient:
        """Sign in and use the token."""
        self.use(self.login("sim-client", "Sim-Client-Secret-2026").json()["access_token"])
        return self


def reasons(answer: Answer) -> str:
    """Return what a refusal says, of either API, with the fields it names."""
    body = answer.json()
    if "errors" in body:
        return " ".join(f"{error.get('detail', '')} {error['message']}" for error in body["errors"])
    return str(body["message"])
