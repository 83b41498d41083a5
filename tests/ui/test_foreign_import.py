"""Spreadsheets of other people become maps: the wizard as a person meets it.

The files are real, the worker is the real process, and what is done is done by mouse and keys.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import psutil
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox, QProgressDialog, QPushButton

from workbench.drawing import tokens
from workbench.exchange import foreign_desk, foreign_excerpt
from workbench.exchange.sheets import Area, Sheet
from workbench.model import queries
from workbench.model.commands import edit
from workbench.store import templates, workspace_file
from workbench.ui.foreign_import.marks import KINDS, tint
from workbench.ui.foreign_import.sheet_grid import SheetGrid
from workbench.ui.foreign_import.wizard import ForeignImport
from workbench.ui.import_review.review import ImportReview
from workbench.ui.theme import Theme

STAGES = ("Awareness", "Consideration", "Purchase", "Loyalty")
GRID = (
    ("Hotel guests 2019",),
    (),
    ("", *STAGES),
    ("Touchpoints", "Search ad\nInstagram", "Booking site", "Checkout form", "Newsletter"),
    ("Pain points", "", "Prices differ", "", "Too many mails"),
    ("Satisfaction (1-5)", 3, 4, 2, 5),
    (),
    ("Made by the marketing team",),
)
LIST = (
    ("Stage", "Touchpoint", "Channel", "Importance (1-10)", "Satisfaction (1-10)"),
    ("Awareness", "Search ad", "Search engine ad", 7, 6),
    ("Awareness", "Word of mouth", "Word of mouth", 8, 7),
    ("Purchase", "Counter service", "Shop", 9, 8),
    ("Purchase", "Receipt", "Shop", 3, 5),
)
INVOICE = (
    ("Invoice no.", 2024117, "", ""),
    ("Date", "2024-03-01", "", ""),
    ("Item", "Quantity", "Unit price", "Amount"),
    ("Flour 25 kg", 4, 21.5, 86),
    ("Sugar 10 kg", 2, 9.9, 19.8),
    ("VAT 19 %", "", "", 20.1),
    ("Total", "", "", 125.9),
)


def book(path: Path, *sheets) -> Path:
    """A workbook of these sheets, each a tuple of rows."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for at, rows in enumerate(sheets):
        sheet = made.create_sheet(f"Sheet {at + 1}")
        for row, cells in enumerate(rows, 1):
            for column, value in enumerate(cells, 1):
                if value != "":
                    sheet.cell(row, column).value = value
    made.save(path)
    return path


def in_wizard(window, qtbot, path: Path, act: Callable[[ForeignImport], None]) -> None:
    """Import a file and do `act` in the wizard; whatever `act` leaves open is closed."""
    failures: list[BaseException] = []
    seen: list[ForeignImport] = []
    deadline = time.monotonic() + 30

    def look() -> None:
        wizard = QApplication.activeModalWidget()
        if not isinstance(wizard, ForeignImport):
            if time.monotonic() < deadline:
                QTimer.singleShot(30, window, look)
            return
        seen.append(wizard)
        try:
            qtbot.waitExposed(wizard)
            act(wizard)
        except BaseException as error:  # noqa: BLE001  # raised again, outside the dialog's loop
            failures.append(error)
        finally:
            if wizard.isVisible():
                wizard.reject()

    QTimer.singleShot(30, window, look)
    window.transfers.import_file(path)
    qtbot.waitUntil(lambda: bool(seen) and QApplication.activeModalWidget() is None, timeout=40_000)
    if failures:
        raise failures[0]


def settled(qtbot, done: Callable[[], bool]) -> None:
    """Wait until an answer of the worker has made that true."""
    qtbot.waitUntil(done, timeout=15_000)


def choose(qtbot, box: QComboBox, data: object) -> None:
    """Choose an entry of a list by keyboard."""
    box.setFocus()
    at = box.findData(data)
    assert at >= 0, f"{data} is no choice"
    way = Qt.Key.Key_Down if at > box.currentIndex() else Qt.Key.Key_Up
    for _ in range(abs(at - box.currentIndex())):
        qtbot.keyClick(box, way)


