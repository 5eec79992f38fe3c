# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The filter ``positions``: each entry of an inner list, but for what was omitted."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.filter.positions import FilterModule

positions = FilterModule().filters()["positions"]


@pytest.mark.parametrize("omit", [object(), "__omit_place_holder__97c9768a8c1e2d6e9dc476c465bf04572a3660b6"])
def test_positions(omit: Any) -> None:
    outer = [{"urls": [{}, omit, {}]}, {}, {"urls": None}, {"urls": omit}, {"urls": []}, {"urls": [{"name": omit}]}]
    assert positions(outer, "urls", omit) == [[0, 0], [0, 2], [5, 0]]
