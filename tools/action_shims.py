"""Write the action plugins that run each module in the controller's process: ``make shims``.

Each module has one of its own name, a few lines that name the module and nothing else. One plugin for all modules would
not do: Ansible takes a module's defaults, documentation and check mode by the name of its action. A test fails while a
file is missing, differs, or belongs to no module.
"""

from __future__ import annotations

import pathlib

from checkout import ROOT

MODULES = ROOT / "plugins" / "modules"
ACTIONS = ROOT / "plugins" / "action"
TEMPLATE = """\
# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
\"\"\"Runs {name} in the controller's process; written by tools/action_shims.py.\"\"\"

from __future__ import annotations

from ansible_collections.portsip.pbx.plugins.modules.{name} import MODULE
from ansible_collections.portsip.pbx.plugins.plugin_utils.in_process import action_for
from ansible_collections.portsip.pbx.plugins.plugin_utils.option_check import check_options

ActionModule = action_for(MODULE)


def main() -> None:
    \"\"\"Check the options of a task, for ansible-lint.\"\"\"
    check_options(MODULE)
"""


def wanted() -> dict[pathlib.Path, str]:
    """Return the text of each file that has to be there."""
    names = sorted(path.stem for path in MODULES.glob("*.py") if path.stem != "__init__")
    return {ACTIONS / f"{name}.py": TEMPLATE.format(name=name) for name in names}


def superfluous() -> list[pathlib.Path]:
    """Return the action plugins that belong to no module."""
    return sorted(set(ACTIONS.glob("*.py")) - set(wanted()))


def main() -> None:
    """Write what is missing or differs, remove what is superfluous, and say so."""
    ACTIONS.mkdir(parents=True, exist_ok=True)
    for path, text in wanted().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
    for path in superfluous():
        path.unlink()
        print(f"removed {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
