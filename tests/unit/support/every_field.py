# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A value other than the API's own for every option of a module that a release has, made from the types of its model."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any, Literal, Union, get_args, get_origin

from ansible_collections.portsip.pbx.plugins.module_utils.base.releases import numbers
from ansible_collections.portsip.pbx.plugins.module_utils.schema.attribute import Attribute
from ansible_collections.portsip.pbx.plugins.module_utils.schema.resource import Resource
from contract.values import CERTIFICATE, PRIVATE_KEY, SAMPLES

TEXT = "Grüße, «東京» no: 08 # {{ x }}"
BY_NAME: dict[str, Any] = {
    **{name: value for name, value in SAMPLES.items() if name not in ("name", "username", "password", "domain", "extension_number")},
    "add": [{"name": "X-Site", "value": "Grüße, «東京» no: 08 # {{ x }}", "scope": "ALL"}],
    "action": "FORWARD_TO_NUMBER",
    "additional_ips": ["192.0.2.0/24", "2001:db8::7/128"],
    "agents": [{"extension_number": "2002", "skill_level": 3}, {"extension_number": "2001", "skill_level": 1}],
    "auth": "BASIC",
    "blfs": [{"key": "BLF", "value": "2002", "first_name": TEXT, "last_name": "Kurz"}, {"key": "SPEED_DIAL", "value": "0049301"}],
    "caller_mask": "+4930;0800",
    "capabilities": ["PhoneSystem.FullAccess", "User.FullAccess"],
    "code": "*#60",
    "conditions": [
        {"start_dow": 2, "end_dow": 6, "start_time": "09:00:00", "end_time": "17:00:00"},
        {"start_datetime": "2026-12-24 12:00:00", "end_datetime": "2026-12-26 23:59:59"},
        {"sched_start_date": "2026-12-24", "sched_active_days": 1, "sched_skip_days": 6},
    ],
    "cid_number_mask": ["0049*******", "300-399"],
    "contact_match_type": "MATCH_LENGTH",
    "door_password1": "4711",
    "door_password2": "081500",
    "email": "office@example.net",
    "email_recipients": ["noc@example.com", "desk@example.com"],
    "exclude_list": ["1001-1005", "2000"],
    "extension_password": "every-field-Sip 1",
    "feature": "NIGHT_MODE",
    "headers": {"X-Site": "nörth", "Authorization": "Bearer every-field-token", "X-Template": "{{ x }}"},
    "hard_disk_threshold": 85.5,
    "cpu_threshold": 90.0,
    "memory_threshold": 100,
    "http_port": 8000,
    "https_port": 8001,
    "key": PRIVATE_KEY,
    "level": "RESELLER",
    "managers": ["2001"],
    "members": ["2002", "2001"],
    "members_mode": "replace",
    "mode": "CUSTOM",
    "password": "every-field-Pass 1",
    "pin": "739512",
    "relay": [{"name": "X-Session-Id", "scope": "USER"}, {"name": "X-Case-Number", "scope": "ALL"}],
    "recipients": ["noc@example.com", "desk@example.com"],
    "session_timer_duration": 100,
    "register_expiration_time": 100,
    "stir_shaken_cert": CERTIFICATE,
    "stir_shaken_key": PRIVATE_KEY,
    "token": "every-field-token",
    "transfer_dst": "301 302",
    "trace_server_host": "trace.example.net",
    "trace_server_port": 9060,
    "transports": [{"protocol": "TLS", "port": 5067}, {"protocol": "UDP", "port": 5066}],
    "number_length": ["8", "10"],
    "number_mask": ["2001-2099", "2200"],
    "number_prefix": ["00", "+"],
    "user_input": "10",
    "username": "user@example.net",
    "vm_mailto": "voice@example.net",
    "website": "https://www.example.net",
}
"""Values that other rules than the type of a field hold for."""


SERVICES = {"voicemail": "7770", "callback": "5550", "park": "6660", "monitor": "8880"}
"""Numbers of the services of a tenant."""
NAMES = {
    "extension_interval": "Night",
    "extension_sound": "Welcome",
    "file": "menu.wav",
    "dealer": "northern",
    "group": "Desk",
    "holiday": "{{ Feiertag }}",
    "ring_group": "8600",
    "role": "QueueManager",
    "tenant": "clinic.example.net",
    "trunk": "Main trunk",
}
"""What values refer to, by the unique names of resources; the tests see to it that it is there."""


def every_option(resource: Resource, release: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Options of a module, in the names of the API, that differ from what the API has without them.

    :param release: fields that it does not have are left out.
    :param given: values for some of them; None leaves one out.
    """
    values = {**_fields(resource, resource.model, (), release, set(resource.own_fields)), **given}
    return {name: value for name, value in values.items() if value is not None}


def _fields(resource: Resource, model: Any, path: tuple[str, ...], release: str, names: set[str] | None = None) -> dict[str, Any]:
    found = {}
    for name, info in model.model_fields.items():
        called = info.alias or name
        if (names is None or called in names) and _has(release, resource.field((*path, called))):
            found[called] = _value(resource, called, info.annotation, (*path, called), release)
    return found


def _has(release: str, known: Attribute) -> bool:
    begun = not known.since or numbers(release) >= numbers(known.since)
    return begun and (not known.until or numbers(release) < numbers(known.until))


def _value(resource: Resource, name: str, annotation: Any, path: tuple[str, ...], release: str) -> Any:
    kind, known = _bare(annotation), resource.field(path)
    if known.reference is not None:
        return NAMES[known.reference.to]
    if name == "extension_number" and path[0] in SERVICES:
        return SERVICES[path[0]]
    if name in BY_NAME and (get_origin(kind) is not Literal or BY_NAME[name] in get_args(kind)):
        return BY_NAME[name]
    if hasattr(kind, "model_fields"):
        return _fields(resource, kind, path, release)
    if get_origin(kind) is Literal:
        return next(choice for choice in reversed(get_args(kind)) if choice != known.api_default)
    if get_origin(kind) is list:
        inner, item = _bare(get_args(kind)[0]), (*path, "*")
        if hasattr(inner, "model_fields"):
            return [_fields(resource, inner, item, release)]
        if get_origin(inner) is Literal:
            return list(get_args(inner)[:2])
        referred = resource.field(item).reference
        return [NAMES[referred.to]] if referred else [TEXT[:10], "0123"]
    if get_origin(kind) is dict:
        return {"X-A": "b"}
    if kind is bool:
        return not known.api_default
    return {int: max(7, _least(annotation) + 1), float: 7.5}.get(kind, TEXT)


def _least(annotation: Any) -> int:
    """The least number that a type allows, 0 where it does not say."""
    found = [
        getattr(rule, "ge", None) for info in getattr(annotation, "__metadata__", ()) for rule in (info, *getattr(info, "metadata", ()))
    ]
    return max([0, *filter(None, found), *map(_least, get_args(annotation))])


def _bare(annotation: Any) -> Any:
    """A type without None and without what pydantic adds."""
    while True:
        if hasattr(annotation, "__metadata__"):
            annotation = annotation.__origin__
        elif get_origin(annotation) in (Union, types.UnionType):
            annotation = next(kind for kind in get_args(annotation) if kind is not type(None))
        else:
            return annotation
