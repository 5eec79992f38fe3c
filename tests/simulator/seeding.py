# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Writing state directly, without the API's checks: what a test wants to find on the PBX."""

from __future__ import annotations

import copy
from typing import Any

from .crud import new_row
from .extension_seeding import ExtensionSeeder
from .extension_state import CLIENT
from .releases import since
from .resources import BY_NAME, OF_SERVICES, OF_SYSTEM
from .resources.files import stored
from .resources.tenant_settings import furnish
from .session import Account
from .singleton import IN_TENANTS
from .state import ADMIN, SYSTEM


class Seeder(ExtensionSeeder):
    """The helpers ``add_*``; each returns the new id where there is one.

    Fields left out get the defaults of the API. Values are taken as they are, but a field that the collection does
    not know raises TypeError, and an owner that does not exist raises LookupError.
    """

    def seed(self, name: str) -> None:
        """Fill an empty world: ``minimal`` or ``none``, which still has the two accounts to sign in with."""
        self._world.accounts.append(Account(ADMIN.username, ADMIN.password, "admin"))
        self._world.extension.clients.append(Account(CLIENT.username, CLIENT.password, "admin"))
        self.fit_release()
        if name == "none":
            return
        self.add_transport("UDP", 5060)
        for servers in OF_SERVICES:
            fields: dict[str, Any] = {name: 1000 for name in servers.demanded if name != "name"}
            fields["ipv4" if servers.one_of else "private_ipv4"] = "127.0.0.1"
            self.add_object(servers.name, name="Built-in", type="INTERNAL", **fields)
        self.seed_extensions()

    def fit_release(self) -> None:
        """Give the system's own objects the fields of the release; values of fields that stay are kept."""
        extra = self._world.settings.accepted_extra_fields
        for singleton in OF_SYSTEM:
            new, old = singleton.new(self._world.settings.release), self._world.system.get(singleton.name, {})
            kept = {name: value for name, value in old.items() if name in new or name in extra.get(singleton.name, ())}
            self._world.system[singleton.name] = {**new, **kept}
        for tenant_id in self._world.tenants:
            furnish(self._world, tenant_id)

    def set_system(self, name: str, **fields: Any) -> None:
        """Write fields of one of the system's own objects: network, settings, notification, sbc, im and so on."""
        row = self._world.system[name]
        known = set(row) | set(self._world.settings.accepted_extra_fields.get(name, ()))
        if unknown := set(fields) - known:
            raise TypeError(f"{name} has no {', '.join(sorted(unknown))}")
        row |= copy.deepcopy(fields)

    def set_token(self, server: str, token: str | None) -> None:
        """Write the token of the server ``sbc`` or ``im``; None: it has none."""
        if server not in self._world.tokens:
            raise LookupError(f"no server {server}")
        self._world.tokens[server] = token

    def _add(self, collection: str, owner: str, fields: dict[str, Any]) -> str:
        spec = BY_NAME[collection]
        row = new_row(self._world, spec, {})
        known = set(row) | set(self._world.settings.accepted_extra_fields.get(collection, ()))
        if unknown := set(fields) - known:
            raise TypeError(f"{collection} have no {', '.join(sorted(unknown))}")
        row |= copy.deepcopy(fields)
        rows = self._world.rows(collection, owner)
        if row["id"] in rows:
            raise ValueError(f"{collection} {row['id']} exists")
        rows[row["id"]] = row
        return str(row["id"])

    def _in_tenant(self, collection: str, tenant_id: str, fields: dict[str, Any]) -> str:
        if tenant_id not in self._world.tenants:
            raise LookupError(f"no tenant {tenant_id}")
        return self._add(collection, tenant_id, fields)

    def add_tenant(self, domain: str, name: str | None = None, **fields: Any) -> str:
        """Add a tenant."""
        place = {"timezone": "Europe/Berlin", "currency": "EUR", "region": "DEU"}
        if since(self._world.settings.release, "22.6"):
            place["website"] = f"https://{domain}"
        tenant_id = self._add("tenants", SYSTEM, {"domain": domain, "name": name or domain.split(".")[0].title(), **place, **fields})
        furnish(self._world, tenant_id)
        return tenant_id

    def set_tenant(self, tenant_id: str, name: str, **fields: Any) -> None:
        """Write fields of what a tenant has one of: password_policy, notification, voicemail and so on."""
        if name == "service_numbers":
            for service, values in fields.items():
                self.set_tenant(tenant_id, service, **values)
            return
        row = self._world.rows(IN_TENANTS, tenant_id)[name]
        if unknown := set(fields) - set(row):
            raise TypeError(f"{name} has no {', '.join(sorted(unknown))}")
        row |= copy.deepcopy(fields)

    def add_object(self, collection: str, tenant_id: str | None = None, **fields: Any) -> str:
        """Add an object of any collection to a tenant; None: to the system."""
        return self._add(collection, SYSTEM, fields) if tenant_id is None else self._in_tenant(collection, tenant_id, fields)

    def add_user(self, tenant_id: str, extension_number: str, display_name: str, **fields: Any) -> str:
        """Add a user to a tenant, who has an extension."""
        usual = {"name": f"user.{extension_number}", "email": f"{extension_number}@example.com", "role": "StandardUser"}
        secret = {
            "password": f"Web-{extension_number}-Pass",
            "extension_password": f"Sip-{extension_number}-Pass",
            "voicemail_pin": "284193",
        }
        given = {"extension_number": extension_number, "display_name": display_name, **fields}
        return self._in_tenant("users", tenant_id, {**usual, **secret, **given})

    def add_user_holiday(self, user_id: str, name: str, **fields: Any) -> str:
        """Add a holiday of his own to a user."""
        if not any(user_id in self._world.rows("users", tenant_id) for tenant_id in self._world.tenants):
            raise LookupError(f"no user {user_id}")
        usual = {"region": "DEU", "consecutive": False, "every_year": True, "month_start": 8, "day_start": 1}
        return self._add("user_holidays", user_id, {"name": name, **usual, **fields})

    def add_phone(self, user_id: str, mac: str, **fields: Any) -> str:
        """Assign a phone to a user."""
        if not any(user_id in self._world.rows("users", tenant_id) for tenant_id in self._world.tenants):
            raise LookupError(f"no user {user_id}")
        usual = {
            **{"filename": "yealink_t4x.ph.xml", "vendor": "Yealink", "model": "SIP-T46U", "password": "Phone-Web-Pass"},
            **{"language": "ENGLISH", "transfer": "BLIND", "timezone": "GMT", "codecs": ["PCMU", "PCMA"]},
            **{"interface": "WEB_DOMAIN", "preferred_transport": "UDP"},
        }
        return self._add("phones", user_id, {"mac": mac, **usual, **fields})

    def add_ivr(self, tenant_id: str, extension_number: str, name: str, pin: str = "284193", **fields: Any) -> str:
        """Add a virtual receptionist to a tenant."""
        return self._in_tenant("ivrs", tenant_id, {"extension_number": extension_number, "name": name, "pin": pin, **fields})

    def add_action_url(self, ivr_id: str, name: str = "lookup", **fields: Any) -> str:
        """Add an action URL to a receptionist."""
        if not any(ivr_id in self._world.rows("ivrs", tenant_id) for tenant_id in self._world.tenants):
            raise LookupError(f"no receptionist {ivr_id}")
        usual = {"type": "DTMF", "method": "GET", "dtmf_mask": "1000-1999", "url": "https://crm.example.com/lookup"}
        return self._add("action_urls", ivr_id, {"name": name, **usual, **fields})

    def add_holiday(self, tenant_id: str, name: str, region: str = "DEU", **fields: Any) -> str:
        """Add a holiday to a tenant."""
        usual = {"consecutive": False, "every_year": True, "month_start": 12, "day_start": 25}
        return self._in_tenant("holidays", tenant_id, {"name": name, "region": region, **usual, **fields})

    def add_file(self, tenant_id: str | None, name: str, size: int = 1024, **fields: Any) -> str:
        """Add a file, such as a prompt, to a tenant; None: to the system, such as a logo. Its content is ``size`` zeros."""
        found = {"name": name, "size": size, "sha256": stored(self._world, bytes(size)), **fields}
        if tenant_id is None:
            return self._add("files", SYSTEM, found)
        return self._in_tenant("files", tenant_id, found)

    def add_provider(self, name: str, tenant_id: str | None = None, **fields: Any) -> str:
        """Add a trunk of the PBX: shared by all tenants, or assigned to one."""
        assigned = [{"tenant_id": tenant_id, "did_numbers": None, "concurrency": 10}]
        lent = {"shared": True} if tenant_id is None else {"assignees": assigned}
        usual = {"brand": "Generic", "auth_mode": "IP_AUTH", "transport": "UDP", "hostname": "sip.example.net", "port": 5060}
        usual |= {"outbound_server": "sip.example.net", "outbound_server_port": 5060, "concurrency": 100}
        return self._add("providers", SYSTEM, {"name": name, **usual, **lent, **fields})

    def add_ip_filter(self, cidr: str, target: str = "ACCEPT", **fields: Any) -> str:
        """Add an IP rule."""
        return self._add("ip_filters", SYSTEM, {"cidr": cidr, "target": target, **fields})

    def add_transport(self, protocol: str, port: int, **fields: Any) -> str:
        """Add a transport."""
        return self._add("transports", SYSTEM, {"protocol": protocol, "port": port, **fields})

    def add_ivr_server(self, name: str, **fields: Any) -> str:
        """Add a server of virtual receptionists."""
        return self._add("ivr_servers", SYSTEM, {"name": name, **({} if "ipv6" in fields else {"ipv4": "192.0.2.20"}), **fields})

    def add_tenant_user(self, tenant_id: str, username: str, password: str) -> None:
        """Add an administrator of a tenant's own, who signs in with its domain."""
        if tenant_id not in self._world.tenants:
            raise LookupError(f"no tenant {tenant_id}")
        self._world.accounts.append(Account(username, password, "tenant", home=tenant_id))

    def add_dealer(
        self, name: str, password: str, tenants: tuple[str, ...] | list[str] = (), parent: str | None = None, **fields: Any
    ) -> str:
        """Add a dealer, who can sign in, and give it tenants; ``parent`` is the dealer above it."""
        usual: dict[str, Any] = {"level": "DISTRIBUTOR", "max_tenants": 100, "max_extensions": 50000}
        if since(self._world.settings.release, "22.6"):
            usual |= {"email": f"{name}@example.net", "display_name": name.title()}
        dealer_id = self._add("dealers", SYSTEM, {"name": name, "password": password, **usual, **fields})
        if parent is not None:
            self._world.dealer_parents[dealer_id] = parent
        self._world.accounts.append(Account(name, password, "dealer", owner=dealer_id))
        for tenant_id in tenants:
            self._world.tenant_dealers.setdefault(tenant_id, []).append(dealer_id)
        return dealer_id
