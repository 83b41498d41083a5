"""Stages and lanes by their headers: reorder, resize, collapse, add, colour, by real events."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.canvas import LEFT, NO_KEYS, drag, middle_of, on_screen, small_map
from tests.helpers.gestures import move, press, release
from workbench.model import queries
from workbench.model.commands import edit
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.editor import TitleEditor
from workbench.ui.canvas.margin_headers import MarginHeaders
from workbench.ui.canvas.view import MapView
from workbench.ui.theme import Theme

MENUS = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")


def shown_cards(view: MapView) -> set[str]:
    """The cards that are painted somewhere."""
    cards = view.scene().cards
    return {name for name in view.board.layout.boxes if cards.area(name) is not None}


@pytest.fixture
def make(qtbot: QtBot, theme: Theme) -> Callable[..., MapView]:
    def make(bridge: Bridge, shapes: Path | None = None) -> MapView:
        view = MapView(bridge, theme, shapes=shapes)
        qtbot.addWidget(view)
        view.resize(760, 640)
        view.show()
        view.setFocus()
        return view

    return make


@pytest.fixture
def view(make: Callable[..., MapView], bridge: Bridge) -> MapView:
    return make(bridge)


def order(bridge: Bridge) -> list[str]:
    return [stage.id for stage in queries.stages(bridge.document, "ma1")]


def header(view: MapView, identifier: str) -> QPoint:
    headers = view.stage_headers if identifier.startswith("st") else view.lane_names
    place = headers.place_of(identifier)
    assert place is not None
    return place.center().toPoint()


def edge(view: MapView, stage: str) -> QPoint:
    """The right edge of a stage's header."""
    column = view.board.layout.column(stage)
    assert column is not None
    return QPoint(on_screen(view, column.right, 0).x(), 20)


def push(headers: MarginHeaders, identifier: str, code: str) -> None:
    """Point at a header and click the button that shows there."""
    place = headers.place_of(identifier)
    assert place is not None
    QTest.mouseMove(headers, place.center().toPoint())
    (button,) = [it for it in headers.buttons(identifier, place) if it.code == code]
    QTest.mouseClick(headers, LEFT, NO_KEYS, button.rect.center().toPoint())


def escape(view: MapView) -> None:
    QTest.keyClick(view, Qt.Key.Key_Escape)


def lose_focus(view: MapView) -> None:
    event = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason)
    QApplication.sendEvent(view, event)


def change_elsewhere(view: MapView) -> None:
    view._bridge.run(edit.set_field, "maps", "ma1", "scenario", "Monday")


def open_menu(view: MapView, widget: QWidget, at: QPoint) -> dict[str, object]:
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(widget, QContextMenuEvent(reason, at, widget.mapToGlobal(at)))
    (menu,) = [menu for menu in view.findChildren(QMenu) if menu.isVisible()]
    found: dict[str, object] = {}
    for action in menu.actions():
        inner = action.menu()
        for child in inner.actions() if isinstance(inner, QMenu) else [action]:
            found[child.text().split("\t")[0]] = child
    return found


# -- reordering


def test_a_line_through_the_map_shows_where_a_dragged_stage_lands(
    view: MapView, bridge: Bridge
) -> None:
    headers = view.stage_headers
    target = header(view, "stC") - QPoint(30, 0)
    drag(headers, header(view, "stA"), target, let_go=False)
    line = view.scene().edge_line
    column = view.board.layout.column("stC")
    assert column is not None
    assert line.isVisible()
    assert (line.line.x1(), line.line.x2()) == (column.left, column.left)
    assert line.line.y2() == view.board.layout.height
    assert headers.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    assert bridge.undo_stack.count() == 0
    release(headers, target)
    assert order(bridge) == ["stB", "stA", "stC"]
    assert not line.isVisible()


@pytest.mark.parametrize("give_up", [escape, lose_focus, change_elsewhere])
@pytest.mark.parametrize("what", ["stage", "lane", "width"])
def test_a_drag_of_a_header_that_is_given_up_leaves_nothing(
    view: MapView, bridge: Bridge, what: str, give_up: Callable[[MapView], None]
) -> None:
    headers = view.lane_names if what == "lane" else view.stage_headers
    start = {"stage": header(view, "stA"), "lane": header(view, "laN"), "width": edge(view, "stA")}
    end = {"stage": header(view, "stC"), "lane": header(view, "laE"), "width": edge(view, "stB")}
    columns, before = view.board.layout.columns, bridge.document.stages
    drag(headers, start[what], end[what], let_go=False)
    assert view.scene().edge_line.isVisible()
    give_up(view)
    assert not view.scene().edge_line.isVisible()
    move(headers, end[what] + QPoint(5, 5))
    release(headers, end[what] + QPoint(5, 5))
    assert bridge.document.stages == before
    assert queries.lanes(bridge.document, "ma1")[0].id == "laN"
    assert view.board.layout.columns == columns
    assert not view.scene().edge_line.isVisible()


