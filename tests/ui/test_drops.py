"""Files dropped on the window: where they land and what becomes of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from workbench.model.commands import personas
from workbench.model.entities import Persona
from workbench.store import templates, workspace_file
from workbench.ui.dialogs.persona_editor import PersonaEditor
from workbench.ui.foreign_import.wizard import ForeignImport

COPY, LEFT, NONE = (
    Qt.DropAction.CopyAction,
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.NoModifier,
)


def drop_files(target: QWidget, at: QPoint, *paths: Path) -> bool:
    """Drag files in and let them go; gives whether the widget took them."""
    return drop_urls(target, at, [QUrl.fromLocalFile(str(path)) for path in paths])


def drop_urls(target: QWidget, at: QPoint, urls: list[QUrl]) -> bool:
    data = QMimeData()
    data.setUrls(urls)
    QApplication.sendEvent(target, QDragEnterEvent(at, COPY, data, LEFT, NONE))
    move = QDragMoveEvent(at, COPY, data, LEFT, NONE)
    QApplication.sendEvent(target, move)
    let_go = QDropEvent(QPointF(at), COPY, data, LEFT, NONE)
    if move.isAccepted():
        QApplication.sendEvent(target, let_go)
    QApplication.processEvents()
    return move.isAccepted() and let_go.isAccepted()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    made = QImage(16, 16, QImage.Format.Format_RGB32)
    made.fill(QColor("#3457D5"))
    path = tmp_path / "anna.png"
    assert made.save(str(path))
    return path


@pytest.fixture
def anna(window) -> Persona:
    window.files.new("template", "blank")
    persona = Persona(id="peANNA", name="Anna")
    window.bridge.run(personas.add, persona, window.bridge.map_id)
    QApplication.processEvents()
    return persona


def kept_picture(window) -> bytes:
    return window.files.pictures.find(window.bridge.document.personas["peANNA"].picture)


def test_a_picture_dropped_on_a_persona_becomes_hers(window, anna, picture):
    rows = window.personas.list
    at = rows.visualRect(rows.model().index(0, 0)).center()
    assert drop_files(rows.viewport(), at, picture)
    assert kept_picture(window) == picture.read_bytes()
    window.bridge.undo()
    assert window.bridge.document.personas[anna.id].picture == ""


def test_a_picture_dropped_in_the_persona_editor_becomes_hers(window, anna, picture):
    editor = PersonaEditor(
        window.bridge,
        window.theme,
        anna.id,
        None,
        window,
        pictures=window.files.pictures.all,
        take_picture=window.handlers.set_picture,
    )
    editor.show()
    assert drop_files(editor, QPoint(60, 60), picture)
    assert kept_picture(window) == picture.read_bytes()
    assert editor.findChildren(QLabel)
    editor.close()
    editor.deleteLater()


def test_a_file_that_only_looks_like_a_picture_is_refused(window, anna, tmp_path):
    fake = tmp_path / "fake.png"
    fake.write_text("no picture")
    rows = window.personas.list
    at = rows.visualRect(rows.model().index(0, 0)).center()
    drop_files(rows.viewport(), at, fake)
    assert "fake.png" in window.notices.text or "picture" in window.notices.text
    assert window.bridge.document.personas[anna.id].picture == ""


@pytest.fixture
def bakery_file(tmp_path: Path) -> Path:
    path = tmp_path / "bakery.journey"
    workspace_file.write(path, templates.new_workspace("sample", "corner-bakery"), {})
    return path


MIDDLE = QPoint(700, 400)


def test_a_workspace_dropped_on_the_start_page_or_the_map_is_opened(window, bakery_file, tmp_path):
    assert drop_files(window, MIDDLE, bakery_file)
    assert window.files.path == bakery_file
    other = tmp_path / "other.journey"
    other.write_bytes(bakery_file.read_bytes())
    # the canvas takes what comes from the palette and leaves files to the window
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    over_map = QDragEnterEvent(QPoint(40, 40), COPY, data, LEFT, NONE)
    window.view.dragEnterEvent(over_map)
    assert not over_map.isAccepted()
    assert drop_files(window, MIDDLE, other)
    assert window.files.path == other


def test_a_spreadsheet_dropped_is_imported(window, qtbot, tmp_path):
    window.files.new("template", "blank")
    sheet = tmp_path / "map.csv"
    sheet.write_text("Stage,Touchpoint\nAwareness,Ad\nDecision,Prices\n", "utf-8")
    titles = []

    def look() -> None:
        wizard = QApplication.activeModalWidget()
        if isinstance(wizard, ForeignImport):
            titles.append(wizard.windowTitle())
            wizard.reject()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(50)
    drop_files(window, MIDDLE, sheet)
    qtbot.waitUntil(lambda: bool(titles), timeout=20_000)
    timer.stop()
    assert "map.csv" in titles[0]


def test_what_cannot_be_taken_is_said(window, picture, tmp_path):
    window.files.new("template", "blank")
    before = window.bridge.document
    for paths, said in (
        ([picture], "Drop it on a persona"),
        ([picture, tmp_path / "b.journey"], "one at a time"),
        ([tmp_path], "is a folder"),
    ):
        drop_files(window, MIDDLE, *paths)
        assert said in window.notices.text
    drop_urls(window, MIDDLE, [QUrl("https://example.org/map.xlsx")])
    assert "not a file on this computer" in window.notices.text
    assert window.bridge.document is before


def test_dragged_text_is_left_alone(window):
    data = QMimeData()
    data.setText("just text")
    over = QDragEnterEvent(MIDDLE, COPY, data, LEFT, NONE)
    over.ignore()
    QApplication.sendEvent(window, over)
    assert not over.isAccepted()
