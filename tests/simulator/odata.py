# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The subset of OData that ``filter`` understands (PortSIP PBX REST API 22.2, filter parameter)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Predicate = Callable[[dict[str, Any]], bool]

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>-?\d+(?:\.\d+)?)(?![\w])|(?P<word>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign>[(),]))", re.ASCII
)
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda left, right: left == right,
    "ne": lambda left, right: left != right,
    "gt": lambda left, right: left > right,
    "ge": lambda left, right: left >= right,
    "lt": lambda left, right: left < right,
    "le": lambda left, right: left <= right,
}
_FUNCTIONS: dict[str, Callable[[str, str], bool]] = {
    "startswith": str.startswith,
    "endswith": str.endswith,
    "contains": str.__contains__,
}
_LITERALS = {"true": True, "false": False, "null": None}


class FilterError(ValueError):
    """The filter cannot be understood."""


def compile_filter(text: str, fields: frozenset[str]) -> Predicate:
    """Return a predicate over objects; raises FilterError for bad syntax or a field that is not in ``fields``."""
    parser = _Parser(_tokens(text), fields)
    predicate = parser.disjunction()
    if parser.tokens:
        raise FilterError(f"unexpected {parser.tokens[0][1]!r}")
    return predicate


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens, position = [], 0
    text = text.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if not match or match.lastgroup is None:
            raise FilterError(f"cannot read {text[position:]!r}")
        tokens.append((match.lastgroup, match[match.lastgroup]))
        position = match.end()
    return tokens


class _Parser:
    def __init__(self, tokens: list[tuple[str, str]], fields: frozenset[str]) -> None:
        self.tokens = tokens
        self._fields = fields

    def _peek(self) -> str:
        return self.tokens[0][1] if self.tokens else ""

    def _take(self, expected: str | None = None) -> tuple[str, str]:
        if not self.tokens or (expected is not None and self.tokens[0][1] != expected):
            raise FilterError(f"expected {expected or 'more'}, found {self._peek() or 'the end'}")
        return self.tokens.pop(0)

    def disjunction(self) -> Predicate:
        """Read ``a or b or ...``."""
        parts = [self._conjunction()]
        while self._peek() == "or":
            self._take()
            parts.append(self._conjunction())
        return parts[0] if len(parts) == 1 else lambda row: any(part(row) for part in parts)

    def _conjunction(self) -> Predicate:
        parts = [self._term()]
        while self._peek() == "and":
            self._take()
            parts.append(self._term())
        return parts[0] if len(parts) == 1 else lambda row: all(part(row) for part in parts)

    def _term(self) -> Predicate:
        if self._peek() == "not":
            self._take()
            inner = self._term()
            return lambda row: not inner(row)
        if self._peek() == "(":
            self._take()
            inner = self.disjunction()
            self._take(")")
            return inner
        kind, word = self._take()
        if kind == "word" and word in _FUNCTIONS:
            return self._function(word)
        return self._comparison(kind, word)

    def _field(self, kind: str, word: str) -> str:
        if kind != "word" or word not in self._fields:
            raise FilterError(f"cannot filter by {word}")
        return word

    def _function(self, word: str) -> Predicate:
        function = _FUNCTIONS[word]
        self._take("(")
        field = self._field(*self._take())
        self._take(",")
        text = self._literal()
        self._take(")")
        if not isinstance(text, str):
            raise FilterError(f"{word} wants a text")
        return lambda row: isinstance(row.get(field), str) and function(row[field], text)

    def _comparison(self, kind: str, word: str) -> Predicate:
        field = self._field(kind, word)
        operator = self._take()[1]
        if operator not in _COMPARE:
            raise FilterError(f"unknown operator {operator}")
        literal = self._literal()
        return lambda row: _compare(operator, row.get(field), literal)

    def _literal(self) -> Any:
        kind, word = self._take()
        if kind == "text":
            return word[1:-1].replace("''", "'")
        if kind == "number":
            return float(word) if "." in word else int(word)
        if kind == "word" and word in _LITERALS:
            return _LITERALS[word]
        raise FilterError(f"expected a value, found {word}")


def _compare(operator: str, left: Any, right: Any) -> bool:
    if operator in ("eq", "ne"):
        same = left == right and isinstance(left, bool) == isinstance(right, bool)
        return same if operator == "eq" else not same
    if left is None or right is None or isinstance(left, str) != isinstance(right, str):
        return False
    return _COMPARE[operator](left, right)
