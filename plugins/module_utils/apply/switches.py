# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Fields that have a request of their own for each of their two values, such as a greeting that is enabled or disabled."""

from __future__ import annotations

import contextlib

from .. import errors
from ..plan.steps import Step
from ..read.site import Site


def write_switches(site: Site, step: Step) -> None:
    """Give the changing fields their values.

    :raises PortsipError: one was refused.
    """
    resource = step.resource
    for name, value in step.switched().items():
        switch = resource.field((name,)).switch
        if switch is None:
            continue
        site.client.update(resource.path_of(step.identifier, site.parents) + (switch.on if value else switch.off), None)
        if value and name == resource.only_one:
            _take_from_others(site, step, name, switch.off)


def _take_from_others(site: Site, step: Step, name: str, off: str) -> None:
    """Switch a field off in all other objects that still have it: the API may do that by itself."""
    resource = step.resource
    for other in site.all(resource):
        if other.get(name) and str(other[resource.id_field]) != str(step.identifier):
            with contextlib.suppress(errors.NotFound):
                site.client.update(resource.path_of(other[resource.id_field], site.parents) + off, None)
            site.forget(resource)
