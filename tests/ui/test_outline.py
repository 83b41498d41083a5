"""The outline by real keys, drops and edits: it is the map, whatever happens to it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy, QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from tests.helpers.canvas import small_map
from tests.helpers.qt import drop
from workbench.model import queries
from workbench.model.commands import cards, edit, lanes, stages
from workbench.model.entities import Note, Touchpoint
from workbench.model.ids import new_id
from workbench.ui import mime
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.map_switcher import MapSwitcher
from workbench.ui.canvas.view import MapView
from workbench.ui.main_window import MainWindow
from workbench.ui.outline import columns, dropping
from workbench.ui.outline.lines import OutlineTree
from workbench.ui.outline.model import OutlineModel
from workbench.ui.outline.page import MapPage
from workbench.ui.outline.tree import Node
from workbench.ui.theme import Theme

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
POPUPS = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")


def page_of(bridge: Bridge, theme: Theme) -> MapPage:
    return MapPage(bridge, theme, MapSwitcher(bridge, theme), MapView(bridge, theme))


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge, theme: Theme) -> MapPage:
    page = page_of(bridge, theme)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.show_outline(True)
    page.outline.lines.setFocus()
    return page


@pytest.fixture
def tree(page: MapPage) -> OutlineTree:
    return page.outline.lines


def node(table: str, identifier: str, stage: str = "") -> Node:
    return Node(table, identifier, stage)


def go(page: MapPage, to: Node, column: int = 0) -> None:
    page.outline.lines.setCurrentIndex(page.outline.model.index_of(to, column))


def text(page: MapPage, of: Node, column: int) -> str:
    return str(page.outline.model.index_of(of, column).data() or "")


def shown(model: OutlineModel, parent: QModelIndex | None = None) -> list[object]:
    """The titles as Qt's own way through the model finds them, nested."""
    parent = parent or QModelIndex()
    found: list[object] = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        assert model.parent(index) == parent
        found.append((index.data(), shown(model, index)))
    return found


def expected(bridge: Bridge) -> list[object]:
    """The same from the document, by brute force."""
    document, journey = bridge.document, bridge.map_id

    def in_cell(stage: str, lane: str) -> list[object]:
        everything = [*document.touchpoints.values(), *document.notes.values()]
        here = [it for it in everything if (it.stage, it.lane) == (stage, lane)]
        here.sort(key=lambda it: (it.rank, it.id))
        texts = [it.title if isinstance(it, Touchpoint) else it.text for it in here]
        return [(it or "Without a name", []) for it in texts]

    def ordered(table: str) -> list[object]:
        items = [it for it in document.table(table).values() if it.map == journey]
        return sorted(items, key=lambda it: (it.rank, it.id))

    taking = [lane for lane in ordered("lanes") if lane.kind in ("touchpoints", "notes")]
    return [
        (stage.name, [(lane.name, in_cell(stage.id, lane.id)) for lane in taking])
        for stage in ordered("stages")
    ]


def editor(tree: OutlineTree) -> QLineEdit:
    (found,) = [it for it in tree.viewport().findChildren(QLineEdit) if it.isVisible()]
    return found


def editors(tree: OutlineTree) -> list[QLineEdit]:
    return [it for it in tree.viewport().findChildren(QLineEdit) if it.isVisible()]


# -- what is shown


def test_the_whole_map_is_there_by_stage_lane_and_card(page: MapPage) -> None:
    assert shown(page.outline.model) == [
        (
            "Awareness",
            [
                ("Pains", [("Hard to find", [])]),
                ("Touchpoints", [("Search ad", []), ("Word of mouth", []), ("Flyer", [])]),
                ("Partners", []),
            ],
        ),
        ("Decision", [("Pains", []), ("Touchpoints", [("Price page", [])]), ("Partners", [])]),
        ("Purchase", [("Pains", []), ("Touchpoints", []), ("Partners", [])]),
    ]


