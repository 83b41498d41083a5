"""The start page in little room."""

from __future__ import annotations

import datetime

from PySide6.QtWidgets import QLabel, QScrollArea

from workbench.ui.application import make_window
from workbench.ui.start.start_page import StartPage, Tile

NOW = datetime.datetime(2026, 11, 22, 9, 30)


def test_what_is_listed_makes_no_window_higher_than_a_small_screen(qtbot, tmp_path):
    page = StartPage()
    qtbot.addWidget(page)
    least = page.minimumSizeHint().height()
    files = [tmp_path / f"Client {at}.journey" for at in range(8)]
    for file in files:
        file.touch()
    page.set_recent([str(file) for file in files], NOW)
    page.resize(1067, 600)
    page.show()
    assert page.minimumSizeHint().height() == least < 600
    last = next(tile for tile in page.findChildren(Tile) if tile.accessibleName() == "Client 7")
    side = next(area for area in page.findChildren(QScrollArea) if area.isAncestorOf(last))
    side.ensureWidgetVisible(last)
    top = last.mapTo(side, last.rect().topLeft()).y()
    assert 0 <= top <= side.height() - last.height()


def test_a_list_that_is_renewed_shows_each_file_once(qapp, qtbot, tmp_path):
    page = StartPage()
    qtbot.addWidget(page)
    page.show()
    file = tmp_path / "Client.journey"
    file.touch()
    for _ in range(2):
        page.set_recent([str(file)], NOW)
        # what is to be deleted stays: it goes only between events, as behind a question
        qapp.processEvents()
    tiles = page.findChildren(Tile)
    assert [it.accessibleName() for it in tiles if not it.isHidden()].count("Client") == 1


def test_while_the_first_workspace_opens_nothing_is_said_of_its_maps(qapp):
    window = make_window(qapp)
    window.expect_workspace()
    labels = [
        (label, part)
        for part in (*window.docks.values(), window.statusBar())
        for label in part.findChildren(QLabel)
    ]

    def said() -> list[str]:
        return [label.text() for label, part in labels if label.isVisibleTo(part)]

    unknown = {"There is no map yet", "0 stages", "● Not saved yet"}
    assert "PERSONAS" in said()
    assert unknown.isdisjoint(said())
    assert not any("no map yet" in text for text in said())
    window.files.new("template", "blank")
    assert "● Not saved yet" in said()
    window.close()
    window.deleteLater()
    qapp.setStyleSheet("")
