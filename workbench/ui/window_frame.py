"""The window's frame: its title, and the size it had when last closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QWidget

from workbench.store.settings_file import SettingsStore
from workbench.words.file_names import shown
from workbench.words.say import say

if TYPE_CHECKING:
    from workbench.ui.bridge import Bridge
    from workbench.ui.files.files import Files

_SIZE = (1600, 1000)


def title(bridge: Bridge, files: Files) -> str:
    """File and map, with a mark for what is not saved; the program's name where none is open."""
    if not files.is_open:
        return say("app.name")
    dirty = say("window.read_only") if files.is_read_only else ""
    dirty += "" if bridge.undo_stack.isClean() else " •"
    journey = bridge.document.maps.get(bridge.map_id)
    file = shown(files.path.name if files.path else files.name)
    code = "window.title" if journey else "window.title_no_map"
    return say(code, file=file, map=journey.name if journey else "", dirty=dirty)


def restore_size(window: QWidget, settings: SettingsStore) -> None:
    """Give a window the place and size it had; at first the usual size, or a small screen."""
    geometry = settings.get("window_geometry")
    if geometry:
        window.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        return
    room = QGuiApplication.primaryScreen().availableSize()
    window.resize(*_SIZE)
    if room.width() <= _SIZE[0] or room.height() <= _SIZE[1]:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def restore_panels(window: QMainWindow, settings: SettingsStore) -> None:
    """Put the panels of a window where they were when it was last closed."""
    state = settings.get("window_state")
    if state:
        window.restoreState(QByteArray.fromBase64(state.encode()))
