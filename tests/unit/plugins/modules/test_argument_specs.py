# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Each module takes what the model of its resource knows, in the same types and with the same choices."""

from __future__ import annotations

import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from ansible_collections.portsip.pbx.plugins.module_utils.schema.model import Wanted
from ansible_collections.portsip.pbx.plugins.module_utils.schema.resource import Resource
from ansible_collections.portsip.pbx.tests.unit.support.modules import NAMES, module

PLAIN = {bool: ("bool",), int: ("int",), str: ("str", "jsonarg", "path"), float: ("float",)}


def resource_of(name: str) -> Resource | None:
    """The one resource that a module is about."""
    found = {id(value): value for value in vars(module(name)).values() if isinstance(value, Resource)}
    return next(iter(found.values())) if len(found) == 1 else None


OBJECT_MODULES = [name for name in NAMES if hasattr(module(name), "OPTIONS") and resource_of(name) is not None]
CONNECTION = {
    "api_url": None,
    "api_username": None,
    "api_password": None,
    "api_domain": None,
    "api_token": None,
    "extension_api_url": None,
    "extension_client_id": None,
    "extension_client_secret": None,
    "extension_token": None,
    "extension_validate_certs": None,
    "extension_ca_path": None,
    "extension_client_cert": None,
    "extension_client_key": None,
    "extension_timeout": None,
    "extension_rate_limit_wait": None,
    "validate_certs": True,
    "ca_path": None,
    "client_cert": None,
    "client_key": None,
    "use_proxy": True,
    "timeout": 30,
    "retries": 3,
    "rate_limit_wait": 60,
}
ENVIRONMENT = {name: "PORTSIP_" + name.removeprefix("api_").upper() for name in CONNECTION} | {"api_url": "PORTSIP_API_URL"}


def bare(annotation: Any) -> Any:
    """A type without None and without what pydantic adds to it."""
    if get_origin(annotation) is Annotated:
        return bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        (kind,) = (argument for argument in get_args(annotation) if argument is not type(None))
        return bare(kind)
    return annotation


def assert_alike(model: Any, spec: dict[str, Any], path: str = "") -> None:
    """The fields of a model and the options of a spec are the same, with types, choices and what is in them."""
    fields = {info.alias or name: info for name, info in model.model_fields.items()}
    options = {option.get("aliases", [name])[0]: option for name, option in spec.items()}
    assert set(fields) == set(options), path
    for name, info in fields.items():
        here = f"{path}.{name}" if path else name
        kind, option = bare(info.annotation), options[name]
        if get_origin(kind) is list:
            assert option["type"] == "list", here
            assert_kind(bare(get_args(kind)[0]), option["elements"], option, f"{here}[]")
        else:
            assert_kind(kind, option["type"], option, here)


def assert_kind(kind: Any, named: str, option: dict[str, Any], path: str) -> None:
    """A type of a model and the type of an option are the same."""
    if isinstance(kind, type) and issubclass(kind, Wanted):
        assert named == "dict", path
        assert_alike(kind, option["options"], path)
    elif get_origin(kind) is dict:
        assert named == "dict", path
        assert "options" not in option, path
    elif get_origin(kind) is Literal:
        assert named == "str", path
        assert sorted(option["choices"]) == sorted(get_args(kind)), path
    else:
        assert named in PLAIN[kind], path
        assert "choices" not in option, path


def test_the_modules_of_the_first_release_are_there() -> None:
    objects = ("tenant", "ivr", "ivr_action_url", "ip_rule", "transport", "queue_agent")
    assert set(NAMES) >= {f"portsip_{name}{suffix}" for name in objects for suffix in ("", "_info")} | {"portsip_login", "portsip_logout"}
    assert set(OBJECT_MODULES) >= {f"portsip_{name}" for name in objects}


@pytest.mark.parametrize("name", OBJECT_MODULES)
def test_options_are_the_fields_of_the_model(name: str) -> None:
    resource = resource_of(name)
    assert resource is not None
    assert_alike(resource.model, module(name).OPTIONS)


@pytest.mark.parametrize("name", NAMES)
def test_every_module_takes_the_connection_options(name: str) -> None:
    spec = module(name).MODULE.spec
    for option, default in CONNECTION.items():
        assert spec[option].get("default") == default, option
        _fallback, variables = spec[option]["fallback"]
        assert variables == [ENVIRONMENT[option]], option
        secret = any(word in option for word in ("password", "token", "secret"))
        assert bool(spec[option].get("no_log")) is secret, option


def leaves(spec: dict[str, Any], path: str = "") -> list[tuple[str, dict[str, Any]]]:
    found = []
    for name, option in spec.items():
        found.append((f"{path}{name}", option))
        found.extend(leaves(option.get("options") or {}, f"{path}{name}."))
    return found


@pytest.mark.parametrize("name", OBJECT_MODULES)
def test_secrets_are_marked_as_such(name: str) -> None:
    resource = resource_of(name)
    assert resource is not None
    # What only the PBX says, such as an address with a secret in it, is no option.
    described = {path for path, field in resource.fields.items() if field.secret and path.partition(".")[0] in resource.model.model_fields}
    marked = {path for path, option in leaves(module(name).OPTIONS) if option.get("no_log")}
    assert described == marked


@pytest.mark.parametrize("name", OBJECT_MODULES)
def test_an_option_that_is_left_out_is_left_alone(name: str) -> None:
    """Only options about how a module works have a default; one that describes the object would overwrite."""
    resource = resource_of(name)
    assert resource is not None
    for path, option in leaves(module(name).OPTIONS):
        overwrites = not is_part_of_a_whole_item(resource, module(name).OPTIONS, path)
        assert "default" not in option or not overwrites or path in resource.removal_query, path


def is_part_of_a_whole_item(resource: Resource, options: dict[str, Any], path: str) -> bool:
    """Whether an option stands in a list whose items have no key: each of them is given as a whole."""
    names = path.split(".")
    for length, name in enumerate(names[:-1], 1):
        if options[name]["type"] == "list" and resource.field(tuple(names[:length])).items != "keyed":
            return True
        options = options[name]["options"]
    return False


EXTRAS = {
    "portsip_tenant": {"state", "id", "unset", "extra", "wait", "wait_timeout"},
    "portsip_ivr": {"state", "id", "unset", "extra", "recreate", "tenant"},
    "portsip_ivr_action_url": {"state", "id", "unset", "extra", "tenant", "ivr"},
    "portsip_ip_rule": {"state", "id", "unset", "extra"},
    "portsip_transport": {"state", "id", "unset", "extra", "recreate"},
    "portsip_queue_agent": {"state", "id", "unset", "extra", "extension_id"},
}


@pytest.mark.parametrize("name", EXTRAS)
def test_the_options_about_how_a_module_works(name: str) -> None:
    assert set(module(name).MODULE.spec) - set(module(name).OPTIONS) - set(CONNECTION) == EXTRAS[name]


INFOS = {
    "portsip_tenant_info": {"id", "domain", "name", "filter", "search", "details"},
    "portsip_ivr_info": {"id", "extension_number", "name", "filter", "search", "details", "tenant"},
    "portsip_ivr_action_url_info": {"id", "name", "tenant", "ivr"},
    "portsip_ip_rule_info": {"id", "cidr", "filter", "search"},
    "portsip_transport_info": {"id", "protocol", "port", "filter", "search"},
    "portsip_queue_agent_info": {"id", "name", "extension_id", "queues"},
}


@pytest.mark.parametrize("name", INFOS)
def test_the_options_of_information_modules(name: str) -> None:
    assert set(module(name).MODULE.spec) >= INFOS[name]
