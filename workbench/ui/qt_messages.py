"""What Qt has to say about itself goes into the log, and each thing only once."""

from __future__ import annotations

import logging

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_log = logging.getLogger("workbench.qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_MOST = 200
"""Different messages that are kept apart; what is said beyond them is of no use to anybody."""


def log_qt_messages() -> None:
    """Log what Qt reports. After a fatal message Qt ends the program itself."""
    heard: set[str] = set()

    def hear(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        # a painter that went wrong is complained about with every frame
        if text not in heard and len(heard) < _MOST:
            heard.add(text)
            _log.log(_LEVELS[kind], text)

    qInstallMessageHandler(hear)


def leave_qt_messages() -> None:
    """Let Qt write to the standard error stream again."""
    qInstallMessageHandler(None)
