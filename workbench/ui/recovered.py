"""Work that a crash left: looked for, offered on the start page and over the file it belongs to,
previewed, taken or given up.
"""

from __future__ import annotations

import datetime
import os
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from workbench.model.problems import Problem
from workbench.settings import data_folder
from workbench.store import beside, locks, recovery
from workbench.store.asking import Asked
from workbench.store.errors import StoreError
from workbench.store.journal import Unsaved, journal_folder
from workbench.store.locks import Lock
from workbench.store.recovery import Aside, Found, survey
from workbench.ui.files.files import Files
from workbench.ui.off_thread import Errand
from workbench.ui.recovery import JournalKeeper
from workbench.ui.start.recovered_cards import RecoveredCards
from workbench.ui.theme import Theme

_AT_ONCE_SECONDS = 0.2
_PATIENCE_SECONDS = 10.0


class RecoveredWork(QObject):
    """Looks for it off the window's thread: its files may be on a disk that does not answer."""

    failed = Signal(object)
    """A Problem: something could not be removed or is not there any more."""
    waiting_changed = Signal()

    def __init__(
        self,
        files: Files,
        keeper: JournalKeeper,
        cards: RecoveredCards,
        theme: Theme,
        window: QWidget,
    ) -> None:
        """`keeper` is connected to `files` before: what is left ends before it is looked for."""
        super().__init__(window)
        self._files, self._keeper = files, keeper
        self._cards, self._theme, self._window = cards, theme, window
        self._found = Found()
        self.waiting: Unsaved | None = None
        """The newest work to offer on the file that is open."""
        self._given_up: frozenset[Path] = frozenset()
        self._taken: frozenset[Path] = frozenset()
        self._claim: Lock | None = None
        """On the work that is open, as long as its old journal may be there."""
        self._giving_back: Asked[None] | None = None
        """The claim on work that was left before."""
        self._errand = Errand(self)
        self._is_outdated = False
        self.failed.connect(files.failed)
        files.opened.connect(self._on_opened)
        files.closed.connect(self._on_closed)
        files.saved.connect(self._on_saved)
        cards.look_requested.connect(self._preview)
        cards.give_up_requested.connect(self._give_up)
        cards.undo_requested.connect(self._take_back)
        cards.folder_requested.connect(_show_folder)

    def look(self) -> None:
        """Look for work left behind, and offer it once it is found."""
        look = partial(_looked, self._giving_back)
        self._is_outdated = not self._errand.send(look, self._on_looked)

    def settle(self) -> None:
        """Remove what was given up: it cannot be had back any more."""
        self._leave_taken()
        given_up, self._given_up = self._given_up, frozenset()
        for path in given_up:
            try:
                recovery.discard(path, datetime.datetime.now(datetime.UTC))
            except OSError as error:
                why = error.strerror or type(error).__name__
                place = {"name": path.name, "folder": str(path.parent)}
                self.failed.emit(Problem.of("journal.stays", why=why, **place))

    def look_into_waiting(self) -> None:
        """Show what waits for the open file, to be had back."""
        if self.waiting is not None:
            self._preview(self.waiting)

    def pass_over_waiting(self) -> None:
        """Not now; the start page offers it still."""
        self._wait_with(None)

    def _on_opened(self) -> None:
        self._wait_with(self._of_open_file(self._found))
        self.settle()
        # it may be one of these; they are looked for again when it is left
        self._found = Found()
        self._show()

    def _leave_taken(self) -> None:
        """What was taken up is left: should its old journal be there still, anyone may have it.

        Not before it had its time to go: it would be offered, though nothing of it is lost.
        """
        claim, self._claim = self._claim, None
        if claim is not None:
            self._giving_back = Asked(partial(_give_back, claim, self._keeper))
            # mostly it has gone long ago, and whoever looks next finds nothing of it
            self._giving_back.wait(_AT_ONCE_SECONDS)
            self._giving_back.leave()

    def _on_closed(self) -> None:
        self._leave_taken()
        self._wait_with(None)
        self.look()

    def _on_saved(self) -> None:
        # what waits may fit the file no longer
        if self.waiting is not None:
            self.look()

    def _on_looked(self, found: Found) -> None:
        if self._is_outdated:
            self.look()
            return
        self._found = found
        if not self._files.is_open:
            # else it is looked for again before the cards are seen, and may be gone by then
            self._show()
        self._wait_with(self._of_open_file(found))

    def _of_open_file(self, found: Found) -> Unsaved | None:
        settled = self._given_up | self._taken
        path = os.path.abspath(self._files.path) if self._files.path is not None else None
        of_file = (work for work in found.works if path is not None and str(work.path) == path)
        return next((work for work in of_file if work.journal not in settled), None)

    def _wait_with(self, work: Unsaved | None) -> None:
        self.waiting = work
        self.waiting_changed.emit()

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
        is_wanted = preview.exec() == RecoveryPreview.DialogCode.Accepted
        preview.deleteLater()
        if is_wanted:
            work = work if fits else msgspec.structs.replace(work, path=None)
            self._restore(work, chosen.journal)

    def _restore(self, work: Unsaved, place: Path) -> None:
        try:
            claim = recovery.claim(place, datetime.datetime.now(datetime.UTC))
        except StoreError as error:
            self.failed.emit(error.problem)
            self.look()
            return
        # its journal is there until another one holds the work
        self._taken |= {work.journal}
        is_restored = False
        try:
            is_restored = self._files.restore(work)
        finally:
            if is_restored:
                self._claim = claim
            else:
                self._taken -= {work.journal}
                if claim is not None:
                    claim.release()

    def _give_up(self, path: Path) -> None:
        self._given_up |= {path}
        self._show()

    def _take_back(self, path: Path) -> None:
        self._given_up -= {path}
        self._show()


def _give_back(claim: Lock, keeper: JournalKeeper) -> None:
    keeper.wait()
    claim.release()


def _looked(giving_back: Asked[None] | None) -> Found:
    if giving_back is not None:
        giving_back.wait(_PATIENCE_SECONDS)
    beside.sweep(data_folder())
    locks.sweep(locks.folder_apart())
    return survey(journal_folder())


def _show_folder(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
