"""The chart of importance × satisfaction: dots, lines that move, names that are never cut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest

from workbench.analysis.importance_performance import Crosshairs
from workbench.store import templates
from workbench.store.settings_file import SettingsStore
from workbench.ui.bridge import Bridge
from workbench.ui.panels.quadrant_chart import QuadrantChart
from workbench.ui.panels.quadrant_frame import Frame
from workbench.ui.theme import Theme

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def theme(qapp):
    return Theme(qapp, "light")


@pytest.fixture
def settings(tmp_path):
    return SettingsStore(tmp_path / "settings.json")


@pytest.fixture
def bridge(qapp):
    del qapp
    return Bridge(templates.sample("corner-bakery"))


@pytest.fixture
def quadrants(theme, qtbot, bridge, settings):
    chart = QuadrantChart(bridge, theme, settings)
    qtbot.addWidget(chart)
    chart.resize(420, 240)
    chart.show()
    return chart


def test_a_click_on_a_dot_selects_its_card(quadrants, bridge, qtbot):
    page = next(t for t in bridge.document.touchpoints.values() if t.title == "Price & hours page")
    place = quadrants.place_of(page.id).toPoint()
    qtbot.mouseClick(quadrants, LEFT, pos=place)
    assert bridge.selection == (("touchpoints", page.id),)
    qtbot.mouseClick(quadrants, LEFT, pos=QPoint(quadrants.width() // 2, 20))
    assert bridge.selection == (("touchpoints", page.id),)


def test_a_selected_card_is_marked_in_the_chart(quadrants, bridge):
    page = next(t for t in bridge.document.touchpoints.values() if t.title == "Price & hours page")
    place = quadrants.place_of(page.id)
    edge = QPoint(round(place.x()), round(place.y() - 8))
    plain = quadrants.grab().toImage().pixelColor(edge)
    bridge.select([("touchpoints", page.id)])
    marked = quadrants.grab().toImage().pixelColor(edge)
    assert plain != marked


def test_higher_importance_is_higher_and_more_satisfaction_further_right(quadrants, bridge):
    named = {t.title: t for t in bridge.document.touchpoints.values()}
    page, photo = named["Price & hours page"], named["Photo shared online"]
    assert (page.importance, page.satisfaction) == (9, 3)
    assert (photo.importance, photo.satisfaction) == (5, 4)
    first, second = quadrants.place_of(page.id), quadrants.place_of(photo.id)
    assert first.y() < second.y()
    assert first.x() < second.x()


def test_the_arrow_keys_go_through_the_dots(quadrants, bridge, qtbot):
    dots = [dot.touchpoint for dot in quadrants.chart.dots]
    quadrants.setFocus()
    qtbot.keyClick(quadrants, Qt.Key.Key_Right)
    assert bridge.selection == (("touchpoints", dots[0]),)
    qtbot.keyClick(quadrants, Qt.Key.Key_Left)
    assert bridge.selection == (("touchpoints", dots[-1]),)
    assert "importance" in quadrants.accessibleDescription()


def test_the_lines_move_to_the_midpoint_and_stay_there(quadrants, qtbot, tmp_path):
    assert quadrants.chart.lines.importance != 5.5
    quadrants.lines.setFocus()
    qtbot.keyClick(quadrants.lines, Qt.Key.Key_Down)
    assert (quadrants.chart.lines.importance, quadrants.chart.lines.satisfaction) == (5.5, 5.5)
    assert SettingsStore(tmp_path / "settings.json").get("crosshairs") == "midpoint"


def test_an_empty_chart_says_what_to_do(theme, qtbot, settings):
    chart = QuadrantChart(Bridge(templates.new_workspace("template", "blank")), theme, settings)
    qtbot.addWidget(chart)
    chart.resize(420, 240)
    chart.show()
    assert chart.chart.dots == ()
    image = chart.grab().toImage()
    ground = image.pixelColor(2, 2)
    assert any(
        image.pixelColor(x, y) != ground for x in range(20, 400, 2) for y in range(90, 150, 2)
    )


def line_place(quadrants: QuadrantChart, axis: str) -> QPoint:
    """A place on a line, away from any dot and from the other line."""
    lines, frame = quadrants.chart.lines, Frame(QRectF(quadrants.rect()))
    x, y = frame.x(lines.satisfaction), frame.y(lines.importance)
    dots = [quadrants.place_of(dot.touchpoint) for dot in quadrants.chart.dots]
    along = [QPointF(x, at) for at in range(12, 190, 2)]
    if axis == "importance":
        along = [QPointF(at, y) for at in range(40, 390, 2)]
    return next(
        place.toPoint()
        for place in along
        if all((place - dot).manhattanLength() > 30 for dot in dots)
        and (place - QPointF(x, y)).manhattanLength() > 12
    )


def pull(quadrants: QuadrantChart, start: QPoint, end: QPoint, *, let_go: bool = True) -> None:
    QTest.mousePress(quadrants, LEFT, pos=start)
    for part in (0.3, 0.6, 1.0):
        QTest.mouseMove(quadrants, start + (end - start) * part)
    if let_go:
        QTest.mouseRelease(quadrants, LEFT, pos=end)


@pytest.mark.parametrize("axis", ["importance", "satisfaction"])
def test_a_line_is_pulled_to_the_midpoint_and_back(quadrants, settings, axis):
    frame = Frame(QRectF(quadrants.rect()))
    means = quadrants.chart.lines
    start = line_place(quadrants, axis)
    middle = QPoint(round(frame.x(5.5)), round(frame.y(5.5)))
    end = QPoint(start.x(), middle.y()) if axis == "importance" else QPoint(middle.x(), start.y())
    pull(quadrants, start, end)
    assert quadrants.chart.lines == Crosshairs(at="midpoint", importance=5.5, satisfaction=5.5)
    assert quadrants.lines.currentText() == "Lines at the midpoint"
    assert settings.get("crosshairs") == "midpoint"
    pull(quadrants, line_place(quadrants, axis), start)
    assert quadrants.chart.lines == means
    assert settings.get("crosshairs") == "means"


def test_a_line_that_hardly_moved_towards_the_midpoint_goes_back(quadrants):
    means, start = quadrants.chart.lines, line_place(quadrants, "importance")
    pull(quadrants, start, start - QPoint(0, 20))
    assert quadrants.chart.lines == means


def test_escape_lets_a_pulled_line_go_back(quadrants):
    means, start = quadrants.chart.lines, line_place(quadrants, "importance")
    pull(quadrants, start, start + QPoint(0, 60), let_go=False)
    QTest.keyClick(quadrants, Qt.Key.Key_Escape)
    QTest.mouseRelease(quadrants, LEFT, pos=start + QPoint(0, 60))
    assert quadrants.chart.lines == means


def test_a_click_on_a_line_or_the_key_moves_both(quadrants, bridge):
    QTest.mouseClick(quadrants, LEFT, pos=line_place(quadrants, "satisfaction"))
    assert quadrants.chart.lines.at == "midpoint"
    quadrants.setFocus()
    QTest.keyClick(quadrants, Qt.Key.Key_X)
    assert quadrants.chart.lines.at == "means"
    assert bridge.selection == ()


def test_the_pointer_says_that_a_line_can_be_pulled(quadrants):
    QTest.mouseMove(quadrants, line_place(quadrants, "importance"))
    assert quadrants.cursor().shape() == Qt.CursorShape.SplitVCursor
    QTest.mouseMove(quadrants, line_place(quadrants, "satisfaction"))
    assert quadrants.cursor().shape() == Qt.CursorShape.SplitHCursor
    QTest.mouseMove(quadrants, QPoint(3, 3))
    assert quadrants.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_numbers_come_with_how_they_came_about(quadrants):
    scored = [
        (t.importance, t.satisfaction)
        for t in quadrants._bridge.document.touchpoints.values()
        if t.status == "in-place" and t.importance is not None and t.satisfaction is not None
    ]
    told = quadrants.explains(QPointF(line_place(quadrants, "importance")))
    mean = sum(importance for importance, _ in scored) / len(scored)
    assert f"means of {len(scored)} touchpoints with both scores: importance {mean:.2f}" in told
    assert "Pull or click" in told
    QTest.keyClick(quadrants, Qt.Key.Key_X)
    corner = quadrants.explains(QPointF(45, 12))
    assert "Concentrate here: matters, and disappoints" in corner
    assert "(1 + 10) ÷ 2 = 5.5" in corner
    assert "Pull" not in corner
    assert quadrants.explains(QPointF(2, 2)) == ""


@pytest.mark.parametrize("width", [280, 320, 420, 900])
@pytest.mark.parametrize("place", [(5.5, 5.5), (7.4, 5.9), (8.6, 3.2), (3.0, 8.0)])
def test_no_name_of_a_quadrant_is_cut(theme, width, place):
    metrics = QFontMetrics(theme.font(0.86))
    lines = Crosshairs(at="means", importance=place[0], satisfaction=place[1])
    names = Frame(QRectF(0, 0, width, 200)).names(metrics, lines)
    # what is left of a quadrant in the narrowest chart may hold no word at all
    assert len(names) == (3 if (width, place) == (280, (8.6, 3.2)) else 4)
    for name in names:
        assert "…" not in name.text
        size = metrics.size(0, name.text)
        assert size.width() <= name.box.width()
        assert size.height() <= name.box.height()
    if width >= 420 and place == (5.5, 5.5):
        assert [name.text for name in names][1] == "Keep up the good work"
