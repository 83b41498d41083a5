"""Buttons of a toolbar that follow their actions all day."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QToolBar, QToolButton


class ActionFollower(QObject):
    """Keeps the buttons of a toolbar as their actions are, in the place of Qt.

    QToolButton listens to its action once more whenever that changes (seen in Qt 6.11), so
    that after some thousand edits one step of undo would be told some thousand times over.
    """

    def __init__(self, bar: QToolBar) -> None:
        super().__init__(bar)
        for action in bar.actions():
            button = bar.widgetForAction(action)
            if isinstance(button, QToolButton) and button.defaultAction() is not None:
                button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ActionChanged or not isinstance(watched, QToolButton):
            return False
        action = watched.defaultAction()
        watched.setText(action.iconText())
        watched.setIcon(action.icon())
        watched.setToolTip(action.toolTip())
        watched.setStatusTip(action.statusTip())
        watched.setEnabled(action.isEnabled())
        watched.setCheckable(action.isCheckable())
        watched.setChecked(action.isChecked())
        return True