def test_the_cells_of_a_card_read_as_people_write_them(page: MapPage) -> None:
    card = node("touchpoints", "tp1")
    assert text(page, card, columns.IMPORTANCE) == "9"
    assert text(page, card, columns.SATISFACTION) == "3"
    assert text(page, card, columns.OPPORTUNITY) == "15"
    assert text(page, card, columns.FEELING) == "+1"
    assert text(page, node("touchpoints", "tp4"), columns.CHANNEL) == "Website page"
    assert text(page, node("touchpoints", "tp2"), columns.IMPORTANCE) == ""


def test_another_map_is_shown_with_the_bridge(page: MapPage, bridge: Bridge) -> None:
    bridge.show_map("ma2")
    assert shown(page.outline.model) == [("Return", [("Touchpoints", [])])]


# -- in step with the canvas


def test_selecting_lines_selects_cards_and_the_other_way_round(
    page: MapPage, tree: OutlineTree, bridge: Bridge
) -> None:
    go(page, node("touchpoints", "tp2"))
    assert bridge.selection == (("touchpoints", "tp2"),)
    QTest.keyClick(tree, Key.Key_Down, SHIFT)
    assert set(bridge.selection) == {("touchpoints", "tp2"), ("touchpoints", "tp3")}
    bridge.select([("notes", "no1"), ("touchpoints", "tp4")])
    assert tree.chosen() == [node("notes", "no1"), node("touchpoints", "tp4")]
    assert tree.node() == node("touchpoints", "tp4")
    bridge.select([("stages", "stC")])
    assert tree.chosen() == [node("stages", "stC")]
    bridge.select(())
    assert tree.chosen() == []


def test_a_change_elsewhere_tells_only_its_line(page: MapPage, bridge: Bridge) -> None:
    model = page.outline.model
    resets, changes = QSignalSpy(model.modelReset), QSignalSpy(model.dataChanged)
    rows = [
        QSignalSpy(signal) for signal in (model.rowsInserted, model.rowsMoved, model.rowsRemoved)
    ]
    bridge.run(edit.set_field, "touchpoints", "tp2", "title", "Neighbours")
    assert text(page, node("touchpoints", "tp2"), 0) == "Neighbours"
    assert changes.count() == 1
    assert changes.at(0)[0] == model.index_of(node("touchpoints", "tp2"))
    assert resets.count() == 0
    assert [spy.count() for spy in rows] == [0, 0, 0]


def test_what_happens_while_the_outline_is_hidden_is_there_later(
    page: MapPage, tree: OutlineTree, bridge: Bridge
) -> None:
    model = page.outline.model
    tree.collapse(model.index_of(node("stages", "stA")))
    page.show_outline(False)
    bridge.run(cards.move, ["tp1"], "stC", "laX", 0)
    bridge.run(edit.set_field, "stages", "stB", "name", "Choice")
    page.show_outline(True)
    assert shown(model) == expected(bridge)
    assert not tree.isExpanded(model.index_of(node("stages", "stA")))


def test_one_move_elsewhere_is_one_move_of_a_line(page: MapPage, bridge: Bridge) -> None:
    model = page.outline.model
    moves = QSignalSpy(model.rowsMoved)
    others = [QSignalSpy(signal) for signal in (model.rowsInserted, model.rowsRemoved)]
    bridge.run(stages.move, "stC", 0)
    bridge.run(lanes.move, "laX", 0)
    bridge.run(cards.move, ["tp3"], "stA", "laT", 0)
    # a stage, then a lane in each of three stages, then a card
    assert moves.count() == 1 + 3 + 1
    assert [spy.count() for spy in others] == [0, 0]
    assert shown(model) == expected(bridge)


