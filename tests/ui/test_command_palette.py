"""The command palette: everything is in it, what fits comes first, why not is said."""

from __future__ import annotations

import datetime
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from workbench.analysis.findings import findings
from workbench.ui.actions.catalogue import CATALOGUE
from workbench.ui.command_palette.command_palette import CommandPalette
from workbench.ui.command_palette.ranking import ranked
from workbench.ui.dialogs.persona_editor import PersonaEditor
from workbench.ui.main_window import MainWindow
from workbench.words.folding import folded

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def bakery(one_window: MainWindow, qapp: QApplication) -> MainWindow:
    """The bakery, with the gaps of a fixed day, nothing chosen lately, the keys on the canvas."""
    one_window.settings.set("palette_recent", [])
    one_window.bridge.undo_stack.setClean()
    one_window.files.new("sample", "corner-bakery")
    one_window.activateWindow()
    one_window.view.setFocus()
    qapp.processEvents()
    bridge = one_window.bridge
    bridge.set_findings(findings(bridge.document, bridge.map_id, datetime.date(2026, 11, 21)))
    return one_window


def opened(window: MainWindow, typed: str = "") -> CommandPalette:
    """Open the palette by key and type."""
    QTest.keyClick(QApplication.focusWidget(), Key.Key_K, CONTROL)
    palette = window.handlers.palette
    assert palette.field.hasFocus()
    QTest.keyClicks(palette.field, typed)
    return palette


def titles(palette: CommandPalette) -> list[str]:
    return [entry.title for entry in palette.shown()]


def test_it_is_as_high_as_what_it_lists(bakery):
    palette = opened(bakery)
    everything = palette.height()
    QTest.keyClicks(palette.field, "export")
    few = palette.shown()
    assert 0 < len(few) < 8
    assert palette.height() < everything
    last = palette.list.model().index(len(few) - 1, 0)
    assert palette.list.viewport().rect().contains(palette.list.visualRect(last))
    assert not palette.list.verticalScrollBar().isVisible()
    palette.field.clear()
    assert palette.height() == everything
    QTest.keyClick(palette.field, Key.Key_Escape)


# -- ranking


def order(names: list[str], wanted: str) -> list[str]:
    """These names ranked as the palette does it."""
    plain = [folded(name) for name in names]
    return [names[place] for place in ranked(plain, [""] * len(names), folded(wanted), {}, 10)]


def test_what_begins_so_comes_before_what_holds_it_and_what_looks_like_it():
    names = ["Repast", "Copy and paste", "Paste", "Taste", "Paste in place", "Zoom in"]
    assert order(names, "paste") == [
        "Paste",
        "Paste in place",
        "Copy and paste",
        "Taste",
        "Repast",
    ]


def test_a_slip_of_the_finger_finds_still():
    assert order(["Export workbook", "Add stage", "Quit"], "exprot workbook") == ["Export workbook"]


def test_words_may_come_from_the_detail():
    names, details = ["website page", "website page"], ["touchpoint · decision", "touchpoint"]
    assert ranked(names, details, "page decis", {}, 10)[0] == 0


def test_accents_and_capitals_make_no_difference():
    assert order(["CAFÉ", "Bar"], "cafe") == ["CAFÉ"]


def test_extra_points_break_a_tie_only_for_what_fits():
    names = ["add note", "add stage", "quit"]
    assert ranked(names, [""] * 3, "add", {1: 4.0, 2: 4.0}, 10) == (1, 0)


