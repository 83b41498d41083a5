"""Working with gaps: arranging, planning, explaining, applying; what closed since."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPushButton,
)

from workbench.analysis.findings import findings
from workbench.model.commands import decisions, edit
from workbench.model.document import Document
from workbench.model.entities import Lane, Map, Stage, Touchpoint, Workspace
from workbench.store import templates, visits
from workbench.store.settings_file import SettingsStore
from workbench.store.visits import SeenGap, Visit
from workbench.ui.bridge import Bridge
from workbench.ui.panels import gaps_rows
from workbench.ui.panels.by_stage import ByStagePanel
from workbench.ui.panels.gaps import GapsPanel
from workbench.ui.panels.gaps_bar import GapBar
from workbench.ui.panels.gaps_table import GapTable
from workbench.ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")

TODAY = datetime.date(2026, 11, 21)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def theme(qapp):
    return Theme(qapp, "light")


@pytest.fixture
def settings(tmp_path):
    return SettingsStore(tmp_path / "settings.json")


@pytest.fixture
def bridge(qapp):
    del qapp
    bridge = Bridge(templates.sample("corner-bakery"))
    bridge.changed.connect(lambda *_: analyse(bridge))
    analyse(bridge)
    return bridge


@pytest.fixture
def panel(theme, qtbot, bridge, settings):
    panel = GapsPanel(bridge, theme, ByStagePanel(bridge, theme), settings, tuple)
    for part in (panel, panel.filters, panel.why):
        qtbot.addWidget(part)
        part.resize(1500, 500)
        part.show()
    return panel


def analyse(bridge: Bridge) -> None:
    bridge.set_findings(findings(bridge.document, bridge.map_id, TODAY))


def click_row(qtbot, panel: GapsPanel, row: int, column: int = gaps_rows.GAP) -> None:
    table = panel.findChild(GapTable)
    index = table.model().index(row, column)
    table.scrollTo(index)
    qtbot.mouseClick(table.viewport(), LEFT, pos=table.visualRect(index).center())


def pick(menu: QMenu, *path: str) -> None:
    """Trigger an entry of a menu by its texts from outside in."""
    for text in path[:-1]:
        menu = next(action.menu() for action in menu.actions() if action.text() == text)
    next(action for action in menu.actions() if action.text() == path[-1]).trigger()


def arrange(panel: GapsPanel, *path: str) -> None:
    panel.filters.fill_menu()
    pick(panel.filters.menu, *path)


def headings(panel: GapsPanel) -> list[str]:
    table = panel.findChild(GapTable)
    rows = range(table.model().rowCount())
    return [row.text for row in (table.model().rows[at] for at in rows) if hasattr(row, "text")]


def test_quick_wins_rank_by_priority_over_effort(panel, bridge):
    worst, second = bridge.findings[0], bridge.findings[1]
    assert (worst.priority, second.priority) == (15, 12)
    bridge.run(decisions.decide, worst.key, effort=5)
    bridge.run(decisions.decide, second.key, effort=2)
    arrange(panel, "Sort by", "Quick wins (priority ÷ effort)")
    # 12 ÷ 2 = 6; 10 with no effort counts as 10 ÷ 3; 15 ÷ 5 = 3
    assert panel.shown_keys[0] == second.key
    assert panel.shown_keys.index(worst.key) > 1
    table = panel.findChild(GapTable)
    assert not table.isColumnHidden(gaps_rows.EFFORT)
    assert table.model().index(0, gaps_rows.EFFORT).data() == "2"
    blank = table.model().index(1, gaps_rows.EFFORT)
    assert blank.data() == "(3)"
    assert "counts as 3" in blank.data(Qt.ItemDataRole.ToolTipRole)


def test_groups_by_stage_in_the_order_of_the_map(panel, bridge):
    arrange(panel, "Group by", "Stage")
    names = [text.split(" · ")[0] for text in headings(panel)]
    stages = ["Awareness", "Consideration", "Decision", "Purchase", "Retention", "Advocacy"]
    assert [name for name in names if name != "Whole map"] == stages
    assert set(panel.shown_keys) == {item.key for item in bridge.findings}
    arrange(panel, "Group by", "Kind")
    assert [text.split(" · ")[0] for text in headings(panel)][:2] == ["Coverage", "Experience"]


def test_filters_by_stage_and_by_persona(panel, bridge):
    arrange(panel, "Stage", "Purchase")
    stages = {bridge.document.stages[s].name for s in {_stage(bridge, k) for k in panel.shown_keys}}
    assert stages == {"Purchase"}
    arrange(panel, "Show all open gaps")
    arrange(panel, "Persona", "Office orderer")
    about = {item.persona for item in bridge.findings if item.key in panel.shown_keys}
    assert about == {"pe0FF1CE0RDER0"}


def _stage(bridge: Bridge, key: str) -> str:
    return next(item.stage or "" for item in bridge.findings if item.key == key)


def test_another_map_is_not_searched_for_the_personas_of_the_first(panel, bridge):
    arrange(panel, "Persona", "Office orderer")
    bridge.load(templates.new_workspace("template", "blank"))
    assert panel.filters.wanted.persona is None
    arrange(panel, "Persona", "All personas")


def test_columns_order_and_groups_are_kept(panel, bridge, theme, qtbot, tmp_path):
    arrange(panel, "Columns", "Owner")
    arrange(panel, "Columns", "Stage")
    arrange(panel, "Group by", "Kind")
    again = SettingsStore(tmp_path / "settings.json")
    other = GapsPanel(bridge, theme, ByStagePanel(bridge, theme), again, tuple)
    for part in (other, other.filters, other.why):
        qtbot.addWidget(part)
    other.resize(1500, 500)
    other.show()
    table = other.findChild(GapTable)
    assert not table.isColumnHidden(gaps_rows.OWNER)
    assert table.isColumnHidden(gaps_rows.STAGE)
    assert headings(other)


def test_owner_and_due_are_typed_into_their_cells(panel, bridge, qtbot):
    for name in ("Owner", "Due"):
        arrange(panel, "Columns", name)
    table = panel.findChild(GapTable)
    for column, text in ((gaps_rows.OWNER, "Shop manager"), (gaps_rows.DUE, "2027-01-31")):
        click_row(qtbot, panel, 0, column)
        assert bridge.selection == ()
        table.edit(table.model().index(0, column))
        line = table.viewport().findChild(QLineEdit)
        qtbot.keyClicks(line, text)
        qtbot.keyClick(line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: table.viewport().findChild(QLineEdit) is None)
    (decision,) = bridge.document.decisions.values()
    assert decision.key == bridge.findings[0].key
    assert (decision.owner, decision.due) == ("Shop manager", datetime.date(2027, 1, 31))
    bridge.undo()
    assert next(iter(bridge.document.decisions.values())).due is None


def test_a_date_that_is_none_is_not_taken(panel, bridge, qtbot):
    arrange(panel, "Columns", "Due")
    table = panel.findChild(GapTable)
    table.edit(table.model().index(0, gaps_rows.DUE))
    line = table.viewport().findChild(QLineEdit)
    qtbot.keyClicks(line, "next week")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.property("invalid") == "true"
    assert not bridge.document.decisions


def test_the_list_is_copied_as_a_table(panel, bridge, qtbot):
    table = panel.findChild(GapTable)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert lines[0].split("\t")[:4] == ["Priority", "Stage", "Kind", "Gap"]
    assert len(lines) == 1 + len(bridge.findings)
    assert lines[1].startswith("15.0\tDecision\tExperience\tPrice & hours page matters (9)")
    assert "Price &amp; hours page" in data.html()
    QGuiApplication.clipboard().clear()


def test_the_explanation_names_method_numbers_and_why(panel, qtbot):
    click_row(qtbot, panel, 0)
    said = "\n".join(label.text() for label in panel.why.findChildren(type(panel.why._why)))
    for words in (
        "Price & hours page matters (9) but disappoints (3)",
        "Opportunity score (Ulwick)",
        "importance + max(importance − satisfaction, 0)",
        "Importance 9 · Satisfaction 3 · Opportunity score 15",
        "where an improvement is felt most",
        "15 = opportunity score",
    ):
        assert words in said


def test_a_rule_is_switched_off_from_a_gap_and_on_again(panel, bridge, qtbot):
    worst = bridge.findings[0]
    click_row(qtbot, panel, 0)
    buttons = {item.text(): item for item in panel.why.findChildren(QPushButton)}
    qtbot.mouseClick(buttons["Switch rule off"], LEFT)
    assert not any(item.rule == worst.rule for item in bridge.findings)
    arrange(panel, "Rules that are off: 1", "Switch on “Important but disappointing”")
    assert panel.shown_keys[0] == worst.key


def test_the_weight_of_a_rule_changes_its_gaps(panel, bridge, qtbot):
    at = next(at for at, item in enumerate(bridge.findings) if item.rule == "no-owner")
    finding = bridge.findings[at]
    click_row(qtbot, panel, at)
    panel.why._weight.setValue(9)
    (changed,) = (item for item in bridge.findings if item.key == finding.key)
    assert changed.working.weight == 9
    assert changed.priority == pytest.approx(finding.priority * 3)
    bridge.undo()
    (back,) = (item for item in bridge.findings if item.key == finding.key)
    assert back.priority == finding.priority


def test_effort_owner_and_due_in_the_explanation(panel, bridge, qtbot):
    click_row(qtbot, panel, 0)
    owner = next(
        line for line in panel.why.findChildren(QLineEdit) if line.accessibleName() == "Owner"
    )
    qtbot.keyClicks(owner, "Shop & counter")
    effort = next(
        box for box in panel.why.findChildren(QComboBox) if box.accessibleName() == "Effort"
    )
    effort.setFocus()
    qtbot.keyClick(effort, Qt.Key.Key_2)
    (decision,) = bridge.document.decisions.values()
    assert (decision.owner, decision.effort) == ("Shop & counter", 2)
    bridge.undo()
    bridge.undo()
    assert not bridge.document.decisions


def test_a_due_date_with_dots_is_taken_and_no_date_is_explained(panel, bridge, qtbot):
    click_row(qtbot, panel, 0)
    due = panel.why._due
    due.setFocus()
    qtbot.keyClicks(due, "24.12.2026")
    (decision,) = bridge.document.decisions.values()
    assert decision.due == datetime.date(2026, 12, 24)
    assert not panel.why._due_wrong.isVisibleTo(panel.why)
    due.selectAll()
    qtbot.keyClicks(due, "Christmas")
    qtbot.keyClick(due, Qt.Key.Key_Return)
    assert panel.why._due_wrong.isVisibleTo(panel.why)
    assert "2026-03-31" in panel.why._due_wrong.text()
    (decision,) = bridge.document.decisions.values()
    assert decision.due == datetime.date(2026, 12, 24)


def test_the_wheel_reads_on_and_changes_no_number(panel, bridge, qtbot):
    click_row(qtbot, panel, 0)
    panel.why.resize(360, 200)
    weight = panel.why._weight
    panel.why.ensureWidgetVisible(weight)
    weight.setFocus()
    before, weighed = bridge.document, weight.value()
    middle = weight.rect().center()
    turn = QWheelEvent(
        QPointF(middle),
        QPointF(weight.mapToGlobal(middle)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(weight, turn)
    assert weight.value() == weighed
    assert bridge.document is before


def test_the_wheel_scrolls_the_explanation(panel, qtbot):
    click_row(qtbot, panel, 0)
    panel.why.resize(360, 200)
    panel.why.show()
    scrolled = panel.why.verticalScrollBar()
    qtbot.waitUntil(lambda: scrolled.maximum() > 0)
    at = panel.why.viewport().rect().center()
    turn = QWheelEvent(
        QPointF(at),
        QPointF(panel.why.viewport().mapToGlobal(at)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(panel.why.viewport(), turn)
    assert scrolled.value() > 0


def test_asking_for_evidence_marks_the_scores_as_assumed(panel, bridge, qtbot):
    at = next(at for at, item in enumerate(bridge.findings) if item.rule == "no-evidence")
    finding = bridge.findings[at]
    click_row(qtbot, panel, at)
    press(qtbot, panel, "Ask for evidence")
    for subject in finding.subjects:
        touchpoint = bridge.document.touchpoints[subject.id]
        assert touchpoint.evidence == "assumption"
        assert "Ask customers about" in touchpoint.remarks
    assert finding.key not in panel.shown_keys
    bridge.undo()
    assert bridge.document == templates.sample("corner-bakery")


def test_a_trigger_is_added_in_the_first_stages(panel, bridge, qtbot):
    missing = [("triggers", trigger) for trigger in bridge.document.triggers]
    bridge.run(edit.remove, missing)
    at = next(at for at, item in enumerate(bridge.findings) if item.rule == "trigger-missing")
    click_row(qtbot, panel, at)
    press(qtbot, panel, "Add a trigger")
    (trigger,) = bridge.document.triggers.values()
    assert bridge.document.touchpoints[trigger.touchpoint].title == "Search ad"
    assert trigger.status == "planned"


def press(qtbot, panel: GapsPanel, text: str) -> None:
    buttons = panel.findChild(GapBar).findChildren(QPushButton)
    (button,) = (item for item in buttons if item.text() == text and item.isVisible())
    qtbot.mouseClick(button, LEFT)


def test_what_closed_since_the_last_visit_is_listed(window, qtbot, tmp_path):
    path = tmp_path / "b.journey"
    window.files.new("sample", "corner-bakery")
    qtbot.waitUntil(lambda: window.bridge.is_analysed, timeout=20_000)
    window.files.save_as(path)
    assert window.files.wait_for_save()
    worst = window.bridge.findings[0]
    window.files.new("sample", "online-shop")
    assert window.files.open(path)
    qtbot.waitUntil(lambda: window.bridge.is_analysed, timeout=20_000)
    assert window.visits.closed() == ()
    page = worst.subjects[0].id
    window.bridge.run(edit.set_field, "touchpoints", page, "satisfaction", 9)
    qtbot.waitUntil(lambda: worst.key not in {f.key for f in window.bridge.findings})
    assert worst.key in {gap.key for gap in window.visits.closed()}
    statuses = next(
        box for box in window.gaps.filters.findChildren(QComboBox) if box.findData("closed") >= 0
    )
    statuses.setFocus()
    qtbot.keyClicks(statuses, "Cl")
    table = window.gaps.findChild(GapTable)
    listed = [table.model().text(row, gaps_rows.GAP) for row in table.model().rows]
    assert "Price & hours page matters (9) but disappoints (3)" in listed


def unowned(bridge) -> dict[str, set[str]]:
    """The touchpoints of each gap about owners, by its key."""
    about = [item for item in bridge.findings if item.rule == "no-owner"]
    return {item.key: {subject.id for subject in item.subjects} for item in about}


def test_one_of_many_cards_that_was_mended_closes_no_gap_yet(window, qtbot, tmp_path):
    path = tmp_path / "b.journey"
    bridge = window.bridge
    window.files.new("sample", "corner-bakery")
    for touchpoint in tuple(bridge.document.touchpoints):
        bridge.run(edit.set_field, "touchpoints", touchpoint, "owner", "")
    qtbot.waitUntil(lambda: len(unowned(bridge)) == len(bridge.document.stages), timeout=20_000)
    window.files.save_as(path)
    assert window.files.wait_for_save()
    window.files.new("sample", "online-shop")
    assert window.files.open(path)
    qtbot.waitUntil(lambda: bridge.is_analysed, timeout=20_000)
    key, touchpoints = max(unowned(bridge).items(), key=lambda pair: len(pair[1]))
    assert len(touchpoints) > 1
    for touchpoint in tuple(touchpoints):
        assert key not in {gap.key for gap in window.visits.closed()}
        bridge.run(edit.set_field, "touchpoints", touchpoint, "owner", "Shop")
        touchpoints.remove(touchpoint)
        qtbot.waitUntil(lambda: set(touchpoints) in [*unowned(bridge).values(), set()])
    qtbot.waitUntil(lambda: key in {gap.key for gap in window.visits.closed()})


def test_visits_are_bounded_and_survive_a_broken_file(tmp_path):
    path = tmp_path / "visits.json"
    gap = SeenGap(key="k", headline="h", stage="", kind="flow")
    for at in range(visits.MAPS_KEPT + 5):
        visits.remember(path, (Visit(workspace="w", map=f"m{at}", gaps=(gap,)),))
    assert visits.last_visit(path, "w", "m0") == ()
    assert visits.last_visit(path, "w", f"m{visits.MAPS_KEPT + 4}") == (gap,)
    path.write_text("{")
    assert visits.last_visit(path, "w", "m9") == ()
    visits.remember(path, (Visit(workspace="w", map="m9", gaps=(gap,)),))
    assert visits.last_visit(path, "w", "m9") == (gap,)


def crowded() -> Document:
    """A stage of five touchpoints that matter and disappoint, all connected in a row."""
    card = {"map": "ma1", "stage": "st1", "lane": "la1", "importance": 9.0, "satisfaction": 3.0}
    return Document.of(
        [
            Workspace(id="wk1"),
            Map(id="ma1", name="Shop"),
            Stage(id="st1", map="ma1", name="Look"),
            Lane(id="la1", map="ma1", kind="touchpoints"),
            *(Touchpoint(id=f"tp{n}", rank=f"{n}", title=f"Card {n}", **card) for n in range(1, 6)),
        ]
    )


def test_many_gaps_alike_fold_into_a_line_that_opens(window, qtbot):
    window.files.new("template", "blank")
    window.bridge.load(crowded())
    panel, table = window.gaps, window.gaps._table
    keys = [f"opportunity/ma1/tp{n}" for n in range(1, 6)]
    qtbot.waitUntil(lambda: keys[0] in {f.key for f in window.bridge.findings}, timeout=20_000)

    def fold_row() -> int:
        model = table.model()
        lines = [model.text(row, gaps_rows.GAP) for row in model.rows]
        return next(n for n, line in enumerate(lines) if line.startswith(("▸ 5 ×", "▾ 5 ×")))

    def click() -> None:
        at = table.visualRect(table.model().index(fold_row(), gaps_rows.STAGE)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert not set(keys) & set(panel.shown_keys)
    click()
    assert set(keys) <= set(panel.shown_keys)
    panel.copy()
    copied = QGuiApplication.clipboard().text()
    assert copied.count("Card 3 matters (9) but disappoints (3)") == 1
    click()
    assert not set(keys) & set(panel.shown_keys)
    panel.copy()
    assert "Card 3 matters (9) but disappoints (3)" in QGuiApplication.clipboard().text()
