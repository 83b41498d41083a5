"""Long menus: headings, and a search line at the top that leaves only what matches."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QWidgetAction

from workbench.ui.theme import set_role
from workbench.words.folding import folded
from workbench.words.say import say

_LONG = 6
"""A menu of so many choices is taken in at a glance; a longer one can be searched."""


def add_search(menu: QMenu) -> MenuSearch | None:
    """Put a search line at the top of a filled menu; None where it is short."""
    return MenuSearch(menu) if len(choices_of(menu)) > _LONG else None


def add_heading(menu: QMenu, text: str) -> None:
    """Put a heading above what follows; the style sheet leaves out the text of Qt's own."""
    label = QLabel(text)
    label.setContentsMargins(12, 6, 12, 2)
    set_role(label, "small")
    heading = QWidgetAction(menu)
    heading.setDefaultWidget(label)
    heading.setText(text)
    heading.setEnabled(False)
    menu.addAction(heading)


def choices_of(menu: QMenu) -> list[QAction]:
    """What can be chosen in a menu, without its headings."""
    return [it for it in menu.actions() if it.isEnabled() and not it.isSeparator()]


class MenuSearch(QObject):
    """Hides what does not contain every typed word; Enter takes the first that is left.

    Arrows walk the menu as usual, and typing while it is walked goes back to the line.
    """

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self._menu = menu
        self._actions = menu.actions()
        # asked now: what is hidden counts as disabled
        self._choices = choices_of(menu)
        self.line = QLineEdit()
        self.line.setObjectName("menu-search")
        self.line.setPlaceholderText(say("search.hint"))
        self.line.setAccessibleName(say("search.hint"))
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._filter)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(self.line)
        menu.insertAction(self._actions[0], holder)
        self._nothing = menu.addAction(say("search.nothing"))
        self._nothing.setEnabled(False)
        self._nothing.setVisible(False)
        self.line.installEventFilter(self)
        menu.installEventFilter(self)
        # once the menu is open: opening takes the focus
        menu.aboutToShow.connect(lambda: QTimer.singleShot(0, self.line, self.line.setFocus))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = event.key()
        if watched is self.line:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._walk(1 if key == Qt.Key.Key_Down else -1)
                return True
            return False
        typed = event.text()
        if typed.strip() and typed.isprintable():
            self.line.setFocus()
            self.line.insert(typed)
            return True
        return False

    def _shown(self) -> list[QAction]:
        return [it for it in self._choices if it.isVisible()]

    def _filter(self, text: str) -> None:
        words, choices = folded(text).split(), set(self._choices)
        heading: QWidgetAction | None = None
        filled = False
        for action in self._actions:
            if isinstance(action, QWidgetAction):
                _show_heading(heading, filled)
                heading, filled = action, False
                continue
            name = folded(action.text().replace("&&", "&"))
            matches = not words or (action in choices and all(word in name for word in words))
            action.setVisible(matches)
            filled = filled or matches
        _show_heading(heading, filled)
        self._nothing.setVisible(not self._shown())

    def _take(self) -> None:
        """The first that is left; nothing before anything was typed, as it would be a guess."""
        left = self._shown()
        if left and self.line.text().strip():
            self._menu.close()
            left[0].trigger()

    def _walk(self, step: int) -> None:
        left = self._shown()
        if left:
            self._menu.setFocus()
            self._menu.setActiveAction(left[0 if step > 0 else -1])


def _show_heading(heading: QWidgetAction | None, on: bool) -> None:
    if heading is not None:
        heading.setVisible(on)
        # a menu leaves the widget of a hidden action where it was
        heading.defaultWidget().setVisible(on)
