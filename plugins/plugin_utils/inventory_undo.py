# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""All of an inventory source or nothing: Ansible keeps what a plugin has added before it failed, and goes on with that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def all_or_nothing(inventory: Any) -> Iterator[None]:
    """Take hosts, groups and variables back that were added to an inventory by what fails.

    :param inventory: Ansible's ``InventoryData``, with what other sources have added to it.
    """
    hosts = {name: dict(host.vars) for name, host in inventory.hosts.items()}
    groups = {name: (dict(group.vars), list(group.hosts), list(group.child_groups)) for name, group in inventory.groups.items()}
    try:
        yield
    except BaseException:
        for name, host in list(inventory.hosts.items()):
            if name not in hosts:
                inventory.remove_host(host)
            else:
                host.vars = hosts[name]
        for name, group in list(inventory.groups.items()):
            if name not in groups:
                # InventoryData.remove_group takes a name before ansible-core 2.19, and the group itself since.
                for host in inventory.hosts.values():
                    host.remove_group(group)
                del inventory.groups[name]
                continue
            group.vars, members, group.child_groups = groups[name]
            for host in [host for host in group.hosts if host not in members]:
                group.remove_host(host)
            group.clear_hosts_cache()
        inventory._groups_dict_cache = {}
        raise
