"""The main job, end to end, by real events: template to spreadsheet and back."""

from __future__ import annotations

import openpyxl
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton

from tests.helpers.qt import drop
from workbench.model import queries
from workbench.store import workspace_file
from workbench.ui import mime
from workbench.ui.dialogs.persona_editor import PersonaEditor
from workbench.ui.files.standing import SaveState
from workbench.ui.import_review.review import ImportReview
from workbench.ui.main_window import MainWindow
from workbench.ui.start.start_page import Tile

CHANNELS = ("Search ad", "Online review", "Website page", "Shop visit", "Email")


def touchpoint_lane(window: MainWindow) -> str:
    lanes = queries.lanes(window.bridge.document, window.bridge.map_id)
    return next(lane.id for lane in lanes if lane.kind == "touchpoints")


def cell_centre(window: MainWindow, stage: str, lane: str) -> QPoint:
    """The middle of a cell in the canvas, scrolled into view."""
    rect = window.view.cell_rect(stage, lane)
    window.view.ensureVisible(rect, 0, 0)
    return window.view.mapFromScene(rect.center())


def when_modal(kind: type, act) -> None:
    """Do something with the dialog of that kind once it is open."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            act(dialog)
        else:
            QTimer.singleShot(50, look)

    QTimer.singleShot(50, look)


def keys(findings) -> set[str]:
    return {finding.key for finding in findings}


def test_from_template_to_spreadsheet_and_back(window, qtbot, tmp_path):
    # a stage model, by a click on its tile
    tiles = {tile.accessibleName(): tile for tile in window.start_page.findChildren(Tile)}
    qtbot.mouseClick(tiles["Business journey"], Qt.MouseButton.LeftButton)
    bridge, view = window.bridge, window.view
    assert len(queries.stages(bridge.document, bridge.map_id)) == 6
    qtbot.waitUntil(lambda: len(bridge.findings) > 0, timeout=20_000)
    empty = keys(bridge.findings)
    stages = queries.stages(bridge.document, bridge.map_id)
    assert any(key.startswith("stage-empty/") and stages[0].id in key for key in empty)

    # a persona with a need, typed into its editor
    def fill(editor: PersonaEditor) -> None:
        table = editor.needs_table
        table.edit_new()
        QTest.keyClicks(table.findChild(QLineEdit), "Know the price")
        QTest.keyClick(table.findChild(QLineEdit), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: len(bridge.document.needs) == 1)
        editor.close()

    when_modal(PersonaEditor, fill)
    qtbot.mouseClick(
        window.personas.findChild(QToolButton, "personas-add"), Qt.MouseButton.LeftButton
    )
    (persona,) = queries.personas(bridge.document)
    assert [need.text for need in queries.needs(bridge.document, persona.id)] == ["Know the price"]
    qtbot.waitUntil(
        lambda: any(key.startswith("need-unanswered/") for key in keys(bridge.findings)),
        timeout=20_000,
    )

    # five touchpoints from the palette, one per stage
    by_name = {channel.name: channel.id for channel in bridge.document.channels.values()}
    lane = touchpoint_lane(window)
    for stage, name in zip(stages, CHANNELS, strict=False):
        at = cell_centre(window, stage.id, lane)
        drop(view.viewport(), mime.CHANNEL, by_name[name], at)
    placed = queries.touchpoints(bridge.document, bridge.map_id)
    assert [item.title for item in placed] == list(CHANNELS)
    assert [item.stage for item in placed] == [stage.id for stage in stages[:5]]

    # the gaps follow: the first stage is empty no more, the last one still is
    def first_stage_filled() -> bool:
        now = keys(bridge.findings)
        return not any(k.startswith("stage-empty/") and stages[0].id in k for k in now)

    qtbot.waitUntil(first_stage_filled, timeout=20_000)
    assert any(k.startswith("stage-empty/") and stages[5].id in k for k in keys(bridge.findings))

    # save, and the file holds what is on screen
    path = tmp_path / "walk.journey"
    window.files.save_as(path)
    qtbot.waitUntil(lambda: window.files.state is SaveState.SAVED)
    assert workspace_file.read(path).document == bridge.document

    # export, edit as a colleague would, import, accept
    book_path = tmp_path / "walk.xlsx"
    with qtbot.waitSignal(window.transfers.told, timeout=30_000):
        window.transfers.export_workbook(book_path)
    book = openpyxl.load_workbook(book_path)
    sheet = book["Touchpoints"]
    header = next(row for row in sheet.iter_rows(max_row=6) if "Title" in [c.value for c in row])
    columns = {cell.value: cell.column for cell in header}
    row = next(
        line
        for line in range(header[0].row + 1, sheet.max_row + 1)
        if sheet.cell(line, columns["Title"]).value == "Website page"
    )
    sheet.cell(row, columns["Importance"]).value = 9
    sheet.cell(row, columns["Satisfaction"]).value = 3
    book.save(book_path)

    def accept(review: ImportReview) -> None:
        button = next(b for b in review.findChildren(QPushButton) if b.text().startswith("Apply"))
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    before = bridge.document
    when_modal(ImportReview, accept)
    with qtbot.waitSignal(window.transfers.told, timeout=30_000):
        window.transfers.import_workbook(book_path)
    changed = bridge.document.touchpoints[placed[2].id]
    assert (changed.importance, changed.satisfaction) == (9, 3)

    # 9 + max(9 - 3, 0) = 15, so an opportunity gap appears for that card
    qtbot.waitUntil(
        lambda: f"opportunity/{bridge.map_id}/{changed.id}" in keys(bridge.findings),
        timeout=20_000,
    )
    finding = next(f for f in bridge.findings if f.key.startswith("opportunity/"))
    assert finding.priority == 15

    # one undo takes the whole import back
    bridge.undo()
    assert bridge.document == before
