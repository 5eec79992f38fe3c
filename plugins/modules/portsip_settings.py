#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_settings."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_settings
short_description: Set the system settings of PortSIP PBX
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Sets how the PBX as a whole deals with SIP, sessions, recordings and attacks.
  - A setting that is not given stays as it is.
options:
  user_agent:
    description:
      - What the PBX calls itself in SIP messages, 1 to 1024 characters. The PBX starts out with V(PortSIP UC).
    type: str
  blocked_user_agents:
    description:
      - User agents that are turned away, as a list, or as the API does in one text with semicolons between. The
        order means nothing. An empty list clears.
    type: list
    elements: str
  enable_shared_address_space_address_range:
    description:
      - Whether addresses of the shared address space (RFC 6598, V(100.64.0.0/10)) count as private.
    type: bool
  enable_digest_auth:
    description:
      - Whether digest authentication is used. Off means that nobody has to prove who he is.
    type: bool
  enable_auth_mid_dialog:
    description:
      - Whether every further request within a call has to be authenticated too.
    type: bool
  enable_digest_auth_int:
    description:
      - Whether digest authentication covers the body of a message too (V(auth-int)).
    type: bool
  enable_external_recording:
    description:
      - Whether calls with the outside may be recorded.
    type: bool
  enable_reject_bad_nonce:
    description:
      - Whether a client with a bad nonce is turned away with 403. Otherwise it is asked again.
    type: bool
  statistics_log_interval:
    description:
      - Seconds between two entries of the statistics log.
    type: int
  dead_session_timeout:
    description:
      - Seconds without any RTP packet after which a call is ended.
    type: int
  enable_session_timer:
    description:
      - Whether session timers (RFC 4028) are used where the client knows them.
    type: bool
  session_timer_duration:
    description:
      - Seconds after which a session has to be refreshed, from 90 to 3600. It counts only with O(enable_session_timer=true).
    type: int
  enable_to_tag_in_register:
    description:
      - Whether REGISTER may carry a tag in its To header.
    type: bool
  enable_congestion_management:
    description:
      - Whether the PBX turns requests away when its queues grow too long.
    type: bool
  congestion_management_metric:
    description:
      - How the length of a queue is measured. It counts only with O(enable_congestion_management=true).
    type: str
    choices:
      WAIT_TIME: The expected time of waiting. The vendor recommends this.
      TIME_DEPTH: The age of the oldest entry.
      SIZE: The number of entries.
  congestion_management_tolerance:
    description:
      - From which value of the metric on requests are turned away. It counts only with O(enable_congestion_management=true).
    type: int
  enable_create_non_exist_extension:
    description:
      - Whether the PBX creates an extension when an unknown one registers. Such an extension gets a well-known
        password, so leave it off.
    type: bool
  enable_prack:
    description:
      - Whether provisional answers are acknowledged (PRACK, RFC 3262).
    type: bool
  enable_tenant_level_trunk:
    description:
      - Whether tenants may have trunks of their own.
    type: bool
  enable_diversion_support:
    description:
      - Whether the Diversion header (RFC 5806) is used.
    type: bool
  enable_history_info_support:
    description:
      - Whether the History-Info header (RFC 7044) is used.
    type: bool
  enable_outbound_support:
    description:
      - Whether SIP Outbound (RFC 5626) is used.
    type: bool
  flow_timer:
    description:
      - Seconds between two signs of life of an outbound flow, V(0) for none.
    type: int
  register_expiration_time:
    description:
      - Seconds for which a registration lasts, from 90 to 3600.
    type: int
  enable_auto_answer_alert_info_header:
    description:
      - Whether paging and intercom calls carry an Alert-Info header, so that phones answer by themselves.
    type: bool
  auto_answer_alert_info_header:
    description:
      - The Alert-Info header of such calls.
    type: str
    choices:
      INTERCOM: C(info=intercom).
      ALERT_AUTO_ANSWER: C(Alert-Info:;info=alert-autoanswer;delay=0).
      AUTO_ANSWER: C(info=Auto Answer).
  enable_auto_answer_call_info_header:
    description:
      - Whether paging and intercom calls carry a Call-Info header with C(answer-after=0).
    type: bool
  enable_require_answer_mode:
    description:
      - Whether paging and intercom calls carry the header for the answering mode (RFC 5373).
    type: bool
  enable_www_auth:
    description:
      - Whether the PBX asks for authentication as a server does (401) rather than as a proxy (407).
    type: bool
  user_equal_required_for_auth_name:
    description:
      - Whether the user of the From header must be the name that authenticates.
    type: bool
  trace_server_host:
    description:
      - Host that gets a copy of the SIP messages. An empty string clears.
    type: str
  trace_server_port:
    description:
      - Port of that host, from 0 to 65535.
    type: int
  web_failed_auth_amount:
    description:
      - After how many refused logins to web portal and REST API an address is blocked. This counts for Ansible
        too.
    type: int
  web_blacklist_time_interval:
    description:
      - Seconds for which it is blocked.
    type: int
  sip_failed_auth_amount:
    description:
      - After how many refused SIP authentications an address is blocked.
    type: int
  sip_failed_challenge_requests_amount:
    description:
      - After how many SIP requests that leave the challenge (407) unanswered an address is blocked, within the
        time of O(sip_detection_period).
    type: int
  sip_blacklist_time_interval:
    description:
      - Seconds for which an address is blocked for its SIP requests.
    type: int
  sip_detection_period:
    description:
      - Seconds over which requests and packets of an address are counted.
    type: int
  sip_barrier_1_packets:
    description:
      - How many packets of an address the PBX takes before it blocks the address at level 1.
    type: int
  sip_barrier_1_blocking_time:
    description:
      - Seconds for which level 1 blocks.
    type: int
  sip_barrier_2_packets:
    description:
      - How many packets of an address the PBX takes before it blocks the address at level 2.
    type: int
  sip_barrier_2_blocking_time:
    description:
      - Seconds for which level 2 blocks.
    type: int
  stir_shaken_cert:
    description:
      - Certificate for STIR/SHAKEN, PEM text. An empty string clears.
    type: str
  stir_shaken_key:
    description:
      - Private key of O(stir_shaken_cert), PEM text. It is compared, but never shown. An empty string clears.
    type: str
  custom_options:
    description:
      - Further options as JSON text. Compared as JSON, so that spaces and the order of names do not count. An empty
        string clears.
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
  - Uses C(GET /admin/settings) and C(POST /admin/settings).
  - The whole settings are sent back with what changes, because it is not documented whether the PBX takes a part
    for the whole.
