"""Writing one state of the document, to be run in a thread."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.model.document import Document
from workbench.model.problems import JourneyError, Problem
from workbench.store import workspace_file
from workbench.store.workspace_file import ChangedElsewhereError

_log = logging.getLogger(__name__)


class SaveSignals(QObject):
    done = Signal()


class Save:
    """One save. Afterwards `problem` says what went wrong, and `fingerprint` what was written.

    There may be both: the file is the new one, but it is not certain that the disk has it.

    With `known`, the fingerprint of the file as it was read or written last, a file that
    somebody else changed since is not overwritten: `is_changed_elsewhere` is set instead.
    `by_itself`: nobody asked for it, so nobody is to be asked about it.
    """

    def __init__(
        self,
        path: Path,
        document: Document,
        pictures: dict[str, bytes],
        known: str,
        *,
        by_itself: bool = False,
    ) -> None:
        self.path = path
        self.document = document
        self.by_itself = by_itself
        self.signals = SaveSignals()
        self.problem: Problem | None = None
        self.fingerprint = ""
        self.aside: Path | None = None
        """Where a damaged file is that was in its place."""
        self.is_changed_elsewhere = False
        self.finished = False
        self._pictures = pictures
        self._known = known

    def run(self) -> None:
        try:
            written = workspace_file.save(
                self.path, self.document, self._pictures, known=self._known
            )
            self.fingerprint, self.aside = written.fingerprint, written.aside
        except ChangedElsewhereError:
            self.is_changed_elsewhere = True
        except JourneyError as error:
            self.problem = error.problem
        except Exception as error:  # noqa: BLE001
            # a thread has nobody above it to tell, and the person may have given up waiting
            _log.exception("a save failed unexpectedly")
            self.problem = Problem.of("file.write_failed", self.path.name, why=repr(error))
        if self.problem is not None:
            _log.warning("not saved: %s", self.problem)
            self.fingerprint = self._written_all_the_same()
        self.finished = True
        self.signals.done.emit()

    def _written_all_the_same(self) -> str:
        """The fingerprint of the file where it holds what was to be saved; else empty."""
        try:
            found = workspace_file.read(self.path)
        except Exception:  # noqa: BLE001  # what failed is told already; a save must end
            return ""
        return found.fingerprint if found.document == self.document else ""