def click(qtbot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def click_cell(qtbot, wizard: ForeignImport, row: int, column: int) -> None:
    grid = wizard.sheets.grid
    index = grid.sheet_model.index(row - 1, column - 1)
    grid.scrollTo(index)
    qtbot.mouseClick(
        grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(index).center()
    )


def titles(document) -> list[str]:
    return sorted(it.title for it in document.touchpoints.values())


def test_a_grid_becomes_a_map_of_the_open_workspace_in_one_step(window, qtbot, tmp_path):
    window.files.new("sample", "corner-bakery")
    before = window.bridge.document
    path = book(tmp_path / "hotel.xlsx", GRID)

    def act(wizard: ForeignImport) -> None:
        shown = queries.stages(wizard.outcome.preview.document, *wizard_maps(wizard))
        assert [stage.name for stage in shown] == list(STAGES)
        assert "4 stages" in wizard.foot.counts.text()
        click(qtbot, wizard.foot.here)
        qtbot.waitUntil(lambda: not wizard.isVisible(), timeout=15_000)

    in_wizard(window, qtbot, path, act)
    now = window.bridge.document
    stages = queries.stages(now, window.bridge.map_id)
    assert [stage.name for stage in stages] == list(STAGES)
    added = {it.title for it in queries.touchpoints(now, window.bridge.map_id)}
    assert added == {"Search ad", "Instagram", "Booking site", "Checkout form", "Newsletter"}
    assert window.bridge.undo_stack.undoText() == "Import “hotel.xlsx”"
    window.bridge.undo()
    assert window.bridge.document == before


def wizard_maps(wizard: ForeignImport) -> list[str]:
    return list(wizard.outcome.preview.document.maps)


def test_without_an_open_workspace_it_becomes_one_that_is_not_saved_yet(window, qtbot, tmp_path):
    path = book(tmp_path / "list.xlsx", LIST)

    def act(wizard: ForeignImport) -> None:
        assert not wizard.foot.here.isVisible()
        click(qtbot, wizard.foot.new)
        qtbot.waitUntil(lambda: not wizard.isVisible(), timeout=15_000)

    in_wizard(window, qtbot, path, act)
    assert window.files.is_open
    assert titles(window.bridge.document) == [
        "Counter service",
        "Receipt",
        "Search ad",
        "Word of mouth",
    ]
    assert not window.bridge.undo_stack.isClean()


def test_cancel_changes_nothing(window, qtbot, tmp_path):
    window.files.new("sample", "corner-bakery")
    before = window.bridge.document
    path = book(tmp_path / "hotel.xlsx", GRID)
    in_wizard(window, qtbot, path, lambda wizard: click(qtbot, wizard.foot.cancel))
    assert window.bridge.document is before
    assert window.bridge.undo_stack.isClean()


def test_who_stays_in_the_open_workspace_finds_the_wizard_again(window, qtbot, tmp_path):
    """It is not saved, and Cancel to the question whether to save keeps both."""
    window.files.new("sample", "corner-bakery")
    window.bridge.run(edit.set_field, "maps", window.bridge.map_id, "name", "Unsaved work")
    path = book(tmp_path / "list.xlsx", LIST)
    asked: list[str] = []
    names: list[str] = []

    def stay() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            asked.append(box.text())
            QTimer.singleShot(50, window, change)
            box.button(QMessageBox.StandardButton.Cancel).click()
        else:
            QTimer.singleShot(50, window, stay)

    def change() -> None:
        wizard = QApplication.activeModalWidget()
        if not isinstance(wizard, ForeignImport):
            QTimer.singleShot(50, window, change)
            return
        preview = wizard.outcome.preview
        try:
            qtbot.keyClicks(wizard.mapping.form.title, "Later")
            settled(qtbot, lambda: preview.document.maps[preview.map_id].name == "Later")
            names.append("Later")
        finally:
            wizard.reject()

    def leave(wizard: ForeignImport) -> None:
        QTimer.singleShot(50, window, stay)
        click(qtbot, wizard.foot.new)
        qtbot.waitUntil(lambda: not wizard.isVisible(), timeout=15_000)

    in_wizard(window, qtbot, path, leave)
    assert "Corner Bakery" in asked[0]
    assert names == ["Later"]
    assert window.bridge.document.maps[window.bridge.map_id].name == "Unsaved work"


def test_a_workbook_of_ours_goes_to_its_review(window, qtbot, tmp_path):
    window.files.new("sample", "corner-bakery")
    path = tmp_path / "ours.xlsx"
    with qtbot.waitSignal(window.transfers.told, timeout=30_000):
        window.transfers.export_workbook(path)
    changed = openpyxl.load_workbook(path)
    sheet = changed["Maps"]
    column = next(cell.column for cell in sheet[1] if cell.value == "Name")
    sheet.cell(2, column).value = "Renamed"
    changed.save(path)
    seen = []

    def look() -> None:
        review = QApplication.activeModalWidget()
        if not isinstance(review, ImportReview | ForeignImport):
            QTimer.singleShot(30, window, look)
            return
        seen.append(type(review))
        review.reject()

    QTimer.singleShot(30, window, look)
    window.transfers.import_file(path)
    qtbot.waitUntil(lambda: bool(seen), timeout=40_000)
    assert seen == [ImportReview]


def test_a_cell_tells_what_it_becomes_and_a_card_where_it_is_from(window, qtbot, tmp_path):
    path = book(tmp_path / "hotel.xlsx", GRID)

    def act(wizard: ForeignImport) -> None:
        click_cell(qtbot, wizard, 4, 3)
        assert "Booking site" in wizard.sheets.line.text()
        assert "Consideration" in wizard.sheets.line.text()
        ((table, identifier),) = wizard.outcome.preview.selection
        document = wizard.outcome.preview.document
        assert document.get(table, identifier).title == "Booking site"
        qtbot.keyClick(wizard.sheets.grid, Qt.Key.Key_Right)
        assert "Checkout form" in wizard.sheets.line.text()
        click_cell(qtbot, wizard, 2, 2)
        assert "Empty" in wizard.sheets.line.text()
        newsletter = next(it.id for it in document.touchpoints.values() if it.title == "Newsletter")
        preview = wizard.outcome.preview
        preview.mark("touchpoints", newsletter)
        at = preview.mapFromScene(preview.scene().cards.area(newsletter).center())
        qtbot.mouseClick(preview.viewport(), Qt.MouseButton.LeftButton, pos=at)
        index = wizard.sheets.grid.currentIndex()
        assert (index.row() + 1, index.column() + 1) == (4, 5)

    in_wizard(window, qtbot, path, act)


def test_a_use_that_is_changed_by_keyboard_changes_the_map(window, qtbot, tmp_path):
    path = book(tmp_path / "hotel.xlsx", GRID)

    def act(wizard: ForeignImport) -> None:
        row = next(it for it in wizard.mapping.rows if it.use.header == "Pain points")
        assert row.use.taken_for == "pain"
        choose(qtbot, row.choice, "opportunity")
        settled(
            qtbot,
            lambda: (
                {it.kind for it in wizard.outcome.preview.document.notes.values()}
                == {"opportunity"}
            ),
        )
        assert row.use.why == "chosen"

    in_wizard(window, qtbot, path, act)


def test_tab_goes_through_the_guesses_in_their_order(window, qtbot, tmp_path):
    path = book(tmp_path / "list.xlsx", LIST)

    def act(wizard: ForeignImport) -> None:
        choose(qtbot, wizard.mapping.form.form, "stages")
        settled(qtbot, lambda: wizard.mapping.form.form.currentData() == "stages")
        choose(qtbot, wizard.mapping.form.form, "touchpoints")
        settled(qtbot, lambda: wizard.mapping.rows[1].use.taken_for == "touchpoint")
        wizard.mapping.unplaced.setFocus()
        wanted = []
        for row in wizard.mapping.rows[:5]:
            wanted += [row.choice, *([row.scale] if row.scale.isVisible() else [])]
        assert len(wanted) == 7, "importance and satisfaction have scales"
        for field in wanted:
            qtbot.keyClick(wizard.focusWidget(), Qt.Key.Key_Tab)
            assert wizard.focusWidget() is field

    in_wizard(window, qtbot, path, act)


def test_lines_of_a_cell_are_cards_or_not(window, qtbot, tmp_path):
    path = book(tmp_path / "hotel.xlsx", GRID)

    def act(wizard: ForeignImport) -> None:
        assert "Instagram" in titles(wizard.outcome.preview.document)
        click(qtbot, wizard.mapping.form.split)
        settled(qtbot, lambda: "Instagram" not in titles(wizard.outcome.preview.document))
        assert len(wizard.outcome.preview.document.touchpoints) == 4

    in_wizard(window, qtbot, path, act)


def test_what_finds_no_place_is_listed_and_kept_if_wanted(window, qtbot, tmp_path):
    path = book(tmp_path / "hotel.xlsx", GRID)

    def act(wizard: ForeignImport) -> None:
        click(qtbot, wizard.foot.unplaced)
        table = wizard.outcome.no_place
        assert table.isVisible()
        texts = [table.model().index(at, 1).data() for at in range(table.model().rowCount())]
        assert texts == ["Made by the marketing team"]
        table.selectRow(0)
        index = wizard.sheets.grid.currentIndex()
        assert (index.row() + 1, index.column() + 1) == (8, 1)
        choose(qtbot, wizard.mapping.unplaced, "notes")
        settled(
            qtbot,
            lambda: (
                "Made by the marketing team"
                in {it.text for it in wizard.outcome.preview.document.notes.values()}
            ),
        )

    in_wizard(window, qtbot, path, act)


def test_what_is_no_map_is_said_plainly_and_may_be_read_all_the_same(window, qtbot, tmp_path):
    path = book(tmp_path / "invoice.xlsx", INVOICE)

    def act(wizard: ForeignImport) -> None:
        assert "No journey map" in wizard.head.heading.text()
        assert "invoice" in wizard.head.explanation.text()
        assert not wizard.foot.new.isEnabled()
        choose(qtbot, wizard.mapping.form.form, "touchpoints")
        settled(qtbot, lambda: bool(wizard.mapping.rows))
        row = next(it for it in wizard.mapping.rows if it.use.at == 1)
        choose(qtbot, row.choice, "touchpoint")
        settled(qtbot, lambda: "Flour 25 kg" in titles(wizard.outcome.preview.document))
        assert wizard.foot.new.isEnabled()

    in_wizard(window, qtbot, path, act)


def test_an_area_that_is_none_is_said_and_changes_nothing(window, qtbot, tmp_path):
    path = book(tmp_path / "hotel.xlsx", GRID)

    def act(wizard: ForeignImport) -> None:
        form = wizard.mapping.form
        before = wizard.outcome.preview.document
        form.area.selectAll()
        qtbot.keyClicks(form.area, "A3-")
        assert form.area.property("invalid") == "true"
        qtbot.wait(300)
        assert wizard.outcome.preview.document == before
        form.area.selectAll()
        qtbot.keyClicks(form.area, "A3:D6")
        assert form.area.property("invalid") == "false"
        settled(
            qtbot,
            lambda: len(wizard.outcome.preview.document.stages) == 3,
        )
        assert form.area.text() == "A3:D6"

    in_wizard(window, qtbot, path, act)


def test_the_encoding_of_a_text_is_shown_and_may_be_changed(window, qtbot, tmp_path):
    path = tmp_path / "journey.csv"
    rows = [
        "ステージ;タッチポイント;チャネル",
        "認知;検索広告;検索",
        "認知;口コミ;口コミ",
        "購入;レジでの会計;店舗",
        "購入;予約サイトの決済フォーム;ウェブサイト",
    ]
    path.write_bytes("\r\n".join(rows).encode("shift_jis"))

    def act(wizard: ForeignImport) -> None:
        assert wizard.head.encoding.isVisible()
        assert wizard.head.encoding.currentData() == "shift_jis"
        assert wizard.head.separator.currentData() == ";"
        assert wizard.sheets.grid.sheet_model.text(2, 1) == "認知"
        choose(qtbot, wizard.head.encoding, "windows-1252")
        settled(qtbot, lambda: wizard.sheets.grid.sheet_model.text(2, 1) != "認知")
        choose(qtbot, wizard.head.encoding, "shift_jis")
        settled(qtbot, lambda: wizard.sheets.grid.sheet_model.text(2, 1) == "認知")
        assert "検索広告" in titles(wizard.outcome.preview.document)

    in_wizard(window, qtbot, path, act)


def test_a_mapping_that_was_saved_is_offered_for_a_similar_sheet(window, qtbot, tmp_path):
    first = book(tmp_path / "spring.xlsx", GRID)
    autumn = (*GRID[:3], ("Touchpoints", "Radio", "Phone call", "Desk", "Letter"), *GRID[4:])
    second = book(tmp_path / "autumn.xlsx", autumn)

    def save(wizard: ForeignImport) -> None:
        assert not wizard.offer.isVisible()
        row = next(it for it in wizard.mapping.rows if it.use.header == "Pain points")
        choose(qtbot, row.choice, "question")
        settled(qtbot, lambda: row.use.why == "chosen")
        click(qtbot, wizard.foot.save)
        qtbot.keyClicks(wizard.foot.name, "Hotel template")
        qtbot.keyClick(wizard.foot.name, Qt.Key.Key_Return)
        assert wizard.isVisible(), "Enter in the name keeps the mapping, it does not import"
        assert "Hotel template" in wizard.foot.save.text()

    def use(wizard: ForeignImport) -> None:
        assert wizard.offer.isVisible()
        click(qtbot, wizard.offer.use)
        settled(
            qtbot,
            lambda: (
                {it.kind for it in wizard.outcome.preview.document.notes.values()} == {"question"}
            ),
        )
        assert "Radio" in titles(wizard.outcome.preview.document)

    in_wizard(window, qtbot, first, save)
    in_wizard(window, qtbot, second, use)


def test_sheets_have_their_own_tables(window, qtbot, tmp_path):
    path = book(tmp_path / "two.xlsx", INVOICE, GRID)

    def act(wizard: ForeignImport) -> None:
        assert wizard.sheets.sheet == 1, "the sheet with the map is in front"
        assert wizard.mapping.form.form.currentData() == "grid"
        tabs = wizard.sheets.tabs
        qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(0).center())
        assert wizard.mapping.form.form.currentData() == "nothing"
        assert wizard.sheets.grid.sheet_model.text(4, 1) == "Flour 25 kg"

    in_wizard(window, qtbot, path, act)


