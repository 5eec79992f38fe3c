# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What an extension has once or several of: settings, agents, memberships, events, notifications, users (extension API)."""

from __future__ import annotations

from ..call import Answer
from ..errors import VALIDATE_FAILED, ApiError, Problem
from ..extension_call import GONE, OWN, Operation, Query, Visit, bad
from ..extension_state import Row
from ..extension_table import Single, Table, own_table
from ..models.extension import AgentCreate, AgentUpdate, MembershipCreate, MembershipUpdate, Queue
from ..models.extension_contents import Event, EventUpdate, Notification, NotificationUpdate, User, UserUpdate
from ..models.extension_settings import Ani, Conference, Fax, Phone


class AgentRemoval(Query):
    """The parameters of ``DELETE .../agent/{agent_id}``."""

    remove_from_queues: bool = True


class UserQuery(Query):
    """The parameters of ``GET .../user/extension/``."""

    id: list[int] | None = None
    login: list[str] | None = None
    name: list[str] | None = None
    email: list[str] | None = None
    comment: list[str] | None = None
    status: list[str] | None = None
    timezone: list[str] | None = None
    access: list[str] | None = None


def _ringing(visit: Visit, row: Row) -> None:
    """Drop the music of a queue that rings."""
    if row["sound_type"] == "ring":
        row["sound"] = None


def _phone(visit: Visit, row: Row) -> Row:
    fields = visit.extension.fields
    return {**row, "name": fields["name"], "label": fields["label"]}


PHONE = Single("/phone/", Phone, "phone", write_only=("password",), answer=_phone)
SINGLES = (PHONE, Single("/conference/", Conference, "conference"), Single("/fax/", Fax, "fax"))
QUEUE = Single("/queue/", Queue, "queue", check=_ringing)
SETTINGS = {"phone": Phone, "conference": Conference, "fax": Fax, "queue": Queue}


def _of_extension(visit: Visit) -> Row:
    return {"extension_id": visit.extension.id}


def _forget_agent(visit: Visit, row: Row) -> None:
    if visit.query().remove_from_queues:
        visit.state.forget_agent(row["id"])


def _agent_known(visit: Visit, row: Row) -> None:
    if not visit.state.agent_exists(row["agent_id"]):
        raise bad("agent_id", f"agent {row['agent_id']} does not exist")


AGENTS = Table(
    "/agent/",
    AgentCreate,
    rows=own_table("agents"),
    item="agent_id",
    kind="agents",
    update=AgentUpdate,
    removal=AgentRemoval,
    server=_of_extension,
    removing=_forget_agent,
)
LOCAL = Table(
    "/queue/agents/local/",
    MembershipCreate,
    "queue",
    rows=own_table("queue_agents"),
    item="agent_id",
    key="agent_id",
    update=MembershipUpdate,
    check=_agent_known,
)
REMOTE = Table(
    "/queue/agents/remote/",
    MembershipCreate,
    "queue",
    rows=own_table("remote_queue_agents"),
    item="agent_id",
    key="agent_id",
    update=MembershipUpdate,
)
EVENTS = Table("/event/", Event, rows=own_table("events"), kind="events", update=EventUpdate)
NOTIFICATIONS = Table("/mail_notification/", Notification, rows=own_table("notifications"), kind="notifications", update=NotificationUpdate)


def _login_free(visit: Visit, row: Row) -> None:
    if "id" not in row and visit.state.login_taken(row["login"]):
        raise ApiError(400, Problem(VALIDATE_FAILED, f"login: {row['login']} is taken"))


USERS = Table(
    "/user/extension/",
    User,
    rows=own_table("users"),
    item="user_id",
    kind="users",
    update=UserUpdate,
    query=UserQuery,
    server=_of_extension,
    usual={"status": "active", "access": "full"},
    write_only=("password", "email_notify", "email_for_notify"),
    check=_login_free,
)


def _get_ani(visit: Visit) -> Row:
    return visit.shown({"default": visit.extension.ani})


def _put_ani(visit: Visit) -> Row:
    visit.extension.ani = visit.given()["ani_number"]
    return _get_ani(visit)


def _delete_events(visit: Visit) -> Answer:
    visit.extension.tables["events"].clear()
    return GONE


def operations() -> list[Operation]:
    """Return the operations on all of this."""
    parts = (*SINGLES, QUEUE, AGENTS, LOCAL, REMOTE, EVENTS, NOTIFICATIONS, USERS)
    return [operation for part in parts for operation in part.operations()] + [
        Operation("DELETE", f"{OWN}/event/", _delete_events),
        Operation("GET", f"{OWN}/ani/", _get_ani),
        Operation("PUT", f"{OWN}/ani/", _put_ani, body=Ani),
    ]
