# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is written as YAML, every loader reads as it was: those of YAML 1.1, as Ansible's, and those of 1.2."""

from __future__ import annotations

import io
import time
from typing import Any

import pytest
import yaml
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar
from ansible_collections.portsip.pbx.plugins.module_utils.base import yaml_text
from ansible_collections.portsip.pbx.plugins.module_utils.base.yaml_text import Encrypted, Literal, Template
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput, MissingLibrary
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

TRAPS = (
    *("0123", "08", "1e5", "no", "22:30", "1_000", "0x1f", "~", "2026-01-01", "0o17", "0b1", "+49", "-1", "1.0", ".5", ".inf", ".nan"),
    *("y", "Yes", "ON", "Off", "TRUE", "null", "Null", "None", "=", "<<", "", " ", "a: b", "a:", "- a", "? a", "#x", "a #b", "@x", "`x"),
    *("%x", "&x", "*x", "!x", "|", ">", "[x]", "{x}", "'x'", '"x"', "a\\b", "x, y", " x", "x ", "12:30:45", "1,5", "1e-3", "6.022e23"),
)
BLOCKS = (
    "a\nb",
    "a\nb\n",
    "a\n\nb\n\n",
    "\n",
    "a\n",
    "  x\ny",
    "x\n  y",
    "x \ny",
    "a\r\nb",
    "a\tb\nc",
    "\ta\nb",
    "---\n...\n",
    "\u2028\nx",
)


def loaded(text: str) -> tuple[Any, Any]:
    """What loaders of YAML 1.1 and of 1.2 read."""
    newer = YAML(typ="safe", pure=True)
    newer.version = (1, 2)
    return yaml.safe_load(text), newer.load(io.StringIO(text))


@pytest.mark.parametrize("text", [*TRAPS, *BLOCKS])
def test_a_text_stays_a_text(text: str) -> None:
    document = {"value": text, text or "empty": [text, {"inside": text}]}
    assert loaded(yaml_text.written(document)) == (document, document)


TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from([*TRAPS, *BLOCKS])
NUMBERS = st.integers(-(2**63), 2**63) | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.none()
VALUES = st.recursive(
    TEXTS | NUMBERS, lambda inside: st.lists(inside, max_size=4) | st.dictionaries(TEXTS, inside, max_size=4), max_leaves=12
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=3))
def test_any_value_is_read_as_it_was(document: dict[str, Any]) -> None:
    text = yaml_text.written(document)
    assert yaml_text.read(text, "document") == document
    assert text.encode("utf-8").decode("utf-8") == text


def test_letters_of_any_script_stay_readable() -> None:
    assert yaml_text.written({"name": "Клиника 東京", "trunk": "Ünï"}) == "name: Клиника 東京\ntrunk: Ünï\n"


def test_long_texts_are_blocks() -> None:
    assert yaml_text.written({"key": "BEGIN\nabc\nEND\n", "note": "a\nb"}) == "key: |\n  BEGIN\n  abc\n  END\nnote: |-\n  a\n  b\n"


def test_letters_that_change_the_order_of_others_are_escaped() -> None:
    assert yaml_text.written({"name": "a\u202eb"}) == 'name: "a\\u202Eb"\n'


def test_only_templates_are_evaluated() -> None:
    """Ansible evaluates what has no tag."""
    document = {"pin": Template("{{ vault_pin }}"), "name": "{{ x }}", "note": "{% x", "more": "{# x", "plain": "{x}"}
    text = yaml_text.written(document)
    assert text == 'pin: "{{ vault_pin }}"\nname: !unsafe "{{ x }}"\nnote: !unsafe "{% x"\nmore: !unsafe "{# x"\nplain: "{x}"\n'
    read = yaml_text.read(text, "document")
    assert read == document
    assert [type(read[name]) for name in ("pin", "name", "plain")] == [str, Literal, str]
    assert yaml_text.written({"pin": read["pin"]}) != yaml_text.written({"pin": Template(read["pin"])})


def test_ansible_reads_what_was_written() -> None:
    """Its own loader, which knows the tags; of what is in a block too."""
    block = "first {{ x }}\nsecond {% y"
    document = {"name": "{{ x }}", "block": block, "{{ key }}": [{"inside": "{{ z }}"}], "plain": "0123"}
    read = DataLoader().load(yaml_text.written(document))
    assert read == document
    templated = Templar(DataLoader(), variables={"x": "evaluated"}).template({"name": read["name"], "block": read["block"]})
    assert templated == {"name": "{{ x }}", "block": block}


def test_encrypted_texts_stay_encrypted() -> None:
    document = {"pin": Encrypted("$ANSIBLE_VAULT;1.1;AES256\n3061\n")}
    text = yaml_text.written(document)
    assert text == "pin: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  3061\n"
    assert isinstance(yaml_text.read(text, "document")["pin"], Encrypted)


@pytest.mark.parametrize("text", ["a: [", "a: b: c", "a: !unknown x", "\x00", "a: &x\nb: *y"])
def test_what_is_no_yaml_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"^dest: 'x.yml'.*is not valid YAML"):
        yaml_text.read(text, "dest: 'x.yml'")


def test_reading_without_the_library_says_which_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_text, "yaml", None)
    assert yaml_text.written({"a": 1}) == "a: 1\n"
    with pytest.raises(MissingLibrary, match="PyYAML"):
        yaml_text.read("a: 1", "document")


@pytest.mark.parametrize("count", [2_000, pytest.param(50_000, marks=pytest.mark.long)])
def test_time_is_linear_in_the_number_of_objects(count: int) -> None:
    """Ten times the objects take no more than twenty times the time, with names of any script."""

    def seconds(most: int) -> float:
        rules = [{"to": "08:00"}]
        objects = [{"extension_number": f"{number:05}", "name": f"Empfang № {number} 東京", "rules": rules} for number in range(most)]
        begin = time.process_time()
        yaml_text.written({"ivrs": objects})
        return time.process_time() - begin

    few = min(seconds(count // 10) for _attempt in range(3))
    assert seconds(count) < 20 * few + 0.1