EDITS = st.lists(
    st.one_of(
        st.tuples(
            st.just("card"),
            st.integers(0, 9),
            st.integers(0, 2),
            st.sampled_from(["laT", "laX", "laN"]),
            st.integers(0, 4),
        ),
        st.tuples(st.just("stage"), st.integers(0, 2), st.integers(0, 2)),
        st.tuples(st.just("lane"), st.integers(0, 4), st.integers(0, 4)),
        st.tuples(st.just("remove"), st.integers(0, 12)),
        st.tuples(st.just("add"), st.integers(0, 2), st.sampled_from(["laT", "laX", "laN"])),
        st.tuples(st.just("undo")),
        st.tuples(st.just("redo")),
    ),
    max_size=9,
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits=EDITS)
def test_after_any_edits_the_lines_are_the_map_without_a_reset(
    theme: Theme, edits: list[tuple[object, ...]]
) -> None:
    bridge = Bridge(small_map())
    page = page_of(bridge, theme)
    page.show()
    page.show_outline(True)
    model = page.outline.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    resets = QSignalSpy(model.modelReset)
    for kind, *given_ in edits:
        _edit(bridge, str(kind), given_)
        assert shown(model) == expected(bridge)
        known = [(it.table, it.id) for it in page.outline.lines.chosen()]
        assert set(known) == {place for place in bridge.selection if model.nodes_of(place)}
    assert resets.count() == 0
    tester.deleteLater()
    page.close()
    page.deleteLater()


def _edit(bridge: Bridge, kind: str, given_: list[object]) -> None:
    document = bridge.document
    ordered = queries.stages(document, "ma1")
    names = sorted([*document.touchpoints, *document.notes])
    match kind, given_:
        case "card", [int(which), int(stage), lane, int(at)] if names and ordered:
            home = ordered[stage % len(ordered)].id
            card = names[which % len(names)]
            bridge.select([("notes" if card in document.notes else "touchpoints", card)])
            bridge.run(cards.move, [card], home, lane, at)
        case "stage", [int(which), int(at)] if ordered:
            bridge.run(stages.move, ordered[which % len(ordered)].id, at)
        case "lane", [int(which), int(at)]:
            found = queries.lanes(document, "ma1")
            bridge.run(lanes.move, found[which % len(found)].id, at)
        case "remove", [int(which)]:
            places = [("stages", it.id) for it in ordered]
            places += [("touchpoints", it) for it in sorted(document.touchpoints)]
            if places:
                bridge.run(edit.remove, [places[which % len(places)]])
        case "add", [int(stage), lane] if ordered:
            home, identifier = ordered[stage % len(ordered)].id, new_id("touchpoints")
            if lane == "laN":
                note = Note(id=new_id("notes"), map="ma1", stage=home, lane="laN", text="New")
                bridge.run(cards.add, note, 0)
            else:
                card = Touchpoint(id=identifier, map="ma1", stage=home, lane=str(lane), title="N")
                bridge.run(cards.add, card, 0)
        case "undo", []:
            bridge.undo()
        case "redo", []:
            bridge.redo()


# -- editing in place


def test_f2_edits_a_title_enter_keeps_it_and_escape_does_not(
    page: MapPage, tree: OutlineTree, bridge: Bridge
) -> None:
    go(page, node("touchpoints", "tp2"))
    QTest.keyClick(tree, Key.Key_F2)
    field = editor(tree)
    field.selectAll()
    QTest.keyClicks(field, "Friends")
    QTest.keyClick(field, Key.Key_Return)
    assert bridge.document.touchpoints["tp2"].title == "Friends"
    QTest.keyClick(tree, Key.Key_F2)
    QTest.keyClicks(editor(tree), " and family")
    QTest.keyClick(editor(tree), Key.Key_Escape)
    assert bridge.document.touchpoints["tp2"].title == "Friends"
    assert bridge.undo_stack.count() == 1


def test_stages_and_lanes_are_renamed_in_place(
    page: MapPage, tree: OutlineTree, bridge: Bridge
) -> None:
    for line, name in ((node("stages", "stB"), "Choice"), (node("lanes", "laX", "stC"), "Allies")):
        go(page, line)
        QTest.keyClick(tree, Key.Key_F2)
        editor(tree).selectAll()
        QTest.keyClicks(editor(tree), name)
        QTest.keyClick(editor(tree), Key.Key_Return)
    assert bridge.document.stages["stB"].name == "Choice"
    assert bridge.document.lanes["laX"].name == "Allies"
    for stage in ("stA", "stB", "stC"):
        assert text(page, node("lanes", "laX", stage), 0) == "Allies"


