"""What is asked before work could go."""

from __future__ import annotations

import datetime
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from workbench.store.locks import Holder, Life
from workbench.ui.files import holder_texts
from workbench.words.file_names import shown
from workbench.words.say import say


class Other(Enum):
    """What to do about a file that somebody else changed."""

    MERGE = auto()
    SAVE_ELSEWHERE = auto()
    REPLACE = auto()
    CANCEL = auto()


class Held(Enum):
    """How to open a file that somebody else has open."""

    READ_ONLY = auto()
    COPY = auto()
    ANYWAY = auto()
    CANCEL = auto()


def to_save(window: QWidget, name: str) -> QMessageBox.StandardButton:
    """Whether to save before what is open goes: Save, Discard or Cancel."""
    box = _box(window, say("file.save_question", name=shown(name)))
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
    """Somebody else changed the file: merge, save elsewhere, replace theirs, or not at all."""
    box = _box(window, say("file.changed_question", name=shown(path.name)))
    box.setInformativeText(say("file.changed_question_more"))
    roles = QMessageBox.ButtonRole
    merge = box.addButton(say("file.button_merge"), roles.AcceptRole)
    elsewhere = box.addButton(say("file.button_save_as"), roles.AcceptRole)
    replace = box.addButton(say("file.button_replace"), roles.DestructiveRole)
    box.addButton(say("file.button_cancel"), roles.RejectRole)
    box.setDefaultButton(merge)
    box.exec()
    box.deleteLater()
    answers = {merge: Other.MERGE, elsewhere: Other.SAVE_ELSEWHERE, replace: Other.REPLACE}
    return next((it for at, it in answers.items() if box.clickedButton() is at), Other.CANCEL)


def about_holder(window: QWidget, path: Path, holder: Holder, now: datetime.datetime) -> Held:
    """Somebody else has the file open, or seems to: how to open it here, or not at all."""
    box = _box(window, holder_texts.headline(holder, shown(path.name)))
    box.setInformativeText(holder_texts.explanation(holder, now))
    roles = QMessageBox.ButtonRole
    read_only = box.addButton(say("lock.button.read_only"), roles.AcceptRole)
    copy = box.addButton(say("lock.button.copy"), roles.AcceptRole)
    answers = {read_only: Held.READ_ONLY, copy: Held.COPY}
    if holder.life is Life.SILENT:
        answers[box.addButton(say("lock.button.anyway"), roles.DestructiveRole)] = Held.ANYWAY
    box.addButton(say("file.button_cancel"), roles.RejectRole)
    box.setDefaultButton(read_only)
    box.exec()
    box.deleteLater()
    return next((it for at, it in answers.items() if box.clickedButton() is at), Held.CANCEL)


def may_replace(window: QWidget, path: Path) -> bool:
    """Whether the file that is there may be replaced by another one."""
    box = _box(window, say("file.replace_question", name=shown(path.name)))
    box.setInformativeText(say("file.replace_question_more"))
    roles = QMessageBox.ButtonRole
    replace = box.addButton(say("file.button_replace_file"), roles.DestructiveRole)
    cancel = box.addButton(say("file.button_cancel"), roles.RejectRole)
    box.setDefaultButton(cancel)
    box.exec()
    box.deleteLater()
    return box.clickedButton() is replace


def _box(window: QWidget, text: str) -> QMessageBox:
    box = QMessageBox(window)
    # names of files and people are no markup
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    return box
