# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What a rule of an IVR can do, what that needs, and what the API takes where it is not given (extension API, ivr rules)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

Action = Literal[
    "transfer",
    "hangup",
    "play_sound",
    "play_silence",
    "jump_to_context",
    "play_digits",
    "call_interactive",
    "transfer_from_variable",
    "set_variable",
    "voicemail",
    "simple_transfer",
    "set_caller_id_name",
    "set_caller_id_number",
    "record_digits",
    "play_digits_from_variable",
    "quality_rate",
    "voice_helper",
    "start_record",
]


ACTIONS = {
    "call_interactive": "Ask O(contexts[].options[].rules[].call_interactive_url) what to do.",
    "hangup": "End the call.",
    "jump_to_context": "Go on in O(contexts[].options[].rules[].context).",
    "play_digits": "Say O(contexts[].options[].rules[].digits).",
    "play_digits_from_variable": "Say what O(contexts[].options[].rules[].play_digits_variable) holds.",
    "play_silence": "Play nothing for O(contexts[].options[].rules[].silence_time).",
    "play_sound": "Play O(contexts[].options[].rules[].sound).",
    "quality_rate": "Ask for a rating.",
    "record_digits": "Keep what the caller enters in O(contexts[].options[].rules[].record_digits_variable).",
    "set_caller_id_name": "Show O(contexts[].options[].rules[].caller_id_name) as the name of the caller.",
    "set_caller_id_number": "Show O(contexts[].options[].rules[].caller_id_number) as the number of the caller.",
    "set_variable": "Set O(contexts[].options[].rules[].set_variable_name).",
    "simple_transfer": "Hand the call over to O(contexts[].options[].rules[].transfer_dst).",
    "start_record": "Record the call.",
    "transfer": "Put the call through to O(contexts[].options[].rules[].transfer_dst).",
    "transfer_from_variable": "Put the call through to what O(contexts[].options[].rules[].transfer_variable) holds.",
    "voice_helper": "Listen to the caller; see O(contexts[].options[].rules[].voice_helper_rules).",
    "voicemail": "Take a message.",
}
"""What each action does."""


NEEDS: dict[str, str] = {
    "transfer": "transfer_dst",
    "simple_transfer": "transfer_dst",
    "play_silence": "silence_time",
    "jump_to_context": "context",
    "play_digits": "digits",
    "play_digits_from_variable": "play_digits_variable",
    "call_interactive": "call_interactive_url",
    "transfer_from_variable": "transfer_variable",
    "set_variable": "set_variable_name",
    "set_caller_id_name": "caller_id_name",
    "set_caller_id_number": "caller_id_number",
    "record_digits": "record_digits_variable",
    "voice_helper": "voice_helper_rules",
}
"""What an action can't do without: the field that the API describes as the one for this action."""


RULE_DEFAULTS: Mapping[str, Any] = {
    "final": True,
    "call_status": "any",
    "caller_id_action": "any",
    "hangup_cause": "normal",
    "is_simple_transfer": False,
    "play_sound_from_variable": False,
    "call_interactive_method": "GET",
    "max_rate": 5,
    "voice_helper_classic_term": True,
}
"""What the API takes for a field that is left out when a rule is created, as far as it is documented."""


RULE_TUNING = frozenset(
    {
        "transfer_timeout",
        "sound_type",
        "play_digits_method",
        "call_interactive_timeout",
        "record_digits_max",
        "record_digits_timeout",
        "voice_helper_timeout",
        "voice_helper_digits_max",
    }
)
"""Fields of a rule for which the API may have defaults that it does not document: left out, they are left unchanged."""
