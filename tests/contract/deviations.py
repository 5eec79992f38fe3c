# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Where the simulator knowingly differs from the descriptions, and why. Whatever is not here must agree."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from simulator.resources import COLLECTIONS

from . import facts

# Paths without a description of their own; the login is known from the vendor's guide.
UNDESCRIBED = {
    "POST /login/oauth/token": "the login of the guide; the descriptions only have /login and /auth/sign_in",
    "POST /login/oauth/revoke": "the sign-out that belongs to it",
    "POST /admin/user/username": "from 22.3 on, in the place of /admin/username",
    "POST /admin/user/password": "from 22.3 on, in the place of /admin/password",
    "POST /oauth/token": "the extension API's login has no operation of its own",
}


class Deviation(NamedTuple):
    """An aspect of a field (regular expressions, matched whole) that is not as described."""

    operation: str
    field: str
    aspect: str
    reason: str


DEVIATIONS = (
    Deviation(r"POST .*", r"url|.*_event\.url", "maxLength", "the limit and the pattern are slips; 1..1024 characters, http or https"),
    Deviation(r"POST /ivrs/\{id\}/action_urls", "name|type|method|url", "required", "an action URL without them cannot work"),
    Deviation(r"POST /ivrs/\{id\}/action_urls", "enabled", "default", "described twice, once with the default false"),
    Deviation(r"POST .*", r".*hours\..*\.ranges\.\[\]\.(from|to)", "required", "a range is ordered: it needs both ends"),
    Deviation(r"POST /dealers/\{id\}/password", "password", "required", "a password is all the body is about"),
    Deviation(r"POST /dealers.*", "password", "minLength", "no empty password"),
    Deviation(r"POST /dealers", "max_tenants|max_extensions", "default", "required: a default has no use"),
    Deviation(r"POST /dealer/password", "(old|new)_password", "required", "a password is all the body is about"),
    Deviation(r"POST /(admin|dealer)/password", "(old|new)_password", "minLength", "no empty password"),
    Deviation(r"POST /(admin|tenant)/notification", "username", "minLength", "required, so it says something"),
    Deviation(r"POST /(admin|tenant)/notification/test_email", "subject|content", "minLength", "required, so it says something"),
    Deviation(r"POST /license", "license_key", "minLength", "no empty key"),
    Deviation(r"POST /brand", "logo|favicon", "minLength", "what is looked up cannot be empty"),
    Deviation(r"POST /brand", "bottom_text", "maxLength", "the limit stands in the words of the description"),
    Deviation(r"POST .*", r".*_id|timezone|cidr|.*\.holidays\.\[\]", "minLength", "what is looked up or parsed cannot be empty"),
    Deviation(r"POST (/users/\{id\})?/holidays.*", "(month|day|hour|minute)_(start|end)", "min|max", "limits of calendar and clock"),
    Deviation(r"POST /(ivrs|shared_voicemails).*", "pin", "minLength|maxLength", "from 22.3 on the tenant's policy says it, at least 4"),
    Deviation(r"(POST|PUT) /extension/.*", ".*", "minLength", "what has to be there says something"),
    Deviation(r"(POST|PUT) .*/interval/.*", r"conditions\.\[\]\.month", "min|max", "the months of the calendar"),
    Deviation(r"(POST|PUT) .*/interval/.*", r"conditions\.\[\]\.sched_.*_days", "min", "numbers of days"),
    Deviation(r"(POST|PUT) .*/incom_rule/.*", r"cascade_numbers\.\[\]\.number", "required", "a cascade calls numbers"),
    Deviation(r"(POST|PUT) .*/incom_rule/.*", r"cascade_numbers\.\[\]\.delay", "min|default", "seconds, from now on"),
    Deviation(r"(POST|PUT) .*/rules/.*", r"voice_helper_rules\.\[\]\..*", "required", "words lead to an option, or to nothing"),
    Deviation(r"GET .*", "page|per_page", "min", "pages are counted from 1, and none is empty by request"),
    Deviation(r"POST /[a-z_]+/\{id\}/agents", r"items\.\[\]\.extension_number", "required", "it says who the member is"),
    Deviation(r"POST /call_queues/\{id\}/agents/\{agent_number\}", "status", "required", "a status is all the body is about"),
    Deviation(r"POST /(voicemail|acb|call_park|monitor)", "extension_number", "minLength|maxLength|pattern", "as every extension number"),
    Deviation(r"POST /feature_access_codes", r"items\.\[\]\.feature", "enum", "from 22.6 on there are others (summary of changes)"),
    Deviation(r"POST .*/agent/", "call_timeout", "default", "60 stands at the answer, not at the body"),
)

