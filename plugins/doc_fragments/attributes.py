# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the modules support."""

from __future__ import annotations


class ModuleDocFragment:
    """What holds for every module (default), and beside it for modules that set things up (WRITING), that only read (READING),
    that open or end a session (SESSION), that write without a way to compare (BLIND), that make something happen (EVENT), and
    that do something with what is under way (ACTING)."""

    DOCUMENTATION = r"""
attributes:
  action_group:
    description: Use C(group/portsip.pbx.portsip) in C(module_defaults) to set options for every module of the collection at once.
    support: full
    membership:
      - portsip.pbx.portsip
  action:
    description: Has an action plugin of its name, through which it works in Ansible's own process where that makes no difference.
    support: full
    details:
      - A task whose host is the local machine starts no other program. That is many times faster, and the items of a C(loop) share one
        login and what was read; before something is written, it is looked at again. Results are the same.
      - On other hosts, with C(become) or C(async), and where the Python of the controller lacks requests or pydantic, the module runs
        as any other.
      - Set the variable C(portsip_in_process), or the environment variable C(PORTSIP_IN_PROCESS), to V(false) to have it run so
        everywhere. The variable counts more.
      - In Ansible's own process, work that takes longer than a few seconds shows on standard error how far it is.
  async:
    description: Supports being used with C(async).
    support: full
"""

    WRITING = r"""
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying target.
    support: full
    details:
      - Everything is read, checked and compared as in a real run, and nothing is written. Where a tenant or a receptionist is named that
        does not exist, a warning says so, and the result is as if an earlier task had created it.
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
    support: full
    details:
      - Secrets are hidden in the difference; it says only whether one changes.
  idempotent:
    description: When run twice in a row outside check mode, with the same arguments, the second invocation indicates no change.
    support: full
"""

    READING = r"""
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying target.
    support: full
    details:
      - The module only reads.
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
    support: N/A
    details:
      - The module only reads.
  idempotent:
    description: When run twice in a row outside check mode, with the same arguments, the second invocation indicates no change.
    support: full
"""

    BLIND = r"""
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying target.
    support: full
    details:
      - Nothing is written. Check mode predicts a change just as a real run reports one.
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
    support: partial
    details:
      - The side before is always empty, because the API does not tell what there was.
  idempotent:
    description: When run twice in a row outside check mode, with the same arguments, the second invocation indicates no change.
    support: none
    details:
      - The API has no way to read these settings, so that each run writes them and reports a change.
"""

    EVENT = r"""
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying target.
    support: full
    details:
      - In check mode the options are checked, and nothing is done.
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
    support: N/A
    details:
      - No configuration is changed.
  idempotent:
    description: When run twice in a row outside check mode, with the same arguments, the second invocation indicates no change.
    support: full
    details:
      - Nothing on the PBX changes, however often it runs; what it does, it does each time.
"""

    ACTING = r"""
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying target.
    support: full
    details:
      - In check mode the options are checked, and nothing is done. The result says what would be.
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
    support: N/A
    details:
      - The action has no state to compare, or the API does not return it.
  idempotent:
    description: When run twice in a row outside check mode, with the same arguments, the second invocation indicates no change.
    support: none
    details:
      - It makes the request in each run, and reports a change. Use a condition to decide when to run it.
"""

    SESSION = r"""
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying target.
    support: full
    details:
      - The session is opened or ended in check mode too, because the tasks around need it. This does not change the configuration of the
        PBX.
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
    support: N/A
    details:
      - No configuration is changed.
"""