def test_a_note_keeps_its_line_breaks_when_nothing_is_typed(
    page: MapPage, tree: OutlineTree, bridge: Bridge
) -> None:
    bridge.run(edit.set_field, "notes", "no1", "text", "Hard to find\nat night")
    assert text(page, node("notes", "no1"), 0) == "Hard to find at night"
    go(page, node("notes", "no1"))
    QTest.keyClick(tree, Key.Key_F2)
    QTest.keyClick(editor(tree), Key.Key_Return)
    assert bridge.document.notes["no1"].text == "Hard to find\nat night"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("7", 7.0), ("6.5", 6.5), ("6,5", 6.5), ("", None), ("12", 9.0), ("much", 9.0)],
)
def test_a_score_is_typed_and_what_is_none_is_refused(
    page: MapPage, tree: OutlineTree, bridge: Bridge, typed: str, kept: float | None
) -> None:
    refused = QSignalSpy(bridge.refused)
    go(page, node("touchpoints", "tp1"), columns.IMPORTANCE)
    QTest.keyClick(tree, Key.Key_F2)
    field = editor(tree)
    assert field.text() == "9"
    field.selectAll()
    QTest.keyClick(field, Key.Key_Delete)
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Key.Key_Return)
    assert bridge.document.touchpoints["tp1"].importance == kept
    assert refused.count() == (1 if typed in ("12", "much") else 0)


@POPUPS
def test_channel_status_and_feeling_are_chosen_from_lists(
    page: MapPage, tree: OutlineTree, bridge: Bridge
) -> None:
    for column, value, field in (
        (columns.CHANNEL, "chWEB", "channel"),
        (columns.STATUS, "missing", "status"),
        (columns.FEELING, -2.0, "feeling"),
    ):
        go(page, node("touchpoints", "tp2"), column)
        QTest.keyClick(tree, Key.Key_F2)
        (box,) = [it for it in tree.viewport().findChildren(QComboBox) if it.isVisible()]
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
        assert getattr(bridge.document.touchpoints["tp2"], field) == value


def test_left_and_right_go_along_the_cells_and_fold_at_the_title(
    page: MapPage, tree: OutlineTree
) -> None:
    go(page, node("touchpoints", "tp1"))
    QTest.keyClick(tree, Key.Key_Right)
    assert tree.currentIndex().column() == columns.CHANNEL
    QTest.keyClick(tree, Key.Key_Left)
    QTest.keyClick(tree, Key.Key_Left)
    assert tree.node() == node("lanes", "laT", "stA")
    QTest.keyClick(tree, Key.Key_Left)
    assert not tree.isExpanded(tree.currentIndex())
    QTest.keyClick(tree, Key.Key_Right)
    assert tree.isExpanded(tree.currentIndex())


def test_tab_in_a_field_goes_on_to_the_next_cell_of_the_line(
    page: MapPage, tree: OutlineTree, bridge: Bridge
) -> None:
    go(page, node("touchpoints", "tp2"), columns.IMPORTANCE)
    QTest.keyClick(tree, Key.Key_F2)
    QTest.keyClicks(editor(tree), "8")
    QTest.keyClick(editor(tree), Key.Key_Tab)
    QTest.keyClicks(editor(tree), "2")
    QTest.keyClick(editor(tree), Key.Key_Return)
    card = bridge.document.touchpoints["tp2"]
    assert (card.importance, card.satisfaction) == (8.0, 2.0)


# -- adding, moving, deleting


def test_enter_types_one_card_after_another_and_escape_ends_it(
    page: MapPage, tree: OutlineTree, bridge: Bridge, qtbot: QtBot
) -> None:
    go(page, node("touchpoints", "tp1"))
    QTest.keyClick(tree, Key.Key_Return)
    for title in ("Poster", "Leaflet"):
        QTest.keyClicks(editor(tree), title)
        QTest.keyClick(editor(tree), Key.Key_Return)
        qtbot.waitUntil(lambda: len(editors(tree)) == 1 and not editor(tree).text())
    QTest.keyClick(editor(tree), Key.Key_Escape)
    qtbot.waitUntil(lambda: shown(page.outline.model) == expected(bridge))
    stack = [it.title for it in queries.cards(bridge.document, "stA", "laT")]
    assert stack == ["Search ad", "Poster", "Leaflet", "Word of mouth", "Flyer"]
    assert not editors(tree)
    assert bridge.undo_stack.count() == 2
    assert bridge.document.get(*bridge.selection[0]).title == "Leaflet"


