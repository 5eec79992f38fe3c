# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the documentation of a module says beyond what follows from its options: texts in Ansible's markup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Documented = Mapping[str, Any]
"""One option or return value as Ansible documents it: ``description``, ``type``, ``sample``, ..."""


@dataclass(frozen=True)
class Page:
    """The page of one module. What is left out follows from the resource.

    :param noun: what the object is called on the page, such as ``receptionist``, and its plural with an s; where it is left out,
        the name of the resource in words.
    :param requires: who may do it, to stand after ``Requires``, where the level of the resource does not say it.
    :param requests: further requests than those for the object itself, to stand at the end of their list.
    :param uses: the requests, to stand after ``Uses``, where they do not follow from the resource.
    :param work: the function below ``run`` that does what is more than one object: ``events.run_extension_event``.
    :param summary: its short description.
    :param description: paragraphs.
    :param notes: what else is worth knowing than who may do it and which requests are made.
    :param seealso: related modules without ``portsip_``.
    :param options: documentation of options that are no attributes of the object, where it does not follow from the resource.
    :param returned: paragraphs about the returned object, or list of objects.
    :param returns: return values that are no options: attributes that only come back.
    :param samples: sample values of returned options.
    """

    noun: str = ""
    requires: str = ""
    requests: str = ""
    uses: str = ""
    work: str = ""
    summary: str = ""
    description: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    seealso: tuple[str, ...] = ()
    options: Mapping[str, Documented] = field(default_factory=dict)
    returned: tuple[str, ...] = ()
    returns: Mapping[str, Documented] = field(default_factory=dict)
    samples: Mapping[str, Any] = field(default_factory=dict)
