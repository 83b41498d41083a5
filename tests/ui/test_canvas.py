"""The canvas by real mouse and keys: drag, reorder, connect, edit, walk, zoom."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.canvas import LEFT, MIDDLE, NO_KEYS, drag, middle_of, on_screen, small_map
from workbench.analysis.finding import Action, Finding, Subject, Working
from workbench.model import queries
from workbench.model.commands import edit, needs, personas
from workbench.model.document import Document
from workbench.model.entities import Need, Persona, Workspace
from workbench.ui import mime
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.editor import TitleEditor
from workbench.ui.canvas.previews import DraggedConnection
from workbench.ui.canvas.view import MapView
from workbench.ui.theme import Theme
from workbench.words.problem_sentences import sentence

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(qtbot: QtBot, bridge: Bridge, theme: Theme) -> MapView:
    view = MapView(bridge, theme)
    qtbot.addWidget(view)
    view.resize(760, 640)
    view.show()
    view.setFocus()
    return view


def stack(bridge: Bridge, stage: str, lane: str = "laT") -> list[str]:
    return [card.id for card in queries.cards(bridge.document, stage, lane)]


def titles(bridge: Bridge, stage: str) -> list[str]:
    """The titles of a stage's touchpoints in their lane, top to bottom."""
    return [bridge.document.touchpoints[item].title for item in stack(bridge, stage)]


def selected(bridge: Bridge) -> set[str]:
    return {identifier for _, identifier in bridge.selection}


def editor_of(view: MapView) -> TitleEditor:
    (editor,) = [e for e in view.findChildren(TitleEditor) if e.isVisible()]
    return editor


def has_editor(view: MapView) -> bool:
    return any(editor.isVisible() for editor in view.findChildren(TitleEditor))


def is_at_home(view: MapView, card: str) -> bool:
    """Whether a card is shown where the layout puts it."""
    area, box = view.scene().cards.area(card), view.board.layout.boxes[card]
    return area.center() == QRectF(*box.rect).center()


# -- selecting


def test_a_click_selects_a_card_and_a_click_on_paper_none(view: MapView, bridge: Bridge) -> None:
    QTest.mouseClick(view.viewport(), LEFT, NO_KEYS, middle_of(view, "tp2"))
    assert bridge.selection == (("touchpoints", "tp2"),)
    QTest.mouseClick(view.viewport(), LEFT, NO_KEYS, on_screen(view, 400, 8))
    assert bridge.selection == ()


def test_shift_and_control_add_to_the_selection_and_take_from_it(
    view: MapView, bridge: Bridge
) -> None:
    QTest.mouseClick(view.viewport(), LEFT, NO_KEYS, middle_of(view, "tp1"))
    QTest.mouseClick(view.viewport(), LEFT, SHIFT, middle_of(view, "tp4"))
    QTest.mouseClick(view.viewport(), LEFT, CONTROL, middle_of(view, "no1"))
    assert selected(bridge) == {"tp1", "tp4", "no1"}
    QTest.mouseClick(view.viewport(), LEFT, CONTROL, middle_of(view, "tp4"))
    assert selected(bridge) == {"tp1", "no1"}
    QTest.mouseClick(view.viewport(), LEFT, NO_KEYS, middle_of(view, "tp1"))
    assert selected(bridge) == {"tp1"}


def test_a_rubber_band_selects_what_it_touches(view: MapView, bridge: Bridge) -> None:
    boxes = view.board.layout.boxes
    start = on_screen(view, 2, boxes["tp1"].rect.bottom + 3)
    end = on_screen(view, 60, boxes["tp3"].rect.middle.y)
    drag(view.viewport(), start, end)
    assert selected(bridge) == {"tp2", "tp3"}
    assert bridge.undo_stack.count() == 0


def test_a_click_on_a_line_selects_the_connection(view: MapView, bridge: Bridge) -> None:
    route = view.board.routes["co1"]
    at = on_screen(view, (route.start.x + route.tip.x) / 2, (route.start.y + route.tip.y) / 2)
    QTest.mouseClick(view.viewport(), LEFT, NO_KEYS, at)
    assert bridge.selection == (("connections", "co1"),)
    QTest.keyClick(view, Key.Key_Delete)
    assert "co1" not in bridge.document.connections


# -- moving


def test_a_card_is_dragged_to_another_stage_in_one_undo_step(view: MapView, bridge: Bridge) -> None:
    cell = view.board.layout.cell_rect("stC", "laT")
    assert cell is not None
    before = bridge.document
    drag(view.viewport(), middle_of(view, "tp2"), on_screen(view, cell.middle.x, cell.middle.y))
    assert stack(bridge, "stA") == ["tp1", "tp3"]
    assert stack(bridge, "stC") == ["tp2"]
    assert bridge.undo_stack.count() == 1
    bridge.undo()
    assert bridge.document == before
    bridge.redo()
    assert stack(bridge, "stC") == ["tp2"]


