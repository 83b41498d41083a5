"""Each save keeps a version; the dialog tells what changed since and opens copies."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from workbench.model.commands import edit
from workbench.store import versions, workspace_file
from workbench.ui.files.standing import SaveState
from workbench.ui.main_window import MainWindow
from workbench.ui.map_preview import MapPreview
from workbench.ui.versions.versions_dialog import VersionsDialog


@pytest.fixture
def window(reused_window: MainWindow) -> MainWindow:
    """The window of this file; each test leaves it as it began."""
    return reused_window


def rename(window: MainWindow, name: str) -> None:
    window.bridge.run(edit.set_field, "maps", window.bridge.map_id, "name", name)


def save(window: MainWindow, path: Path | None = None) -> None:
    if path is None:
        window.files.save()
    else:
        window.files.save_as(path)
    assert window.files.wait_for_save()
    window.versions.wait(20)


def with_dialog(window: MainWindow, use) -> None:
    """Open the dialog by its menu and let `use` have it while it is open."""
    failures: list[BaseException] = []

    def seen() -> None:
        dialog = QApplication.activeModalWidget()
        try:
            assert isinstance(dialog, VersionsDialog)
            use(dialog)
        except BaseException as error:  # noqa: BLE001  raised below, where pytest sees it
            failures.append(error)
        finally:
            if dialog is not None and dialog.isVisible():
                dialog.close()

    QTimer.singleShot(0, seen)
    window.actions_by_id["versions"].trigger()
    if failures:
        raise failures[0]


def texts(dialog: VersionsDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def changes(dialog: VersionsDialog) -> list[str]:
    model = dialog.changes.table.model()
    return [
        " ".join(model.index(row, column).data() or "" for column in range(1, 5))
        for row in range(model.rowCount())
    ]


def press(dialog: VersionsDialog, qtbot, text: str) -> None:
    button = next(it for it in dialog.findChildren(QPushButton) if it.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_changed_since_a_version_and_a_copy_of_it(window, qtbot, tmp_path):
    path = tmp_path / "shop.journey"
    window.files.new("sample", "corner-bakery")
    rename(window, "Then")
    save(window, path)
    rename(window, "Later")
    save(window)
    rename(window, "Not saved")

    def look(dialog: VersionsDialog) -> None:
        assert dialog.table.model().rowCount() == 2
        assert "14 touchpoints" in dialog.table.model().index(0, 1).data()
        assert changes(dialog) == ["Later Name Later Not saved"]
        qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
        assert changes(dialog) == ["Then Name Then Not saved"]
        assert "1 change since today" in texts(dialog)

    with_dialog(window, look)
    save(window)
    with_dialog(window, lambda dialog: press(dialog, qtbot, "Open a copy"))
    document = window.bridge.document
    assert [journey.name for journey in document.maps.values()] == ["Later"]
    assert window.files.path is None
    assert window.files.state is SaveState.CHANGED
    kept = workspace_file.read(path).document
    assert [journey.name for journey in kept.maps.values()] == ["Not saved"]
    assert "copy" in window.notices.text


def test_the_map_is_the_version_s_and_today_s_is_a_click_away(window, qtbot, tmp_path):
    window.files.new("sample", "corner-bakery")
    rename(window, "Then")
    save(window, tmp_path / "shop.journey")
    card = next(iter(window.bridge.document.touchpoints))
    window.bridge.run(edit.set_field, "touchpoints", card, "title", "Neon sign")

    def look(dialog: VersionsDialog) -> None:
        preview = dialog.changes.findChild(MapPreview)
        then = workspace_file.read(tmp_path / "shop.journey").document
        assert preview.document == then
        press(dialog, qtbot, "With these changes")
        assert preview.document.touchpoints[card].title == "Neon sign"
        press(dialog, qtbot, "The map in this version")
        assert preview.document == then

    with_dialog(window, look)


def test_of_a_version_like_today_the_map_is_shown_without_a_list(window, tmp_path):
    window.files.new("sample", "corner-bakery")
    save(window, tmp_path / "shop.journey")

    def look(dialog: VersionsDialog) -> None:
        assert "Nothing has changed since today" in texts(dialog)
        assert "The map in this version" in texts(dialog)
        assert dialog.changes.findChild(MapPreview).document == window.bridge.document
        assert not dialog.changes.table.isVisible()

    with_dialog(window, look)


def test_pictures_come_with_a_copy(window, qtbot, tmp_path):
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(str(tmp_path / "red.png"))
    picture = (tmp_path / "red.png").read_bytes()
    window.files.new("sample", "corner-bakery")
    name = window.files.pictures.keep(picture)
    persona = next(iter(window.bridge.document.personas))
    window.bridge.run(edit.set_field, "personas", persona, "picture", name)
    save(window, tmp_path / "shop.journey")
    with_dialog(window, lambda dialog: press(dialog, qtbot, "Open a copy"))
    assert window.files.pictures.find(name) == picture
    window.files.save_as(tmp_path / "copy.journey")
    window.files.wait_for_save()
    assert workspace_file.read(tmp_path / "copy.journey").assets == {name: picture}


def test_of_a_file_that_is_damaged_or_gone_versions_are_offered(window, qtbot, tmp_path):
    path = tmp_path / "shop.journey"
    window.files.new("template", "blank")
    rename(window, "Kept")
    save(window, path)
    window.files.close()
    path.write_bytes(b"not what it was")
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, VersionsDialog)
        seen.append(texts(dialog))
        press(dialog, qtbot, "Open a copy")

    assert not window.files.open(path)
    QTimer.singleShot(0, look)
    qtbot.waitUntil(lambda: window.files.is_open)
    assert "“shop” cannot be opened" in seen[0]
    assert [journey.name for journey in window.bridge.document.maps.values()] == ["Kept"]
    assert window.files.path is None
    assert path.read_bytes() == b"not what it was"


def test_without_versions_the_dialog_says_how_they_come(window):
    window.files.new("template", "blank")

    def look(dialog: VersionsDialog) -> None:
        assert "never saved" in texts(dialog)
        assert "There are none yet" in texts(dialog)

    with_dialog(window, look)


def test_a_version_that_is_damaged_is_told_and_the_others_can_be_had(window, tmp_path):
    path = tmp_path / "shop.journey"
    window.files.new("template", "blank")
    save(window, path)
    rename(window, "Later")
    save(window)
    workspace_id = window.bridge.document.workspace.id
    newest, first = versions.kept(versions.versions_folder(), path, workspace_id)
    first.path.write_bytes(b"cut off")

    def look(dialog: VersionsDialog) -> None:
        assert first.path.name in texts(dialog)
        assert not _copy(dialog).isEnabled()
        dialog.table.selectRow(0)
        assert "Nothing has changed since" in texts(dialog)
        assert _copy(dialog).isEnabled()

    with_dialog(window, look)
    assert newest.path.exists()


def test_a_version_that_cannot_be_kept_is_told_once_and_saving_goes_on(window, qtbot, tmp_path):
    versions.versions_folder().parent.mkdir(parents=True, exist_ok=True)
    versions.versions_folder().write_text("in the way")
    told = []
    window.versions.failed.connect(told.append)
    window.files.new("template", "blank")
    save(window, tmp_path / "shop.journey")
    qtbot.waitUntil(lambda: len(told) == 1)
    rename(window, "Later")
    save(window)
    assert window.files.state is SaveState.SAVED
    assert "no version of it could be kept" in window.notices.text
    versions.versions_folder().unlink()
    rename(window, "Much later")
    save(window)
    assert len(told) == 1
    assert len(list(versions.versions_folder().glob("*/*.journey"))) == 1


def test_none_are_kept_where_preferences_say_so(window, tmp_path):
    window.settings.set("keep_versions", False)
    window.files.new("template", "blank")
    save(window, tmp_path / "shop.journey")
    assert not versions.versions_folder().exists()


def _copy(dialog: VersionsDialog) -> QPushButton:
    return next(it for it in dialog.findChildren(QPushButton) if it.text() == "Open a copy")