def test_the_library_waits_until_somebody_types():
    program = (
        "import sys, workbench.ui.command_palette.ranking as it;"
        "it.ranked(['a'], [''], 'a', {}, 1); print('rapidfuzz' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "False\n"


# -- what is offered


def test_every_command_but_the_palette_itself_is_offered(bakery):
    offered = {entry.key for entry in opened(bakery).shown()}
    assert offered >= {f"action/{spec.id}" for spec in CATALOGUE} - {"action/command_palette"}


@pytest.mark.parametrize(
    ("typed", "detail"),
    [
        ("Decision", "Stage"),
        ("Price & hours page", "Touchpoint · Decision"),
        ("Looks for prices and opening hours", "Action · Decision"),
        ("Office orderer", "Persona"),
        ("First-time visitors", "Map"),
        ("Price & hours page matters (9) but disappoints (3)", "Gap"),
        ("Zoom in", "View"),
    ],
)
def test_whatever_is_in_the_workspace_is_found_by_its_name(bakery, typed, detail):
    first = opened(bakery, typed).shown()[0]
    assert (first.title, first.detail) == (typed, detail)


def test_a_line_shows_its_key_and_why_it_cannot_be_now(bakery):
    entry = next(it for it in opened(bakery, "Undo").shown() if it.key == "action/undo")
    assert (entry.shortcut, entry.why_not) == (
        "Ctrl+Z",
        "Nothing has changed since the workspace was opened.",
    )


# -- choosing


def test_enter_does_what_is_chosen_and_the_keys_go_back(bakery):
    palette = opened(bakery, "connect in ord")
    assert palette.shown()[0].key == "action/connect_in_order"
    before = len(bakery.bridge.document.connections)
    QTest.keyClick(palette.field, Key.Key_Return)
    assert palette.isHidden()
    assert len(bakery.bridge.document.connections) > before
    assert bakery.view.hasFocus()


def test_enter_goes_to_a_touchpoint(bakery):
    palette = opened(bakery, "photo gal")
    QTest.keyClick(palette.field, Key.Key_Return)
    ((table, identifier),) = bakery.bridge.selection
    assert bakery.bridge.document.get(table, identifier).title == "Photo gallery"
    assert bakery.view.hasFocus()


def test_arrows_choose_and_a_click_does_too(bakery):
    palette = opened(bakery, "photo")
    assert titles(palette)[:2] == ["Photo gallery", "Photo shared online"]
    QTest.keyClick(palette.field, Key.Key_Down)
    assert palette.list.currentIndex().data() == "Photo shared online"
    place = palette.list.visualRect(palette.list.currentIndex()).center()
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert palette.isHidden()
    ((_, identifier),) = bakery.bridge.selection
    assert bakery.bridge.document.touchpoints[identifier].title == "Photo shared online"


def test_a_persona_opens_its_editor(bakery, monkeypatch):
    seen = []
    monkeypatch.setattr(PersonaEditor, "exec", lambda self: seen.append(self.windowTitle()))
    palette = opened(bakery, "Office orderer")
    QTest.keyClick(palette.field, Key.Key_Return)
    assert len(seen) == 1


def test_what_cannot_be_now_stays_open_and_does_nothing(bakery):
    palette = opened(bakery, "undo")
    before = bakery.bridge.document
    QTest.keyClick(palette.field, Key.Key_Return)
    assert not palette.isHidden()
    assert bakery.bridge.document == before
    QTest.keyClick(palette.field, Key.Key_Escape)
    assert palette.isHidden()
    assert bakery.view.hasFocus()


def test_what_was_chosen_lately_comes_first(bakery):
    for typed in ("zoom in", "select all"):
        QTest.keyClick(opened(bakery, typed).field, Key.Key_Return)
    assert titles(opened(bakery))[:2] == ["Select all cards", "Zoom in"]
    assert bakery.settings.get("palette_recent") == ["action/select_all", "action/zoom_in"]


def test_nothing_found_is_said(bakery):
    palette = opened(bakery, "qqqqzzzz")
    assert palette.shown() == ()
    assert not palette.list.isVisible()
    QTest.keyClick(palette.field, Key.Key_Return)
    assert not palette.isHidden()


def test_it_closes_when_the_keys_go_elsewhere(bakery):
    palette = opened(bakery, "page")
    bakery.view.setFocus()
    assert palette.isHidden()
