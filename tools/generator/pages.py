"""The documentation of a resource's modules: DOCUMENTATION and RETURN."""

from __future__ import annotations

import re
from typing import Any

from .specs import Options

Spec = dict[str, Any]
AUTHOR = "portsip.pbx maintainers (@portsip-pbx)"
SAMPLE = 31
DIFF: Spec = {
    "diff": {
        "description": [
            "The object before and after, only the fields that can be set. A secret is shown as V((hidden\\)), with a remark if it "
            "changes. Equal if nothing changed."
        ],
        "returned": "when diff mode is on",
        "type": "dict",
        "contains": {
            "before": {"description": "The object as it was, empty if there was none.", "returned": "always", "type": "dict"},
            "after": {
                "description": "The object as it is, in check mode as it would be, empty if there is none.",
                "returned": "always",
                "type": "dict",
            },
        },
    }
}
FAILURE: Spec = {
    "msg": {"description": "What went wrong and what to do about it.", "returned": "failure", "type": "str"},
    "error": {
        "description": "What went wrong, for a playbook to decide by.",
        "returned": "failure",
        "type": "dict",
        "contains": {
            "kind": {
                "description": [
                    "V(input) is an option that is not valid, V(library) a missing Python library, V(connection) an API that cannot be "
                    "reached, V(authentication) refused credentials or a missing role, V(refused) content the API does not take, "
                    "V(not_found) an object that does not exist, V(ambiguous) a name that several objects have, V(conflict) an object in "
                    "use or a change the API cannot make, V(rate_limited) too many requests, and V(unexpected) anything else."
                ],
                "returned": "always",
                "type": "str",
                "sample": "input",
            },
            "status": {"description": "HTTP status of the answer, or null if there was none.", "returned": "always", "type": "int"},
            "code": {"description": "Error code of the API, or null.", "returned": "always", "type": "str"},
            "detail": {"description": "The API's own words, or null.", "returned": "always", "type": "str"},
            "method": {"description": "HTTP method of the request, or null.", "returned": "always", "type": "str"},
            "path": {"description": "Path of the request, without host and query, or null.", "returned": "always", "type": "str"},
        },
    },
}


def documentation(module: str, page: Any, options: Spec, fragments: list[str]) -> Spec:
    """The DOCUMENTATION of a module.

    options: its own options as documentation has them.
    """
    document: Spec = {
        "module": f"portsip_{module}",
        "short_description": page.summary,
        "version_added": "0.1.0",
        "author": AUTHOR,
        "description": list(page.description),
        "options": options,
        "extends_documentation_fragment": [f"portsip.pbx.{name}" for name in fragments],
        "notes": list(page.notes),
        "seealso": [{"module": f"portsip.pbx.portsip_{name}"} for name in page.seealso],
    }
    return {name: value for name, value in document.items() if value not in ({}, [])}


def returned_object(resource: Any, options: Options, *, many: bool = False) -> Spec:
    """What is returned of one object: what only comes back, then every option that can be read.

    many: it is one of those that the information module returns.
    """
    page = resource.page
    contains: Spec = {name: dict(value) for name, value in page.returns.items()}
    for called, option in options.documented(resource.model).items():
        name = option.get("aliases", [called])[0]
        known = resource.field((name,))
        if known.secret or not known.readable or name not in resource.own_fields:
            continue
        if known.only_when_given and many:
            continue
        returned = f"when O({called}) is given" if known.only_when_given else "always"
        if known.part and not many:
            returned = f"when O({called}) is given, or none of these options is"
        value: Spec = {"description": first_sentence(option["description"]), "returned": returned, "type": option["type"]}
        if value["type"] == "jsonarg":
            value["type"] = "str"
        if "elements" in option:
            value["elements"] = option["elements"]
        value |= _ids(known)
        sample = page.samples.get(name, known.api_default)
        if name in page.samples or sample is not None:
            value["sample"] = sample
        contains.setdefault(name, value)
    return contains


def _ids(known: Any) -> Spec:
    """The type of ids, where the value of a field is one in results and its ids are numbers."""
    if known.reference is not None and known.reference.address.integer:
        return {"type": "int", "sample": SAMPLE}
    if known.item is not None and known.item.reference is not None and known.item.reference.address.integer:
        return {"elements": "int", "sample": [SAMPLE]}
    return {}


def of_the_object(value: Any) -> Any:
    """Descriptions for another page than the object's, which has not the options that they name."""
    if not isinstance(value, dict):
        return value
    texts = {name: _as_code(item) for name, item in value.items() if name == "description" and not isinstance(item, dict)}
    return {name: texts.get(name) or of_the_object(item) for name, item in value.items()}


def _as_code(description: Any) -> Any:
    if isinstance(description, list):
        return [_as_code(paragraph) for paragraph in description]
    return re.sub(r"\bO\((?=[a-z_.]+(?:=[^)]*)?\))", "C(", description)


def first_sentence(description: Any) -> str:
    """The sentence that says what an option is."""
    text = description if isinstance(description, str) else description[0]
    return re.split(r"(?<=[.)])\s+(?=[A-Z])", text, maxsplit=1)[0]
