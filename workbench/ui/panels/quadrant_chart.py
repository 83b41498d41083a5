"""Importance × satisfaction: the touchpoints of the map in four quadrants."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QComboBox, QToolTip, QWidget

from workbench.analysis.importance_performance import At, Chart, Crosshairs, Dot, chart
from workbench.drawing.scatter import near, spread
from workbench.model.document import Document
from workbench.model.patch import Patch
from workbench.store.settings_file import SettingsStore
from workbench.ui.bridge import Bridge
from workbench.ui.panels.quadrant_frame import Axis, Frame
from workbench.ui.pills import Tone, tone_colours
from workbench.ui.theme import Theme, set_role
from workbench.words.finding_sentences import name_of
from workbench.words.say import number, say

_RADIUS = 5.0
_HALF = 7
"""Half the side of a dot's stamp: its radius and the ring round it."""
_REACH = 9.0
_TICKS = (1, 5, 10)
_CONCERNED = frozenset({"touchpoints", "maps", "stages", "lanes"})
_PLACES: tuple[At, ...] = ("means", "midpoint")
_CURSORS: dict[Axis, Qt.CursorShape] = {
    "importance": Qt.CursorShape.SplitVCursor,
    "satisfaction": Qt.CursorShape.SplitHCursor,
}
_TONES: dict[str, Tone] = {"concentrate-here": "bad", "keep-up": "good", "low-priority": "plain"}


