"""Workbooks and pictures out, workbooks back in: asked here, done in the worker."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from workbench.exchange import messages
from workbench.exchange.files import remove_leftover
from workbench.model import proposal as proposals
from workbench.model.patch import Label
from workbench.model.problems import JourneyError, Problem
from workbench.ui.bridge import Bridge
from workbench.ui.file_drops import FileDrops
from workbench.ui.files.files import Files
from workbench.ui.foreign_import.importing import ForeignImports
from workbench.ui.tasks import Worker
from workbench.ui.theme import Theme
from workbench.words.say import say

_PATIENCE_MS = 700
_PROGRESS_WIDTH = 320


class Transfers(QObject):
    """Export and import of the open workspace."""

    told = Signal(str)
    failed = Signal(object)
    """A Problem; nothing changed."""

    def __init__(
        self, bridge: Bridge, files: Files, worker: Worker, theme: Theme, window: QWidget
    ) -> None:
        super().__init__(window)
        self._bridge, self._files, self._worker = bridge, files, worker
        self._theme, self._window = theme, window
        self._foreign = ForeignImports(bridge, files, worker, theme, self._progress, _end, window)
        self._foreign.told.connect(self.told)
        self._foreign.failed.connect(self.failed)
        self._drops = FileDrops(files, self.import_file, window)

    def export_workbook_with_dialog(self) -> None:
        path = self._files.chooser.ask_save(
            say("file.export_title"), say("file.filter_workbook"), ".xlsx"
        )
        if path is not None:
            self.export_workbook(path)

    def export_workbook(self, path: Path) -> None:
        """Write all maps to a workbook; the save dialog has asked about an existing one."""
        progress = self._progress(say("progress.exporting", name=path.name))

        def done(_payload: bytes) -> None:
            _end(progress)
            self.told.emit(say("notice.exported", name=path.name))

        self._worker.start()
        process = self._worker.process_id
        progress.canceled.connect(lambda: remove_leftover(path, process))
        self._worker.ask(
            lambda number: messages.AskExport(
                number, str(path), None, datetime.date.today(), overwrite=True
            ),
            done,
            lambda problem: self._fail(progress, problem),
        )

    def import_with_dialog(self) -> None:
        path = self._files.chooser.ask_open(
            say("foreign_import.choose"), say("foreign_import.filter")
        )
        if path is not None:
            self.import_file(path)

    def import_file(self, path: Path) -> None:
        """Review a workbook of ours; make a map of any other spreadsheet."""
        self._foreign.take(path, lambda: self._import_ours(path))

    def _import_ours(self, path: Path) -> None:
        """Review it against the open workspace; without one, ask which it belongs to."""
        if not self._files.is_open:
            workspace = self._files.chooser.ask_open(
                say("file.import_into_title"), say("file.filter")
            )
            if workspace is None or not self._files.open(workspace):
                return
        self.import_workbook(path)

    def import_workbook(self, path: Path) -> None:
        """Read a workbook and let the person choose among its changes."""
        self.import_workbooks([path])

    def import_several_with_dialog(self) -> None:
        """Choose the workbooks that several people sent back."""
        paths = self._files.chooser.ask_open_several(
            say("file.import_several_title"), say("file.filter_workbook")
        )
        if paths:
            self.import_workbooks(paths)

    def import_workbooks(self, paths: Sequence[Path]) -> None:
        """Read workbooks of this workspace and let the person choose among their changes."""
        name = paths[0].name
        if len(paths) > 1:
            name = say("review.several", name=name, n=len(paths) - 1)
        names = tuple(map(str, paths))
        self.ask(
            say("progress.importing", name=name),
            lambda number: messages.AskProposal(number, names),
            lambda payload: self.review(name, proposals.decode(payload)),
        )

    def ask(
        self,
        text: str,
        request: Callable[[int], messages.Request],
        done: Callable[[bytes], object],
    ) -> None:
        """Ask the worker while `text` and a Cancel are shown; `done` gets the answer."""
        progress = self._progress(text)

        def finish(payload: bytes) -> None:
            _end(progress)
            # once the answer is dealt with: what follows may wait for a person, answers must not
            QTimer.singleShot(0, self, lambda: done(payload))

        self._worker.ask(request, finish, lambda problem: self._fail(progress, problem))

    def choose_picture(self) -> str | None:
        """Let the person choose a picture; gives the name it is kept under."""
        path = self._files.chooser.ask_open(say("file.image_title"), say("file.filter_image"))
        return self._files.pictures.add_file(path) if path is not None else None

    def review(self, name: str, proposal: proposals.Proposal, step: str = "import") -> None:
        """Let the person choose among the changes of `name`; `step` names the undo step."""
        if not (proposal.suggestions or proposal.unread or proposal.notices):
            self.told.emit(say("notice.nothing_to_import", name=name))
            return
        from workbench.ui.import_review.review import ImportReview

        document = self._bridge.document
        review = ImportReview(
            self._theme, document, proposal, name, self._window, map_id=self._bridge.map_id
        )
        if review.exec() == ImportReview.DialogCode.Accepted:
            accepted = review.accepted()
            label = Label.of(step, n=len(accepted))
            try:
                patch = proposals.select(self._bridge.document, proposal, accepted, label)
            except JourneyError as error:
                self.failed.emit(error.problem)
            else:
                self._bridge.do(patch)
                self.told.emit(say("notice.imported", n=len(accepted), name=name))
        review.deleteLater()

    def _progress(self, text: str) -> QProgressDialog:
        progress = QProgressDialog(text, say("progress.cancel"), 0, 0, self._window)
        progress.setWindowModality(Qt.WindowModality.WindowModal)
        progress.setMinimumWidth(_PROGRESS_WIDTH)
        progress.setMinimumDuration(_PATIENCE_MS)
        progress.setAutoClose(False)
        progress.canceled.connect(self._worker.cancel)
        progress.canceled.connect(progress.deleteLater)
        QTimer.singleShot(_PATIENCE_MS, progress, progress.forceShow)
        return progress

    def _fail(self, progress: QProgressDialog, problem: Problem) -> None:
        _end(progress)
        self.failed.emit(problem)


def _end(progress: QProgressDialog) -> None:
    # silently: the work is done. A cancelled dialog never shows again; one that was merely closed
    # would come up late, over the review, as deletion waits until the review is over
    progress.blockSignals(True)
    progress.cancel()
    progress.deleteLater()
