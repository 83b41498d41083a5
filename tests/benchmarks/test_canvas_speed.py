"""The canvas with 1,000 touchpoints against a bare scene of as many rectangles and texts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
)

from tests.benchmarks.bare_view import SIZE, BareView, paint
from tests.helpers.big_map import big_map
from tests.helpers.canvas import LEFT, NO_KEYS, middle_of
from tests.helpers.stopwatch import ratio
from workbench.model.commands import cards, edit
from workbench.model.document import Document
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.view import MapView
from workbench.ui.theme import Theme

_TOUCHPOINTS = 1000


@pytest.fixture(scope="module")
def document() -> Document:
    return big_map(_TOUCHPOINTS)


@pytest.fixture
def view(qapp: QApplication, qtbot, document: Document) -> Iterator[MapView]:
    made = MapView(Bridge(document), Theme(qapp, "light"))
    qtbot.addWidget(made)
    made.resize(*SIZE)
    made.show()
    qtbot.waitExposed(made)
    paint()
    yield made
    qapp.setStyleSheet("")


@pytest.fixture
def bare(view: MapView, qtbot) -> BareView:
    made = BareView(view)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    paint()
    return made


def test_opening_a_map(view: MapView, bare: BareView, document: Document):
    def open_ours(_run: int) -> None:
        view._bridge.load(document)
        paint()

    def open_bare(_run: int) -> None:
        bare.fill()
        paint()

    assert ratio(open_ours, open_bare, runs=5) < 4


def test_a_frame_of_panning(view: MapView, bare: BareView):
    def pan(run: int) -> None:
        view.verticalScrollBar().setValue(200 + 24 * run)
        paint()

    assert ratio(pan, bare.frame, runs=25) < 5


def test_a_move_of_a_drag(view: MapView, bare: BareView):
    start = middle_of(view, "tp-00002")
    QTest.mousePress(view.viewport(), LEFT, NO_KEYS, start)

    def drag(run: int) -> None:
        QTest.mouseMove(view.viewport(), start + QPoint(30 + 7 * run, 20 + 5 * run))
        paint()

    assert ratio(drag, bare.frame, runs=25) < 8
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, NO_KEYS, start)


@pytest.mark.parametrize("field", ["title", "importance"])
def test_one_edit_until_it_is_painted(view: MapView, bare: BareView, field: str):
    def change(run: int) -> None:
        value = f"Title {run}" if field == "title" else float(1 + run % 10)
        view._bridge.run(edit.set_field, "touchpoints", "tp-00002", field, value)
        paint()

    assert ratio(change, bare.frame, runs=15) < 10


def test_moving_a_card_where_every_card_below_moves_along(view: MapView, bare: BareView):
    def move(run: int) -> None:
        view._bridge.run(cards.move, ["tp-00002"], f"st-{run % 3:02}", "la-0", 0)
        paint()

    assert ratio(move, bare.frame, runs=7) < 80