def test_enter_in_a_lane_adds_to_its_cell_and_in_a_stage_a_stage(
    page: MapPage, tree: OutlineTree, bridge: Bridge, qtbot: QtBot
) -> None:
    go(page, node("lanes", "laN", "stC"))
    QTest.keyClick(tree, Key.Key_Return)
    QTest.keyClicks(editor(tree), "Slow till")
    QTest.keyClick(editor(tree), Key.Key_Return)
    qtbot.waitUntil(lambda: len(editors(tree)) == 1)
    QTest.keyClick(editor(tree), Key.Key_Escape)
    (note,) = queries.cards(bridge.document, "stC", "laN")
    assert (note.text, note.kind) == ("Slow till", "pain")
    go(page, node("stages", "stA"))
    QTest.keyClick(tree, Key.Key_Return)
    QTest.keyClicks(editor(tree), "Interest")
    QTest.keyClick(editor(tree), Key.Key_Return)
    names = [it.name for it in queries.stages(bridge.document, "ma1")]
    assert names == ["Awareness", "Interest", "Decision", "Purchase"]


def test_control_and_arrows_move_a_card_and_the_line_goes_with_it(
    page: MapPage, tree: OutlineTree, bridge: Bridge
) -> None:
    go(page, node("touchpoints", "tp1"))
    QTest.keyClick(tree, Key.Key_Down, CONTROL)
    stack = [it.id for it in queries.cards(bridge.document, "stA", "laT")]
    assert stack == ["tp2", "tp1", "tp3"]
    QTest.keyClick(tree, Key.Key_Right, CONTROL)
    assert bridge.document.touchpoints["tp1"].stage == "stB"
    assert shown(page.outline.model) == expected(bridge)
    assert tree.chosen() == [node("touchpoints", "tp1")]
    bridge.undo()
    assert shown(page.outline.model) == expected(bridge)


def test_several_cards_move_as_one_and_go_on_into_the_next_lane(
    page: MapPage, tree: OutlineTree, bridge: Bridge
) -> None:
    bridge.select([("touchpoints", "tp2"), ("touchpoints", "tp3")])
    QTest.keyClick(tree, Key.Key_Up, CONTROL)
    stack = [it.id for it in queries.cards(bridge.document, "stA", "laT")]
    assert stack == ["tp2", "tp3", "tp1"]
    QTest.keyClick(tree, Key.Key_Down, CONTROL)
    QTest.keyClick(tree, Key.Key_Down, CONTROL)
    stack = [it.id for it in queries.cards(bridge.document, "stA", "laX")]
    assert stack == ["tp2", "tp3"]
    # the lane above takes notes, so touchpoints go no further up than their own lane
    bridge.select([("touchpoints", "tp4")])
    QTest.keyClick(tree, Key.Key_Up, CONTROL)
    assert bridge.document.touchpoints["tp4"].lane == "laT"
    QTest.keyClick(tree, Key.Key_Right, CONTROL)
    QTest.keyClick(tree, Key.Key_Right, CONTROL)
    assert bridge.document.touchpoints["tp4"].stage == "stC"
    assert shown(page.outline.model) == expected(bridge)


def test_what_is_folded_on_the_canvas_is_moved_here_all_the_same(
    page: MapPage, tree: OutlineTree, bridge: Bridge
) -> None:
    page.view.shaping.toggle("stages", "stA")
    assert "tp1" not in page.view.board.layout.boxes
    go(page, node("touchpoints", "tp1"))
    QTest.keyClick(tree, Key.Key_Down, CONTROL)
    stack = [it.id for it in queries.cards(bridge.document, "stA", "laT")]
    assert stack == ["tp2", "tp1", "tp3"]


