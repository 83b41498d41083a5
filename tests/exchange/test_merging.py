"""Several workbooks of one workspace at once: what all want, and where they disagree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.exchange.books import Exchange, append, put, sentences
from workbench.exchange.merging import read_proposals
from workbench.exchange.problems import ExchangeError
from workbench.model import rules
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.patch import Added, FieldChange, Label
from workbench.model.proposal import Proposal, select, without_rivals

Book = openpyxl.Workbook
PAGE = "Price & hours page"


class Desk:
    """Workbooks of several people, all exported from one workspace."""

    def __init__(self, folder: Path, exported: bytes) -> None:
        self._folder = folder
        self._exported = exported
        self.paths: list[Path] = []

    def returns(self, name: str, *edits: Callable[[Book], object]) -> None:
        path = self._folder / f"{name}.xlsx"
        path.write_bytes(self._exported)
        book = openpyxl.load_workbook(path)
        for change in edits:
            change(book)
        book.save(path)
        self.paths.append(path)

    def together(self, document: Document) -> Proposal:
        return read_proposals(document, self.paths)


@pytest.fixture
def desk(tmp_path: Path, bakery_bytes: bytes) -> Desk:
    return Desk(tmp_path, bakery_bytes)


def sets(sheet: str, item: str, header: str, value: object) -> Callable[[Book], object]:
    return lambda book: put(book[sheet], item, header, value)


def applied(document: Document, proposal: Proposal) -> Document:
    ticked = [index for index, item in enumerate(proposal.suggestions) if item.ticked]
    return document.apply(select(document, proposal, ticked, Label.of("import", n=len(ticked))))


def test_what_different_people_changed_in_different_places_goes_together(
    desk: Desk, bakery: Document
) -> None:
    desk.returns("anna", sets("Touchpoints", PAGE, "Importance", 8))
    desk.returns("ben", sets("Touchpoints", PAGE, "Satisfaction", 6))
    proposal = desk.together(bakery)
    assert [item.who for item in proposal.suggestions] == [("anna.xlsx",), ("ben.xlsx",)]
    assert proposal.suggestions[0].source.startswith("anna.xlsx · Touchpoints!")
    after = applied(bakery, proposal).touchpoints["tpPR1CEPAGE000"]
    assert (after.importance, after.satisfaction) == (8, 6)


def test_what_several_want_alike_is_one_suggestion(desk: Desk, bakery: Document) -> None:
    for name in ("anna", "ben", "chris"):
        desk.returns(name, sets("Touchpoints", PAGE, "Importance", 8))
    (suggestion,) = desk.together(bakery).suggestions
    assert suggestion.who == ("anna.xlsx", "ben.xlsx", "chris.xlsx")
    assert (suggestion.ticked, suggestion.rivals) == (True, ())


def test_where_they_disagree_all_are_listed_and_none_is_ticked(
    desk: Desk, bakery: Document
) -> None:
    for name, score in (("anna", 8), ("ben", 2), ("chris", 8), ("dora", 5)):
        desk.returns(name, sets("Touchpoints", PAGE, "Importance", score))
    proposal = desk.together(bakery)
    wanted = {
        item.who: item.change.after
        for item in proposal.suggestions
        if isinstance(item.change, FieldChange)
    }
    assert wanted == {("anna.xlsx", "chris.xlsx"): 8, ("ben.xlsx",): 2, ("dora.xlsx",): 5}
    assert [item.rivals for item in proposal.suggestions] == [(1, 2), (0, 2), (0, 1)]
    assert not any(item.ticked for item in proposal.suggestions)
    assert without_rivals(proposal, range(3)) == frozenset()
    chosen = bakery.apply(select(bakery, proposal, [2], Label.of("import", n=1)))
    assert chosen.touchpoints["tpPR1CEPAGE000"].importance == 5


def test_a_value_that_moved_on_is_in_conflict_with_both(desk: Desk, bakery: Document) -> None:
    desk.returns("anna", sets("Touchpoints", PAGE, "Importance", 8))
    desk.returns("ben", sets("Touchpoints", PAGE, "Importance", 2))
    moved = bakery.apply(edit.set_field(bakery, "touchpoints", "tpPR1CEPAGE000", "importance", 5))
    proposal = desk.together(moved)
    assert [(item.conflict, item.base, len(item.rivals)) for item in proposal.suggestions] == [
        (True, 9, 1),
        (True, 9, 1),
    ]


def test_the_same_new_stage_of_two_people_is_one_with_the_cards_of_both(
    desk: Desk, bakery: Document
) -> None:
    def adds(title: str) -> Callable[[Book], object]:
        def change(book: Book) -> None:
            append(book["Stages"], Map="First visit", Name="Aftercare")
            append(book["Touchpoints"], Map="First visit", Title=title, Stage="Aftercare")

        return change

    (journey,) = bakery.maps.values()
    desk.returns("anna", adds("Thank-you card"))
    desk.returns("ben", adds("Call a week later"))
    for path in desk.paths:
        book = openpyxl.load_workbook(path)
        for sheet in (book["Stages"], book["Touchpoints"]):
            put(sheet, "First visit", "Map", journey.name)
        book.save(path)
    after = applied(bakery, desk.together(bakery))
    (stage,) = [item for item in after.stages.values() if item.name == "Aftercare"]
    cards = [item for item in after.touchpoints.values() if item.stage == stage.id]
    assert {item.title for item in cards} == {"Thank-you card", "Call a week later"}
    assert len({item.rank for item in cards}) == 2
    assert rules.check(after) == []


def test_two_equal_new_rows_of_one_person_stay_two(desk: Desk, bakery: Document) -> None:
    def adds(book: Book) -> None:
        for _ in range(2):
            append(book["Channels"], Name="Tram advertisement", Family="Paid")

    desk.returns("anna", adds)
    desk.returns("ben", adds)
    added = desk.together(bakery).suggestions
    assert [item.who for item in added] == [("anna.xlsx", "ben.xlsx")] * 2
    assert all(isinstance(item.change, Added) for item in added)


def test_changes_that_are_unsound_together_are_rivals(desk: Desk, bakery: Document) -> None:
    line = next(iter(bakery.connections.values()))
    other = next(
        it.title for it in bakery.touchpoints.values() if it.id not in (line.source, line.target)
    )
    start = bakery.touchpoints[line.source].title
    row = [it.id for it in bakery.connections.values()].index(line.id)
    assert row == 0

    def end(header: str) -> Callable[[Book], object]:
        def change(book: Book) -> None:
            sheet = book["Connections"]
            at = next(cells[0].row for cells in sheet.iter_rows() if cells[0].value == line.id)
            column = next(cell.column for cell in sheet[1] if cell.value == header)
            sheet.cell(at, column).value = other

        return change

    assert start != other
    desk.returns("anna", end("From"))
    desk.returns("ben", end("To"))
    proposal = desk.together(bakery)
    assert [item.rivals for item in proposal.suggestions] == [(1,), (0,)]


def test_what_cannot_be_read_is_named_and_the_others_count(
    desk: Desk, bakery: Document, tmp_path: Path
) -> None:
    desk.returns("anna", sets("Touchpoints", PAGE, "Importance", 8))
    desk.returns("ben", sets("Touchpoints", PAGE, "Importance", "very"))
    desk.paths.append(tmp_path / "chris.xlsx")
    proposal = desk.together(bakery)
    assert len(proposal.suggestions) == 1
    told = sentences(proposal.unread)
    assert any("chris.xlsx" in sentence for sentence in told)
    assert any(sentence.startswith("ben.xlsx · Touchpoints!") for sentence in told)


def test_where_no_workbook_can_be_read_it_is_refused(bakery: Document, tmp_path: Path) -> None:
    with pytest.raises(ExchangeError):
        read_proposals(bakery, [tmp_path / "a.xlsx", tmp_path / "b.xlsx"])


def test_one_file_given_twice_counts_once(exchange: Exchange, desk: Desk, bakery: Document) -> None:
    del exchange
    desk.returns("anna", sets("Touchpoints", PAGE, "Importance", 8))
    desk.paths *= 2
    (suggestion,) = desk.together(bakery).suggestions
    assert suggestion.who == ()


def test_files_of_one_name_are_told_apart_by_their_folders(
    tmp_path: Path, bakery_bytes: bytes, bakery: Document
) -> None:
    paths = []
    for folder, score in (("monday", 8), ("friday", 2)):
        (tmp_path / folder).mkdir()
        desk = Desk(tmp_path / folder, bakery_bytes)
        desk.returns("book", sets("Touchpoints", PAGE, "Importance", score))
        paths += desk.paths
    who = [item.who for item in read_proposals(bakery, paths).suggestions]
    assert who == [(str(Path("monday/book.xlsx")),), (str(Path("friday/book.xlsx")),)]
