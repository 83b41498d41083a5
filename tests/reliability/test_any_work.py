"""Any work: all commands, undone, saved, opened again, crashed and recovered, in any order."""

from __future__ import annotations

import datetime
import importlib
import inspect
import logging
import pkgutil
import random
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import process_time

import msgspec
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.reliability.any_command import COMMANDS, SHOP, NothingToPick, Pick
from workbench.model import commands, rules
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.patch import Patch
from workbench.model.problems import InvalidValue, RefusedEdit
from workbench.store import codec, journal, recovery, workspace_file

_log = logging.getLogger("reliability")

SEED = 20261122
OPERATIONS = (20_000, 1_000_000)
AT_ONCE = 250
"""Operations of one example."""
MOST_ENTITIES = 90
"""A document beyond this is thinned, so that operations stay quick."""
NOT_FOR_PEOPLE = {"edit.add", "edit.add_among", "edit.finished"}
"""Functions that commands are made of."""

OTHER = ("undo", "redo", "keep", "save", "open", "crash")
WEIGHTS = (*(2 for _ in COMMANDS), 14, 9, 12, 2, 1, 2)


class Bench:
    """Somebody's day: a document, its undo steps, its file and its journal."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "day.journey"
        self._journals = folder / "recovery"
        self.done: Counter[str] = Counter()
        self._document = SHOP
        self._save()

    def leave(self) -> None:
        self._journal.let_go()

    def do(self, name: str, chance: random.Random) -> None:
        if name in COMMANDS:
            self._edit(name, chance)
        else:
            getattr(self, f"_{name}")()
        self.done[name] += 1

    def _edit(self, name: str, chance: random.Random) -> None:
        try:
            patch = COMMANDS[name](Pick(self._document, chance))
        except (NothingToPick, RefusedEdit, InvalidValue):
            self.done["refused"] += 1
            return
        self._apply(patch)
        del self._steps[self._at :]
        self._steps.append((patch, self._document))
        self._at += 1
        assert not rules.check(self._document), name
        self._thin()

    def _apply(self, patch: Patch) -> None:
        self._document = self._document.apply(patch)
        self._pending.append(journal.Step(patch, datetime.datetime(2026, 11, 22, 9, 30)))

    def _thin(self) -> None:
        if sum(1 for _ in self._document.entities()) > MOST_ENTITIES:
            doomed = [
                (table, name)
                for table in ("maps", "personas", "channels", "stages", "participants")
                for name in list(self._document.table(table))[1:]
            ]
            self._apply(edit.remove(self._document, doomed))
            self._forget_steps()

    def _forget_steps(self) -> None:
        self._steps: list[tuple[Patch, Document]] = []
        self._at, self._start = 0, self._document

    def _undo(self) -> None:
        if self._at:
            self._at -= 1
            self._apply(self._steps[self._at][0].inverse())
            self._is_as(self._steps[self._at - 1][1] if self._at else self._start)

    def _redo(self) -> None:
        if self._at < len(self._steps):
            patch, after = self._steps[self._at]
            self._at += 1
            self._apply(patch)
            self._is_as(after)

    def _keep(self) -> None:
        """The journal's thread writes what waits."""
        if self._pending:
            self._journal.keep(self._pending)
            self._kept, self._pending = self._document, []

    def _save(self) -> None:
        fingerprint = workspace_file.write(self._file, self._document, {})
        if hasattr(self, "_journal"):
            self._journal.end()
        else:
            self._forget_steps()
        first = journal.beginning(self._document, "day", self._file, fingerprint)
        # as if it were written by a process that ends without a word
        first = msgspec.structs.replace(first, process=2**30)
        name = f"{self.done.total():07}{journal.ENDING}"
        self._journal = journal.Journal(self._journals / name, first, {})
        self._pending: list[journal.Step] = []
        self._saved = self._kept = self._document

    def _open(self) -> None:
        """Leave without saving and open the file again."""
        self._journal.end()
        found = workspace_file.read(self._file)
        assert not found.repairs
        self._document = found.document
        self._is_as(self._saved)
        self._forget_steps()
        self._save()

    def _crash(self) -> None:
        """What was not kept yet is gone; all else comes back, and is saved."""
        self._journal.let_go()
        found = recovery.survey(self._journals)
        assert not found.aside
        if found.works:
            (work,) = found.works
            self._document = work.document
        else:
            self._document = workspace_file.read(self._file).document
        self._is_as(self._kept)
        self._journal.path.unlink(missing_ok=True)
        self._forget_steps()
        self._save()

    def _is_as(self, other: Document) -> None:
        assert codec.encode(self._document) == codec.encode(other)


def test_any_work_comes_back_as_it_was(tmp_path: Path, amount: Callable[[int, int], int]) -> None:
    operations = amount(*OPERATIONS)
    names = [*COMMANDS, *OTHER]
    total: Counter[str] = Counter()
    begun = process_time()

    @seed(SEED)
    @settings(
        max_examples=operations // AT_ONCE,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        database=None,
        deadline=None,
    )
    @given(st.lists(st.integers(0, 2**31), min_size=AT_ONCE, max_size=AT_ONCE))
    def work(seeds: list[int]) -> None:
        with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
            bench = Bench(Path(folder))
            try:
                for number in seeds:
                    chance = random.Random(number)
                    bench.do(chance.choices(names, WEIGHTS)[0], chance)
            finally:
                bench.leave()
            total.update(bench.done)

    work()
    made = total.total() - total["refused"]
    _log.info(
        "seed %d: %d operations (%d refused) in %.0f s of computing: %s",
        SEED, made, total["refused"], process_time() - begun,
        {name: total[name] for name in OTHER},
    )  # fmt: skip
    assert made >= operations
    assert set(names) <= set(total)
    assert total["refused"] < made / 2


def test_every_command_takes_part() -> None:
    found = set()
    for info in pkgutil.iter_modules(commands.__path__):
        module = importlib.import_module(f"workbench.model.commands.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_own = function.__module__ == module.__name__ and not name.startswith("_")
            if is_own and function.__annotations__.get("return") in ("Patch", "Pasted"):
                found.add(f"{info.name}.{name}")
    assert found - NOT_FOR_PEOPLE <= set(COMMANDS)
