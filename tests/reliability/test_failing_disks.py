"""Every file call fails in turn: what was there or what is new is whole, and it is told."""

from __future__ import annotations

import datetime
import logging
import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tests.reliability.faulty_disk import ERRORS, Disk, failing
from workbench.exchange.csv_writer import csv_bytes, export_csv
from workbench.model.commands import edit, workspace
from workbench.model.document import Document
from workbench.model.entities import Map, Workspace
from workbench.model.problems import JourneyError
from workbench.store import journal, recovery, versions, workspace_file
from workbench.words.problem_sentences import sentence

_log = logging.getLogger("reliability")

NOW = datetime.datetime(2026, 11, 22, 9, 30, tzinfo=datetime.UTC)

kinds_of_failure = pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
errors = pytest.mark.parametrize("error", ERRORS, ids=lambda code: os.strerror(code))


def shop(name: str) -> Document:
    return Document.of([Workspace(id="wk1", name=name), Map(id="ma1", name="First")])


OLD, NEW = shop("Old"), shop("New")


class Trial:
    """One thing to do on a disk, tried with each of its calls failing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self) -> None:
        """What is there before."""

    def act(self) -> None:
        """What is tried; raises where it is told that it failed."""

    def check(self, told: Exception | None, where: str) -> None:
        """What must hold afterwards, on a disk that is well again."""


class Saving(Trial):
    def prepare(self) -> None:
        self.path = self.folder / "shop.journey"
        workspace_file.write(self.path, OLD, {})

    def act(self) -> None:
        workspace_file.write(self.path, NEW, {})

    def check(self, told: Exception | None, where: str) -> None:
        found = workspace_file.read(self.path).document
        if told is None:
            # what failed was not needed: the save is acknowledged, so it must be there
            assert found == NEW, where
        else:
            assert found in (OLD, NEW), where
            assert isinstance(told, JourneyError), where
            assert "shop.journey" in sentence(told.problem), where
        kept = self.path.with_name("shop.journey.bak")
        if kept.exists():
            assert workspace_file.read(kept).document == OLD, where


class Exporting(Trial):
    def prepare(self) -> None:
        self.path = self.folder / "shop.csv"
        export_csv(OLD, self.path, maps=None)

    def act(self) -> None:
        export_csv(NEW, self.path, maps=None, overwrite=True)

    def check(self, told: Exception | None, where: str) -> None:
        old, new = csv_bytes(OLD, maps=None), csv_bytes(NEW, maps=None)
        assert self.path.read_bytes() in ((new,) if told is None else (old, new)), where
        assert told is None or "shop.csv" in sentence(told.problem), where  # type: ignore[attr-defined]


class Journalling(Trial):
    """A first edit, another, so many that the journal is compacted, and one more."""

    TEXT = "x" * 15_000
    PORTIONS = (1, 1, 80, 1)

    def prepare(self) -> None:
        first = msgspec.structs.replace(journal.beginning(OLD, "shop", None, ""), process=2**30)
        path = self.folder / f"one{journal.ENDING}"
        self.journal = journal.Journal(path, first, {})
        self.states = [OLD]
        self.acknowledged = 0

    def act(self) -> None:
        told: Exception | None = None
        for count in self.PORTIONS:
            try:
                self._keep(count)
            except (OSError, JourneyError) as error:
                # as the window does: tell, and go on with the next edit
                told = error
        if told is not None:
            raise told

    def _keep(self, count: int) -> None:
        steps, document = [], self.states[-1]
        for _ in range(count):
            number = len(self.states)
            patch = workspace.rename(document, f"{number}")
            patch = patch.then(edit.set_field(document, "maps", "ma1", "name", self._text(number)))
            document = document.apply(patch)
            steps.append(journal.Step(patch, NOW.replace(tzinfo=None)))
            self.states.append(document)
        self.journal.keep(steps)
        self.acknowledged = len(self.states) - 1

    def _text(self, number: int) -> str:
        return f"{number}{self.TEXT}"

    def check(self, told: Exception | None, where: str) -> None:
        if self.journal.path.exists():
            found = journal.unsaved(self.journal.path).document
            assert found in self.states[self.acknowledged :], where
        else:
            assert self.acknowledged == 0, where
        assert told is not None or self.acknowledged == len(self.states) - 1, where
        # the next word to the journal brings all that it missed
        self.journal.keep([])
        assert journal.unsaved(self.journal.path).document == self.states[-1], where
        self.journal.let_go()


class Recovering(Trial):
    """Journals of a crash: of the file, of another state of it, and of work saved already."""

    def prepare(self) -> None:
        self.path = self.folder / "shop.journey"
        fingerprint = workspace_file.write(self.path, OLD, {})
        self.journals = self.folder / "recovery"
        for name, base, known in (
            ("fits", OLD, fingerprint),
            ("other", shop("Other"), "0" * 64),
            ("nothing", OLD, fingerprint),
        ):
            first = journal.beginning(base, "shop", self.path, known)
            first = msgspec.structs.replace(first, process=2**30)
            kept = journal.Journal(self.journals / f"{name}{journal.ENDING}", first, {})
            there = workspace.rename(base, f"Edited, {name}")
            kept.edit(there, NOW.replace(tzinfo=None))
            if name == "nothing":
                kept.edit(there.inverse(), NOW.replace(tzinfo=None))
            kept.let_go()

    def act(self) -> None:
        recovery.survey(self.journals)

    def check(self, told: Exception | None, where: str) -> None:
        assert told is None, where
        found = recovery.survey(self.journals)
        works = {work.document.workspace.name for work in found.works}
        aside = {it.work.document.workspace.name for it in found.aside if it.work is not None}
        assert works | aside >= {"Edited, fits", "Edited, other"}, where
        assert "Edited, other" not in works, where
        assert workspace_file.read(self.path).document == OLD, where


class KeepingVersions(Trial):
    def prepare(self) -> None:
        self.path, self.root = self.folder / "shop.journey", self.folder / "versions"
        self._keep(OLD, NOW)
        self.fingerprint = workspace_file.write(self.path, NEW, {})

    def act(self) -> None:
        hour = datetime.timedelta(hours=1)
        versions.keep(self.root, self.path, NEW, self.fingerprint, NOW + hour)

    def _keep(self, document: Document, now: datetime.datetime) -> None:
        versions.keep(
            self.root, self.path, document, workspace_file.write(self.path, document, {}), now
        )

    def check(self, told: Exception | None, where: str) -> None:
        assert workspace_file.read(self.path).document == NEW, where
        found = [
            workspace_file.read(version.path).document
            for version in versions.kept(self.root, self.path, "wk1")
        ]
        assert found in ([NEW, OLD], [OLD]), where
        assert told is not None or found == [NEW, OLD], where


TRIALS: dict[str, tuple[type[Trial], bool]] = {
    "save": (Saving, True),
    "export": (Exporting, True),
    "journal": (Journalling, True),
    # what cannot be looked at now is looked at with the next start
    "recovery": (Recovering, False),
    "versions": (KeepingVersions, True),
}
"""What is tried, and whether most of its failures must be told by raising."""


def tried(trial: Trial, disk: Callable[[Path], Disk]) -> tuple[Disk, Exception | None]:
    """Try it on a disk; gives the disk, and what was told."""
    trial.folder.mkdir()
    trial.prepare()
    with failing(disk(trial.folder)) as made:
        try:
            trial.act()
        except (JourneyError, OSError) as error:
            return made, error
    return made, None


@pytest.mark.parametrize("name", TRIALS)
@kinds_of_failure
def test_whatever_fails_nothing_is_lost(
    tmp_path: Path, name: str, for_good: bool, amount: Callable[[int, int], int]
) -> None:
    kind, is_told = TRIALS[name]
    undisturbed = kind(tmp_path / "counted")
    counted, nothing = tried(undisturbed, Disk)
    calls = tuple(counted.log)
    undisturbed.check(nothing, "nothing failed")
    kept = tmp_path / "counted"
    assert not list(kept.rglob("*.tmp"))
    told = runs = 0
    for at, where in enumerate(calls):
        for error in ERRORS[: amount(1, 5)] if at % 2 else ERRORS[-amount(1, 5) :]:
            trial = kind(tmp_path / f"{at}-{error}")
            disk, problem = tried(
                trial, lambda folder, at=at, e=error: Disk(folder, at, e, for_good=for_good)
            )
            assert disk.failed, where
            trial.check(problem, where)
            told += problem is not None
            runs += 1
            if not for_good:
                assert not list(trial.folder.rglob("*.tmp")), where
    _log.info("%s: %d calls failed in %d runs, %d told", name, len(calls), runs, told)
    assert not is_told or told > runs / 2
