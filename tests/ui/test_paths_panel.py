"""The page of paths: what it shows, where clicks go, and trying before applying."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QLabel, QPushButton

from workbench.analysis.flow_figures import Flow, HandOff
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import Connection, Lane, Map, Stage, Touchpoint, Workspace
from workbench.ui.bridge import Bridge
from workbench.ui.findings_feed import FindingsFeed
from workbench.ui.flow_feed import FlowFeed
from workbench.ui.panels import paths_rows as rows
from workbench.ui.panels.analysis_dock import AnalysisDock
from workbench.ui.panels.chips import Chip
from workbench.ui.panels.paths import PathsPanel
from workbench.ui.panels.paths_lists import PathLists
from workbench.ui.panels.paths_table import PathTable
from workbench.ui.tasks import Worker
from workbench.ui.theme import Theme

LEFT = Qt.MouseButton.LeftButton


def shop() -> Document:
    """Ad → 60 % → Page → 50 % → Counter, where the goal is; the owner changes at the counter.

    By hand: reach 100, 60 and 30 %; 40 % leave at the ad and 30 % at the page. The hand-over
    to the counter costs 0.6 × 0.5 × (9 − 4) = 1.5.
    """

    def card(name: str, stage: str, title: str, owner: str, **scores: float) -> Touchpoint:
        return Touchpoint(
            id=name, map="ma1", stage=stage, lane="la1", title=title, owner=owner, **scores
        )

    return Document.of(
        [
            Workspace(id="wk1"),
            Map(id="ma1", name="First visit", rank="1", goal_stage="stC"),
            Map(id="ma2", name="Second visit", rank="2"),
            Stage(id="stA", map="ma1", rank="1", name="Awareness"),
            Stage(id="stB", map="ma1", rank="2", name="Decision"),
            Stage(id="stC", map="ma1", rank="3", name="Purchase"),
            Stage(id="stZ", map="ma2", rank="1", name="Return"),
            Lane(id="la1", map="ma1", rank="1", kind="touchpoints", name="Touchpoints"),
            Lane(id="la2", map="ma2", rank="1", kind="touchpoints", name="Touchpoints"),
            card("tpA", "stA", "Ad", "Ann"),
            card("tpB", "stB", "Page", "Ann"),
            card("tpC", "stC", "Counter", "Bob", importance=9.0, satisfaction=4.0),
            Touchpoint(id="tpY", map="ma2", stage="stZ", lane="la2", rank="1", title="Mail"),
            Touchpoint(id="tpZ", map="ma2", stage="stZ", lane="la2", rank="2", title="Visit"),
            Connection(id="coAB", source="tpA", target="tpB", share=60.0),
            Connection(id="coBC", source="tpB", target="tpC", share=50.0),
        ]
    )


@pytest.fixture
def bridge(qapp):
    del qapp
    return Bridge(shop())


@pytest.fixture
def trails():
    return []


@pytest.fixture
def panel(qapp, qtbot, bridge, trails):
    """The page in its dock, with a real worker behind it."""
    root = QObject()
    worker = Worker(root)
    FindingsFeed(bridge, worker, root)
    panel = PathsPanel(bridge, Theme(qapp, "light"), FlowFeed(bridge, worker, root))
    panel.trail_changed.connect(trails.append)
    dock = AnalysisDock()
    qtbot.addWidget(dock)
    dock.add_page("paths.tab", panel, corner=panel.corner)
    dock.resize(1500, 400)
    dock.show()
    worker.start()
    qtbot.waitUntil(lambda: cell(panel, "Counter", rows.REACH) == "30 %")
    yield panel
    worker.stop()
    qapp.setStyleSheet("")


def cell(panel: PathsPanel, title: str, column: int) -> str:
    """What the table says of a touchpoint; nothing where it has no row."""
    model = panel.findChild(PathTable).model()
    for row in range(model.rowCount()):
        if model.index(row, rows.TOUCHPOINT).data() == title:
            return str(model.index(row, column).data())
    return ""


def column(panel: PathsPanel, number: int) -> list[str]:
    model = panel.findChild(PathTable).model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def click_row(qtbot, panel: PathsPanel, title: str) -> None:
    table = panel.findChild(PathTable)
    row = column(panel, rows.TOUCHPOINT).index(title)
    place = table.visualRect(table.model().index(row, rows.TOUCHPOINT))
    qtbot.mouseClick(table.viewport(), LEFT, pos=place.center())


def button(panel: PathsPanel, text: str) -> QPushButton:
    return next(
        item for item in panel.findChildren(QPushButton) if item.text() == text and item.isVisible()
    )


def goal(panel: PathsPanel) -> str:
    return panel.corner.findChild(QLabel).text()


def try_share(qtbot, panel: PathsPanel, text: str) -> None:
    field = panel.findChild(QDoubleSpinBox)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def lines(panel: PathsPanel, section: int) -> list[tuple[str, str]]:
    top = panel.findChild(PathLists).topLevelItem(section)
    return [(top.child(at).text(0), top.child(at).text(1)) for at in range(top.childCount())]


def test_figures_are_those_worked_out_by_hand(panel):
    assert column(panel, rows.TOUCHPOINT) == ["Ad", "Page", "Counter"]
    assert column(panel, rows.REACH) == ["100 %", "60 %", "30 %"]
    assert column(panel, rows.VISITS) == ["1", "0.6", "0.3"]
    assert cell(panel, "Ad", rows.LEAVES) == "40 %"
    assert cell(panel, "Page", rows.LEAVES) == "30 %"
    assert goal(panel) == "30 % reach the goal"
    assert lines(panel, 0) == [("Awareness", "40 %"), ("Decision", "30 %")]
    assert lines(panel, 3) == [("Page → Counter", "1.5")]


def test_every_figure_names_its_method(panel):
    model = panel.findChild(PathTable).model()
    horizontal, tip = Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    assert "expected visits" in model.headerData(rows.REACH, horizontal, tip)
    assert "Markov" in model.headerData(rows.VISITS, horizontal, tip)
    assert "Drop-off" in model.headerData(rows.LEAVES, horizontal, tip)
    tree = panel.findChild(PathLists)
    assert "dominators" in tree.topLevelItem(1).toolTip(0)
    assert "1.5 = 60 % × 50 % × 5" in tree.topLevelItem(3).child(0).toolTip(0)


def test_the_likeliest_path_is_shown_and_leads_to_its_cards(panel, bridge, qtbot):
    chips = panel.findChildren(Chip)
    assert [chip.text() for chip in chips] == ["Ad", "Page", "Counter"]
    titles = [label.text() for label in panel.findChildren(QLabel)]
    assert "Likeliest path  30 %" in titles
    qtbot.mouseClick(chips[1], LEFT)
    assert bridge.selection == (("touchpoints", "tpB"),)


def test_a_hand_off_leads_to_its_connection(panel, bridge, qtbot):
    tree = panel.findChild(PathLists)
    item = tree.topLevelItem(3).child(0)
    tree.scrollToItem(item)
    qtbot.mouseClick(tree.viewport(), LEFT, pos=tree.visualItemRect(item).center())
    assert bridge.selection == (("connections", "coBC"),)


def test_the_table_sorts_by_numbers(panel, qtbot):
    header = panel.findChild(PathTable).horizontalHeader()
    at = QPoint(header.sectionViewportPosition(rows.REACH) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), LEFT, pos=at)
    first = column(panel, rows.REACH)
    qtbot.mouseClick(header.viewport(), LEFT, pos=at)
    assert {tuple(first), tuple(column(panel, rows.REACH))} == {
        ("100 %", "60 %", "30 %"),
        ("30 %", "60 %", "100 %"),
    }


def test_figures_follow_edits(panel, bridge, qtbot):
    bridge.run(edit.set_field, "connections", "coBC", "share", 100.0)
    qtbot.waitUntil(lambda: cell(panel, "Counter", rows.REACH) == "60 %")
    assert goal(panel) == "60 % reach the goal"


def test_a_share_is_tried_without_touching_the_document(panel, bridge, qtbot):
    before = bridge.document
    click_row(qtbot, panel, "Page")
    try_share(qtbot, panel, "100")
    qtbot.waitUntil(lambda: cell(panel, "Counter", rows.THEN) == "60 %")
    assert cell(panel, "Counter", rows.REACH) == "30 %"
    assert goal(panel) == "30 % → 60 % reach the goal"
    assert bridge.document is before
    qtbot.mouseClick(button(panel, "Discard"), LEFT)
    assert bridge.document is before
    assert panel.findChild(PathTable).isColumnHidden(rows.THEN)
    assert goal(panel) == "30 % reach the goal"
    assert panel.findChild(QDoubleSpinBox).value() == 50


def test_what_was_tried_is_applied_as_one_step(panel, bridge, qtbot):
    click_row(qtbot, panel, "Page")
    try_share(qtbot, panel, "100")
    click_row(qtbot, panel, "Ad")
    try_share(qtbot, panel, "80")
    qtbot.waitUntil(lambda: goal(panel) == "30 % → 80 % reach the goal")
    qtbot.mouseClick(button(panel, "Apply"), LEFT)
    shares = {item.id: item.share for item in bridge.document.connections.values()}
    assert shares == {"coAB": 80.0, "coBC": 100.0}
    qtbot.waitUntil(lambda: goal(panel) == "80 % reach the goal")
    bridge.undo()
    assert bridge.document == shop()


def test_a_map_without_a_touchpoint_is_tried(panel, bridge, qtbot):
    click_row(qtbot, panel, "Page")
    qtbot.mouseClick(button(panel, "Take it out"), LEFT)
    qtbot.waitUntil(lambda: cell(panel, "Page", rows.THEN) == "out")
    assert "tpB" in bridge.document.touchpoints
    qtbot.mouseClick(button(panel, "Put it back"), LEFT)
    assert panel.findChild(PathTable).isColumnHidden(rows.THEN)
    qtbot.mouseClick(button(panel, "Take it out"), LEFT)
    qtbot.mouseClick(button(panel, "Apply"), LEFT)
    assert bridge.document.touchpoints.keys() == {"tpA", "tpC", "tpY", "tpZ"}


def test_what_is_tried_goes_with_what_it_is_about(panel, bridge, qtbot):
    click_row(qtbot, panel, "Page")
    try_share(qtbot, panel, "100")
    qtbot.waitUntil(lambda: cell(panel, "Counter", rows.THEN) == "60 %")
    bridge.run(edit.remove, [("connections", "coBC")])
    assert panel.findChild(PathTable).isColumnHidden(rows.THEN)


def test_the_map_shows_the_path_while_the_page_does(panel, trails, qtbot):
    assert trails[-1] == ("tpA", "tpB", "tpC")
    box = panel.corner.findChild(QCheckBox)
    qtbot.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
    assert trails[-1] == ()
    qtbot.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
    assert trails[-1] == ("tpA", "tpB", "tpC")
    panel.hide()
    assert trails[-1] == ()


def test_a_map_without_connections_says_how_to_begin(panel, bridge, qtbot):
    bridge.show_map("ma2")
    qtbot.waitUntil(
        lambda: any(
            item.text() == "Connect in order" and item.isVisible()
            for item in panel.findChildren(QPushButton)
        )
    )
    qtbot.mouseClick(button(panel, "Connect in order"), LEFT)
    added = bridge.document.connections.keys() - {"coAB", "coBC"}
    assert len(added) == 1
    qtbot.waitUntil(lambda: cell(panel, "Visit", rows.REACH) == "100 %")


def test_of_many_hand_offs_the_costliest_are_listed_and_all_are_counted(panel, bridge):
    def hand_off(number: int) -> HandOff:
        return HandOff(
            connection="coBC",
            source="tpB",
            target="tpC",
            channel=False,
            owner=True,
            share=0.5,
            reach=0.6,
            shortfall=5.0,
            cost=100.0 - number,
        )

    many = Flow(goal=0.3, hand_offs=tuple(hand_off(number) for number in range(100)))
    tree = panel.findChild(PathLists)
    tree.show_flow(bridge.document, bridge.map_id, many)
    assert tree.topLevelItem(3).text(0) == "Hand-offs  100"
    assert lines(panel, 3)[0] == ("Page → Counter", "100")
    assert lines(panel, 3)[-1] == ("60 more that cost less", "")
