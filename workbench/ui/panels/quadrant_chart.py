"""Importance × satisfaction: the touchpoints of the map in four quadrants."""

from __future__ import annotations

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
from PySide6.QtWidgets import QComboBox, QToolTip, QWidget

from workbench.analysis.importance_performance import At, Chart, Crosshairs, Dot, chart
from workbench.drawing.scatter import near, spread
from workbench.model.document import Document
from workbench.model.patch import Patch
from workbench.store.settings_file import SettingsStore
from workbench.ui.bridge import Bridge
from workbench.ui.pills import Tone, tone_colours
from workbench.ui.theme import Theme, set_role
from workbench.words.finding_sentences import name_of
from workbench.words.say import number, say

_LOWEST, _HIGHEST = 1.0, 10.0
_ROOM = 0.5
"""The scale is drawn so much longer at both ends, that dots at 1 and 10 are whole."""

_LEFT, _TOP, _RIGHT, _BOTTOM = 34, 6, 14, 40
_RADIUS = 5.0
_HALF = 7
"""Half the side of a dot's stamp: its radius and the ring round it."""
_REACH = 9.0
_TICKS = (1, 5, 10)
_CONCERNED = frozenset({"touchpoints", "maps", "stages", "lanes"})
_PLACES: tuple[At, ...] = ("means", "midpoint")
_TONES: dict[str, Tone] = {"concentrate-here": "bad", "keep-up": "good", "low-priority": "plain"}


class QuadrantChart(QWidget):
    """Dots to click, or to go through with the arrow keys; the selection is marked."""

    def __init__(
        self, bridge: Bridge, theme: Theme, settings: SettingsStore, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._theme, self._settings = bridge, theme, settings
        self._chart: Chart | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say("quadrants.name"))
        self.lines = QComboBox(self)
        """Where the cross-hairs stand."""
        self.lines.setFont(theme.font(0.86))
        self.lines.setProperty("role", "flat")
        self.lines.setAccessibleName(say("quadrants.lines_name"))
        self.lines.setToolTip(say("quadrants.lines_name"))
        for place in _PLACES:
            self.lines.addItem(say(f"quadrants.lines.{place}"), place)
        self.lines.setCurrentIndex(max(0, self.lines.findData(settings.get("crosshairs"))))
        self.lines.activated.connect(self._move_lines)
        bridge.loaded.connect(self._forget)
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
        middle = self._axis_name(QFontMetrics(self.lines.font()).height()).center().y()
        right = self.rect().right() - self.lines.rect().right()
        self.lines.move(right, round(middle - self.lines.height() / 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(0.86))
        drawn = self.chart
        if not drawn.dots or drawn.lines is None:
            self._paint_empty(painter)
        else:
            self._paint_axes(painter)
            self._paint_quadrants(painter, drawn.lines)
            self._paint_dots(painter, drawn.dots)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            here = self._near(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "\n".join(self._says(dot) for dot in here), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        here = self._near(event.position())
        if event.button() == Qt.MouseButton.LeftButton and here:
            self._go_to(here[0].touchpoint)
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
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
        points = {
            dot.touchpoint: (self._x(dot.satisfaction), self._y(dot.importance))
            for dot in self.chart.dots
        }
        return spread(points, 2 * _RADIUS + 1)

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)

    def _axis_name(self, high: float) -> QRectF:
        """Where satisfaction is named, in a line this high."""
        area = self._area()
        return QRectF(area.left(), area.bottom() + high + 4, area.width(), high)

    def _x(self, satisfaction: float) -> float:
        area = self._area()
        return area.left() + area.width() * _part(satisfaction)

    def _y(self, importance: float) -> float:
        area = self._area()
        return area.bottom() - area.height() * _part(importance)

    def _paint_axes(self, painter: QPainter) -> None:
        colours, area = self._theme.palette, self._area()
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawRect(area)
        painter.setPen(QColor(colours.muted))
        high = painter.fontMetrics().height()
        for tick in _TICKS:
            below = QRectF(self._x(tick) - 12, area.bottom() + 1, 24, high)
            beside = QRectF(area.left() - 20, self._y(tick) - high / 2, 16, high)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(tick))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(beside, right, str(tick))
        under = self._axis_name(high)
        painter.drawText(under, Qt.AlignmentFlag.AlignLeft, say("quadrants.satisfaction"))
        painter.save()
        painter.translate(high / 2 + 1, area.center().y())
        painter.rotate(-90)
        across = QRectF(-area.height() / 2, -high / 2, area.height(), high)
        painter.drawText(across, Qt.AlignmentFlag.AlignCenter, say("quadrants.importance"))
        painter.restore()

    def _paint_quadrants(self, painter: QPainter, lines: Crosshairs) -> None:
        colours, area = self._theme.palette, self._area()
        x, y = self._x(lines.satisfaction), self._y(lines.importance)
        worst = QRectF(area.topLeft(), QPointF(x, y))
        painter.fillRect(worst, QColor(colours.bad_soft))
        painter.setPen(QPen(QColor(colours.field_border), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        boxes = {
            "concentrate-here": (worst, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft),
            "keep-up": (
                QRectF(QPointF(x, area.top()), QPointF(area.right(), y)),
                Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight,
            ),
            "low-priority": (
                QRectF(QPointF(area.left(), y), QPointF(x, area.bottom())),
                Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft,
            ),
            "possible-overkill": (
                QRectF(QPointF(x, y), area.bottomRight()),
                Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight,
            ),
        }
        for name, (box, alignment) in boxes.items():
            painter.setPen(QColor(colours.bad if name == "concentrate-here" else colours.muted))
            inside = box.adjusted(5, 3, -5, -3)
            words = _elided(painter.fontMetrics(), say(f"quadrant.{name}"), inside.width())
            painter.drawText(inside, alignment, words)

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
            painter.drawRect(self._area())

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
        colours, area = self._theme.palette, self._area()
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

    def _move_lines(self) -> None:
        self._settings.set("crosshairs", self.lines.currentData())
        self._forget()

    def _on_change(self, patch: Patch, _document: Document) -> None:
        if patch.tables() & _CONCERNED:
            self._forget()

    def _forget(self, *_: object) -> None:
        self._chart = None
        self.update()


def _part(score: float) -> float:
    """How far along its axis a score lies, from 0 to 1."""
    return (score - _LOWEST + _ROOM) / (_HIGHEST - _LOWEST + 2 * _ROOM)


def _elided(metrics: QFontMetrics, text: str, room: float) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(room)))
