#!/usr/bin/python

# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""Ansible module portsip_extension_ivr."""

from __future__ import annotations

DOCUMENTATION = r"""
module: portsip_extension_ivr
short_description: Set up the whole IVR of an extension as one document (extension API)
version_added: 0.1.0
author: portsip.pbx maintainers (@portsip-pbx)
description:
  - Makes the settings of an IVR, its contexts, their options, and the rules of these as one document says. What is listed is what there is
    afterwards.
  - A context is a place in the menu. Its options are what a caller can enter there, besides V(start), V(timeout) and V(invalid), which
    every context has. The rules of an option are carried out one after the other.
  - What is to be done is worked out from one look at the whole IVR, and checked before the first change. Changes come in an order in which
    nothing ever leads to a context or an option that is not there, also where contexts lead to each other in circles.
  - It belongs to the extension API, a service with its own host and login. These are B(not) the virtual receptionists of PortSIP PBX's own
    REST API, for which there is M(portsip.pbx.portsip_ivr).
options:
  extension_id:
    description:
      - Id of the IVR's extension. That is the number the extension API knows the extension by, not the number that is dialled.
    type: int
    required: true
  entry_context:
    description:
      - Context in which calls enter, by its name or id. It may be one that the same task creates. An empty string clears.
      - Where it is left out and O(contexts) would remove the context in which calls enter, that is an error, unless O(contexts) is empty.
        Then it is cleared.
    type: str
  lifetime:
    description:
      - Seconds a call may spend in the IVR.
    type: int
  lifetime_exp_action:
    description:
      - What happens to a call when O(lifetime) is over.
    type: str
    choices:
      hangup: The call ends.
      transfer: The call goes to O(lifetime_exp_transfer_dst), which is then needed.
  lifetime_exp_transfer_dst:
    description:
      - Where a call goes when O(lifetime) is over. An empty string clears.
    type: str
  sleep_time:
    description:
      - Milliseconds before a call enters O(entry_context).
    type: int
  vm_enabled:
    description:
      - Whether there is a mailbox.
    type: bool
  vm_greeting:
    description:
      - Greeting of the mailbox, by the title or the id of the sound. An empty string clears.
    type: str
  vm_profile:
    description:
      - How messages are recorded.
    type: str
    choices:
      default: As usual.
      record_silence: Silence is recorded too.
  vm_attach_file:
    description:
      - Whether the recorded message is attached to the mail that tells of it.
    type: bool
  vm_mailto:
    description:
      - Mail address that is told of messages. An empty string clears.
    type: str
  contexts:
    description:
      - The contexts of the IVR. Left out, contexts are left alone. An empty list removes all of them.
      - A context on the PBX that is not listed is removed, with all that is in it, unless O(exclusive) is V(false).
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - Name of the context, each once in the list. The context on the PBX with this name is meant; where there is none, it is created.
          - Several contexts on the PBX with this name are an error that lists their ids. O(contexts[].id) then says which is meant.
        type: str
        required: true
      id:
        description:
          - Id of the context on the PBX that is meant, which then gets the name O(contexts[].name). An id that does not exist is an error.
        type: int
      description:
        description:
          - Description. An empty string clears.
        type: str
      timeout:
        description:
          - Milliseconds until the caller is taken to enter nothing. The API uses 5000 when it is left out on creation.
        type: int
      inter_digit_timeout:
        description:
          - Milliseconds until the caller is taken to enter no further digit. The API uses 2000 when it is left out on creation.
        type: int
      digit_len:
        description:
          - Number of digits after which an option is looked for without waiting for more.
        type: int
      allow_any_dial:
        description:
          - Whether the caller may dial any extension. The API uses V(false) when it is left out on creation.
        type: bool
      extra_params:
        description:
          - Further parameters as the operator of the API gives them. An empty string clears.
        type: str
      options:
        description:
          - The options of the context, the whole list. Left out, they are left alone. An option on the PBX that is not listed is removed.
            V(start), V(timeout) and V(invalid) cannot be removed; where they are not listed they have no rules.
        type: list
        elements: dict
        suboptions:
          digits:
            description:
              - What the caller enters, in quotes, or V(start) (on entering the context), V(timeout) (nothing was entered) or V(invalid)
                (something else was entered). Each once in a context.
            type: str
            required: true
          rules:
            description:
              - The rules of the option, the whole list in the order in which they are carried out. Left out, they are left alone.
              - A rule has no name of its own to be found by. It is compared as a whole with those on the PBX, so that each rule has to be
                given in full. What is left out is at the API's default, or empty.
              - A rule that is there already keeps its id wherever it stands in the list. One that differs from all others becomes a change
                of the one it resembles.
              - These are left alone where they are left out, because the API may have a default of its own for them.
                O(contexts[].options[].rules[].transfer_timeout), O(contexts[].options[].rules[].sound_type),
                O(contexts[].options[].rules[].play_digits_method), O(contexts[].options[].rules[].call_interactive_timeout),
                O(contexts[].options[].rules[].record_digits_max), O(contexts[].options[].rules[].record_digits_timeout),
                O(contexts[].options[].rules[].voice_helper_timeout) and O(contexts[].options[].rules[].voice_helper_digits_max).
            type: list
            elements: dict
            suboptions:
              action:
                description:
                  - What is done. What an action needs stands with it.
                type: str
                required: true
                choices:
                  transfer: Put the call through to O(contexts[].options[].rules[].transfer_dst).
                  simple_transfer: Hand the call over to O(contexts[].options[].rules[].transfer_dst).
                  transfer_from_variable: Put the call through to what O(contexts[].options[].rules[].transfer_variable) holds.
                  hangup: End the call.
                  play_sound: Play O(contexts[].options[].rules[].sound).
                  play_silence: Play nothing for O(contexts[].options[].rules[].silence_time).
                  play_digits: Say O(contexts[].options[].rules[].digits).
                  play_digits_from_variable: Say what O(contexts[].options[].rules[].play_digits_variable) holds.
                  record_digits: Keep what the caller enters in O(contexts[].options[].rules[].record_digits_variable).
                  jump_to_context: Go on in O(contexts[].options[].rules[].context).
                  call_interactive: Ask O(contexts[].options[].rules[].call_interactive_url) what to do.
                  set_variable: Set O(contexts[].options[].rules[].set_variable_name).
                  set_caller_id_name: Show O(contexts[].options[].rules[].caller_id_name) as the name of the caller.
                  set_caller_id_number: Show O(contexts[].options[].rules[].caller_id_number) as the number of the caller.
                  voicemail: Take a message.
                  quality_rate: Ask for a rating.
                  voice_helper: Listen to the caller; see O(contexts[].options[].rules[].voice_helper_rules).
                  start_record: Record the call.
              name:
                description:
                  - Name of the rule, for people. A rule that was changed is recognised by it first.
                type: str
              final:
                description:
                  - Whether no further rule is carried out when a call of this rule fails. Left out, it is V(true).
                type: bool
              call_status:
                description:
                  - State of the call under which the rule is carried out. Left out, it is V(any).
                type: str
                choices:
                  no_answer: The call before was not answered.
                  busy: The call before met somebody busy.
                  any: Always.
              caller_id_action:
                description:
                  - For which callers the rule is carried out. Left out, it is V(any).
                type: str
                choices:
                  matches: For those whose number matches O(contexts[].options[].rules[].caller_id), which is then needed.
                  not_matches: For those whose number does not match O(contexts[].options[].rules[].caller_id), which is then needed.
                  anonymous: For those who hide their number.
                  any: For all.
              caller_id:
                description:
                  - Regular expression that the caller's number is held against.
                type: str
              interval:
                description:
                  - Times at which the rule is carried out, by the name or id of an interval of the same extension. See
                    M(portsip.pbx.portsip_extension_interval).
                type: str
              match_variable_name:
                description:
                  - Variable that has to hold O(contexts[].options[].rules[].match_variable_value) for the rule to be carried out.
                type: str
              match_variable_value:
                description:
                  - What O(contexts[].options[].rules[].match_variable_name) has to hold.
                type: str
              transfer_dst:
                description:
                  - Where the call goes. Several numbers, at most 10, are divided by blanks.
                type: str
              transfer_timeout:
                description:
                  - Seconds it rings there.
                type: int
              transfer_variable:
                description:
                  - Variable that holds where the call goes.
                type: str
              is_simple_transfer:
                description:
                  - Whether a call that goes where a variable says is handed over rather than put through. Left out, it is V(false).
                type: bool
              hangup_cause:
                description:
                  - What the caller's side is told. Left out, it is V(normal).
                type: str
                choices:
                  normal: The call has ended.
                  busy: The line is busy.
              sound:
                description:
                  - Sound to play, by its title or id; a title comes before an id.
                type: str
              sound_type:
                description:
                  - How it is played.
                type: str
                choices:
                  background: The next rule follows at once.
                  foreground: The next rule follows when the sound is over.
                  None: The API's word for no choice.
              play_sound_from_variable:
                description:
                  - Whether a sound that a variable holds is played in place of O(contexts[].options[].rules[].sound). Left out, it is
                    V(false).
                type: bool
              silence_time:
                description:
                  - Milliseconds of silence.
                type: int
              context:
                description:
                  - Context to go on in, by its name or id. A name comes before an id.
                type: str
              context_option:
                description:
                  - Option of that context to go on with. It has to exist. Left out, it is V(start).
                type: str
              digits:
                description:
                  - Digits to say, in quotes.
                type: str
              play_digits_method:
                description:
                  - How digits are said.
                type: str
                choices:
                  pronounced: As a number.
                  iterated: One by one.
                  None: The API's word for no choice.
              play_digits_variable:
                description:
                  - Variable that holds digits to say.
                type: str
              call_interactive_url:
                description:
                  - Address that is asked what to do.
                type: str
              call_interactive_method:
                description:
                  - How it is asked. Left out, it is V(GET).
                type: str
                choices:
                  GET: With a GET request.
                  POST: With a POST request.
                  None: The API's word for no choice.
              call_interactive_timeout:
                description:
                  - For how long its answer is waited for, in the API's own unit, which it does not tell.
                type: int
              set_variable_name:
                description:
                  - Variable to set.
                type: str
              set_variable_value:
                description:
                  - What it is set to.
                type: str
              caller_id_name:
                description:
                  - Name to show.
                type: str
              caller_id_number:
                description:
                  - Number to show.
                type: str
              record_digits_variable:
                description:
                  - Variable in which digits are kept.
                type: str
              record_digits_max:
                description:
                  - How many digits are kept at most.
                type: int
              record_digits_timeout:
                description:
                  - Milliseconds to wait for digits.
                type: int
              record_digits_sound:
                description:
                  - Sound to play meanwhile, by its title or id; a title comes before an id.
                type: str
              max_rate:
                description:
                  - Best rating. Left out, it is 5.
                type: int
              voice_helper_rules:
                description:
                  - Which words lead to which option of the same context, in the order in which they are tried.
                type: list
                elements: dict
                suboptions:
                  to_option:
                    description: The option, by its digits. A warning says so where the context has none.
                    type: str
                    required: true
                  transcription:
                    description: Words, divided by V(|).
                    type: str
                    required: true
              voice_helper_timeout:
                description:
                  - Milliseconds to listen before the words are looked at.
                type: int
              voice_helper_digits_max:
                description:
                  - Number of digits that end the listening.
                type: int
              voice_helper_classic_term:
                description:
                  - Whether the caller may use the keys once nothing was understood. Left out, it is V(true).
                type: bool
  exclusive:
    description:
      - Whether contexts that O(contexts) does not list are removed. With V(false) they stay, and rules may lead to them. Options and rules
        are whole lists in any case.
    type: bool
    default: true
extends_documentation_fragment:
  - portsip.pbx.options.singleton
  - portsip.pbx.connection
  - portsip.pbx.connection.extension
  - portsip.pbx.http_options
  - portsip.pbx.attributes
  - portsip.pbx.attributes.writing
notes:
  - Needs an application of the extension API whose access covers the extension, which has to be an IVR.
  - Uses C(GET /extension/{extension_id}/ivr/scheme/), and, for each thing that differs, C(PUT /extension/{extension_id}/ivr/),
    C(POST), C(PUT) and C(DELETE) of C(/extension/{extension_id}/ivr/context/), C(POST) and C(DELETE) of C(options/) and C(POST), C(PUT)
    and C(DELETE) of C(rules/) below it, and C(PUT) of C(rules/order/). Where sounds or intervals are given by name it uses
    C(GET /extension/{extension_id}/sound/) and C(GET /extension/{extension_id}/interval/). Where the scheme lacks something, contexts,
    options and rules are read one by one.
  - A run that changes nothing takes a single request, besides those for names of sounds and intervals.
  - A run that fails halfway says what it has written. The next one goes on from there, and creates nothing twice.
  - What the scheme of an IVR looks like is not documented by the API. It is taken that rules stand in it in the order in which they are
    carried out.
seealso:
  - module: portsip.pbx.portsip_extension_interval
  - module: portsip.pbx.portsip_extension_info
  - module: portsip.pbx.portsip_ivr
"""

