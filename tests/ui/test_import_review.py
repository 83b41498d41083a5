"""The import review: tabs, ticks that hang together, conflicts, what comes out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTableView

from tests.helpers.calls import calls
from workbench.model.document import Document
from workbench.model.entities import Lane, Map, Stage, Touchpoint, Workspace
from workbench.model.patch import Added, FieldChange, Label, Removed
from workbench.model.problems import Problem
from workbench.model.proposal import Proposal, Suggestion, select
from workbench.ui.import_review.result_pane import ResultPane
from workbench.ui.import_review.review import ImportReview
from workbench.ui.import_review.rows import AFTER, BASE, BEFORE, FIELD, ITEM, KIND, TICK, WHERE
from workbench.ui.map_preview import MapPreview
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
    assert model.index(SATISFACTION, KIND).data(PILLS)[0].text == "Conflict"
    tip = model.index(SATISFACTION, AFTER).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.splitlines()[1:] == [
        "When exported: 2",
        "In the map now: 3",
        "In the workbook: 5",
    ]


def test_what_the_field_was_when_exported_has_a_column_of_its_own(review, theme, qtbot):
    table = review.findChild(QTableView)
    assert not table.isColumnHidden(BASE)
    assert texts(review, BASE)[SATISFACTION] == "2"
    assert texts(review, BASE)[STAGE] == ""
    (change,) = (item for item in proposal().suggestions if item.kind == "removed")
    other = opened(theme, qtbot, Proposal((change,)))
    assert other.findChild(QTableView).isColumnHidden(BASE)


def disputed() -> Proposal:
    """Two files that want one score differently, and a guess that both have."""

    def score(after, who, rival):
        return Suggestion(
            change=FieldChange("touchpoints", "tp1", "satisfaction", 3.0, after),
            source=f"{who} · Touchpoints!I2",
            who=(who,),
            rivals=(rival,),
            ticked=False,
        )

    guess = FieldChange("touchpoints", "tp2", "title", "Local press", "The local paper")
    return Proposal(
        (
            score(5.0, "anna.xlsx", 1),
            score(8.0, "ben.xlsx", 0),
            Suggestion(change=guess, source="anna.xlsx · Touchpoints!D3", guess=86),
        ),
        notices=(Problem.of("workbook.cleaned", n=2, path="anna.xlsx"),),
    )


def test_choosing_what_one_file_wants_unticks_what_the_other_wants(theme, qtbot):
    review = opened(theme, qtbot, disputed())
    assert review.accepted() == {2}
    click_tick(qtbot, review, 0)
    assert review.accepted() == {0, 2}
    click_tick(qtbot, review, 1)
    assert review.accepted() == {1, 2}
    click_button(qtbot, review, "Accept all")
    assert review.accepted() == {1, 2}
    click_button(qtbot, review, "Reject all")
    click_button(qtbot, review, "Accept all")
    assert review.accepted() == {2}


def test_a_dispute_says_who_wants_what(theme, qtbot):
    review = opened(theme, qtbot, disputed())
    model = review.findChild(QTableView).model()
    assert model.index(1, KIND).data(PILLS)[0].text == "Conflict"
    tip = model.index(1, AFTER).data(Qt.ItemDataRole.ToolTipRole)
    assert {"In the map now: 3", "anna.xlsx: 5", "ben.xlsx: 8"} <= set(tip.splitlines())
    click_button(qtbot, review, "Conflicts 2")
    assert texts(review, AFTER) == ["5", "8"]


def test_guesses_are_marked_and_have_a_tab(theme, qtbot):
    review = opened(theme, qtbot, disputed())
    model = review.findChild(QTableView).model()
    assert [pill.text for pill in model.index(2, KIND).data(PILLS)] == ["Changed", "86 %"]
    assert "86 % sure" in model.index(2, KIND).data(Qt.ItemDataRole.ToolTipRole)
    click_button(qtbot, review, "Guesses 1")
    assert texts(review, AFTER) == ["The local paper"]


def test_what_was_cleaned_is_said_and_is_no_failure(theme, qtbot):
    review = opened(theme, qtbot, disputed())
    assert "3 changes to review" in [label.text() for label in review.findChildren(QLabel)]
    click_button(qtbot, review, "Good to know 1")
    (told,) = texts(review, WHERE)
    assert told.startswith("In 2 cells of “anna.xlsx”, characters that no text can hold")


def test_words_are_looked_for_in_every_column(review, qtbot):
    field = review.findChild(QLineEdit)
    qtbot.keyClick(review, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert field.hasFocus()
    qtbot.keyClicks(field, "PAGE satisf")
    assert texts(review, FIELD) == ["Satisfaction"]
    click_button(qtbot, review, "New 2")
    assert texts(review, FIELD) == []
    (told,) = (it for it in review.findChildren(QLabel) if it.text().startswith("No change has"))
    assert told.isVisible()
    field.clear()
    assert texts(review, ITEM) == ["Return", "Order form"]
    assert not told.isVisible()


def result_of(review: ImportReview):
    pane = review.findChild(ResultPane)
    return pane.result, pane.result.marks.get("ma1")


def test_the_map_below_shows_what_is_ticked(review, qtbot):
    after, marks = result_of(review)
    assert after.document.touchpoints["tp1"].stage == "st2"
    assert {card: own.marks for card, own in marks.marks.items()} == {
        "tp1": ("moved",),
        "tp3": ("added",),
    }
    click_tick(qtbot, review, SATISFACTION)
    click_tick(qtbot, review, GONE)
    qtbot.waitUntil(lambda: result_of(review)[0] is not after)
    after, marks = result_of(review)
    assert after.document.touchpoints["tp1"].satisfaction == 5
    assert marks.marks["tp1"].marks == ("moved", "changed")
    assert set(marks.ghosts) == {"tp2"}
    assert "tp2" in after.document.touchpoints
    click_button(qtbot, review, "Reject all")
    qtbot.waitUntil(lambda: result_of(review)[1] is None)
    assert result_of(review)[0].document.touchpoints["tp1"] == PAGE


def test_a_card_on_the_map_and_its_row_find_each_other(review, qtbot):
    preview = review.findChild(MapPreview)
    table = review.findChild(QTableView)
    table.selectRow(CARD)
    assert preview.selection == (("touchpoints", "tp3"),)
    box = preview.scene().board.layout.boxes["tp1"].rect
    at = preview.mapFromScene(box.x + 20, box.y + 8)
    qtbot.mouseClick(preview.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [LINKED]


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
    all_ticked_and_none(theme, qtbot, 50)
    # 190 for each row; a table that lays out every row takes several times as many
    assert calls(lambda: all_ticked_and_none(theme, qtbot, 5_000)) < 400 * 5_000


def all_ticked_and_none(theme: Theme, qtbot, rows: int) -> None:
    many = Proposal(
        tuple(
            Suggestion(
                change=FieldChange("touchpoints", "tp1", "title", "Price page", f"Page {number}"),
                source=f"Touchpoints!C{number}",
            )
            for number in range(rows)
        )
    )
    review = opened(theme, qtbot, many)
    QApplication.processEvents()
    click_tick(qtbot, review, 0)
    click_button(qtbot, review, "Reject all")
    click_button(qtbot, review, f"Changed {rows:,}")
    click_button(qtbot, review, "Accept all")
    table = review.findChild(QTableView)
    table.scrollToBottom()
    QApplication.processEvents()
    assert len(review.accepted()) == rows


def test_what_is_long_has_the_room_that_is_left(theme, qtbot):
    said = "Looks for the prices and the opening hours before setting out"
    change = FieldChange("touchpoints", "tp1", "does", "", said)
    given = Proposal((Suggestion(change=change, source="Touchpoints!F2"),), ())
    review = ImportReview(theme, document(), given, "bakery.xlsx")
    qtbot.addWidget(review)
    review.resize(1240, 900)
    review.show()
    table = review.findChild(QTableView)
    index = table.model().index(0, AFTER)
    needed = QFontMetrics(index.data(Qt.ItemDataRole.FontRole)).horizontalAdvance(said)
    assert table.columnWidth(AFTER) > needed
    end = table.columnViewportPosition(WHERE) + table.sizeHintForColumn(WHERE)
    assert end <= table.viewport().width()


def test_the_kind_of_a_change_is_said_in_words(review):
    model = review.findChild(QTableView).model()
    kinds = [model.index(row, KIND).data(PILLS)[0].text for row in range(model.rowCount())]
    assert kinds == ["Changed", "Conflict", "New", "New", "Missing", "Not read"]
    metrics = QFontMetrics(review.findChild(QTableView).font())
    room = review.findChild(QTableView).columnWidth(KIND)
    assert room > max(metrics.horizontalAdvance(kind) for kind in kinds)


def test_in_a_narrow_window_every_column_is_seen(theme, qtbot):
    said = "Looks for the prices and the opening hours before setting out"
    contested = FieldChange("touchpoints", "tp1", "does", said * 2, said)
    title = FieldChange("touchpoints", "tp1", "title", PAGE.title, said)
    given = Proposal(
        (
            Suggestion(change=contested, source="Visitors", conflict=True, base=said * 3),
            Suggestion(change=title, source="Visitors"),
        ),
        (),
    )
    review = ImportReview(theme, document(), given, "bakery.journey", side="theirs")
    qtbot.addWidget(review)
    review.resize(900, 700)
    review.show()
    table = review.findChild(QTableView)
    assert not table.isColumnHidden(BASE)
    end = table.columnViewportPosition(WHERE) + table.sizeHintForColumn(WHERE)
    assert end <= table.viewport().width()
    assert table.horizontalScrollBar().maximum() == 0
