"""A small map made by hand, and what canvas tests do with a view of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from workbench.model.document import Document
from workbench.model.entities import (
    Channel,
    Connection,
    Lane,
    Map,
    Note,
    Stage,
    Touchpoint,
    Workspace,
)
from workbench.ui.canvas.view import MapView

LEFT = Qt.MouseButton.LeftButton
MIDDLE = Qt.MouseButton.MiddleButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


def small_map() -> Document:
    """Three stages, five lanes, four touchpoints (three in stA), one note, one connection."""
    return Document.of(
        [
            Workspace(id="wk1", name="Shop"),
            Map(id="ma1", name="First visit", rank="1"),
            Map(id="ma2", name="Second visit", rank="2"),
            Channel(id="chWEB", name="Website page", family="owned"),
            Stage(id="stA", map="ma1", rank="1", name="Awareness", reached=1200),
            Stage(id="stB", map="ma1", rank="2", name="Decision", reached=300),
            Stage(id="stC", map="ma1", rank="3", name="Purchase"),
            Stage(id="stZ", map="ma2", rank="1", name="Return"),
            Lane(id="laN", map="ma1", rank="1", kind="notes", name="Pains", note_kind="pain"),
            Lane(id="laT", map="ma1", rank="2", kind="touchpoints", name="Touchpoints"),
            Lane(id="laE", map="ma1", rank="3", kind="experience", name="Experience"),
            Lane(id="laX", map="ma1", rank="4", kind="touchpoints", name="Partners"),
            Lane(id="laR", map="ma1", rank="5", kind="reached", name="Reached"),
            Lane(id="laZ", map="ma2", rank="1", kind="touchpoints", name="Touchpoints"),
            _card("tp1", "stA", "1", "Search ad", feeling=1.0, importance=9.0, satisfaction=3.0),
            _card("tp2", "stA", "2", "Word of mouth"),
            _card("tp3", "stA", "3", "Flyer", status="planned"),
            _card("tp4", "stB", "1", "Price page", feeling=-1.0, channel="chWEB"),
            Note(id="no1", map="ma1", stage="stA", lane="laN", kind="pain", text="Hard to find"),
            Connection(id="co1", source="tp1", target="tp4", share=40.0),
        ]
    )


def _card(identifier: str, stage: str, rank: str, title: str, **values: object) -> Touchpoint:
    return Touchpoint(
        id=identifier, map="ma1", stage=stage, lane="laT", rank=rank, title=title, **values
    )


def on_screen(view: MapView, x: float, y: float) -> QPoint:
    """A point of the map in the viewport."""
    return view.mapFromScene(QPointF(x, y))


def middle_of(view: MapView, card_id: str) -> QPoint:
    """The middle of a card in the viewport."""
    at = view.board.layout.boxes[card_id].rect.middle
    return on_screen(view, at.x, at.y)


def drag(
    widget: QWidget,
    start: QPoint,
    end: QPoint,
    *,
    button: Qt.MouseButton = LEFT,
    keys: Qt.KeyboardModifier = NO_KEYS,
    let_go: bool = True,
) -> None:
    """Press at `start`, move in steps to `end`, and let go there."""
    QTest.mousePress(widget, button, keys, start)
    for step in range(1, 6):
        way = QPoint((end - start).x() * step // 5, (end - start).y() * step // 5)
        QTest.mouseMove(widget, start + way)
    QTest.mouseMove(widget, end)
    if let_go:
        QTest.mouseRelease(widget, button, keys, end)
