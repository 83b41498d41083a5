"""The page of ratings: the ranked list, who says what beside it, and taking scores."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QTextBrowser

from tests.model.shop import SHOP
from workbench.drawing import tokens
from workbench.model.commands import ratings
from workbench.model.document import Document
from workbench.model.entities import Participant
from workbench.ui.bridge import Bridge
from workbench.ui.panels import ratings_rows as rows
from workbench.ui.panels.analysis_dock import AnalysisDock
from workbench.ui.panels.ratings import RatingsPanel
from workbench.ui.panels.ratings_table import OpinionTable
from workbench.ui.pills import PILLS
from workbench.ui.theme import Theme

LEFT = Qt.MouseButton.LeftButton
DAY = datetime.date(2026, 3, 2)


def rated() -> Document:
    """Baker (7, on the price page before), Ann and <Ben>.

    By hand: the counter’s satisfaction 1 and 9, spread 8; the flyer’s feeling −1 and 0, spread
    1, which is 2.25 points; the price page’s importance 7, 8 and 8, spread 1.
    """
    document = SHOP
    for name, who in (("pa2", "Ann"), ("pa3", "<Ben>")):
        person = Participant(id=name, name=who)
        document = document.apply(ratings.add_participant(document, person))
    for touchpoint, who, values in (
        ("tp3", "pa2", {"satisfaction": 1.0, "remark": "Queue & no < sign"}),
        ("tp3", "pa3", {"satisfaction": 9.0}),
        ("tp1", "pa2", {"feeling": -1.0}),
        ("tp1", "pa3", {"feeling": 0.0, "date": DAY}),
        ("tp2", "pa2", {"importance": 8.0}),
        ("tp2", "pa3", {"importance": 8.0}),
    ):
        document = document.apply(ratings.rate(document, touchpoint, who, **values))
    return document


@pytest.fixture
def bridge(qapp) -> Bridge:
    del qapp
    return Bridge(rated())


@pytest.fixture
def panel(qapp, qtbot, bridge):
    panel = RatingsPanel(bridge, Theme(qapp, "light"))
    dock = AnalysisDock()
    qtbot.addWidget(dock)
    dock.add_page("ratings.tab", panel, panel.counted, panel.corner)
    dock.resize(1500, 300)
    dock.show()
    qtbot.waitExposed(dock)
    panel.refresh()
    yield panel
    qapp.setStyleSheet("")


def table(panel: RatingsPanel) -> OpinionTable:
    return panel.findChild(OpinionTable)


def listed(panel: RatingsPanel) -> list[tuple[str, str, str]]:
    model = table(panel).model()
    return [
        (
            model.index(row, rows.TOUCHPOINT).data(),
            model.index(row, rows.QUESTION).data(),
            model.index(row, rows.SPREAD).data(PILLS)[0].text,
        )
        for row in range(model.rowCount())
    ]


def place(panel: RatingsPanel, row: int):
    view = table(panel)
    return view.visualRect(view.model().index(row, rows.TOUCHPOINT)).center()


def people(panel: RatingsPanel) -> str:
    return panel.findChild(QTextBrowser).toPlainText().replace("\u00a0", " ")


def test_the_widest_spread_comes_first(panel):
    assert listed(panel) == [
        ("Counter", "Satisfaction", "8"),
        ("Flyer", "Feeling", "1"),
        ("Price page", "Importance", "1"),
    ]
    model = table(panel).model()
    assert [model.index(row, rows.MEDIAN).data() for row in range(3)] == ["5", "−0.5", "8"]
    assert [model.index(row, rows.COUNT).data() for row in range(3)] == ["2 few", "2 few", "3 few"]
    assert model.index(0, rows.SPREAD).data(PILLS)[0].tone == "warn"
    assert model.index(1, rows.SPREAD).data(PILLS)[0].tone == "plain"
    tip = model.index(0, rows.ANSWERS).data(Qt.ItemDataRole.ToolTipRole)
    assert "Ann: 1" in tip
    assert "“Queue & no < sign”" in tip


def test_the_tab_counts_where_opinions_differ(panel, qtbot, bridge):
    with qtbot.waitSignal(panel.counted) as told:
        bridge.run(ratings.rate, "tp1", "pa1", feeling=2.0)
    assert told.args == [2]


def test_participants_are_compared_until_a_row_is_chosen(panel, qtbot):
    assert "Baker rated 1 of 3" in " ".join(people(panel).split())
    assert "<Ben> rated 3 of 3" in " ".join(people(panel).split())
    qtbot.mouseClick(table(panel).viewport(), LEFT, pos=place(panel, 0))
    said = people(panel)
    assert "Queue & no < sign" in said
    assert "Sat. 9" in said
    assert "Baker" not in said
    back = next(it for it in panel.findChildren(QPushButton) if it.text() == "Everyone")
    qtbot.mouseClick(back, LEFT)
    assert "rated 1 of 3" in people(panel)


def test_double_click_and_enter_go_to_the_card(panel, qtbot, bridge):
    view = table(panel)
    qtbot.mouseClick(view.viewport(), LEFT, pos=place(panel, 0))
    with qtbot.waitSignal(bridge.reveal_requested) as told:
        qtbot.mouseDClick(view.viewport(), LEFT, pos=place(panel, 0))
    assert told.args == ["touchpoints", "tp3"]
    assert bridge.selection == (("touchpoints", "tp3"),)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(bridge.reveal_requested) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == ["touchpoints", "tp1"]


def test_the_row_follows_the_card_that_is_selected(panel, bridge):
    bridge.select([("touchpoints", "tp2")])
    assert table(panel).touchpoint() == "tp2"
    assert "Imp. 7" in people(panel)


def test_one_question_only(panel):
    combo = panel.corner.findChild(QComboBox)
    combo.setCurrentIndex(combo.findText("Importance"))
    assert [question for _, question, _ in listed(panel)] == ["Importance"]
    combo.setCurrentIndex(0)
    assert len(listed(panel)) == 3


def test_taking_the_medians_is_one_step(panel, bridge):
    before = bridge.document
    panel.take("median")
    cards = bridge.document.touchpoints
    assert cards["tp3"].satisfaction == 5.0
    assert cards["tp1"].feeling == -0.5
    assert cards["tp2"].importance == 8.0
    assert (cards["tp1"].evidence, cards["tp1"].evidence_n) == ("measured", 2)
    assert cards["tp1"].evidence_date == DAY
    assert bridge.undo_stack.undoText() == "Take the ratings of 3 touchpoints"
    bridge.undo()
    assert bridge.document == before


def test_the_menu_takes_the_scores_of_the_chosen_row_alone(panel, qtbot, bridge):
    qtbot.mouseClick(table(panel).viewport(), LEFT, pos=place(panel, 0))
    take = next(it for it in panel.corner.findChildren(QPushButton) if it.menu())
    take.menu().aboutToShow.emit()
    offers = {it.text(): it for it in take.menu().actions() if it.text()}
    assert list(offers) == [
        "Take the medians",
        "Take the means",
        "Take the medians of “Counter” only",
    ]
    offers["Take the medians of “Counter” only"].trigger()
    assert bridge.document.touchpoints["tp3"].satisfaction == 5.0
    assert bridge.document.touchpoints["tp2"].importance is None


def test_the_chosen_row_stays_while_others_change(panel, qtbot, bridge):
    qtbot.mouseClick(table(panel).viewport(), LEFT, pos=place(panel, 2))
    bridge.run(ratings.rate, "tp1", "pa1", feeling=2.0, importance=1.0)
    assert table(panel).current() == ("tp2", "importance")


def test_without_ratings_the_next_step_is_named(panel, qtbot, bridge):
    bridge.show_map("ma2")
    buttons = [it for it in panel.findChildren(QPushButton) if it.isVisible()]
    assert [it.text() for it in buttons] == ["Rating sheets…", "Merge rating sheets…"]
    with qtbot.waitSignal(panel.sheets_requested):
        qtbot.mouseClick(buttons[0], LEFT)
    with qtbot.waitSignal(panel.merge_requested):
        qtbot.mouseClick(buttons[1], LEFT)


def test_a_narrow_page_keeps_its_list(panel, qtbot):
    dock = panel.window()
    dock.resize(600, 300)
    qtbot.waitUntil(lambda: not panel.findChild(QTextBrowser).isVisible())
    view = table(panel)
    assert view.columnWidth(rows.TOUCHPOINT) >= 80
    assert not view.isColumnHidden(rows.SPREAD)
    assert view.isColumnHidden(rows.STAGE)


def test_answers_are_drawn_where_they_lie(panel, qtbot):
    """The counter’s 1 and 9 of 1 to 10: dots at the line’s start and at 8/9 of it."""
    qtbot.wait(20)
    view = table(panel)
    rect = view.visualRect(view.model().index(0, rows.ANSWERS))
    image = view.viewport().grab().toImage()
    ratio = image.devicePixelRatio()
    accent = tokens.palette("light").accent
    left, width = rect.left() + 14, rect.width() - 28

    def colour(x: float) -> str:
        at = (round(x * ratio), round(rect.center().y() * ratio))
        return image.pixelColor(*at).name()

    assert colour(left) == accent.lower()
    assert colour(left + width * 8 / 9) == accent.lower()
    assert colour(left + width * 2 / 9) != accent.lower()


def test_remarks_of_a_card_without_answers_are_read_by_selecting_it(panel, qtbot, bridge):
    bridge.run(ratings.rate, "tp1", "pa2", feeling=None, remark="Never saw one")
    bridge.run(ratings.rate, "tp1", "pa3", feeling=None)
    assert all(title != "Flyer" for title, _, _ in listed(panel))
    bridge.select([("touchpoints", "tp1")])
    assert "Never saw one" in people(panel)
    back = next(it for it in panel.findChildren(QPushButton) if it.text() == "Everyone")
    qtbot.mouseClick(back, LEFT)
    assert "rated" in people(panel)


def test_a_participant_can_be_removed_and_brought_back(panel, bridge):
    before = bridge.document
    remove = next(it for it in panel.findChildren(QPushButton) if it.text() == "Remove")
    offers = {it.text(): it for it in remove.menu().actions()}
    assert list(offers) == ["Baker", "Ann", "<Ben>"]
    offers["Ann"].trigger()
    assert {it.participant for it in bridge.document.ratings.values()} == {"pa1", "pa3"}
    assert "Ann" not in people(panel)
    bridge.undo()
    assert bridge.document == before
