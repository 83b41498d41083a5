"""From any spreadsheet to the wizard, and from the wizard to a map."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from workbench.exchange.foreign.reading import Reading
from workbench.exchange.foreign_answers import Opened, Source
from workbench.model.commands import joining
from workbench.model.problems import Problem
from workbench.ui.bridge import Bridge
from workbench.ui.files.files import Files
from workbench.ui.foreign_import.conversation import Conversation
from workbench.ui.tasks import Worker
from workbench.ui.theme import Theme
from workbench.words.say import say


class ForeignImports(QObject):
    """Reads a spreadsheet and lets a person make a map of it."""

    told = Signal(str)
    failed = Signal(object)
    """A Problem; nothing changed."""

    def __init__(
        self,
        bridge: Bridge,
        files: Files,
        worker: Worker,
        theme: Theme,
        begin: Callable[[str], QProgressDialog],
        end: Callable[[QProgressDialog], None],
        window: QWidget,
    ) -> None:
        """`begin` shows progress with a Cancel that stops the worker, `end` takes it away."""
        super().__init__(window)
        self._bridge, self._files, self._worker = bridge, files, worker
        self._theme, self._window = theme, window
        self._begin, self._end = begin, end

    def take(self, path: Path, ours: Callable[[], None]) -> None:
        """Read a file: one of our own workbooks is for `ours`, any other for the wizard."""
        progress = self._begin(say("progress.importing", name=path.name))
        talk = Conversation(self._worker, Source(str(path)), self)
        progress.canceled.connect(talk.deleteLater)

        def opened(found: Opened) -> None:
            self._end(progress)
            talk.opened.disconnect(opened)
            talk.failed.disconnect(failed)
            talk.so_far.disconnect(so_far)
            # once the answer is dealt with: the wizard waits for a person, answers must not
            if found.is_ours:
                talk.deleteLater()
                QTimer.singleShot(0, self, ours)
            else:
                QTimer.singleShot(0, self, lambda: self._choose(path, talk, found))

        def failed(problem: Problem) -> None:
            self._end(progress)
            talk.deleteLater()
            self.failed.emit(problem)

        def so_far(title: str, rows: int) -> None:
            progress.setLabelText(
                say("foreign_import.so_far", name=path.name, sheet=title, rows=rows)
            )

        talk.so_far.connect(so_far)
        talk.opened.connect(opened)
        talk.failed.connect(failed)
        talk.open()

    def _choose(self, path: Path, talk: Conversation, opened: Opened) -> None:
        from workbench.ui.foreign_import.wizard import ForeignImport

        wizard = ForeignImport(
            self._theme,
            talk,
            opened,
            path.name,
            can_import_here=self._files.is_open,
            parent=self._window,
        )
        # who would rather not leave the open workspace finds the wizard as it was
        while wizard.exec() == ForeignImport.DialogCode.Accepted:
            assert wizard.reading is not None
            if self._import(path.name, wizard.reading, as_new=wizard.as_new):
                break
        wizard.deleteLater()
        talk.deleteLater()

    def _import(self, name: str, found: Reading, *, as_new: bool) -> bool:
        """Take in what was read; gives whether it was."""
        if as_new:
            done, told = self._files.begin(found.document), "notice.foreign_imported"
        else:
            done = self._bridge.run(joining.join, found.document, name) is not None
            told = "notice.foreign_imported_here"
            self._bridge.show_map(next(iter(found.document.maps), ""))
        if done:
            self.told.emit(say(told, name=name))
        return done
