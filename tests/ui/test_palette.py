"""The palette: searching, opening a family, adding by keyboard, what a drag carries."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from workbench.model.document import Document
from workbench.model.entities import Channel, Lane, Map, Stage, Touchpoint, Workspace
from workbench.ui import mime
from workbench.ui.bridge import Bridge
from workbench.ui.panels.palette import PalettePanel
from workbench.ui.panels.palette_list import mime_data
from workbench.ui.theme import Theme


def document() -> Document:
    owned = [
        Channel(id=f"ch{n}", name=f"Owned {n}", rank=f"A{n}", family="owned") for n in range(1, 9)
    ]
    return Document.of(
        [
            Workspace(id="wk1"),
            Map(id="ma1", name="First"),
            Stage(id="st1", map="ma1"),
            Lane(id="la1", map="ma1", kind="touchpoints"),
            *owned,
            Channel(
                id="chad",
                name="Search ad",
                rank="B",
                family="paid",
                icon="search-ad",
                expectations="An answer to exactly what was typed.",
                does_not_suit="Long stories.",
            ),
            Touchpoint(id="tp1", map="ma1", stage="st1", lane="la1", channel="chad"),
        ]
    )


@pytest.fixture(scope="module")
def theme(qapp):
    return Theme(qapp, "light")


def ended(widget: QWidget) -> None:
    """Close and delete now: what waits for the event loop would slow down later tests."""
    widget.close()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)


@pytest.fixture
def panel(qtbot, theme):
    bridge = Bridge(document())
    panel = PalettePanel(bridge, theme)
    panel.bridge = bridge
    panel.resize(232, 700)
    panel.show()
    qtbot.waitExposed(panel)
    yield panel
    ended(panel)


def names(panel: PalettePanel, kind: str = "channel") -> list[str]:
    return [row.text for row in panel.list.rows() if row.kind == kind]


def place_of(panel: PalettePanel, text: str) -> QPoint:
    rows = [row.text for row in panel.list.rows()]
    index = panel.list.model().index(rows.index(text), 0)
    panel.list.scrollTo(index)
    return panel.list.visualRect(index).center()


def test_a_long_family_shows_its_first_five_until_it_is_opened(panel, qtbot):
    assert names(panel) == [f"Owned {n}" for n in range(1, 6)] + ["Search ad"]
    qtbot.mouseClick(
        panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place_of(panel, "3 more…")
    )
    assert names(panel) == [f"Owned {n}" for n in range(1, 9)] + ["Search ad"]


def test_headings_stand_only_over_families_that_have_channels(panel):
    assert names(panel, "heading") == ["Owned", "Paid", "Notes"]


def test_a_search_finds_hidden_ones_and_what_people_expect(panel, qtbot):
    qtbot.keyClicks(panel.search, "owned 8")
    assert names(panel) == ["Owned 8"]
    panel.search.clear()
    qtbot.keyClicks(panel.search, "typed")
    assert names(panel) == ["Search ad"]
    assert names(panel, "note") == []


def test_escape_clears_the_search(panel, qtbot):
    qtbot.keyClicks(panel.search, "pain")
    assert names(panel, "note") == ["Pain point"]
    qtbot.keyClick(panel.search, Qt.Key.Key_Escape)
    assert panel.search.text() == ""
    assert len(names(panel, "note")) == 6


def test_a_search_without_a_match_offers_to_add_what_was_typed(panel, qtbot):
    qtbot.keyClicks(panel.search, "Carrier pigeon")
    assert not panel.list.isVisible()
    button = panel.findChild(QPushButton, "palette-invent")
    assert "Carrier pigeon" in button.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    added = [it for it in panel.bridge.document.channels.values() if it.name == "Carrier pigeon"]
    assert len(added) == 1
    assert panel.bridge.selection == (("channels", added[0].id),)
    assert "Carrier pigeon" in names(panel)


def test_enter_and_double_click_ask_to_add_the_row(panel, qtbot):
    with qtbot.waitSignal(panel.add_requested) as asked:
        qtbot.keyClicks(panel.search, "search ad")
        qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert asked.args == ["channel", "chad"]
    panel.search.clear()
    with qtbot.waitSignal(panel.add_requested) as asked:
        qtbot.mouseDClick(
            panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place_of(panel, "Question")
        )
    assert asked.args == ["note", "question"]


def test_arrows_walk_over_headings(panel, qtbot):
    panel.list.setFocus()
    panel.list.choose_first()
    assert panel.list.current().text == "Owned 1"
    for _ in range(6):
        qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    assert panel.list.current().text == "Search ad"


def test_a_dragged_row_carries_its_code(panel):
    rows = {row.text: row for row in panel.list.rows()}
    assert bytes(mime_data(rows["Search ad"]).data(mime.CHANNEL)) == b"chad"
    assert bytes(mime_data(rows["Pain point"]).data(mime.NOTE_KIND)) == b"pain"
    assert mime_data(rows["Owned"]) is None
    card = panel.list.card(rows["Search ad"]).toImage()
    tile = card.pixelColor(round(12 * card.devicePixelRatio()), round(18 * card.devicePixelRatio()))
    assert tile.name() == "#b42372"


def test_a_tooltip_says_what_people_expect_and_what_does_not_suit(panel):
    tip = next(row.tip for row in panel.list.rows() if row.text == "Search ad")
    assert "An answer to exactly what was typed." in tip
    assert "It does not suit:\nLong stories." in tip
    assert "It suits" not in tip


def test_a_new_channel_is_added_selected_and_one_undo_step(panel, qtbot):
    before = panel.bridge.document
    with qtbot.waitSignal(panel.channel_added):
        qtbot.mouseClick(panel.findChild(QPushButton, "palette-own"), Qt.MouseButton.LeftButton)
    assert "New channel" in names(panel)
    panel.bridge.undo()
    assert panel.bridge.document == before
    assert "New channel" not in names(panel)


def test_the_menu_deletes_a_channel_and_cards_keep_standing(panel):
    row = next(row for row in panel.list.rows() if row.text == "Search ad")
    menu = panel.menu_for(row)
    next(action for action in menu.actions() if action.text() == "Delete channel").trigger()
    assert "chad" not in panel.bridge.document.channels
    assert panel.bridge.document.touchpoints["tp1"].channel is None
    assert "Paid" not in names(panel, "heading")