def test_a_card_is_reordered_within_its_cell(view: MapView, bridge: Bridge) -> None:
    rect = view.board.layout.boxes["tp3"].rect
    drag(view.viewport(), middle_of(view, "tp1"), on_screen(view, 60, rect.bottom - 2))
    assert stack(bridge, "stA") == ["tp2", "tp3", "tp1"]


def test_a_drag_shows_where_it_lands_and_changes_nothing_before_release(
    view: MapView, bridge: Bridge
) -> None:
    rect = view.board.layout.boxes["tp4"].rect
    target = on_screen(view, rect.middle.x, rect.bottom - 2)
    scene = view.scene()
    drag(view.viewport(), middle_of(view, "tp1"), target, let_go=False)
    place = scene.drop_mark.place
    assert scene.drop_mark.isVisible()
    assert scene.cards.lifted == {"tp1"}
    assert (place.stage, place.lane, place.index) == ("stB", "laT", 1)
    assert bridge.undo_stack.count() == 0
    QTest.mouseRelease(view.viewport(), LEFT, NO_KEYS, target)
    assert stack(bridge, "stB") == ["tp4", "tp1"]
    assert not scene.drop_mark.isVisible()
    assert not scene.cards.lifted


def test_several_cards_move_together_and_keep_their_order(view: MapView, bridge: Bridge) -> None:
    QTest.mouseClick(view.viewport(), LEFT, NO_KEYS, middle_of(view, "tp3"))
    QTest.mouseClick(view.viewport(), LEFT, CONTROL, middle_of(view, "tp1"))
    rect = view.board.layout.boxes["tp4"].rect
    drag(view.viewport(), middle_of(view, "tp3"), on_screen(view, rect.middle.x, rect.y + 2))
    assert stack(bridge, "stB") == ["tp1", "tp3", "tp4"]
    assert bridge.undo_stack.count() == 1


def test_escape_cancels_a_drag(view: MapView, bridge: Bridge) -> None:
    before = bridge.document
    target = on_screen(view, 400, 120)
    drag(view.viewport(), middle_of(view, "tp1"), target, let_go=False)
    assert not is_at_home(view, "tp1")
    QTest.keyClick(view, Key.Key_Escape)
    assert is_at_home(view, "tp1")
    QTest.mouseRelease(view.viewport(), LEFT, NO_KEYS, target)
    assert bridge.document == before
    assert bridge.undo_stack.count() == 0


def test_the_connections_of_a_dragged_card_go_along(view: MapView, bridge: Bridge) -> None:
    rect = view.board.layout.boxes["tp1"].rect
    start = middle_of(view, "tp1")
    QTest.mouseMove(view.viewport(), start)
    assert view.scene().handle.isVisible()
    drag(view.viewport(), start, start + QPoint(0, 90), let_go=False)
    (dragged,) = [item for item in view.items() if isinstance(item, DraggedConnection)]
    middle = QPointF(rect.right + 4, rect.middle.y + 90)
    assert dragged.boundingRect().contains(middle)
    assert not view.scene().handle.isVisible()
    QTest.keyClick(view, Key.Key_Escape)
    assert not [item for item in view.items() if isinstance(item, DraggedConnection)]
    assert bridge.document == small_map()


def test_a_card_let_go_on_a_lane_that_takes_no_such_card_stays(
    view: MapView, bridge: Bridge, qtbot: QtBot
) -> None:
    cell = view.board.layout.cell_rect("stB", "laN")
    assert cell is not None
    before = bridge.document
    with qtbot.waitSignal(bridge.refused) as told:
        drag(view.viewport(), middle_of(view, "tp1"), on_screen(view, cell.middle.x, cell.middle.y))
    assert sentence(told.args[0]) == (
        "The lane “Pains” does not take touchpoints. Choose a lane that does."
    )
    assert bridge.document == before
    assert is_at_home(view, "tp1")


# -- the palette


def palette_drag(view: MapView, format_name: str, code: str, at: QPoint) -> bool:
    data = QMimeData()
    data.setData(format_name, code.encode())
    actions, state = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    viewport = view.viewport()
    QGuiApplication.sendEvent(viewport, QDragEnterEvent(at, actions, data, state, NO_KEYS))
    over = QDragMoveEvent(at, actions, data, state, NO_KEYS)
    QGuiApplication.sendEvent(viewport, over)
    drop = QDropEvent(QPointF(at), actions, data, state, NO_KEYS)
    QGuiApplication.sendEvent(viewport, drop)
    return drop.isAccepted()


