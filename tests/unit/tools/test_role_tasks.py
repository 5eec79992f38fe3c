"""The tasks that follow from a tree: what the roles of the collection do not show."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.portsip.pbx.plugins.module_utils.run.tree import part_of
from ansible_collections.portsip.pbx.plugins.module_utils.schema.tree import Kind

TOOLS = Path(__file__).resolve().parents[3] / "tools"
sys.path.insert(0, str(TOOLS))

from generator.role_absent import Absent  # noqa: E402
from generator.role_exclusive import Exclusive  # noqa: E402
from generator.role_files import variables_text, with_rows  # noqa: E402
from generator.role_kinds import role_kinds  # noqa: E402
from generator.role_present import Present  # noqa: E402
from generator.task_text import WIDTH, entry  # noqa: E402


def _root(*children: Kind) -> Any:
    return part_of(Kind("tenants", "tenant", "A tenant.", ("domain",), noun="tenant", children=children))


SELLERS = Kind("sellers", "dealer", "Dealers.", ("name",), exclusive=True)
SOLD = Kind("dealers", "tenant_dealer", "Dealers of the tenant.", ("dealer",), names=True)
RULES = Kind("ip_rules", "ip_rule", "IP rules.", ("cidr",), noun="IP rules")
RECEPTIONISTS = Kind(
    "ivrs", "ivr", "Receptionists.", ("extension_number",), children=(Kind("urls", "ivr_action_url", "URLs.", ("name",), exclusive=True),)
)


def _tasks(text: str) -> dict[str, dict[str, Any]]:
    return {task["name"]: task for task in yaml.safe_load(text)}


def test_what_others_refer_to_is_removed_after_them() -> None:
    tasks = _tasks(Present("t", _root(SELLERS, SOLD, RULES)).text())
    names = list(tasks)
    order = ["Configure sellers", "Configure dealers", "Remove sellers with state absent", "Configure IP rules"]
    assert [name for name in names if name in order] == order
    # A dealer has a password, so that the loop runs over positions, those of one state each.
    assert "selectattr(1, 'eq', 'present')" in tasks["Configure sellers"]["loop"]
    assert "selectattr(1, 'eq', 'absent')" in tasks["Remove sellers with state absent"]["loop"]
    assert tasks["Remove sellers with state absent"]["portsip.pbx.portsip_dealer"] == {"state": "absent", "name": "{{ t_seller.name }}"}
    assert tasks["Configure sellers"]["loop_control"]["loop_var"] == "t_seller_position"
    assert "t_sellers_states" in variables_text(Present("t", _root(SELLERS, SOLD)), Exclusive("t", _root(SELLERS, SOLD)))


EVENTS = Kind("events", "extension_event", "Events.", ("event_type", "url"), without=("all",))


def test_what_may_hold_a_secret_is_not_shown() -> None:
    root = part_of(Kind("queues", "queue", "A queue.", ("extension_id",), noun="queue", children=(EVENTS,)))
    task = _tasks(Present("q", root).text())["Configure events"]
    assert task["loop"] == "{{ q_event_positions }}"
    assert task["loop_control"]["label"] == "{{ q_event.event_type }}"
    assert task["portsip.pbx.portsip_extension_event"]["extension_id"] == "{{ q_definition.extension_id }}"


def test_what_the_pbx_needs_is_not_removed_altogether() -> None:
    root = _root(Kind("transports", "transport", "Transports.", ("protocol", "port"), exclusive=True))
    names = [task["name"] for task in yaml.safe_load(Exclusive("t", root).tasks())]
    assert names == ["Read all transports", "Check the removal limit", "Check that enough transports remain", "Remove unmanaged transports"]


def test_a_list_inside_of_a_single_mapping_is_a_list() -> None:
    root = _root(Kind("settings", "settings", "Settings", single=True, absence="stays", children=(RULES,)))
    tasks = _tasks(Present("t", root).text())
    assert "rejectattr('key', 'eq', 'ip_rules')" in tasks["Configure settings"]["module_defaults"]["portsip.pbx.portsip_settings"]
    assert tasks["Configure IP rules"]["loop"].startswith("{{ (t_parts.settings | default({})).ip_rules | default([])")
    assert list(_tasks(Absent("t", root).text())) == ["Remove IP rules", "Remove the tenant"]


def test_only_the_kind_inside_is_exclusive() -> None:
    root = _root(RECEPTIONISTS)
    variables = yaml.safe_load(variables_text(Present("t", root), Exclusive("t", root)))
    assert variables["t_tops"] == {"urls": "ivrs"}
    assert variables["t_kinds"] == {"ivrs": "ivrs", "urls": "urls"}, "the message names what the definition lacks"


def test_a_place_without_a_form_is_refused() -> None:
    inner = Kind("settings", "settings", "Settings", single=True)
    with pytest.raises(ValueError, match=r"^ivrs\.settings: "):
        role_kinds("t", _root(Kind("ivrs", "ivr", "Receptionists.", ("extension_number",), children=(inner,))))
    with pytest.raises(ValueError, match=r"^ivrs\.lines: fields .* deferred"):
        role_kinds("t", _root(Kind("ivrs", "ivr", "R.", ("extension_number",), children=(Kind("lines", "ivr", "L.", ("name",)),))))


def test_kinds_of_one_name_have_variables_of_their_own() -> None:
    twice = Kind("urls", "ivr_action_url", "URLs.", ("name",))
    kinds = role_kinds("t", _root(RECEPTIONISTS, Kind("others", "ivr", "Others.", ("extension_number",), children=(twice,))))
    assert [kind.position for kind in kinds if kind.name == "urls"] == ["t_ivr_url_position", "t_other_url_position"]


def test_a_row_that_a_readme_lacks_follows_that_of_the_kind_before() -> None:
    text = "| (the tenant's own fields) | x |\n| `sellers` by hand | y |\n\nMore.\n"
    kinds = role_kinds("t", _root(SELLERS, RECEPTIONISTS))
    rows = with_rows(text, kinds, of_system=False)
    assert rows.splitlines()[2:4] == [
        "| `ivrs` | `portsip_ivr` | tenant | `ivrs` |",
        "| `ivrs[].urls` | `portsip_ivr_action_url` | tenant | `urls` |",
    ]
    assert with_rows(rows, kinds, of_system=False) == rows


@pytest.mark.parametrize("value", ["{{ short }}", "{{ " + " | ".join(f"filter_{n}('a', ['b', 'c'])" for n in range(12)) + " }}", "[plain]"])
def test_a_long_template_is_folded_and_means_the_same(value: str) -> None:
    lines = entry("key", value, 2)
    assert max(map(len, lines)) <= WIDTH
    assert yaml.safe_load("\n".join(line[2:] for line in lines)) == ({"key": ["plain"]} if value == "[plain]" else {"key": value})
