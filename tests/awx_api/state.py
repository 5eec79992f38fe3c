# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the stand-in for AWX knows, and how it answers."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import checks
from .tables import TABLES, UNIFIED, Table

Json = dict[str, Any]
Answer = tuple[int, Any]

PLAYBOOK = re.compile(r"^\s*?-?\s*?(?:hosts|(ansible\.builtin\.)?include|(ansible\.builtin\.)?import_playbook):\s*?.*?$")
"""A line by which AWX knows a playbook (``awx/main/utils/ansible.py``)."""
NEVER_PLAYBOOKS = {"roles", "tasks", "group_vars", "host_vars"}
VAULT: Json = {"fields": [{"id": "vault_password", "type": "string", "secret": True}, {"id": "vault_id", "type": "string"}]}


class Refused(Exception):
    """A request is answered with an error."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(status, body)
        self.status = status
        self.body = body


class State:
    """All objects, by table and id.

    :ivar rows: of each table, the objects by id.
    :ivar links: ids in a sublist, by table, id of the object and name of the list.
    :ivar surveys: by table and id.
    """

    def __init__(self, project: Path) -> None:
        self._project = project
        self._last_id = 0
        self.rows: dict[str, dict[int, Json]] = {name: {} for name in TABLES}
        self.links: dict[tuple[str, int, str], list[int]] = {}
        self.surveys: dict[tuple[str, int], Json] = {}
        for name, kind, inputs in (("Vault", "vault", VAULT), ("Source Control", "scm", {"fields": []})):
            self._insert("credential_types", {"name": name, "kind": kind, "inputs": inputs, "managed": True})

    def named(self, table: str, name: str) -> Json:
        """The object with a name."""
        (found,) = (row for row in self.rows[table].values() if row.get("name", row.get("identifier")) == name)
        return found

    def linked(self, table: str, name: str, relation: str) -> list[str]:
        """Names of the objects in a sublist."""
        ids = self.links.get((table, self.named(table, name)["id"], relation), [])
        rows = self.rows[TABLES[table].relations[relation]]
        return [str(rows[one].get("name", rows[one].get("identifier"))) for one in ids]

    def answer(self, method: str, path: list[str], query: dict[str, str], body: Any) -> Answer:
        """Answer a request; its path begins behind the version.

        :raises Refused: the answer is an error.
        """
        if path == ["unified_job_templates"] and method == "GET":
            return 200, self._page([self._shown(name, row) for name in UNIFIED for row in self.rows[name].values()], query)
        if not path or path[0] not in TABLES:
            raise Refused(404, {"detail": "Not found."})
        table = path[0]
        if len(path) == 1:
            return self._collection(method, table, query, body)
        if not path[1].isdigit() or int(path[1]) not in self.rows[table]:
            raise Refused(404, {"detail": "Not found."})
        row = self.rows[table][int(path[1])]
        if len(path) == 2:
            return self._object(method, table, row, body)
        if path[2] == "survey_spec":
            return self._survey(method, table, row, body)
        if path[2] == "create_approval_template" and method == "POST":
            approval = self._insert("workflow_approval_templates", body)
            row["unified_job_template"] = approval["id"]
            return 201, self._shown("workflow_approval_templates", approval)
        if path[2] in TABLES[table].relations:
            return self._relation(method, table, row, path[2], query, body)
        raise Refused(404, {"detail": "Not found."})

    def _collection(self, method: str, table: str, query: dict[str, str], body: Any) -> Answer:
        if method == "GET":
            return 200, self._page([self._shown(table, row) for row in self.rows[table].values()], query)
        if method != "POST" or table == "workflow_approval_templates":
            raise Refused(405, {"detail": f'Method "{method}" not allowed.'})
        missing = [name for name in TABLES[table].required if body.get(name) in (None, "")]
        if missing:
            raise Refused(400, {name: ["This field is required."] for name in missing})
        row = self._checked(table, {**self._defaults(table), **self._known(table, body)}, None)
        return 201, self._shown(table, self._insert(table, row))

    def _object(self, method: str, table: str, row: Json, body: Any) -> Answer:
        if method == "PATCH":
            row |= self._checked(table, {**row, **self._known(table, body)}, row)
        elif method == "DELETE":
            del self.rows[table][row["id"]]
            return 204, None
        elif method != "GET":
            raise Refused(405, {"detail": f'Method "{method}" not allowed.'})
        return 200, self._shown(table, row)

    def _survey(self, method: str, table: str, row: Json, body: Any) -> Answer:
        if method == "GET":
            return 200, self.surveys.get((table, row["id"]), {})
        found = checks.survey(body)
        if found:
            raise Refused(400, {"error": "; ".join(found)})
        self.surveys[table, row["id"]] = body
        return 200, {}

    def _relation(self, method: str, table: str, row: Json, name: str, query: dict[str, str], body: Any) -> Answer:
        ids = self.links.setdefault((table, row["id"], name), [])
        other = TABLES[table].relations[name]
        if method == "GET":
            return 200, self._page([self._shown(other, self.rows[other][one]) for one in ids], query)
        if body["id"] not in self.rows.get(other, {}):
            raise Refused(400, {"detail": f"no {other} {body['id']}"})
        if body.get("disassociate"):
            ids.remove(body["id"])
            return 204, None
        if name == "credentials":
            kinds = [self.rows[other][one]["credential_type"] for one in [*ids, body["id"]]]
            if len(kinds) > len(set(kinds)):
                raise Refused(400, {"error": "Cannot assign multiple credentials of one type."})
        ids.append(body["id"])
        return 204, None

    def _checked(self, table: str, row: Json, before: Json | None) -> Json:
        """What is written, as it is stored."""
        self._check_references(TABLES[table], row)
        keys = TABLES[table].unique
        twin = [one for one in self.rows[table].values() if one is not before and all(one[key] == row[key] for key in keys)]
        if twin and keys[0] != "identifier":
            raise Refused(400, {"__all__": [f"{TABLES[table].kind} with this {' and '.join(keys)} already exists."]})
        check: Callable[[Json, Json | None], None] | None = getattr(self, f"_check_{table}", None)
        if check:
            check(row, before)
        return row

    def _check_references(self, table: Table, row: Json) -> None:
        for name, other in table.references.items():
            if row.get(name) is not None and row[name] not in self.rows[other]:
                raise Refused(400, {name: [f'Invalid pk "{row[name]}" - object does not exist.']})

    def _check_credential_types(self, row: Json, before: Json | None) -> None:
        if before and before["managed"]:
            raise Refused(403, {"detail": "Modifications not allowed for managed credential types"})
        used = before and any(one["credential_type"] == before["id"] for one in self.rows["credentials"].values())
        if before and used and row["inputs"] != before["inputs"]:
            raise Refused(403, {"detail": "Modifications to inputs are not allowed for credential types that are in use"})
        _refuse(checks.credential_type(row))

    def _check_credentials(self, row: Json, _before: Json | None) -> None:
        _refuse(checks.credential(row["inputs"], self.rows["credential_types"][row["credential_type"]]))

    def _check_schedules(self, row: Json, _before: Json | None) -> None:
        _refuse(checks.rule(row["rrule"]))
        key = next((name, row["unified_job_template"]) for name in UNIFIED if row["unified_job_template"] in self.rows[name])
        required = [question["variable"] for question in self.surveys.get(key, {}).get("spec", []) if question["required"]]
        _refuse([f"{name}: value missing" for name in required if name not in row["extra_data"]])

    def _check_job_templates(self, row: Json, _before: Json | None) -> None:
        if row["playbook"] not in self.playbooks():
            raise Refused(400, {"playbook": ["Playbook not found for project."]})

    def _check_workflow_job_template_nodes(self, row: Json, _before: Json | None) -> None:
        template = self.rows["job_templates"].get(row["unified_job_template"])
        if template and row["job_type"] and not template["ask_job_type_on_launch"]:
            raise Refused(400, {"job_type": ["Field is not configured to prompt on launch."]})

    def _check_notification_templates(self, row: Json, _before: Json | None) -> None:
        if row["notification_type"] == "webhook":
            row["notification_configuration"] = {**checks.FACTS["webhook_configuration"], **row["notification_configuration"]}
            _refuse([f"{name} is missing" for name in ("url", "headers") if name not in row["notification_configuration"]])

    def playbooks(self) -> list[str]:
        """The playbooks of the project, as AWX finds them."""
        found = []
        for path in sorted(self._project.rglob("*.y*ml")):
            place = path.relative_to(self._project)
            if NEVER_PLAYBOOKS & set(place.parts) or any(part.startswith(".") for part in place.parts):
                continue
            if any(PLAYBOOK.match(line) for line in path.read_text(encoding="utf-8").splitlines()):
                found.append(str(place))
        return found

    def _insert(self, table: str, values: Json) -> Json:
        self._last_id += 1
        row = {**self._defaults(table), **self._known(table, values), "id": self._last_id}
        self.rows[table][row["id"]] = row
        return row

    @staticmethod
    def _defaults(table: str) -> Json:
        return copy.deepcopy(TABLES[table].fields)

    @staticmethod
    def _known(table: str, body: Json) -> Json:
        return {name: value for name, value in body.items() if name in TABLES[table].fields}

    def _shown(self, table: str, row: Json) -> Json:
        """An object as the API shows it: without secrets, with its address and those of what belongs to it."""
        url = f"/api/v2/{table}/{row['id']}/"
        shown = {**copy.deepcopy(row), "type": TABLES[table].kind, "url": url, "summary_fields": {}}
        shown["related"] = {"survey_spec": f"{url}survey_spec/"} if table in ("job_templates", "workflow_job_templates") else {}
        if table == "credentials":
            shown["inputs"] = _without_secrets(row["inputs"], self.rows["credential_types"][row["credential_type"]])
        if table == "notification_templates" and row["notification_configuration"].get("password"):
            shown["notification_configuration"]["password"] = checks.ENCRYPTED
        if table == "job_templates":
            # It follows from the project.
            shown["organization"] = self.rows["projects"][row["project"]]["organization"]
        if table == "workflow_job_template_nodes" and row["unified_job_template"]:
            owner = next(name for name in UNIFIED if row["unified_job_template"] in self.rows[name])
            shown["related"]["unified_job_template"] = f"/api/v2/{owner}/{row['unified_job_template']}/"
        return shown

    @staticmethod
    def _page(rows: list[Json], query: dict[str, str]) -> Json:
        """A list of those that a query asks for."""
        alternatives = {name.removeprefix("or__"): value for name, value in query.items() if name.startswith("or__")}
        exact = {name: value for name, value in query.items() if not name.startswith("or__") and name != "page_size"}
        unknown = [name for name in [*alternatives, *exact] if rows and not any(name in row for row in rows)]
        if unknown:
            raise Refused(400, {"detail": f"no field named '{unknown[0]}'"})
        found = [row for row in rows if all(str(row.get(name)) == value for name, value in exact.items())]
        if alternatives:
            found = [row for row in found if any(str(row.get(name)) == value for name, value in alternatives.items())]
        return {"count": len(found), "next": None, "previous": None, "results": found}


def _refuse(found: list[str]) -> None:
    if found:
        raise Refused(400, {"__all__": found})


def _without_secrets(inputs: Json, of_type: Json) -> Json:
    secret = {field["id"] for field in of_type["inputs"]["fields"] if field.get("secret")}
    return {name: checks.ENCRYPTED if name in secret and value else value for name, value in inputs.items()}
