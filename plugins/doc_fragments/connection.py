# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The connection options of both APIs, which every module takes."""

from __future__ import annotations


class ModuleDocFragment:
    """Where each API is and who signs in."""

    DOCUMENTATION = r"""
options:
  api_url:
    description:
      - Address of the PBX's REST API, with scheme, port and the path C(/api), such as V(https://pbx.example.net:8887/api).
        With V(http://) the credentials are sent unencrypted, and a warning says so, unless the host is this one.
      - If not set, the environment variable E(PORTSIP_API_URL) is used. One of the two is required, except for the modules of the
        extension API, which use none of the options that begin with C(api_).
    type: str
  api_username:
    description:
      - Name of the user who signs in. System administrators and dealers sign in without O(api_domain), a tenant's own user with it.
      - If not set, the environment variable E(PORTSIP_USERNAME) is used. Not required with O(api_token).
      - Two-factor authentication must be off for this user, because the second factor cannot be entered.
    type: str
  api_password:
    description:
      - Password of O(api_username).
      - If not set, the environment variable E(PORTSIP_PASSWORD) is used. Not required with O(api_token).
      - A rejected password is never sent again, because the PBX blocks the address for an hour after five wrong passwords.
    type: str
  api_domain:
    description:
      - SIP domain of the tenant that O(api_username) belongs to. Leave it out for system administrators and dealers.
      - If not set, the environment variable E(PORTSIP_DOMAIN) is used.
    type: str
  api_token:
    description:
      - Access token of a session that exists already, for example one returned by M(portsip.pbx.portsip_login). Used instead of
        O(api_username) and O(api_password), which are then ignored.
      - If not set, the environment variable E(PORTSIP_TOKEN) is used.
      - A session is at the system level or inside one tenant. This session is never switched to another tenant, because it may be in use
        elsewhere, and it is neither renewed nor signed out.
    type: str
  extension_api_url:
    description:
      - Address of the host of the extension API, without a path, such as V(https://api.example.net).
      - If not set, the environment variable E(PORTSIP_EXTENSION_API_URL) is used. One of the two is required.
      - Used only by the modules of the extension API, such as M(portsip.pbx.portsip_queue_agent). The other modules accept it so that
        C(module_defaults) of the group C(portsip.pbx.portsip) can hold the options of both APIs.
    type: str
  extension_client_id:
    description:
      - Id of the application that signs in (OAuth 2 client credentials).
      - If not set, the environment variable E(PORTSIP_EXTENSION_CLIENT_ID) is used. Not required with O(extension_token).
    type: str
  extension_client_secret:
    description:
      - Secret of the application O(extension_client_id).
      - If not set, the environment variable E(PORTSIP_EXTENSION_CLIENT_SECRET) is used. Not required with O(extension_token).
    type: str
  extension_token:
    description:
      - Access token that exists already, used instead of O(extension_client_id) and O(extension_client_secret). It is not renewed.
      - If not set, the environment variable E(PORTSIP_EXTENSION_TOKEN) is used.
    type: str
  extension_validate_certs:
    description:
      - Whether the certificate of the extension API is checked, in place of O(validate_certs), which is used where this is left out.
      - If not set, the environment variable E(PORTSIP_EXTENSION_VALIDATE_CERTS) is used.
    type: bool
    version_added: 0.2.0
  extension_ca_path:
    description:
      - PEM file, or directory of hashed PEM files, with the certificate authorities to trust for the extension API, in place of
        O(ca_path), which is used where this is left out.
      - If not set, the environment variable E(PORTSIP_EXTENSION_CA_PATH) is used.
    type: path
  extension_client_cert:
    description:
      - PEM file with the client certificate to present to the extension API, in place of O(client_cert), which is used where this is
        left out. It may contain the key too.
      - If not set, the environment variable E(PORTSIP_EXTENSION_CLIENT_CERT) is used.
    type: path
    version_added: 0.2.0
  extension_client_key:
    description:
      - PEM file with the key of O(extension_client_cert), without a passphrase.
      - If not set, the environment variable E(PORTSIP_EXTENSION_CLIENT_KEY) is used.
    type: path
    version_added: 0.2.0
  extension_timeout:
    description:
      - Seconds that a request to the extension API may take, in place of O(timeout), which is used where this is left out.
        V(1) to V(86400).
      - If not set, the environment variable E(PORTSIP_EXTENSION_TIMEOUT) is used.
    type: int
    version_added: 0.2.0
  extension_rate_limit_wait:
    description:
      - Maximum number of seconds that a task waits for the rate limit of the extension API to end, in place of O(rate_limit_wait), which
        is used where this is left out. V(0) to V(86400).
      - If not set, the environment variable E(PORTSIP_EXTENSION_RATE_LIMIT_WAIT) is used.
    type: int
    version_added: 0.2.0
"""

    PBX = r"""
options: {}
notes:
  - Without O(api_token) every task signs in, and signs out at its end. Each tenant has its own session, so that
    several plays can work on different tenants of one PBX at the same time.
"""

    EXTENSION = r"""
options: {}
notes:
  - The extension API is another service than the PBX's own REST API, with its own host, its own login and integer ids. It limits the
    number of requests per hour. O(rate_limit_wait) defines what a task does when this limit is reached.
"""
