# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""A module of the parity tests' own: does what no module of the collection does on purpose."""

from __future__ import annotations

import os
import sys
import time
from datetime import date
from typing import Any

from ansible_collections.portsip.pbx.plugins.module_utils.errors import Conflict
from ansible_collections.portsip.pbx.plugins.module_utils.host.definition import Module
from ansible_collections.portsip.pbx.plugins.module_utils.host.module import execute

SPEC: dict[str, Any] = {
    "does": {"type": "list", "elements": "str", "default": []},
    # An alias that comes first is the name in the API, under which the options arrive.
    "name": {
        "type": "str",
        "aliases": ["title", "label"],
        "deprecated_aliases": [{"name": "label", "version": "9.0.0", "collection_name": "portsip.pbx"}],
    },
    "former": {"type": "str", "removed_in_version": "9.0.0", "removed_from_collection": "portsip.pbx"},
    "passing": {"type": "str", "removed_at_date": "2199-01-01", "removed_from_collection": "portsip.pbx"},
    "key": {"type": "str", "no_log": True},
    "path": {"type": "path"},
    "json": {"type": "json"},
    "raw": {"type": "raw"},
    "inner": {"type": "dict", "options": {"key": {"type": "str", "no_log": True}, "size": {"type": "bytes"}}},
}


def _run(params: Any, context: Any, workspace: Any) -> dict[str, Any]:
    result: dict[str, Any] = {"changed": False, "probe": {name: params[name] for name in ("title", "path", "json", "raw")}}
    for deed in params["does"]:
        word, _colon, rest = deed.partition(":")
        if word == "warn":
            context.warn(f"Beware of {rest}.")
        elif word == "hide":
            context.add_secret(rest)
        elif word == "tell":
            result["told"] = rest
        elif word == "print":
            print(rest)  # noqa: T201
            print(rest, file=sys.stderr)  # noqa: T201
        elif word == "types":
            result["types"] = {"tuple": (1, 2), "empty": [], "none": None, "number": 2**63, "float": 0.5, 7: "seven"}
            result.update(yes=True, no=False, nothing=None)
        elif word == "directory":
            result["directory"] = os.getcwd()  # noqa: PTH109
        elif word == "environment":
            result["environment"] = os.environ.get(rest)
        elif word == "progress":
            for count in range(int(rest)):
                context.progress(f"{count} done, key {params['key']}")
                time.sleep(0.5)
        elif word == "sleep":
            time.sleep(float(rest))
        elif word == "refuse":
            raise Conflict(rest, status=409, code="RESOURCE_IN_USE", detail=rest, method="POST", path="/things")
        elif word == "fail":
            raise {"key": KeyError, "value": ValueError}.get(rest, RuntimeError)(rest)
        elif word == "exit":
            sys.exit(int(rest))
        elif word == "date":
            result["date"] = date(2030, 1, 2)
    return result


MODULE = Module(SPEC, _run)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