def test_delete_removes_the_lines_that_are_selected_and_undo_brings_them_back(
    page: MapPage, tree: OutlineTree, bridge: Bridge
) -> None:
    bridge.select([("touchpoints", "tp1"), ("notes", "no1")])
    QTest.keyClick(tree, Key.Key_Delete)
    assert "tp1" not in bridge.document.touchpoints
    assert "no1" not in bridge.document.notes
    assert shown(page.outline.model) == expected(bridge)
    bridge.undo()
    assert shown(page.outline.model) == expected(bridge)


def test_digits_score_as_on_the_canvas(page: MapPage, tree: OutlineTree, bridge: Bridge) -> None:
    go(page, node("touchpoints", "tp2"))
    QTest.keyClick(tree, Key.Key_8)
    QTest.keyClick(tree, Key.Key_S)
    QTest.keyClick(tree, Key.Key_3)
    card = bridge.document.touchpoints["tp2"]
    assert (card.importance, card.satisfaction) == (8.0, 3.0)


def test_control_a_selects_every_card(tree: OutlineTree, bridge: Bridge) -> None:
    QTest.keyClick(tree, Key.Key_A, CONTROL)
    assert {it for _, it in bridge.selection} == {"tp1", "tp2", "tp3", "tp4", "no1"}


@POPUPS
def test_the_menu_of_a_card_is_that_of_the_canvas(
    page: MapPage, tree: OutlineTree, bridge: Bridge
) -> None:
    go(page, node("touchpoints", "tp1"))
    tree.menu_wanted.emit(QPoint(10, 10))
    (menu,) = [it for it in tree.findChildren(QMenu) if it.isVisible()]
    entries = [action.text().split("\t")[0] for action in menu.actions()]
    assert "Edit title" in entries
    assert "Unfold all" in entries
    (delete,) = [it for it in menu.actions() if it.text().startswith("Delete")]
    delete.trigger()
    menu.close()
    assert "tp1" not in bridge.document.touchpoints


# -- dragging


def place_of(page: MapPage, of: Node, part: float) -> QPoint:
    """A point in a line: `part` 0 is its upper edge, 0.5 its middle, 1 its lower edge."""
    rect: QRect = page.outline.lines.visualRect(page.outline.model.index_of(of))
    return QPoint(rect.left() + 40, rect.top() + round((rect.height() - 1) * part))


def dragged(*nodes: Node) -> str:
    return bytes(dropping.as_mime(nodes).data(dropping.LINES).data()).decode()


def test_a_card_is_dropped_between_others_and_into_another_lane(
    page: MapPage, tree: OutlineTree, bridge: Bridge
) -> None:
    card = node("touchpoints", "tp3")
    at = place_of(page, node("touchpoints", "tp1"), 0)
    drop(tree.viewport(), dropping.LINES, dragged(card), at)
    stack = [it.id for it in queries.cards(bridge.document, "stA", "laT")]
    assert stack == ["tp3", "tp1", "tp2"]
    at = place_of(page, node("lanes", "laX", "stB"), 0.5)
    drop(tree.viewport(), dropping.LINES, dragged(card, node("touchpoints", "tp1")), at)
    stack = [it.id for it in queries.cards(bridge.document, "stB", "laX")]
    assert stack == ["tp3", "tp1"]
    assert bridge.undo_stack.count() == 2
    assert shown(page.outline.model) == expected(bridge)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (dropping.LINES, b"touchpoints"),
        (dropping.LINES, b"touchpoints\xff\ttp1\tstA"),
        (dropping.LINES, b"touchpoints\ttpELSE\tstA"),
        (mime.CHANNEL, b"chELSE"),
        (mime.CHANNEL, b"\xff"),
    ],
)
def test_what_another_window_of_the_program_drags_here_changes_nothing(
    page: MapPage, tree: OutlineTree, bridge: Bridge, kind: str, content: bytes
) -> None:
    before = bridge.document
    at = place_of(page, node("lanes", "laT", "stB"), 0.5)
    drop(tree.viewport(), kind, content, at)
    assert bridge.document == before


