"""The outline as Qt's item model: it follows a change line by line, without a reset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor

from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import Entity, Note, Touchpoint
from workbench.model.patch import Patch
from workbench.ui.bridge import Bridge, Place
from workbench.ui.canvas.editing import MapEditing
from workbench.ui.outline import columns, dropping, looks
from workbench.ui.outline.columns import COLUMNS, FEELING, FIGURES, STATUS, TITLE, field_at
from workbench.ui.outline.tree import ROOT, Node, may_move, tree_of
from workbench.ui.pills import PILLS, AnyIndex
from workbench.ui.theme import Theme
from workbench.words.say import number, say

NODE = int(Qt.ItemDataRole.UserRole) + 70
"""The role under which a line gives its Node."""

_TOP = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


class OutlineModel(QAbstractItemModel):
    """The lines of the map that the bridge shows, and one in which something new is typed."""

    added = Signal(str, str)
    """(table, id): what was typed into the new line is there now."""

    def __init__(
        self, bridge: Bridge, theme: Theme, editing: MapEditing, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._theme, self._editing = bridge, theme, editing
        self._looks = looks.Looks(theme)
        self._below: dict[Node, list[Node]] = {ROOT: []}
        self._above: dict[Node, Node] = {}
        self._numbers: dict[Node, int] = {}
        self._nodes: dict[int, Node] = {}
        self._next = 1

    @property
    def document(self) -> Document:
        return self._bridge.document

    def read_all(self) -> None:
        """Show another map, from the beginning."""
        self.beginResetModel()
        self._above.clear()
        self._numbers.clear()
        self._nodes.clear()
        self._below = {ROOT: []}
        for above, below in tree_of(self.document, self._bridge.map_id).items():
            for node in below:
                self._take(node, above)
            self._below[above] = list(below)
        self.endResetModel()

    def follow(self, patch: Patch) -> None:
        """Show what a patch changed, and only that."""
        if may_move(patch):
            self._rearrange(tree_of(self.document, self._bridge.map_id))
        touched = patch.touched()
        nodes = [Node(table, identifier) for table, identifier in touched]
        lanes = {identifier for table, identifier in touched if table == "lanes"}
        if lanes:
            nodes += [node for node in self._above if node.table == "lanes" and node.id in lanes]
        if "channels" in patch.tables():
            nodes += [node for node in self._above if node.table == "touchpoints"]
        for node in nodes:
            if node in self._above:
                self._tell(node)

    def catch_up(self) -> None:
        """Show what changed while nobody looked."""
        self._rearrange(tree_of(self.document, self._bridge.map_id))
        for below in self._below.values():
            if below:
                last = self.index_of(below[-1], len(COLUMNS) - 1)
                self.dataChanged.emit(self.index_of(below[0]), last)

    def restyle(self) -> None:
        """Paint in other colours from now on."""
        self._looks = looks.Looks(self._theme)

    def begin_new(self, table: str, beside: Node, above: Node, row: int) -> QModelIndex:
        """Add a line to type a `table` into, at `row` below `above`; gives its title's cell."""
        self.drop_new()
        node = Node(table, beside.id, beside.stage, is_new=True)
        row = max(0, min(row, len(self._below[above])))
        self._insert(node, above, row)
        return self.index_of(node)

    def drop_new(self) -> None:
        """Take the line for something new away, if there is one."""
        for node in [node for node in self._above if node.is_new]:
            self._remove(node)

    def index_of(self, node: Node, column: int = TITLE) -> QModelIndex:
        """The cell of a line; an invalid index where there is no such line."""
        above = self._above.get(node)
        if above is None:
            return QModelIndex()
        return self.createIndex(self._below[above].index(node), column, self._numbers[node])

    def node_at(self, index: AnyIndex) -> Node:
        """The line of a cell; ROOT for an invalid index."""
        return self._nodes[index.internalId()] if index.isValid() else ROOT

    def below(self, node: Node) -> Sequence[Node]:
        """The lines below a line, top to bottom."""
        return self._below.get(node, ())

    def above(self, node: Node) -> Node:
        """The line that a line lies below; ROOT for a stage."""
        return self._above.get(node, ROOT)

    def nodes_of(self, place: Place) -> list[Node]:
        """Every line of an entity: a lane has one in each stage."""
        table, identifier = place
        if table == "lanes":
            return [
                node
                for stage in self._below[ROOT]
                for node in self.below(stage)
                if node.id == identifier and not node.is_new
            ]
        node = Node(table, identifier)
        return [node] if node in self._above else []

    # -- what Qt asks

    def index(self, row: int, column: int, parent: AnyIndex = _TOP) -> QModelIndex:
        below = self.below(self.node_at(parent))
        if not (0 <= row < len(below) and 0 <= column < len(COLUMNS)) or parent.column() > 0:
            return QModelIndex()
        return self.createIndex(row, column, self._numbers[below[row]])

    def parent(self, index: AnyIndex | None = None) -> Any:
        if index is None:
            return QObject.parent(self)
        if not index.isValid():
            return QModelIndex()
        return self.index_of(self.above(self.node_at(index)))

    def rowCount(self, parent: AnyIndex = _TOP) -> int:
        return 0 if parent.column() > 0 else len(self.below(self.node_at(parent)))

    def columnCount(self, _parent: AnyIndex = _TOP) -> int:
        return len(COLUMNS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = _DISPLAY,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return columns.heading(section)
        if role == Qt.ItemDataRole.TextAlignmentRole and section in FIGURES:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        node = self.node_at(index)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if node.is_new:
            is_title = index.column() == TITLE
            return flags | Qt.ItemFlag.ItemIsEditable if is_title else flags
        if node.table not in ("stages", "lanes"):
            flags |= Qt.ItemFlag.ItemNeverHasChildren
        flags |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
        if self._entity(node) is not None and columns.is_editable(
            self.document, node.table, node.id, index.column()
        ):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        node, column = self.node_at(index), index.column()
        if role == NODE:
            return node
        if node.is_new:
            return self._of_new(column, role)
        entity = self._entity(node)
        if entity is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole if column != STATUS:
                return columns.text_at(self.document, node.table, entity, column)
            case Qt.ItemDataRole.EditRole:
                return self._edited(node, entity, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return columns.spoken_at(self.document, node.table, entity, column)
            case Qt.ItemDataRole.AccessibleDescriptionRole if column == TITLE:
                return self._place(entity)
            case Qt.ItemDataRole.ToolTipRole if column in (TITLE, FEELING):
                return self._tip(entity, column)
            case Qt.ItemDataRole.TextAlignmentRole if column in FIGURES:
                return Qt.AlignmentFlag.AlignCenter
            case Qt.ItemDataRole.FontRole:
                return self._looks.font(node.table)
            case Qt.ItemDataRole.ForegroundRole:
                return self._looks.ink(node.table, entity, column)
            case Qt.ItemDataRole.DecorationRole:
                return self._looks.picture(self.document, entity, column, index.row())
        if role == PILLS:
            return self._looks.pills(entity, column)
        return None

    def setData(
        self, index: AnyIndex, value: Any, role: int = int(Qt.ItemDataRole.EditRole)
    ) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        node = self.node_at(index)
        if node.is_new:
            return self._add(node, index.row(), str(value).strip())
        field, entity = field_at(node.table, index.column()), self._entity(node)
        if field is None or entity is None:
            return False
        value = columns.read(field, value)
        if value == self._edited(node, entity, index.column(), typed=False):
            return False
        return self._bridge.run(edit.set_field, node.table, node.id, field.name, value) is not None

    # -- dragging

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return list(dropping.KINDS)

    def mimeData(self, indexes: Iterable[AnyIndex]) -> QMimeData:
        return dropping.as_mime(self.node_at(index) for index in indexes)

    def canDropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: AnyIndex
    ) -> bool:
        return dropping.landing(self, data, row, self.node_at(parent)) is not None

    def dropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: AnyIndex
    ) -> bool:
        place = dropping.landing(self, data, row, self.node_at(parent))
        return place is not None and dropping.land(self._bridge, self._editing, data, place)

    # -- inside

    def _entity(self, node: Node) -> Entity | None:
        return self.document.get(node.table, node.id)

    def _edited(self, node: Node, entity: Entity, column: int, *, typed: bool = True) -> Any:
        """The value of a cell; as `typed`, a number is what a person would write."""
        field = field_at(node.table, column)
        if field is None:
            return None
        value = getattr(entity, field.name)
        if typed and field.kind == "number" and not columns.is_chosen(field):
            return number(value, 6) if value is not None else ""
        return value

    def _of_new(self, column: int, role: int) -> Any:
        if column != TITLE:
            return None
        if role == Qt.ItemDataRole.DisplayRole or role == Qt.ItemDataRole.AccessibleTextRole:
            return say("outline.new")
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._theme.palette.muted)
        return "" if role == Qt.ItemDataRole.EditRole else None

    def _tip(self, entity: Entity, column: int) -> str | None:
        if column == FEELING and isinstance(entity, Touchpoint) and entity.feeling is not None:
            return columns.feeling_text(entity.feeling)
        if column == FEELING:
            return None
        return getattr(entity, "text", None) or getattr(entity, "title", None)

    def _place(self, entity: Entity) -> str | None:
        if isinstance(entity, Touchpoint | Note):
            return columns.place_text(self.document, entity)
        return None

    def _add(self, node: Node, row: int, text: str) -> bool:
        above = self.above(node)
        self._remove(node)
        if not text:
            return False
        if node.table == "stages":
            added = self._editing.add_stage(row)
            if added is not None:
                self._bridge.run(edit.set_field, "stages", added, "name", text)
        else:
            added = self._editing.add_card((above.stage, above.id), row, text)
        if added is not None:
            self.added.emit(node.table, added)
        return added is not None

    def _tell(self, node: Node) -> None:
        first = self.index_of(node)
        self.dataChanged.emit(first, self.index_of(node, len(COLUMNS) - 1))

    def _rearrange(self, wanted: Mapping[Node, tuple[Node, ...]]) -> None:
        """Bring the lines to `wanted` by moves and insertions, then take away what is left over.

        Lines above others come first in `wanted`, so what moves below them finds them there.
        """
        for above, below in wanted.items():
            for row, node in enumerate(below):
                now = self._below[above]
                if now[row : row + 1] == [node]:
                    continue
                if now[row + 1 : row + 2] == [node]:
                    # the line here goes further down, or away: one move instead of many
                    self._move(now[row], above, len(now) - 1)
                elif node in self._above:
                    self._move(node, above, row)
                else:
                    self._insert(node, above, row)
        for above in [above for above in self._below if above in wanted]:
            for node in self._below[above][len(wanted[above]) :]:
                self._remove(node)

    def _insert(self, node: Node, above: Node, row: int) -> None:
        self.beginInsertRows(self.index_of(above), row, row)
        self._take(node, above)
        self._below[above].insert(row, node)
        self.endInsertRows()

    def _move(self, node: Node, above: Node, row: int) -> None:
        source = self._above[node]
        at = self._below[source].index(node)
        # Qt counts the target before the line is taken out
        target = row + 1 if source == above and at < row else row
        self.beginMoveRows(self.index_of(source), at, at, self.index_of(above), target)
        self._below[source].remove(node)
        self._below[above].insert(row, node)
        self._above[node] = above
        self.endMoveRows()

    def _remove(self, node: Node) -> None:
        above = self._above[node]
        at = self._below[above].index(node)
        self.beginRemoveRows(self.index_of(above), at, at)
        self._below[above].remove(node)
        self._forget(node)
        self.endRemoveRows()

    def _take(self, node: Node, above: Node) -> None:
        self._above[node], self._numbers[node], self._nodes[self._next] = above, self._next, node
        self._below.setdefault(node, [])
        self._next += 1

    def _forget(self, node: Node) -> None:
        for inner in self._below.pop(node, []):
            self._forget(inner)
        self._above.pop(node, None)
        # the number stays with its line: Qt may still ask about it while it goes
        self._numbers.pop(node, None)
