# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""A request to the extension API on its way to a handler: what an operation takes, and what its handler is given."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError

from .call import Answer, Endpoint, Exchange, endpoint, json_object
from .errors import UNKNOWN, VALIDATE_FAILED, ApiError, Problem
from .extension_state import Extension, ExtensionState, Row, Rows
from .representation import rendered
from .settings import Settings
from .validation import Body, given_fields, problems_of

BASE = "/api/ver1.0"
OWN = "/extension/{extension_id}"


class Query(BaseModel):
    """The parameters of a request, of which every one is known. Several values of a list are repeated, or divided by commas."""

    model_config = ConfigDict(extra="forbid")


def error(status: int, message: str) -> ApiError:
    """Return an error in the words of the extension API."""
    return ApiError(status, Problem(UNKNOWN, message))


def missing() -> ApiError:
    """Return the error for what is not there: 404 ``not_found``."""
    return error(404, "not_found")


def bad(field: str, reason: str) -> ApiError:
    """Return the error for a field that cannot be so, 400; the message names the field."""
    return ApiError(400, Problem(VALIDATE_FAILED, f"{field}: {reason}"))


def number(text: str) -> int:
    """Return an id from a path; raises ApiError (404) for what is none."""
    if not (text.isascii() and text.isdigit()):
        raise missing()
    return int(text)


@dataclass(frozen=True)
class Visit:
    """A request that was let in; the world's lock is held as long as it lasts."""

    exchange: Exchange
    operation: Operation
    path: Mapping[str, str]
    at: Extension | None

    @property
    def extension(self) -> Extension:
        """The extension that the path names."""
        if self.at is None:
            raise missing()
        return self.at

    @property
    def state(self) -> ExtensionState:
        """What all extensions share."""
        return self.exchange.world.extension

    @property
    def settings(self) -> Settings:
        """The settings of the simulator."""
        return self.exchange.world.settings

    def given(self) -> Row:
        """Return the fields that the body names; raises ApiError (400)."""
        if self.operation.body is None:
            raise TypeError(f"{self.operation.path} takes no body")
        return given_fields(self.operation.body, json_object(self.exchange))

    def query(self) -> Any:
        """Return the parameters as the operation's own model; raises ApiError (400)."""
        model = self.operation.query
        values = {name: _parameter(model, name, texts) for name, texts in self.exchange.parameters.items()}
        try:
            return model.model_validate(values)
        except ValidationError as problem:
            raise ApiError(400, *problems_of(problem)) from None

    def shown(self, row: Row, hidden: tuple[str, ...] = (), lists: tuple[str, ...] = ()) -> Row:
        """Return a row as it is answered: without what is hidden; ``lists`` are answered even if they are empty."""
        answer = rendered({name: value for name, value in row.items() if name not in hidden}, self.settings)
        return answer | {name: row[name] for name in lists if not row[name]}

    def find(self, rows: Rows, item: str) -> Row:
        """Return the row that the path names; raises ApiError (404)."""
        row = rows.get(number(self.path[item]))
        if row is None:
            raise missing()
        return row

    def done(self, **what: Any) -> None:
        """Note in the state what was done, for what leaves no other trace."""
        place = {name: value for name, value in self.path.items() if name != "extension_id"}
        self.extension.actions.append({"operation": f"{self.operation.method} {self.operation.path}", **place, **what})


@dataclass(frozen=True)
class Operation:
    """What can be asked. ``only`` is the type of extension that has it; ``form``: the body is a form with a file."""

    method: str
    path: str  # below BASE
    handler: Callable[[Visit], Any]
    body: type[Body] | None = None
    query: type[Query] = Query
    only: str | None = None
    form: bool = False
    basic: bool = False  # signed in to with name and password in the request itself

    def endpoint(self) -> Endpoint:
        """Return the HTTP endpoint; 401 comes before 404, and that before 400."""

        def admitted(exchange: Exchange, path: Row) -> Any:
            if exchange.session is None and not self.basic:
                raise error(401, "unauthorized")
            visit = Visit(exchange, self, path, self._extension(exchange, path))
            if self.basic and not _known(visit):
                raise ApiError(401, Problem(UNKNOWN, "unauthorized"), headers={"WWW-Authenticate": 'Basic realm="records"'})
            if self.query is Query:
                visit.query()
            return self.handler(visit)

        return endpoint(admitted)

    def _extension(self, exchange: Exchange, path: Row) -> Extension | None:
        if "extension_id" not in path:
            return None
        extension = exchange.world.extension.extensions.get(number(path["extension_id"]))
        if extension is None or (self.only is not None and extension.type != self.only):
            raise missing()
        return extension


def _known(visit: Visit) -> bool:
    """Return whether a name and its password stand in the request: those of a client, or of a user of the extension."""
    clients = {client.username: client.password for client in visit.state.clients}
    users = {row["login"]: row["password"] for row in visit.extension.tables["users"].values() if row["status"] != "blocked"}
    name, password = visit.exchange.basic or ("", "")
    return name != "" and {**users, **clients}.get(name) == password


def _parameter(model: type[Query], name: str, texts: list[str]) -> Any:
    known = model.model_fields.get(name)
    if known is None or not _is_list(known.annotation):
        return texts[-1]
    return [part for text in texts for part in text.split(",")]


def _is_list(annotation: Any) -> bool:
    if get_origin(annotation) in (Union, types.UnionType):
        return any(_is_list(choice) for choice in get_args(annotation))
    return get_origin(annotation) is list


EMPTY = Answer(200)  # where no resource is described that could be answered
GONE = Answer(204)
