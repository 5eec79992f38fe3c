# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Many objects, with names of any script: time grows with their number, and no faster."""

from __future__ import annotations

import time
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.base import yaml_text
from ansible_collections.portsip.pbx.plugins.module_utils.read.names import Lists, Names
from ansible_collections.portsip.pbx.plugins.module_utils.run.export.building import Builder
from ansible_collections.portsip.pbx.plugins.module_utils.run.export.former import ROOTS, Former
from ansible_collections.portsip.pbx.plugins.module_utils.run.export.nodes import Node
from ansible_collections.portsip.pbx.plugins.module_utils.run.export.outcome import Export
from ansible_collections.portsip.pbx.plugins.module_utils.run.export.selection import Selection
from ansible_collections.portsip.pbx.plugins.module_utils.schema.addresses import ADDRESSES


def trunks(count: int) -> list[dict[str, Any]]:
    """Trunks as a list of the API has them."""
    return [{"id": f"7300{number:014}", "name": f"Транк № {number} 東京"} for number in range(count)]


class Api:
    """Answers a list of trunks at once."""

    def __init__(self, count: int) -> None:
        self._count = count

    def list_all(self, path: str, *, paged: bool) -> list[dict[str, Any]]:
        """The trunks, whatever list is asked for."""
        return trunks(self._count)


def names(count: int) -> Names:
    """The names of so many trunks, which an API answers at once."""
    client: Any = Api(count)
    return Names(client, Lists())


def exported(count: int) -> Export:
    """So many receptionists of a tenant, each with the trunk of another number."""
    client: Any = Api(count)
    tenants = ROOTS["tenants"]
    part = next(below for below in tenants.parts if below.name == "ivrs")
    clients: Any = {"tenant": client, "system": client}
    root = Node(tenants, ("tenants",), {"domain": "clinic.example.net", "name": "Clinic"}, clients, ("clinic.example.net",), ("",))
    root.children["ivrs"] = [
        Node(
            part,
            ("tenants", "ivrs"),
            {
                "id": str(number),
                "extension_number": f"{100000 + number}",
                "name": f"Empfang № {number} 東京",
                "pin": "739512",
                "outbound_caller_ids": [{"provider_id": f"7300{count - number - 1:014}", "caller_id": "+4930"}],
            },
            clients,
            ("clinic.example.net", f"{100000 + number}"),
            ("", "ivr"),
        )
        for number in range(count)
    ]
    builder = Builder(Selection(), Lists())
    builder.build(root)
    assert builder.clashes == []
    return Export([root], "placeholder", Former())


def seconds(count: int) -> float:
    """How long the processor is at work for so many receptionists, up to the text of their file."""
    begin = time.process_time()
    text = yaml_text.written(exported(count).document)
    assert text.count("Empfang № ") == text.count("Транк № ") == count
    return time.process_time() - begin


def test_each_id_finds_its_name() -> None:
    many = names(50_000)
    assert many.named(ADDRESSES["trunk"], "730000000000049999").text == "Транк № 49999 東京"
    begin = time.process_time()
    for number in range(50_000):
        assert not many.named(ADDRESSES["trunk"], f"7300{number:014}").fault
    assert time.process_time() - begin < 10


def test_placeholders_and_names_stay_apart() -> None:
    document = exported(300).document
    (tenant,) = document["tenants"]
    assert len({ivr["pin"] for ivr in tenant["ivrs"]}) == 300
    assert tenant["ivrs"][7]["outbound_caller_ids"] == [{"trunk": "Транк № 292 東京", "caller_id": "+4930"}]


@pytest.mark.long
def test_time_is_linear_in_the_number_of_objects() -> None:
    """Ten times the objects take no more than twenty times the time."""
    few = min(seconds(1_000) for _attempt in range(2))
    assert seconds(10_000) < 20 * few