seealso:
  - module: portsip.pbx.portsip_notification
  - module: portsip.pbx.portsip_network
  - module: portsip.pbx.portsip_ip_rule
"""

EXAMPLES = r"""
- name: Harden the PBX
  portsip.pbx.portsip_settings:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    enable_digest_auth: true
    enable_create_non_exist_extension: false
    web_failed_auth_amount: 5
    sip_failed_auth_amount: 20
    blocked_user_agents:
      - friendly-scanner
      - sipvicious

- name: Sign calls with STIR/SHAKEN
  portsip.pbx.portsip_settings:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    stir_shaken_cert: "{{ lookup('ansible.builtin.file', 'stir-shaken.pem') }}"
    stir_shaken_key: "{{ vault_stir_shaken_key }}"

- name: Send no copies of SIP messages any more
  portsip.pbx.portsip_settings:
    api_url: https://pbx.example.net:8887/api
    api_username: admin
    api_password: "{{ vault_portsip_password }}"
    trace_server_host: ""
    unset:
      - trace_server_port
"""

RETURN = r"""
settings:
  description: The settings as they are after the run, in check mode as they would be. A setting without a value
    is null.
  returned: success
  type: dict
  contains:
    user_agent:
      description: What the PBX calls itself in SIP messages, 1 to 1024 characters.
      returned: always
      type: str
      sample: PortSIP UC
    blocked_user_agents:
      description: User agents that are turned away, as a list, or as the API does in one text with semicolons between.
      returned: always
      type: list
      elements: str
      sample:
        - friendly-scanner
    enable_shared_address_space_address_range:
      description: Whether addresses of the shared address space (RFC 6598, V(100.64.0.0/10)) count as private.
      returned: always
      type: bool
      sample: true
    enable_digest_auth:
      description: Whether digest authentication is used.
      returned: always
      type: bool
      sample: true
    enable_auth_mid_dialog:
      description: Whether every further request within a call has to be authenticated too.
      returned: always
      type: bool
      sample: false
    enable_digest_auth_int:
      description: Whether digest authentication covers the body of a message too (V(auth-int)).
      returned: always
      type: bool
      sample: false
    enable_external_recording:
      description: Whether calls with the outside may be recorded.
      returned: always
      type: bool
      sample: true
    enable_reject_bad_nonce:
      description: Whether a client with a bad nonce is turned away with 403.
      returned: always
      type: bool
      sample: false
    statistics_log_interval:
      description: Seconds between two entries of the statistics log.
      returned: always
      type: int
      sample: 600
    dead_session_timeout:
      description: Seconds without any RTP packet after which a call is ended.
      returned: always
      type: int
      sample: 600
    enable_session_timer:
      description: Whether session timers (RFC 4028) are used where the client knows them.
      returned: always
      type: bool
      sample: true
    session_timer_duration:
      description: Seconds after which a session has to be refreshed, from 90 to 3600.
      returned: always
      type: int
      sample: 3600
    enable_to_tag_in_register:
      description: Whether REGISTER may carry a tag in its To header.
      returned: always
      type: bool
      sample: false
    enable_congestion_management:
      description: Whether the PBX turns requests away when its queues grow too long.
      returned: always
      type: bool
      sample: true
    congestion_management_metric:
      description: How the length of a queue is measured.
      returned: always
      type: str
      sample: WAIT_TIME
    congestion_management_tolerance:
      description: From which value of the metric on requests are turned away.
      returned: always
      type: int
      sample: 600
    enable_create_non_exist_extension:
      description: Whether the PBX creates an extension when an unknown one registers.
      returned: always
      type: bool
      sample: false
    enable_prack:
      description: Whether provisional answers are acknowledged (PRACK, RFC 3262).
      returned: always
      type: bool
      sample: false
    enable_tenant_level_trunk:
      description: Whether tenants may have trunks of their own.
      returned: always
      type: bool
      sample: true
    enable_diversion_support:
      description: Whether the Diversion header (RFC 5806) is used.
      returned: always
      type: bool
      sample: false
    enable_history_info_support:
      description: Whether the History-Info header (RFC 7044) is used.
      returned: always
      type: bool
      sample: false
    enable_outbound_support:
      description: Whether SIP Outbound (RFC 5626) is used.
      returned: always
      type: bool
      sample: true
    flow_timer:
      description: Seconds between two signs of life of an outbound flow, V(0) for none.
      returned: always
      type: int
      sample: 0
    register_expiration_time:
      description: Seconds for which a registration lasts, from 90 to 3600.
      returned: always
      type: int
      sample: 300
    enable_auto_answer_alert_info_header:
      description: Whether paging and intercom calls carry an Alert-Info header, so that phones answer by themselves.
      returned: always
      type: bool
      sample: false
    auto_answer_alert_info_header:
      description: The Alert-Info header of such calls.
      returned: always
      type: str
      sample: INTERCOM
    enable_auto_answer_call_info_header:
      description: Whether paging and intercom calls carry a Call-Info header with C(answer-after=0).
      returned: always
      type: bool
      sample: true
    enable_require_answer_mode:
      description: Whether paging and intercom calls carry the header for the answering mode (RFC 5373).
      returned: always
      type: bool
      sample: false
    enable_www_auth:
      description: Whether the PBX asks for authentication as a server does (401) rather than as a proxy (407).
      returned: always
      type: bool
      sample: false
    user_equal_required_for_auth_name:
      description: Whether the user of the From header must be the name that authenticates.
      returned: always
      type: bool
      sample: true
    trace_server_host:
      description: Host that gets a copy of the SIP messages.
      returned: always
      type: str
      sample: null
    trace_server_port:
      description: Port of that host, from 0 to 65535.
      returned: always
      type: int
      sample: null
    web_failed_auth_amount:
      description: After how many refused logins to web portal and REST API an address is blocked.
      returned: always
      type: int
      sample: 5
    web_blacklist_time_interval:
      description: Seconds for which it is blocked.
      returned: always
      type: int
      sample: 3600
    sip_failed_auth_amount:
      description: After how many refused SIP authentications an address is blocked.
      returned: always
      type: int
      sample: 50
    sip_failed_challenge_requests_amount:
      description: After how many SIP requests that leave the challenge (407) unanswered an address is blocked,
        within the time of C(sip_detection_period).
      returned: always
      type: int
      sample: 1000
    sip_blacklist_time_interval:
      description: Seconds for which an address is blocked for its SIP requests.
      returned: always
      type: int
      sample: 3600
    sip_detection_period:
      description: Seconds over which requests and packets of an address are counted.
      returned: always
      type: int
      sample: 10
    sip_barrier_1_packets:
      description: How many packets of an address the PBX takes before it blocks the address at level 1.
      returned: always
      type: int
      sample: 5000
    sip_barrier_1_blocking_time:
      description: Seconds for which level 1 blocks.
      returned: always
      type: int
      sample: 3600
    sip_barrier_2_packets:
      description: How many packets of an address the PBX takes before it blocks the address at level 2.
      returned: always
      type: int
      sample: 2000
    sip_barrier_2_blocking_time:
      description: Seconds for which level 2 blocks.
      returned: always
      type: int
      sample: 30
    stir_shaken_cert:
      description: Certificate for STIR/SHAKEN, PEM text.
      returned: always
      type: str
      sample: null
    custom_options:
      description: Further options as JSON text.
      returned: always
      type: str
      sample: null
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
      sample: {"register_expiration_time": 300}
    after:
      description: The object as it is, in check mode as it would be.
      returned: always
      type: dict
      sample: {"register_expiration_time": 600}
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "register_expiration_time: 60 is not allowed, it must be 90 or more"
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
from ansible_collections.portsip.pbx.plugins.module_utils.resources.settings import SETTINGS