@pytest.mark.parametrize("far", [QPoint(200, 3000), QPoint(-2000, 10)])
def test_a_header_let_go_far_outside_stays_where_it_was(
    view: MapView, bridge: Bridge, far: QPoint
) -> None:
    drag(view.stage_headers, header(view, "stA"), header(view, "stC"), let_go=False)
    move(view.stage_headers, far)
    assert not view.scene().edge_line.isVisible()
    release(view.stage_headers, far)
    assert order(bridge) == ["stA", "stB", "stC"]


def test_the_map_scrolls_sideways_only_under_a_dragged_stage(
    view: MapView, bridge: Bridge, qtbot: QtBot
) -> None:
    view.resize(420, 400)
    view.set_scale(1.5)
    across, down = view.horizontalScrollBar(), view.verticalScrollBar()
    across.setValue(0)
    down.setValue(30)
    at = QPoint(view.stage_headers.width() - 3, 30)
    drag(view.stage_headers, header(view, "stA"), at, let_go=False)
    qtbot.waitUntil(lambda: across.value() == across.maximum(), timeout=4000)
    assert down.value() == 30
    release(view.stage_headers, at)
    assert order(bridge) == ["stB", "stC", "stA"]


# -- widths


def test_an_edge_is_dragged_to_another_width_and_a_double_click_resets_it(
    view: MapView, bridge: Bridge
) -> None:
    before = view.board.layout.columns
    start = edge(view, "stA")
    QTest.mouseMove(view.stage_headers, start)
    assert view.stage_headers.cursor().shape() == Qt.CursorShape.SplitHCursor
    drag(view.stage_headers, start, start + QPoint(60, 0), let_go=False)
    assert view.board.layout.columns == before
    release(view.stage_headers, start + QPoint(60, 0))
    column = view.board.layout.column("stA")
    assert column is not None
    assert column.width == pytest.approx(before[0].width + 60, abs=1)
    card = view.board.layout.boxes["tp1"].rect
    assert card.right < column.right
    assert view.scene().cards.area("tp1").width() > card.width
    assert bridge.undo_stack.count() == 0
    assert bridge.document == small_map()
    QTest.mouseDClick(view.stage_headers, LEFT, NO_KEYS, edge(view, "stA"))
    assert view.board.layout.columns == before
    assert not [it for it in view.findChildren(TitleEditor) if it.isVisible()]


def test_a_stage_gets_neither_too_narrow_nor_too_wide(view: MapView) -> None:
    usual = view.board.layout.metrics.column_width
    start = edge(view, "stA")
    drag(view.stage_headers, start, start - QPoint(500, 0))
    assert view.board.layout.columns[0].width == round(0.6 * usual)
    drag(view.stage_headers, edge(view, "stA"), edge(view, "stA") + QPoint(20, 0))
    assert view.board.layout.columns[0].width == pytest.approx(0.6 * usual + 20, abs=1)


# -- collapsing


def test_a_collapsed_stage_is_narrow_and_says_what_it_holds(view: MapView, bridge: Bridge) -> None:
    bridge.select([("touchpoints", "tp1"), ("touchpoints", "tp4")])
    push(view.stage_headers, "stA", "collapse")
    layout = view.board.layout
    column = layout.column("stA")
    assert column is not None
    assert column.width == layout.metrics.collapsed_width
    assert layout.boxes.keys() == {"tp4"}
    assert shown_cards(view) == {"tp4"}
    assert layout.hidden == {("stA", "laN"): ("no1",), ("stA", "laT"): ("tp1", "tp2", "tp3")}
    assert bridge.selection == (("touchpoints", "tp4"),)
    assert bridge.document == small_map()
    assert bridge.undo_stack.count() == 0
    push(view.stage_headers, "stA", "expand")
    assert shown_cards(view) == {"tp1", "tp2", "tp3", "tp4", "no1"}


def test_a_collapsed_lane_is_one_thin_row(view: MapView) -> None:
    push(view.lane_names, "laT", "collapse")
    row = view.board.layout.row("laT")
    assert row is not None
    assert row.height == view.board.layout.metrics.collapsed_height
    assert shown_cards(view) == {"no1"}
    QTest.mouseDClick(view.lane_names, LEFT, NO_KEYS, header(view, "laT"))
    assert "tp1" in shown_cards(view)


