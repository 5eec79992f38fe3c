# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""An export says what is on the PBX, in a form that changes nothing when it is applied, and shows no secret."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.portsip.pbx.plugins.module_utils.run.document.check import read_document
from ansible_collections.portsip.pbx.tests.unit.support.documents import Documents
from ansible_collections.portsip.pbx.tests.unit.support.engine import Outcome
from ansible_collections.portsip.pbx.tests.unit.support.export import CLINIC, SENTINELS, full_clinic, loaded, with_values
from ansible_collections.portsip.pbx.tests.unit.support.task import Task, shown

from simulator import Simulator

PBX_ALONE = {"extension_api_url": None}


def export(pbx: Simulator, **options: Any) -> Outcome:
    """An export that must not fail, and must not write to the PBX."""
    before = {name: value for name, value in pbx.state().items() if name != "sessions"}
    outcome = Task(pbx, "portsip_export", PBX_ALONE).run(**options)
    assert outcome.error is None, outcome.error
    assert {name: value for name, value in pbx.state().items() if name != "sessions"} == before
    return outcome


def exported(pbx: Simulator, at: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The documents of all files as one, with the secrets of the file for secrets in it, or others that nobody can read, and the result."""
    outcome = export(pbx, dest=str(at / "pbx"), secrets="include", secrets_file=str(at / "secrets.yml"))
    document: dict[str, Any] = {}
    for path in (at / "pbx").iterdir():
        document |= loaded(path)
    unreadable = {item["placeholder"].strip("{} "): "Pass-1-unread" for item in outcome.result["secrets"] if not item["readable"]}
    return with_values(document, {**unreadable, **loaded(at / "secrets.yml")}), outcome.result


@pytest.mark.parametrize(
    ("release", "behaviour"),
    [
        ("22.2", {}),
        pytest.param("22.3", {"update_mode": "replace", "blank_as": "empty"}, marks=pytest.mark.long),
        ("22.6", {"blank_as": "absent", "ids": "digits"}),
        pytest.param("22.8", {"update_mode": "replace"}, marks=pytest.mark.long),
    ],
)
def test_what_is_exported_and_applied_changes_nothing(
    shared_simulator: Simulator, tmp_path: Path, release: str, behaviour: dict[str, Any]
) -> None:
    shared_simulator.configure(release=release, **behaviour)
    full_clinic(shared_simulator)
    document, result = exported(shared_simulator, tmp_path)
    assert result["summary"]["complete"]
    assert result["notes"] == []
    read_document(document).check("definition")
    again = Documents(shared_simulator).still(document)
    assert again.result["summary"]["unchanged"] == result["summary"]["objects"]


def test_names_stand_in_place_of_ids_and_defaults_are_left_out(shared_simulator: Simulator, tmp_path: Path) -> None:
    """What each field holds follows from the descriptions of the API, and from what was put on the PBX."""
    tenant = full_clinic(shared_simulator)
    (tree,) = exported(shared_simulator, tmp_path)[0]["tenants"]
    main, night = tree["ivrs"]
    assert [entry["trunk"] for entry in main["outbound_caller_ids"]] == ["Main trunk", "トランク"]
    assert main["prompt_file"] == "menü {{ x }}.wav"
    nine, ten = main["custom_forward_rules"]
    assert (nine["user_input"], ten["holidays"]) == ("9", ["Neujahr"])
    # 30 seconds and three times are what the API has without them (22.2, ivrs, timeout_forward_rule).
    assert night["timeout_forward_rule"] == {"action": "FORWARD_TO_NUMBER", "number": "8000"}
    assert main["timeout_forward_rule"] == {"action": "FORWARD_TO_NUMBER", "number": "8001", "timeout": 7}
    assert "dtmf_interval" not in main
    assert tree["max_extensions"] == 77
    assert not {"max_call_queues", "enabled", "id", "created_at", "used_disk_quota"} & tree.keys()
    # Without the option, a new tenant would get 1GB (22.2, tenants).
    assert tree["extension_im_disk_quota"] == ""
    text = json.dumps(tree)
    assert tenant not in text
    assert not [identifier for identifier in shared_simulator.state()["providers"] if identifier in text]


def test_secrets_stay_out_of_a_document_with_placeholders(shared_simulator: Simulator, tmp_path: Path) -> None:
    full_clinic(shared_simulator)
    outcome = export(shared_simulator, dest=str(tmp_path))
    everything = shown(outcome) + "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert [secret for secret in SENTINELS if secret in everything] == []
    secrets = {item["path"]: item for item in outcome.result["secrets"]}
    assert secrets["tenants[0].ivrs[0].pin"] == {
        "placeholder": "{{ vault_clinic_example_net_ivr_8000_pin }}",
        "path": "tenants[0].ivrs[0].pin",
        "readable": True,
    }
    assert outcome.result["definition"]["tenants"][0]["ivrs"][0]["pin"] == "{{ vault_clinic_example_net_ivr_8000_pin }}"
    # Of the two events, one has a password.
    assert [path for path in secrets if "event" in path] == ["tenants[0].cdr_event.password"]


def test_the_values_of_secrets_go_into_a_file_of_their_own(shared_simulator: Simulator, tmp_path: Path) -> None:
    full_clinic(shared_simulator)
    exported(shared_simulator, tmp_path)
    path = tmp_path / "secrets.yml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert loaded(path)["vault_clinic_example_net_ivr_8000_pin"] == SENTINELS[0]
    everything = "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "pbx").iterdir())
    assert [secret for secret in SENTINELS if secret in everything] == []


def test_omitted_secrets_leave_what_is_there(shared_simulator: Simulator) -> None:
    """A header that is a secret can't be left out by itself, as the module would remove it: then no header is given."""
    full_clinic(shared_simulator)
    outcome = export(shared_simulator, secrets="omit")
    assert outcome.result["secrets"] == []
    (tree,) = outcome.result["definition"]["tenants"]
    urls = {url["name"]: url for url in tree["ivrs"][0]["action_urls"]}
    assert "headers" not in urls["lookup"]
    assert "url" not in urls["url with a password"]
    assert "{{" not in json.dumps(tree).replace("{{ x }}", "").replace("{{ desk }}", "").replace("{{ not_a_template }}", "")
    Documents(shared_simulator).still(outcome.result["definition"])


def test_texts_of_the_pbx_are_no_templates(shared_simulator: Simulator, tmp_path: Path) -> None:
    """A loader that knows no tag of Ansible tells which texts have one."""
    full_clinic(shared_simulator)
    export(shared_simulator, dest=str(tmp_path))
    text = (tmp_path / f"{CLINIC}.yml").read_text(encoding="utf-8")
    found: list[str] = []

    class Loader(yaml.SafeLoader):
        """Collects what is tagged."""

    Loader.add_constructor("!unsafe", lambda loader, node: found.append(node.value))
    yaml.load(text, Loader=Loader)  # noqa: S506
    assert sorted(found) == ["Front {{ desk }}", "menü {{ x }}.wav", "menü {{ x }}.wav", '{"a": "{{ not_a_template }}", "b": 1}']


def test_two_exports_are_equal(shared_simulator: Simulator, tmp_path: Path) -> None:
    full_clinic(shared_simulator)
    first = export(shared_simulator, dest=str(tmp_path))
    assert first.changed
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    again = export(shared_simulator, dest=str(tmp_path))
    assert not again.changed
    assert again.result["definition"] == first.result["definition"]
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()} == before
    assert [stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()] == [0o644] * len(before)


def test_check_mode_tells_the_files_and_writes_none(shared_simulator: Simulator, tmp_path: Path) -> None:
    full_clinic(shared_simulator)
    dest = tmp_path / "pbx"
    options = {"dest": str(dest), "secrets": "include", "secrets_file": str(tmp_path / "secrets.yml")}
    tried = Task(shared_simulator, "portsip_export", PBX_ALONE).run(check=True, **options)
    assert tried.changed
    assert list(tmp_path.iterdir()) == []
    done = export(shared_simulator, **options)
    assert done.result == tried.result
    assert sorted(path.name for path in dest.iterdir()) == [f"{CLINIC}.yml", "system.yml"]
