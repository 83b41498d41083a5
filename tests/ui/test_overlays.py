"""Overlays on the canvas: colours with words, a legend, and the path of the flow."""

from __future__ import annotations

import datetime
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QToolButton

from tests.helpers.big_map import big_map
from tests.helpers.calls import calls
from tests.helpers.canvas import middle_of, on_screen, small_map
from workbench.analysis.findings import findings
from workbench.analysis.flow import flow
from workbench.drawing import tokens
from workbench.model.commands import edit
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.view import MapView
from workbench.ui.render.overlays import KINDS, Overlay, overlay
from workbench.ui.theme import Theme

LEFT = Qt.MouseButton.LeftButton
TODAY = datetime.date(2026, 11, 21)


@pytest.fixture
def theme(qapp):
    yield Theme(qapp, "light")
    qapp.setStyleSheet("")


@pytest.fixture
def bridge(qapp):
    del qapp
    return Bridge(small_map())


@pytest.fixture
def view(theme, bridge, qtbot):
    return shown(qtbot, bridge, theme)


def shown(qtbot, bridge: Bridge, theme: Theme) -> MapView:
    view = MapView(bridge, theme)
    qtbot.addWidget(view)
    view.resize(1000, 800)
    view.show()
    return view


def picture(view: MapView) -> QImage:
    return view.viewport().grab().toImage()


def frame_colours(view: MapView, card: str) -> set[str]:
    """The colours across the left edge of a card."""
    rect = view.board.layout.boxes[card].rect
    at, seen = on_screen(view, rect.x, rect.middle.y), picture(view)
    return {seen.pixelColor(at.x() + step, at.y()).name() for step in range(-1, 3)}


def legend(view: MapView) -> list[str]:
    """What the legend says, row by row."""
    return [
        label.text() for label in view.overlays.legend.findChildren(QLabel) if label.isVisible()
    ]


def said(found: Overlay) -> dict[str, tuple[str, str]]:
    """The group's name and the badge of each touchpoint."""
    return {name: (found.groups[it.group].name, it.badge) for name, it in found.marks.items()}


def of(kind: str, document=None, **given) -> dict[str, tuple[str, str]]:
    document = document or small_map()
    return said(overlay(kind, document, "ma1", tokens.LIGHT, **given))


def test_opportunity_says_the_score_and_its_band():
    marks = of("opportunity")
    # importance 9, satisfaction 3: 9 + 6
    assert marks["tp1"] == ("Strong: 12 to 15", "15")
    assert marks["tp2"] == ("Not rated", "?")


def test_channel_family_is_said_in_words():
    marks = of("channel")
    assert marks["tp4"] == ("Owned", "Owned")
    assert marks["tp1"] == ("No channel", "?")


def test_one_owner_however_written_is_one_group():
    document = small_map()
    for card, owner in (("tp1", "Shop  Manager"), ("tp2", "shop manager"), ("tp4", "Ann")):
        document = document.apply(edit.set_field(document, "touchpoints", card, "owner", owner))
    found = overlay("owner", document, "ma1", tokens.LIGHT)
    assert found.marks["tp1"].group == found.marks["tp2"].group != found.marks["tp4"].group
    assert len(found.groups) == 3
    assert found.counts() == (1, 2, 1)


def test_evidence_says_why_we_believe_it():
    document = small_map()
    patch = edit.set_field(document, "touchpoints", "tp1", "evidence", "measured")
    marks = of("evidence", document.apply(patch))
    assert marks["tp1"] == ("Measured", "Measured")
    assert marks["tp2"] == ("No evidence", "?")


def test_reach_says_how_many_come():
    document = small_map()
    marks = of("reach", flow=flow(document, "ma1"))
    # people come in at the two touchpoints in place of the first stage, half at each, and
    # 40 % of those at the first go on
    assert marks["tp1"] == ("50 to 75 %", "50 %")
    assert marks["tp4"] == ("Below 25 %", "20 %")
    assert marks["tp3"] == ("Unknown, or does not count", "?")
    assert of("reach")["tp1"] == ("Unknown, or does not count", "?")


def test_gaps_count_what_is_open_at_each_touchpoint():
    document = small_map()
    found = findings(document, "ma1", TODAY)
    marks = of("gaps", findings=found)
    about = [f for f in found if any(subject.id == "tp1" for subject in f.subjects)]
    n = len(about)
    assert n > 0
    assert marks["tp1"][1] == ("1 gap" if n == 1 else f"{n} gaps")
    assert of("gaps") == {}


def test_cards_take_the_colour_of_their_group_and_give_it_back(view):
    before = frame_colours(view, "tp4")
    view.overlays.show_kind("channel")
    assert tokens.LIGHT.owned.lower() in frame_colours(view, "tp4")
    view.overlays.show_kind("none")
    assert frame_colours(view, "tp4") == before


def test_a_selected_card_keeps_the_frame_of_the_selection(view, bridge):
    view.overlays.show_kind("opportunity")
    bridge.select([("touchpoints", "tp1")])
    assert tokens.LIGHT.accent.lower() in frame_colours(view, "tp1")
    bridge.select([])
    assert tokens.LIGHT.accent.lower() not in frame_colours(view, "tp1")