def test_a_channel_from_the_palette_becomes_a_touchpoint_in_place(
    view: MapView, bridge: Bridge
) -> None:
    rect = view.board.layout.boxes["tp2"].rect
    assert palette_drag(view, mime.CHANNEL, "chWEB", on_screen(view, 60, rect.y + 1))
    (added,) = selected(bridge)
    assert stack(bridge, "stA") == ["tp1", added, "tp2", "tp3"]
    touchpoint = bridge.document.touchpoints[added]
    assert (touchpoint.title, touchpoint.channel, touchpoint.status) == (
        "Website page",
        "chWEB",
        "in-place",
    )
    assert not view.scene().drop_mark.isVisible()


def test_a_channel_does_not_land_on_a_lane_of_notes_which_says_so(
    view: MapView, bridge: Bridge, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(bridge.refused) as told:
        assert not palette_drag(view, mime.CHANNEL, "chWEB", on_screen(view, 250, 30))
    assert told.args[0].code == "card.lane"
    assert len(bridge.document.touchpoints) == 4


def test_a_note_of_another_kind_does_not_land_and_is_told_why(
    view: MapView, bridge: Bridge, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(bridge.refused) as told:
        assert not palette_drag(view, mime.NOTE_KIND, "opportunity", on_screen(view, 250, 30))
    assert "for notes of another kind" in sentence(told.args[0])
    assert len(bridge.document.notes) == 1


def test_a_note_from_the_palette_opens_for_typing(view: MapView, bridge: Bridge) -> None:
    assert palette_drag(view, mime.NOTE_KIND, "pain", on_screen(view, 250, 30))
    QTest.keyClicks(editor_of(view), "Too dear")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    (added,) = stack(bridge, "stB", "laN")
    assert bridge.document.notes[added].text == "Too dear"
    assert bridge.document.notes[added].kind == "pain"
    assert not palette_drag(view, mime.NOTE_KIND, "opportunity", on_screen(view, 250, 30))


# -- connecting


def right_edge(view: MapView, card: str) -> QPoint:
    rect = view.board.layout.boxes[card].rect
    return on_screen(view, rect.right - 1, rect.middle.y)


def test_dragging_from_the_right_edge_connects(view: MapView, bridge: Bridge) -> None:
    drag(view.viewport(), right_edge(view, "tp2"), middle_of(view, "tp4"))
    ends = {(c.source, c.target) for c in bridge.document.connections.values()}
    assert ends == {("tp1", "tp4"), ("tp2", "tp4")}
    assert bridge.selection[0][0] == "connections"
    assert stack(bridge, "stA") == ["tp1", "tp2", "tp3"]


def test_any_place_on_the_right_edge_will_do(view: MapView, bridge: Bridge) -> None:
    rect = view.board.layout.boxes["tp2"].rect
    drag(view.viewport(), on_screen(view, rect.right - 2, rect.y + 3), middle_of(view, "tp4"))
    ends = {(c.source, c.target) for c in bridge.document.connections.values()}
    assert ends == {("tp1", "tp4"), ("tp2", "tp4")}
    assert stack(bridge, "stA") == ["tp1", "tp2", "tp3"]


def test_the_dot_goes_when_the_pointer_leaves_the_map(view: MapView) -> None:
    QTest.mouseMove(view.viewport(), middle_of(view, "tp2"))
    assert view.scene().handle.isVisible()
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
    assert not view.scene().handle.isVisible()


def test_a_connection_let_go_on_paper_or_given_up_is_none(view: MapView, bridge: Bridge) -> None:
    drag(view.viewport(), right_edge(view, "tp2"), on_screen(view, 420, 150))
    drag(view.viewport(), right_edge(view, "tp2"), middle_of(view, "tp4"), let_go=False)
    assert view.scene().connection_preview.isVisible()
    QTest.keyClick(view, Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, NO_KEYS, middle_of(view, "tp4"))
    assert set(bridge.document.connections) == {"co1"}
    assert not view.scene().connection_preview.isVisible()


# -- editing in place


def test_a_double_click_edits_a_title_and_enter_keeps_it(view: MapView, bridge: Bridge) -> None:
    QTest.mouseDClick(view.viewport(), LEFT, NO_KEYS, middle_of(view, "tp2"))
    QTest.keyClicks(editor_of(view), "A friend")
    assert bridge.document.touchpoints["tp2"].title == "Word of mouth"
    QTest.keyClick(editor_of(view), Key.Key_Return)
    assert bridge.document.touchpoints["tp2"].title == "A friend"
    assert not has_editor(view)
    bridge.undo()
    assert bridge.document.touchpoints["tp2"].title == "Word of mouth"


def test_escape_drops_what_was_typed(view: MapView, bridge: Bridge) -> None:
    bridge.select([("touchpoints", "tp2")])
    QTest.keyClick(view, Key.Key_F2)
    QTest.keyClicks(editor_of(view), "Nothing")
    QTest.keyClick(editor_of(view), Key.Key_Escape)
    assert bridge.document.touchpoints["tp2"].title == "Word of mouth"
    assert bridge.undo_stack.count() == 0
    assert not has_editor(view)


def test_a_double_click_on_an_empty_cell_adds_a_card(view: MapView, bridge: Bridge) -> None:
    cell = view.board.layout.cell_rect("stC", "laT")
    assert cell is not None
    at = on_screen(view, cell.middle.x, cell.middle.y)
    QTest.mouseDClick(view.viewport(), LEFT, NO_KEYS, at)
    assert stack(bridge, "stC") == []
    QTest.keyClicks(editor_of(view), "Till")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    (added,) = stack(bridge, "stC")
    assert bridge.document.touchpoints[added].title == "Till"
    assert bridge.undo_stack.count() == 1


def test_enter_adds_below_and_tab_goes_on_in_the_next_cell(view: MapView, bridge: Bridge) -> None:
    bridge.select([("touchpoints", "tp1")])
    QTest.keyClick(view, Key.Key_Return)
    QTest.keyClicks(editor_of(view), "Poster")
    QTest.keyClick(editor_of(view), Key.Key_Tab)
    QTest.keyClicks(editor_of(view), "Opening hours")
    QTest.keyClick(editor_of(view), Key.Key_Tab)
    QTest.keyClicks(editor_of(view), "Till")
    QTest.keyClick(editor_of(view), Key.Key_Escape)
    assert titles(bridge, "stA") == ["Search ad", "Poster", "Word of mouth", "Flyer"]
    assert titles(bridge, "stB") == ["Price page", "Opening hours"]
    assert titles(bridge, "stC") == []
    assert view.hasFocus()
    bridge.select([("touchpoints", "tp4")])
    QTest.keyClick(view, Key.Key_Tab)
    assert bridge.selection == ()
    QTest.keyClick(view, Key.Key_Tab, SHIFT)
    assert bridge.selection == (("touchpoints", "tp4"),)


def test_enter_goes_on_below_until_a_field_is_left_empty(view: MapView, bridge: Bridge) -> None:
    bridge.select([("touchpoints", "tp4")])
    QTest.keyClick(view, Key.Key_Return)
    for title in ("Opening hours", "Photos", ""):
        QTest.keyClicks(editor_of(view), title)
        QTest.keyClick(editor_of(view), Key.Key_Return)
    assert not has_editor(view)
    assert titles(bridge, "stB") == ["Price page", "Opening hours", "Photos"]
    assert bridge.document.touchpoints[bridge.selection[-1][1]].title == "Photos"
    assert bridge.undo_stack.count() == 2


def test_leaving_a_new_card_empty_adds_nothing(view: MapView, bridge: Bridge) -> None:
    view.add_touchpoint()
    QTest.keyClick(editor_of(view), Key.Key_Return)
    assert bridge.undo_stack.count() == 0


# -- the keyboard


def test_arrows_walk_and_control_arrows_move(view: MapView, bridge: Bridge) -> None:
    bridge.select([("notes", "no1")])
    walked = []
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Right, Key.Key_Left, Key.Key_Up):
        QTest.keyClick(view, key)
        walked.append(bridge.selection[0][1])
    assert walked == ["tp1", "tp2", "tp4", "tp1", "no1"]
    bridge.select([("touchpoints", "tp1")])
    QTest.keyClick(view, Key.Key_Down, CONTROL)
    assert stack(bridge, "stA") == ["tp2", "tp1", "tp3"]
    QTest.keyClick(view, Key.Key_Right, CONTROL)
    assert stack(bridge, "stB") == ["tp4", "tp1"]
    QTest.keyClick(view, Key.Key_Down, CONTROL)
    assert stack(bridge, "stB", "laX") == ["tp1"]
    for _ in range(3):
        bridge.undo()
    assert stack(bridge, "stA") == ["tp1", "tp2", "tp3"]


def test_several_cards_move_by_keyboard(view: MapView, bridge: Bridge) -> None:
    bridge.select([("touchpoints", "tp2"), ("touchpoints", "tp1")])
    QTest.keyClick(view, Key.Key_Down, CONTROL)
    assert stack(bridge, "stA") == ["tp3", "tp1", "tp2"]
    QTest.keyClick(view, Key.Key_Up, CONTROL)
    assert stack(bridge, "stA") == ["tp1", "tp2", "tp3"]
    QTest.keyClick(view, Key.Key_Right, CONTROL)
    assert stack(bridge, "stB") == ["tp1", "tp2", "tp4"]


def test_delete_removes_and_undo_brings_back_with_connections(
    view: MapView, bridge: Bridge
) -> None:
    before = bridge.document
    bridge.select([("touchpoints", "tp1")])
    QTest.keyClick(view, Key.Key_Delete)
    assert stack(bridge, "stA") == ["tp2", "tp3"]
    assert bridge.document.connections == {}
    assert bridge.selection == (("touchpoints", "tp2"),)
    assert view.scene().cards.area("tp1") is None
    bridge.undo()
    assert bridge.document == before
    assert view.scene().cards.area("tp1") is not None
    assert "co1" in view.board.routes


def test_select_all_and_escape(view: MapView, bridge: Bridge) -> None:
    QTest.keyClick(view, Key.Key_A, CONTROL)
    assert selected(bridge) == {"tp1", "tp2", "tp3", "tp4", "no1"}
    QTest.keyClick(view, Key.Key_Escape)
    assert bridge.selection == ()


# -- zoom and pan


def test_control_wheel_zooms_at_the_pointer(view: MapView) -> None:
    view.resize(420, 380)
    at = QPoint(200, 150)
    under = view.mapToScene(at)
    where = QPointF(at)
    wheel = QWheelEvent(
        where,
        view.viewport().mapToGlobal(where),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        CONTROL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.scale_factor() == pytest.approx(1.0015**240)
    way = view.mapToScene(at) - under
    assert abs(way.x()) <= 1.5
    assert abs(way.y()) <= 1.5


def test_headers_stay_over_their_columns_and_names_beside_their_rows(view: MapView) -> None:
    view.resize(420, 330)
    view.set_scale(1.5)
    view.horizontalScrollBar().setValue(120)
    view.verticalScrollBar().setValue(90)
    for column in view.board.layout.columns:
        place = view.stage_headers.place_of(column.id)
        assert place is not None
        left = view.viewport().mapTo(view, on_screen(view, column.left, 0)).x()
        right = view.viewport().mapTo(view, on_screen(view, column.right, 0)).x()
        x = place.translated(view.stage_headers.pos())
        assert left - 1 <= x.left() <= x.right() <= right + 1
        assert x.width() > 0.8 * (right - left)
    for row in view.board.layout.rows:
        place = view.lane_names.place_of(row.id)
        assert place is not None
        top = view.viewport().mapTo(view, on_screen(view, 0, row.top)).y()
        assert place.top() + view.lane_names.y() == pytest.approx(top, abs=1.5)
    assert view.stage_headers.geometry().bottom() < view.viewport().geometry().top()
    assert view.lane_names.geometry().right() < view.viewport().geometry().left()


def test_middle_drag_and_space_drag_pan(view: MapView) -> None:
    view.resize(420, 330)
    view.set_scale(2.0)
    bar = view.horizontalScrollBar()
    start = bar.value()
    drag(view.viewport(), QPoint(200, 150), QPoint(150, 150), button=MIDDLE)
    assert bar.value() == start + 50
    QTest.keyPress(view, Key.Key_Space)
    drag(view.viewport(), QPoint(150, 150), QPoint(200, 150))
    QTest.keyRelease(view, Key.Key_Space)
    assert bar.value() == start


def test_zoom_commands_and_their_signal(view: MapView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.scale_changed) as signal:
        view.zoom_in()
    assert signal.args == [view.scale_factor()]
    assert view.scale_factor() > 1
    view.reset_zoom()
    assert view.scale_factor() == 1
    view.set_scale(99)
    assert view.scale_factor() == 3
    view.fit_all()
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.width() >= view.board.layout.width
    assert seen.height() >= view.board.layout.height


def test_far_out_cards_become_tiles_and_come_back(view: MapView) -> None:
    view.set_scale(0.2)
    image = view.grab().toImage()
    at = view.viewport().mapTo(view, middle_of(view, "tp4"))
    assert image.pixelColor(at).name() == "#3457d5"
    view.set_scale(1.0)
    image = view.grab().toImage()
    at = view.viewport().mapTo(view, middle_of(view, "tp4"))
    assert image.pixelColor(at).name() != "#3457d5"


def test_far_out_the_selection_is_framed_and_its_connections_run_above(
    view: MapView, bridge: Bridge
) -> None:
    view.set_scale(0.3)
    plain = view.grab().toImage()
    bridge.select([("touchpoints", "tp1")])
    chosen = view.grab().toImage()
    accent = view.board.style.palette.accent.lower()
    card = view.mapFromScene(QRectF(*view.board.layout.boxes["tp1"].rect)).boundingRect()
    beside = view.viewport().mapTo(view, card.center() - QPoint(0, card.height() // 2 + 2))
    assert plain.pixelColor(beside).name() != accent
    assert chosen.pixelColor(beside).name() == accent
    way = view.board.routes["co1"]
    middle = (QPointF(*way.start) + QPointF(*way.tip)) / 2
    on_way = view.viewport().mapTo(view, view.mapFromScene(middle))
    around = [on_way + QPoint(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
    assert accent in {chosen.pixelColor(at).name() for at in around}


def test_what_is_scrolled_looks_as_if_painted_anew(view: MapView) -> None:
    view.resize(420, 300)
    view.set_scale(1.5)
    QApplication.processEvents()
    for _ in range(5):
        view.horizontalScrollBar().setValue(view.horizontalScrollBar().value() + 23)
        view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 37)
        QApplication.processEvents()
    assert view.horizontalScrollBar().value() > 0 < view.verticalScrollBar().value()
    window = view.window()
    scrolled = window.screen().grabWindow(window.winId()).toImage()
    view.viewport().update()
    view.stage_headers.update()
    view.lane_names.update()
    QApplication.processEvents()
    assert window.screen().grabWindow(window.winId()).toImage() == scrolled


# -- headers


def header_point(view: MapView, stage: str) -> QPoint:
    place = view.stage_headers.place_of(stage)
    assert place is not None
    return place.center().toPoint()


def test_headers_select_rename_and_reorder(view: MapView, bridge: Bridge) -> None:
    headers = view.stage_headers
    QTest.mouseClick(headers, LEFT, NO_KEYS, header_point(view, "stB"))
    assert bridge.selection == (("stages", "stB"),)
    QTest.mouseDClick(headers, LEFT, NO_KEYS, header_point(view, "stB"))
    QTest.keyClicks(editor_of(view), "Choice")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    assert bridge.document.stages["stB"].name == "Choice"
    drag(headers, header_point(view, "stA"), header_point(view, "stC") + QPoint(20, 0))
    assert [s.id for s in queries.stages(bridge.document, "ma1")] == ["stB", "stC", "stA"]
    QTest.keyClick(view, Key.Key_Left, CONTROL)
    assert [s.id for s in queries.stages(bridge.document, "ma1")] == ["stB", "stA", "stC"]


def test_lanes_are_reordered_and_deleted_by_their_names(view: MapView, bridge: Bridge) -> None:
    names = view.lane_names
    first, second = (names.place_of(lane) for lane in ("laN", "laT"))
    assert first is not None
    assert second is not None
    drag(names, first.center().toPoint(), second.center().toPoint() + QPoint(0, 20))
    assert [lane.id for lane in queries.lanes(bridge.document, "ma1")][:2] == ["laT", "laN"]
    QTest.keyClick(view, Key.Key_Delete)
    assert "laN" not in bridge.document.lanes
    assert "no1" not in bridge.document.notes
    bridge.undo()
    assert view.scene().cards.area("no1") is not None


def test_escape_cancels_the_drag_of_a_header(view: MapView, bridge: Bridge) -> None:
    headers = view.stage_headers
    target = header_point(view, "stC") + QPoint(20, 0)
    drag(headers, header_point(view, "stA"), target, let_go=False)
    QTest.keyClick(view, Key.Key_Escape)
    QTest.mouseRelease(headers, LEFT, NO_KEYS, target)
    assert bridge.undo_stack.count() == 0


def test_adding_a_stage_opens_its_name(view: MapView, bridge: Bridge) -> None:
    bridge.select([("stages", "stA")])
    view.add_stage()
    QTest.keyClicks(editor_of(view), "Interest")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    names = [stage.name for stage in queries.stages(bridge.document, "ma1")]
    assert names == ["Awareness", "Interest", "Decision", "Purchase"]


# -- in step with the document


def test_undo_elsewhere_during_a_drag_ends_the_drag(view: MapView, bridge: Bridge) -> None:
    bridge.select([("touchpoints", "tp1")])
    view.delete_selection()
    bridge.undo()
    drag(view.viewport(), middle_of(view, "tp1"), on_screen(view, 400, 120), let_go=False)
    bridge.redo()
    QTest.mouseRelease(view.viewport(), LEFT, NO_KEYS, on_screen(view, 400, 120))
    assert "tp1" not in bridge.document.touchpoints
    assert stack(bridge, "stA") == ["tp2", "tp3"]


def test_another_map_and_another_workspace_are_shown(view: MapView, bridge: Bridge) -> None:
    bridge.show_map("ma2")
    assert view.scene().cards.area("tp1") is None
    assert [column.id for column in view.board.layout.columns] == ["stZ"]
    bridge.load(Document.of([Workspace(id="wk9")]))
    assert view.board.layout.columns == ()
    view.zoom_in()
    view.fit_all()
    view.add_touchpoint()
    view.add_stage()
    assert bridge.undo_stack.count() == 0


def test_a_persona_lens_dims_what_it_has_no_use_for(view: MapView, bridge: Bridge) -> None:
    bridge.run(personas.add, Persona(id="pe1", name="Local"), "ma1")
    bridge.run(needs.add, Need(id="ne1", persona="pe1", text="Find it"))
    bridge.run(edit.set_field, "touchpoints", "tp1", "needs", ("ne1",))
    plain = view.grab().toImage()
    bridge.set_lens("pe1")
    assert view.board.dimmed == {"tp2", "tp3", "tp4"}
    lens = view.grab().toImage()
    at = view.viewport().mapTo(view, middle_of(view, "tp4") - QPoint(56, 0))
    assert plain.pixelColor(at) != lens.pixelColor(at)
    bridge.set_lens(None)
    assert view.board.dimmed == frozenset()


def test_a_lens_follows_cards_that_come_go_and_are_uncovered(view: MapView, bridge: Bridge) -> None:
    bridge.run(personas.add, Persona(id="pe1", name="Local"), "ma1")
    view.shaping.toggle("stages", "stA")
    bridge.set_lens("pe1")
    view.shaping.toggle("stages", "stA")
    assert view.board.dimmed == {"tp1", "tp2", "tp3", "tp4"}
    # what a painter raises is told by pytest-qt
    view.set_scale(0.2)
    bridge.run(edit.remove, [("touchpoints", "tp4")])
    view.grab()
    assert view.board.dimmed == {"tp1", "tp2", "tp3"}
    bridge.undo()
    assert view.board.dimmed == {"tp1", "tp2", "tp3", "tp4"}


def test_dark_repaints_the_paper_and_the_cards(view: MapView, theme: Theme) -> None:
    at = view.viewport().mapTo(view, middle_of(view, "tp4") + QPoint(66, 0))
    paper = QPoint(view.width() - 30, view.height() - 30)
    light = view.grab().toImage()
    assert light.pixelColor(paper).name() == "#f6f7f9"
    assert light.pixelColor(at).name() == "#ffffff"
    theme.choose("dark")
    dark = view.grab().toImage()
    assert dark.pixelColor(paper).name() == "#14181f"
    assert dark.pixelColor(at).name() == "#1b212b"


def test_a_lone_feeling_is_no_peak(view: MapView, bridge: Bridge) -> None:
    def is_named() -> bool:
        view.set_curve_labels(True)
        named = view.grab().toImage()
        view.set_curve_labels(False)
        return named != view.grab().toImage()

    assert is_named()
    bridge.run(edit.set_field, "touchpoints", "tp4", "feeling", None)
    assert not is_named()


@pytest.mark.parametrize("shown", ["selected", "none"])
def test_quiet_connections_can_be_hidden(view: MapView, shown: str) -> None:
    route = view.board.routes["co1"]
    at = on_screen(view, route.tip.x - 3, route.tip.y)
    spot = view.viewport().mapTo(view, at)
    before = view.grab().toImage().pixelColor(spot)
    view.set_connections_shown(shown)  # type: ignore[arg-type]
    assert view.grab().toImage().pixelColor(spot) != before


SHARES_OF_CO1 = Finding(
    rule="shares-above-100",
    key="shares-above-100/ma1/co1",
    map="ma1",
    stage="stB",
    kind="flow",
    priority=9.0,
    working=Working(base=9.0, form="weight", weight=9.0),
    subjects=(Subject("connections", "co1"),),
    action=Action.of("shares-above-100"),
    method="flow",
)


def test_a_connection_that_a_flow_finding_is_about_turns_red(view: MapView, bridge: Bridge) -> None:
    route = view.board.routes["co1"]
    spot = view.viewport().mapTo(view, on_screen(view, route.tip.x - 2, route.tip.y))

    def is_red() -> bool:
        near = view.grab(QRect(spot - QPoint(3, 3), QSize(7, 7))).toImage()
        colours = [near.pixelColor(x, y) for x in range(7) for y in range(7)]
        return any(colour.red() > colour.blue() + 60 for colour in colours)

    assert not is_red()
    bridge.set_findings((SHARES_OF_CO1,))
    assert is_red()
    bridge.set_findings(())
    assert not is_red()


def test_a_connection_that_is_gone_is_met_nowhere(view: MapView, bridge: Bridge) -> None:
    bridge.set_findings((SHARES_OF_CO1,))
    view.grab()
    rect = view.board.layout.boxes["tp4"].rect
    beside = QRect(on_screen(view, rect.right + 20, rect.y), QSize(200, 100))
    assert view.viewport().rect().contains(beside)
    bridge.run(edit.remove, [("connections", "co1")])
    # far from the line, on paper that was painted with it; an exception is told by pytest-qt
    for x in range(beside.left(), beside.right(), 20):
        QTest.mouseMove(view.viewport(), QPoint(x, beside.center().y()))
    view.grab()


# -- context menus

MENUS = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")


def open_menu(view: MapView, widget: QWidget, at: QPoint) -> dict[str, QAction]:
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(widget, QContextMenuEvent(reason, at, widget.mapToGlobal(at)))
    (menu,) = [menu for menu in view.findChildren(QMenu) if menu.isVisible()]
    found = {}
    for action in menu.actions():
        inner = action.menu()
        for child in inner.actions() if isinstance(inner, QMenu) else [action]:
            found[child.text().split("\t")[0]] = child
    return found


@MENUS
def test_the_menu_of_a_card(view: MapView, bridge: Bridge) -> None:
    actions = open_menu(view, view.viewport(), middle_of(view, "tp1"))
    assert bridge.selection == (("touchpoints", "tp1"),)
    actions["Missing"].trigger()
    assert bridge.document.touchpoints["tp1"].status == "missing"
    actions["Moment of truth"].trigger()
    assert bridge.document.touchpoints["tp1"].moment_of_truth
    actions["Move down"].trigger()
    assert stack(bridge, "stA") == ["tp2", "tp1", "tp3"]
    actions["Add below"].trigger()
    assert has_editor(view)


@MENUS
def test_the_menu_of_an_empty_cell_adds_stages_and_lanes(view: MapView, bridge: Bridge) -> None:
    cell = view.cell_rect("stC", "laN").center()
    actions = open_menu(view, view.viewport(), on_screen(view, cell.x(), cell.y()))
    actions["Opportunity"].trigger()
    lanes = queries.lanes(bridge.document, "ma1")
    assert [lane.name for lane in lanes][:3] == ["Pains", "Opportunity", "Touchpoints"]
    assert lanes[1].note_kind == "opportunity"
    actions["Add stage before"].trigger()
    QTest.keyClicks(editor_of(view), "Interest")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    names = [stage.name for stage in queries.stages(bridge.document, "ma1")]
    assert names == ["Awareness", "Decision", "Interest", "Purchase"]


@MENUS
def test_the_menu_of_a_stage(view: MapView, bridge: Bridge) -> None:
    actions = open_menu(view, view.stage_headers, header_point(view, "stB"))
    actions["Brief"].trigger()
    assert bridge.document.stages["stB"].depth == "brief"
    actions["Move left"].trigger()
    assert [s.id for s in queries.stages(bridge.document, "ma1")] == ["stB", "stA", "stC"]
    actions["Delete"].trigger()
    assert "stB" not in bridge.document.stages
    assert "tp4" not in bridge.document.touchpoints
    bridge.undo()
    assert view.scene().cards.area("tp4") is not None


@MENUS
def test_the_menu_of_a_lane(view: MapView, bridge: Bridge) -> None:
    place = view.lane_names.place_of("laE")
    assert place is not None
    actions = open_menu(view, view.lane_names, place.center().toPoint())
    actions["Move up"].trigger()
    order = [lane.id for lane in queries.lanes(bridge.document, "ma1")]
    assert order == ["laN", "laE", "laT", "laX", "laR"]
    actions["Rename"].trigger()
    QTest.keyClicks(editor_of(view), "Feeling")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    assert bridge.document.lanes["laE"].name == "Feeling"


# -- adding from the palette by keyboard


def test_adding_a_channel_goes_below_the_selected_card(view: MapView, bridge: Bridge) -> None:
    bridge.select([("touchpoints", "tp1")])
    view.add_touchpoint_of("chWEB")
    (added,) = selected(bridge)
    assert stack(bridge, "stA") == ["tp1", added, "tp2", "tp3"]
    bridge.select([("stages", "stC")])
    view.add_note_of("pain")
    QTest.keyClicks(editor_of(view), "Long queue")
    QTest.keyClick(editor_of(view), Key.Key_Return)
    (note,) = stack(bridge, "stC", "laN")
    assert bridge.document.notes[note].text == "Long queue"


def test_typing_elsewhere_updates_the_card(view: MapView, bridge: Bridge) -> None:
    before = view.board.layout.boxes["tp2"].rect
    long_title = "Word of mouth from a neighbour who was here"
    bridge.run(edit.set_field, "touchpoints", "tp2", "title", long_title)
    box = view.board.layout.boxes["tp2"]
    assert box.rect.height > before.height
    assert view.scene().cards.area("tp2").height() > before.height + 12
    assert view.board.layout.boxes["tp3"].rect.y > before.bottom
    assert is_at_home(view, "tp3")


@MENUS
def test_the_menu_key_opens_the_menu_of_what_is_selected(view: MapView, bridge: Bridge) -> None:
    bridge.select([("stages", "stC")])
    at = QPoint(5, 5)
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    (menu,) = [menu for menu in view.findChildren(QMenu) if menu.isVisible()]
    assert "Depth" in [action.text() for action in menu.actions()]
