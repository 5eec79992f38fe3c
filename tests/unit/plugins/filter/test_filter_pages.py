# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The page of each filter can be read, describes its arguments, and its examples use it."""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

FILTERS = sorted(path.stem for path in (Path(__file__).resolve().parents[4] / "plugins" / "filter").glob("*.py"))


@pytest.mark.parametrize("name", FILTERS)
def test_the_page_of_a_filter(name: str) -> None:
    module = importlib.import_module(f"ansible_collections.portsip.pbx.plugins.filter.{name}")
    page = yaml.safe_load(module.DOCUMENTATION)
    assert page["name"] == name
    assert all(isinstance(text, str) for text in page["description"])
    assert {"type", "description"} <= yaml.safe_load(module.RETURN)["_value"].keys()
    _value, *arguments = inspect.signature(module.FilterModule().filters()[name]).parameters
    assert page["options"].keys() == {"_input", *arguments}
    assert page.get("positional", "").replace(" ", "").split(",") == (arguments or [""])
    assert f"portsip.pbx.{name}" in str(yaml.safe_load(module.EXAMPLES))


def test_filters_import_nothing_that_takes_long() -> None:
    """A worker of Ansible that needs one filter of a collection imports them all, for each host and task."""
    names = ", ".join(f"ansible_collections.portsip.pbx.plugins.filter.{name}" for name in FILTERS)
    heavy = "{'pydantic', 'requests'} & sys.modules.keys()"
    source = f"import sys; sys.path[:] = {sys.path!r}; import {names}; print(sorted({heavy}))"
    done = subprocess.run([sys.executable, "-c", source], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
