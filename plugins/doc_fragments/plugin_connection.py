# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The connection options of plugins that run on the controller: those of the modules, with their environment variables."""

from __future__ import annotations


class ModuleDocFragment:
    """Where the PBX is and who signs in (default), and the same for the extension API (EXTENSION)."""

    DOCUMENTATION = r"""
options:
  api_url:
    description:
      - Address of the PBX's REST API, with scheme, port and the path C(/api), such as V(https://pbx.example.net:8887/api).
        With V(http://) the credentials are sent unencrypted, and a warning says so, unless the host is this one.
    type: str
    env:
      - name: PORTSIP_API_URL
  api_username:
    description:
      - Name of the user who signs in. System administrators and dealers sign in without O(api_domain), a tenant's own user with it.
      - Not required with O(api_token).
      - Two-factor authentication must be off for this user, because the second factor cannot be entered.
    type: str
    env:
      - name: PORTSIP_USERNAME
  api_password:
    description:
      - Password of O(api_username). Not required with O(api_token).
      - A rejected password is never sent again, because the PBX blocks the address for an hour after five wrong passwords.
    type: str
    env:
      - name: PORTSIP_PASSWORD
  api_domain:
    description:
      - SIP domain of the tenant that O(api_username) belongs to. Leave it out for system administrators and dealers.
    type: str
    env:
      - name: PORTSIP_DOMAIN
  api_token:
    description:
      - Access token of a session that exists already, for example one returned by M(portsip.pbx.portsip_login). Used instead of
        O(api_username) and O(api_password), which are then ignored. It is neither renewed nor signed out.
    type: str
    env:
      - name: PORTSIP_TOKEN
  validate_certs:
    description:
      - Whether the certificate of the server is checked. Set it to V(false) only if the network in between is trusted. Prefer O(ca_path)
        for a certificate of a private authority.
    type: bool
    default: true
    env:
      - name: PORTSIP_VALIDATE_CERTS
  ca_path:
    description:
      - PEM file, or directory of hashed PEM files, with the certificate authorities to trust instead of those of the system.
    type: path
    env:
      - name: PORTSIP_CA_PATH
  client_cert:
    description:
      - PEM file with the client certificate to present. It may contain the key too.
    type: path
    env:
      - name: PORTSIP_CLIENT_CERT
  client_key:
    description:
      - PEM file with the key of O(client_cert), without a passphrase. Leave it out if O(client_cert) contains the key.
    type: path
    env:
      - name: PORTSIP_CLIENT_KEY
  use_proxy:
    description:
      - Whether the proxies named in the environment (E(HTTPS_PROXY), E(HTTP_PROXY), E(NO_PROXY)) are used.
    type: bool
    default: true
    env:
      - name: PORTSIP_USE_PROXY
  timeout:
    description:
      - Seconds that a request may take, from looking up the host name to the last byte of the answer, V(1) to V(86400).
    type: int
    default: 30
    env:
      - name: PORTSIP_TIMEOUT
  retries:
    description:
      - How often a request is retried that did not reach the server, was rejected by a rate limit, or had no answer or a server error.
        The pauses increase, and respect C(Retry-After). V(0) disables retries, V(100) is the maximum.
    type: int
    default: 3
    env:
      - name: PORTSIP_RETRIES
  rate_limit_wait:
    description:
      - Maximum number of seconds to wait when an API has reached its rate limit and returns the time to wait. V(0) never waits,
        V(86400) is the maximum.
    type: int
    default: 60
    env:
      - name: PORTSIP_RATE_LIMIT_WAIT
requirements:
  - Python >= 3.10 on the controller
  - requests >= 2.28 on the controller
  - pydantic >= 2.5 on the controller
"""

    EXTENSION = r"""
options:
  extension_api_url:
    description:
      - Address of the host of the extension API, without a path, such as V(https://api.example.net). Required for its kinds.
    type: str
    env:
      - name: PORTSIP_EXTENSION_API_URL
  extension_client_id:
    description:
      - Id of the application that signs in (OAuth 2 client credentials). Not required with O(extension_token).
    type: str
    env:
      - name: PORTSIP_EXTENSION_CLIENT_ID
  extension_client_secret:
    description:
      - Secret of the application O(extension_client_id). Not required with O(extension_token).
    type: str
    env:
      - name: PORTSIP_EXTENSION_CLIENT_SECRET
  extension_token:
    description:
      - Access token that exists already, used instead of O(extension_client_id) and O(extension_client_secret). It is not renewed.
    type: str
    env:
      - name: PORTSIP_EXTENSION_TOKEN
  extension_validate_certs:
    description:
      - Whether the certificate of the extension API is checked, in place of O(validate_certs), which is used where this is left out.
    type: bool
    env:
      - name: PORTSIP_EXTENSION_VALIDATE_CERTS
  extension_ca_path:
    description:
      - PEM file, or directory of hashed PEM files, with the certificate authorities to trust for the extension API, in place of
        O(ca_path), which is used where this is left out.
    type: path
    env:
      - name: PORTSIP_EXTENSION_CA_PATH
  extension_client_cert:
    description:
      - PEM file with the client certificate to present to the extension API, in place of O(client_cert), which is used where this is
        left out. It may contain the key too.
    type: path
    env:
      - name: PORTSIP_EXTENSION_CLIENT_CERT
  extension_client_key:
    description:
      - PEM file with the key of O(extension_client_cert), without a passphrase.
    type: path
    env:
      - name: PORTSIP_EXTENSION_CLIENT_KEY
  extension_timeout:
    description:
      - Seconds that a request to the extension API may take, in place of O(timeout), which is used where this is left out.
    type: int
    env:
      - name: PORTSIP_EXTENSION_TIMEOUT
  extension_rate_limit_wait:
    description:
      - Maximum number of seconds to wait for the rate limit of the extension API to end, in place of O(rate_limit_wait), which is used
        where this is left out.
    type: int
    env:
      - name: PORTSIP_EXTENSION_RATE_LIMIT_WAIT
"""
