"""What was typed before a crash comes back, up to the last whole record."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import msgspec
import pytest

from tests.helpers.journals import left_behind
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import Map, Workspace
from workbench.model.patch import Patch
from workbench.store import journal

NOON = datetime.datetime(2026, 11, 21, 12, 0)


def start() -> Document:
    return Document.of([Workspace(id="wk1", name="Shop"), Map(id="ma1", name="First")])


GONE = 2**22 + 1
"""No process has this number."""


def gone(first: journal.Beginning) -> journal.Beginning:
    return msgspec.structs.replace(first, process=GONE)


def rename(document: Document, name: str) -> Patch:
    return edit.set_field(document, "maps", "ma1", "name", name)


def written(path: Path, names: list[str]) -> Document:
    """A journal of renamings whose writer is gone; gives the last document."""
    document = start()
    first = gone(journal.beginning(document, "shop", None, ""))
    kept = journal.Journal(path, first, {"a.png": b"picture"})
    for minute, name in enumerate(names):
        patch = rename(document, name)
        kept.edit(patch, NOON + datetime.timedelta(minutes=minute))
        document = document.apply(patch)
    kept.let_go()
    return document


def test_work_of_a_process_that_is_gone_comes_back(tmp_path):
    document = written(tmp_path / "one.recovery", ["Second", "Third"])
    (work,) = left_behind(tmp_path)
    assert work.document == document
    assert (work.name, work.path, work.edits) == ("shop", None, 2)
    assert work.last == NOON + datetime.timedelta(minutes=1)
    assert work.pictures == {"a.png": b"picture"}


def test_work_of_a_living_process_is_left_alone(tmp_path):
    kept = journal.Journal(
        tmp_path / "own.recovery", journal.beginning(start(), "shop", None, ""), {}
    )
    kept.edit(rename(start(), "Second"), NOON)
    assert left_behind(tmp_path) == ()
    kept.end()


def test_work_that_is_written_is_left_alone_also_after_the_clock_was_moved(tmp_path):
    first = gone(journal.beginning(start(), "shop", None, ""))
    kept = journal.Journal(tmp_path / "own.recovery", first, {})
    kept.edit(rename(start(), "Second"), NOON)
    assert left_behind(tmp_path) == ()
    kept.let_go()
    assert len(left_behind(tmp_path)) == 1


def test_without_locks_of_the_system_the_writer_is_known_by_its_process(tmp_path):
    first = journal.beginning(start(), "shop", None, "")
    kept = journal.Journal(tmp_path / "own.recovery", first, {})
    kept.edit(rename(start(), "Second"), NOON)
    # closed, nothing holds it
    kept.let_go()
    assert left_behind(tmp_path) == ()
    # the number was given again: another process has it since
    earlier = msgspec.structs.replace(first, process_mark=f"{first.process_mark}0")
    other = journal.Journal(tmp_path / "other.recovery", earlier, {})
    other.edit(rename(start(), "Third"), NOON)
    other.let_go()
    (work,) = left_behind(tmp_path)
    assert work.document.maps["ma1"].name == "Third"


def test_two_processes_cannot_write_one_journal(tmp_path):
    written(tmp_path / "one.recovery", ["Second"])
    with pytest.raises(FileExistsError):
        journal.Journal(tmp_path / "one.recovery", journal.beginning(start(), "shop", None, ""), {})


def test_what_cannot_be_read_or_went_meanwhile_hides_no_other_work(tmp_path):
    (tmp_path / "a.recovery").symlink_to(tmp_path / "just-removed")
    (tmp_path / "b.recovery").mkdir()
    written(tmp_path / "c.recovery", ["Second"])
    assert [work.journal.name for work in left_behind(tmp_path)] == ["c.recovery"]


def test_the_newest_work_comes_first(tmp_path):
    written(tmp_path / "a.recovery", ["Second"])
    written(tmp_path / "b.recovery", ["Second", "Third"])
    assert [work.edits for work in left_behind(tmp_path)] == [2, 1]


def test_ending_takes_the_journal_away(tmp_path):
    path = tmp_path / "own.recovery"
    kept = journal.Journal(path, journal.beginning(start(), "shop", None, ""), {})
    kept.edit(rename(start(), "Second"), NOON)
    assert path.exists()
    kept.end()
    assert not path.exists()


def test_cut_off_anywhere_it_gives_what_was_whole(tmp_path):
    names = ["Second", "Third", "Fourth"]
    written(tmp_path / "whole.recovery", names)
    data = (tmp_path / "whole.recovery").read_bytes()
    seen = set()
    for length in range(0, len(data), 7):
        folder = tmp_path / str(length)
        folder.mkdir()
        (folder / "cut.recovery").write_bytes(data[:length])
        works = left_behind(folder)
        name = works[0].document.maps["ma1"].name if works else ""
        assert name in {"", *names}
        seen.add(name)
    assert seen >= {"", "Second", "Third"}
    assert not any(work.is_damaged for path in tmp_path.glob("*/") for work in left_behind(path))


@pytest.mark.parametrize("at", [0.3, 0.6, 0.95])
def test_a_flipped_byte_ends_the_work_there_and_raises_nothing(tmp_path, at):
    path = tmp_path / "one.recovery"
    written(path, ["Second", "Third"])
    data = bytearray(path.read_bytes())
    data[int(len(data) * at)] ^= 0xFF
    path.write_bytes(bytes(data))
    assert all(work.edits < 2 for work in left_behind(tmp_path))


CRASH = """
import datetime, os, signal, sys
from pathlib import Path
from tests.store.test_journal import start
from workbench.model.commands import edit
from workbench.store import journal
document = start()
kept = journal.Journal(Path(sys.argv[1]), journal.beginning(document, "shop", None, ""), {})
kept.edit(edit.set_field(document, "maps", "ma1", "name", "Typed"), datetime.datetime(2026, 1, 1))
print("kept", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not there")
def test_a_killed_process_leaves_its_work(tmp_path):
    path = tmp_path / "crash.recovery"
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", CRASH, str(path)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == "kept\n", done.stderr
    (work,) = left_behind(tmp_path)
    assert work.document.maps["ma1"].name == "Typed"


def test_an_edit_that_could_not_be_written_down_comes_with_the_next(tmp_path, monkeypatch):
    """As by a mistake in the program: what follows would not fit without it."""
    kept, document = (
        journal.Journal(
            tmp_path / "one.recovery", journal.beginning(start(), "shop", None, ""), {}
        ),
        start(),
    )
    kept.edit(rename(document, "First again"), NOON)
    document = document.apply(rename(document, "First again"))

    def fail(_changes: object) -> bytes:
        raise TypeError("a mistake")

    with monkeypatch.context() as patch:
        patch.setattr(journal, "encode_changes", fail)
        with pytest.raises(TypeError):
            kept.edit(rename(document, "Second"), NOON)
    document = document.apply(rename(document, "Second"))
    kept.edit(rename(document, "Third"), NOON)
    work = journal.unsaved(kept.path)
    assert (work.document.maps["ma1"].name, work.edits, work.is_damaged) == ("Third", 3, False)
    kept.end()


def test_a_length_that_is_none_sets_no_memory_aside(tmp_path):
    kept = journal.Journal(
        tmp_path / "one.recovery", journal.beginning(start(), "shop", None, ""), {}
    )
    kept.edit(rename(start(), "Second"), NOON)
    kept.let_go()
    with kept.path.open("ab") as file:
        file.write(journal._HEAD.pack(900 * 1024 * 1024, 0) + b"cut off")
    tracemalloc.start()
    try:
        work = journal.unsaved(kept.path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert work.document.maps["ma1"].name == "Second"
    assert peak < 50 * 1024 * 1024
