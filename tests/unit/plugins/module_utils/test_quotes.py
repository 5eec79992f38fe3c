# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Texts of an API in messages: no secret in any spelling, no control character, not too long."""

from __future__ import annotations

import html
import json
import time
from collections.abc import Callable
from urllib.parse import quote as percent
from urllib.parse import quote_plus

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.base import quotes

HARD = ['Pa"ss', "Pa'ss", "Pa\\ss", "Päss-wörd", "Pa漢字ss", "Pa ss/=&%+<>", "Pa\"s\\s'w ü/=&%é漢", "Pass\tword", "\U0001f511key-Pa"]
WRITINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "JSON": json.dumps,
    "JSON in Unicode": lambda text: json.dumps(text, ensure_ascii=False),
    "JSON with escaped slashes": lambda text: json.dumps(text).replace("/", "\\/"),
    "JSON in JSON": lambda text: json.dumps(json.dumps(text)),
    "Python": repr,
    "Python of a mapping": lambda text: repr({"value": text, "b": "'"}),
    "ASCII of Python": ascii,
    "percent": lambda text: percent(text, safe=""),
    "percent but for slashes": percent,
    "form": quote_plus,
    "HTML": html.escape,
}


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("secret", HARD)
def test_a_secret_is_hidden_however_it_is_written(secret: str, writing: str) -> None:
    text = quotes.hide(f"cannot take [{WRITINGS[writing](secret)}] here", {secret})
    assert "Pa" not in text
    assert "ss" not in text
    assert quotes.STARS in text
    assert text.startswith("cannot take [")
    assert text.endswith("] here")


KEY = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEG\nbgtrhfG8kjxfSlUffQ\nAQK6=\n-----END PRIVATE KEY-----\n"


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\\n", " ", "%0A", "\\\\n", "<br>"])
def test_each_line_of_a_key_is_hidden(separator: str) -> None:
    text = quotes.hide("refused: " + separator.join(KEY.splitlines()), {KEY})
    for line in KEY.splitlines()[1:4]:
        assert line not in text
    assert text.startswith("refused: ")


def test_the_longest_secret_is_hidden_first() -> None:
    assert quotes.hide("a Bearer tok-12345 b", {"tok-1234", "Bearer tok-12345"}) == "a ******** b"


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("the id 700551404071680", "the id 700551404071680"),
        ("40711 is taken", "40711 is taken"),
        ("pin 4071 is bad", "pin ******** is bad"),
        ('"pin":"4071"', '"pin":"********"'),
        ("a%0A4071%0Ab", "a%0A********%0Ab"),
        ("a\\n4071", "a\\n********"),
        ("a\\u00004071", "a\\u0000********"),
        ("x4071", "x********"),
    ],
)
def test_digits_are_no_part_of_a_longer_number(text: str, hidden: str) -> None:
    assert quotes.hide(text, {"4071"}) == hidden


def test_short_values_are_not_searched_for() -> None:
    assert quotes.hide("yes and no, 123", {"no", "123", ""}) == "yes and no, 123"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("\x00\x08\x7f\x9b31m", "\\x00\\x08\\x7f\\x9b31m"),
        ("line\r\nnext\tcolumn", "line\\x0d\nnext\tcolumn"),
        ("\u202egnp.exe \u2066x\u2069 \u200f", "\\u202egnp.exe \\u2066x\\u2069 \\u200f"),
        ("\ud800 \u2028", "\\ud800 \\u2028"),
        ("Zürich 漢字 \\x1b", "Zürich 漢字 \\x1b"),
    ],
)
def test_control_characters_are_escaped(text: str, shown: str) -> None:
    assert quotes.escape(text) == shown
    assert quotes.escape(shown) == shown


def test_a_quote_is_searched_for_known_secrets_while_they_are_known() -> None:
    secrets = quotes.Secrets({"tok-1234"})
    with quotes.known_secrets(secrets):
        secrets.add("pw-56789")
        assert quotes.quote("tok-1234 pw-56789 \x1b") == "******** ******** \\x1b"
    assert quotes.quote("tok-1234") == "tok-1234"


def test_a_quote_is_cut_after_secrets_are_hidden() -> None:
    with quotes.known_secrets(quotes.Secrets({"secret-value-of-thirty-letters"})):
        for before in range(270, 300):
            text = quotes.quote("x" * before + "secret-value-of-thirty-letters" + "y" * 500)
            assert len(text) == quotes.LONGEST_QUOTE
            assert "se" not in text


def test_a_quote_hides_what_looks_like_a_secret() -> None:
    said = 'cannot take {"web_pin": "4071", "url": "https://u:pw@h/?token=abc"} from https://x:y@z'
    assert (
        quotes.quote(said) == 'cannot take {"web_pin": "********", "url": "https://u:********@h/?token=********"} from https://x:********@z'
    )


@pytest.mark.parametrize(
    "text", ["a" * 5_000_000, "a=" * 2_000_000, '{"a' * 500_000, "://" + "a" * 5_000_000, '"pin": "' * 300_000, "[" * 3_000_000]
)
def test_a_huge_text_takes_no_time(text: str) -> None:
    begin = time.process_time()
    with quotes.known_secrets(quotes.Secrets({"secret-1", "secret-2"})):
        assert len(quotes.quote(text)) == quotes.LONGEST_QUOTE
    assert time.process_time() - begin < 5
