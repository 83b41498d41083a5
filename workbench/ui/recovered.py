"""Work that a crash left: looked for, offered on the start page, previewed, taken or given up."""

from __future__ import annotations

import datetime
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from workbench.model.problems import Problem
from workbench.settings import data_folder
from workbench.store import atomic
from workbench.store.journal import Unsaved, journal_folder
from workbench.store.recovery import Aside, Found, survey
from workbench.ui.files import Files
from workbench.ui.off_thread import Errand
from workbench.ui.start.recovered_cards import RecoveredCards
from workbench.ui.theme import Theme


class RecoveredWork(QObject):
    """Looks for it off the window's thread: its files may be on a disk that does not answer."""

    failed = Signal(object)
    """A Problem: something could not be removed or is not there any more."""

    def __init__(self, files: Files, cards: RecoveredCards, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._files, self._cards, self._theme, self._window = files, cards, theme, window
        self._found = Found()
        self._given_up: frozenset[Path] = frozenset()
        self._errand = Errand(self)
        self._is_outdated = False
        self.failed.connect(files.failed)
        files.opened.connect(self._on_opened)
        files.closed.connect(self.look)
        cards.look_requested.connect(self._preview)
        cards.give_up_requested.connect(self._give_up)
        cards.undo_requested.connect(self._take_back)
        cards.folder_requested.connect(_show_folder)

    def look(self) -> None:
        """Look for work left behind, and offer it once it is found."""
        self._is_outdated = not self._errand.send(_looked, self._on_looked)

    def settle(self) -> None:
        """Remove what was given up: it cannot be had back any more."""
        given_up, self._given_up = self._given_up, frozenset()
        for path in given_up:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                why = error.strerror or type(error).__name__
                place = {"name": path.name, "folder": str(path.parent)}
                self.failed.emit(Problem.of("journal.stays", why=why, **place))

    def _on_opened(self) -> None:
        self.settle()
        # it may be one of these; they are looked for again when it is left
        self._found = Found()
        self._show()

    def _on_looked(self, found: Found) -> None:
        if self._is_outdated:
            self.look()
            return
        self._found = found
        self._show()

    def _show(self) -> None:
        self._cards.show_found(self._found, self._given_up, datetime.datetime.now())

    def _preview(self, chosen: Unsaved | Aside) -> None:
        from workbench.ui.versions.recovery_preview import RecoveryPreview

        work = chosen.work if isinstance(chosen, Aside) else chosen
        assert work is not None, "what cannot be read is not offered"
        if not chosen.journal.exists():
            self.failed.emit(Problem.of("journal.taken"))
            self.look()
            return
        now = datetime.datetime.now()
        fits = isinstance(chosen, Unsaved)
        preview = RecoveryPreview(self._theme, work, now, self._window, fits=fits)
        if preview.exec() == RecoveryPreview.DialogCode.Accepted:
            self._files.restore(work if fits else msgspec.structs.replace(work, path=None))
        preview.deleteLater()

    def _give_up(self, path: Path) -> None:
        self._given_up |= {path}
        self._show()

    def _take_back(self, path: Path) -> None:
        self._given_up -= {path}
        self._show()


def _looked() -> Found:
    atomic.sweep(data_folder())
    return survey(journal_folder())


def _show_folder(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