def test_what_is_no_spreadsheet_is_said_in_a_sentence(window, qtbot, tmp_path):
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    with qtbot.waitSignal(window.transfers.failed, timeout=30_000):
        window.transfers.import_file(path)
    assert window.notices.text


def test_a_workbook_without_a_value_is_said_in_a_sentence(window, qtbot, tmp_path):
    path = book(tmp_path / "blank.xlsx", ())
    with qtbot.waitSignal(window.transfers.failed, timeout=30_000):
        window.transfers.import_file(path)
    assert "blank.xlsx" in window.notices.text
    assert "empty" in window.notices.text


def test_files_dropped_on_the_window_are_taken_for_what_they_are(window, qtbot, tmp_path):
    kept = tmp_path / "kept.journey"
    workspace_file.write(kept, templates.new_workspace("sample", "corner-bakery"), {})
    drop_file(window, kept)
    qtbot.waitUntil(lambda: window.files.path == kept)
    seen = []
    path = book(tmp_path / "hotel.xlsx", GRID)

    def look() -> None:
        wizard = QApplication.activeModalWidget()
        if isinstance(wizard, ForeignImport):
            seen.append(wizard.windowTitle())
            wizard.reject()
        else:
            QTimer.singleShot(30, window, look)

    QTimer.singleShot(30, window, look)
    drop_file(window, path)
    qtbot.waitUntil(lambda: bool(seen), timeout=40_000)
    assert seen == ["Import — hotel.xlsx"]


