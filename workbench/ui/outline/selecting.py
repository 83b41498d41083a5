"""Lines of the outline as Qt selects them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection

from workbench.ui.outline.columns import COLUMNS
from workbench.ui.outline.model import OutlineModel
from workbench.ui.outline.tree import Node


def as_selection(lines: OutlineModel, nodes: Iterable[Node]) -> QItemSelection:
    """The lines as a selection, those below each other as one range."""
    selection = QItemSelection()
    rows: dict[Node, list[int]] = {}
    for node in nodes:
        index = lines.index_of(node)
        rows.setdefault(lines.above(node), []).append(index.row())
    last = len(COLUMNS) - 1
    for above, found in rows.items():
        parent = lines.index_of(above)
        found.sort()
        start = before = found[0]
        for row in [*found[1:], -1]:
            if row != before + 1:
                top = lines.index(start, 0, parent)
                selection.select(top, lines.index(before, last, parent))
                start = row
            before = row
    return selection
