#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_certificate."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_certificate
short_description: Set the TLS certificate of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Sets the certificate that the PBX presents for TLS and WSS, and its private key, where they differ from what
    the PBX has.
  - Certificates are compared by their SHA-256 fingerprints, so that line ends and indentation do not count.
  - A certificate that ends within 30 days, or has ended, gives a warning in every run, also where nothing changes.
  - Where the Python library C(cryptography) is installed on the host that runs the module, it is checked before
    the first request that the key belongs to the certificate, and the same key in another encoding counts as the
    same. Without the library keys are compared by their content, nothing looks inside, and there is no warning.
options:
  crt:
    description:
      - The certificate as PEM text, followed by the certificates of its issuers, where there are such.
      - Without it and O(key), the module changes nothing and returns the certificate that is there.
    type: str
  key:
    description:
      - The private key of the certificate as PEM text, without a passphrase. It is compared, but never shown.
      - It may be left out where the key on the PBX stays the same.
    type: str
extends_documentation_fragment:
  - portsip.pbx.options.singleton
  - portsip.pbx.connection
  - portsip.pbx.connection.pbx
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs a system administrator.
  - Uses C(GET /key) and C(POST /key).
  - The next connection to the PBX meets the new certificate. Think of O(ca_path) where its issuer is another one.
  - The library C(cryptography) is optional.
seealso:
  - module: portsip.pbx.portsip_system_info
  - module: portsip.pbx.portsip_transport
  - module: portsip.pbx.portsip_network
"""

EXAMPLES = r"""
- name: Present a certificate from files of the controller
  portsip.pbx.portsip_certificate:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    crt: "{{ lookup('ansible.builtin.file', 'certificates/pbx.example.net.pem') }}"
    key: "{{ vault_pbx_private_key }}"
"""

RETURN = r"""
certificate:
  description: The certificate as it is after the run, in check mode as it would be, without its key.
  returned: success
  type: dict
  contains:
    fingerprint:
      description: SHA-256 fingerprint of the first certificate.
      returned: always
      type: str
      sample: 2f1c6d0c1f0c5b0e7f4d2f6c3a8f9be0d8b5d64c2f0c1d3e4a5b6c7d8e9f0a1b
    expires_at:
      description: When the first certificate ends (RFC 3339). Null without the library C(cryptography).
      returned: always
      type: str
      sample: '2027-06-30T12:00:00Z'
    crt:
      description: The certificate as PEM text, followed by the certificates of its issuers, where there are such.
      returned: always
      type: str
      sample: |
        -----BEGIN CERTIFICATE-----
        MIIB...
        -----END CERTIFICATE-----
diff:
  description:
    - The object before and after, only the fields that can be set. A secret is shown as V((hidden\)), with a remark if it changes. Equal
      if nothing changed.
  returned: when diff mode is on
  type: dict
  contains:
    before:
      description: The object as it was.
      returned: always
      type: dict
      sample: {"crt": "-----BEGIN CERTIFICATE-----\nMIIA...\n-----END CERTIFICATE-----\n", "key": "(hidden) (to be replaced)"}
    after:
      description: The object as it is, in check mode as it would be.
      returned: always
      type: dict
      sample: {"crt": "-----BEGIN CERTIFICATE-----\nMIIB...\n-----END CERTIFICATE-----\n", "key": "(hidden) (new)"}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "key does not belong to crt, or crt does not begin with the certificate of the PBX itself"
error:
  description: What went wrong, for a playbook to decide by.
  returned: failure
  type: dict
  contains:
    kind:
      description:
        - V(input) is an option that is not valid, V(library) a missing Python library, V(connection) an API that cannot be reached,
          V(authentication) refused credentials or a missing role, V(refused) content the API does not take, V(not_found) an object that
          does not exist, V(ambiguous) a name that several objects have, V(conflict) an object in use or a change the API cannot make,
          V(rate_limited) too many requests, and V(unexpected) anything else.
      returned: always
      type: str
      sample: input
    status:
      description: HTTP status of the answer, or null if there was none.
      returned: always
      type: int
      sample: null
    code:
      description: Error code of the API, or null.
      returned: always
      type: str
      sample: null
    detail:
      description: The API's own words, or null.
      returned: always
      type: str
      sample: null
    method:
      description: HTTP method of the request, or null.
      returned: always
      type: str
      sample: null
    path:
      description: Path of the request, without host and query, or null.
      returned: always
      type: str
      sample: null
"""

from typing import Any

from ansible_collections.portsip.pbx.plugins.module_utils.definition import object_module
from ansible_collections.portsip.pbx.plugins.module_utils.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.resources.product import CERTIFICATE

OPTIONS: dict[str, Any] = {"crt": {"type": "str"}, "key": {"type": "str", "no_log": True}}


MODULE = object_module(CERTIFICATE, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
