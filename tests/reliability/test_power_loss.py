"""A model of losing power: what was not synchronised is lost, wholly or in half."""

from __future__ import annotations

import builtins
import io
import logging
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from workbench.model.document import Document
from workbench.model.entities import Map, Stage, Workspace
from workbench.store import workspace_file

_log = logging.getLogger("reliability")


class Step(NamedTuple):
    """One thing that a save did to the disk."""

    what: str
    name: str
    other: str = ""
    data: bytes = b""


class _Written:
    """An open file that notes what is written to it."""

    def __init__(self, steps: list[Step], name: str, file: Any) -> None:
        self._steps, self._name, self._file = steps, name, file

    def write(self, data: bytes) -> int:
        self._steps.append(Step("write", self._name, data=bytes(data)))
        return self._file.write(data)

    def __enter__(self) -> _Written:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@contextmanager
def recorded(folder: Path) -> Iterator[list[Step]]:
    """The steps that are taken in a folder while it lasts."""
    steps: list[Step] = []
    names: dict[int, str] = {}
    real_open, real_os_open, real_fsync = io.open, os.open, os.fsync

    def note(what: str, *paths: Any) -> None:
        steps.append(Step(what, *(Path(os.fspath(path)).name for path in paths)))

    def opened(file: Any, mode: str = "r", *rest: Any, **more: Any) -> Any:
        found = real_open(file, mode, *rest, **more)
        if "x" not in mode or Path(os.fspath(file)).parent != folder:
            return found
        note("create", file)
        names[found.fileno()] = Path(os.fspath(file)).name
        return _Written(steps, Path(os.fspath(file)).name, found)

    def os_opened(path: Any, *rest: Any, **more: Any) -> int:
        found = real_os_open(path, *rest, **more)
        names[found] = "" if Path(os.fspath(path)) == folder else Path(os.fspath(path)).name
        return found

    def synced(handle: int) -> None:
        real_fsync(handle)
        steps.append(Step("sync", names[handle]))

    def noted(what: str, real: Any) -> Any:
        def call(*paths: Any, **more: Any) -> None:
            real(*paths, **more)
            note(what, *paths[:2])

        return call

    with ExitStack() as stack:
        for module in (builtins, io):
            stack.enter_context(patch.object(module, "open", opened))
        stack.enter_context(patch.object(os, "open", os_opened))
        stack.enter_context(patch.object(os, "fsync", synced))
        for name in ("replace", "link", "unlink"):
            stack.enter_context(patch.object(os, name, noted(name, getattr(os, name))))
        yield steps


class _Content:
    """What a file holds now, and what of it is on the disk for sure."""

    def __init__(self, data: bytes = b"", *, is_safe: bool = False) -> None:
        self.data = data
        self.safe = data if is_safe else b""

    def after_loss(self) -> Iterator[bytes]:
        """All lost that was not synchronised, half of it, and nothing of it."""
        lost = len(self.data) - len(self.safe)
        for kept in {0, lost // 2, lost}:
            yield self.data[: len(self.safe) + kept]


Folder = dict[str, _Content]


def states_after(before: dict[str, bytes], steps: list[Step]) -> Iterator[dict[str, bytes]]:
    """Every folder that may be found when power goes after these steps.

    The names in a folder change in order; those since the folder was synchronised last may
    be lost, the latest first.
    """
    now: Folder = {name: _Content(data, is_safe=True) for name, data in before.items()}
    possible = [dict(now)]
    for step in steps:
        match step.what:
            case "create":
                now[step.name] = _Content()
            case "write":
                now[step.name].data += step.data
            case "sync" if step.name:
                now[step.name].safe = now[step.name].data
            case "sync":
                possible = []
            case "replace":
                now[step.other] = now.pop(step.name)
            case "link":
                now[step.other] = now[step.name]
            case "unlink":
                del now[step.name]
        if step.what not in ("write", "sync") or not step.name:
            possible.append(dict(now))
    for folder in possible:
        yield from _losses(folder)


def _losses(folder: Folder) -> Iterator[dict[str, bytes]]:
    unsafe = {id(it): it for it in folder.values() if it.data != it.safe}
    if not unsafe:
        yield {name: content.data for name, content in folder.items()}
        return
    for content in unsafe.values():
        for left in content.after_loss():
            yield {
                name: left if it is content else it.safe if id(it) in unsafe else it.data
                for name, it in folder.items()
            }


def workspace(name: str) -> Document:
    stages = [Stage(id=f"st{n}", map="ma1", name=f"{name} {n}") for n in range(40)]
    return Document.of([Workspace(id="wk1", name=name), Map(id="ma1"), *stages])


def test_after_a_power_cut_at_any_step_of_a_save_the_file_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    path = folder / "shop.journey"
    old, new = workspace("Old"), workspace("New")
    workspace_file.write(path, workspace("Older"), {})
    workspace_file.write(path, old, {})
    before = {item.name: item.read_bytes() for item in folder.iterdir()}
    with recorded(folder) as steps:
        workspace_file.write(path, new, {})
    found = tmp_path / "found"
    found.mkdir()
    states, whole_new = 0, 0
    for end in range(len(steps) + 1):
        for state in states_after(before, steps[:end]):
            for item in found.iterdir():
                item.unlink()
            for name, data in state.items():
                (found / name).write_bytes(data)
            document = workspace_file.read(found / "shop.journey").document
            assert document in (old, new), (end, steps[:end])
            kept = workspace_file.read(found / "shop.journey.bak").document
            assert kept in (workspace("Older"), old)
            states += 1
            whole_new += document == new
            if end == len(steps):
                assert document == new, "the save was acknowledged"
    _log.info("%d steps, %d states after power cuts: 0 unreadable", len(steps), states)
    assert 0 < whole_new < states


def test_the_model_notices_a_save_that_does_not_synchronise() -> None:
    steps = [
        Step("create", "new"),
        Step("write", "new", data=b"contents"),
        Step("replace", "new", "file"),
    ]
    found = {state["file"] for state in states_after({"file": b"old"}, steps)}
    assert found == {b"old", b"", b"cont", b"contents"}
