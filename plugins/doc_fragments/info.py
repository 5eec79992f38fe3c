# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The options that modules which only read have in common."""

from __future__ import annotations


class ModuleDocFragment:
    """Which objects to read, and how much of each."""

    DOCUMENTATION = r"""
options:
  id:
    description:
      - Only the object with this id, in quotes. It is mutually exclusive with the other filters. If it does not exist, the result is an
        empty list, not an error.
    type: str
"""

    QUERY = r"""
options:
  filter:
    description:
      - An OData expression that the PBX applies, for example V(contains(name,'clinic'\) and enabled eq true). It understands V(eq),
        V(ne), V(gt), V(ge), V(lt), V(le), V(and), V(or), V(startswith), V(endswith) and V(contains). Inside a value, double a single
        quote.
      - Which fields can be filtered depends on the release of the PBX.
    type: str
  search:
    description:
      - A word that the PBX searches for in its searchable fields.
    type: str
"""

    DETAILS = r"""
options:
  details:
    description:
      - The PBX lists these objects with a few fields only. With V(true) each one is read in full, which takes one more request per
        object; with V(false) the short form of the list is returned.
    type: bool
    default: true
  parallel:
    description:
      - Number of objects that are read in parallel, each over its own connection. V(1) reads one after the other; V(64) is the maximum.
    type: int
    default: 8
"""
