# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What all actions of the extension API have in common: options that belong to them, and that none is done twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from ... import errors
from ...base.identity import filled
from ...run.connection import Params
from ...run.context import Result
from ...run.desired import required


@dataclass(frozen=True)
class Action:
    """Something the API does when it is asked to.

    :param method: HTTP method.
    :param path: below the extension, with placeholders for options.
    :param does: what it does, to stand after "to", with placeholders for options.
    :param needs: options without which it can't be asked for.
    :param takes: options that it takes besides.
    :param fixed: fields of the body that are always the same.
    :param query: fields of the query.
    :param changes: whether it changes anything, rather than ask for something.
    """

    method: str
    path: str
    does: str
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    fixed: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    changes: bool = True


def below_extension(params: Params, path: str, **parts: Any) -> str:
    """The path of something that belongs to an extension.

    :param path: below the extension, with placeholders for ``parts``.
    """
    return f"/extension/{params['extension_id']}/{filled(path, parts)}"


def check_options(actions: Mapping[str, Action], name: str, values: Mapping[str, Any], *, option: str = "action") -> None:
    """Check that what was given is what an action needs and takes.

    :param values: options that were given.
    :raises InvalidInput: something is missing, or belongs to another action.
    """
    action = actions[name]
    missing = [need for need in action.needs if need not in values]
    if missing:
        raise errors.InvalidInput(f"{required(missing)} with {option}={name}")
    known = {"extension_id", *action.needs, *action.takes}
    for other in values:
        if other not in known:
            fitting = [each for each, its in actions.items() if other in (*its.needs, *its.takes)]
            raise errors.InvalidInput(f"{other}: cannot be used with {option}={name}, only with {', '.join(fitting)}")


@contextmanager
def only_once(what: str, look: str) -> Iterator[None]:
    """Say so where it is not known whether something was done.

    :param what: what may have been done, as the subject of a sentence.
    :param look: how to find out, as a sentence.
    :raises ConnectionFailed, UnexpectedAnswer: with what there is to know about it.
    """
    try:
        yield
    except (errors.ConnectionFailed, errors.UnexpectedAnswer) as error:
        if not error.delivered:
            raise
        message = f"{error} {what} nevertheless, so the request was not repeated. {look}"
        raise type(error)(message, delivered=True, **error.facts) from None


def told(*, done: bool, check_mode: bool, does: str) -> Result:
    """The part of a result that says what was done, or in check mode would have been.

    :param does: what the API was asked for, to stand after "to".
    :returns: ``done`` and ``summary``.
    """
    summary = f"Nothing was sent. The API would be asked to {does}." if check_mode else f"The API was asked to {does}."
    return {"done": done and not check_mode, "summary": summary}