def test_a_touchpoint_does_not_land_in_a_lane_for_notes(
    page: MapPage, tree: OutlineTree, bridge: Bridge
) -> None:
    before = bridge.document
    at = place_of(page, node("lanes", "laN", "stB"), 0.5)
    drop(tree.viewport(), dropping.LINES, dragged(node("touchpoints", "tp1")), at)
    assert bridge.document == before


def test_stages_and_lanes_are_dragged_among_their_like(
    page: MapPage, tree: OutlineTree, bridge: Bridge
) -> None:
    at = place_of(page, node("stages", "stA"), 0)
    drop(tree.viewport(), dropping.LINES, dragged(node("stages", "stC")), at)
    assert [it.id for it in queries.stages(bridge.document, "ma1")] == ["stC", "stA", "stB"]
    at = place_of(page, node("lanes", "laN", "stC"), 0)
    drop(tree.viewport(), dropping.LINES, dragged(node("lanes", "laX", "stA")), at)
    order = [it.id for it in queries.lanes(bridge.document, "ma1")]
    assert order == ["laX", "laN", "laT", "laE", "laR"]
    assert shown(page.outline.model) == expected(bridge)


def test_what_the_palette_drags_lands_in_a_lane(
    page: MapPage, tree: OutlineTree, bridge: Bridge
) -> None:
    at = place_of(page, node("lanes", "laT", "stC"), 0.5)
    drop(tree.viewport(), mime.CHANNEL, "chWEB", at)
    (card,) = queries.cards(bridge.document, "stC", "laT")
    assert (card.title, card.channel) == ("Website page", "chWEB")


# -- for screen readers


def test_every_cell_says_by_itself_what_it_is(tree: OutlineTree) -> None:
    interface = QAccessible.queryAccessibleInterface(tree)
    assert interface.text(QAccessible.Text.Name) == "Outline of the map"
    names = [
        interface.child(at).text(QAccessible.Text.Name) for at in range(interface.childCount())
    ]
    for name in (
        "Awareness, stage",
        "Touchpoints, lane",
        "Search ad, touchpoint",
        "Hard to find, Pain point",
        "Importance: 9",
        "Satisfaction: 3",
        "Importance: blank",
        "Feeling: Happy (+1)",
        "Channel or kind: Website page",
    ):
        assert name in names


# -- in the window


def test_the_window_changes_between_map_and_outline_by_key(
    window: MainWindow,
) -> None:
    window.files.new("sample", "corner-bakery")
    window.activateWindow()
    page = window.page
    QTest.keyClick(window, Key.Key_O, CONTROL | SHIFT)
    assert page.is_outline
    assert window.actions_by_id["outline"].isChecked()
    assert page.buttons["outline"].isChecked()
    before = len(window.bridge.document.touchpoints)
    window.actions_by_id["add_touchpoint"].trigger()
    QTest.keyClicks(editor(page.outline.lines), "Window display")
    QTest.keyClick(editor(page.outline.lines), Key.Key_Return)
    assert len(window.bridge.document.touchpoints) == before + 1
    QTest.keyClick(window, Key.Key_O, CONTROL | SHIFT)
    assert not page.is_outline
    assert window.view.isVisible()
    assert not window.actions_by_id["outline"].isChecked()


def test_cards_are_copied_and_pasted_in_the_outline(window: MainWindow) -> None:
    window.files.new("sample", "corner-bakery")
    window.page.show_outline(True)
    lines, bridge = window.page.outline.lines, window.bridge
    lines.setFocus()
    card = next(iter(queries.touchpoints(bridge.document, bridge.map_id)))
    last = queries.stages(bridge.document, bridge.map_id)[-1]
    bridge.select([("touchpoints", card.id)])
    window.actions_by_id["copy"].trigger()
    lines.setCurrentIndex(window.page.outline.model.index_of(Node("lanes", card.lane, last.id)))
    window.actions_by_id["paste"].trigger()
    assert queries.cards(bridge.document, last.id, card.lane)[-1].title == card.title
