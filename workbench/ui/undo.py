"""Patches on an undo stack: named steps, merging of typing and of one drag, clean state."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtGui import QUndoCommand, QUndoStack

from workbench.model.patch import Patch
from workbench.words.patch_names import patch_name

_MERGE_SECONDS = 2.0
_MERGEABLE = 1
_SINGLE = -1


class PatchStep(QUndoCommand):
    """One undo step: a patch that `apply` makes and takes back."""

    def __init__(self, patch: Patch, apply: Callable[[Patch], None], merge: str) -> None:
        super().__init__(patch_name(patch.label))
        self.patch = patch
        self._apply = apply
        self._merge = merge
        self._made = monotonic()

    def id(self) -> int:
        return _MERGEABLE if self._merge else _SINGLE

    def redo(self) -> None:
        self._apply(self.patch)

    def undo(self) -> None:
        self._apply(self.patch.inverse())

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, PatchStep) or other._merge != self._merge:
            return False
        if other._made - self._made > _MERGE_SECONDS:
            return False
        self.patch = self.patch.then(other.patch)
        self._made = other._made
        self.setObsolete(not self.patch)
        return True


class UndoStack(QUndoStack):
    """The undo steps of the open workspace."""

    def add(self, patch: Patch, apply: Callable[[Patch], None], merge: str = "") -> None:
        """Make `patch` and keep it as a step.

        Steps in a row with the same `merge` key, at most two seconds apart, become one.
        """
        if patch:
            self.push(PatchStep(patch, apply, merge))
