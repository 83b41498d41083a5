"""The gap panel: what it lists, where a click goes, what can be done about a gap."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QTableView,
)

from workbench.analysis.finding import KINDS
from workbench.analysis.findings import findings
from workbench.model import queries
from workbench.model.commands import edit
from workbench.store import templates
from workbench.store.settings_file import SettingsStore
from workbench.ui.bridge import Bridge
from workbench.ui.heat_table import HeatTable, abbreviated, told_apart
from workbench.ui.panels.analysis_dock import AnalysisDock
from workbench.ui.panels.by_stage import ByStagePanel
from workbench.ui.panels.gaps import GapsPanel
from workbench.ui.panels.gaps_bar import GapBar
from workbench.ui.panels.gaps_reason import ReasonPopup
from workbench.ui.panels.gaps_remedies import practice_of
from workbench.ui.panels.gaps_table import GapTable
from workbench.ui.pills import PILLS
from workbench.ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")

TODAY = datetime.date(2026, 11, 21)


@pytest.fixture(scope="module")
def theme(qapp):
    return Theme(qapp, "light")


@pytest.fixture
def bridge(qapp):
    del qapp
    bridge = Bridge(templates.sample("corner-bakery"))
    bridge.changed.connect(lambda *_: analyse(bridge))
    analyse(bridge)
    return bridge


@pytest.fixture
def dock(qtbot):
    dock = AnalysisDock()
    qtbot.addWidget(dock)
    dock.resize(1400, 500)
    return dock


@pytest.fixture
def settings(tmp_path):
    return SettingsStore(tmp_path / "settings.json")


@pytest.fixture
def panel(theme, dock, bridge, settings):
    return panel_in(dock, bridge, theme, settings)


def panel_in(
    dock: AnalysisDock, bridge: Bridge, theme: Theme, settings: SettingsStore
) -> GapsPanel:
    """The gap panel with its filters and the counts by stage, as the window has them."""
    by_stage = ByStagePanel(bridge, theme)
    panel = GapsPanel(bridge, theme, by_stage, settings, tuple)
    dock.add_page("gaps.tab", panel, panel.counted, panel.filters)
    dock.add_view("by_stage.title", by_stage)
    dock.add_view("why.title", panel.why)
    panel.why_wanted.connect(lambda: dock.show_part(panel.why))
    dock.show()
    return panel


def analyse(bridge: Bridge) -> None:
    if bridge.map_id:
        bridge.set_findings(findings(bridge.document, bridge.map_id, TODAY))


def table_of(panel: GapsPanel) -> QTableView:
    return panel.findChild(GapTable)


def combo_of(panel: GapsPanel, name: str) -> QComboBox:
    """The list of choices of that name, beside the tab."""
    combos = panel.filters.findChildren(QComboBox)
    return next(combo for combo in combos if combo.accessibleName() == name)


def choose(qtbot, panel: GapsPanel, key: str) -> None:
    """Click the row of a finding."""
    table = table_of(panel)
    index = table.model().index(panel.shown_keys.index(key), 3)
    table.scrollTo(index)
    qtbot.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center()
    )


def press(qtbot, panel: GapsPanel, text: str) -> None:
    """Click the button of this text in the line under the table."""
    buttons = panel.findChild(GapBar).findChildren(QPushButton)
    (button,) = (item for item in buttons if item.text() == text and item.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_lists_every_finding_worst_first(panel, bridge):
    assert panel.shown_keys == tuple(item.key for item in bridge.findings)
    table = table_of(panel)
    first, tones = table.model().index(0, 0), set()
    assert first.data(PILLS)[0].text == f"{bridge.findings[0].priority:.1f}"
    for row, finding in enumerate(bridge.findings):
        tone = table.model().index(row, 0).data(PILLS)[0].tone
        tones.add(tone)
        expected = "bad" if finding.priority >= 12 else "warn" if finding.priority >= 6 else "plain"
        assert tone == expected
    assert tones == {"bad", "warn", "plain"}


def test_a_click_reveals_the_card(panel, bridge, qtbot):
    opportunity = next(item for item in bridge.findings if item.rule == "opportunity")
    with qtbot.waitSignal(bridge.reveal_requested) as revealed:
        choose(qtbot, panel, opportunity.key)
    assert revealed.args == ["touchpoints", opportunity.subjects[0].id]
    assert bridge.selection == (("touchpoints", opportunity.subjects[0].id),)


def test_the_tooltip_names_working_and_formula(panel, bridge):
    row = next(row for row, item in enumerate(bridge.findings) if item.rule == "opportunity")
    tip = table_of(panel).model().index(row, 3).data(Qt.ItemDataRole.ToolTipRole)
    assert "importance + max(importance − satisfaction, 0)" in tip
    assert len(tip.splitlines()) == 4
    assert table_of(panel).model().index(row, 4).data() == tip.splitlines()[1]


def test_in_a_narrow_window_the_gap_takes_the_room_of_its_action(panel, qtbot):
    table = table_of(panel)
    panel.window().resize(760, 500)
    qtbot.waitUntil(lambda: table.isColumnHidden(4))
    qtbot.waitUntil(lambda: not table.horizontalScrollBar().isVisible())
    panel.window().resize(1400, 500)
    qtbot.waitUntil(lambda: not table.isColumnHidden(4))


def test_filters_go_below_the_tabs_where_room_is_short(panel, dock, qtbot):
    tabs = dock.findChildren(QTabBar)[0]

    def is_below() -> bool:
        return panel.filters.mapTo(dock, QPoint()).y() >= tabs.height()

    assert not is_below()
    dock.resize(460, 300)
    qtbot.waitUntil(is_below)
    assert panel.filters.isVisible()


def test_one_more_filter_does_not_cut_the_tabs(panel, bridge, dock, qtbot):
    side = panel.parentWidget().parentWidget()
    tabs = side.findChild(QTabBar)
    beside = tabs.sizeHint().width() + panel.filters.sizeHint().width() + 30
    side.setFixedWidth(beside)
    qtbot.waitUntil(lambda: panel.filters.mapTo(dock, QPoint()).y() < tabs.height())
    stage = queries.stages(bridge.document, bridge.map_id)[0]
    panel.filters.want(panel.filters.wanted._replace(stage=stage.id))
    qtbot.waitUntil(lambda: panel.filters.mapTo(dock, QPoint()).y() >= tabs.height())
    assert tabs.width() >= tabs.sizeHint().width()


def test_setting_aside_needs_a_reason_and_hides_the_gap(panel, bridge, qtbot):
    key = bridge.findings[0].key
    shown = len(panel.shown_keys)
    choose(qtbot, panel, key)
    press(qtbot, panel, "Set aside…")
    (popup,) = panel.findChildren(ReasonPopup)
    line, button = popup.findChild(QLineEdit), popup.findChild(QPushButton)
    assert not button.isEnabled()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert not bridge.document.decisions
    qtbot.keyClicks(line, "Too dear this year")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    (decision,) = bridge.document.decisions.values()
    assert (decision.key, decision.state) == (key, "set-aside")
    assert decision.reason == "Too dear this year"
    assert key not in panel.shown_keys
    assert len(panel.shown_keys) == shown - 1
    (counted,) = (item for item in panel.findChildren(QPushButton) if item.text() == "1 set aside")
    assert counted.isVisible()
    qtbot.mouseClick(counted, Qt.MouseButton.LeftButton)
    assert panel.shown_keys == (key,)
    choose(qtbot, panel, key)
    assert not counted.isVisible()
    bridge.undo()
    assert panel.shown_keys == ()


def test_a_button_that_goes_leaves_the_keyboard_in_the_list(panel, bridge, qtbot):
    choose(qtbot, panel, bridge.findings[0].key)
    press(qtbot, panel, "Accept")
    button = next(item for item in panel.findChildren(QPushButton) if item.text() == "Done")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert not any(item.hasFocus() for item in panel.filters.findChildren(QComboBox))
    assert panel.findChild(QTableView).hasFocus()


def test_open_again(panel, bridge, qtbot):
    key = bridge.findings[0].key
    choose(qtbot, panel, key)
    press(qtbot, panel, "Done")
    assert key not in panel.shown_keys
    statuses = combo_of(panel, "Show gaps by what was decided")
    qtbot.keyClick(statuses, Qt.Key.Key_End)
    assert key in panel.shown_keys
    choose(qtbot, panel, key)
    press(qtbot, panel, "Open again")
    (decision,) = bridge.document.decisions.values()
    assert decision.state is None


def test_accepted_gaps_stay(panel, bridge, qtbot):
    key = bridge.findings[0].key
    choose(qtbot, panel, key)
    press(qtbot, panel, "Accept")
    assert panel.shown_keys[0] == key
    pills = table_of(panel).model().index(0, 0).data(PILLS)
    assert [pill.text for pill in pills][1:] == ["✓"]


def test_adding_the_suggested_touchpoint(panel, bridge, qtbot):
    finding = next(item for item in bridge.findings if item.suggestion is not None)
    before = set(bridge.document.touchpoints)
    choose(qtbot, panel, finding.key)
    press(qtbot, panel, "Add suggested touchpoint")
    (added,) = set(bridge.document.touchpoints) - before
    touchpoint = bridge.document.touchpoints[added]
    assert touchpoint.title == finding.suggestion.title
    assert touchpoint.stage == finding.suggestion.stage
    assert touchpoint.needs == finding.suggestion.needs
    assert touchpoint.status == "planned"
    assert bridge.selection == (("touchpoints", added),)
    bridge.undo()
    assert set(bridge.document.touchpoints) == before


def test_a_practice_is_marked_from_the_menu(panel, bridge, qtbot):
    finding = next(item for item in bridge.findings if practice_of(item) is not None)
    choose(qtbot, panel, finding.key)
    menu = panel.menu_for(finding)
    (action,) = (item for item in menu.actions() if item.text() == "Practice is not for us")
    action.trigger()
    states = {item.practice: item.state for item in bridge.document.practices.values()}
    assert states[practice_of(finding)] == "not-for-us"
    assert finding.key not in panel.shown_keys


def test_connecting_in_order(panel, bridge, qtbot):
    connections = [("connections", it) for it in bridge.document.connections]
    bridge.run(edit.remove, connections)
    finding = next(item for item in bridge.findings if item.rule == "flow-not-drawn")
    choose(qtbot, panel, finding.key)
    press(qtbot, panel, "Connect in order")
    in_place = [
        item
        for item in queries.touchpoints(bridge.document, bridge.map_id)
        if item.status == "in-place"
    ]
    assert len(bridge.document.connections) == len(in_place) - 1
    assert finding.key not in panel.shown_keys


@pytest.mark.parametrize(
    ("rule", "kept"),
    [("not-connected", ()), ("dead-end", ("target",)), ("unreachable", ("source",))],
)
def test_connecting_a_card_with_its_partner(panel, bridge, qtbot, rule, kept):
    victim = lone_card(bridge, kept)
    finding = next(
        item
        for item in bridge.findings
        if item.rule == rule and victim in {subject.id for subject in item.subjects}
    )
    (before, steps) = set(bridge.document.connections), bridge.undo_stack.count()
    choose(qtbot, panel, finding.key)
    press(qtbot, panel, "Connect")
    added = [bridge.document.connections[it] for it in set(bridge.document.connections) - before]
    assert {(it.source, it.target) for it in added} == {
        (join.source, join.target) for join in finding.joins
    }
    assert all(victim in (it.source, it.target) for it in added)
    assert finding.key not in panel.shown_keys
    assert bridge.undo_stack.count() == steps + 1


def lone_card(bridge: Bridge, kept: tuple[str, ...]) -> str:
    """A card of the second stage that loses its connections, but those where it is `kept`."""
    stage = queries.stages(bridge.document, bridge.map_id)[1].id
    document = bridge.document
    victim = next(
        item.id
        for item in queries.touchpoints(document, bridge.map_id)
        if item.stage == stage and {"source", "target"} <= ends_of(document, item.id)
    )
    gone = [
        ("connections", it.id)
        for it in queries.connections_of(document, victim)
        if not any(getattr(it, end) == victim for end in kept)
    ]
    bridge.run(edit.remove, gone)
    return victim


def ends_of(document, touchpoint: str) -> set[str]:
    """Whether connections start ("source") or end ("target") at a touchpoint."""
    return {
        end
        for it in queries.connections_of(document, touchpoint)
        for end in ("source", "target")
        if getattr(it, end) == touchpoint
    }


def test_the_lens_hides_what_concerns_other_personas(panel, bridge):
    concerned = {item.persona for item in bridge.findings}
    assert {"peF1RST10CA100", "pe0FF1CE0RDER0"} <= concerned
    bridge.set_lens("peF1RST10CA100")
    kept = {item.persona for item in bridge.findings if item.key in panel.shown_keys}
    assert kept == {None, "peF1RST10CA100"}


def test_a_cell_of_the_heat_map_filters_and_a_second_click_clears(panel, bridge, qtbot):
    heat = panel.window().findChild(ByStagePanel).findChild(HeatTable)
    stages = [stage.id for stage in queries.stages(bridge.document, bridge.map_id)]
    row, column = KINDS.index("experience"), 2
    wanted = [
        item.key
        for item in bridge.findings
        if item.kind == "experience" and item.stage == stages[column]
    ]
    assert heat.cell(row, column).text == str(len(wanted))
    everything = panel.shown_keys
    place = heat.visualRect(heat.model().index(row, column)).center()
    qtbot.mouseClick(heat.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert list(panel.shown_keys) == wanted
    qtbot.mouseClick(heat.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.shown_keys == everything


def test_the_heat_map_counts_every_open_gap_once(panel, bridge):
    heat = panel.window().findChild(ByStagePanel).findChild(HeatTable)
    model = heat.model()
    counts = [
        int(model.index(row, column).data())
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    assert sum(counts) == len(bridge.findings)


def test_filtering_by_kind(panel, bridge, qtbot):
    kinds = combo_of(panel, "Show gaps of one kind")
    qtbot.keyClicks(kinds, "Fl")
    assert kinds.currentText() == "Flow"
    flow = [item.key for item in bridge.findings if item.kind == "flow"]
    assert list(panel.shown_keys) == flow


def test_selection_and_scroll_stay_while_the_gaps_change(panel, bridge, qtbot):
    panel.window().resize(1000, 180)
    QApplication.processEvents()
    kept = bridge.findings[-1].key
    choose(qtbot, panel, kept)
    table = table_of(panel)
    scrolled = table.verticalScrollBar().value()
    assert scrolled > 0
    worst = next(item for item in bridge.findings if item.rule == "opportunity")
    bridge.run(edit.set_field, "touchpoints", worst.subjects[0].id, "satisfaction", 10)
    assert worst.key not in panel.shown_keys
    assert panel.shown_keys[table.currentIndex().row()] == kept
    assert abs(table.verticalScrollBar().value() - scrolled) <= 4


def test_an_empty_map_names_the_next_step(theme, dock, settings):
    bridge = Bridge(templates.new_workspace("template", "blank"))
    panel = panel_in(dock, bridge, theme, settings)
    texts = [label.text() for label in panel.findChildren(QLabel)]
    assert any("Drag touchpoints from the palette" in text for text in texts)


def test_keyboard_enter_reveals(panel, bridge, qtbot):
    table = table_of(panel)
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 3))
    assert bridge.selection == ()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert bridge.selection != ()


def test_the_context_menu_opens_at_a_row(panel):
    table = table_of(panel)
    place = table.visualRect(table.model().index(1, 3)).center()
    table.customContextMenuRequested.emit(QPoint(place))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert "Set aside…" in [action.text() for action in menu.actions()]
    menu.close()


def test_a_column_that_was_pulled_wider_stays_so(qtbot, panel):
    table = table_of(panel)
    header = table.horizontalHeader()
    edge = QPoint(header.sectionViewportPosition(1) + header.sectionSize(1) - 1, 8)
    wanted = header.sectionSize(1) + 60
    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    qtbot.mouseMove(header.viewport(), edge + QPoint(30, 0))
    qtbot.mouseMove(header.viewport(), edge + QPoint(60, 0))
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=edge + QPoint(60, 0))
    assert header.sectionSize(1) == wanted
    panel.window().resize(1200, 500)
    assert header.sectionSize(1) == wanted


def test_headings_that_begin_alike_are_told_apart_by_their_last_word() -> None:
    def width(text: str) -> float:
        return 10 * len(text)

    assert told_apart(("Stage 7", "Stage 12", "Decision"), 35, width) == ("7", "12", "De.")
    assert told_apart(("Stage 7", "Decision"), 80, width) == ("Stage 7", "Decision")
    assert told_apart(("", " ", "Shop visitors", "Shop regulars"), 50, width) == (
        "",
        " ",
        "Shop.",
        "Shop.",
    )


def test_a_heading_without_room_is_abbreviated() -> None:
    def width(text: str) -> float:
        return 10.0 * len(text)

    assert abbreviated("Decision", 80, width) == "Decision"
    assert abbreviated("Consideration", 59, width) == "Cons."
    assert abbreviated("Whole map", 75, width) == "Whole."
    assert abbreviated("認知段階の初め", 50, width) == "認知段階…"
    assert abbreviated("認知", 15, width) == "認"
    assert abbreviated("Ads", 5, width) == "Ads"


def test_before_anybody_looked_no_gap_is_denied(panel, bridge):
    bridge.load(bridge.document)
    said = {label.text() for label in panel.findChildren(QLabel) if label.isVisible()}
    assert "Looking for gaps…" in said
    bridge.set_findings(())
    said = {label.text() for label in panel.findChildren(QLabel) if label.isVisible()}
    assert "No gaps found" in said
