"""Starting and ending the window."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from workbench.settings import APPLICATION, VERSION, resource_folder
from workbench.store.log import begin_logging, start_logging, stop_logging
from workbench.store.settings_file import SettingsStore
from workbench.store.unexpected import install_exception_hook
from workbench.ui.main_window import MainWindow
from workbench.ui.qt_messages import leave_qt_messages, log_qt_messages
from workbench.ui.theme import STYLE, Theme
from workbench.words.say import say

if TYPE_CHECKING:
    from workbench.ui.startup_trace import StartupTrace, Step

_FRAME_MS = 20
"""What was opened is painted before the worker starts: timers wait for what is to be painted."""


def run(path: Path | None, *, trace: StartupTrace | None = None) -> int:
    """Open the window, with a workspace where `path` names one; gives the exit code.

    With a `trace` the steps of starting are told.
    """
    tell: Callable[[Step], None] = trace.tell if trace is not None else lambda _step: None
    tell("imports")
    begin_logging()
    early: list[str] = []
    install_exception_hook(lambda text: _tell_early(text, early))
    log_qt_messages()
    application = QApplication.instance() or QApplication([*sys.argv[:1], "-style", STYLE])
    assert isinstance(application, QApplication)
    tell("application")
    window = _bare_window(application)
    tell("window")
    if path is not None:
        window.expect_workspace()
        tell("built")
    window.theme.dress()
    tell("theme")
    signal.signal(signal.SIGINT, lambda *_: application.quit())
    # what is painted first is on the screen before anything else begins
    go_on = partial(_go_on, window, path, tell, early)
    window.painted.connect(lambda: QTimer.singleShot(0, window, go_on))
    window.show()
    tell("shown")
    code = application.exec()
    leave_qt_messages()
    stop_logging()
    return code


def make_window(application: QApplication) -> MainWindow:
    """The main window with its settings and all that works behind it, not shown yet."""
    application.setStyle(STYLE)
    window = _bare_window(application)
    window.prepare()
    window.theme.dress()
    return window


def _tell_early(text: str, early: list[str]) -> None:
    """Something went wrong before the window can say so: it will, should it come so far."""
    early.append(text)
    sys.stderr.write(f"{text}\n")


def _go_on(
    window: MainWindow, path: Path | None, tell: Callable[[Step], None], early: list[str]
) -> None:
    """Do what waited until the window was painted, and open the workspace that was asked for.

    `early` is what went wrong before it was.
    """
    tell("painted")
    crash = start_logging()
    install_exception_hook(window.unexpected.emit)
    window.prepare()
    tell("prepared")
    if crash:
        window.notices.warn(say("notice.crashed"), crash)
    for text in early:
        window.unexpected.emit(text)
    window.worker.restarted.connect(lambda: tell("worker"))
    window.bridge.findings_changed.connect(lambda found: tell("findings") if found else None)
    if path is not None:
        window.files.open(path)
        tell("opened")
    QTimer.singleShot(_FRAME_MS, window, window.start_background_work)


def _bare_window(application: QApplication) -> MainWindow:
    """The window before it has its style sheet; see `Theme`."""
    application.setApplicationName(APPLICATION)
    application.setApplicationDisplayName(say("app.name"))
    application.setApplicationVersion(VERSION)
    application.setDesktopFileName(APPLICATION)
    application.setWindowIcon(QIcon(str(resource_folder() / "icons" / "app.png")))
    QLocale.setDefault(QLocale.system())
    settings = SettingsStore()
    theme = Theme(application, settings.get("appearance"), settings.get("paper"), is_bare=True)
    application.aboutToQuit.connect(_empty_clipboard)
    window = MainWindow(theme, settings)
    settings.on_failure = window.notices.problem
    return window


def _empty_clipboard() -> None:
    # offscreen, a clipboard still holding our data at exit can crash Qt after all went well
    if QApplication.platformName() == "offscreen":
        QApplication.clipboard().clear()
