# Copyright: (c) 2026, portsip.pbx maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)

"""What is kept while a task runs belongs to that task and host in that process, and ends with its connection."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from ansible_collections.portsip.pbx.plugins.plugin_utils import task_memory
from ansible_collections.portsip.pbx.plugins.plugin_utils.task_environment import TaskEnvironment


class Connection:
    """A connection to a host, as far as the end of a task is concerned."""

    def __init__(self) -> None:
        self.closed = 0

    def close(self) -> None:
        self.closed += 1


@pytest.fixture(autouse=True)
def closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """The workspaces that were closed, in their order."""
    found: list[Any] = []

    def close(workspace: Any) -> None:
        found.append(workspace)

    monkeypatch.setattr(task_memory.Workspace, "close", close)
    monkeypatch.setattr(task_memory.util, "Finalize", lambda *arguments, **keywords: None)
    yield found
    task_memory.forget_task()


def _item(
    connection: Connection,
    *,
    task: str = "task-1",
    host: str = "host-1",
    place: Path | str = ".",
    loop: Any = (1, 2),
    loop_with: Any = None,
) -> Any:
    """One item of a loop: the workspace it may use."""
    given = SimpleNamespace(_uuid=task, loop=loop, loop_with=loop_with)
    with task_memory.workspace_for(given, connection, {"inventory_hostname": host}, TaskEnvironment({}, str(place))) as workspace:
        return workspace


def test_a_task_without_a_loop_keeps_nothing(closed: list[Any]) -> None:
    connection = Connection()
    assert _item(connection, loop=None) is None
    connection.close()
    assert closed == []


@pytest.mark.parametrize("how", [{"loop": "{{ template }}"}, {"loop_with": "items", "loop": ["a"]}])
def test_items_of_a_loop_share_a_workspace(how: dict[str, Any]) -> None:
    first = _item(Connection(), **how)
    assert first is not None
    assert _item(Connection(), **how) is first
    assert first.listings.keep


def test_the_end_of_the_task_closes_it(closed: list[Any]) -> None:
    connection = Connection()
    workspace = _item(connection)
    assert closed == []
    connection.close()
    assert closed == [workspace]
    assert connection.closed == 1


def test_a_connection_that_serves_all_items_is_told_once(closed: list[Any]) -> None:
    connection = Connection()
    workspace = _item(connection)
    for _number in range(50):
        _item(connection)
    connection.close()
    assert closed == [workspace]
    assert connection.closed == 1


def test_an_item_that_is_skipped_last_changes_nothing(closed: list[Any]) -> None:
    """It gets no connection, so that the one of the item before it is closed."""
    first, second = Connection(), Connection()
    workspace = _item(first)
    _item(second)
    second.close()
    assert closed == [workspace]


@pytest.mark.parametrize("other", [{"task": "task-2"}, {"host": "host-2"}])
def test_another_task_or_host_begins_anew(other: dict[str, Any], closed: list[Any]) -> None:
    first = _item(Connection())
    assert _item(Connection(), **other) is not first
    assert closed == [first]


def test_another_process_begins_anew_and_leaves_the_sessions_of_the_first_alone(closed: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    first = _item(Connection())
    monkeypatch.setattr(task_memory.os, "getpid", lambda: -1)
    assert _item(Connection()) is not first
    assert closed == []


def test_it_is_signed_out_in_the_surroundings_in_which_it_was_signed_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places: list[Path] = []
    monkeypatch.setattr(task_memory.Workspace, "close", lambda workspace: places.append(Path.cwd()))
    connection = Connection()
    _item(connection, place=tmp_path)
    connection.close()
    assert places == [tmp_path.resolve()]


def test_the_connection_is_closed_even_if_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(workspace: Any) -> None:
        raise OSError

    monkeypatch.setattr(task_memory.Workspace, "close", fail)
    connection = Connection()
    _item(connection)
    with pytest.raises(OSError):
        connection.close()
    assert connection.closed == 1


def test_a_failure_in_an_item_does_not_end_the_task(closed: list[Any]) -> None:
    task = SimpleNamespace(_uuid="task-1", loop=[1, 2], loop_with=None)
    with (
        pytest.raises(KeyboardInterrupt),
        task_memory.workspace_for(task, Connection(), {"inventory_hostname": "host-1"}, TaskEnvironment({}, ".")) as workspace,
        nullcontext(),
    ):
        raise KeyboardInterrupt
    assert closed == []
    assert _item(Connection()) is workspace
