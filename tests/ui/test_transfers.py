"""Workbooks out and in, as the person in front of the window meets them."""

from __future__ import annotations

import openpyxl
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QProgressDialog, QPushButton, QTableView

from workbench.ui.import_review.review import ImportReview
from workbench.ui.import_review.rows import AFTER, TICK


def edited_workbook(window, qtbot, path):
    """A workbook of the bakery in which one map has another name."""
    with qtbot.waitSignal(window.transfers.told, timeout=30_000):
        window.transfers.export_workbook(path)
    book = openpyxl.load_workbook(path)
    sheet = book["Maps"]
    column = next(cell.column for cell in sheet[1] if cell.value == "Name")
    sheet.cell(2, column).value = "Renamed by a colleague"
    book.save(path)


def test_nothing_comes_between_a_person_and_the_review(window, qtbot, tmp_path):
    """Reading was quick; the sign of patience must not come up later, over the review."""
    window.files.new("sample", "corner-bakery")
    path = tmp_path / "book.xlsx"
    edited_workbook(window, qtbot, path)
    in_the_way = []

    def act() -> None:
        review = QApplication.activeModalWidget()
        if not isinstance(review, ImportReview):
            QTimer.singleShot(50, act)
            return
        qtbot.wait(1_000)
        in_the_way.extend(bar for bar in window.findChildren(QProgressDialog) if bar.isVisible())
        for bar in in_the_way:
            bar.hide()
        apply = next(b for b in review.findChildren(QPushButton) if b.text().startswith("Apply"))
        qtbot.mouseClick(apply, Qt.MouseButton.LeftButton)

    QTimer.singleShot(50, act)
    with qtbot.waitSignal(window.transfers.told, timeout=30_000):
        window.transfers.import_workbook(path)
    assert in_the_way == []
    assert window.bridge.document.maps[window.bridge.map_id].name == "Renamed by a colleague"


def test_workbooks_of_several_people_are_reviewed_as_one_and_undone_as_one(
    window, qtbot, tmp_path, monkeypatch
):
    window.files.new("sample", "corner-bakery")
    (before,) = window.bridge.document.maps.values()
    paths = [tmp_path / "anna.xlsx", tmp_path / "ben.xlsx"]
    edited_workbook(window, qtbot, paths[0])
    with qtbot.waitSignal(window.transfers.told, timeout=30_000):
        window.transfers.export_workbook(paths[1])
    book = openpyxl.load_workbook(paths[1])
    sheet = book["Maps"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, columns["Name"]).value = "Renamed by Ben"
    sheet.cell(2, columns["Scenario"]).value = "A Sunday in winter"
    book.save(paths[1])
    chosen = [str(path) for path in paths]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    seen = []

    def act() -> None:
        review = QApplication.activeModalWidget()
        if not isinstance(review, ImportReview):
            QTimer.singleShot(50, act)
            return
        seen.append(review.windowTitle())
        table = review.findChild(QTableView)
        rows = [table.model().index(row, AFTER).data() for row in range(table.model().rowCount())]
        place = table.visualRect(table.model().index(rows.index("Renamed by Ben"), TICK)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        apply = next(b for b in review.findChildren(QPushButton) if b.text().startswith("Apply"))
        qtbot.mouseClick(apply, Qt.MouseButton.LeftButton)

    QTimer.singleShot(50, act)
    with qtbot.waitSignal(window.transfers.told, timeout=30_000):
        window.actions_by_id["import_several"].trigger()
    assert seen == ["Import — anna.xlsx and 1 more file"]
    after = window.bridge.document.maps[before.id]
    assert (after.name, after.scenario) == ("Renamed by Ben", "A Sunday in winter")
    window.bridge.undo_stack.undo()
    assert window.bridge.document.maps[before.id] == before
