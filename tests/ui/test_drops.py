"""Files dropped on the window: where they land and what becomes of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from workbench.model.commands import personas
from workbench.model.entities import Persona
from workbench.ui.dialogs.persona_editor import PersonaEditor

COPY, LEFT, NONE = (
    Qt.DropAction.CopyAction,
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.NoModifier,
)


def drop_files(target: QWidget, at: QPoint, *paths: Path) -> bool:
    """Drag files in and let them go; gives whether the widget took them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
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
    return window.files.picture(window.bridge.document.personas["peANNA"].picture)


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
        pictures=window.files.assets,
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
