# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Texts as values for Ansible: what a PBX tells is never evaluated as a template, what the collection itself writes is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.utils.unsafe_proxy import wrap_var

from ..module_utils.base.yaml_files import TEMPLATE

try:
    from ansible.template import trust_as_template
except ImportError:  # before ansible-core 2.19, where templates need no such mark

    def trust_as_template(value: str) -> str:
        """The text itself."""
        return value


def trusted(text: str) -> Any:
    """A text of the collection's own in which templates are evaluated."""
    return trust_as_template(text)


def outside(value: Any) -> Any:
    """A copy of a value from outside in which each text with the beginning of a template is marked as one that is never evaluated.

    All other texts are plain ones, and show as such in ``ansible-inventory --list``: there is nothing in them to evaluate.
    """
    if isinstance(value, Mapping):
        return {str(name): outside(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [outside(item) for item in value]
    if not isinstance(value, str):
        return value
    return wrap_var(value) if TEMPLATE.search(value) else trusted(str(value))