def test_the_overview_shows_tiles_of_the_groups(view):
    view.overlays.show_kind("channel")
    view.set_scale(0.25)
    at = middle_of(view, "tp4")
    assert picture(view).pixelColor(at).name() == tokens.LIGHT.owned.lower()


def test_the_legend_names_and_counts_and_closes(view, qtbot):
    view.overlays.show_kind("channel")
    assert legend(view)[0] == "Overlay: channel family"
    assert {"Owned", "Paid", "Earned", "No channel"} <= set(legend(view))
    place = view.overlays.legend.geometry()
    assert view.viewport().geometry().contains(place)
    view.resize(700, 500)
    assert view.viewport().geometry().contains(view.overlays.legend.geometry())
    qtbot.mouseClick(view.overlays.legend.findChild(QToolButton), LEFT)
    assert view.overlays.kind == "none"
    assert not view.overlays.legend.isVisible()


def test_the_choice_holds_on_another_map_and_in_the_dark(view, bridge, theme):
    view.overlays.show_kind("channel")
    theme.choose("dark")
    assert tokens.DARK.owned.lower() in frame_colours(view, "tp4")
    bridge.show_map("ma2")
    assert view.overlays.kind == "channel"
    bridge.show_map("ma1")
    assert tokens.DARK.owned.lower() in frame_colours(view, "tp4")


def test_colours_follow_edits(view, bridge, qtbot):
    view.overlays.show_kind("channel")
    bridge.run(edit.set_field, "touchpoints", "tp1", "channel", "chWEB")
    qtbot.waitUntil(lambda: tokens.LIGHT.owned.lower() in frame_colours(view, "tp1"))
    bridge.run(edit.remove, [("touchpoints", "tp4")])
    picture(view)


def test_a_path_is_framed_until_it_is_put_away(view):
    rect = view.board.layout.boxes["tp4"].rect

    def beside() -> str:
        at = on_screen(view, rect.x - 2, rect.middle.y + 8)
        return picture(view).pixelColor(at).name()

    before = beside()
    view.overlays.set_trail(("tp1", "tp4"))
    assert beside() == tokens.LIGHT.accent.lower()
    view.set_scale(0.25)
    picture(view)
    view.set_scale(1.0)
    view.overlays.set_trail(())
    assert beside() == before


def test_the_window_offers_every_overlay(window, qtbot):
    window.files.new("sample", "corner-bakery")
    button = next(
        item
        for item in window.toolbar.findChildren(QToolButton)
        if item.text().startswith("Overlay")
    )
    assert button.text() == "Overlay: none"
    names = [action.objectName() for action in button.menu().actions()]
    assert names == [f"overlay_{kind}" for kind in KINDS]
    window.actions_by_id["overlay_reach"].trigger()
    assert button.text() == "Overlay: reach"
    assert window.actions_by_id["overlay_reach"].isChecked()
    qtbot.waitUntil(lambda: "75 to 100 % come here" in legend(window.view))
    close = window.view.overlays.legend.findChild(QToolButton)
    qtbot.mouseClick(close, LEFT)
    assert button.text() == "Overlay: none"
    assert window.actions_by_id["overlay_none"].isChecked()


def test_the_page_of_paths_shows_its_path_on_the_map(window, qtbot):
    window.files.new("sample", "managed-it-services")
    assert window.view.overlays.trail == ()
    window.analysis.show_part(window.pages.paths)
    qtbot.waitUntil(lambda: len(window.view.overlays.trail) > 1)
    window.analysis.show_part(window.gaps)
    assert window.view.overlays.trail == ()


def test_an_overlay_takes_a_few_calls_for_each_card_and_no_item_for_any(theme, qtbot):
    took: dict[int, dict[str, int]] = {}
    for cards in (1000, 2000):
        bridge = Bridge(big_map(cards))
        view = shown(qtbot, bridge, theme)
        view.overlays.set_flow(flow(bridge.document, bridge.map_id))
        bridge.set_findings(findings(bridge.document, bridge.map_id, TODAY))
        view.viewport().repaint()
        items = len(view.scene().items())
        took[cards] = {kind: calls(partial(paint_overlay, view, kind)) for kind in KINDS[1:]}
        assert len(view.scene().items()) == items
    # 18 for the owner, the dearest; painting each card anew takes several times as many
    assert max(took[1000].values()) < 25 * 1000, took
    assert all(took[2000][kind] < 2.2 * took[1000][kind] for kind in KINDS[1:]), took


def paint_overlay(view: MapView, kind: str) -> None:
    view.overlays.show_kind(kind)
    view.viewport().repaint()


def test_the_legend_has_a_row_for_every_group_of_the_next_overlay_too(view):
    for kind in ("channel", "evidence", "opportunity"):
        view.overlays.show_kind(kind)
    said_now = legend(view)
    assert said_now[0] == "Overlay: opportunity"
    assert "Strong: 12 to 15" in said_now
    rows = said_now[1:][::2]
    line = view.overlays.legend.fontMetrics().height()
    assert view.overlays.legend.height() >= (1 + len(rows)) * line
