"""Rows of a spreadsheet about to be pasted: what each column is, seen on the rows themselves."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.exchange.clipboard import rows as meanings
from workbench.exchange.clipboard.grid import Grid
from workbench.exchange.clipboard.rows import SEVERAL, Meaning, Pasting, Understood
from workbench.model import queries
from workbench.model.commands.landing import Target
from workbench.model.commands.pasted_rows import Row, new_channels, new_stages
from workbench.model.document import Document
from workbench.ui.dialogs.paste_preview import PastePreview
from workbench.ui.dialogs.paste_words import listed, scale_name
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say

_LEAST_WIDTH, _MOST_WIDTH = 640, 1180
_LEAST_HEIGHT, _MOST_HEIGHT = 380, 720
_AROUND = 300


class PasteColumns(QDialog):
    """Shows the rows with a choice above each column; `rows` is what was decided."""

    def __init__(
        self,
        theme: Theme,
        document: Document,
        grid: Grid,
        target: Target,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._grid, self._target = document, grid, target
        names = [stage.name for stage in queries.stages(document, target.map)]
        self._stages = names
        self._understood = meanings.understand(grid, names)
        self.setWindowTitle(say("paste.window"))
        set_role(self, "panel")
        self._heading, self._where, self._told = QLabel(), QLabel(), QLabel()
        set_role(self._heading, "heading")
        for label in (self._where, self._told):
            set_role(label, "small")
            label.setWordWrap(True)
        self.headings = QCheckBox(say("paste.headings"))
        self.headings.setChecked(self._understood.headings)
        self.headings.toggled.connect(self._on_headings)
        self.preview = PastePreview(theme, grid)
        self.preview.chosen.connect(self._on_chosen)
        self.paste = QPushButton()
        set_role(self.paste, "primary")
        self.paste.setDefault(True)
        self.paste.clicked.connect(self.accept)
        self._build()
        self._show()
        wide = self.preview.wanted_width() + 2 * 28
        high = self.preview.wanted_height() + _AROUND
        self.resize(
            max(_LEAST_WIDTH, min(wide, _MOST_WIDTH)), max(_LEAST_HEIGHT, min(high, _MOST_HEIGHT))
        )
        self.paste.setFocus()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The touchpoints that the rows become."""
        return self._pasting.rows

    def _build(self) -> None:
        cancel = QPushButton(say("paste.cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.headings)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.paste)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(4)
        column.addWidget(self._heading)
        column.addWidget(self._where)
        column.addSpacing(12)
        column.addWidget(self.preview, 1)
        column.addSpacing(8)
        column.addWidget(self._told)
        column.addSpacing(12)
        column.addLayout(foot)

    def _on_headings(self, on: bool) -> None:
        self._understood = Understood(on, meanings.guess(self._grid, on, self._stages))
        self._show()

    def _on_chosen(self, column: int, meaning: Meaning) -> None:
        """Take a column for something; what only one can be, another gives up."""
        columns = list(self._understood.columns)
        if meaning not in SEVERAL and meaning in columns:
            columns[columns.index(meaning)] = "nothing"
        columns[column] = meaning
        self._understood = Understood(self._understood.headings, tuple(columns))
        self._show()

    def _show(self) -> None:
        self._pasting = meanings.read(self._grid, self._understood, self._document)
        n = len(self._pasting.rows)
        self.preview.show_understood(self._understood, self._pasting.unread)
        self._heading.setText(say("paste.heading", n=n))
        self._where.setText(self._place())
        told = self._what_to_know(self._pasting)
        self._told.setText("\n".join(told))
        self._told.setVisible(bool(told))
        self.paste.setText(say("paste.do", n=n))
        self.paste.setEnabled(n > 0)

    def _place(self) -> str:
        lanes = queries.lanes(self._document, self._target.map)
        taking = [it for it in lanes if it.kind == "touchpoints"]
        lane = next((it for it in taking if it.id == self._target.lane), next(iter(taking), None))
        lane_name = lane.name if lane is not None else ""
        if "stage" in self._understood.columns:
            return say("paste.where_stages", lane=lane_name)
        stages = queries.stages(self._document, self._target.map)
        chosen = (it for it in stages if it.id == self._target.stage)
        stage = next(chosen, next(iter(stages), None))
        return say("paste.where", lane=lane_name, stage=stage.name if stage is not None else "")

    def _what_to_know(self, pasting: Pasting) -> list[str]:
        told = []
        if "title" not in self._understood.columns:
            told.append(say("paste.no_title"))
        for converted in pasting.converted:
            is_feeling = self._understood.columns[converted.column] == "feeling"
            told.append(
                say(
                    "paste.converted",
                    column=self.preview.name_of(converted.column),
                    scale=scale_name(converted.scale),
                    target=say(f"paste.converted.{'feeling' if is_feeling else 'score'}"),
                )
            )
        for code, names in (
            ("paste.new_stages", new_stages(self._document, self._target.map, pasting.rows)),
            ("paste.new_channels", new_channels(self._document, pasting.rows)),
        ):
            if names:
                told.append(say(code, n=len(names), names=listed(names)))
        if pasting.unread:
            cells = dict.fromkeys(self._grid[it.row][it.column] for it in pasting.unread)
            told.append(say("paste.unread", n=len(pasting.unread), values=listed(tuple(cells))))
        return told
