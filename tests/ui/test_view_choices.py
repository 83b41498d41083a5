"""What View chooses about the map: its paper, and the labels on the experience curve."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QMenu

from workbench.drawing import tokens
from workbench.model.commands import edit
from workbench.store.settings_file import SettingsStore
from workbench.ui.canvas.empty import EmptyHint


@pytest.fixture
def bakery(window):
    window.files.new("sample", "corner-bakery")
    return window


def ground(window) -> str:
    """The colour of the paper, in a gutter of the map’s first row."""
    layout = window.view.board.layout
    column, row = layout.columns[0], layout.rows[0]
    at = window.view.mapFromScene(column.left + layout.metrics.gutter / 4, row.top + 4)
    return window.view.viewport().grab().toImage().pixelColor(at).name()


def card_ground(window) -> str:
    box = next(it for it in window.view.board.layout.boxes.values() if it.table == "touchpoints")
    at = window.view.mapFromScene(box.rect.x + box.rect.width - 12, box.rect.y + 6)
    return window.view.viewport().grab().toImage().pixelColor(at).name()


def same(found: str, token: str) -> bool:
    return QColor(found) == QColor(token)


@pytest.mark.parametrize("appearance", ["light", "dark"])
@pytest.mark.parametrize("paper", ["light", "dark"])
def test_the_map_paper_is_light_or_dark_by_itself(bakery, appearance, paper):
    bakery.actions_by_id[f"appearance_{appearance}"].trigger()
    bakery.actions_by_id[f"paper_{paper}"].trigger()
    window_colours, map_colours = tokens.palette(appearance), tokens.palette(paper)
    assert same(ground(bakery), map_colours.window)
    assert same(card_ground(bakery), map_colours.panel)
    header = bakery.view.stage_headers.grab().toImage()
    assert same(header.pixelColor(1, 1).name(), map_colours.window)
    assert same(bakery.theme.palette.window, window_colours.window)
    assert SettingsStore().get("paper") == paper


def test_the_paper_follows_the_window_unless_chosen(bakery):
    assert bakery.actions_by_id["paper_as-window"].isChecked()
    for appearance in ("dark", "light"):
        bakery.actions_by_id[f"appearance_{appearance}"].trigger()
        assert same(ground(bakery), tokens.palette(appearance).window)
    bakery.actions_by_id["paper_dark"].trigger()
    assert not bakery.actions_by_id["paper_as-window"].isChecked()
    bakery.actions_by_id["paper_as-window"].trigger()
    assert same(ground(bakery), tokens.palette("light").window)


def test_the_hint_of_an_empty_map_is_written_in_the_ink_of_its_paper(bakery):
    bakery.actions_by_id["appearance_light"].trigger()
    bakery.actions_by_id["paper_dark"].trigger()
    bakery.bridge.run(edit.remove, [("maps", bakery.bridge.map_id)])
    label = bakery.view.findChild(EmptyHint).findChild(QLabel)
    assert label.isVisible()
    assert same(label.palette().color(label.foregroundRole()).name(), tokens.palette("dark").muted)


def test_a_setting_that_is_none_falls_back(qapp):
    from workbench.ui.theme import Theme

    assert Theme(qapp, "light", "tartan").paper == "as-window"


def test_the_curve_loses_its_labels_and_gets_them_back(bakery):
    action, view = bakery.actions_by_id["curve_labels"], bakery.view
    row = next(row for row in view.board.layout.rows if row.kind == "experience")
    view.centerOn(view.board.layout.width / 2, row.top)
    assert action.isChecked()
    labelled = view.viewport().grab().toImage()
    action.trigger()
    assert not action.isChecked()
    plain = view.viewport().grab().toImage()
    assert plain != labelled
    assert SettingsStore().get("curve_labels") is False
    action.trigger()
    assert view.viewport().grab().toImage() == labelled


def test_view_offers_them_where_the_design_says(bakery):
    view_menu = next(
        action.menu() for action in bakery.menuBar().actions() if action.text() == "&View"
    )
    texts = [action.text() for action in view_menu.actions()]
    assert "Labels on the experience curve" in texts
    appearance: QMenu = next(a.menu() for a in view_menu.actions() if a.text() == "Appearance")
    assert [action.text() for action in appearance.actions()] == [
        "As the system",
        "Light",
        "Dark",
        "",
        "Map paper as the window",
        "Light map paper",
        "Dark map paper",
    ]
    assert appearance.actions()[3].isSeparator()
