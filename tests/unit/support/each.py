# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""One test for many small cases that belong together: pytest takes longer to begin a test than such a case takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest


def for_each(cases: Iterable[tuple[Any, ...]], group: Callable[..., str]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Call a function with each case, in one test for each group; a failure tells the case.

    :param cases: the arguments of each.
    :param group: takes the arguments of a case, and returns the name of its group.
    """
    groups: dict[str, list[tuple[Any, ...]]] = {}
    for case in cases:
        groups.setdefault(group(*case), []).append(case)

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        @pytest.mark.parametrize("together", groups.values(), ids=groups)
        def test(together: list[tuple[Any, ...]]) -> None:
            for case in together:
                try:
                    function(*case)
                except BaseException as error:
                    error.add_note(f"{function.__name__}{tuple(str(argument)[:100] for argument in case)}")
                    raise

        test.__name__, test.__doc__, test.__module__ = function.__name__, function.__doc__, function.__module__
        return test

    return decorate