def drop_file(window, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    at = QPoint(400, 300)
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, QDragEnterEvent(at, copy, data, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(at), copy, data, left, none))


def test_a_large_sheet_is_shown_in_part_and_says_so():
    rows = {row: {1: f"text {row}", 150: 7} for row in range(1, 5_001)}
    shown = foreign_excerpt.excerpt(Sheet("Large", rows))
    assert (shown.row_count, shown.column_count) == (2_000, 100)
    assert (shown.total_rows, shown.total_columns) == (5_000, 150)
    assert shown.is_cut
    assert max(shown.rows) == 2_000
    assert all(max(cells) <= 100 for cells in shown.rows.values())


def test_many_large_sheets_are_shown_within_bounds():
    """A wide sheet of 250,000 cells is shown whole; those after it by their beginning."""
    full = {row: {column: row * column for column in range(1, 101)} for row in range(1, 2_501)}
    shown = foreign_excerpt.excerpts([Sheet(f"S{at}", full) for at in range(4)])
    assert [sheet.row_count for sheet in shown] == [2_000, 2_000, 100, 100]
    assert all(sheet.is_cut for sheet in shown)


@pytest.mark.parametrize(
    "merged",
    [
        (Area(1, 1, 2, 2), Area(2, 2, 3, 3)),
        (Area(1, 1, 1_048_576, 16_384),),
        (Area(1, 1, 1, 1), Area(4, 4, 4, 6)),
    ],
    ids=["overlapping", "whole sheet", "of one cell"],
)
def test_any_merged_areas_are_shown_without_a_complaint(qapp, qtbot, merged):
    theme = Theme(qapp, "light")
    grid = SheetGrid(theme)
    qtbot.addWidget(grid)
    cells = {row: {column: f"{row} {column}" for column in range(1, 7)} for row in range(1, 8)}
    grid.show_sheet(foreign_excerpt.excerpt(Sheet("Odd", cells, merged=merged)))
    grid.resize(600, 300)
    grid.show()
    grid.grab()
    grid.show_sheet(foreign_excerpt.excerpt(Sheet("Next", cells)))
    assert grid.rowSpan(0, 0) == 1
    qapp.setStyleSheet("")


