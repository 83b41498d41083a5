"""What is kept as pixels looks like what it was painted from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.helpers.big_map import big_map
from workbench.drawing.metrics import metrics_for
from workbench.model.commands import edit
from workbench.model.entities import Touchpoint
from workbench.store.templates import new_workspace
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.view import MapView
from workbench.ui.render.card import paint_card
from workbench.ui.render.looks import TouchpointLook
from workbench.ui.render.style import colour, screen_style
from workbench.ui.theme import Theme


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Iterator[MapView]:
    shown = MapView(Bridge(new_workspace("sample", "corner-bakery")), Theme(qapp, "light"))
    qtbot.addWidget(shown)
    shown.resize(700, 500)
    shown.show()
    qtbot.waitExposed(shown)
    yield shown
    shown.close()


def _picture(view: MapView) -> QImage:
    return view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def _on_screen(view: MapView) -> QImage:
    """What is shown, some of it painted long ago and moved along since."""
    shown = view.screen().grabWindow(view.winId()).toImage()
    return shown.convertToFormat(QImage.Format.Format_RGB32)


def _painted_anew(view: MapView) -> QImage:
    """The same with nothing kept."""
    view.board.style.is_passing = True
    return _picture(view)


def _most_unlike(one: QImage, other: QImage) -> int:
    assert one.size() == other.size()
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return max(abs(a - b) for a, b in pairs)


def _scroll(view: MapView, across: int, down: int) -> None:
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().value() + across)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + down)
    QApplication.processEvents()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_what_scrolled_into_view_looks_as_if_it_was_painted_at_once(
    view: MapView, scale: float
) -> None:
    view.set_scale(scale)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() - 100)
    for _ in range(4):
        _scroll(view, 23, 19)
    assert _most_unlike(_on_screen(view), _picture(view)) <= 2
    # the shade under the curve is counted from another pixel, which shows in its last step
    assert _most_unlike(_picture(view), _painted_anew(view)) <= 2


def test_the_curve_follows_an_edit(view: MapView) -> None:
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    before = _picture(view)
    bridge = view._bridge
    for box in list(view.board.layout.boxes.values()):
        if box.table == "touchpoints":
            bridge.run(edit.set_field, "touchpoints", box.id, "feeling", -2.0)
    after = _picture(view)
    assert _most_unlike(before, after) > 50
    assert _most_unlike(after, _painted_anew(view)) <= 2


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("width", [100.0, 120.0, 136.0, 160.0])
def test_a_badge_stands_inside_its_card_or_not_at_all(width: float) -> None:
    style = screen_style("light", QFont("Inter", 10))
    look = TouchpointLook(
        lines=("Order",),
        tile="#3457D5",
        icon="",
        letter="S",
        figures="10 · 2",
        bar=0.2,
        bad=True,
        badge="18",
        badge_tone="bad",
        star=False,
        status="planned",
    )
    image = QImage(240, 100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    size = QRectF(0, 0, width, 70)
    paint_card(painter, size, look, metrics_for(style.fonts), style)
    painter.end()
    ground = colour(style.palette.bad_soft)
    columns = [x for x in range(240) if any(image.pixelColor(x, y) == ground for y in range(100))]
    assert columns, "the badge is what counts: the scores make room for it"
    assert max(columns) < width - 1
    # both of its round ends are there
    assert max(columns) - min(columns) > 15


def test_the_name_of_a_tall_lane_stays_in_view(view: MapView) -> None:
    bridge = view._bridge
    lane = next(row.id for row in view.board.layout.rows if row.kind == "touchpoints")
    first = next(box for box in view.board.layout.boxes.values() if box.lane == lane)
    for number in range(22):
        card = Touchpoint(
            id=f"tpTALL{number:04}",
            map=bridge.map_id,
            stage=first.stage,
            lane=lane,
            rank=f"z{number:02}1",
            title="One more",
        )
        bridge.run(edit.add, "touchpoints", card)
    row = view.board.layout.row(lane)
    assert row is not None
    assert row.height > 700
    for way in (row.top + 60, row.top + 200, row.bottom - 250, row.top + 30, 0.0):
        view.verticalScrollBar().setValue(round(way))
        QApplication.processEvents()
        names = view.lane_names.geometry()
        shown = _on_screen(view).copy(names)
        assert shown == _picture(view).copy(names)
        ink = colour(view.board.style.palette.muted)
        points = [(x, y) for x in range(names.width()) for y in range(84)]
        assert any(shown.pixelColor(x, y) == ink for x, y in points)


def test_fit_shows_all_of_a_map_that_is_larger_than_ten_percent_would_show(
    qtbot: QtBot, qapp: QApplication
) -> None:
    view = MapView(Bridge(big_map(30, 120, 4)), Theme(qapp, "light"))
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    qtbot.waitExposed(view)
    view.fit_all()
    fitting = view.scale_factor()
    assert fitting < 0.1
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.width() >= view.board.layout.width
    view.zoom_out()
    assert view.scale_factor() == fitting
    view.zoom_in()
    assert view.scale_factor() == pytest.approx(0.1)
    view.zoom_by(0.5, view.viewport().rect().center())
    assert view.scale_factor() == pytest.approx(0.1)
    view.close()
