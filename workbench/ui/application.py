"""Starting and ending the window."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from workbench.settings import APPLICATION, VERSION, resource_folder
from workbench.store.log import start_logging, stop_logging
from workbench.store.settings_file import SettingsStore
from workbench.store.unexpected import install_exception_hook
from workbench.ui.main_window import MainWindow
from workbench.ui.qt_messages import leave_qt_messages, log_qt_messages
from workbench.ui.theme import Theme
from workbench.words.say import say


def run(path: Path | None) -> int:
    """Open the window, with a workspace where `path` names one; gives the exit code."""
    crash = start_logging()
    log_qt_messages()
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    window = make_window(application)
    install_exception_hook(window.unexpected.emit)
    if crash:
        window.notices.warn(say("notice.crashed"), crash)
    signal.signal(signal.SIGINT, lambda *_: application.quit())
    window.painted.connect(window.start_background_work, Qt.ConnectionType.QueuedConnection)
    window.show()
    if path is not None:
        QTimer.singleShot(0, lambda: window.files.open(path))
    code = application.exec()
    leave_qt_messages()
    stop_logging()
    return code


def make_window(application: QApplication) -> MainWindow:
    """The main window with its settings, not shown yet."""
    application.setApplicationName(APPLICATION)
    application.setApplicationDisplayName(say("app.name"))
    application.setApplicationVersion(VERSION)
    application.setDesktopFileName(APPLICATION)
    application.setWindowIcon(QIcon(str(resource_folder() / "icons" / "app.png")))
    QLocale.setDefault(QLocale.system())
    settings = SettingsStore()
    theme = Theme(application, settings.get("appearance"), settings.get("paper"))
    window = MainWindow(theme, settings)
    application.aboutToQuit.connect(_empty_clipboard)
    return window


def _empty_clipboard() -> None:
    # offscreen, a clipboard still holding our data at exit can crash Qt after all went well
    if QApplication.platformName() == "offscreen":
        QApplication.clipboard().clear()
