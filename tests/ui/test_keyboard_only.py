"""A whole map by keys alone, from the start page on: thirty touchpoints, scored and connected."""

from __future__ import annotations

import itertools
import sys

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from workbench.model import queries
from workbench.ui.main_window import MainWindow

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier

STAGES = (
    ("Search ad", "Local paper", "Shop window", "Map entry", "A friend tells"),
    (
        "Reads reviews",
        "Looks at photos",
        "Price page",
        "Compares opening hours",
        "Asks a colleague",
    ),
    ("Calls the shop", "Checks the way", "Reads the menu", "Asks about allergies", "Decides"),
    ("Queues", "Orders at the counter", "Pays by card", "Takes the bag", "Eats on the bench"),
    ("Stamp card", "Newsletter", "Birthday greeting", "Second visit", "Standing order"),
    ("Writes a review", "Shares a photo", "Brings a friend", "Tells the office", "Party order"),
)
"""Five touchpoints for each stage of the business journey."""


def scores_of(place: int) -> tuple[int, int, int]:
    """Importance 1 to 10, satisfaction 10 to 1, feeling −2 to 2 of a touchpoint."""
    return place % 10 + 1, 10 - place % 10, place % 5 - 2


class Hands:
    """Ten fingers and no mouse. Whatever has the focus gets the keys, which are counted."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
        for key in keys:
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClick(focused, key, held)
            self.count += 1

    def type(self, text: str) -> None:
        for sign in text:
            QTest.keyClicks(QApplication.focusWidget(), sign)
            self.count += 1


@pytest.fixture
def hands(window: MainWindow, qapp: QApplication) -> Hands:
    window.activateWindow()
    window.setFocus()
    qapp.processEvents()
    return Hands()


def begin(hands: Hands) -> None:
    """Choose “New map” on the start page."""
    for _ in range(20):
        hands.press(Key.Key_Tab)
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton) and focused.text() == "New map":
            break
    hands.press(Key.Key_Space)


def test_a_map_of_thirty_touchpoints_is_entered_by_keys_alone(window, hands, capsys):
    begin(hands)
    assert window.view.hasFocus()
    stages = queries.stages(window.bridge.document, window.bridge.map_id)
    assert len(stages) == len(STAGES)

    # titles: from cell to cell without leaving the field
    hands.press(Key.Key_Down)
    while window.bridge.document.lanes[window.view.board.focus_cell[1]].kind != "touchpoints":
        hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    for number, titles in enumerate(STAGES):
        for at, title in enumerate(titles):
            hands.type(title)
            last_of_all = number == len(STAGES) - 1 and at == len(titles) - 1
            hands.press(Key.Key_Return if at < len(titles) - 1 or last_of_all else Key.Key_Tab)
    hands.press(Key.Key_Escape)

    # scores and connections: L and Enter connect to the next touchpoint and go there
    hands.press(Key.Key_Home)
    flat = [title for titles in STAGES for title in titles]
    for place in range(len(flat)):
        importance, satisfaction, feeling = scores_of(place)
        hands.type(f"{importance % 10}s{satisfaction % 10}")
        # a blank feeling counts from 0: there and back says neutral
        hands.type({-2: "--", -1: "-", 0: "+-", 1: "+", 2: "++"}[feeling])
        if place < len(flat) - 1:
            hands.press(Key.Key_L, Key.Key_Return)

    document, map_id = window.bridge.document, window.bridge.map_id
    cards = queries.touchpoints(document, map_id)
    by_stage = [[c.title for c in cards if c.stage == stage.id] for stage in stages]
    assert by_stage == [list(titles) for titles in STAGES]
    by_title = {card.title: card for card in cards}
    for place, title in enumerate(flat):
        card = by_title[title]
        assert (card.importance, card.satisfaction, card.feeling) == scores_of(place), title
    titles = {card.id: card.title for card in cards}
    ends = {(titles[it.source], titles[it.target]) for it in document.connections.values()}
    assert ends == set(itertools.pairwise(flat))

    letters = sum(map(len, flat))
    with capsys.disabled():
        told = f"{hands.count} keys for 30 touchpoints, {letters} of them letters of titles"
        sys.stdout.write(f"\n{told}\n")
    # seven or eight keys for each besides its title: Enter, 1, S, 1, + or ++, L, Enter
    assert hands.count - letters <= 30 * 8 + 15

    # and all of it is taken back by key, down to the blank map
    while window.bridge.undo_stack.canUndo():
        hands.press(Key.Key_Z, held=CONTROL)
    assert not queries.touchpoints(window.bridge.document, map_id)


def test_a_map_is_rearranged_corrected_and_pruned_by_keys_alone(window, hands):
    begin(hands)
    hands.press(Key.Key_Down, Key.Key_Down)
    hands.press(Key.Key_Return)
    for title in ("Poster", "Search add", "Leaflet"):
        hands.type(title)
        hands.press(Key.Key_Return)
    hands.press(Key.Key_Escape)
    stage, following, *_ = queries.stages(window.bridge.document, window.bridge.map_id)

    def titles(stage_id: str) -> list[str]:
        cards = queries.touchpoints(window.bridge.document, window.bridge.map_id)
        return [card.title for card in cards if card.stage == stage_id]

    assert titles(stage.id) == ["Poster", "Search add", "Leaflet"]
    hands.press(Key.Key_Up, held=CONTROL)
    hands.press(Key.Key_Down, Key.Key_F2)
    hands.type("Search ad")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Right, held=CONTROL)
    assert (titles(stage.id), titles(following.id)) == (["Poster", "Leaflet"], ["Search ad"])
    # the stage above is reached, renamed and moved
    hands.press(Key.Key_Up)
    if window.bridge.selection[:1] != (("stages", following.id),):
        hands.press(Key.Key_Up)
    assert window.bridge.selection == (("stages", following.id),)
    hands.press(Key.Key_F2)
    hands.type("Compares")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Left, held=CONTROL)
    order = [it.name for it in queries.stages(window.bridge.document, window.bridge.map_id)]
    assert order[:2] == ["Compares", stage.name]
    hands.press(Key.Key_Down, Key.Key_Delete)
    assert titles(following.id) == []


def test_what_has_the_keys_is_seen_in_every_part_of_the_window(window, hands, qapp):
    """F6 goes round the parts: where it stops, something looks other than without the keys."""
    begin(hands)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_F6)
    stops: list[QWidget] = []
    unseen: list[str] = []
    while not stops or QApplication.focusWidget() is not stops[0]:
        stop = QApplication.focusWidget()
        assert len(stops) < 12, stops
        stops.append(stop)
        qapp.processEvents()
        place = QRect(stop.mapTo(window, QPoint()), stop.size()).adjusted(-4, -4, 4, 4)
        with_keys = window.grab(place).toImage()
        hands.press(Key.Key_F6)
        qapp.processEvents()
        if window.grab(place).toImage() == with_keys:
            unseen.append(stop.accessibleName() or type(stop).__name__)
    assert window.view in stops
    assert len(stops) >= 5
    assert unseen == []
