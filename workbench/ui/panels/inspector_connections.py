"""What a touchpoint leads to and comes from: its connections, with their shares."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.model import queries
from workbench.model.commands import connections, edit
from workbench.model.entities import Connection, Touchpoint
from workbench.ui.layouts import take_out
from workbench.ui.panels import tiles
from workbench.ui.panels.fields import NumberEditor
from workbench.ui.panels.menu_search import add_heading, add_search
from workbench.ui.panels.target import Part, Target
from workbench.ui.theme import Theme, set_role
from workbench.words.say import number, say

Direction = Literal["leads_to", "comes_from"]


class ConnectionsPart(Part):
    """The connections of one touchpoint in one direction, and a menu that adds one."""

    def __init__(self, theme: Theme, target: Target, direction: Direction) -> None:
        super().__init__(target, "touchpoints", "connections", "channels")
        self._theme = theme
        self._direction = direction
        self._rows: dict[str, ConnectionRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._sum = QLabel()
        self._sum.setWordWrap(True)
        set_role(self._sum, "small")
        self._add = QPushButton(say(f"inspector.{direction}.add"))
        self._add.setObjectName(f"{direction}-add")
        set_role(self._add, "quiet")
        self._add.clicked.connect(self._open_menu)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self._add)
        foot.addStretch(1)
        self._column.addWidget(self._sum)
        self._column.addLayout(foot)
        theme.changed.connect(self.show_anew)

    def _update(self) -> None:
        wanted = self._connections()
        if [item.id for item in wanted] != list(self._rows):
            self._rebuild(wanted)
        for row in self._rows.values():
            row.refresh()
        shares = sum(item.share or 0.0 for item in wanted)
        over = self._direction == "leads_to" and shares > 100
        self._sum.setVisible(over)
        self._sum.setText(say("inspector.shares.over", total=number(shares)))

    def _forget(self) -> None:
        self._rebuild([])

    def _connections(self) -> list[Connection]:
        ids = self.target.ids
        if len(ids) != 1:
            return []
        end = "source" if self._direction == "leads_to" else "target"
        found = queries.connections_of(self.target.document, ids[0])
        return [item for item in found if getattr(item, end) == ids[0]]

    def _rebuild(self, wanted: list[Connection]) -> None:
        take_out(self._column, self._rows.values())
        self._rows = {
            item.id: ConnectionRow(self._theme, self.target, item.id, self._direction)
            for item in wanted
        }
        for place, row in enumerate(self._rows.values()):
            self._column.insertWidget(place, row)
            row.show()

    def _open_menu(self) -> None:
        menu = QMenu(self)
        self.fill_menu(menu)
        add_search(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._add.mapToGlobal(QPoint(0, self._add.height() + 2)))

    def fill_menu(self, menu: QMenu) -> None:
        """Offer the touchpoints of the map that are not connected in this direction yet."""
        document = self.target.document
        (own,) = self.target.ids
        journey = document.touchpoints[own].map
        taken = {it for item in self._connections() for it in (item.source, item.target)} | {own}
        stage = ""
        for item in queries.touchpoints(document, journey):
            if item.id in taken:
                continue
            if item.stage != stage:
                stage = item.stage
                add_heading(menu, document.stages[stage].name or say("words.nameless"))
            channel = document.channels.get(item.channel or "")
            title = (item.title or say("words.nameless")).replace("&", "&&")
            action = menu.addAction(tiles.channel_icon(self._theme, channel), title)
            action.triggered.connect(lambda _on, it=item.id: self._connect(own, it))
        if menu.isEmpty():
            menu.addAction(say("inspector.connect.nothing")).setEnabled(False)

    def _connect(self, own: str, other: str) -> None:
        ends = (own, other) if self._direction == "leads_to" else (other, own)
        self.target.run(connections.connect, *ends)


class ConnectionRow(QWidget):
    """The other end of a connection, its share and a button that removes it."""

    def __init__(
        self, theme: Theme, owner: Target, connection_id: str, direction: Direction
    ) -> None:
        super().__init__()
        self._theme = theme
        self._id = connection_id
        self._end = "target" if direction == "leads_to" else "source"
        self._target = Target(owner.bridge, "connections", [connection_id])
        self._tile = QLabel()
        self._title = QPushButton()
        self._title.setStyleSheet("text-align: left; border: none; padding: 4px 0;")
        self._title.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._title.clicked.connect(self._go)
        self._share = NumberEditor(theme, self._target, "share", label="")
        self._share.set_placeholder("–")
        self._share.setFixedWidth(56)
        field = self._share.control
        assert isinstance(field, QLineEdit)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setToolTip(say("inspector.share.tip"))
        per_cent = QLabel("%")
        set_role(per_cent, "muted")
        self._remove = QToolButton()
        self._remove.setIconSize(QSize(14, 14))
        self._remove.setFixedSize(22, 22)
        self._remove.setStyleSheet("padding: 0")
        self._remove.setIcon(theme.icon("close"))
        self._remove.clicked.connect(
            lambda: self._target.run(edit.remove, [("connections", connection_id)])
        )
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._tile)
        line.addWidget(self._title, 1)
        line.addWidget(self._share)
        line.addWidget(per_cent)
        line.addWidget(self._remove)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_title()

    def _fit_title(self) -> None:
        fitted = self._title.fontMetrics().elidedText(
            self._title.accessibleName(), Qt.TextElideMode.ElideRight, self._title.width()
        )
        self._title.setText(fitted.replace("&", "&&"))

    def refresh(self) -> None:
        other = self._other()
        if other is None:
            return
        channel = self._target.document.channels.get(other.channel or "")
        pixmap: QPixmap = tiles.channel_icon(self._theme, channel).pixmap(
            QSize(tiles.SIZE, tiles.SIZE), self.devicePixelRatioF()
        )
        self._tile.setPixmap(pixmap)
        title = other.title or say("words.nameless")
        self._title.setToolTip(title)
        self._title.setAccessibleName(title)
        self._fit_title()
        self._remove.setToolTip(say("inspector.connection.remove", title=title))
        self._remove.setAccessibleName(say("inspector.connection.remove", title=title))
        self._share.refresh()

    def _other(self) -> Touchpoint | None:
        item = self._target.document.connections.get(self._id)
        if item is None:
            return None
        return self._target.document.touchpoints[getattr(item, self._end)]

    def _go(self) -> None:
        other = self._other()
        if other is not None:
            self._target.bridge.reveal("touchpoints", other.id)
