# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the simulated PBX holds. Knows no HTTP; guarded by one lock."""

from __future__ import annotations

import copy
import pickle
import threading
import time
from typing import Any

from .extension_state import ExtensionState
from .ids import IdSource
from .session import Account, Lockout, Sessions
from .settings import Settings
from .upload import Upload

SYSTEM = ""  # the owner of what belongs to no tenant
SERVICES = ("voicemail", "acb", "call_park", "monitor")
"""What the state of a tenant holds under ``service_numbers``."""
Row = dict[str, Any]

ADMIN = Account("admin", "Sim-Admin-2026", "admin")


def copied(plain: Row) -> Row:
    """Return a deep copy; tests compare states so often that the time of copy.deepcopy would count."""
    copied: Row = pickle.loads(pickle.dumps(plain))
    return copied


class World:
    """Rows by collection and owner; the owner is a tenant's id, a parent object's id, or SYSTEM.

    A row is the plain JSON object as stored, write-only fields included.
    """

    def __init__(self, settings: Settings) -> None:
        self.lock = threading.RLock()
        self.settings = settings
        self.clear()

    def clear(self) -> None:
        """Forget everything but the settings."""
        self._tables: dict[str, dict[str, dict[str, Row]]] = {}
        self._gone_at: dict[str, float] = {}
        self.ids = IdSource()
        self.accounts: list[Account] = []
        self.sessions = Sessions()
        self.lockout = Lockout()
        self.tenant_dealers: dict[str, list[str]] = {}
        self.dealer_parents: dict[str, str] = {}  # child -> parent; seeded, as the API does not show it
        self.system: dict[str, Row] = {}  # the singletons by name
        self.tokens: dict[str, str | None] = {"sbc": None, "im": None}
        self.test_emails: list[Row] = []
        self.extension = ExtensionState()
        self.blobs: dict[str, bytes] = {}  # contents of files by SHA-256
        self.uploads: dict[str, Upload] = {}  # those under way by id

    def rows(self, collection: str, owner: str = SYSTEM) -> dict[str, Row]:
        """Return the rows of one owner by id; adding to the mapping adds to the state."""
        return self._tables.setdefault(collection, {}).setdefault(owner, {})

    def drop_owner(self, collection: str, owner: str) -> list[str]:
        """Remove all rows of an owner; return their ids."""
        return list(self._tables.get(collection, {}).pop(owner, {}))

    @property
    def tenants(self) -> dict[str, Row]:
        """The tenants by id, those being deleted included."""
        return self.rows("tenants")

    @property
    def admin(self) -> Account:
        """The system administrator's account."""
        return next(account for account in self.accounts if account.role == "admin")

    def tenant_domain(self, tenant_id: str | None) -> str | None:
        """Return the domain of a tenant that exists."""
        tenant = self.tenants.get(tenant_id) if tenant_id is not None else None
        return tenant["domain"] if tenant else None

    def begin_deletion(self, tenant_id: str) -> None:
        """Let a tenant go after the configured delay; until then it stays listed and readable."""
        self._gone_at.setdefault(tenant_id, time.monotonic() + self.settings.deletion_delay)

    def expire_tokens(self) -> None:
        """Let every access token of both APIs expire now."""
        self.sessions.expire_all()
        self.extension.sessions.expire_all()

    def being_deleted(self, tenant_id: str) -> bool:
        """Return whether a tenant's deletion has been asked for."""
        return tenant_id in self._gone_at

    def sweep(self) -> None:
        """Remove the tenants whose deletion is due, and all that is in them."""
        if not self._gone_at:
            return
        now = time.monotonic()
        for tenant_id in [tenant for tenant, due in self._gone_at.items() if due <= now]:
            del self._gone_at[tenant_id]
            self._remove_tenant(tenant_id)

    def _remove_tenant(self, tenant_id: str) -> None:
        self.tenants.pop(tenant_id, None)
        self.tenant_dealers.pop(tenant_id, None)
        self.accounts = [account for account in self.accounts if account.home != tenant_id]
        owners = [tenant_id]
        while owners:
            owner = owners.pop()
            for collection in self._tables:
                owners.extend(self.drop_owner(collection, owner))
        for provider in self.rows("providers").values():
            provider["assignees"] = [entry for entry in provider["assignees"] if entry["tenant_id"] != tenant_id]

    def providers_in(self, tenant_id: str) -> dict[str, Row]:
        """Return the trunks a tenant may use: its own, shared ones and those assigned to it."""
        lent = {
            key: row
            for key, row in self.rows("providers").items()
            if row.get("shared") or any(entry["tenant_id"] == tenant_id for entry in row["assignees"])
        }
        return {**self.rows("providers", tenant_id), **lent}

    def saved(self) -> dict[str, Any]:
        """Return a deep copy of all that it holds, to be put back."""
        return copy.deepcopy({name: value for name, value in vars(self).items() if name != "lock"})

    def put_back(self, saved: dict[str, Any]) -> None:
        """Hold what it held when it was saved, and nothing else."""
        vars(self).update(copy.deepcopy(saved))

    def dump(self) -> dict[str, Any]:
        """Return a deep copy of the state as plain JSON; objects are keyed by id throughout."""
        self.sweep()
        return copied(
            {
                "tenants": {key: self._tenant_dump(key, row) for key, row in self.tenants.items()},
                "ip_filters": self.rows("ip_filters"),
                "transports": self.rows("transports"),
                "dealers": self.rows("dealers"),
                "providers": self.rows("providers"),
                **{name: self.rows(name) for name in ("call_queue_servers", "conference_servers", "media_servers", "ivr_servers")},
                "system": self._system_dump(),
                "uploads": {key: upload.dump() for key, upload in self.uploads.items()},
                "sessions": self.sessions.live(),
                "extension": self.extension.dump(),
            }
        )

    def _system_dump(self) -> Row:
        tokens = {f"{server}_token": token for server, token in self.tokens.items()}
        return {
            **self.system,
            **tokens,
            "admin": {"username": self.admin.username, "password": self.admin.password},
            "test_emails": self.test_emails,
            "files": self.rows("files"),
        }

    def _inside(self, owner: str) -> dict[str, dict[str, Row]]:
        """Return the rows that an owner has, by the names of their collections."""
        return {name: owners[owner] for name, owners in self._tables.items() if owners.get(owner)}

    def _tenant_dump(self, tenant_id: str, row: Row) -> Row:
        ivrs = {key: {**ivr, "action_urls": self.rows("action_urls", key)} for key, ivr in self.rows("ivrs", tenant_id).items()}
        inside = self._inside(tenant_id)
        for name in {"users", "shared_voicemails"} & inside.keys():
            inside[name] = {key: {**owner, **self._inside(key)} for key, owner in inside[name].items()}
        singletons = inside.pop("singletons", {})
        return {
            **row,
            **{name: found for name, found in singletons.items() if name not in SERVICES},
            "service_numbers": {name: found for name, found in singletons.items() if name in SERVICES},
            **inside,
            "being_deleted": self.being_deleted(tenant_id),
            "dealers": self.tenant_dealers.get(tenant_id, []),
            "accounts": [account.username for account in self.accounts if account.home == tenant_id],
            "ivrs": ivrs,
            "holidays": self.rows("holidays", tenant_id),
            "files": self.rows("files", tenant_id),
            "providers": self.providers_in(tenant_id),
        }
