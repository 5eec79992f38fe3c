# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""JSON in both directions, strictly."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.base.strict_json import DEEPEST, decode, encode
from ansible_collections.portsip.pbx.plugins.module_utils.errors import InvalidInput
from ansible_collections.portsip.pbx.plugins.module_utils.transport.http_answer import Answer


def nested(levels: int) -> str:
    return "[" * levels + "]" * levels


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b"", None),
        (b" \r\n", None),
        (b'{"a": [1, 2.5, null, true, "\xc3\xa4"]}', {"a": [1, 2.5, None, True, "ä"]}),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        (b"[NaN, Infinity, -Infinity, 1e999, -1e999, 1.5]", [None, None, None, None, None, 1.5]),
        ('{"a": "ä"}'.encode("utf-16"), {"a": "ä"}),
        (nested(DEEPEST).encode(), json.loads(nested(DEEPEST))),
        (json.dumps([{"a": [1]}] * 1000).encode(), [{"a": [1]}] * 1000),
    ],
)
def test_json_is_read(body: bytes, value: Any) -> None:
    assert decode(body) == value


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html>", "Expecting value"),
        (b'{"a": 1', "Expecting"),
        (b"\xff\xfe\xfd", "decode"),
        (b'"\xff"', "decode"),
        (b"1" * 5000, "digits"),
        (nested(DEEPEST + 1).encode(), "nested deeper than 64 levels"),
        (nested(100_000).encode(), "nested deeper than 64 levels"),
        (b'{"a":' * 100_000, "nested deeper than 64 levels"),
        (("[" * 90 + "1" + "]" * 90).encode(), "nested deeper than 64 levels"),
    ],
)
def test_what_is_no_json_is_said(body: bytes, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        decode(body)
    answer = Answer(200, {}, body)
    assert not answer.is_json
    with pytest.raises(ValueError, match=words):
        answer.json()


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (rb'{"name": "a\ud83d"}', {"name": "a\ufffd"}),
        (rb'{"name": "\uDE00b"}', {"name": "\ufffdb"}),
        (rb'{"\ud800": ["\udfff", {"x": "\ud83d\ud83d\ude00"}]}', {"\ufffd": ["\ufffd", {"x": "\ufffd\U0001f600"}]}),
        (rb'["\ud83d\ude00"]', ["\U0001f600"]),
        (b'["\xed\xa0\xbd"]', ["\ufffd"]),
        (b'["\xed\xa0\xbd\xed\xb8\x80"]', ["\U0001f600"]),
        ('["a\ud83d"]'.encode("utf-16-le", "surrogatepass"), ["a\ufffd"]),
    ],
)
def test_halves_of_surrogate_pairs_are_replaced(body: bytes, value: Any) -> None:
    read = decode(body)
    assert read == value
    json.dumps(read, ensure_ascii=False).encode()  # nothing is left that cannot be written


def test_an_error_body_is_read_as_strictly() -> None:
    assert Answer(400, {}, rb'{"message": "a\ud83d token-1"}', frozenset({"token-1"})).public_json() == {"message": "a\ufffd ********"}
    with pytest.raises(ValueError, match="nested deeper"):
        Answer(400, {}, nested(100_000).encode()).public_json()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"name": "a\ud83d"}, "^name: contains half of a surrogate pair"),
        ({"a\ud83d": 1}, "contains half of a surrogate pair"),
        ({"rules": [{"number": math.inf}]}, r"^rules\[0\]\.number: inf is not a number"),
        ({"extra": {"x": math.nan}}, r"^extra\.x: nan is not a number"),
        ({"id": 10**5000}, "^id: is larger than any integer of the API"),
        ({"id": -(2**63)}, "^id: is larger"),
        (json.loads(nested(500)), "nested deeper than 64 levels"),
    ],
)
def test_what_has_no_form_in_json_is_not_sent(value: Any, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        encode(value)


def test_json_is_written() -> None:
    assert json.loads(encode({"a": ["ä", 2**63 - 1, None, True, 1.5]})) == {"a": ["ä", 2**63 - 1, None, True, 1.5]}
