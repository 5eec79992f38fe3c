# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a module is: its argument spec, and what it runs.

Both ways of running a module, on a host and in the controller's process, start
from here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Optional

from ansible.module_utils.basic import AnsibleFallbackNotFound, env_fallback

from ..run.connection import Params
from ..run.context import Context, Result
from ..run.single import run
from ..run.workspace import Workspace
from ..schema.aliases import option_name
from ..schema.resource import Resource
from .option_names import with_api_names

Spec = dict[str, Any]


def set_in_environment(name: str) -> str:
    """The value of an environment variable; an empty one counts as not set, since AWX sets what a credential leaves out.

    :raises AnsibleFallbackNotFound: it is not set.
    """
    value: str = env_fallback(name)
    if not value:
        raise AnsibleFallbackNotFound
    return value


def _from_environment(name: str, **spec: Any) -> Spec:
    return {**spec, "fallback": (set_in_environment, [f"PORTSIP_{name}"])}


HTTP_OPTIONS: Spec = {
    "validate_certs": _from_environment("VALIDATE_CERTS", type="bool", default=True),
    "ca_path": _from_environment("CA_PATH", type="path"),
    "client_cert": _from_environment("CLIENT_CERT", type="path"),
    "client_key": _from_environment("CLIENT_KEY", type="path", no_log=False),
    "use_proxy": _from_environment("USE_PROXY", type="bool", default=True),
    "timeout": _from_environment("TIMEOUT", type="int", default=30),
    "retries": _from_environment("RETRIES", type="int", default=3),
    "rate_limit_wait": _from_environment("RATE_LIMIT_WAIT", type="int", default=60),
}
PBX_OPTIONS: Spec = {
    "api_url": _from_environment("API_URL", type="str"),
    "api_username": _from_environment("USERNAME", type="str"),
    "api_password": _from_environment("PASSWORD", type="str", no_log=True),
    "api_domain": _from_environment("DOMAIN", type="str"),
    "api_token": _from_environment("TOKEN", type="str", no_log=True),
}
EXTENSION_OPTIONS: Spec = {
    "extension_api_url": _from_environment("EXTENSION_API_URL", type="str"),
    "extension_client_id": _from_environment("EXTENSION_CLIENT_ID", type="str"),
    "extension_client_secret": _from_environment("EXTENSION_CLIENT_SECRET", type="str", no_log=True),
    "extension_token": _from_environment("EXTENSION_TOKEN", type="str", no_log=True),
    "extension_validate_certs": _from_environment("EXTENSION_VALIDATE_CERTS", type="bool"),
    "extension_ca_path": _from_environment("EXTENSION_CA_PATH", type="path"),
    "extension_client_cert": _from_environment("EXTENSION_CLIENT_CERT", type="path"),
    "extension_client_key": _from_environment("EXTENSION_CLIENT_KEY", type="path", no_log=False),
    "extension_timeout": _from_environment("EXTENSION_TIMEOUT", type="int"),
    "extension_rate_limit_wait": _from_environment("EXTENSION_RATE_LIMIT_WAIT", type="int"),
}


CONNECTION_OPTIONS: Spec = {**PBX_OPTIONS, **EXTENSION_OPTIONS, **HTTP_OPTIONS}
"""Every module takes all of them, so that ``module_defaults`` of the action group can hold both APIs'."""

CONTROL_OPTIONS: Spec = {
    "unset": {"type": "list", "elements": "str"},
    "extra": {"type": "dict"},
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "recreate": {"type": "bool", "default": False},
    "update_password": {"type": "str", "choices": ["always", "on_create"], "default": "always", "no_log": False},
    "wait": {"type": "bool", "default": True},
    "wait_timeout": {"type": "int", "default": 300},
}
"""Options that modules have for an object besides its fields; its resource says which."""


def object_spec(resource: Resource, options: Spec, controls: Collection[str] = ()) -> Spec:
    """The whole argument spec of a module for one object.

    :param controls: names of options in ``CONTROL_OPTIONS`` that follow from its fields. Without pydantic the resource does not
        know these: the module must say that pydantic is missing, not that it has no such option.
    """
    has_fields = bool(set(options) - set(resource.key)) and resource.upload is None
    controls = {*resource.controls, *controls, *({"unset", "extra"} if has_fields else ())}
    spec: Spec = {name: CONTROL_OPTIONS[name] for name in CONTROL_OPTIONS if name in controls}
    if resource.kind == "collection":
        spec["id"] = {"type": "str"}
    return {**place_options(resource), **parent_options(resource), **spec, **options}


def place_options(resource: Resource) -> Spec:
    """The options that say where a PBX, and in it a tenant, is."""
    return (
        {**CONNECTION_OPTIONS, "tenant": {"type": "str"}} if resource.level == "tenant" or resource.in_tenant else dict(CONNECTION_OPTIONS)
    )


def parent_options(resource: Resource) -> Spec:
    """The options that name the objects around an object."""
    spec: Spec = {}
    for parent in resource.parents:
        name = option_name(parent.option, parent.to)
        aliases = {"aliases": [parent.option]} if name != parent.option else {}
        spec[name] = {"type": parent.type, "required": True, **aliases}
    return spec


Work = Callable[[Params, Context, Optional[Workspace]], Result]  # noqa: UP045 (evaluated, which pylint does not take with |)


@dataclass(frozen=True)
class Module:
    """One module.

    :param spec: its whole argument spec.
    :param work: called with the checked options in the names of the API, whoever runs it, and what is kept
        between the items of a loop (None: nothing is); raises ``PortsipError``.
    :param identifiers: dotted names of options that take an id, which may be a number.
    :param rules: what Ansible checks about several options at once: ``required_one_of`` and ``mutually_exclusive``, as the
        arguments of an argument spec have them.
    """

    spec: Spec
    work: Work
    identifiers: frozenset[str] = frozenset({"id"})
    rules: Mapping[str, list[list[str]]] = field(default_factory=dict)

    def run(self, params: Params, context: Context, workspace: Workspace | None) -> Result:
        """Do the module's work.

        :param params: its options, checked against the spec.
        :raises PortsipError: it could not be done.
        """
        return self.work(with_api_names(self.spec, params), context, workspace)


def _identifiers(resource: Resource) -> frozenset[str]:
    """Options that take an id of the extension API, which is a number."""
    numeric = (path for path, known in resource.fields.items() if known.reference is not None and known.reference.address.integer)
    return frozenset({"id", *(path.replace(".*", "") for path in numeric)})


def object_module(
    resource: Resource,
    options: Spec,
    beyond: Spec | None = None,
    work: Work | None = None,
    controls: Collection[str] = (),
    **rules: list[list[str]],
) -> Module:
    """A module that makes one object present or absent.

    :param options: the module's own options; the common ones are added.
    :param beyond: options that describe no field of the object.
    :param work: what is done in place of ``run``, where that is more.
    :param controls: see ``object_spec``.
    :param rules: see ``Module``.
    """
    return Module(
        {**object_spec(resource, options, controls), **(beyond or {})},
        work or (lambda params, context, workspace: run(resource, params, context, workspace)),
        _identifiers(resource),
        rules,
    )


def action_module(work: Work, options: Spec) -> Module:
    """A module for something that is no object, or is none that can be described.

    :param options: the module's own options; those of the connection are added.
    """
    return Module({**CONNECTION_OPTIONS, **options}, work)
