"""Going from one part of the window to the next by key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def step_part(parts: Sequence[QWidget], by: int) -> None:
    """Give the focus to the next (1) or previous (−1) visible part, round and round."""
    shown = [part for part in parts if part.isVisible()]
    now = QApplication.focusWidget()
    holding = [
        place
        for place, part in enumerate(shown)
        if now is not None and (now is part or part.isAncestorOf(now))
    ]
    at = holding[0] if holding else (-1 if by > 0 else 0)
    for way in range(1, len(shown) + 1):
        target = _first_in(shown[(at + by * way) % len(shown)])
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            return


def _first_in(part: QWidget) -> QWidget | None:
    """The part itself, or what is first inside it in the order of Tab; None where nothing is."""
    if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return part
    inside = part.nextInFocusChain()
    while inside is not None and inside is not part:
        takes = inside.focusPolicy() & Qt.FocusPolicy.TabFocus and inside.isEnabled()
        if takes and part.isAncestorOf(inside) and inside.isVisible():
            return inside
        inside = inside.nextInFocusChain()
    return None
