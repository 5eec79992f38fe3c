# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Record the options of the modules of awx.awx that the role uses: ``python tests/awx_api/record_modules.py DIRECTORY``.

The directory is that of the collection, such as ``site-packages/ansible_collections/awx/awx`` of the community bundle. The argument spec
of each module is read from its source, so that nothing of the collection is run.
"""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path
from typing import Any

USED = (
    *("organization", "credential_type", "credential", "execution_environment", "project", "inventory", "host", "inventory_source"),
    *("notification_template", "job_template", "schedule", "workflow_job_template", "workflow_job_template_node"),
)
HERE = Path(__file__).parent


def options_of(source: str) -> dict[str, Any]:
    """The options of a module: what its ``argument_spec`` says of each, in the words of Ansible."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "argument_spec":
            assert isinstance(node.value, ast.Call)
            return {str(option.arg): _keywords(option.value) for option in node.value.keywords}
    raise ValueError("no argument_spec")


def _keywords(call: ast.expr) -> dict[str, Any]:
    assert isinstance(call, ast.Call)
    said = {str(word.arg): word.value for word in call.keywords if word.arg in ("type", "elements", "choices", "required")}
    # Choices that the module computes are left out.
    return {name: ast.literal_eval(value) for name, value in said.items() if not isinstance(value, ast.Call)}


def main(collection: Path) -> None:
    """Write ``modules.json``."""
    version = json.loads((collection / "MANIFEST.json").read_text(encoding="utf-8"))["collection_info"]["version"]
    sources = {name: (collection / "plugins" / "modules" / f"{name}.py").read_text(encoding="utf-8") for name in USED}
    found = {"awx.awx": version, "modules": {name: options_of(source) for name, source in sources.items()}}
    (HERE / "modules.json").write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
