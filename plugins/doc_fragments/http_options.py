# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""The options that say how HTTP requests are made, and what a host needs for them."""

from __future__ import annotations


class ModuleDocFragment:
    """TLS, proxy, timeout and retries, the same for both APIs."""

    DOCUMENTATION = r"""
options:
  validate_certs:
    description:
      - Whether the certificate of the server is checked. Set it to V(false) only if the network in between is trusted. Prefer O(ca_path)
        for a certificate of a private authority.
      - If not set, the environment variable E(PORTSIP_VALIDATE_CERTS) is used before the default.
    type: bool
    default: true
  ca_path:
    description:
      - PEM file, or directory of hashed PEM files, with the certificate authorities to trust instead of the usual ones.
      - If not set, the environment variable E(PORTSIP_CA_PATH) is used.
      - The usual ones are those in the file or directory that E(REQUESTS_CA_BUNDLE) or E(CURL_CA_BUNDLE) names; without these variables
        those of the system, as OpenSSL finds them (E(SSL_CERT_FILE) and E(SSL_CERT_DIR) included); and where the system has none, those
        of the Python package certifi.
    type: path
  client_cert:
    description:
      - PEM file with the client certificate to present. It may contain the key too.
      - If not set, the environment variable E(PORTSIP_CLIENT_CERT) is used.
    type: path
  client_key:
    description:
      - PEM file with the key of O(client_cert), without a passphrase. Leave it out if O(client_cert) contains the key.
      - If not set, the environment variable E(PORTSIP_CLIENT_KEY) is used.
    type: path
  use_proxy:
    description:
      - Whether the proxies named in the environment (E(HTTPS_PROXY), E(HTTP_PROXY), E(NO_PROXY)) are used.
      - If not set, the environment variable E(PORTSIP_USE_PROXY) is used before the default.
    type: bool
    default: true
  timeout:
    description:
      - Seconds that a request may take, from looking up the host name to the last byte of the answer. For a file transfer, seconds
        without progress.
      - It limits one request, not the whole task, and each retry (O(retries)) has the same time.
      - V(1) to V(86400).
      - If not set, the environment variable E(PORTSIP_TIMEOUT) is used before the default.
    type: int
    default: 30
  retries:
    description:
      - How often a request is retried. Requests are retried if they did not reach the server, or were rejected by a rate limit; after a
        broken connection or a server error, only idempotent requests are retried. The pauses increase, and respect C(Retry-After). V(0)
        disables retries, V(100) is the maximum.
      - If not set, the environment variable E(PORTSIP_RETRIES) is used before the default.
    type: int
    default: 3
  rate_limit_wait:
    description:
      - Maximum number of seconds that a task waits when an API has reached its rate limit and returns the time to wait. The extension API
        limits the requests per hour, so that this may take up to an hour; V(3600) always waits until the limit ends.
      - If the wait would be longer, the task fails at once, with V(rate_limited) as the kind of its error, and reports when the limit
        ends. V(0) never waits, V(86400) is the maximum. Each wait counts as one of the O(retries).
      - If not set, the environment variable E(PORTSIP_RATE_LIMIT_WAIT) is used before the default.
    type: int
    default: 60
requirements:
  - Python >= 3.10 on the host that runs the module
  - requests >= 2.28 on the host that runs the module
  - pydantic >= 2.5 on the host that runs the module
notes:
  - The host that runs the module opens the connection. Use C(connection=local) or C(delegate_to=localhost) if only the controller can
    reach the API.
"""
