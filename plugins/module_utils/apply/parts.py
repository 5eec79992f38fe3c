# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Writing something that consists of parts, each an object of its own on the PBX."""

from __future__ import annotations

from ..plan.checks import mentioning
from ..plan.steps import Step
from ..read.site import Site


def write_parts(site: Site, step: Step) -> None:
    """Write those of the parts that change.

    :raises PortsipError: one was refused; the text says which are written.
    """
    written: list[str] = []
    with mentioning(written):
        for name, path in step.resource.parts.items():
            if name in step.fields:
                site.client.update(path, step.part_body(name))
                written.append(name)
