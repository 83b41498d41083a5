"""Undo by name, merging of typing, following the map and the selection."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtGui import QUndoCommand

from workbench.model import queries
from workbench.model.commands import cards, edit, maps, stages
from workbench.model.document import Document
from workbench.model.entities import Lane, Map, Stage, Touchpoint, Workspace
from workbench.ui.bridge import Bridge


def two_maps() -> Document:
    return Document.of(
        [
            Workspace(id="wk1", name="Shop"),
            Map(id="ma1", name="First", rank="A"),
            Map(id="ma2", name="Second", rank="B"),
            Stage(id="st1", map="ma1", name="Look"),
            Stage(id="st2", map="ma2", name="Buy"),
            Lane(id="la1", map="ma1", kind="touchpoints", name="Touchpoints"),
            Touchpoint(id="tp1", map="ma1", stage="st1", lane="la1", title="Door", rank="A"),
            Touchpoint(id="tp2", map="ma1", stage="st1", lane="la1", title="Counter", rank="B"),
        ]
    )


@pytest.fixture
def bridge(qtbot):
    del qtbot
    return Bridge(two_maps())


def titles(bridge: Bridge) -> list[str]:
    return [card.title for card in queries.cards(bridge.document, "st1", "la1")]


def test_the_first_map_is_shown(bridge):
    assert bridge.map_id == "ma1"


def test_undo_and_redo_go_by_name_and_restore_the_document(bridge):
    before = bridge.document
    bridge.run(cards.move, ["tp2"], "st1", "la1", 0)
    assert titles(bridge) == ["Counter", "Door"]
    assert bridge.undo_stack.undoText() == "Move “Counter”"
    after = bridge.document
    bridge.undo()
    assert bridge.document == before
    assert bridge.undo_stack.redoText() == "Move “Counter”"
    bridge.redo()
    assert bridge.document == after


def test_typing_in_one_field_is_one_step_and_another_field_is_another(bridge):
    for text in ("D", "Do", "Doo"):
        bridge.run(edit.set_field, "touchpoints", "tp1", "title", text, merge="tp1.title")
    bridge.run(edit.set_field, "touchpoints", "tp1", "owner", "Team", merge="tp1.owner")
    assert bridge.undo_stack.count() == 2
    bridge.undo()
    bridge.undo()
    assert bridge.document == two_maps()


def test_what_was_typed_is_let_go_with_its_workspace(bridge):
    """Typed letter by letter, taken back and cut off: nothing of it stays in memory."""

    def steps() -> int:
        gc.collect()
        return sum(isinstance(it, QUndoCommand) for it in gc.get_objects())

    before = steps()
    for text in ("D", "Do", "Doo", "Dooo"):
        bridge.run(edit.set_field, "touchpoints", "tp1", "title", text, merge="tp1.title")
    bridge.undo()
    bridge.run(edit.set_field, "touchpoints", "tp1", "owner", "Team")
    assert steps() == before + 1
    bridge.load(Document.of([Workspace(id="wk2", name="Other")]))
    assert steps() == before


def test_typing_back_to_the_start_leaves_no_step(bridge):
    bridge.run(edit.set_field, "touchpoints", "tp1", "title", "Doors", merge="tp1.title")
    bridge.run(edit.set_field, "touchpoints", "tp1", "title", "Door", merge="tp1.title")
    assert bridge.document == two_maps()
    assert not bridge.undo_stack.canUndo()


def test_undo_switches_to_the_map_it_changes_and_selects_what_came_back(bridge):
    bridge.run(edit.remove, [("touchpoints", "tp1")])
    bridge.show_map("ma2")
    bridge.undo()
    assert bridge.map_id == "ma1"
    assert bridge.selection == (("touchpoints", "tp1"),)


def test_what_is_removed_is_no_longer_selected(bridge, qtbot):
    bridge.select([("touchpoints", "tp1"), ("touchpoints", "tp2")])
    with qtbot.waitSignal(bridge.selection_changed):
        bridge.run(edit.remove, [("touchpoints", "tp1")])
    assert bridge.selection == (("touchpoints", "tp2"),)


def test_removing_the_shown_map_shows_another(bridge):
    bridge.run(edit.remove, [("maps", "ma1")])
    assert bridge.map_id == "ma2"
    bridge.undo()
    assert bridge.map_id == "ma1"


def test_a_refused_command_says_why_and_changes_nothing(bridge, qtbot):
    with qtbot.waitSignal(bridge.refused) as told:
        bridge.run(edit.set_field, "touchpoints", "tp1", "importance", 40)
    assert told.args[0].code == "value.range"
    assert bridge.document == two_maps()
    assert not bridge.undo_stack.canUndo()


def test_a_command_that_changes_nothing_leaves_no_step(bridge):
    bridge.run(edit.set_field, "touchpoints", "tp1", "title", "Door")
    assert bridge.undo_stack.count() == 0


def test_reveal_goes_to_the_map_of_the_thing(bridge, qtbot):
    bridge.show_map("ma2")
    with qtbot.waitSignal(bridge.reveal_requested) as told:
        bridge.reveal("touchpoints", "tp2")
    assert told.args == ["touchpoints", "tp2"]
    assert bridge.map_id == "ma1"
    assert bridge.selection == (("touchpoints", "tp2"),)


def test_loading_another_workspace_forgets_steps_and_selection(bridge):
    bridge.select([("touchpoints", "tp1")])
    bridge.run(maps.duplicate, "ma1", "Third")
    bridge.run(stages.add, Stage(id="st9", map="ma1", name="New"))
    bridge.load(two_maps())
    assert bridge.undo_stack.count() == 0
    assert bridge.selection == ()
    assert bridge.document == two_maps()


def heard(bridge: Bridge) -> list[str]:
    """What the bridge tells from now on, in order, with the map that it shows by then."""
    told: list[str] = []
    for name in ("loaded", "changed", "map_changed"):
        getattr(bridge, name).connect(lambda *_, name=name: told.append(f"{name} {bridge.map_id}"))
    return told


def test_loading_tells_of_the_workspace_and_then_of_its_map_once(bridge):
    bridge.show_map("ma2")
    told = heard(bridge)
    bridge.load(two_maps())
    assert told == ["loaded ma1", "map_changed ma1"]


def test_where_the_shown_map_goes_the_change_is_told_first(bridge):
    told = heard(bridge)
    bridge.run(edit.remove, [("maps", "ma1")])
    assert told == ["changed ma2", "map_changed ma2"]
    bridge.undo()
    assert told[2:] == ["changed ma2", "map_changed ma1"]
    bridge.run(edit.remove, [("maps", "ma2")])
    assert told[4:] == ["changed ma1"]


def test_without_any_map_left_none_is_shown(bridge):
    bridge.run(edit.remove, [("maps", "ma2")])
    told = heard(bridge)
    bridge.run(edit.remove, [("maps", "ma1")])
    assert told == ["changed ", "map_changed "]


def test_a_map_counts_as_analysed_once_its_findings_are_known(bridge):
    assert not bridge.is_analysed
    bridge.set_findings(())
    assert bridge.is_analysed
    bridge.show_map("ma2")
    assert not bridge.is_analysed
    assert bridge.findings == ()
