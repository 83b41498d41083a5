"""The import review: tabs, ticks that hang together, conflicts, what comes out."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView

from workbench.model.document import Document
from workbench.model.entities import Lane, Map, Stage, Touchpoint, Workspace
from workbench.model.patch import Added, FieldChange, Label, Removed
from workbench.model.problems import Problem
from workbench.model.proposal import Proposal, Suggestion, select
from workbench.ui.import_review.review import ImportReview
from workbench.ui.import_review.rows import AFTER, BEFORE, FIELD, ITEM, KIND, TICK, WHERE
from workbench.ui.pills import PILLS
from workbench.ui.theme import Theme

PAGE = Touchpoint(id="tp1", map="ma1", stage="st1", lane="la1", title="Price page", satisfaction=3)
PRESS = Touchpoint(id="tp2", map="ma1", stage="st1", lane="la1", title="Local press", rank="W")
NEW_STAGE = Stage(id="st2", map="ma1", name="Return", rank="W")
NEW_CARD = Touchpoint(id="tp3", map="ma1", stage="st2", lane="la1", title="Order form")
LINKED, SATISFACTION, STAGE, CARD, GONE = range(5)


def document() -> Document:
    return Document.of(
        [
            Workspace(id="wk1", name="Bakery"),
            Map(id="ma1", name="Visitors"),
            Stage(id="st1", map="ma1", name="Decision"),
            Lane(id="la1", map="ma1", kind="touchpoints", name="Touchpoints"),
            PAGE,
            PRESS,
        ]
    )


def proposal() -> Proposal:
    def field(name, before, after):
        return FieldChange("touchpoints", "tp1", name, before, after)

    return Proposal(
        (
            Suggestion(
                change=field("stage", "st1", "st2"), source="Touchpoints!E2", needs=(STAGE,)
            ),
            Suggestion(
                change=field("satisfaction", 3.0, 5.0),
                source="Touchpoints!I2",
                ticked=False,
                conflict=True,
                base=2.0,
            ),
            Suggestion(change=Added("stages", NEW_STAGE), source="Stages!A3"),
            Suggestion(
                change=Added("touchpoints", NEW_CARD), source="Touchpoints!A4", needs=(STAGE,)
            ),
            Suggestion(change=Removed("touchpoints", PRESS), source="", ticked=False),
        ),
        (
            Problem.of(
                "cell.number",
                "tp1",
                cell="Touchpoints!H2",
                table="touchpoints",
                field="importance",
                item="Price page",
                got="very",
                kept="9",
                outcome="kept 9",
                low=1,
                high=10,
            ),
        ),
    )


@pytest.fixture(scope="module")
def theme(qapp):
    return Theme(qapp, "light")


@pytest.fixture
def review(theme, qtbot):
    return opened(theme, qtbot, proposal())


def opened(theme, qtbot, given: Proposal) -> ImportReview:
    review = ImportReview(theme, document(), given, "bakery.xlsx")
    qtbot.addWidget(review)
    review.show()
    return review


def click_tick(qtbot, review: ImportReview, row: int) -> None:
    table = review.findChild(QTableView)
    place = table.visualRect(table.model().index(row, TICK)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def click_button(qtbot, review: ImportReview, text: str) -> None:
    (button,) = (item for item in review.findChildren(QPushButton) if item.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def texts(review: ImportReview, column: int) -> list[str]:
    model = review.findChild(QTableView).model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_says_what_there_is_to_review(review):
    labels = [label.text() for label in review.findChildren(QLabel)]
    assert "5 changes to review, 1 value could not be read" in labels
    assert review.windowTitle() == "Import — bakery.xlsx"
    assert texts(review, ITEM) == [
        "Price page",
        "Price page",
        "Return",
        "Order form",
        "Local press",
        "Price page",
    ]
    assert texts(review, FIELD)[SATISFACTION] == "Satisfaction"
    assert (texts(review, BEFORE)[SATISFACTION], texts(review, AFTER)[SATISFACTION]) == ("3", "5")
    assert texts(review, AFTER)[-1] == "“very”"
    assert texts(review, WHERE)[-1].startswith("Touchpoints!H2: a number from 1 to 10")
    assert texts(review, WHERE)[GONE] == "row missing"


def test_removals_and_conflicts_start_unticked(review):
    assert review.accepted() == {LINKED, STAGE, CARD}


def test_unticking_what_others_need_unticks_them(review, qtbot):
    click_tick(qtbot, review, STAGE)
    assert review.accepted() == frozenset()
    click_tick(qtbot, review, CARD)
    assert review.accepted() == {STAGE, CARD}
    click_tick(qtbot, review, CARD)
    assert review.accepted() == {STAGE}


def test_what_could_not_be_read_cannot_be_ticked(review, qtbot):
    before = review.accepted()
    click_tick(qtbot, review, 5)
    assert review.accepted() == before
    click_button(qtbot, review, "Accept all")
    assert review.accepted() == {LINKED, SATISFACTION, STAGE, CARD, GONE}


def test_tabs_filter_and_accept_all_takes_only_what_is_listed(review, qtbot):
    click_button(qtbot, review, "Reject all")
    assert review.accepted() == frozenset()
    click_button(qtbot, review, "Missing 1")
    assert texts(review, ITEM) == ["Local press"]
    click_button(qtbot, review, "Accept all")
    assert review.accepted() == {GONE}
    for tab, count in (("All 6", 6), ("Changed 2", 2), ("New 2", 2), ("Not read 1", 1)):
        click_button(qtbot, review, tab)
        assert len(texts(review, ITEM)) == count


def test_a_conflict_shows_all_three_values(review):
    model = review.findChild(QTableView).model()
    assert model.index(SATISFACTION, KIND).data(PILLS)[0].text == "≠"
    tip = model.index(SATISFACTION, AFTER).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.splitlines()[1:] == [
        "When exported: 2",
        "In the map now: 3",
        "In the workbook: 5",
    ]


def test_space_toggles_the_chosen_rows(review, qtbot):
    table = review.findChild(QTableView)
    table.selectRow(SATISFACTION)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert SATISFACTION in review.accepted()
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert review.accepted() == frozenset()


def test_apply_gives_what_selects_into_the_document(review, qtbot):
    click_button(qtbot, review, "Apply 3 changes")
    assert review.result() == ImportReview.DialogCode.Accepted
    patch = select(document(), proposal(), review.accepted(), Label.of("import", n=3))
    after = document().apply(patch)
    assert after.touchpoints["tp1"].stage == "st2"
    assert after.touchpoints["tp3"].title == "Order form"
    assert "tp2" in after.touchpoints


def test_nothing_ticked_cannot_be_applied(review, qtbot):
    click_button(qtbot, review, "Reject all")
    (apply,) = (item for item in review.findChildren(QPushButton) if "Apply" in item.text())
    assert not apply.isEnabled()
    qtbot.keyClick(review, Qt.Key.Key_Escape)
    assert review.result() == ImportReview.DialogCode.Rejected


def test_five_thousand_rows_stay_fluid(theme, qtbot):
    many = Proposal(
        tuple(
            Suggestion(
                change=FieldChange("touchpoints", "tp1", "title", "Price page", f"Page {number}"),
                source=f"Touchpoints!C{number}",
            )
            for number in range(5_000)
        )
    )
    start = time.perf_counter()
    review = opened(theme, qtbot, many)
    QApplication.processEvents()
    click_tick(qtbot, review, 0)
    click_button(qtbot, review, "Reject all")
    click_button(qtbot, review, "Changed 5,000")
    click_button(qtbot, review, "Accept all")
    table = review.findChild(QTableView)
    table.scrollToBottom()
    QApplication.processEvents()
    assert len(review.accepted()) == 5_000
    # measured 0.2 s; a table that lays out every row takes tens of seconds
    assert time.perf_counter() - start < 5