# Mistakes of answers that are none: the description is wrong.
ANSWER_DEVIATIONS = frozenset(
    {
        "status: no object",  # an agent's status is a text, as it is in bodies
        "domain: no object",  # an alias' domain is a text, as it is in the parameter that looks for it
    }
)

# What is written and never read.
WRITE_ONLY = frozenset({"file_id", "password", "extension_password", "email_notify", "email_for_notify", "order_position"})

_PER_FIELD: dict[str, dict[str, Any]] = {
    "url": {"maxLength": 1024, "minLength": 1, "pattern": None},
    "username": {"pattern": None},
    "password": {"pattern": None},
    "bottom_text": {"maxLength": 256},
    "month_start": {"min": 1, "max": 12},
    "month_end": {"min": 1, "max": 12},
    "day_start": {"min": 1, "max": 31},
    "day_end": {"min": 1, "max": 31},
    "hour_start": {"min": 0, "max": 24},
    "hour_end": {"min": 0, "max": 24},
    "minute_start": {"min": 0, "max": 59},
    "minute_end": {"min": 0, "max": 59},
}
# What creation needs cannot be blanked later; that the descriptions do not say.
_NEVER_BLANK = {
    "/tenant": {"name", "domain", "timezone", "currency", "region"},
    "/tenants/{id}": {"domain", "timezone", "currency", "region"},
    "/ivrs/{id}": {"name", "pin"},
    "/ivrs/{id}/action_urls": {"name", "type", "method", "url"},
    "/ivrs/{id}/action_urls/{url_id}": {"name", "type", "method", "url"},
    "/ip_filters/{id}": {"cidr", "target"},
    "/transports/{id}": {"port"},
    "/holidays/{id}": {"name", "region", "consecutive", "every_year"},
    "/dealers/{id}": {"max_tenants", "max_extensions"},
    "/dealers/{id}/password": {"password"},
}
for _collection in COLLECTIONS:
    if _collection.demanded:
        for _own in _collection.own_paths:
            _NEVER_BLANK[f"{_collection.path}/{{{_collection.item}}}/{_own.name}"] = {_own.member}
        _NEVER_BLANK[_collection.path] = _NEVER_BLANK[f"{_collection.path}/{{{_collection.item}}}"] = set(_collection.demanded)


def deviates(operation: str, field: str, aspect: str, table: tuple[Deviation, ...] = DEVIATIONS) -> bool:
    """Return whether the table excuses an aspect of a field."""
    return any(
        re.fullmatch(entry.operation, operation) and re.fullmatch(entry.field, field) and re.fullmatch(entry.aspect, aspect)
        for entry in table
    )


def effective(operation: str, path: tuple[str, ...], fact: dict[str, Any]) -> dict[str, Any]:
    """Return the facts about a field with the deviations put in."""
    if "/extension/" in operation:
        return {**fact, "required": True} if path[0] in _needed_at_creation(operation) else dict(fact)
    changed = {key: value for key, value in {**fact, **_PER_FIELD.get(path[-1], {})}.items() if value is not None}
    if not changed.pop("blankable", True):
        changed["required"] = True
    if (len(path) == 1 and path[0] in _NEVER_BLANK.get(operation.split()[1], ())) or path[-1] in ("from", "to"):
        changed["required"] = True
    return changed


def _needed_at_creation(operation: str) -> set[str]:
    """Return what the creation of an object of the extension API needs, for its update too."""
    creation = operation.replace("PUT", "POST").rpartition("/")[0] + "/"
    return {name for name, fact in facts.EXTENSION.get(creation, {}).get("body", {}).items() if fact.get("required")}
