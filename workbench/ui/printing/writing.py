"""Has another process paint into files, while the window shows how far it is."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import msgspec
from PySide6.QtCore import QEventLoop, QProcess, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from workbench.exchange.files import remove_leftover
from workbench.model.problems import JourneyError, Problem
from workbench.ui.printing.painter import Told, framed
from workbench.ui.printing.painting import Job
from workbench.words.say import say

_PATIENCE_MS = 700
_END_MS = 1500

_log = logging.getLogger(__name__)


def write(job: Job, pages: int, window: QWidget) -> bool:
    """Do a job of so many pages; gives whether it was done, and not cancelled.

    The window goes on meanwhile, behind a progress dialog once it takes long. Raises
    JourneyError where the files cannot be written.
    """
    process, loop = QProcess(window), QEventLoop()
    progress = QProgressDialog(
        say("print.progress"), say("progress.cancel"), 0, pages if pages > 1 else 0, window
    )
    progress.setWindowModality(Qt.WindowModality.WindowModal)
    progress.setMinimumDuration(_PATIENCE_MS)
    progress.setAutoClose(False)
    progress.setAutoReset(False)
    said: list[Told] = []

    def hear() -> None:
        while process.canReadLine():
            told = msgspec.json.decode(bytes(process.readLine().data()), type=Told)
            said.append(told)
            if told.page is not None and pages > 1:
                progress.setValue(told.page)

    process.readyReadStandardOutput.connect(hear)
    process.finished.connect(loop.quit)
    process.errorOccurred.connect(loop.quit)
    progress.canceled.connect(loop.quit)
    frozen = getattr(sys, "frozen", False)
    process.start(sys.executable, ["_painter"] if frozen else ["-m", "workbench", "_painter"])
    process.write(framed(job))
    loop.exec()
    cancelled, number = progress.wasCanceled(), process.processId()
    if process.state() != QProcess.ProcessState.NotRunning:
        process.kill()
        process.waitForFinished(_END_MS)
        remove_leftover(Path(job.path), number)
    hear()
    done = process.exitStatus() == QProcess.ExitStatus.NormalExit and process.exitCode() == 0
    details = bytes(process.readAllStandardError().data()).decode(errors="replace")
    progress.blockSignals(True)
    progress.close()
    progress.deleteLater()
    process.deleteLater()
    if cancelled:
        return False
    if not done:
        _fail(said, details)
    return True


def _fail(said: list[Told], details: str) -> None:
    for told in said:
        if told.problem is not None:
            raise JourneyError(told.problem)
        details = told.unexpected or details
    _log.error("painting failed: %s", details)
    raise JourneyError(Problem.of("worker.unexpected"))
