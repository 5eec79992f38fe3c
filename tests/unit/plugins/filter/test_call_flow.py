# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The filter ``call_flow``: its arguments, and what it says about what is no definition."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError
from ansible_collections.portsip.pbx.plugins.filter.call_flow import FilterModule

call_flow = FilterModule().filters()["call_flow"]
RULE = {"action": "FORWARD_TO_NUMBER", "number": "7001"}
TENANT = {"domain": "north.example.net", "ivrs": [{"extension_number": "8000", "name": "Desk", "timeout_forward_rule": RULE}]}


def test_formats() -> None:
    assert call_flow(TENANT).startswith("flowchart LR\n")
    assert call_flow(TENANT, "svg").startswith("<svg ")
    assert call_flow(TENANT, format="html").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("elsewhere", [["7001"], ["7000-7099"], "7001", [7001]])
def test_numbers_that_are_managed_elsewhere(elsewhere: object) -> None:
    assert "missing" in call_flow(TENANT)
    assert "missing" not in call_flow(TENANT, elsewhere=elsewhere)


def test_two_definitions() -> None:
    assert "not in the definition" in call_flow({**TENANT, "ivrs": []}, "svg", TENANT)


@pytest.mark.parametrize(("value", "options"), [("text", {}), (TENANT, {"format": "png"}), (TENANT, {"actual": []})])
def test_what_is_refused(value: object, options: dict[str, object]) -> None:
    with pytest.raises(AnsibleFilterError, match=r"^call_flow: .*must be"):
        call_flow(value, **options)
