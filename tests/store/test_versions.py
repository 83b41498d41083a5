"""Earlier saved states: thinned by the clock, bounded, whole whatever happens."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.model.document import Document
from workbench.model.entities import Map, Workspace
from workbench.store import versions, workspace_file
from workbench.store.errors import StoreError
from workbench.store.versions import Version, thinned

NOON = datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.UTC)
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


def shop(name: str) -> Document:
    return Document.of([Workspace(id="wk1", name="Shop"), Map(id="ma1", name=name)])


class Shelf:
    """A file that is saved again and again, and its versions."""

    def __init__(self, folder: Path) -> None:
        self.root, self.path = folder / "versions", folder / "shop.journey"

    def save(self, name: str, when: datetime.datetime) -> Version | None:
        fingerprint = workspace_file.write(self.path, shop(name), {})
        return versions.keep(self.root, self.path, shop(name), fingerprint, when)

    def kept(self) -> list[str]:
        """The names of the maps in the versions, newest first."""
        found = versions.kept(self.root, self.path, "wk1")
        documents = (workspace_file.read(version.path).document for version in found)
        return [document.maps["ma1"].name for document in documents]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_each_save_is_the_newest_version(shelf):
    made = shelf.save("First", NOON)
    assert made.made == NOON
    assert made.size == shelf.path.stat().st_size
    assert made.counts == {
        "maps": 1, "stages": 0, "touchpoints": 0, "connections": 0, "personas": 0
    }  # fmt: skip
    shelf.save("Second", NOON + 2 * HOUR)
    assert shelf.kept() == ["Second", "First"]


def test_what_was_not_changed_makes_no_version(shelf):
    shelf.save("First", NOON)
    assert shelf.save("First", NOON + HOUR) is None
    assert shelf.kept() == ["First"]


def test_a_file_that_somebody_else_changed_meanwhile_is_not_taken_for_ours(shelf):
    fingerprint = workspace_file.write(shelf.path, shop("Mine"), {})
    workspace_file.write(shelf.path, shop("Theirs"), {})
    assert versions.keep(shelf.root, shelf.path, shop("Mine"), fingerprint, NOON) is None
    assert shelf.kept() == []


def test_within_an_hour_the_newest_and_the_last_before_it_stay(shelf):
    for minute in range(0, 60, 10):
        shelf.save(f"At {minute}", NOON + datetime.timedelta(minutes=minute))
    assert shelf.kept() == ["At 50", "At 40"]


def test_after_a_day_one_a_day_stays_and_after_a_month_none(shelf):
    shelf.save("Long ago", NOON - 40 * DAY)
    for hour in (9, 10, 11):
        shelf.save(f"Last week at {hour}", NOON - 7 * DAY + (hour - 12) * HOUR)
    for hour in (9, 10, 11):
        shelf.save(f"Today at {hour}", NOON + (hour - 12) * HOUR)
    shelf.save("Now", NOON)
    assert shelf.kept() == ["Now", "Today at 11", "Today at 10", "Today at 9", "Last week at 11"]


def test_another_workspace_saved_to_the_same_place_has_versions_of_its_own(shelf):
    shelf.save("First", NOON)
    other = Document.of([Workspace(id="wk2", name="Other")])
    fingerprint = workspace_file.write(shelf.path, other, {})
    versions.keep(shelf.root, shelf.path, other, fingerprint, NOON)
    assert shelf.kept() == ["First"]
    assert len(versions.kept(shelf.root, shelf.path, "wk2")) == 1


def test_after_the_clock_was_moved_back_the_last_save_is_still_the_newest(shelf):
    shelf.save("Before", NOON)
    shelf.save("After", NOON - 3 * DAY)
    assert shelf.kept() == ["After", "Before"]


def test_without_its_index_or_with_another_one_versions_are_looked_into(shelf):
    shelf.save("First", NOON)
    shelf.save("Second", NOON + 2 * HOUR)
    (index,) = shelf.root.glob("*/index.json")
    known = versions.kept(shelf.root, shelf.path, "wk1")
    for contents in (b"", b"[]", b'{"path": 1}'):
        index.write_bytes(contents)
        assert versions.kept(shelf.root, shelf.path, "wk1") == known
    index.unlink()
    assert versions.kept(shelf.root, shelf.path, "wk1") == known


def test_foreign_and_damaged_files_beside_versions_are_passed_over(shelf):
    made = shelf.save("First", NOON)
    folder = made.path.parent
    for name in ("notes.txt", "000009-99999999T999999Z.journey", "000002-x.journey"):
        (folder / name).write_bytes(b"something")
    (folder / "000005-20261101T000000Z.journey").write_bytes(b"cut off")
    assert shelf.kept() == ["First"]


def test_where_there_is_no_room_nothing_that_was_kept_goes(shelf):
    shelf.save("First", NOON)
    folder = versions.folder_of(shelf.root, shelf.path, "wk1")
    moved = folder.rename(shelf.root / "moved")
    folder.write_text("in the way")
    with pytest.raises(StoreError):
        shelf.save("Second", NOON + 2 * HOUR)
    folder.unlink()
    moved.rename(folder)
    assert shelf.kept() == ["First"]
    assert workspace_file.read(shelf.path).document == shop("Second")


def test_versions_of_all_files_together_are_bounded_the_oldest_go_first(tmp_path, monkeypatch):
    one, other = Shelf(tmp_path / "one"), Shelf(tmp_path / "other")
    other.root = one.root
    for shelf in (one, other):
        shelf.path.parent.mkdir()
    size = one.save("One", NOON - 2 * DAY).size
    other.save("Other", NOON - DAY)
    monkeypatch.setattr(versions, "LARGEST_OF_ALL", 2 * size + size // 2)
    one.save("Two", NOON)
    assert one.kept() == ["Two"]
    assert other.kept() == ["Other"]


moments = st.lists(
    st.tuples(st.integers(-60, 60 * 24 * 45), st.integers(0, 200)), min_size=1, max_size=40
)


@settings(max_examples=150)
@given(moments)
def test_the_law_of_thinning(given_moments):
    """By brute force over what stays: newest kept, bounded, one an hour, then one a day."""
    made = [
        Version(
            path=Path(str(number)),
            number=number,
            made=NOON - datetime.timedelta(minutes=minutes),
            size=mebibytes * 2**20,
            fingerprint=str(number),
            counts={},
        )
        for number, (minutes, mebibytes) in enumerate(given_moments)
    ]
    staying = thinned(made, NOON)
    newest = made[-1]
    assert staying[0] == newest
    assert staying == sorted(staying, key=lambda it: -it.number)
    assert len(staying) <= versions.MOST
    assert sum(it.size for it in staying) <= max(versions.LARGEST, newest.size)
    others = staying[1:]
    for index, one in enumerate(others):
        assert NOON - one.made < 31 * DAY
        for two in others[index + 1 :]:
            same_hour = f"{one.made:%Y%m%d%H}" == f"{two.made:%Y%m%d%H}"
            assert not same_hour or (NOON - one.made < DAY) != (NOON - two.made < DAY)
            if min(NOON - one.made, NOON - two.made) >= DAY:
                assert one.made.date() != two.made.date()
    # nothing goes that one of these rules does not make go
    if sum(it.size for it in made) <= versions.LARGEST:
        for gone in made:
            if gone in staying or NOON - gone.made >= 31 * DAY:
                continue
            fresh = NOON - gone.made < DAY
            form = "%Y%m%d%H" if fresh else "%Y%m%d"
            assert any(
                later.number > gone.number
                and (NOON - later.made < DAY) == fresh
                and f"{later.made:{form}}" == f"{gone.made:{form}}"
                for later in others
            )


def test_thinning_again_changes_nothing():
    made = [
        Version(
            path=Path(str(number)), number=number, made=NOON - (200 - number) * HOUR / 2,
            size=1, fingerprint="", counts={},
        )
        for number in range(200)
    ]  # fmt: skip
    once = thinned(made, NOON)
    assert thinned(once, NOON) == once
    # 100 hours: 24 of the last day with the newest, and what is before by day
    assert len(once) == 1 + 24 + 4
