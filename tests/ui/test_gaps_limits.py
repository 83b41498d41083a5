"""What is set around the gaps: limits of rules, pulled columns, planned practices, the tabs."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QTabBar

from workbench.analysis.findings import findings
from workbench.model.commands import edit, practices
from workbench.store import templates
from workbench.store.settings_file import SettingsStore
from workbench.ui.bridge import Bridge
from workbench.ui.panels import gaps_rows
from workbench.ui.panels.by_stage import ByStagePanel
from workbench.ui.panels.gaps import GapsPanel
from workbench.ui.panels.gaps_limit import LimitField
from workbench.ui.panels.gaps_table import GapTable
from workbench.ui.theme import Theme

TODAY = datetime.date(2026, 11, 21)
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
REVIEWS = "tpREV1EWS00000"


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
def make_panel(theme, qtbot, bridge, tmp_path):
    def make() -> GapsPanel:
        settings = SettingsStore(tmp_path / "settings.json")
        panel = GapsPanel(bridge, theme, ByStagePanel(bridge, theme), settings, tuple)
        for part in (panel, panel.filters, panel.why):
            qtbot.addWidget(part)
            part.resize(1500, 500)
            part.show()
        panel.why.activateWindow()
        QApplication.processEvents()
        return panel

    return make


@pytest.fixture
def panel(make_panel):
    return make_panel()


def analyse(bridge: Bridge) -> None:
    bridge.set_findings(findings(bridge.document, bridge.map_id, TODAY))


def table_of(panel: GapsPanel) -> GapTable:
    return panel.findChild(GapTable)


def select_rule(panel: GapsPanel, bridge: Bridge, rule: str, subject: str = "") -> None:
    """Click the first gap of a rule (about something)."""
    finding = next(
        item
        for item in bridge.findings
        if item.rule == rule and subject in {"", *(it.id for it in item.subjects)}
    )
    table = table_of(panel)
    row = table.model().row_of(finding.key)
    assert row is not None
    index = table.model().index(row, gaps_rows.GAP)
    table.scrollTo(index)
    QTest.mouseClick(table.viewport(), LEFT, pos=table.visualRect(index).center())


def limit_line(panel: GapsPanel) -> QLineEdit:
    return panel.why.findChild(LimitField).line


def retype(line: QLineEdit, text: str) -> None:
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClicks(line, text)


def limits(bridge: Bridge) -> dict[str, float | None]:
    return {item.rule: item.limit for item in bridge.document.rule_settings.values()}


def has_gap(bridge: Bridge, rule: str) -> bool:
    return any(item.rule == rule for item in bridge.findings)


def arrange(panel: GapsPanel, *path: str) -> None:
    panel.filters.fill_menu()
    menu = panel.filters.menu
    for text in path[:-1]:
        menu = next(action.menu() for action in menu.actions() if action.text() == text)
    next(action for action in menu.actions() if action.text() == path[-1]).trigger()


@pytest.mark.parametrize(
    ("rule", "change", "own", "unit"),
    [
        ("evidence-old", {"evidence_date": datetime.date(2025, 1, 5)}, "12", "months"),
        ("evidence-few", {"evidence_n": 4}, "5", "people"),
        ("worst-drop-off", {}, "10", "%"),
    ],
)
def test_a_limit_stands_with_its_unit_where_a_rule_has_one(panel, bridge, rule, change, own, unit):
    bridge.run(edit.set_fields, "touchpoints", [REVIEWS], change)
    select_rule(panel, bridge, rule)
    field = panel.why.findChild(LimitField)
    assert field.isVisible()
    assert (field.line.text(), field.line.placeholderText()) == ("", own)
    assert unit in [label.text() for label in field.findChildren(QLabel)]
    select_rule(panel, bridge, "no-owner")
    assert not field.isVisible()


def test_a_limit_is_taken_by_enter_and_undone(panel, bridge):
    # of all who come in, 20.2 % leave at the reviews
    select_rule(panel, bridge, "worst-drop-off")
    line, steps = limit_line(panel), bridge.undo_stack.count()
    retype(line, "2")
    assert limits(bridge) == {}
    QTest.keyClicks(line, "0")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert limits(bridge) == {"worst-drop-off": 20}
    assert bridge.undo_stack.count() == steps + 1
    assert has_gap(bridge, "worst-drop-off")
    QTest.keyClick(line, Qt.Key.Key_Z, CONTROL)
    assert limits(bridge) == {}
    assert line.text() == ""
    bridge.redo()
    assert line.text() == "20"
    retype(line, "")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert limits(bridge) == {"worst-drop-off": None}


def test_a_limit_is_taken_by_leaving_the_field(panel, bridge):
    bridge.run(edit.set_field, "touchpoints", REVIEWS, "evidence_date", datetime.date(2025, 1, 5))
    select_rule(panel, bridge, "evidence-old")
    retype(limit_line(panel), "6,5")
    QTest.keyClick(limit_line(panel), Qt.Key.Key_Tab)
    assert limits(bridge) == {"evidence-old": 6.5}
    assert limit_line(panel).text() == "6.5"


def test_a_limit_that_is_being_typed_is_there_to_be_saved(panel, bridge):
    bridge.run(edit.set_field, "touchpoints", REVIEWS, "evidence_date", datetime.date(2025, 1, 5))
    select_rule(panel, bridge, "evidence-old")
    retype(limit_line(panel), "6.5")
    assert limits(bridge) == {}
    bridge.settle()
    assert limits(bridge) == {"evidence-old": 6.5}


@pytest.mark.parametrize("text", ["-3", "a year", "nan", "inf", "1e999"])
def test_what_is_no_limit_is_marked_and_not_taken(panel, bridge, text):
    select_rule(panel, bridge, "worst-drop-off")
    line, before = limit_line(panel), bridge.document
    retype(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.property("invalid") == "true"
    assert "no number" in line.toolTip()
    assert bridge.document is before
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == ""
    assert line.property("invalid") == "false"


def test_a_limit_that_ends_its_gap_is_taken_back_in_the_menu(panel, bridge):
    select_rule(panel, bridge, "worst-drop-off")
    retype(limit_line(panel), "21")
    QTest.keyClick(limit_line(panel), Qt.Key.Key_Return)
    assert not has_gap(bridge, "worst-drop-off")
    assert not limit_line(panel).isVisible()
    arrange(panel, "Limits that were changed: 1", "Usual limit of “Most people leave here”")
    assert limits(bridge) == {"worst-drop-off": None}
    assert has_gap(bridge, "worst-drop-off")


def pull(table: GapTable, column: int, by: int) -> None:
    """Pull the right border of a column with the mouse."""
    header = table.horizontalHeader()
    border = header.sectionViewportPosition(column) + header.sectionSize(column) - 1
    start = QPoint(border, header.height() // 2)
    QTest.mousePress(header.viewport(), LEFT, pos=start)
    for part in (1, 2, 3):
        QTest.mouseMove(header.viewport(), start + QPoint(by * part // 3, 0))
    QTest.mouseRelease(header.viewport(), LEFT, pos=start + QPoint(by, 0))


def test_pulled_columns_are_kept(panel, make_panel, bridge):
    table = table_of(panel)
    stage, gap = table.columnWidth(gaps_rows.STAGE), table.columnWidth(gaps_rows.GAP)
    pull(table, gaps_rows.STAGE, 60)
    pull(table, gaps_rows.GAP, -90)
    assert table.columnWidth(gaps_rows.STAGE) == stage + 60
    assert table.columnWidth(gaps_rows.GAP) == gap - 90
    analyse(bridge)
    panel.resize(1400, 500)
    again = table_of(make_panel())
    for shown in (table, again):
        assert shown.columnWidth(gaps_rows.STAGE) == stage + 60
        assert shown.columnWidth(gaps_rows.GAP) == gap - 90
        assert not shown.horizontalScrollBar().isVisible()
    arrange(panel, "Columns", "Usual widths")
    assert table.columnWidth(gaps_rows.STAGE) == stage
    assert table_of(make_panel()).columnWidth(gaps_rows.GAP) == gap


def test_a_kept_width_never_pushes_the_others_out(make_panel, tmp_path):
    kept = SettingsStore(tmp_path / "settings.json")
    kept.set("gap_widths", {"gap": 900_000, "stage": -5, "colour": 30})
    table = table_of(make_panel())
    assert table.columnWidth(gaps_rows.STAGE) > 0
    assert table.columnWidth(gaps_rows.ACTION) >= 100
    assert not table.horizontalScrollBar().isVisible()


def practice_choices(panel: GapsPanel) -> list[str]:
    menu = next(menu for it in panel.findChildren(QPushButton) if (menu := it.menu()) is not None)
    assert isinstance(menu, QMenu)
    return [action.text() for action in menu.actions()]


def test_a_planned_practice_is_not_offered_to_be_planned(panel, bridge):
    select_rule(panel, bridge, "practice", "ways-to-pay")
    # of all practices that are gaps, only this one and the website are not planned yet
    assert "Practice is planned" in practice_choices(panel)
    bridge.run(practices.set_state, bridge.map_id, "ways-to-pay", "planned")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    choices = practice_choices(panel)
    assert choices
    assert "Practice is planned" not in choices


def test_the_tabs_at_the_right_are_read_in_full_in_a_small_window(window, qtbot):
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1280, 800)
    window.files.new("sample", "corner-bakery")
    tabs = next(
        bar for bar in window.analysis.findChildren(QTabBar) if bar.tabText(0) == "By stage"
    )
    qtbot.waitUntil(lambda: 0 < tabs.width() < 300)
    assert tabs.width() >= tabs.sizeHint().width()
    for at in range(tabs.count()):
        text = tabs.fontMetrics().horizontalAdvance(tabs.tabText(at))
        assert tabs.tabRect(at).width() > text
    assert tabs.tabToolTip(1) == "Importance × satisfaction"


def test_the_explanation_fits_beside_the_list_in_a_small_window(panel, bridge, qtbot):
    select_rule(panel, bridge, "worst-drop-off")
    panel.why.resize(260, 300)
    inside = panel.why.widget()
    qtbot.waitUntil(lambda: inside.width() <= panel.why.viewport().width())
