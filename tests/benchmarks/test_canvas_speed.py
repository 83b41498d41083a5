"""The canvas with 1,000 touchpoints against a bare scene of as many rectangles and texts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
)

from tests.helpers.big_map import big_map
from tests.helpers.canvas import LEFT, NO_KEYS, middle_of
from tests.helpers.stopwatch import ratio
from workbench.model.commands import cards, edit
from workbench.model.document import Document
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.view import MapView
from workbench.ui.theme import Theme

_SIZE = (1000, 640)
_TOUCHPOINTS = 1000


class BareView(QGraphicsView):
    """Qt as it comes: a rectangle and three texts for each card, and nothing else."""

    def __init__(self, like: MapView) -> None:
        super().__init__()
        self.like = like
        self.fill()
        self.resize(*_SIZE)

    def fill(self) -> None:
        self._drawn = QGraphicsScene()
        for box in self.like.board.layout.boxes.values():
            card = self._drawn.addRect(0, 0, box.rect.width, box.rect.height)
            card.setPos(box.rect.x, box.rect.y)
            for row, text in enumerate((" ".join(box.lines), "9 · 3", "15")):
                QGraphicsSimpleTextItem(text, card).setPos(30, 6 + 16 * row)
        self.setScene(self._drawn)

    def frame(self, _run: int) -> None:
        """Paint all that is seen, once."""
        self.viewport().update()
        paint()


@pytest.fixture(scope="module")
def document() -> Document:
    return big_map(_TOUCHPOINTS)


@pytest.fixture
def view(qapp: QApplication, qtbot, document: Document) -> Iterator[MapView]:
    made = MapView(Bridge(document), Theme(qapp, "light"))
    qtbot.addWidget(made)
    made.resize(*_SIZE)
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


def paint() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


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

    assert ratio(drag, bare.frame, runs=25) < 3
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

    assert ratio(move, bare.frame, runs=7) < 50