EXAMPLES = r"""
- name: Have a menu with two languages that lead to each other
  portsip.pbx.portsip_extension_ivr:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 801
    entry_context: English
    lifetime: 600
    lifetime_exp_action: hangup
    contexts:
      - name: English
        timeout: 8000
        options:
          - digits: start
            rules:
              - action: play_sound
                sound: Main menu
                sound_type: background
          - digits: "1"
            rules:
              - action: transfer
                transfer_dst: "201 202"
                transfer_timeout: 20
                final: false
              - action: voicemail
          - digits: "2"
            rules:
              - action: jump_to_context
                context: Deutsch
          - digits: timeout
            rules:
              - action: jump_to_context
                context: English
      - name: Deutsch
        options:
          - digits: "1"
            rules:
              - action: jump_to_context
                context: English
          - digits: invalid
            rules:
              - action: play_sound
                sound: Goodbye
              - action: hangup

- name: Have one more context, and leave those that others look after alone
  portsip.pbx.portsip_extension_ivr:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 801
    exclusive: false
    contexts:
      - name: Closed
        description: Played outside of office hours
        options:
          - digits: start
            rules:
              - action: play_sound
                sound: Closed
              - action: hangup

- name: Change a setting only
  portsip.pbx.portsip_extension_ivr:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 801
    lifetime: 900

- name: Remove all contexts
  portsip.pbx.portsip_extension_ivr:
    extension_api_url: https://api.example.net
    extension_client_id: "{{ vault_extension_client_id }}"
    extension_client_secret: "{{ vault_extension_client_secret }}"
    extension_id: 801
    contexts: []
"""

