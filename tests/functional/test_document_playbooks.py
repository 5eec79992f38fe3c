# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The playbooks for documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from functional.running import Playbooks

CHECKOUT = Path(__file__).parents[2]
EXAMPLE = CHECKOUT / "examples" / "documents" / "clinics.yml"
SECRETS = CHECKOUT / "examples" / "vault" / "clinics.yml"


def test_validate_tells_of_each_document_that_is_not_valid(bare_playbooks: Playbooks, tmp_path: Path) -> None:
    tenants = tmp_path / "tenants"
    tenants.mkdir()
    (tenants / "a.yml").write_text("tenants: [{domain: a.example.net, nmae: Lac}]\n", encoding="utf-8")
    (tenants / "b.yml").write_text('tenants: [{domain: b.example.net, name: "{{ vault_nothing }}"}]\n', encoding="utf-8")
    (tenants / "c.yml").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    started = bare_playbooks.start_playbook("portsip.pbx.validate", "-e", f"document_path={tenants}", "-e", f"@{SECRETS}")
    run = bare_playbooks.finish(started, succeed=False)
    assert run.failed == ["Validate a.yml", "Validate b.yml", "Every document is valid"]
    assert run.result("Validate a.yml")["error"]["findings"] == [{"path": "tenants[0].nmae", "message": "unknown key; did you mean name?"}]
    assert "vault_nothing" in run.result("Validate b.yml")["msg"]
    assert run.result("Validate c.yml")["entries"]["tenants"] == 3
    assert "a.yml, b.yml" in run.result("Every document is valid")["msg"]


def test_validate_names_a_file_that_is_missing(bare_playbooks: Playbooks) -> None:
    started = bare_playbooks.start_playbook("portsip.pbx.validate", "-e", "document_path=tenants/x.yml")
    assert "No file tenants/x.yml" in bare_playbooks.finish(started, succeed=False).result("Find the documents")["msg"]
