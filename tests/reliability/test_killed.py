"""Killed without warning at any moment: every file can be read, nothing acknowledged is lost."""

from __future__ import annotations

import datetime
import itertools
import logging
import os
import random
import secrets
import signal
import struct
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.journals import left_behind
from workbench.model.commands import edit, workspace
from workbench.model.document import Document
from workbench.model.entities import Map, Stage, Workspace
from workbench.store import journal, recovery, workspace_file

_log = logging.getLogger("reliability")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no POSIX system")

_NUMBER = struct.Struct(">I")
_STAGES = 200
MADE = datetime.datetime(2026, 11, 21, 9, 30)


def numbered(number: int) -> Document:
    """A document that says which save it is."""
    stages = (Stage(id=f"st{n}", map="ma1", name=f"Stage {n}" * 20) for n in range(_STAGES))
    return Document.of([Workspace(id="wk1", name=str(number)), Map(id="ma1"), *stages])


def killed(work: Callable[[Callable[[int], None]], None], seconds: float) -> int:
    """Let `work` run in a process of its own, kill that; gives the last number it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, _NUMBER.pack(0))
        try:
            work(lambda number: os.write(writing, _NUMBER.pack(number)) and None)
        finally:
            traceback.print_exc()
            os._exit(1)
    os.close(writing)
    # a busy machine takes its time to begin at all
    os.read(reading, _NUMBER.size)
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
        begun = time.monotonic()
        workspace_file.write(path, numbered(0), {})
    one_save = time.monotonic() - begun

    def save(acknowledge: Callable[[int], None]) -> None:
        number = int(workspace_file.read(path).document.workspace.name)
        while True:
            number += 1
            workspace_file.write(path, numbered(number), {})
            acknowledge(number)

    for _ in range(runs):
        before = int(workspace_file.read(path).document.workspace.name)
        acknowledged = killed(save, chance.uniform(0.2, 8) * one_save)
        found = int(workspace_file.read(path).document.workspace.name)
        assert found >= max(before, acknowledged)
        kept = int(workspace_file.read(path.with_name("shop.journey.bak")).document.workspace.name)
        assert kept in (found - 1, found)
        saves += found - before
    _log.info("killed %d times during %d saves: 0 unreadable, 0 lost", runs, saves)
    # on a busy machine most are killed before they begin
    assert saves > runs / 20


def test_journalled_edits_survive_being_killed(
    tmp_path: Path, amount: Callable[[int, int], int]
) -> None:
    chance, runs, edits = random.Random(8), amount(100, 1000), 0
    # what is imported once is not imported again by each process
    journal.beginning(numbered(0), "shop", None, "")
    for run in range(runs):
        folder = tmp_path / str(run)
        folder.mkdir()

        def work(acknowledge: Callable[[int], None], folder: Path = folder) -> None:
            document = numbered(0)
            first = journal.beginning(document, "shop", None, "")
            kept = journal.Journal(folder / f"one{journal.ENDING}", first, {})
            for number in range(1, 100_000):
                patch = edit.set_field(document, "workspace", "wk1", "name", str(number))
                document = document.apply(patch)
                kept.edit(patch, MADE)
                acknowledge(number)

        acknowledged = killed(work, chance.uniform(0.002, 0.05))
        found = left_behind(folder)
        if acknowledged:
            (unsaved,) = found
            assert int(unsaved.document.workspace.name) == unsaved.edits >= acknowledged
            edits += unsaved.edits
    _log.info("killed %d times during %d journalled edits: 0 lost", runs, edits)
    assert edits > runs / 20


class Desk:
    """A file and its journals, as the window keeps them: edit, keep, save, recover."""

    def __init__(self, folder: Path) -> None:
        self.path, self.journals = folder / "shop.journey", folder / "recovery"
        workspace_file.write(self.path, numbered(0), {})

    def found(self) -> tuple[Document, tuple[journal.Unsaved, ...]]:
        """What the file holds, and the work that the next start offers beside it."""
        return workspace_file.read(self.path).document, recovery.survey(self.journals).works

    def latest(self) -> int:
        saved, works = self.found()
        return max(int(it.workspace.name) for it in (saved, *(work.document for work in works)))

    def work(self, acknowledge: Callable[[int], None]) -> None:
        """Take up what a crash left, then edit, and save by itself now and then, for ever."""
        opened = workspace_file.read(self.path)
        document, steps = opened.document, ()
        _, works = self.found()
        if works:
            best = max(works, key=lambda work: int(work.document.workspace.name))
            document, steps = best.document, best.steps
            kept = self._journal(best.base, best.fingerprint)
            kept.keep(steps)
            best.journal.unlink()
        else:
            kept = self._journal(document, opened.fingerprint)
        number = int(document.workspace.name)
        for times in itertools.count(1):
            number += 1
            # large enough for the journal to be compacted every other save
            patch = workspace.rename(document, str(number)).then(
                edit.set_field(document, "maps", "ma1", "name", f"{number} " + "x" * 15_000)
            )
            document = document.apply(patch)
            kept.keep([journal.Step(patch, MADE)])
            acknowledge(number)
            if times % 50 == 0:
                fingerprint = workspace_file.write(self.path, document, {})
                kept.end()
                kept = self._journal(document, fingerprint)

    def _journal(self, base: Document, fingerprint: str) -> journal.Journal:
        first = journal.beginning(base, "shop", self.path, fingerprint)
        name = f"{secrets.token_hex(6)}{journal.ENDING}"
        return journal.Journal(self.journals / name, first, {})


def test_work_survives_being_killed_again_and_again(
    tmp_path: Path, amount: Callable[[int, int], int]
) -> None:
    chance, runs, acknowledged_at_all = random.Random(9), amount(100, 1000), 0
    desk = Desk(tmp_path)
    for _ in range(runs):
        before = desk.latest()
        acknowledged = killed(desk.work, chance.uniform(0.002, 0.12))
        assert desk.latest() >= max(before, acknowledged)
        acknowledged_at_all += acknowledged > 0
    _log.info(
        "killed %d times while recovering, editing and saving: %d edits, 0 lost",
        runs, desk.latest(),
    )  # fmt: skip
    assert acknowledged_at_all > runs / 20