class QuadrantChart(QWidget):
    """Dots to click, or to go through with the arrow keys; the selection is marked.

    A line is pulled from the means to the midpoint or back; a click on it, or the key X, moves
    it as well.
    """

    def __init__(
        self, bridge: Bridge, theme: Theme, settings: SettingsStore, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._theme, self._settings = bridge, theme, settings
        self._chart: Chart | None = None
        self._pull: _Pull | None = None
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say("quadrants.name"))
        self.lines = QComboBox(self)
        """Where the cross-hairs stand."""
        self.lines.setFont(theme.font(0.86))
        self.lines.setProperty("role", "flat")
        self.lines.setAccessibleName(say("quadrants.lines_name"))
        self.lines.setToolTip(say("quadrants.lines_tip"))
        for place in _PLACES:
            self.lines.addItem(say(f"quadrants.lines.{place}"), place)
        self.lines.setCurrentIndex(max(0, self.lines.findData(settings.get("crosshairs"))))
        self.lines.activated.connect(self._move_lines)
        bridge.map_changed.connect(self._forget)
        bridge.changed.connect(self._on_change)
        bridge.selection_changed.connect(lambda _: self.update())
        theme.changed.connect(self.update)

    @property
    def chart(self) -> Chart:
        """The dots and cross-hairs of the current map."""
        if self._chart is None:
            document, map_id = self._bridge.document, self._bridge.map_id
            at = self.lines.currentData()
            self._chart = chart(document, map_id, at) if map_id else Chart(None, ())
        return self._chart

    def place_of(self, touchpoint: str) -> QPointF:
        """Where the dot of a touchpoint is drawn. Raises KeyError for one without a dot."""
        return QPointF(*self._places()[touchpoint])

    def sizeHint(self) -> QSize:
        return QSize(360, 180)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lines.adjustSize()
        # on one line with the name of the axis, which is painted
        middle = self._frame.axis_name(QFontMetrics(self.lines.font()).height()).center().y()
        right = self.rect().right() - self.lines.rect().right()
        lowest = self.height() - self.lines.height()
        self.lines.move(right, min(round(middle - self.lines.height() / 2), lowest))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(0.86))
        drawn = self.chart
        if not drawn.dots or drawn.lines is None:
            self._paint_empty(painter)
        else:
            lines = self._pull.lines(self._frame, drawn.lines) if self._pull else drawn.lines
            self._paint_axes(painter, drawn.lines)
            self._paint_quadrants(painter, lines)
            self._paint_dots(painter, drawn.dots)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.explains(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        here, axis = self._near(event.position()), self._line_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        elif here:
            self._go_to(here[0].touchpoint)
        elif axis is not None:
            self._pull = _Pull(axis, event.position(), event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pull is not None:
            self._pull = self._pull._replace(now=event.position())
            self.update()
            return
        axis = None if self._near(event.position()) else self._line_at(event.position())
        if axis is None:
            self.unsetCursor()
        else:
            self.setCursor(_CURSORS[axis])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pull, self._pull = self._pull, None
        if pull is None or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        if pull.is_click:
            self._toggle_lines()
        else:
            self._put_lines(self._nearest(pull))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._pull is not None:
            self._pull = None
            self.update()
            return
        if event.key() == Qt.Key.Key_X and not event.modifiers():
            self._toggle_lines()
            return
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
        }
        step = steps.get(Qt.Key(event.key()))
        dots = [dot.touchpoint for dot in self.chart.dots]
        if step is None or not dots:
            super().keyPressEvent(event)
            return
        chosen = [identifier for table, identifier in self._bridge.selection if identifier in dots]
        at = dots.index(chosen[-1]) + step if chosen else (0 if step > 0 else -1)
        self._go_to(dots[at % len(dots)])

    def _go_to(self, touchpoint: str) -> None:
        self._bridge.reveal("touchpoints", touchpoint)
        dot = next(item for item in self.chart.dots if item.touchpoint == touchpoint)
        self.setAccessibleDescription(self._says(dot))

    def explains(self, at: QPointF) -> str:
        """What is at a place of the chart, with the numbers and how they came about."""
        here, lines = self._near(at), self.chart.lines
        if here:
            return "\n".join(self._says(dot) for dot in here)
        quadrant = self._frame.quadrant_at(at, lines) if lines is not None else None
        if lines is None or quadrant is None:
            return ""
        stand = say(
            f"quadrants.stand.{lines.at}",
            importance=number(lines.importance, 2),
            satisfaction=number(lines.satisfaction, 2),
            n=len(self.chart.dots),
        )
        parts = [say(f"quadrant.{quadrant}.means", name=say(f"quadrant.{quadrant}")), stand]
        if self._line_at(at) is not None:
            parts.append(say("quadrants.pull"))
        return "\n".join(parts)

    def _says(self, dot: Dot) -> str:
        return say(
            "quadrants.dot",
            name=name_of(self._bridge.document, "touchpoints", dot.touchpoint),
            importance=number(dot.importance),
            satisfaction=number(dot.satisfaction),
            quadrant=say(f"quadrant.{dot.quadrant}"),
        )

    def _near(self, at: QPointF) -> list[Dot]:
        dots = {dot.touchpoint: dot for dot in self.chart.dots}
        found = near(self._places().items(), (at.x(), at.y()), _REACH)
        return [dots[identifier] for identifier in found]

    def _places(self) -> dict[str, tuple[float, float]]:
        frame = self._frame
        points = {
            dot.touchpoint: (frame.x(dot.satisfaction), frame.y(dot.importance))
            for dot in self.chart.dots
        }
        return spread(points, 2 * _RADIUS + 1)

    @property
    def _frame(self) -> Frame:
        return Frame(QRectF(self.rect()))

    def _line_at(self, at: QPointF) -> Axis | None:
        lines = self.chart.lines
        return self._frame.line_at(at, lines) if lines is not None else None

    def _paint_axes(self, painter: QPainter, lines: Crosshairs) -> None:
        colours, frame = self._theme.palette, self._frame
        area, high = frame.area, painter.fontMetrics().height()
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawRect(area)
        painter.setPen(QColor(colours.muted))
        below = [(frame.x(tick), str(tick)) for tick in _TICKS]
        beside = [(frame.y(tick), str(tick)) for tick in _TICKS]
        x, y = frame.x(lines.satisfaction), frame.y(lines.importance)
        for place, text in [*_apart(below, x, 2 * high), (x, number(lines.satisfaction))]:
            box = QRectF(place - 20, area.bottom() + 1, 40, high)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        for place, text in [*_apart(beside, y, high), (y, number(lines.importance))]:
            box = QRectF(area.left() - 24, place - high / 2, 20, high)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, right, text)
        under = frame.axis_name(high)
        painter.drawText(under, Qt.AlignmentFlag.AlignLeft, say("quadrants.satisfaction"))
        painter.save()
        painter.translate(high / 2, area.center().y())
        painter.rotate(-90)
        across = QRectF(-area.height() / 2, -high / 2, area.height(), high)
        painter.drawText(across, Qt.AlignmentFlag.AlignCenter, say("quadrants.importance"))
        painter.restore()

    def _paint_quadrants(self, painter: QPainter, lines: Crosshairs) -> None:
        colours, frame = self._theme.palette, self._frame
        area = frame.area
        x, y = frame.x(lines.satisfaction), frame.y(lines.importance)
        painter.fillRect(frame.box("concentrate-here", lines), QColor(colours.bad_soft))
        colour = colours.field_border if self._pull is None else colours.accent
        painter.setPen(QPen(QColor(colour), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        for name in frame.names(painter.fontMetrics(), lines):
            is_worst = name.quadrant == "concentrate-here"
            painter.setPen(QColor(colours.bad if is_worst else colours.muted))
            painter.drawText(name.box, name.corner, name.text)

    def _paint_dots(self, painter: QPainter, dots: tuple[Dot, ...]) -> None:
        colours = self._theme.palette
        chosen = {identifier for table, identifier in self._bridge.selection}
        places = self._places()
        stamps = {quadrant: self._stamp(quadrant) for quadrant in {dot.quadrant for dot in dots}}
        for dot in dots:
            x, y = places[dot.touchpoint]
            painter.drawPixmap(QPointF(x - _HALF, y - _HALF), stamps[dot.quadrant])
        for dot in dots:
            if dot.touchpoint in chosen:
                self._paint_chosen(painter, dot, QPointF(*places[dot.touchpoint]))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.drawRect(self._frame.area)

    def _stamp(self, quadrant: str) -> QPixmap:
        """The dot of a quadrant: a thousand are stamped faster than drawn."""
        colours, ratio = self._theme.palette, self.devicePixelRatioF()
        stamp = QPixmap(QSize(2 * _HALF, 2 * _HALF) * ratio)
        stamp.setDevicePixelRatio(ratio)
        stamp.fill(Qt.GlobalColor.transparent)
        painter = QPainter(stamp)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.panel), 1.5))
        tone = _TONES.get(quadrant, "accent")
        painter.setBrush(QColor(tone_colours(colours, tone)[0]))
        painter.drawEllipse(QPointF(_HALF, _HALF), _RADIUS, _RADIUS)
        painter.end()
        return stamp

    def _paint_chosen(self, painter: QPainter, dot: Dot, middle: QPointF) -> None:
        colours, area = self._theme.palette, self._frame.area
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.drawEllipse(middle, _RADIUS + 3, _RADIUS + 3)
        name = name_of(self._bridge.document, "touchpoints", dot.touchpoint)
        font = self._theme.font(0.86, bold=True)
        metrics = QFontMetrics(font)
        words = _elided(metrics, name, area.width() / 2)
        wide = metrics.horizontalAdvance(words)
        left = middle.x() + _RADIUS + 7
        if left + wide > area.right():
            left = middle.x() - _RADIUS - 7 - wide
        box = QRectF(left - 3, middle.y() - metrics.height() / 2, wide + 6, metrics.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.panel))
        painter.drawRoundedRect(box, 4, 4)
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setPen(QColor(self._theme.palette.muted))
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.setFont(self._theme.font())
        painter.drawText(self.rect().adjusted(16, 8, -16, -8), flags, say("quadrants.empty"))

    def _nearest(self, pull: _Pull) -> At:
        """Of the places where the lines may stand, the one next to where a line was let go."""
        document, map_id, frame = self._bridge.document, self._bridge.map_id, self._frame

        def away(at: At) -> float:
            lines = chart(document, map_id, at).lines
            assert lines is not None
            if pull.axis == "importance":
                return abs(pull.now.y() - frame.y(lines.importance))
            return abs(pull.now.x() - frame.x(lines.satisfaction))

        return min(_PLACES, key=away)

    def _toggle_lines(self) -> None:
        self._put_lines("means" if self.lines.currentData() == "midpoint" else "midpoint")

    def _put_lines(self, at: At) -> None:
        self.lines.setCurrentIndex(self.lines.findData(at))
        self._move_lines()

    def _move_lines(self) -> None:
        self._settings.set("crosshairs", self.lines.currentData())
        self._forget()

    def _on_change(self, patch: Patch, _document: Document) -> None:
        if patch.tables() & _CONCERNED:
            self._forget()

    def _forget(self, *_: object) -> None:
        self._chart = None
        self.update()


class _Pull(NamedTuple):
    """A line in hand: where the mouse took it, and where it is now."""

    axis: Axis
    start: QPointF
    now: QPointF

    @property
    def is_click(self) -> bool:
        way = self.now - self.start
        return way.manhattanLength() < QApplication.startDragDistance()

    def lines(self, frame: Frame, lines: Crosshairs) -> Crosshairs:
        """The cross-hairs with this line where it is held."""
        if self.axis == "importance":
            return msgspec.structs.replace(lines, importance=frame.importance(self.now.y()))
        return msgspec.structs.replace(lines, satisfaction=frame.satisfaction(self.now.x()))


def _apart(ticks: list[tuple[float, str]], place: float, room: float) -> list[tuple[float, str]]:
    """The ticks that leave so much room round a place."""
    return [tick for tick in ticks if abs(tick[0] - place) >= room]


def _elided(metrics: QFontMetrics, text: str, room: float) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(room)))