def test_revealing_a_hidden_card_opens_what_hides_it(view: MapView, bridge: Bridge) -> None:
    view.shaping.toggle("stages", "stA")
    view.shaping.toggle("lanes", "laT")
    view.shaping.toggle("stages", "stC")
    bridge.reveal("touchpoints", "tp2")
    assert bridge.selection == (("touchpoints", "tp2"),)
    assert "tp2" in shown_cards(view)
    assert view.shaping.is_collapsed("stages", "stC")
    bridge.reveal("stages", "stC")
    assert not view.shaping.is_collapsed("stages", "stC")


def test_a_card_dropped_on_a_collapsed_stage_goes_to_its_end(view: MapView, bridge: Bridge) -> None:
    view.shaping.toggle("stages", "stA")
    column = view.board.layout.column("stA")
    assert column is not None
    drag(
        view.viewport(),
        middle_of(view, "tp4"),
        on_screen(view, column.left + column.width / 2, view.board.layout.boxes["tp4"].rect.y),
    )
    assert [card.id for card in queries.cards(bridge.document, "stA", "laT")] == [
        "tp1",
        "tp2",
        "tp3",
        "tp4",
    ]
    bridge.undo()
    assert "tp4" in shown_cards(view)


def test_keys_pass_over_what_is_collapsed(view: MapView, bridge: Bridge) -> None:
    view.shaping.toggle("stages", "stB")
    bridge.select([("touchpoints", "tp1")])
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert bridge.document.touchpoints["tp1"].stage == "stC"


def test_a_double_click_in_a_collapsed_stage_opens_it_to_type(view: MapView) -> None:
    view.shaping.toggle("stages", "stC")
    column = view.board.layout.column("stC")
    row = view.board.layout.row("laT")
    assert column is not None
    assert row is not None
    at = on_screen(view, column.left + 10, row.top + 20)
    QTest.mouseDClick(view.viewport(), LEFT, NO_KEYS, at)
    assert not view.shaping.is_collapsed("stages", "stC")
    assert [it for it in view.findChildren(TitleEditor) if it.isVisible()]


def test_what_is_collapsed_and_how_wide_is_remembered_for_each_map(
    make: Callable[..., MapView], bridge: Bridge, tmp_path: Path
) -> None:
    path = tmp_path / "shapes.json"
    view = make(bridge, path)
    push(view.stage_headers, "stA", "collapse")
    push(view.lane_names, "laT", "collapse")
    view.shaping.set_width("stB", 240.0)
    columns, rows = view.board.layout.columns, view.board.layout.rows
    bridge.show_map("ma2")
    assert not any(column.collapsed for column in view.board.layout.columns)
    bridge.show_map("ma1")
    assert view.board.layout.columns == columns
    again = make(Bridge(small_map()), path)
    assert (again.board.layout.columns, again.board.layout.rows) == (columns, rows)
    view.shaping.expand_all()
    assert not any(column.collapsed for column in view.board.layout.columns)


def test_a_damaged_file_of_shapes_is_no_obstacle(
    make: Callable[..., MapView], bridge: Bridge, tmp_path: Path
) -> None:
    path = tmp_path / "shapes.json"
    path.write_bytes(b'[{"workspace": 3')
    view = make(bridge, path)
    assert not any(column.collapsed for column in view.board.layout.columns)
    view.shaping.toggle("stages", "stA")
    assert make(Bridge(small_map()), path).shaping.is_collapsed("stages", "stA")


# -- adding, renaming, colouring


def test_the_plus_of_a_header_adds_a_stage_after_it_to_be_named(
    view: MapView, bridge: Bridge
) -> None:
    push(view.stage_headers, "stA", "add")
    (editor,) = [it for it in view.findChildren(TitleEditor) if it.isVisible()]
    QTest.keyClicks(editor, "Interest")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    names = [stage.name for stage in queries.stages(bridge.document, "ma1")]
    assert names == ["Awareness", "Interest", "Decision", "Purchase"]


@MENUS
def test_the_plus_of_a_lane_offers_kinds_and_adds_below(view: MapView, bridge: Bridge) -> None:
    push(view.lane_names, "laN", "add")
    (menu,) = [menu for menu in view.findChildren(QMenu) if menu.isVisible()]
    (kind,) = [action for action in menu.actions() if action.text() == "Opportunity"]
    kind.trigger()
    menu.close()
    lanes = queries.lanes(bridge.document, "ma1")
    assert [lane.name for lane in lanes][:3] == ["Pains", "Opportunity", "Touchpoints"]


@MENUS
def test_the_corner_adds_at_the_end(view: MapView, bridge: Bridge) -> None:
    corner = view._margins.corner
    QTest.mouseClick(corner.add_stage, LEFT)
    (editor,) = [it for it in view.findChildren(TitleEditor) if it.isVisible()]
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert order(bridge)[:3] == ["stA", "stB", "stC"]
    assert len(order(bridge)) == 4
    QTest.mouseClick(corner.add_lane, LEFT)
    (menu,) = [menu for menu in view.findChildren(QMenu) if menu.isVisible()]
    next(action for action in menu.actions() if action.text() == "Backstage").trigger()
    menu.close()
    assert queries.lanes(bridge.document, "ma1")[-1].note_kind == "backstage"