OPTIONS: dict[str, Any] = {
    "user_agent": {"type": "str"},
    "blocked_user_agents": {"type": "list", "elements": "str"},
    "enable_shared_address_space_address_range": {"type": "bool"},
    "enable_digest_auth": {"type": "bool"},
    "enable_auth_mid_dialog": {"type": "bool"},
    "enable_digest_auth_int": {"type": "bool"},
    "enable_external_recording": {"type": "bool"},
    "enable_reject_bad_nonce": {"type": "bool"},
    "statistics_log_interval": {"type": "int"},
    "dead_session_timeout": {"type": "int"},
    "enable_session_timer": {"type": "bool"},
    "session_timer_duration": {"type": "int"},
    "enable_to_tag_in_register": {"type": "bool"},
    "enable_congestion_management": {"type": "bool"},
    "congestion_management_metric": {"type": "str", "choices": ["WAIT_TIME", "TIME_DEPTH", "SIZE"]},
    "congestion_management_tolerance": {"type": "int"},
    "enable_create_non_exist_extension": {"type": "bool"},
    "enable_prack": {"type": "bool"},
    "enable_tenant_level_trunk": {"type": "bool"},
    "enable_diversion_support": {"type": "bool"},
    "enable_history_info_support": {"type": "bool"},
    "enable_outbound_support": {"type": "bool"},
    "flow_timer": {"type": "int"},
    "register_expiration_time": {"type": "int"},
    "enable_auto_answer_alert_info_header": {"type": "bool"},
    "auto_answer_alert_info_header": {"type": "str", "choices": ["INTERCOM", "ALERT_AUTO_ANSWER", "AUTO_ANSWER"]},
    "enable_auto_answer_call_info_header": {"type": "bool"},
    "enable_require_answer_mode": {"type": "bool"},
    "enable_www_auth": {"type": "bool"},
    "user_equal_required_for_auth_name": {"type": "bool"},
    "trace_server_host": {"type": "str"},
    "trace_server_port": {"type": "int"},
    "web_failed_auth_amount": {"type": "int"},
    "web_blacklist_time_interval": {"type": "int"},
    "sip_failed_auth_amount": {"type": "int"},
    "sip_failed_challenge_requests_amount": {"type": "int"},
    "sip_blacklist_time_interval": {"type": "int"},
    "sip_detection_period": {"type": "int"},
    "sip_barrier_1_packets": {"type": "int"},
    "sip_barrier_1_blocking_time": {"type": "int"},
    "sip_barrier_2_packets": {"type": "int"},
    "sip_barrier_2_blocking_time": {"type": "int"},
    "stir_shaken_cert": {"type": "str"},
    "stir_shaken_key": {"type": "str", "no_log": True},
    "custom_options": {"type": "str"},
}


MODULE = object_module(SETTINGS, OPTIONS)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
