# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Definitions whose calls are drawn, and what is in a picture of them."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.drawing import draw, graphs
from ansible_collections.portsip.pbx.plugins.module_utils.run.call_flow.graph import Graph

from .mermaid import Flowchart, charts

ELSEWHERE = ["1000-3999", "7000-7099"]


def to(number: str, **more: Any) -> dict[str, Any]:
    return {"action": "FORWARD_TO_NUMBER", "number": number, **more}


def key(given: str, *rules: Mapping[str, Any] | None, **more: Any) -> dict[str, Any]:
    """A menu entry with the rules for office hours, other times and holidays."""
    names = ("office_hours_forward_rule", "non_office_hours_forward_rule", "holiday_forward_rule")
    return {"user_input": given, **{name: rule for name, rule in zip(names, rules, strict=False) if rule}, **more}


def ivr(number: str, *menu: Mapping[str, Any], **rules: Any) -> dict[str, Any]:
    return {"extension_number": number, "name": f"Line {number}", "pin": "907153", "custom_forward_rules": list(menu), **rules}


def tenant(*ivrs: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"domain": "north.example.net", "name": "North", "ivrs": list(ivrs), **more}


def chart(definition: Mapping[str, Any], *rest: Any, **options: Any) -> Flowchart:
    """The one picture of a definition."""
    (found,) = charts(draw(definition, "mermaid", *rest, **options))
    return found


def graph(definition: Mapping[str, Any], **options: Any) -> Graph:
    ((side,),) = graphs(definition, **options)
    return side.graph


def told(definition: Mapping[str, Any], **options: Any) -> list[tuple[str, str]]:
    return [(finding.sort, finding.text) for finding in graph(definition, **options).findings]


class Elements(HTMLParser):
    """What is in a page, as a browser would see it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def values(self, name: str) -> list[str]:
        return [value for attribute, value in self.attributes if attribute == name]
