# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Every list of a document, and of the definition of a role, takes what its entries share, and tells what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.run.document.check import read_document
from ansible_collections.portsip.pbx.plugins.module_utils.schema.shared_values import expanded
from ansible_collections.portsip.pbx.plugins.module_utils.schema.tree import DOCUMENT, Kind

SCHEMA = jsonschema.Draft7Validator(
    json.loads((Path(__file__).parents[6] / "docs" / "schema" / "portsip.schema.json").read_text(encoding="utf-8"))
)
KEYS = {"domain": "a.example.net", "extension_number": "2001", "extension_id": 901, "name": "one"}


def kinds_within(kind: Kind, around: tuple[Kind, ...] = ()) -> list[tuple[Kind, ...]]:
    """Each kind with those that it stands in."""
    here = (*around, kind)
    return [here, *(found for child in kind.children for found in kinds_within(child, here))]


LISTS = {".".join(kind.name for kind in kinds): kinds for root in DOCUMENT for kinds in kinds_within(root) if not kinds[-1].single}


def holding(kinds: tuple[Kind, ...], value: Any) -> tuple[dict[str, Any], str]:
    """A document with a value in place of a list, one entry in each list around it; and the path of the value."""
    kind, *below = kinds
    if not below:
        return {kind.name: value}, kind.name
    inside, path = holding(tuple(below), value)
    if kind.single:
        return {kind.name: inside}, f"{kind.name}.{path}"
    entry = {name: KEYS[name] for name in kind.keys}
    return {kind.name: [{**entry, **inside}]}, f"{kind.name}[0].{path}"


@pytest.mark.parametrize("kinds", LISTS.values(), ids=LISTS)
def test_a_misspelt_key_is_told_where_it_stands(kinds: tuple[Kind, ...]) -> None:
    document, path = holding(kinds, {"defaults": {"nonsense": 1}, "items": [{}]})
    told = {finding.path: finding.message for finding in read_document(document).findings}
    assert "unknown key" in told[f"{path}.defaults.nonsense"]
    assert not SCHEMA.is_valid(document)


@pytest.mark.parametrize("kinds", LISTS.values(), ids=LISTS)
def test_a_list_with_nothing_in_it_is_valid(kinds: tuple[Kind, ...]) -> None:
    document, _path = holding(kinds, {"defaults": {}, "items": []})
    assert read_document(document).findings == []
    SCHEMA.validate(document)


@pytest.mark.parametrize("kinds", [kinds for kinds in LISTS.values() if len(kinds) > 1], ids=[name for name in LISTS if "." in name])
def test_roles_get_a_plain_list(kinds: tuple[Kind, ...]) -> None:
    root, *below = kinds
    found, _path = holding(tuple(below), {"defaults": {"a": 1}, "items": [{}, {"a": 2}]})
    plain, _path = holding(tuple(below), [{"a": 1}, {"a": 2}])
    assert expanded(root, found, lambda value: False) == plain
