"""Sentences that follow from what is known of an attribute: its releases, and the value it has where nobody gives one."""

from __future__ import annotations

from typing import Any


def with_facts(known: Any, created: bool) -> list[str]:
    """The description of an attribute with these sentences, at the end of its first paragraph.

    created: whether its object can be created; otherwise it is always there.
    """
    first, *others = known.description
    return [" ".join([first, *_sentences(known, created)]), *others]


def _sentences(known: Any, created: bool) -> list[str]:
    found = []
    releases = _releases(known)
    default = _default(known, created)
    if releases and default and created:
        found.append(f"{releases}, which uses {_value(known.api_default)} when it is left out on creation.")
    else:
        found += [f"{text}." for text in (default, releases) if text]
    if known.needed_since:
        found.append(f"PBX releases from {known.needed_since} on need it{' on creation' if created else ''}.")
    return found


def _releases(known: Any) -> str:
    if known.since and known.until:
        return f"From PBX release {known.since} on, and before {known.until}"
    if known.since:
        return f"From PBX release {known.since} on"
    return f"Before PBX release {known.until}" if known.until else ""


def _default(known: Any, created: bool) -> str:
    if known.on_create is not None:
        return f"When it is left out on creation, {_value(known.on_create)} is sent"
    if known.api_default is None:
        return ""
    value = _value(known.api_default)
    return f"The PBX uses {value} when it is left out on creation" if created else f"The PBX starts out with {value}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return f"V({str(value).lower()})"
    return str(value) if isinstance(value, (int, float)) else f"V({value})"
