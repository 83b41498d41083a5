"""Journals of processes that are gone: offered where they fit their file, else put aside."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import msgspec
import pytest

from tests.store.test_journal import NOON, gone, rename, start
from tests.store.test_locks import age, at_once, elsewhere, left_behind
from workbench.model.document import Document
from workbench.store import beside, holding, journal, recovery, workspace_file
from workbench.store.errors import StoreError
from workbench.store.locks import Lock
from workbench.words.problem_sentences import sentence


class Shop:
    """A file, and journals of edits to it."""

    def __init__(self, folder: Path) -> None:
        self.journals, self.path = folder / "recovery", folder / "shop.journey"
        self.fingerprint = workspace_file.write(self.path, start(), {})

    def leave(self, *names: str, path: Path | None = None, fingerprint: str = "") -> Path:
        """What a crash leaves of renaming the map to these, one after another."""
        document = start()
        first = journal.beginning(
            document, "shop", path or self.path, fingerprint or self.fingerprint
        )
        place = self.journals / f"{len(list(self.journals.glob('*')))}.recovery"
        kept = journal.Journal(place, gone(first), {})
        for name in names:
            patch = rename(document, name)
            kept.edit(patch, NOON)
            document = document.apply(patch)
        kept.let_go()
        return place

    def save(self, document: Document) -> None:
        workspace_file.write(self.path, document, {})

    def found(self) -> tuple[list[str], list[str]]:
        """The names of the map in what is offered; why others stay aside."""
        found = recovery.survey(self.journals)
        works = [work.document.maps["ma1"].name for work in found.works]
        assert all(item.journal.parent.name == "aside" for item in found.aside)
        assert all(item.journal.exists() for item in found.aside)
        return works, [item.why for item in found.aside]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def named(name: str) -> Document:
    return start().apply(rename(start(), name))


def test_work_on_the_file_as_it_is_is_offered(shop):
    shop.leave("Second", "Third")
    assert shop.found() == (["Third"], [])


def test_work_on_a_file_that_somebody_else_changed_stays_aside_and_can_be_read(shop):
    shop.leave("Second")
    shop.save(named("Theirs"))
    assert shop.found() == ([], ["changed"])
    (item,) = recovery.survey(shop.journals).aside
    assert item.work is not None
    assert item.work.document.maps["ma1"].name == "Second"


def test_where_the_file_is_there_again_the_work_is_offered_again(shop):
    shop.leave("Second")
    away = shop.path.rename(shop.path.with_name("away.journey"))
    assert shop.found() == ([], ["gone"])
    away.rename(shop.path)
    assert shop.found() == (["Second"], [])
    assert list((shop.journals / "aside").iterdir()) == []


def test_what_was_saved_just_before_the_crash_is_not_offered(shop):
    place = shop.leave("Second", "Third")
    shop.save(named("Third"))
    assert shop.found() == ([], [])
    assert not place.exists()


def test_what_was_put_aside_stays_there_also_when_its_work_is_in_the_file(shop):
    shop.leave("Second")
    shop.save(named("Theirs"))
    assert shop.found() == ([], ["changed"])
    shop.save(named("Second"))
    assert shop.found() == ([], ["saved"])


def test_of_edits_made_while_saving_only_those_are_offered_that_the_file_lacks(shop):
    shop.leave("Second", "Third", "Fourth")
    shop.save(named("Third"))
    (work,) = recovery.survey(shop.journals).works
    assert work.base == named("Third")
    assert work.document == named("Fourth")
    assert work.edits == 1
    assert work.fingerprint == workspace_file.fingerprint(shop.path)


def test_edits_that_come_to_nothing_are_not_offered(shop):
    place = shop.leave("Second", "First")
    assert shop.found() == ([], [])
    assert not place.exists()


def test_damage_in_the_middle_is_told_and_what_came_before_can_be_read(shop):
    place = shop.leave("Second", "Third", "Fourth")
    data = bytearray(place.read_bytes())
    data[data.index(b"Third") + 1] ^= 0xFF
    place.write_bytes(bytes(data))
    assert shop.found() == ([], ["damaged"])
    (item,) = recovery.survey(shop.journals).aside
    assert item.work.document.maps["ma1"].name == "Second"


def test_a_damaged_length_in_the_middle_is_told_too(shop):
    place = shop.leave("Second", "Third", "Fourth")
    data, at = bytearray(place.read_bytes()), 0
    while (end := at + 8 + int.from_bytes(data[at : at + 4], "big")) <= data.index(b"Third"):
        at = end
    data[at] = 0x7F
    place.write_bytes(bytes(data))
    assert shop.found() == ([], ["damaged"])
    (item,) = recovery.survey(shop.journals).aside
    assert item.work.document.maps["ma1"].name == "Second"


@pytest.mark.parametrize("contents", [b"", b"\0" * 500, b"something else entirely" * 20])
def test_what_is_no_journal_stays_aside(shop, contents):
    shop.journals.mkdir()
    (shop.journals / "odd.recovery").write_bytes(contents)
    assert shop.found() == ([], ["damaged"])
    assert (shop.journals / "aside" / "odd.recovery").read_bytes() == contents


def test_zeros_that_a_power_cut_leaves_at_the_end_are_no_damage(shop):
    place = shop.leave("Second")
    with place.open("ab") as file:
        file.write(b"\0" * 4096)
    assert shop.found() == (["Second"], [])


def test_a_journal_of_a_newer_version_waits_for_it(shop):
    place = shop.leave("Second")
    records, _ = journal.contents(place)
    newer = msgspec.structs.replace(records[0], format=journal.FORMAT + 1)
    place.write_bytes(journal._framed([newer]) + journal._framed(records[1:]))
    assert shop.found() == ([], ["newer"])


def test_journals_of_living_processes_are_not_moved(shop):
    first = journal.beginning(start(), "shop", None, "")
    kept = journal.Journal(shop.journals / "own.recovery", first, {})
    kept.edit(rename(start(), "Second"), NOON)
    assert shop.found() == ([], [])
    assert kept.path.exists()
    kept.end()


def test_one_of_many_windows_takes_up_the_work(shop):
    path = shop.leave("Mine")

    def claimed() -> object:
        try:
            return recovery.claim(path, NOON)
        except StoreError as error:
            return sentence(error.problem)

    ends = at_once(claimed, 6)
    (claim,) = (it for it in ends if isinstance(it, Lock))
    assert {it for it in ends if it is not claim} == {
        "This work is not there any more. Perhaps another window has taken it."
    }
    assert recovery.survey(shop.journals).works == ()
    assert path.exists()
    claim.release()
    assert len(recovery.survey(shop.journals).works) == 1
    path.unlink()
    with pytest.raises(StoreError, match="taken"):
        recovery.claim(path, NOON)
    assert [item for item in shop.journals.iterdir() if item.is_file()] == []


def files_of(folder: Path) -> set[str]:
    return {item.name for item in folder.iterdir() if item.is_file()}


def test_what_a_crash_during_a_claim_left_is_swept(shop):
    gone_file = shop.path.with_name("gone.journey")
    fitting, odd = shop.leave("Second"), shop.leave("Odd", path=gone_file)
    assert shop.found() == (["Second"], ["gone"])
    aside = shop.journals / "aside" / odd.name
    for place in (fitting, aside):
        lock = left_behind(place)
        for left in (beside.clearing(lock), beside.temporary(lock), beside.temporary(place)):
            left.touch()
            age(left, 7200)
    assert shop.found() == (["Second"], ["gone"])
    assert files_of(shop.journals) == {fitting.name}
    assert files_of(aside.parent) == {aside.name}


def test_what_belongs_to_a_claim_under_way_is_not_swept(shop):
    place = shop.leave("Second")
    claim = recovery.claim(place, NOON)
    assert claim is not None
    age(claim.place, 7200)
    under_way = {beside.clearing(claim.place), beside.temporary(claim.place)}
    for other in under_way:
        other.touch()
    assert shop.found() == ([], [])
    assert files_of(shop.journals) == {place.name, claim.place.name} | {
        other.name for other in under_way
    }
    claim.release()


@pytest.mark.parametrize("is_cut_off", [True, False])
def test_a_claim_without_a_sign_of_life_keeps_nobody_from_the_work(shop, is_cut_off):
    """As after a crash, when the machine has another name by now."""
    place = shop.leave("Second")
    lock = elsewhere(place)
    if is_cut_off:
        lock.write_bytes(b"{")
    with pytest.raises(StoreError, match="taken"):
        recovery.claim(place, NOON)
    age(lock, 1800)
    assert shop.found() == (["Second"], [])
    claim = recovery.claim(place, NOON)
    assert claim is not None
    assert shop.found() == ([], [])
    claim.release()


def test_a_folder_that_is_not_there_holds_nothing(tmp_path):
    assert recovery.survey(tmp_path / "none") == recovery.Found()


def test_leftovers_of_saves_are_swept_once_they_are_surely_over(shop):
    folder = shop.path.parent
    lock = beside.lock(shop.path)
    old = [beside.temporary(shop.path), beside.temporary(lock), beside.clearing(lock)]
    new = beside.temporary(shop.path)
    other = beside.temporary(shop.path.with_name("other.journey"))
    kept = [folder / name for name in (".shop.journey.tmp", ".shop.journey.0123456789ab.tmp2")]
    for path in (*old, new, other, *kept):
        path.write_bytes(b"half")
    for path in (*old, other, *kept):
        age(path, 7200)
    beside.sweep(folder, "shop.journey")
    assert not any(path.exists() for path in old)
    assert all(path.exists() for path in (new, other, *kept, shop.path))
    # from the future, as after a clock that was moved back
    age(new, -7200)
    beside.sweep(folder)
    assert not new.exists()
    assert not other.exists()
    beside.sweep(folder / "not there")


def test_a_file_whose_disk_does_not_answer_keeps_no_other_work_waiting(shop, monkeypatch):
    far = shop.path.parent / "share" / "far.journey"
    far.parent.mkdir()
    known = workspace_file.write(far, start(), {})
    for name in ("Far", "Far too"):
        shop.leave(name, path=far, fingerprint=known)
    shop.leave("Near")
    fingerprint, asked, answers = workspace_file.fingerprint, list[Path](), threading.Event()

    def slow(path: Path) -> str:
        if path == far:
            asked.append(path)
            answers.wait(30)
        return fingerprint(path)

    monkeypatch.setattr(recovery, "_PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(workspace_file, "fingerprint", slow)
    assert shop.found() == (["Near"], ["unanswered", "unanswered"])
    # it is asked once at a time
    assert shop.found() == (["Near"], ["unanswered", "unanswered"])
    assert asked == [far]
    answers.set()
    while recovery._unanswered[far.parent].is_under_way:
        time.sleep(0.01)
    works, aside = shop.found()
    assert (sorted(works), aside) == (["Far", "Far too", "Near"], [])


def test_many_disks_that_do_not_answer_are_waited_for_together(shop, monkeypatch):
    known, answers = workspace_file.fingerprint(shop.path), threading.Event()
    for place in range(8):
        shop.leave("Far", path=shop.path.parent / f"share {place}" / "far.journey")
    shop.leave("Near")

    def slow(path: Path) -> str:
        if path != shop.path:
            answers.wait(30)
        return known

    monkeypatch.setattr(recovery, "_PATIENCE_SECONDS", 1.0)
    monkeypatch.setattr(recovery, "_MOST_SECONDS", 1.0)
    monkeypatch.setattr(recovery, "_LEAST_SECONDS", 0.01)
    monkeypatch.setattr(workspace_file, "fingerprint", slow)
    begin = time.monotonic()
    assert shop.found() == (["Near"], ["unanswered"] * 8)
    # one after the other they would take eight
    assert time.monotonic() - begin < 6
    answers.set()


def test_a_file_that_cannot_be_read_for_an_unexpected_reason_hides_no_other_work(
    shop, monkeypatch, caplog
):
    odd = shop.path.with_name("odd.journey")
    shop.leave("Odd", path=odd, fingerprint=workspace_file.write(odd, start(), {}))
    shop.leave("Near")
    fingerprint = workspace_file.fingerprint

    def broken(path: Path) -> str:
        if path == odd:
            raise TypeError("nobody expected this")
        return fingerprint(path)

    monkeypatch.setattr(workspace_file, "fingerprint", broken)
    assert shop.found() == (["Near"], ["changed"])
    assert "nobody expected this" in caplog.text


def test_who_looks_at_the_same_time_finds_the_same(shop, monkeypatch):
    """As two windows that start at once."""
    place = shop.leave("Second")
    fingerprint = workspace_file.fingerprint

    def slow(path: Path) -> str:
        time.sleep(0.1)
        return fingerprint(path)

    monkeypatch.setattr(workspace_file, "fingerprint", slow)
    found = at_once(lambda: len(recovery.survey(shop.journals).works), 4)
    assert found == [1] * 4
    assert place.exists()


@pytest.mark.skipif(os.name == "nt", reason="others look one after another there")
def test_who_looks_whether_a_journal_is_written_does_not_write_it(shop):
    place = shop.leave("Second")
    with place.open("rb") as looked_at:
        holding._lock(looked_at, is_alone=False)
        assert not holding.is_held(place)
    with place.open("ab") as written:
        holding.hold(written)
        assert holding.is_held(place)
    assert not holding.is_held(place)


@pytest.mark.parametrize("saved", ["Theirs", "Second"], ids=["to put aside", "to remove"])
def test_work_that_is_taken_up_while_its_file_is_looked_at_stays_where_it_is(
    shop, monkeypatch, saved
):
    place = shop.leave("Second")
    shop.save(named(saved))
    fingerprint, claims = workspace_file.fingerprint, []

    def slow(path: Path) -> str:
        claims.append(recovery.claim(place, NOON))
        return fingerprint(path)

    monkeypatch.setattr(workspace_file, "fingerprint", slow)
    assert shop.found() == ([], [])
    assert place.exists()
    claims[0].release()


def test_a_journal_that_nobody_expected_hides_no_other(shop, caplog):
    odd = shop.leave("Odd")
    records, _ = journal.contents(odd)
    edit = msgspec.structs.replace(records[1], changes=b'[{"table": []}]')
    odd.write_bytes(journal._framed([records[0]]) + journal._framed([edit]))
    shop.leave("Second")
    assert shop.found() == (["Second"], ["damaged"])
    assert [it.exc_info[0] for it in caplog.records if it.exc_info] == [TypeError]


def test_work_that_is_given_up_stays_where_another_window_has_taken_it_up(shop):
    place = shop.leave("Second")
    claim = recovery.claim(place, NOON)
    assert claim is not None
    recovery.discard(place, NOON)
    assert place.exists()
    claim.release()
    recovery.discard(place, NOON)
    assert not place.exists()
    recovery.discard(place, NOON)
    assert files_of(shop.journals) == set()
