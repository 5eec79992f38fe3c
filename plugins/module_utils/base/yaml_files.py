# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Files of YAML with the tags that Ansible knows, read by Ansible where it is there to do that, otherwise without its secrets.

On the controller, whoever runs the work has Ansible read them, which decrypts values and evaluates templates.  Elsewhere there are
neither vault passwords nor variables, and such values stay unread.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import InvalidInput, MissingLibrary

try:
    import yaml
except ImportError:
    yaml = None  # type: ignore[assignment]

TEMPLATE = re.compile(r"\{[{%#]")
"""What begins an expression, a statement or a comment of Jinja."""
VAULT = "$ANSIBLE_VAULT;"
"""How a file begins that is encrypted as a whole."""
MARKED = re.compile(rf"!vault|!unsafe|{re.escape(VAULT)}")
"""What only Ansible understands."""
ENCRYPTED = "it is encrypted with ansible-vault, and cannot be decrypted here"
NOT_EVALUATED = "it is a template, and is evaluated only where the task runs on the controller"


@dataclass(frozen=True)
class Unreadable:
    """Stands for a value that can't be read here.

    :param why: the reason, to follow on the name of the value.
    """

    why: str


@dataclass(frozen=True)
class Hidden:
    """A value that the file holds encrypted, and that is never to be shown.

    :param value: what it is.
    """

    value: Any


class LeftToAnsible(Exception):
    """A file that only Ansible reads as it is meant."""


Reader = Callable[[str], Any]
"""Reads a file: plain values, with ``Unreadable`` and ``Hidden`` among them.

Raises ``InvalidInput`` where it can't be read.
"""
_reader: Reader | None = None


@contextmanager
def yaml_read_by(reader: Reader) -> Iterator[None]:
    """Let the reader read files in this process."""
    global _reader
    before, _reader = _reader, reader
    try:
        yield
    finally:
        _reader = before


def read_yaml(path: str) -> Any:
    """The content of a file.

    :raises InvalidInput: it can't be read; the text begins with the path.
    :raises MissingLibrary: PyYAML is missing where the module runs.
    """
    return (_reader or read_without_secrets)(path)


def read_without_secrets(path: str) -> Any:
    """The content of a file, without what only Ansible can read.

    :raises InvalidInput: it can't be read.
    :raises MissingLibrary: PyYAML is missing.
    """
    if yaml is None:
        raise MissingLibrary("PyYAML is required to read documents, and is missing for the Python that runs the module")
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InvalidInput(f"{path}: can't be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InvalidInput(f"{path}: is not encoded in UTF-8") from None
    if text.startswith(VAULT):
        raise InvalidInput(f"{path}: the file is encrypted with ansible-vault, and cannot be decrypted here")
    try:
        return yaml.load(text, Loader=_loader())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise InvalidInput(f"{path}{where}: is not valid YAML: {error.problem or error.context}") from None
    except yaml.YAMLError:
        raise InvalidInput(f"{path}: is not valid YAML") from None
    except (RecursionError, ValueError):
        raise InvalidInput(f"{path}: has a value that is not valid YAML") from None


def read_unmarked(path: str) -> Any:
    """The content of a file that has none of Ansible's tags, with templates as they stand.

    Ten times as fast as Ansible, which keeps at each value where it stands: of many documents, reading them was a fifth of the work.

    :raises LeftToAnsible: it has such tags, or is encrypted, gives a key twice (Ansible warns of that), or can't be read.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise LeftToAnsible from None
    if yaml is None or MARKED.search(text):
        raise LeftToAnsible
    try:
        return json.loads(text)  # as Ansible: 1e3 is a number in JSON, and a text in YAML
    except (RecursionError, ValueError):
        pass
    try:
        return yaml.load(text, Loader=_strict_loader())
    except (yaml.YAMLError, RecursionError, ValueError):
        raise LeftToAnsible from None


@cache
def _strict_loader() -> Any:
    """A loader of plain values that refuses a key given twice."""

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """Looks at the keys of each mapping."""

        def construct_mapping(self, node: Any, deep: bool = False) -> Any:
            """A mapping.

            :raises LeftToAnsible: a key stands twice.
            """
            keys = [key.value for key, _value in getattr(node, "value", ()) if isinstance(key, yaml.ScalarNode)]
            if len(set(keys)) < len(keys):
                raise LeftToAnsible
            return super().construct_mapping(node, deep=deep)

    return Loader


@cache
def _loader() -> Any:
    """A loader of plain values, for which Ansible's tags mean what they say."""

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """Knows ``!vault`` and ``!unsafe``."""

    Loader.add_constructor("!vault", lambda loader, node: Unreadable(ENCRYPTED))
    Loader.add_constructor("!vault-encrypted", lambda loader, node: Unreadable(ENCRYPTED))
    Loader.add_constructor("!unsafe", _unsafe)
    Loader.add_constructor("tag:yaml.org,2002:str", _text)
    Loader.add_constructor("tag:yaml.org,2002:timestamp", _date)
    return Loader


def _text(loader: Any, node: Any) -> Any:
    text = loader.construct_scalar(node)
    return Unreadable(NOT_EVALUATED) if TEMPLATE.search(text) else text


def _unsafe(loader: Any, node: Any) -> Any:
    """What is inside is no template, at any depth."""
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_unsafe(loader, item) for item in node.value]
    return {loader.construct_object(key, deep=True): _unsafe(loader, item) for key, item in node.value}


def _date(loader: Any, node: Any) -> Any:
    found = loader.construct_yaml_timestamp(node)
    return found.isoformat() if isinstance(found, date) else found
