"""The playbook of a map: what is said of each practice, stage by stage."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.analysis import playbook
from workbench.analysis.playbook import Practice
from workbench.model import queries
from workbench.model.commands import practices
from workbench.model.fields import fields_of
from workbench.ui.panels.controls import ComboBox
from workbench.ui.panels.target import Part, Target
from workbench.ui.theme import set_role
from workbench.words.labels import choice_name
from workbench.words.say import say


class PlaybookPart(Part):
    """Every practice that the map's stages call for, with its state to choose."""

    def __init__(self, target: Target) -> None:
        super().__init__(target, "practices", "stages")
        self._boxes: dict[str, ComboBox] = {}
        self._counts: dict[str, QLabel] = {}
        self._built: tuple[object, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._body: QWidget | None = None

    def _update(self) -> None:
        if len(self.target.ids) != 1:
            return
        (map_id,) = self.target.ids
        groups = self._groups(map_id)
        wanted = tuple((name, [it.id for it in members]) for name, members in groups)
        if wanted != self._built:
            self._built = wanted
            self._build(groups)
        states = playbook.states(self.target.document, map_id)
        for code, box in self._boxes.items():
            box.setCurrentIndex(max(0, box.findData(states.get(code))))
        for name, members in groups:
            done = sum(states.get(it.id) in ("in-place", "not-for-us") for it in members)
            self._counts[name].setText(say("playbook.count", n=done, all=len(members)))

    def _groups(self, map_id: str) -> list[tuple[str, list[Practice]]]:
        stages = queries.stages(self.target.document, map_id)
        groups: dict[str, list[Practice]] = {}
        for practice in playbook.practices():
            if playbook.stage_for(practice, stages) is not None:
                groups.setdefault(practice.role, []).append(practice)
        return list(groups.items())

    def _build(self, groups: list[tuple[str, list[Practice]]]) -> None:
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._boxes, self._counts = {}, {}
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if not groups:
            hint = QLabel(say("playbook.none"))
            hint.setWordWrap(True)
            set_role(hint, "small")
            column.addWidget(hint)
        for place, (role, members) in enumerate(groups):
            name = QLabel(choice_name("role", role))
            set_role(name, "strong")
            count = QLabel()
            set_role(count, "small")
            head = QHBoxLayout()
            head.setContentsMargins(0, 8 if place else 0, 0, 0)
            head.addWidget(name, 1)
            head.addWidget(count)
            column.addLayout(head)
            self._counts[role] = count
            for practice in members:
                column.addLayout(self._line(practice))
        self._column.addWidget(self._body)
        self._body.show()

    def _line(self, practice: Practice) -> QHBoxLayout:
        title = QLabel(practice.title)
        title.setWordWrap(True)
        title.setToolTip(practice.answers)
        box = ComboBox()
        box.setObjectName(f"practice-{practice.id}")
        box.setAccessibleName(practice.title)
        box.setToolTip(practice.answers)
        box.setFixedWidth(112)
        box.addItem(say("playbook.open"), None)
        for state in fields_of("practices")["state"].choices:
            box.addItem(choice_name("state", state), state)
        box.activated.connect(lambda place: self._set(practice, box.itemData(place)))
        title.setBuddy(box)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(title, 1)
        line.addWidget(box)
        self._boxes[practice.id] = box
        return line

    def _set(self, practice: Practice, state: str | None) -> None:
        (map_id,) = self.target.ids
        self.target.run(practices.set_state, map_id, practice.id, state)
