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
      - Whether the certificate of the server is checked. Set it to V(false) only where the network in between is trusted, and prefer
        O(ca_path) for a certificate of one's own authority.
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
      - PEM file with the client certificate to present. It may hold the key too.
      - If not set, the environment variable E(PORTSIP_CLIENT_CERT) is used.
    type: path
  client_key:
    description:
      - PEM file with the key of O(client_cert), without a passphrase. Leave it out where O(client_cert) holds the key.
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
      - Seconds that a request may take, from looking up the host name to the last byte of the answer. Where a file is sent or received,
        seconds in which no part of it moves.
      - It limits one request, not the whole task, and each repetition of a request has as much time again (O(retries)).
      - V(1) to V(86400).
      - If not set, the environment variable E(PORTSIP_TIMEOUT) is used before the default.
    type: int
    default: 30
  retries:
    description:
      - How often a request is repeated. Repeated are requests that surely never arrived, and those the server turned away because
        there were too many; after a broken connection or a server error only requests that change nothing when they are sent twice.
        The pauses grow, and follow what the server asks for. V(0) repeats nothing, V(100) is the most.
      - If not set, the environment variable E(PORTSIP_RETRIES) is used before the default.
    type: int
    default: 3
  rate_limit_wait:
    description:
      - For how many seconds at most a task waits when an API takes no more requests and says from when on it takes some again. The
        extension API limits the requests of an hour, so that this may take up to an hour; V(3600) waits for it in any case.
      - Where it would take longer, the task fails at once, with V(rate_limited) as the kind of its error, and says when the limit ends.
        V(0) never waits, V(86400) is the most. Each wait counts as one of the O(retries).
      - If not set, the environment variable E(PORTSIP_RATE_LIMIT_WAIT) is used before the default.
    type: int
    default: 60
requirements:
  - Python >= 3.10 on the host that runs the module
  - requests >= 2.28 on the host that runs the module
  - pydantic >= 2.5 on the host that runs the module
notes:
  - The host that runs the module opens the connection. Use C(connection=local) or C(delegate_to=localhost) where only the controller
    reaches the API.
"""
