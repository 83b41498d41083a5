"""The window when the shown map goes or another workspace comes, and when it was never built."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from workbench.model import queries
from workbench.model.commands import edit, maps
from workbench.ui.application import make_window
from workbench.ui.panels.by_stage import ByStagePanel


def shown_cards(window) -> set[str]:
    cards = window.view._scene.cards
    return {name for name in window.view.board.layout.boxes if cards.area(name) is not None}


def test_the_canvas_follows_when_its_map_is_deleted_and_comes_back(window):
    window.files.new("sample", "corner-bakery")
    bridge = window.bridge
    first = bridge.map_id
    bridge.run(maps.duplicate, first, "Second")
    (second,) = {item.id for item in queries.maps(bridge.document)} - {first}
    before = shown_cards(window)
    assert before
    bridge.run(edit.remove, [("maps", first)])
    assert bridge.map_id == second
    there = {item.id for item in queries.touchpoints(bridge.document, second)}
    assert there <= shown_cards(window)
    assert not shown_cards(window) & before
    bridge.undo()
    assert bridge.map_id == first
    assert shown_cards(window) == before
    bridge.run(edit.remove, [("maps", first), ("maps", second)])
    assert shown_cards(window) == set()


def test_another_workspace_builds_the_canvas_once(window):
    window.files.new("sample", "corner-bakery")
    built = []
    rebuild = window.view._scene.rebuild

    def counted() -> None:
        built.append(window.bridge.map_id)
        rebuild()

    window.view._scene.rebuild = counted
    window.bridge.load(window.bridge.document)
    assert built == [window.bridge.map_id]


@pytest.mark.parametrize("leave", ["close", "build again and close"])
def test_a_window_whose_workbench_could_not_be_built_closes(qapp, qtbot, monkeypatch, leave):
    made = make_window(qapp)
    made.show()
    qtbot.waitExposed(made)
    with monkeypatch.context() as patched:
        patched.setattr(ByStagePanel, "__init__", _fail)
        with pytest.raises(OSError, match="no panel today"):
            made.start_background_work()
    if leave != "close":
        made.files.new("template", "blank")
        assert made.view.isVisible()
        made.bridge.undo_stack.setClean()
    assert made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")


def _fail(*_: object) -> None:
    raise OSError("no panel today")