RETURN = r"""
ivr:
  description:
    - The IVR as it is after the run, in check mode as it would be. A setting without a value is null. What others refer to is shown by its
      id.
  returned: success
  type: dict
  contains:
    entry_context:
      description: Id of the context in which calls enter. Null in check mode for one that is still to be created.
      returned: always
      type: int
      sample: 14001
    lifetime:
      description: Seconds a call may spend in the IVR.
      returned: always
      type: int
      sample: 600
    lifetime_exp_action:
      description: What happens to a call then.
      returned: always
      type: str
      sample: hangup
    lifetime_exp_transfer_dst:
      description: Where a call goes then.
      returned: always
      type: str
      sample: "201"
    sleep_time:
      description: Milliseconds before a call enters the first context.
      returned: always
      type: int
      sample: 500
    vm_enabled:
      description: Whether there is a mailbox.
      returned: always
      type: bool
      sample: false
    vm_greeting:
      description: Id of the greeting of the mailbox.
      returned: always
      type: int
      sample: 3001
    vm_profile:
      description: How messages are recorded.
      returned: always
      type: str
      sample: default
    vm_attach_file:
      description: Whether the recorded message is attached to the mail that tells of it.
      returned: always
      type: bool
      sample: true
    vm_mailto:
      description: Mail address that is told of messages.
      returned: always
      type: str
      sample: office@example.net
    contexts:
      description: All contexts, also those that are left alone. Of a context, only what has a value.
      returned: always
      type: list
      elements: dict
      contains:
        id:
          description: Id of the context. Null in check mode for one that is still to be created.
          returned: always
          type: int
          sample: 14001
        name:
          description: Name.
          returned: always
          type: str
          sample: English
        description:
          description: Description.
          returned: when there is one
          type: str
          sample: Played outside of office hours
        timeout:
          description: Milliseconds until the caller is taken to enter nothing.
          returned: always
          type: int
          sample: 8000
        inter_digit_timeout:
          description: Milliseconds until the caller is taken to enter no further digit.
          returned: always
          type: int
          sample: 2000
        digit_len:
          description: Number of digits after which an option is looked for without waiting for more.
          returned: when there is one
          type: int
          sample: 3
        allow_any_dial:
          description: Whether the caller may dial any extension.
          returned: always
          type: bool
          sample: false
        extra_params:
          description: Further parameters.
          returned: when there are any
          type: str
          sample: x=1
        options:
          description: All options of the context.
          returned: always
          type: list
          elements: dict
          contains:
            digits:
              description: What the caller enters, or V(start), V(timeout) or V(invalid).
              returned: always
              type: str
              sample: "1"
            rules:
              description:
                - The rules in their order, each with its C(id) and those fields of O(contexts[].options[].rules) that have a value. The
                  C(id) is null in check mode for a rule that is still to be created.
              returned: always
              type: list
              elements: dict
              sample: [{"id": 15001, "action": "transfer", "transfer_dst": "201 202", "transfer_timeout": 20, "final": false}]
diff:
  description:
    - The IVR before and after, only what can be set. Contexts and what rules lead to stand there by name, sounds and intervals too where
      the task names any of these. What is at the API's default is left out of rules. The contexts are left out where O(contexts) is.
      Equal if nothing changed.
  returned: when diff mode is on
  type: dict
  contains:
    before:
      description: The IVR as it was.
      returned: always
      type: dict
      sample: {"lifetime": 600, "contexts": [{"name": "English", "timeout": 8000, "options": []}]}
    after:
      description: The IVR as it is, in check mode as it would be.
      returned: always
      type: dict
      sample:
        lifetime: 600
        contexts:
          - name: English
            timeout: 8000
            options: [{"digits": "1", "rules": [{"action": "jump_to_context", "context": "Deutsch"}]}]
msg:
  description: What went wrong and what to do about it.
  returned: failure
  type: str
  sample: "contexts[0].name: 2 contexts have the name 'Main'; their ids are 14001, 14007. Say with the option id which of them is meant."
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
      sample: ambiguous
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
from ansible_collections.portsip.pbx.plugins.module_utils.engine.ivr_scheme import run_ivr_scheme
from ansible_collections.portsip.pbx.plugins.module_utils.module import execute
from ansible_collections.portsip.pbx.plugins.module_utils.resources.extension_ivr import EXTENSION_IVR

RULE: dict[str, Any] = {
    "action": {
        "type": "str",
        "required": True,
        "choices": [
            "transfer",
            "simple_transfer",
            "transfer_from_variable",
            "hangup",
            "play_sound",
            "play_silence",
            "play_digits",
            "play_digits_from_variable",
            "record_digits",
            "jump_to_context",
            "call_interactive",
            "set_variable",
            "set_caller_id_name",
            "set_caller_id_number",
            "voicemail",
            "quality_rate",
            "voice_helper",
            "start_record",
        ],
    },
    "name": {"type": "str"},
    "final": {"type": "bool"},
    "call_status": {"type": "str", "choices": ["no_answer", "busy", "any"]},
    "caller_id_action": {"type": "str", "choices": ["matches", "not_matches", "anonymous", "any"]},
    "caller_id": {"type": "str"},
    "interval": {"type": "str"},
    "match_variable_name": {"type": "str"},
    "match_variable_value": {"type": "str"},
    "transfer_dst": {"type": "str"},
    "transfer_timeout": {"type": "int"},
    "transfer_variable": {"type": "str"},
    "is_simple_transfer": {"type": "bool"},
    "hangup_cause": {"type": "str", "choices": ["normal", "busy"]},
    "sound": {"type": "str"},
    "sound_type": {"type": "str", "choices": ["background", "foreground", "None"]},
    "play_sound_from_variable": {"type": "bool"},
    "silence_time": {"type": "int"},
    "context": {"type": "str"},
    "context_option": {"type": "str"},
    "digits": {"type": "str"},
    "play_digits_method": {"type": "str", "choices": ["pronounced", "iterated", "None"]},
    "play_digits_variable": {"type": "str"},
    "call_interactive_url": {"type": "str"},
    "call_interactive_method": {"type": "str", "choices": ["GET", "POST", "None"]},
    "call_interactive_timeout": {"type": "int"},
    "set_variable_name": {"type": "str"},
    "set_variable_value": {"type": "str"},
    "caller_id_name": {"type": "str"},
    "caller_id_number": {"type": "str"},
    "record_digits_variable": {"type": "str"},
    "record_digits_max": {"type": "int"},
    "record_digits_timeout": {"type": "int"},
    "record_digits_sound": {"type": "str"},
    "max_rate": {"type": "int"},
    "voice_helper_rules": {
        "type": "list",
        "elements": "dict",
        "options": {"to_option": {"type": "str", "required": True}, "transcription": {"type": "str", "required": True}},
    },
    "voice_helper_timeout": {"type": "int"},
    "voice_helper_digits_max": {"type": "int"},
    "voice_helper_classic_term": {"type": "bool"},
}

OPTION: dict[str, Any] = {
    "digits": {"type": "str", "required": True},
    "rules": {"type": "list", "elements": "dict", "options": RULE},
}

CONTEXT: dict[str, Any] = {
    "name": {"type": "str", "required": True},
    "id": {"type": "int"},
    "description": {"type": "str"},
    "timeout": {"type": "int"},
    "inter_digit_timeout": {"type": "int"},
    "digit_len": {"type": "int"},
    "allow_any_dial": {"type": "bool"},
    "extra_params": {"type": "str"},
    "options": {"type": "list", "elements": "dict", "options": OPTION},
}

OPTIONS: dict[str, Any] = {
    "entry_context": {"type": "str"},
    "lifetime": {"type": "int"},
    "lifetime_exp_action": {"type": "str", "choices": ["hangup", "transfer"]},
    "lifetime_exp_transfer_dst": {"type": "str"},
    "sleep_time": {"type": "int"},
    "vm_enabled": {"type": "bool"},
    "vm_greeting": {"type": "str"},
    "vm_profile": {"type": "str", "choices": ["default", "record_silence"]},
    "vm_attach_file": {"type": "bool"},
    "vm_mailto": {"type": "str"},
    "contexts": {"type": "list", "elements": "dict", "options": CONTEXT},
}

BEYOND: dict[str, Any] = {"exclusive": {"type": "bool", "default": True}}


MODULE = object_module(EXTENSION_IVR, OPTIONS, BEYOND, run_ivr_scheme)


def main() -> None:
    """Run the module."""
    execute(MODULE)


if __name__ == "__main__":
    main()
