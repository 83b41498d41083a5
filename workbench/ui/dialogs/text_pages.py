"""Pages to read: the user guide and the list of keys."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QFont, QKeySequence, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from workbench.settings import resource_folder
from workbench.ui.actions.catalogue import CATALOGUE, MENUS
from workbench.ui.theme import set_role
from workbench.words.say import say

_ABOVE_HEADING, _BELOW_HEADING, _BESIDE_SCROLL_BAR = 20, 6, 16
_CANVAS_KEYS = (
    "enter",
    "tab",
    "f2",
    "arrows",
    "home",
    "ctrl_arrows",
    "shift_arrows",
    "digits",
    "satisfaction",
    "feeling",
    "space",
    "ctrl_wheel",
    "escape",
)


def show_guide(parent: QWidget) -> None:
    """The user guide, rendered here; nothing is fetched."""
    guide = (resource_folder() / "guide.md").read_text(encoding="utf-8")
    browser = QTextBrowser()
    browser.setMarkdown(guide)
    _show(parent, say("action.guide"), browser)


def show_shortcuts(parent: QWidget) -> None:
    """Every action that has a key, by menu, and the keys of the canvas."""
    browser = QTextBrowser()
    browser.setHtml(shortcuts_html())
    _show(parent, say("shortcuts.title"), browser)


def shortcuts_html() -> str:
    """The list of keys as HTML."""
    parts = []
    for menu in MENUS:
        rows = [
            (say(f"action.{spec.id}"), ", ".join(_key(key) for key in (spec.key, spec.also) if key))
            for spec in CATALOGUE
            if spec.menu.split(".")[0] == menu and spec.key
        ]
        if rows:
            parts.append(_table(say(f"menu.{menu}").replace("&", ""), rows))
    canvas = [(say(f"key.{name}.does"), say(f"key.{name}")) for name in _CANVAS_KEYS]
    return _table(say("shortcuts.canvas"), canvas) + "".join(parts)


def _key(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _table(title: str, rows: list[tuple[str, str]]) -> str:
    cells = "".join(
        f"<tr><td width='340'>{escape(does.rstrip('…'))}</td><td><b>{escape(key)}</b></td></tr>"
        for does, key in rows
    )
    return f"<h3>{escape(title)}</h3><table cellpadding='3'>{cells}</table>"


def _show(parent: QWidget, title: str, browser: QTextBrowser) -> None:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.resize(720, 760)
    set_role(dialog, "panel")
    browser.setOpenLinks(False)
    _space(browser)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.button(QDialogButtonBox.StandardButton.Close).setText(say("shortcuts.close"))
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(28, 24, 8, 20)
    column.setSpacing(16)
    column.addWidget(browser)
    foot = QHBoxLayout()
    foot.setContentsMargins(0, 0, 20, 0)
    foot.addWidget(buttons)
    column.addLayout(foot)
    dialog.exec()
    dialog.deleteLater()


def _space(browser: QTextBrowser) -> None:
    """Keep text off the scroll bar, and set headings off from the text before them."""
    document = browser.document()
    document.setDocumentMargin(0)
    frame = document.rootFrame().frameFormat()
    frame.setRightMargin(_BESIDE_SCROLL_BAR)
    document.rootFrame().setFrameFormat(frame)
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        if level:
            shape = block.blockFormat()
            shape.setTopMargin(0 if block == document.begin() else _ABOVE_HEADING)
            shape.setBottomMargin(_BELOW_HEADING)
            cursor = QTextCursor(block)
            cursor.setBlockFormat(shape)
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            letters = QTextCharFormat()
            letters.setProperty(QTextFormat.Property.FontSizeAdjustment, 2 if level == 1 else 1)
            letters.setFontWeight(QFont.Weight.DemiBold)
            cursor.mergeCharFormat(letters)
        block = block.next()
