"""Pages to read: the user guide and the list of keys."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from workbench.settings import resource_folder
from workbench.ui.actions.catalogue import CATALOGUE, MENUS
from workbench.words.say import say

_CANVAS_KEYS = (
    "enter",
    "tab",
    "f2",
    "arrows",
    "ctrl_arrows",
    "delete",
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
            (say(f"action.{spec.id}"), _key(spec.key))
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
        f"<tr><td width='300'>{escape(does.rstrip('…'))}</td><td><b>{escape(key)}</b></td></tr>"
        for does, key in rows
    )
    return f"<h3>{escape(title)}</h3><table cellpadding='3'>{cells}</table>"


def _show(parent: QWidget, title: str, browser: QTextBrowser) -> None:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.resize(680, 720)
    browser.setOpenLinks(False)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.button(QDialogButtonBox.StandardButton.Close).setText(say("shortcuts.close"))
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(browser)
    column.addWidget(buttons)
    dialog.exec()
    dialog.deleteLater()