def test_each_map_of_a_file_can_be_looked_at(window, qtbot, tmp_path):
    """Two sheets with stages of their own are two maps; the preview follows the sheet."""
    other = (
        LIST[0],
        ("Problem seen", "Trade article", "Press", 4, 5),
        ("Evaluation", "Comparison portal", "Review site", 8, 6),
        ("Renewal", "Yearly review", "Meeting", 9, 7),
    )
    path = book(tmp_path / "two.xlsx", GRID, other)

    def act(wizard: ForeignImport) -> None:
        preview, tabs = wizard.outcome.preview, wizard.sheets.tabs
        assert "2 maps" in wizard.foot.counts.text()

        def shown() -> list[str]:
            return [it.name for it in queries.stages(preview.document, preview.map_id)]

        for sheet, first in ((0, "Awareness"), (1, "Problem seen"), (0, "Awareness")):
            qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(sheet).center())
            assert shown()[0] == first
        choose(qtbot, wizard.outcome.maps, queries.maps(preview.document)[1].id)
        assert shown()[0] == "Problem seen"

    in_wizard(window, qtbot, path, act)


def test_more_sheets_than_are_shown_are_read_all_the_same(window, qtbot, tmp_path):
    covers = [(("Nothing here",),)] * foreign_desk.MOST_SHEETS
    path = book(tmp_path / "many.xlsx", GRID, *covers, LIST)

    def act(wizard: ForeignImport) -> None:
        assert wizard.sheets.tabs.count() == foreign_desk.MOST_SHEETS
        assert f"{foreign_desk.MOST_SHEETS} sheets" in wizard.outcome.told.toPlainText()
        assert "Counter service" in titles(wizard.outcome.preview.document)
        click(qtbot, wizard.foot.unplaced)
        assert wizard.outcome.no_place.isVisible()
        wizard.outcome.no_place.grab()

    in_wizard(window, qtbot, path, act)


