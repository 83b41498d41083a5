"""How the window looks: palette and style sheet from the tokens, recoloured icons."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPixmap, QPixmapCache
from PySide6.QtWidgets import QApplication, QWidget

from workbench.drawing import tokens
from workbench.settings import resource_folder
from workbench.ui.style_sheet import style_sheet

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

STYLE = "Fusion"
"""Qt's style below our sheet."""
PAPERS = ("as-window", "light", "dark")
"""What a map may be drawn on."""


class Theme(QObject):
    """The appearance in force. Views ask it for colours and icons and repaint on `changed`."""

    changed = Signal()

    def __init__(
        self,
        application: QApplication,
        choice: str = "system",
        paper: str = "as-window",
        *,
        is_bare: bool = False,
    ) -> None:
        """A bare one has no style sheet before `dress`: what is built until then is built sooner,

        as Qt looks through the sheet for every widget that gets another parent. The application
        has its style already: to set one here would load all that Qt has to say of styles.
        """
        super().__init__(application)
        self._application = application
        self._choice = choice
        self._paper = paper if paper in PAPERS else PAPERS[0]
        self._is_bare = is_bare
        self._base_font = QFont(application.font())
        if not is_bare:
            application.setStyle(STYLE)
        application.styleHints().colorSchemeChanged.connect(self._on_system_change)
        self._apply()

    def dress(self) -> None:
        """Put the style sheet on, over all that was built without."""
        self._is_bare = False
        self._put_sheet_on()

    @property
    def choice(self) -> str:
        """ "system", "light" or "dark"."""
        return self._choice

    @property
    def appearance(self) -> tokens.Appearance:
        if self._choice == "system":
            scheme = self._application.styleHints().colorScheme()
            return "dark" if scheme == Qt.ColorScheme.Dark else "light"
        return "dark" if self._choice == "dark" else "light"

    @property
    def paper(self) -> str:
        """What the map is drawn on, one of PAPERS."""
        return self._paper

    @property
    def paper_appearance(self) -> tokens.Appearance:
        """How the map looks, which may differ from the window around it."""
        if self._paper == "as-window":
            return self.appearance
        return "dark" if self._paper == "dark" else "light"

    @property
    def palette(self) -> tokens.Palette:
        return tokens.palette(self.appearance)

    def choose(self, choice: str) -> None:
        """Follow the system, or be light or dark whatever it says."""
        if choice != self._choice:
            self._choice = choice
            self._apply()
            self.changed.emit()

    def choose_paper(self, paper: str) -> None:
        """Draw maps on light or dark paper, or on what the window is."""
        if paper != self._paper:
            self._paper = paper
            self.changed.emit()

    def font(self, scale: float = 1.0, *, bold: bool = False) -> QFont:
        """The system's font at `scale` times its size."""
        font = QFont(self._base_font)
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * scale)
        else:
            font.setPixelSize(round(font.pixelSize() * scale))
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """A line icon of `resources/icons` in `colour` (the muted text colour without one)."""
        return _icon(name, colour or self.palette.muted, self.palette.faint)

    def _on_system_change(self) -> None:
        if self._choice == "system":
            self._apply()
            self.changed.emit()

    def _apply(self) -> None:
        colours = self.palette
        self._application.setPalette(_qt_palette(colours))
        # Qt scales icons for one palette, and finds none of them again for another
        QPixmapCache.clear()
        if not self._is_bare:
            self._put_sheet_on()

    def _put_sheet_on(self) -> None:
        sheet = style_sheet(self.palette, self.appearance, QFont(self._base_font).pointSizeF())
        self._application.setStyleSheet(sheet)


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, faint: str) -> QIcon:
    """One for all who show it: Qt keeps what it scales for each icon of its own."""
    icon = QIcon()
    for mode, tint in (
        (QIcon.Mode.Normal, colour),
        (QIcon.Mode.Selected, colour),
        (QIcon.Mode.Disabled, faint),
    ):
        icon.addPixmap(icon_pixmap(name, tint, 24, 2.0), mode)
    return icon


@lru_cache(maxsize=512)
def icon_drawing(name: str, colour: str) -> QSvgRenderer:
    """The icon as lines in `colour`."""
    # imported here because the start page has no icons
    from PySide6.QtSvg import QSvgRenderer

    path = resource_folder() / "icons" / f"{name}.svg"
    source = path.read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))


@lru_cache(maxsize=512)
def icon_pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """The icon as a square pixmap of `size` logical pixels, drawn in `colour`."""
    drawing = icon_drawing(name, colour)
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    drawing.render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget one of the style sheet's roles, e.g. "primary", "section", "muted"."""
    widget.setProperty("role", role)
    # one that was never shown gets its look when it is
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_sheet(widget: QWidget, sheet: str) -> None:
    """Give a widget a style sheet of its own, unless it has it: Qt reads even the same anew."""
    if widget.styleSheet() != sheet:
        widget.setStyleSheet(sheet)


def _qt_palette(colours: tokens.Palette) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.panel,
        QPalette.ColorRole.AlternateBase: colours.window,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.Button: colours.panel,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.BrightText: colours.bad,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.ToolTipBase: colours.panel,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.Mid: colours.line,
        QPalette.ColorRole.Dark: colours.field_border,
        QPalette.ColorRole.Light: colours.panel,
        QPalette.ColorRole.Shadow: colours.line,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.faint))
    return palette
