"""Finding a word: how often, the next, what lies elsewhere, and what is lit up."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.helpers.canvas import small_map
from workbench.analysis.search import Hit, search
from workbench.model.document import Document
from workbench.model.entities import TABLES, Channel, Need, Persona, Trigger
from workbench.ui.main_window import MainWindow

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def cafe() -> Document:
    """The small map, with “café” said in many places: on it, on another map, by a persona."""
    document = small_map()
    changed = {
        ("touchpoints", "tp2"): {"thinks": "The CAFE is full"},
        ("touchpoints", "tp4"): {"title": "Café page"},
        ("notes", "no1"): {"text": "Which café?"},
        ("stages", "stZ"): {"question": "Cafe again?"},
    }
    entities = [
        msgspec.structs.replace(entity, **changed.get((table, entity.id), {}))
        for table in TABLES
        for entity in document.table(table).values()
    ]
    return Document.of(
        [
            *entities,
            Persona(id="pe1", name="Neighbour"),
            Need(id="ne1", persona="pe1", rank="1", text="A café around the corner"),
            Channel(id="chCAF", name="Ｃａｆｅ radio", family="paid"),
            Trigger(id="tr1", map="ma1", touchpoint="tp3", event="Café visited"),
        ]
    )


@pytest.fixture
def window(one_window: MainWindow, qapp: QApplication) -> MainWindow:
    """The window with the map above, the bar closed and the keys on the canvas."""
    one_window.bridge.undo_stack.setClean()
    one_window.files.new("template", "blank")
    one_window.bridge.load(cafe())
    one_window.view.shaping.expand_all()
    one_window.activateWindow()
    one_window.view.setFocus()
    qapp.processEvents()
    return one_window


def look_for(window: MainWindow, text: str) -> None:
    QTest.keyClick(window.view, Key.Key_F, CONTROL)
    bar = window.page.find_bar
    assert bar.field.hasFocus()
    QTest.keyClicks(bar.field, text)


def count(window: MainWindow) -> str:
    return window.page.find_bar.count.text()


def selected(window: MainWindow) -> tuple[str, str]:
    (only,) = window.bridge.selection
    return only


# -- what is found


def test_capitals_accents_and_wide_letters_make_no_difference():
    expected = (
        Hit("notes", "no1", "ma1"),
        Hit("touchpoints", "tp2", "ma1"),
        Hit("triggers", "tr1", "ma1"),
        Hit("touchpoints", "tp4", "ma1"),
        Hit("stages", "stZ", "ma2"),
        Hit("personas", "pe1"),
        Hit("channels", "chCAF"),
    )
    for wanted in ("café", "CAFE", " cafe ", "ｃａｆé"):
        assert search(cafe(), wanted, "ma1") == expected


def test_the_shown_map_comes_first():
    assert search(cafe(), "cafe", "ma2")[0] == Hit("stages", "stZ", "ma2")


def test_a_touchpoint_says_the_name_of_its_channel():
    assert search(small_map(), "website", "ma1") == (
        Hit("touchpoints", "tp4", "ma1"),
        Hit("channels", "chWEB"),
    )


def test_words_of_different_fields_do_not_make_a_find():
    document = Document.of([Persona(id="pe1", name="Bread", segment="lovers")])
    assert search(document, "bread lovers") == ()
    assert search(document, "bread") == (Hit("personas", "pe1"),)


@pytest.mark.parametrize("wanted", ["", "   ", "\u0301"])
def test_nothing_is_found_by_nothing(wanted):
    assert search(cafe(), wanted, "ma1") == ()


def test_another_kana_is_another_word():
    document = Document.of([Persona(id="pe1", name="かき")])
    assert search(document, "がき") == ()
    assert search(document, "カキ") == ()
    assert search(document, "かき")


# -- the bar


def test_typing_counts_lights_up_and_goes_to_the_first(window):
    look_for(window, "cafe")
    assert count(window) == "1 of 5"
    assert selected(window) == ("notes", "no1")
    assert window.page.find_bar.marks.found == ("no1", "tp2", "tp4")
    assert window.page.find_bar.field.hasFocus()


def test_f3_goes_round_over_all_maps(window):
    look_for(window, "cafe")
    seen = []
    for _ in range(5):
        QTest.keyClick(window.page.find_bar.field, Key.Key_F3)
        seen.append((count(window), selected(window)))
    assert seen == [
        ("2 of 5", ("touchpoints", "tp2")),
        ("3 of 5", ("touchpoints", "tp3")),
        ("4 of 5", ("touchpoints", "tp4")),
        ("5 of 5", ("stages", "stZ")),
        ("1 of 5", ("notes", "no1")),
    ]


def test_shift_f3_and_shift_enter_go_back_and_enter_on(window):
    look_for(window, "cafe")
    field = window.page.find_bar.field
    QTest.keyClick(field, Key.Key_Return)
    assert count(window) == "2 of 5"
    QTest.keyClick(field, Key.Key_Return, SHIFT)
    assert count(window) == "1 of 5"
    QTest.keyClick(field, Key.Key_F3)
    QTest.keyClick(field, Key.Key_F3, SHIFT)
    assert selected(window) == ("notes", "no1")


def test_f3_goes_on_from_the_canvas_too(window):
    look_for(window, "cafe")
    window.view.setFocus()
    QTest.keyClick(window.view, Key.Key_F3)
    assert selected(window) == ("touchpoints", "tp2")
    assert window.view.hasFocus()


def test_escape_closes_and_gives_the_keys_back_to_what_was_found(window):
    look_for(window, "page")
    QTest.keyClick(window.page.find_bar.field, Key.Key_Escape)
    assert window.page.find_bar.isHidden()
    assert window.page.find_bar.marks.found == ()
    assert window.view.hasFocus()
    assert selected(window) == ("touchpoints", "tp4")


def test_what_nothing_says_is_told_and_selects_nothing(window):
    look_for(window, "zebra")
    assert count(window) == "Nothing says this"
    assert window.bridge.selection == ()
    assert window.page.find_bar.field.property("invalid") == "true"
    QTest.keyClick(window.page.find_bar.field, Key.Key_F3)
    assert window.bridge.selection == ()


def test_what_lies_elsewhere_is_listed_and_opened(window):
    look_for(window, "cafe")
    bar = window.page.find_bar
    assert bar.elsewhere.text() == "3 elsewhere"
    menu = bar.elsewhere.menu()
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions()]
    assert texts == [
        "Second visit",
        "Return",
        "Personas",
        "Neighbour",
        "Channels",
        "Ｃａｆｅ radio",
    ]
    wanted = []
    bar.persona_wanted.disconnect()
    bar.persona_wanted.connect(wanted.append)
    entry(menu, "Neighbour").trigger()
    assert wanted == ["pe1"]
    entry(menu, "Return").trigger()
    assert window.bridge.map_id == "ma2"
    assert selected(window) == ("stages", "stZ")


def entry(menu: QMenu, text: str):
    return next(action for action in menu.actions() if action.text() == text)


def test_what_is_collapsed_is_listed_and_opens_when_one_goes_there(window):
    window.view.shaping.toggle("stages", "stA")
    look_for(window, "cafe")
    bar = window.page.find_bar
    # typing alone opens nothing
    assert window.view.shaping.is_collapsed("stages", "stA")
    assert selected(window) == ("touchpoints", "tp4")
    assert bar.marks.found == ("tp4",)
    menu = bar.elsewhere.menu()
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions()]
    assert texts[:3] == ["Collapsed on this map", "Which café?", "Word of mouth"]
    QTest.keyClick(bar.field, Key.Key_F3, SHIFT)
    QTest.keyClick(bar.field, Key.Key_F3, SHIFT)
    assert selected(window) == ("touchpoints", "tp2")
    assert not window.view.shaping.is_collapsed("stages", "stA")
    assert bar.marks.found == ("no1", "tp2", "tp4")


def test_the_bar_follows_what_changes(window):
    look_for(window, "cafe")
    window.bridge.select([("touchpoints", "tp2")])
    window.view.delete_selection()
    assert window.page.find_bar.marks.found == ("no1", "tp4")
    assert count(window) == "1 of 4"
    window.bridge.undo()
    assert window.page.find_bar.marks.found == ("no1", "tp2", "tp4")


def test_the_word_is_kept_for_the_next_time(window):
    look_for(window, "cafe")
    QTest.keyClick(window.page.find_bar.field, Key.Key_Escape)
    QTest.keyClick(window.view, Key.Key_F, CONTROL)
    assert window.page.find_bar.field.selectedText() == "cafe"
    QTest.keyClicks(window.page.find_bar.field, "flyer")
    assert selected(window) == ("touchpoints", "tp3")
    assert count(window) == "1 of 1"
