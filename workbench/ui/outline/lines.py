"""The outline that is seen: a tree with columns, worked by the keys of the canvas."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QFrame,
    QTreeView,
    QWidget,
)

from workbench.drawing.walk import Direction
from workbench.model.commands import cards
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.editing import MapEditing
from workbench.ui.canvas.scoring import Scoring
from workbench.ui.outline import columns
from workbench.ui.outline.cells import ChoiceCell, PillCell, TextCell
from workbench.ui.outline.columns import COLUMNS, TITLE
from workbench.ui.outline.model import OutlineModel
from workbench.ui.outline.moving import in_order, place_beside
from workbench.ui.outline.selecting import as_selection
from workbench.ui.outline.tree import ROOT, Node
from workbench.ui.pills import AnyIndex, PillDelegate
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say

_ARROWS: dict[int, Direction] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEAST_TITLE, _LEAST_COLUMN = 260, 56
_CARDS = ("touchpoints", "notes")


class OutlineTree(QTreeView):
    """Enter types a new line below, F2 edits a cell, arrows walk, Ctrl+arrows move."""

    cell_chosen = Signal(object)
    """(stage id, lane id) of the lane's line that is current now; None for any other line."""
    menu_wanted = Signal(QPoint)
    """A context menu for what is selected, at this global position."""

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        model: OutlineModel,
        editing: MapEditing,
        tell: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        """`tell` shows what the next key does."""
        super().__init__(parent)
        self._bridge, self._theme, self._editing = bridge, theme, editing
        self._lines = model
        self._scoring = Scoring(bridge, tell)
        self._is_following = False
        self._is_typing_on = False
        self.setModel(model)
        self.setAccessibleName(say("outline.name"))
        self._arrange()
        model.added.connect(self._on_added)
        model.modelReset.connect(self._on_reset)
        model.rowsInserted.connect(self._on_inserted)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.selectionModel().currentChanged.connect(self._on_current)

    # -- what the page asks

    def node(self) -> Node:
        """The current line; ROOT where there is none."""
        return self._lines.node_at(self.currentIndex())

    def chosen(self) -> list[Node]:
        """The selected lines, the current one last."""
        current = self.node()
        nodes: list[Node] = []
        for part in self.selectionModel().selection().toList():
            below = self._lines.below(self._lines.node_at(part.parent()))
            nodes += below[part.top() : part.bottom() + 1]
        nodes = [node for node in nodes if not node.is_new]
        return [it for it in nodes if it != current] + [it for it in nodes if it == current]

    def show_selection(self) -> None:
        """Select the lines of what the bridge has selected, and bring the last into view."""
        chosen = set(self.chosen())
        nodes: list[Node] = []
        for place in self._bridge.selection:
            found = self._lines.nodes_of(place)
            kept = [node for node in found if node in chosen]
            nodes += kept or found[:1]
        if set(nodes) == chosen:
            return
        self._is_following = True
        model = self.selectionModel()
        mode = QItemSelectionModel.SelectionFlag
        model.select(as_selection(self._lines, nodes), mode.ClearAndSelect | mode.Rows)
        if nodes and self.node() not in nodes:
            column = max(self.currentIndex().column(), TITLE)
            index = self._lines.index_of(nodes[-1], column)
            model.setCurrentIndex(index, mode.NoUpdate)
            self.scrollTo(index)
        self._is_following = False

    def following(self, follow: Callable[[], None]) -> None:
        """Let the model follow a change; the selection stays what the bridge says.

        A field whose line went leaves the keyboard here, not to whatever comes next.
        """
        was_typing = self._is_typing()
        self._is_following = True
        follow()
        self._is_following = False
        self.show_selection()
        if was_typing and not self._is_typing():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit_title(self, node: Node) -> None:
        """Open the field for a title."""
        index = self._lines.index_of(node)
        if index.isValid():
            self.setCurrentIndex(index)
            self.edit(index)

    def type_below(self) -> None:
        """Open a line for a new card below the current one, or a new stage below a stage."""
        node = self.node()
        if node.table == "lanes":
            self.type_new(node, len(self._lines.below(node)))
        elif node.table in _CARDS:
            above = self._lines.above(node)
            self.type_new(above, list(self._lines.below(above)).index(node) + 1)
        else:
            self.type_stage()

    def type_stage(self) -> None:
        """Open a line for a new stage after the current one, at the end without one."""
        stages = list(self._lines.below(ROOT))
        node = self.node()
        while node.table not in ("", "stages"):
            node = self._lines.above(node)
        row = stages.index(node) + 1 if node in stages else len(stages)
        self._open(self._lines.begin_new("stages", ROOT, ROOT, row))

    def type_new(self, cell: Node, row: int) -> None:
        """Open a line for a new card at `row` of a lane in a stage."""
        table = self._bridge.document.lanes[cell.id].kind
        self.setExpanded(self._lines.index_of(self._lines.above(cell)), True)
        self.setExpanded(self._lines.index_of(cell), True)
        self._open(self._lines.begin_new(table, cell, cell, row))

    # -- what Qt asks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = held == Qt.KeyboardModifier.NoModifier
        control = held == Qt.KeyboardModifier.ControlModifier
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif self._scoring.press(event):
            return
        elif control and key in _ARROWS:
            self._move(_ARROWS[key])
        elif plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._editing.delete_selection()
        elif plain and key in _ENTER:
            self.type_below()
        elif plain and key == Qt.Key.Key_Escape and self._bridge.selection:
            self._bridge.select(())
        elif control and key == Qt.Key.Key_A:
            self.select_cards()
        else:
            super().keyPressEvent(event)

    def select_cards(self) -> None:
        """Select every card of the map."""
        cells = [cell for stage in self._lines.below(ROOT) for cell in self._lines.below(stage)]
        cards = [card for cell in cells for card in self._lines.below(cell) if not card.is_new]
        self._bridge.select((card.table, card.id) for card in cards)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, keys: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Left and right go along the cells of a line; at its title they fold and unfold."""
        index = self.currentIndex()
        step = {
            QAbstractItemView.CursorAction.MoveLeft: -1,
            QAbstractItemView.CursorAction.MoveRight: 1,
        }.get(action, 0)
        if not step or not index.isValid():
            return self._beside_field(action) or super().moveCursor(action, keys)
        if index.column() == TITLE and self._fold(index, step):
            return index
        if index.column() == TITLE and step < 0:
            return index.parent() if index.parent().isValid() else index
        column = max(0, min(index.column() + step, len(COLUMNS) - 1))
        return index.siblingAtColumn(column)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        by_enter = hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache
        if self.state() != QAbstractItemView.State.EditingState:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._is_typing_on and by_enter:
            QTimer.singleShot(0, self, self.type_below)
        elif not self._is_typing_on:
            QTimer.singleShot(0, self, self._drop_new)
        self._is_typing_on = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex())
            at = self.viewport().mapToGlobal(place.center())
        elif not self.indexAt(self.viewport().mapFromGlobal(at)).isValid():
            return
        self.menu_wanted.emit(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._bridge.map_id and not self._lines.below(ROOT):
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._theme.palette.muted))
            room = self.viewport().rect().adjusted(24, 24, -24, -24)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(flags), say("outline.empty"))
            painter.end()

    # -- inside

    def _is_typing(self) -> bool:
        """Whether a field in a cell has the keyboard."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _arrange(self) -> None:
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setUniformRowHeights(True)
        set_role(self, "lines")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAllColumnsShowFocus(False)
        self.setTabKeyNavigation(False)
        self.setExpandsOnDoubleClick(False)
        self.setIconSize(QSize(18, 18))
        self.setIndentation(20)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoExpandDelay(700)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._text, self._choice = TextCell("", self), ChoiceCell(self._bridge, self)
        self._pill = PillCell(self._bridge, self._theme, self)
        self._score = PillDelegate(self._theme, self)
        self.setItemDelegate(self._text)
        for column in (columns.CHANNEL, columns.FEELING, columns.EVIDENCE):
            self.setItemDelegateForColumn(column, self._choice)
        self.setItemDelegateForColumn(columns.STATUS, self._pill)
        self.setItemDelegateForColumn(columns.OPPORTUNITY, self._score)
        header = self.header()
        header.setStretchLastSection(False)
        header.setHighlightSections(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(_LEAST_COLUMN)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_title()

    def fit_columns(self) -> None:
        """Make the columns as wide as their headings and usual contents."""
        text = self.fontMetrics()
        samples = {
            columns.CHANNEL: "Customer reviews x",
            columns.STATUS: "Not for us xx",
            columns.EVIDENCE: "Assumption xx",
            columns.OWNER: "Marketing team x",
        }
        for column in range(1, len(COLUMNS)):
            wide = text.horizontalAdvance(samples.get(column, "")) + 12
            self.header().resizeSection(column, max(wide, self.header().sectionSizeHint(column)))
        self._fit_title()

    def _fit_title(self) -> None:
        """Give the titles what the other columns leave."""
        others = sum(self.header().sectionSize(column) for column in range(1, len(COLUMNS)))
        room = max(self.viewport().width() - others, _LEAST_TITLE)
        self.header().resizeSection(TITLE, room)

    def _move(self, direction: Direction) -> None:
        """Move what is selected one place: cards, or one stage or lane as on the canvas."""
        moving = in_order(self._lines, self.chosen())
        if not moving:
            self._editing.move_selected(direction)
            return
        table, document = moving[0].table, self._bridge.document
        place = place_beside(
            self._lines, moving, direction, lambda cell: document.lanes[cell.id].kind == table
        )
        if place is not None and {node.table for node in moving} == {table}:
            cell, row = place
            self._bridge.run(cards.move, [it.id for it in moving], cell.stage, cell.id, row)

    def _open(self, index: QModelIndex) -> None:
        self._is_following = True
        self.setCurrentIndex(index)
        self._is_following = False
        self.scrollTo(index)
        self.edit(index)

    def _drop_new(self) -> None:
        if self.state() != QAbstractItemView.State.EditingState:
            self.following(self._lines.drop_new)

    def _fold(self, index: QModelIndex, step: int) -> bool:
        """Fold (−1) or unfold (1) a line; gives whether there was something to."""
        changes = self._lines.rowCount(index) > 0 and self.isExpanded(index) == (step < 0)
        if changes:
            self.setExpanded(index, step > 0)
        return changes

    def _beside_field(self, action: QAbstractItemView.CursorAction) -> QModelIndex | None:
        """Where Tab goes from a field: to the next cell of the line that can be written in."""
        moves = QAbstractItemView.CursorAction
        if action not in (moves.MoveNext, moves.MovePrevious):
            return None
        step = 1 if action == moves.MoveNext else -1
        index = self.currentIndex()
        column = index.column() + step
        while 0 <= column < len(COLUMNS):
            beside = index.siblingAtColumn(column)
            if self._lines.flags(beside) & Qt.ItemFlag.ItemIsEditable:
                return beside
            column += step
        following = self.indexBelow(index) if step > 0 else self.indexAbove(index)
        return following.siblingAtColumn(TITLE) if following.isValid() else index

    def _on_added(self) -> None:
        self._is_typing_on = True

    def _on_reset(self) -> None:
        self.expandAll()
        self.show_selection()

    def _on_inserted(self, parent: AnyIndex, first: int, last: int) -> None:
        for row in range(first, last + 1):
            index = self._lines.index(row, 0, parent)
            if self._lines.node_at(index).table in ("stages", "lanes"):
                self.setExpanded(index, True)

    def _on_selection(self) -> None:
        if not self._is_following:
            self._bridge.select((node.table, node.id) for node in self.chosen())

    def _on_current(self, current: AnyIndex) -> None:
        node = self._lines.node_at(current)
        is_cell = node.table == "lanes" and not node.is_new
        self.cell_chosen.emit((node.stage, node.id) if is_cell else None)
