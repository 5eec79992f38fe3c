# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Which values an export leaves out, as creation gives them to a field by itself."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.run.export.entries import _is_default
from ansible_collections.portsip.pbx.tests.unit.support.things import THING


@pytest.mark.parametrize(("value", "left_out"), [(1, True), (2, False), (True, False), (1.0, False), ("1", False)])
def test_a_value_is_left_out_where_the_module_gives_it_on_creation(value: Any, left_out: bool) -> None:
    assert _is_default(THING, value, ("level",), inside=True) is left_out
    assert not _is_default(THING, value, ("level",), inside=False)
    assert not _is_default(THING, value, ("size",), inside=True)