@MENUS
def test_a_stage_takes_one_of_seven_colours_or_that_of_its_place(
    view: MapView, bridge: Bridge
) -> None:
    actions = open_menu(view, view.stage_headers, header(view, "stB"))
    actions["Coral"].trigger()  # type: ignore[attr-defined]
    assert bridge.document.stages["stB"].colour == "#DE7A6B"
    for menu in view.findChildren(QMenu):
        menu.close()
    place = view.stage_headers.place_of("stB")
    assert place is not None
    image = view.stage_headers.grab().toImage()
    top = QPoint(int(place.center().x()), int(place.top()) + 1)
    assert image.pixelColor(top).name() == "#de7a6b"
    QApplication.processEvents()
    actions = open_menu(view, view.stage_headers, header(view, "stB"))
    assert actions["Coral"].isChecked()  # type: ignore[attr-defined]
    actions["By position"].trigger()  # type: ignore[attr-defined]
    assert bridge.document.stages["stB"].colour == ""


@MENUS
def test_a_lane_takes_a_colour_that_marks_its_name_and_tints_its_row(
    view: MapView, bridge: Bridge
) -> None:
    row = view.board.layout.row("laT")
    assert row is not None
    # in the gutter beside the first column, where no card and no line is
    beside = view.mapFromScene(QPointF(3, row.top + 6))
    plain = view.viewport().grab().toImage().pixelColor(beside)
    actions = open_menu(view, view.lane_names, header(view, "laT"))
    assert actions["None"].isChecked()  # type: ignore[attr-defined]
    actions["Coral"].trigger()  # type: ignore[attr-defined]
    assert bridge.document.lanes["laT"].colour == "#DE7A6B"
    for menu in view.findChildren(QMenu):
        menu.close()
    QApplication.processEvents()
    place = view.lane_names.place_of("laT")
    assert place is not None
    middle = QPoint(int(place.left()) + 2, int(place.center().y()))
    assert view.lane_names.grab().toImage().pixelColor(middle).name() == "#de7a6b"
    tinted = view.viewport().grab().toImage().pixelColor(beside)
    assert tinted.red() - tinted.blue() > plain.red() - plain.blue()
    bridge.undo()
    assert bridge.document.lanes["laT"].colour == ""
    assert view.viewport().grab().toImage().pixelColor(beside) == plain


@MENUS
def test_the_menu_of_a_header_collapses_and_expands(view: MapView) -> None:
    actions = open_menu(view, view.stage_headers, header(view, "stA"))
    actions["Collapse"].trigger()  # type: ignore[attr-defined]
    assert view.shaping.is_collapsed("stages", "stA")
    for menu in view.findChildren(QMenu):
        menu.close()
    QApplication.processEvents()
    actions = open_menu(view, view.stage_headers, header(view, "stA"))
    actions["Expand"].trigger()  # type: ignore[attr-defined]
    assert not view.shaping.is_collapsed("stages", "stA")


def test_headers_stay_beside_their_columns_at_every_zoom(view: MapView) -> None:
    view.shaping.toggle("stages", "stB")
    view.shaping.toggle("lanes", "laT")
    for scale in (0.1, 0.35, 0.6, 1.0, 2.0, 3.0):
        view.set_scale(scale)
        for identifier, start, end in view.stage_headers.spans():
            column = view.board.layout.column(identifier)
            assert column is not None
            assert start == pytest.approx(on_screen(view, column.left, 0).x(), abs=1.5)
            assert end == pytest.approx(on_screen(view, column.right, 0).x(), abs=1.5)
        for identifier, start, _ in view.lane_names.spans():
            row = view.board.layout.row(identifier)
            assert row is not None
            assert start == pytest.approx(on_screen(view, 0, row.top).y(), abs=1.5)
        assert not view.grab().isNull()


def test_a_click_on_a_button_neither_selects_nor_drags(view: MapView, bridge: Bridge) -> None:
    place = view.stage_headers.place_of("stA")
    assert place is not None
    QTest.mouseMove(view.stage_headers, place.center().toPoint())
    button = view.stage_headers.buttons("stA", place)[0]
    at = button.rect.center().toPoint()
    press(view.stage_headers, at)
    move(view.stage_headers, at + QPoint(150, 0))
    release(view.stage_headers, at + QPoint(150, 0))
    assert order(bridge) == ["stA", "stB", "stC"]
    assert bridge.selection == ()
    assert not view.shaping.is_collapsed("stages", "stA")
