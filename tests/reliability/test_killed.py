"""Killed without warning at any moment: every file can be read, nothing acknowledged is lost."""

from __future__ import annotations

import contextlib
import datetime
import logging
import os
import random
import signal
import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import Map, Stage, Workspace
from workbench.store import journal, workspace_file

_log = logging.getLogger("reliability")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no POSIX system")

_NUMBER = struct.Struct(">I")
_STAGES = 200


def workspace(number: int) -> Document:
    """A document that says which save it is."""
    stages = (Stage(id=f"st{n}", map="ma1", name=f"Stage {n}" * 20) for n in range(_STAGES))
    return Document.of([Workspace(id="wk1", name=str(number)), Map(id="ma1"), *stages])


def killed(work: Callable[[Callable[[int], None]], None], seconds: float) -> int:
    """Let `work` run in a process of its own, kill that; gives the last number it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            work(lambda number: os.write(writing, _NUMBER.pack(number)) and None)
        os._exit(0)
    os.close(writing)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as acknowledged:
        data = acknowledged.read()
    whole = len(data) // _NUMBER.size * _NUMBER.size
    return _NUMBER.unpack(data[whole - _NUMBER.size : whole])[0] if whole else 0


def test_saves_survive_being_killed(tmp_path: Path, amount: Callable[[int, int], int]) -> None:
    chance, runs, saves = random.Random(7), amount(100, 1000), 0
    path = tmp_path / "shop.journey"
    for _ in range(2):
        # the second time there is a previous one to keep
        workspace_file.write(path, workspace(0), {})

    def save(acknowledge: Callable[[int], None]) -> None:
        number = int(workspace_file.read(path).document.workspace.name)
        while True:
            number += 1
            workspace_file.write(path, workspace(number), {})
            acknowledge(number)

    for _ in range(runs):
        before = int(workspace_file.read(path).document.workspace.name)
        acknowledged = killed(save, chance.uniform(0.002, 0.05))
        found = int(workspace_file.read(path).document.workspace.name)
        assert found >= max(before, acknowledged)
        kept = int(workspace_file.read(path.with_name("shop.journey.bak")).document.workspace.name)
        assert kept in (found - 1, found)
        saves += found - before
    _log.info("killed %d times during %d saves: 0 unreadable, 0 lost", runs, saves)
    assert saves > runs


def test_journalled_edits_survive_being_killed(
    tmp_path: Path, amount: Callable[[int, int], int]
) -> None:
    chance, runs, edits = random.Random(8), amount(100, 1000), 0
    made = datetime.datetime(2026, 11, 21, 9, 30)
    for run in range(runs):
        folder = tmp_path / str(run)
        folder.mkdir()

        def work(acknowledge: Callable[[int], None], folder: Path = folder) -> None:
            document = workspace(0)
            first = journal.beginning(document, "shop", None, "")
            kept = journal.Journal(folder / f"one{journal.ENDING}", first, {})
            for number in range(1, 100_000):
                patch = edit.set_field(document, "workspace", "wk1", "name", str(number))
                document = document.apply(patch)
                kept.edit(patch, made)
                acknowledge(number)

        acknowledged = killed(work, chance.uniform(0.002, 0.05))
        found = journal.left_behind(folder)
        if acknowledged:
            (unsaved,) = found
            assert int(unsaved.document.workspace.name) == unsaved.edits >= acknowledged
            edits += unsaved.edits
    _log.info("killed %d times during %d journalled edits: 0 lost", runs, edits)
    assert edits > runs
