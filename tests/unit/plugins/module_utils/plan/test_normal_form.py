# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Texts are equal, and keys lead to one object, whatever spaces stand around them and however their accents are composed."""

from __future__ import annotations

import itertools

from ansible_collections.portsip.pbx.plugins.module_utils.plan.comparison import plan_one
from ansible_collections.portsip.pbx.plugins.module_utils.plan.documents import canonical, merge
from ansible_collections.portsip.pbx.plugins.module_utils.plan.index import Index
from ansible_collections.portsip.pbx.plugins.module_utils.plan.secrecy import masked
from ansible_collections.portsip.pbx.plugins.module_utils.plan.steps import Desired, Policy
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr import IVR
from ansible_collections.portsip.pbx.plugins.module_utils.resources.pbx.ivr_action_url import IVR_ACTION_URL
from ansible_collections.portsip.pbx.plugins.module_utils.schema.resource import Resource
from ansible_collections.portsip.pbx.tests.unit.support.each import for_each
from ansible_collections.portsip.pbx.tests.unit.support.resources import every_resource
from ansible_collections.portsip.pbx.tests.unit.support.texts import holding, texts_in

SECRETS = {
    *("password", "token", "pin", "moderator_pin", "conference_pin", "replace_pin", "key", "license_key", "stir_shaken_key"),
    *("extension_password", "voicemail_pin", "door_password1", "door_password2"),
}
NO_SECRETS = {"blfs[].key"}
"""Fields that are named like one."""
TEXTS = [(resource, path) for resource in every_resource() for path in texts_in(resource.model)]
KEYED = [
    resource
    for resource in every_resource()
    if resource.kind == "collection" and any(name in texts_in(resource.model) for name in resource.key)
]
SAME = ["M\u00fcller", "Mu\u0308ller", " M\u00fcller", "Mu\u0308ller\n", "\u00a0M\u00fcller "]


def _where(resource: Resource, _path: str) -> str:
    return resource.collection


@for_each(TEXTS, _where)
def test_texts_are_compared_in_their_normal_form(resource: Resource, path: str) -> None:
    secret = path.rpartition(".")[2] in SECRETS and path not in NO_SECRETS
    forms = [canonical(resource, holding(path, text)) for text in SAME]
    assert all(form == forms[0] for form in forms) != secret
    assert canonical(resource, holding(path, "Muller")) != forms[0]


@for_each(itertools.product(KEYED, SAME), _where)
def test_a_key_leads_to_its_object(resource: Resource, stored: str) -> None:
    texts = texts_in(resource.model)
    held = {name: stored if name in texts else 1 for name in resource.key}
    wanted = {name: "M\u00fcller" if name in texts else 1 for name in resource.key}
    document = {resource.id_field: "1", **held}
    found = Index(resource, [document]).find(Desired(wanted))
    assert found is document
    assert not plan_one(resource, Desired(wanted), found, Policy()).changed


def test_headers() -> None:
    current = {"id": "1", "name": "hook", "headers": {"X-Site ": " north "}}
    assert not plan_one(IVR_ACTION_URL, Desired({"headers": {"X-Site": "north"}}), current, Policy()).changed
    assert plan_one(IVR_ACTION_URL, Desired({"headers": {"X-Site": "south"}}), current, Policy()).changed


def test_items_of_a_keyed_list() -> None:
    hours = {"monday": {"enabled": True}}
    current = {"custom_forward_rules": [{"user_input": " 1", "office_hours": hours}]}
    wanted = {"custom_forward_rules": [{"user_input": "1", "holidays": ["7"]}]}
    assert merge(IVR, current, wanted)["custom_forward_rules"] == [{"user_input": "1", "holidays": ["7"], "office_hours": hours}]
    callers = [{"provider_id": "1", "caller_id": "Mu\u0308", "description": "x"}, {"provider_id": "2", "caller_id": "Mu\u0308"}]
    merged = merge(IVR, {"outbound_caller_ids": callers}, {"outbound_caller_ids": [{"provider_id": "1", "caller_id": "M\u00fc"}]})
    assert merged["outbound_caller_ids"] == [{"provider_id": "1", "caller_id": "M\u00fc", "description": "x"}]
    assert masked(IVR, merged, {"outbound_caller_ids": callers}, "(new)") == merged
