# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Finding the endpoint of a request: one look into a table instead of a regular expression for each of some hundred paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Receive, Send

from .call import Endpoint, Routes

_HEAD = 3
"""So many segments of a path, the empty one before the first slash included, are always written out."""


@dataclass(frozen=True)
class _Path:
    """A path as it is described, with the endpoint of each of its methods."""

    parts: tuple[str, ...]
    verbs: dict[str, Endpoint]

    def parameters(self, parts: list[str]) -> dict[str, str] | None:
        """Return what stands in place of the parameters in a path of as many parts; None where it is another path."""
        found = {}
        for mine, given in zip(self.parts, parts, strict=True):
            if mine.startswith("{"):
                if not given:
                    return None
                found[mine[1:-1]] = given
            elif mine != given:
                return None
        return found


class Table:
    """All paths of the two APIs.

    Of several paths that a request fits, the first counts that has its method.
    """

    def __init__(self, routes: Routes) -> None:
        by_path: dict[str, dict[str, Endpoint]] = {}
        for method, path, route in routes:
            by_path.setdefault(path, {})[method] = route
        self._paths = by_path
        self._by_head: dict[tuple[int, str], list[_Path]] = {}
        for path, verbs in by_path.items():
            parts = path.split("/")
            self._by_head.setdefault(_head(parts), []).append(_Path(tuple(parts), verbs))

    def operations(self) -> Iterator[tuple[str, str]]:
        """Yield the method and the path of everything that is served."""
        yield from ((method, path) for path, verbs in self._paths.items() for method in verbs)

    def find(self, method: str, path: str) -> tuple[Endpoint | None, Mapping[str, str]] | None:
        """Return the endpoint for a request, and its path parameters; no endpoint where the path has other methods only.

        None where there is no such path.
        """
        parts = path.split("/")
        known = False
        for candidate in self._by_head.get(_head(parts), ()):
            parameters = candidate.parameters(parts)
            if parameters is not None:
                known = True
                if method in candidate.verbs:
                    return candidate.verbs[method], parameters
        return (None, {}) if known else None

    async def serve(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> bool:
        """Let its endpoint answer a request; return whether there is one.

        :raises HTTPException: there is the path, but not with this method.
        """
        found = self.find(scope["method"], scope["path"])
        if found is None:
            return False
        endpoint, scope["path_params"] = found
        if endpoint is None:
            raise HTTPException(405)
        answer = await endpoint(Request(scope, receive, send))
        await answer(scope, receive, send)
        return True


def _head(parts: list[str]) -> tuple[int, str]:
    return len(parts), "/".join(parts[:_HEAD])