def test_personas_alone_are_imported_as_such(window, qtbot, tmp_path):
    window.files.new("sample", "corner-bakery")
    before = window.bridge.document
    rows = (
        ("Persona", "Quote", "Goals", "Frustrations"),
        ("Anxious adult", "I only come when it hurts.", "Keep the teeth", "Feeling judged"),
        ("Busy parent", "Saturday would be perfect.", "All on one day", "Forms for every child"),
    )
    path = book(tmp_path / "personas.xlsx", rows)

    def act(wizard: ForeignImport) -> None:
        assert wizard.outcome.personas.isVisible()
        assert "personas" in wizard.foot.here.text()
        click(qtbot, wizard.foot.here)
        qtbot.waitUntil(lambda: not wizard.isVisible(), timeout=15_000)

    in_wizard(window, qtbot, path, act)
    now = window.bridge.document
    added = {it.name for it in now.personas.values()} - {it.name for it in before.personas.values()}
    assert added == {"Anxious adult", "Busy parent"}
    assert now.maps == before.maps
    window.bridge.undo()
    assert window.bridge.document == before


def test_the_wizard_goes_on_where_the_worker_ended(window, qtbot, tmp_path):
    path = book(tmp_path / "hotel.xlsx", GRID)

    def act(wizard: ForeignImport) -> None:
        worker = window.worker
        before = worker.process_id
        worker.cancel()
        assert worker.process_id != before
        click(qtbot, wizard.mapping.form.split)
        settled(qtbot, lambda: "Instagram" not in titles(wizard.outcome.preview.document))

    in_wizard(window, qtbot, path, act)


