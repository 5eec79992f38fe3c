# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The filter ``combined_documents``: the files of a directory are one document together."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from ansible_collections.portsip.pbx.plugins.filter.combined_documents import FilterModule

combined = FilterModule().filters()["combined_documents"]
OMIT = object()


def test_tenants_and_queues_in_the_order_of_the_files() -> None:
    first = {"tenants": {"defaults": {"region": "USA"}, "items": [{"domain": "a", "literal": ["name"], "ivrs": {"items": []}}]}}
    second = {"tenants": [{"domain": "b"}], "queues": [], "system": {"ip_rules": {"defaults": {}, "items": []}}}
    third = {"system": {"dealers": []}, "tenants": OMIT, "queues": None}
    assert combined([first, None, second, third], OMIT) == {
        "system": {"ip_rules": {"defaults": {}, "items": []}, "dealers": []},
        "tenants": [{"region": "USA", "domain": "a", "literal": ["name"], "ivrs": {"items": []}}, {"domain": "b"}],
        "queues": [],
    }


@pytest.mark.parametrize(
    ("documents", "says"),
    [
        ([{"system": {"dealers": []}}, {"system": {"dealers": [], "settings": {}}}], "system.dealers: given in more than one document"),
        ([{}, []], "document 2 must be a mapping with the keys system, tenants, queues"),
        ([{"tenants": {}}], "document 1: tenants must be a list"),
        ([{"system": []}, {}], "document 1: system must be a mapping"),
    ],
)
def test_what_is_no_document(documents: list[Any], says: str) -> None:
    with pytest.raises(AnsibleFilterError, match=says):
        combined(documents, OMIT)
