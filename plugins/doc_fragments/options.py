# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The options that every module for one kind of object has."""

from __future__ import annotations


class ModuleDocFragment:
    """State, identity, clearing and fields of newer releases."""

    DOCUMENTATION = r"""
options:
  state:
    description:
      - V(present) creates the object, or changes what differs from the options given. An option left out is left unchanged on the PBX; an
        empty string, list or mapping clears. In a mapping the keys that are left out keep their values too, while a list is always the
        whole list.
      - V(absent) removes the object. Options that only describe it are not required then.
    type: str
    choices:
      - present
      - absent
    default: present
  id:
    description:
      - Id of the object, in quotes. It then identifies the object instead of its natural key, and the options of the natural key
        become values to set.
      - An id that does not exist is an error with O(state=present), because the id of a new object cannot be chosen.
    type: str
  unset:
    description:
      - Names of fields to clear, for fields that have no empty value of their own, such as numbers and booleans. A field inside a
        mapping is written with dots, such as V(office_hours.monday).
      - A field cannot be set and unset at once, and required fields cannot be unset.
    type: list
    elements: str
  extra:
    description:
      - Fields of the API that this release of the collection does not know, by the API's own names. They are sent as they are, and
        compared like any other field.
      - They may also stand inside mappings and lists that an option describes, such as V(office_hours) with C(new_field) in it. An
        item of a list needs the fields that identify it, and is given in the option too.
    type: dict
"""

    KEY_ALONE = r"""
options:
  state:
    description:
      - V(present) creates the object. V(absent) removes it.
    type: str
    choices:
      - present
      - absent
    default: present
  id:
    description:
      - Id of the object, in quotes. It then identifies the object instead of its natural key.
      - An id that does not exist is an error with O(state=present), because the id of a new object cannot be chosen.
    type: str
"""

    UPLOADED = r"""
options:
  state:
    description:
      - V(present) uploads the local file where there is none of this name, and replaces one that differs. V(absent) removes the file.
    type: str
    choices:
      - present
      - absent
    default: present
  id:
    description:
      - Id of the file, in quotes. It then identifies the file instead of its name.
      - An id that does not exist is an error with O(state=present), because the id of a new file cannot be chosen.
    type: str
"""

    SINGLETON = r"""
options:
  unset:
    description:
      - Names of fields to clear, for fields that have no empty value of their own, such as numbers and booleans.
      - A field cannot be set and unset at once.
    type: list
    elements: str
  extra:
    description:
      - Fields of the API that this release of the collection does not know, by the API's own names. They are sent as they are, and
        compared like any other field.
      - They may also stand inside mappings and lists that an option describes, such as V(office_hours) with C(new_field) in it. An
        item of a list needs the fields that identify it, and is given in the option too.
    type: dict
notes:
  - There is exactly one of these, so it is neither created nor removed. Options that are not given remain unchanged on the PBX; an empty
    string or list clears the field. Without any option the module changes nothing and returns what is set up.
"""

    ASSIGNMENT = r"""
options:
  state:
    description:
      - V(present) creates the assignment, or changes what differs from the options given. V(absent) removes it.
    type: str
    choices:
      - present
      - absent
    default: present
"""

    FIELDS = r"""
options:
  unset:
    description:
      - Names of fields to clear, for fields that have no empty value of their own, such as numbers.
      - A field cannot be set and unset at once.
    type: list
    elements: str
  extra:
    description:
      - Fields of the API that this release of the collection does not know, by the API's own names. They are sent as they are, and
        compared like any other field.
      - They may also stand inside mappings and lists that an option describes, such as V(office_hours) with C(new_field) in it. An
        item of a list needs the fields that identify it, and is given in the option too.
    type: dict
"""

    STATUS = r"""
options:
  status:
    description:
      - Also read the current status of each object, which takes one more request per object.
    type: bool
    default: false
"""

    LEVELS = r"""
options:
  tenant:
    description:
      - The tenant whose own object is meant, by its id, its SIP domain or its name. A name is only used if no domain matches, and never if
        it looks like a domain. If it is left out, an object of the whole PBX is meant. A user of the tenant gives it, too.
    type: str
"""

    TENANT = r"""
options:
  tenant:
    description:
      - The tenant the object belongs to, by its id, its SIP domain or its name. A name is only used if no domain matches, and never if it
        looks like a domain.
      - It may only be left out if the session is inside the tenant already, that is for a tenant's own user (O(api_domain)) or an
        O(api_token) that is already inside the tenant. If it is given nevertheless, the session must be inside this tenant.
    type: str
"""
