"""Workbooks whose ids are gone or wrong: rows are known by what is in them, and it is said."""

from __future__ import annotations

from typing import Any

import openpyxl
import pytest

from tests.exchange.books import Exchange, append, column, put, row_of, sentences
from workbench.exchange.columns import SHEET_TABLES, sheet_title
from workbench.model import rules
from workbench.model.document import Document
from workbench.model.patch import Added, FieldChange, Label, Removed
from workbench.model.proposal import select

Book = openpyxl.Workbook


def without_ids(book: Book) -> None:
    """Delete the hidden columns of every sheet, as somebody does who finds them odd."""
    for table in SHEET_TABLES:
        sheet = book[sheet_title(table)]
        for header in ("Map id", "Id"):
            if header in [cell.value for cell in sheet[1]]:
                sheet.delete_cols(column(sheet, header))


def values_of(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def refill(sheet: Any, rows: list[list[Any]]) -> None:
    sheet.delete_rows(1, sheet.max_row)
    for number, row in enumerate(rows, start=1):
        for at, value in enumerate(row, start=1):
            sheet.cell(number, at).value = value


def test_without_any_ids_nothing_edited_suggests_nothing(
    bakery_book: Exchange, bakery: Document
) -> None:
    proposal = bakery_book.back(bakery, without_ids)
    assert (proposal.suggestions, proposal.unread) == ((), ())
    filled = [it for it in SHEET_TABLES if bakery.table(it)]
    assert len(proposal.notices) == len(filled)
    assert sentences(proposal.notices)[0].startswith("The rows of “Maps” came without ids")


def test_without_ids_sorted_renamed_columns_and_added_sheets_still_suggest_nothing(
    bakery_book: Exchange, bakery: Document
) -> None:
    def change(book: Book) -> None:
        without_ids(book)
        for table in ("touchpoints", "needs", "stages", "connections"):
            sheet = book[sheet_title(table)]
            header, *rows = values_of(sheet)
            rows.sort(key=lambda row: str(row[1])[::-1])
            refill(sheet, [header, *rows])
        sheet = book["Touchpoints"]
        sheet.cell(1, column(sheet, "Owner")).value = "Who looks after it"
        sheet.cell(1, column(sheet, "Title")).value = "What it is"
        book.create_sheet("Our remarks")["A1"] = "Looked through on Monday"

    proposal = bakery_book.back(bakery, change)
    assert (proposal.suggestions, proposal.unread) == ((), ())


def test_an_edit_without_ids_is_a_guess_that_says_how_sure(
    bakery_book: Exchange, bakery: Document
) -> None:
    def change(book: Book) -> None:
        without_ids(book)
        put(book["Touchpoints"], "Price & hours page", "Importance", 8)

    (suggestion,) = bakery_book.back(bakery, change).suggestions
    before = bakery.touchpoints["tpPR1CEPAGE000"]
    assert suggestion.change == FieldChange(
        "touchpoints", before.id, "importance", before.importance, 8
    )
    assert suggestion.guess is not None
    assert 80 <= suggestion.guess <= 99
    assert suggestion.ticked


def test_a_renamed_row_without_ids_is_known_by_its_other_cells(
    bakery_book: Exchange, bakery: Document
) -> None:
    def change(book: Book) -> None:
        without_ids(book)
        put(book["Touchpoints"], "Price & hours page", "Title", "What it costs, when we bake")

    (suggestion,) = bakery_book.back(bakery, change).suggestions
    assert isinstance(suggestion.change, FieldChange)
    assert suggestion.change.id == "tpPR1CEPAGE000"
    assert suggestion.change.after == "What it costs, when we bake"
    assert suggestion.guess is not None
    assert 60 <= suggestion.guess < 100


def test_new_and_missing_rows_are_told_apart_without_ids(
    bakery_book: Exchange, bakery: Document
) -> None:
    def change(book: Book) -> None:
        without_ids(book)
        sheet = book["Channels"]
        sheet.delete_rows(row_of(sheet, "Online review"))
        append(sheet, Name="Tram advertisement", Family="Paid")

    added, removed = bakery_book.back(bakery, change).suggestions
    assert isinstance(added.change, Added)
    assert added.change.entity.name == "Tram advertisement"  # type: ignore[attr-defined]
    assert isinstance(removed.change, Removed)
    assert removed.change.entity.name == "Online review"  # type: ignore[attr-defined]
    assert not removed.ticked


def test_a_row_typed_again_without_its_id_is_the_same_row(
    bakery_book: Exchange, bakery: Document
) -> None:
    def change(book: Book) -> None:
        sheet = book["Needs"]
        at = row_of(sheet, "Pay by card")
        retyped = [cell.value for cell in sheet[at]]
        sheet.delete_rows(at)
        sheet.append([None, *retyped[1:]])
        put(sheet, "Pay by card", "Importance", 10)

    (suggestion,) = bakery_book.back(bakery, change).suggestions
    assert isinstance(suggestion.change, FieldChange)
    assert (suggestion.change.id, suggestion.change.after) == ("nePAYBYCARD000", 10)
    assert suggestion.guess is not None


@pytest.mark.parametrize("paste", ["shifted", "all alike", "nonsense"])
def test_ids_that_were_pasted_over_are_not_believed(
    bakery_book: Exchange, bakery: Document, paste: str
) -> None:
    def change(book: Book) -> None:
        sheet = book["Touchpoints"]
        last = sheet.max_row
        ids = [sheet.cell(at, 1).value for at in range(2, last + 1)]
        replaced = {
            "shifted": [*ids[1:], ids[0]],
            "all alike": [ids[0]] * len(ids),
            "nonsense": list(range(1, len(ids) + 1)),
        }[paste]
        for at, value in enumerate(replaced, start=2):
            sheet.cell(at, 1).value = value

    proposal = bakery_book.back(bakery, change)
    assert (proposal.suggestions, proposal.unread) == ((), ())


def test_two_rows_that_changed_places_keep_what_their_ids_say(
    bakery_book: Exchange, bakery: Document
) -> None:
    def change(book: Book) -> None:
        sheet = book["Stages"]
        first, second = (row_of(sheet, name) for name in ("Awareness", "Consideration"))
        name = column(sheet, "Name")
        sheet.cell(first, name).value = "Consideration"
        sheet.cell(second, name).value = "Awareness"

    changes = [item.change for item in bakery_book.back(bakery, change).suggestions]
    assert all(isinstance(it, FieldChange) and it.field == "name" for it in changes)
    assert len(changes) == 2


def test_a_renamed_column_of_ids_is_known_by_the_ids_in_it(
    bakery_book: Exchange, bakery: Document
) -> None:
    def change(book: Book) -> None:
        sheet = book["Touchpoints"]
        sheet.cell(1, 1).value = "Do not touch"
        put(sheet, "Price & hours page", "Importance", 8)

    proposal = bakery_book.back(bakery, change)
    (suggestion,) = proposal.suggestions
    assert suggestion.guess is None
    assert proposal.notices == ()


def test_filtered_rows_and_pasted_results_are_read_as_ever(
    bakery_book: Exchange, bakery: Document
) -> None:
    def change(book: Book) -> None:
        sheet = book["Touchpoints"]
        for number in range(4, 12):
            sheet.row_dimensions[number].hidden = True
        score = column(sheet, "Opportunity")
        for number in range(2, sheet.max_row + 1):
            sheet.cell(number, score).value = 99
        put(sheet, "Price & hours page", "Importance", 8)

    (suggestion,) = bakery_book.back(bakery, change).suggestions
    assert isinstance(suggestion.change, FieldChange)
    assert suggestion.change.field == "importance"


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_guessed_can_be_applied(
    bakery_book: Exchange, bakery: Document, seed: int
) -> None:
    import random

    def change(book: Book) -> None:
        chance = random.Random(seed)
        without_ids(book)
        for table in SHEET_TABLES:
            sheet = book[sheet_title(table)]
            header, *rows = values_of(sheet)
            chance.shuffle(rows)
            kept = rows[: max(1, len(rows) - 2)]
            for row in chance.sample(kept, min(2, len(kept))):
                at = chance.randrange(1, len(row))
                row[at] = chance.choice([row[at], "Something else", None, 3])
            refill(sheet, [header, *kept, *kept[:1]])

    proposal = bakery_book.back(bakery, change)
    everything = range(len(proposal.suggestions))
    assert len(everything) > 10
    patch = select(bakery, proposal, everything, Label.of("import", n=len(everything)))
    assert rules.check(bakery.apply(patch)) == []


def _with_a_form(book: Book) -> None:
    append(
        book["Touchpoints"],
        Map="First-time visitors",
        Title="Order ahead form",
        Stage="Decision",
        Status="planned",
        Satisfaction=4,
    )
    append(book["Connections"], From="Order ahead form", To="Counter service")


def _imported(document: Document, back: Any) -> Document:
    chosen = range(len(back.suggestions))
    return document.apply(select(document, back, chosen, Label("import.apply", ())))


def test_a_workbook_imported_twice_adds_its_new_rows_once(
    bakery_book: Exchange, bakery: Document
) -> None:
    first = bakery_book.back(bakery, _with_a_form)
    assert [type(item.change) for item in first.suggestions] == [Added, Added]
    after = _imported(bakery, first)
    again = bakery_book.back(after)
    assert (again.suggestions, again.unread) == ((), ())


def test_of_two_equal_new_rows_the_second_stays_new(
    bakery_book: Exchange, bakery: Document
) -> None:
    def change(book: Book) -> None:
        append(book["Channels"], Name="Tram advertisement", Family="Paid")

    after = _imported(bakery, bakery_book.back(bakery, change))
    assert bakery_book.back(after).suggestions == ()
    (second,) = bakery_book.back(after, change).suggestions
    assert isinstance(second.change, Added)


def test_a_new_row_that_says_something_else_by_now_stays_new(
    bakery_book: Exchange, bakery: Document
) -> None:
    after = _imported(bakery, bakery_book.back(bakery, _with_a_form))
    (other,) = bakery_book.back(
        after, lambda book: put(book["Touchpoints"], "Order ahead form", "Stage", "Purchase")
    ).suggestions
    assert isinstance(other.change, Added)


def test_a_new_row_and_an_unlike_missing_one_are_no_guess(
    bakery_book: Exchange, bakery: Document
) -> None:
    def change(book: Book) -> None:
        _with_a_form(book)
        sheet = book["Touchpoints"]
        sheet.delete_rows(row_of(sheet, "Photo shared online"))

    suggestions = bakery_book.back(bakery, change).suggestions
    cards = [item for item in suggestions if item.change.table == "touchpoints"]
    assert [type(item.change) for item in cards] == [Added, Removed]
    assert [item.guess for item in cards] == [None, None]
