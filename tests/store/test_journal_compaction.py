"""Compacting and disks that fail cost no edit, and a journal stays bounded."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.documents import documents
from tests.reliability.faulty_disk import Disk, failing
from tests.store.test_journal import NOON, rename, start
from workbench.model.commands import edit
from workbench.model.document import Document, diff
from workbench.store import journal
from workbench.store.errors import StoreError

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Journals are compacted whenever their edits have doubled."""
    monkeypatch.setattr(journal, "LEAST_EDITS", 1)
    monkeypatch.setattr(journal, "TIMES_BEGINNING", 0)


def begun(path: Path, document: Document) -> journal.Journal:
    return journal.Journal(path, journal.beginning(document, "shop", None, ""), {})


@settings(max_examples=12)
@given(st.lists(documents(), min_size=2, max_size=3), st.integers(2, 5))
def test_compacting_keeps_the_work(states, rounds):
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(journal, "LEAST_EDITS", 1)
        patch.setattr(journal, "TIMES_BEGINNING", 0)
        path = Path(folder) / "one.recovery"
        document = states[0]
        kept, made = begun(path, document), 0
        for number in range(rounds * len(states)):
            following = states[(number + 1) % len(states)]
            if following != document:
                kept.edit(diff(document, following), NOON + number * MINUTE)
                document, made = following, made + 1
                work = journal.unsaved(path)
                assert work.document == document
                assert (work.base, work.edits, work.is_damaged) == (states[0], made, False)
                assert work.last == NOON + number * MINUTE
        kept.let_go()


@pytest.mark.usefixtures("always")
def test_the_last_edits_keep_their_names_and_moments(tmp_path):
    document = start()
    kept = begun(tmp_path / "one.recovery", document)
    for number in range(100):
        patch = rename(document, f"Name {number}")
        kept.edit(patch, NOON + number * MINUTE)
        document = document.apply(patch)
    work = journal.unsaved(tmp_path / "one.recovery")
    assert len(work.steps) < 30
    assert work.edits == 100
    assert [step.made for step in work.steps[-8:]] == [NOON + n * MINUTE for n in range(92, 100)]
    assert all(step.patch.label.code == "edit.set" for step in work.steps[-8:])
    kept.end()


def test_a_day_of_typing_stays_within_the_bound(tmp_path):
    path = tmp_path / "one.recovery"
    document = start()
    kept = begun(path, document)
    text, largest = "x" * 4000, 0
    for number in range(400):
        patch = edit.set_field(document, "maps", "ma1", "scenario", f"{number} {text}")
        # what is on the disk is looked at, not when it gets there
        kept.edit(patch, NOON)
        document = document.apply(patch)
        largest = max(largest, path.stat().st_size)
    # each edit holds the text before and after: 3 MB in all
    assert largest < journal.LEAST_EDITS + 20_000
    assert journal.unsaved(path).document == document
    assert journal.unsaved(path).edits == 400
    kept.end()


def test_the_bound_grows_with_the_work_itself():
    least, most = journal.LEAST_EDITS, journal.LARGEST_EDITS
    assert journal.bound(1000, 1000) == least
    assert journal.bound(least, 1000) == 4 * least
    assert journal.bound(10 * most, 1000) == most
    assert journal.bound(1000, most) == 2 * most


@pytest.mark.parametrize("compacts", [False, True])
def test_whatever_call_fails_what_was_kept_stays_and_the_rest_follows(
    tmp_path, monkeypatch, compacts
):
    """Every file call of keeping three edits fails in turn; a fourth edit brings all of them."""
    if compacts:
        monkeypatch.setattr(journal, "LEAST_EDITS", 1)
        monkeypatch.setattr(journal, "TIMES_BEGINNING", 0)
    calls = told = 0
    while True:
        path = tmp_path / str(calls) / "one.recovery"
        document = start()
        kept = begun(path, document)
        with failing(Disk(path.parent, calls)) as disk:
            for name in ("First again", "Second", "Third"):
                patch = rename(document, name)
                document = document.apply(patch)
                try:
                    kept.edit(patch, NOON)
                except (OSError, StoreError):
                    told += 1
        if not disk.failed:
            kept.end()
            break
        if path.exists():
            before = journal.unsaved(path).document.maps["ma1"].name
            assert before in ("First again", "Second", "Third")
        kept.edit(rename(document, "Fourth"), NOON)
        work = journal.unsaved(path)
        assert work.document.maps["ma1"].name == "Fourth"
        assert (work.edits, work.is_damaged) == (4, False)
        kept.end()
        calls += 1
    assert calls > 10
    assert told > calls / 2


def test_a_first_edit_that_cannot_be_kept_comes_with_the_second(tmp_path):
    folder = tmp_path / "recovery"
    folder.write_text("in the way")
    kept = begun(folder / "one.recovery", start())
    with pytest.raises((OSError, StoreError)):
        kept.edit(rename(start(), "First"), NOON)
    folder.unlink()
    after = start().apply(rename(start(), "First"))
    kept.edit(rename(after, "Second"), NOON)
    assert journal.unsaved(folder / "one.recovery").edits == 2
    kept.end()
