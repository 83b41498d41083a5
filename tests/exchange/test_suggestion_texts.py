"""What a reviewer reads about each kind of suggestion."""

from __future__ import annotations

import openpyxl

from tests.exchange.books import Exchange, append, column, put, row_of
from workbench.model.document import Document
from workbench.words.suggestion_texts import SuggestionText, suggestion_text, value_text


def test_each_kind_of_change_in_words(bakery_book: Exchange, bakery: Document) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["Touchpoints"]
        put(sheet, "Price & hours page", "Satisfaction", 5.5)
        put(sheet, "Price & hours page", "Channel", None)
        put(sheet, "Price & hours page", "Moment of truth", "No")
        put(sheet, "Thank-you email", "Stage", "Advocacy")
        append(
            sheet, Title="Order ahead form", Stage="Decision", Channel="Website page",
            Status="Planned",
        )  # fmt: skip
        sheet.delete_rows(row_of(sheet, "Photo shared online"))
        sheet = book["Connections"]
        sheet.delete_rows(row_of(sheet, "coADMAP0000000"))
        put(book["Practices"], "prASKFEEDBACK0", "State", "In place")

    told = [suggestion_text(bakery, it) for it in bakery_book.back(bakery, change).suggestions]
    assert told == [
        SuggestionText("Price & hours page", "Channel", "Website page", ""),
        SuggestionText("Price & hours page", "Satisfaction", "3", "5.5"),
        SuggestionText("Price & hours page", "Moment of truth", "Yes", "No"),
        SuggestionText("Thank-you email", "Stage", "Retention", "Advocacy"),
        SuggestionText(
            "Order ahead form", "new touchpoint in Decision", "", "Website page · Planned"
        ),
        SuggestionText(
            "Photo shared online", "removed touchpoint of Advocacy", "Social mention · In place", ""
        ),
        SuggestionText(
            "Search ad → Map listing", "removed connection", "10 · taps “Directions”", ""
        ),
        SuggestionText("Ask feedback", "State", "Planned", "In place"),
    ]


def test_newcomers_are_called_new(bakery_book: Exchange, bakery: Document) -> None:
    def change(book: openpyxl.Workbook) -> None:
        append(book["Stages"], Name="Dreaming")
        put(book["Touchpoints"], "Word of mouth", "Stage", "Dreaming")

    _, moved = bakery_book.back(bakery, change).suggestions
    assert suggestion_text(bakery, moved) == SuggestionText(
        "Word of mouth", "Stage", "Awareness", "a new stage"
    )


def test_lists_and_messages_in_words(bakery: Document) -> None:
    trigger = bakery.triggers["trPR1CETW1CE00"]
    text = value_text(bakery, "triggers", "messages", trigger.messages)
    assert text.startswith("First-time local: Saturday’s loaves")
    needs = ("nePAYBYCARD000", "ne0RDERAHEAD00")
    assert value_text(bakery, "touchpoints", "needs", needs) == "Pay by card, Order ahead"
    drivers = ("trust", "experience")
    assert value_text(bakery, "touchpoints", "drivers", drivers) == "Trust, Personal experience"
    assert value_text(bakery, "touchpoints", "importance", None) == ""


def test_a_problem_names_the_item_and_what_is_kept(bakery_book: Exchange, bakery: Document) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book["Touchpoints"]
        sheet.cell(row_of(sheet, "Counter service"), column(sheet, "Importance")).value = "very"

    (problem,) = bakery_book.back(bakery, change).unread
    given = dict(problem.parameters)
    assert (given["item"], given["got"], given["kept"]) == ("Counter service", "very", "9")
    assert problem.ids == ("tpC0VNTER00000",)
