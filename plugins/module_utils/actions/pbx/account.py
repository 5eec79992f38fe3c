# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""User name and password of the account that signs in (PortSIP PBX REST API 22.2 and 22.3, /admin/… and /dealer/…).

The API tells neither of them.  A login is the only proof: what was signed in
with is what the account has.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from ... import errors
from ...base.releases import numbers
from ...client.pbx import PbxClient
from ...client.pbx_login import PbxCredentials
from ...plan.secrecy import HIDDEN
from ...run.connection import Params, http_settings
from ...run.context import Context, Result
from ...run.workspace import Workspace
from ...schema.model import validate
from .account_models import AdminAccount, DealerAccount


@dataclass(frozen=True)
class Account:
    """A kind of account, and where it is changed.

    :param paths: first release, as numbers -> path above ``/username`` and ``/password``.
    """

    model: Any
    status: str
    paths: dict[tuple[int, ...], str]

    def path(self, client: PbxClient) -> str:
        """The path that the release of this PBX has.

        :raises UnexpectedAnswer: it depends on the release, which the PBX does not tell.
        """
        if len(self.paths) == 1:
            return next(iter(self.paths.values()))
        answer = client.get(self.status)
        version = str(answer.get("version") or "") if isinstance(answer, dict) else ""
        own = numbers(version)
        known = [first for first in self.paths if own >= first]
        if not own or not known:
            message = f"GET {self.status} does not return the release of the PBX ({version!r}), and the path of this request depends on it."
            raise errors.UnexpectedAnswer(message, delivered=False, method="GET", path=self.status)
        return self.paths[max(known)]


ADMIN = Account(AdminAccount, "/admin/status", {(0,): "/admin", (22, 3): "/admin/user"})
DEALER = Account(DealerAccount, "/dealer/status", {(0,): "/dealer"})


def run_admin_account(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """See ``_run``."""
    return _run(ADMIN, params, context)


def run_dealer_account(params: Params, context: Context, workspace: Workspace | None = None) -> Result:
    """See ``_run``."""
    return _run(DEALER, params, context)


def _run(account: Account, params: Params, context: Context) -> Result:
    """Give the account that signs in its wanted name and password.

    :returns: ``changed``, ``diff``, and ``account`` with its name.
    :raises PortsipError: it can't be done; the text says what was done already.
    """
    given = {name: params[name] for name in ("name", "password") if params.get(name) is not None}
    values = validate(account.model, given, lambda path: path == ("password",))
    if not values:
        raise errors.InvalidInput("name or password: is required")
    if not params.get("api_url") or not params.get("api_username") or not params.get("api_password"):
        raise errors.InvalidInput(
            "api_url, api_username and api_password: are required; api_token is not enough, because this request needs the name and "
            "the password of the account"
        )
    current = PbxCredentials(params["api_username"], params["api_password"], params.get("api_domain") or None)
    wanted = replace(current, username=values.get("name", current.username), password=values.get("password", current.password))
    with _signed_in(params, current, wanted) as (client, proven):
        if not context.check_mode and proven != wanted:
            _change(account, params, client, proven, wanted)
    before, after = _facts(proven, wanted, "(to be replaced)"), _facts(wanted, proven, "(new)")
    return {"changed": proven != wanted, "account": {"name": wanted.username}, "diff": {"before": before, "after": after}}


@contextmanager
def _signed_in(params: Params, current: PbxCredentials, wanted: PbxCredentials) -> Iterator[tuple[PbxClient, PbxCredentials]]:
    """A session with the credentials given, or else with those wanted, and which of them were right."""
    proven = current
    client = PbxClient(params["api_url"], current, http_settings(params))
    try:
        try:
            client.sign_in()
        except errors.AuthenticationFailed:
            if wanted == current:
                raise
            client.sign_out()
            proven = wanted
            client = PbxClient(params["api_url"], wanted, http_settings(params))
            client.sign_in()
        yield client, proven
    finally:
        client.sign_out()


def _change(account: Account, params: Params, client: PbxClient, before: PbxCredentials, after: PbxCredentials) -> None:
    path = account.path(client)
    done = ""
    lost: errors.ConnectionFailed | errors.UnexpectedAnswer | None = None
    if after.username != before.username:
        client.update(f"{path}/username", {"name": after.username})
        done = f"The user name is {after.username!r} already: sign in with it and the old password."
    if after.password != before.password:
        try:
            client.create(f"{path}/password", {"old_password": before.password, "new_password": after.password})
        except (errors.ConnectionFailed, errors.UnexpectedAnswer) as error:
            # The login below tells whether it has taken effect.
            lost = error
        except errors.PortsipError as error:
            error.add(done)
            raise
    if lost is not None and not lost.delivered:
        lost.add(done)
        raise lost
    _prove(params, after, lost)


def _prove(params: Params, credentials: PbxCredentials, lost: errors.PortsipError | None) -> None:
    """Sign in as the account now should.

    :param lost: the failure of a write that may have taken effect all the same.
    """
    client = PbxClient(params["api_url"], credentials, http_settings(params))
    try:
        client.sign_in()
    except errors.AuthenticationFailed as error:
        if lost is not None:
            raise lost from None
        message = f"The PBX accepted the new name or password, but rejects a login with them: {error}"
        raise errors.UnexpectedAnswer(message, **error.facts) from None
    finally:
        client.sign_out()


def _facts(mine: PbxCredentials, other: PbxCredentials, note: str) -> dict[str, str | None]:
    differs = mine.password != other.password
    return {"name": mine.username, "password": f"{HIDDEN} {note}" if differs else HIDDEN}
