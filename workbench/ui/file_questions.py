"""What is asked before work could go."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

from workbench.words.say import say


class Other(Enum):
    """What to do about a file that somebody else changed."""

    SAVE_ELSEWHERE = auto()
    REPLACE = auto()
    CANCEL = auto()


def to_save(window: QWidget, name: str) -> QMessageBox.StandardButton:
    """Whether to save before what is open goes: Save, Discard or Cancel."""
    box = QMessageBox(window)
    box.setText(say("file.save_question", name=name))
    box.setInformativeText(say("file.save_question_more"))
    buttons = QMessageBox.StandardButton
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    box.setDefaultButton(buttons.Save)
    for button, code in (
        (buttons.Save, "file.button_save"),
        (buttons.Discard, "file.button_discard"),
        (buttons.Cancel, "file.button_cancel"),
    ):
        box.button(button).setText(say(code))
    box.exec()
    box.deleteLater()
    return box.standardButton(box.clickedButton())


def about_other(window: QWidget, path: Path) -> Other:
    """Somebody else changed the file: save elsewhere, replace theirs, or not at all."""
    box = QMessageBox(window)
    box.setText(say("file.changed_question", name=path.name))
    box.setInformativeText(say("file.changed_question_more"))
    roles = QMessageBox.ButtonRole
    elsewhere = box.addButton(say("file.button_save_as"), roles.AcceptRole)
    replace = box.addButton(say("file.button_replace"), roles.DestructiveRole)
    box.addButton(say("file.button_cancel"), roles.RejectRole)
    box.setDefaultButton(elsewhere)
    box.exec()
    box.deleteLater()
    if box.clickedButton() is elsewhere:
        return Other.SAVE_ELSEWHERE
    return Other.REPLACE if box.clickedButton() is replace else Other.CANCEL


def may_replace(window: QWidget, path: Path) -> bool:
    """Whether the file that is there may be replaced by another one."""
    box = QMessageBox(window)
    box.setText(say("file.replace_question", name=path.name))
    box.setInformativeText(say("file.replace_question_more"))
    roles = QMessageBox.ButtonRole
    replace = box.addButton(say("file.button_replace_file"), roles.DestructiveRole)
    cancel = box.addButton(say("file.button_cancel"), roles.RejectRole)
    box.setDefaultButton(cancel)
    box.exec()
    box.deleteLater()
    return box.clickedButton() is replace