def test_a_file_that_is_gone_meanwhile_is_said_and_nothing_is_lost(window, qtbot, tmp_path):
    path = book(tmp_path / "hotel.xlsx", GRID)

    def act(wizard: ForeignImport) -> None:
        path.unlink()
        window.worker.cancel()
        click(qtbot, wizard.mapping.form.split)
        settled(qtbot, lambda: wizard.problem.isVisible())
        assert "hotel.xlsx" in wizard.problem.text()
        assert "Instagram" in titles(wizard.outcome.preview.document)

    in_wizard(window, qtbot, path, act)


def test_the_window_stays_alive_and_reading_can_be_cancelled(window, qtbot, tmp_path):
    """A long file is read elsewhere: the window’s own clock ticks on, and Cancel ends it all."""
    path = tmp_path / "long.csv"
    line = "Awareness;Search ad;{n};some words about what the customer does there\n"
    path.write_text("".join(line.format(n=n) for n in range(200_000)), encoding="utf-8")
    ticks: list[float] = []
    clock = QTimer(window)
    clock.setInterval(10)
    clock.timeout.connect(lambda: ticks.append(time.monotonic()))
    clock.start()
    window.transfers.import_file(path)
    qtbot.waitUntil(lambda: bool(bars(window)), timeout=10_000)
    qtbot.waitUntil(lambda: "rows" in bars(window)[0].labelText(), timeout=20_000)
    before = window.worker.process_id
    click(qtbot, bars(window)[0].findChild(QPushButton))
    clock.stop()
    assert window.worker.process_id != before
    assert max(b - a for a, b in itertools.pairwise(ticks)) < 1.5
    qtbot.waitUntil(lambda: not psutil.pid_exists(before), timeout=5_000)
    qtbot.wait(300)
    assert QApplication.activeModalWidget() is None
    assert window.notices.text == ""


def bars(window) -> list[QProgressDialog]:
    return [it for it in window.findChildren(QProgressDialog) if it.isVisible()]


def test_the_name_of_the_map_follows_what_is_typed_and_the_field_is_left_alone(
    window, qtbot, tmp_path
):
    path = book(tmp_path / "list.xlsx", LIST)

    def act(wizard: ForeignImport) -> None:
        field = wizard.mapping.form.title
        field.setFocus()
        qtbot.keyClicks(field, "Guests of  the inn")
        preview = wizard.outcome.preview
        settled(qtbot, lambda: preview.document.maps[preview.map_id].name == "Guests of the inn")
        assert field.text() == "Guests of  the inn"
        assert field.cursorPosition() == len(field.text())

    in_wizard(window, qtbot, path, act)


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_cells_are_readable_on_their_colours_and_told_apart(appearance):
    colours = tokens.palette(appearance)
    tints = {kind: tint(kind, colours) for kind in KINDS}
    for kind, found in tints.items():
        assert contrast(QColor(colours.text), found.ground) >= 4.5, kind
    entities = [tints[it] for it in KINDS if it not in ("title", "header", "order", "unplaced")]
    assert len({it.bar.name() for it in entities}) == len(entities)
    assert len({it.ground.name() for it in entities}) == len(entities)


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.2."""

    def luminance(colour: QColor) -> float:
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
