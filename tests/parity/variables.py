# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What the templates in the files in modules/ stand for where no playbook fills them in."""

from __future__ import annotations

from functools import cache
from typing import Any

import trustme

from parity.harness import SECRETS
from sounds import path_of


def filled(value: Any) -> Any:
    """A value with what its templates (``"{{ name }}"``, nothing beside them) name in their place.

    :raises KeyError: there is nothing of that name.
    """
    if isinstance(value, dict):
        return {name: filled(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner) for inner in value]
    return variables()[value.strip("{} ")] if isinstance(value, str) and value.startswith("{{ ") else value


@cache
def variables() -> dict[str, str]:
    """The secrets, two certificates with their keys, made now, a text that is too long for most options, and paths of sounds."""
    pairs = {
        f"{which}{name}": text
        for which in ("", "other_")
        for name, text in zip(("certificate", "certificate_key"), _pair(f"{which.rstrip('_') or 'one'}.example.net"), strict=True)
    }
    sounds = {name: path_of(f"{name.replace('_', '-')}.wav") for name in ("welcome", "welcome_other", "welcome_longer", "stereo")}
    return {**SECRETS, **pairs, **sounds, "long": "x" * 2000}


def secrets_hidden() -> dict[str, str]:
    """Those of them that no result may show; of a key, what is inside it."""
    keys = {name: text.splitlines()[1] for name, text in variables().items() if name.endswith("_key")}
    return {**SECRETS, **keys}


def _pair(name: str) -> tuple[str, str]:
    issued = trustme.CA().issue_cert(name)
    return issued.cert_chain_pems[0].bytes().decode(), issued.private_key_pem.bytes().decode()
