# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""YAML that every loader reads alike, whether it follows YAML 1.1, as Ansible does, or 1.2.

It is written without a library, so that the bytes are the same on every host, and read with PyYAML, which ansible-core
brings along and which may be missing where a module runs.  A text is quoted unless it consists of words: ``08``, ``no``,
``22:30`` and ``1e5`` are other types to one loader or another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..errors import InvalidInput, MissingLibrary

try:
    import yaml
except ImportError:
    yaml = None  # type: ignore[assignment]

PLAIN = re.compile(r"[^\W\d_](?:[\w ./-]*[\w./])?")
"""Texts that need no quotes, but for the words below."""
RESERVED = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"})
"""Words that are no texts to some loader, and one that is none to many readers; in any case of letters."""
ESCAPED = re.compile('[\x00-\x1f\x7f-\x9f"\\\\\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]')
"""What a double-quoted text can't contain as it is (YAML 1.2, 5.1 and 5.7), and what changes the order of letters."""
NOT_IN_BLOCK = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]|[ \t](?:\n|\\Z)"
)
TEMPLATE = re.compile(r"\{[{%#]")
"""How a template of Jinja begins."""


class Template(str):
    """A text that Ansible is to evaluate."""

    __slots__ = ()


class Encrypted(str):
    """A text that ansible-vault has encrypted."""

    __slots__ = ()


class Literal(str):
    """A text that Ansible must not evaluate, whatever it contains."""

    __slots__ = ()


def written(value: Mapping[str, Any]) -> str:
    """A document as YAML, in time that is linear in its size.

    :param value: mappings, lists, texts, numbers, booleans and nulls; a text that looks like a template and is no
        ``Template`` gets the tag ``!unsafe``.
    """
    return "\n".join(_lines(value, "")) + "\n"


def _lines(value: Any, indent: str) -> Iterator[str]:
    """The lines of a mapping or a list that is not empty."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from _entry(f"{indent}{_text(str(name))}:", item, indent)
        return
    for item in value:
        if isinstance(item, (Mapping, list, tuple)) and item:
            first, *others = _lines(item, f"{indent}  ")
            yield f"{indent}- {first[len(indent) + 2 :]}"
            yield from others
        else:
            yield from _entry(f"{indent}-", item, indent)


def _entry(begin: str, value: Any, indent: str) -> Iterator[str]:
    """The lines of a value that belongs to a key or a dash."""
    if isinstance(value, (Mapping, list, tuple)) and value:
        yield begin
        yield from _lines(value, f"{indent}  ")
        return
    tag = _tag(value)
    if isinstance(value, str) and _is_block(value):
        stripped = value.rstrip("\n")
        ends = len(value) - len(stripped)
        yield f"{begin} {tag}|{('-', '')[ends] if ends < 2 else '+'}"
        yield from (f"{indent}  {line}" if line else "" for line in stripped.split("\n"))
        yield from [""] * (ends - 1)
        return
    yield f"{begin} {tag}{_scalar(value)}"


def _tag(value: Any) -> str:
    if isinstance(value, Encrypted):
        return "!vault "
    return "!unsafe " if isinstance(value, str) and not isinstance(value, Template) and TEMPLATE.search(value) else ""


def _is_block(text: str) -> bool:
    """Whether a text can be a block of lines, which no loader changes."""
    return "\n" in text.rstrip("\n") and text[0] not in " \n" and not NOT_IN_BLOCK.search(text)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, float):
        # YAML 1.1 takes a number without a period for a text.
        digits, exponent, power = repr(value).partition("e")
        return f"{digits}{'' if '.' in digits else '.0'}e{power if power[0] in '+-' else f'+{power}'}" if exponent else digits
    return json.dumps(value)


def _text(text: str) -> str:
    if PLAIN.fullmatch(text) and text.casefold() not in RESERVED:
        return text
    return '"' + ESCAPED.sub(_escaped, text) + '"'


def _escaped(match: re.Match[str]) -> str:
    short = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
    return short.get(match[0]) or f"\\u{ord(match[0]):04X}"


def read(text: str, where: str) -> Any:
    """What a text in YAML says; texts that are encrypted or must not be evaluated keep that (``Encrypted``, ``Literal``).

    :param where: the option and the file, for error texts.
    :raises InvalidInput: it is no YAML.
    :raises MissingLibrary: PyYAML is not installed.
    """
    if yaml is None:
        raise MissingLibrary(f"PyYAML is required to read {where}: pip install PyYAML")
    try:
        return yaml.load(text, Loader=_loader())  # noqa: S506 (a SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark is not None else ""
        raise InvalidInput(f"{where}{line}: is not valid YAML: {getattr(error, 'problem', None) or type(error).__name__}") from None
    except (ValueError, RecursionError) as error:
        raise InvalidInput(f"{where}: is not valid YAML: {error}") from None


def as_written(value: Any) -> Any:
    """A copy of what was read that is written as it stood there: a template stays one."""
    if isinstance(value, Mapping):
        return {name: as_written(item) for name, item in value.items()}
    if isinstance(value, list):
        return [as_written(item) for item in value]
    is_plain = isinstance(value, str) and not isinstance(value, (Template, Encrypted, Literal))
    return Template(value) if is_plain and TEMPLATE.search(value) else value


def _loader() -> Any:
    """A safe loader that knows the tags of Ansible, made in C where that is possible."""
    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    kinds = {"!vault": Encrypted, "!unsafe": Literal}
    loader = type("AnsibleTags", (base,), {})
    for tag, kind in kinds.items():
        loader.add_constructor(tag, lambda self, node, kind=kind: kind(node.value))  # type: ignore[attr-defined]
    return loader
