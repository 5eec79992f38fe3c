# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Files of documents on the controller: read without Ansible where it would find the same, and by Ansible where it would not."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar
from ansible_collections.portsip.pbx.plugins.module_utils.base.yaml_files import Hidden, LeftToAnsible
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.plugin_utils.document_files import ControllerFiles

VARIABLES = {"vault_pin": "284193", "ring_name": "Front desk"}
SAME = {
    "numbers": "a: [1, 0x1f, 010, 1_000, 1.5, 1e3, .inf, 1:30]\nb: '0100'",
    "words": "a: [yes, no, on, off, true, null, ~, '']\nyes: 1\n2: 3",
    "dates": "a: 2026-01-31\nb: 2026-01-31T08:00:00Z\nc: 2026-01-31 08:00:00",
    "texts": 'a: "Z\\u00fcrich\\tNord"\nb: |\n  two\n  lines\nc: >-\n  one\n  line\nd: "\\U0001F600"',
    "anchors": "a: &shared {x: 1, y: 2}\nb: {<<: *shared, y: 3}\nc: *shared",
    "templates": "a: '{{ vault_pin }}'\nb: '{{ ring_name }}'\nc: ['x {{ 1 + 1 }}', '{% if true %}y{% endif %}']\nd: '{{ missing }}'",
    "JSON": '{"a": [1e3, 1.0, "\\u00e9", null, true], "b": {"c": "{{ ring_name }}"}}',
    "a mark at the beginning": "\ufeffa: 1",
    "nothing": "",
    "a list": "- a\n- {b: c}",
    "a document mark": "---\na: 1\n...\n",
}
ANSIBLE = {
    "a key given twice": "a: 1\na: 2",
    "an inner key given twice": "a: {b: 1, b: 2}",
    "a value that is no template": "a: !unsafe '{{ ring_name }}'",
    "two documents": "a: 1\n---\nb: 2",
    "no YAML": "a: [1",
    "an unknown tag": "a: !odd 1",
}


class Loader(DataLoader):
    """Counts what Ansible itself reads."""

    read = 0

    def load_from_file(self, *args: Any, **options: Any) -> Any:
        """See there."""
        self.read += 1
        return super().load_from_file(*args, **options)


def files(loader: DataLoader) -> ControllerFiles:
    return ControllerFiles(loader, Templar(loader, variables=VARIABLES))


def written(directory: Path, text: str) -> str:
    path = directory / "north.yml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("text", SAME.values(), ids=SAME.keys())
def test_a_plain_file_reads_as_ansible_reads_it(tmp_path: Path, text: str) -> None:
    path, loader = written(tmp_path, text), Loader()
    found = files(loader)(path)
    assert loader.read == 0
    with mock.patch("ansible_collections.portsip.pbx.plugins.plugin_utils.document_files.read_unmarked", side_effect=LeftToAnsible):
        assert files(loader)(path) == found
    assert loader.read == 1


@pytest.mark.parametrize("text", ANSIBLE.values(), ids=ANSIBLE.keys())
def test_what_only_ansible_understands_is_left_to_it(tmp_path: Path, text: str) -> None:
    loader = Loader()
    with contextlib.suppress(InvalidInput):
        files(loader)(written(tmp_path, text))
    assert loader.read == 1


def test_what_variables_with_the_name_of_a_secret_hold_is_marked(tmp_path: Path) -> None:
    text = "a: '{{ vault_pin }}'\nb: '{{ portal.password }}'\nc: '{{ ring_name }}'\nd: '{{ ring_name }} {{ api_token }}'"
    templar = Templar(Loader(), variables={**VARIABLES, "portal": {"password": "Web-Pass-1"}, "api_token": "Token-1"})
    found = ControllerFiles(Loader(), templar)(written(tmp_path, text))
    assert found == {"a": Hidden("284193"), "b": Hidden("Web-Pass-1"), "c": "Front desk", "d": Hidden("Front desk Token-1")}


def test_a_path_starts_where_the_playbook_is(tmp_path: Path) -> None:
    written(tmp_path, "a: 1")
    loader = Loader()
    loader.set_basedir(str(tmp_path))
    assert files(loader)("north.yml") == {"a": 1}
    assert loader.read == 0
