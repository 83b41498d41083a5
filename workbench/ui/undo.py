"""Patches on an undo stack: named steps, merging of typing and of one drag, clean state."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtGui import QUndoCommand, QUndoStack
from shiboken6 import isValid

from workbench.model.patch import Patch
from workbench.words.patch_names import patch_name

_MERGE_SECONDS = 2.0


class PatchStep(QUndoCommand):
    """One undo step: a patch that `apply` makes and takes back."""

    def __init__(self, patch: Patch, apply: Callable[[Patch], None], merge: str) -> None:
        super().__init__(patch_name(patch.label))
        self.patch = patch
        self._apply = apply
        self._merge = merge
        self._made = monotonic()

    def redo(self) -> None:
        self._apply(self.patch)

    def undo(self) -> None:
        self._apply(self.patch.inverse())

    def goes_on(self, merge: str) -> bool:
        """Whether what is done now with this key belongs to this step."""
        return bool(merge) and merge == self._merge and monotonic() - self._made <= _MERGE_SECONDS

    def take(self, patch: Patch) -> None:
        """Make `patch` too, as a part of this step."""
        self._apply(patch)
        self.patch = self.patch.then(patch)
        self._made = monotonic()
        self.setObsolete(not self.patch)


class UndoStack(QUndoStack):
    """The undo steps of the open workspace."""

    def __del__(self) -> None:
        # the garbage collector takes steps apart before their stack, which would delete them again
        if isValid(self):
            self.blockSignals(True)
            self.clear()

    def add(self, patch: Patch, apply: Callable[[Patch], None], merge: str = "") -> None:
        """Make `patch` and keep it as a step.

        Steps in a row with the same `merge` key, at most two seconds apart, become one.
        """
        if not patch:
            return
        # not by QUndoCommand.mergeWith: the binding never lets go of what was merged
        last = self.command(self.index() - 1)
        at_end = self.index() == self.count() and not self.isClean()
        if at_end and isinstance(last, PatchStep) and last.goes_on(merge):
            last.take(patch)
            if last.isObsolete():
                # takes it off the stack, with nothing left to undo
                self.undo()
            else:
                self.indexChanged.emit(self.index())
        else:
            self.push(PatchStep(patch, apply, merge))
