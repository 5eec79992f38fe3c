# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Proxies of the environment: found out once for a server, and anew when a variable changes."""

from __future__ import annotations

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_environment import proxies_for

URL = "http://pbx.example.net:8887/api/users"


def test_a_task_that_changes_the_variables_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert proxies_for(URL) == {}
    monkeypatch.setenv("http_proxy", "http://one.example.net:3128")
    assert proxies_for(URL)["http"] == "http://one.example.net:3128"
    monkeypatch.setenv("http_proxy", "http://two.example.net:3128")
    assert proxies_for(URL)["http"] == "http://two.example.net:3128"
    monkeypatch.setenv("no_proxy", "pbx.example.net")
    assert proxies_for(URL) == {}
    assert proxies_for("http://other.example.net/api")["http"] == "http://two.example.net:3128"
    monkeypatch.delenv("no_proxy")
    monkeypatch.setenv("REQUEST_METHOD", "GET")
    monkeypatch.setenv("HTTP_PROXY", "http://two.example.net:3128")
    monkeypatch.delenv("http_proxy")
    assert "http" not in proxies_for(URL)
