# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What an information module is. Modules that change objects do without it, and so do not load what reads."""

from __future__ import annotations

from ..run.information import run_info
from ..schema.resource import Resource
from .definition import Module, Spec, Work, parent_options, place_options


def info_spec(resource: Resource) -> Spec:
    """The whole argument spec of an information module."""
    spec: Spec = {name: {"type": kind} for name, kind in resource.lookup.items()}
    if resource.kind == "collection":
        spec["id"] = {"type": "str"}
    if resource.status:
        spec["status"] = {"type": "bool", "default": False}
    if resource.queries and resource.kind != "singleton":
        spec.update(filter={"type": "str"}, search={"type": "str"})
    if resource.summary:
        spec["details"] = {"type": "bool", "default": True}
        spec["parallel"] = {"type": "int", "default": 8}
    spec.update({related.option: {"type": "list", "elements": "int"} for related in resource.related})
    return {**place_options(resource), **parent_options(resource), **spec}


def info_module(resource: Resource, **rules: list[list[str]]) -> Module:
    """A module that reads objects.

    :param rules: see ``Module``.
    """
    work: Work = lambda params, context, workspace: run_info(resource, params, context, workspace)  # noqa: E731
    return Module(info_spec(resource), work, rules=rules)
