"""The inspector: whatever is selected, ready to be edited; the map where nothing is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.patch import Patch
from workbench.ui.bridge import Bridge, Place
from workbench.ui.panels.fields import FieldEditor
from workbench.ui.panels.inspector_forms import Form, form_key
from workbench.ui.scrolled import Scrolled
from workbench.ui.theme import Theme, set_role
from workbench.words.labels import table_name
from workbench.words.say import say


class Inspector(Scrolled):
    """Shows one form at a time; forms are built when they are first needed."""

    form_switched = Signal()
    """Another kind of thing is shown than before."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._theme = theme
        self._forms: dict[str, Form] = {}
        self._form: Form | None = None
        self._build()
        bridge.loaded.connect(self._show_selection)
        bridge.selection_changed.connect(self._on_view)
        bridge.map_changed.connect(self._on_view)
        bridge.changed.connect(self._on_changed)
        theme.changed.connect(self._dress)
        self._dress()
        self._show_selection()

    def form(self) -> Form | None:
        """The form that is shown, if any."""
        return self._form

    def focus_first(self) -> None:
        """Put the cursor into the first field, e.g. right after something was added."""
        if self._form is not None:
            first = next(iter(self._form.parts.values()))
            if isinstance(first, FieldEditor):
                first.control.setFocus()
                if isinstance(first.control, QLineEdit):
                    first.control.selectAll()

    def _build(self) -> None:
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = QLabel()
        self._title.setObjectName("inspector-title")
        set_role(self._title, "section")
        self._delete = QToolButton()
        self._delete.setObjectName("inspector-delete")
        self._delete.setFixedSize(28, 28)
        self._delete.setIconSize(QSize(16, 16))
        self._delete.setStyleSheet("padding: 0")
        self._delete.clicked.connect(self._remove)
        # as high as its button, so that nothing jumps where there is none
        self._title.setMinimumHeight(self._delete.height())
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._delete)
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        set_role(self._hint, "muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 16)
        self._column.setSpacing(8)
        self._column.addLayout(head)
        self._column.addWidget(self._hint)
        self._column.addStretch(1)

    def _dress(self) -> None:
        self._delete.setIcon(self._theme.icon("trash"))

    def _on_view(self, _chosen: object) -> None:
        self._show_selection()

    def _chosen(self) -> tuple[Place, ...]:
        """The selection, or the current map where there is none."""
        alive = tuple(
            place for place in self._bridge.selection if self._bridge.document.get(*place)
        )
        if not alive and self._bridge.map_id:
            return (("maps", self._bridge.map_id),)
        return alive

    def _show_selection(self) -> None:
        chosen = self._chosen()
        tables = {table for table, _ in chosen}
        table = tables.pop() if len(tables) == 1 else ""
        key = None
        if table:
            key = form_key(self._bridge.document, table, [it for _, it in chosen])
        self._show_head(len(chosen), table)
        if not chosen:
            self._hint.setText(say("inspector.no_map") if self._bridge.is_begun else "")
        elif key is None:
            self._hint.setText(say("inspector.mixed"))
        self._hint.setVisible(key is None)
        self._switch_to(key)
        if self._form is not None:
            self._form.show_entities([identifier for _, identifier in chosen])

    def _show_head(self, n: int, table: str) -> None:
        noun = table_name(table, n) if table else say("words.items", n=n)
        title = noun if n == 1 else say("inspector.count", n=n, noun=noun)
        self._title.setText(title.upper() if n else say("inspector.title").upper())
        self._title.setAccessibleName(title)
        self._delete.setVisible(n > 0 and table != "maps")
        tip = say("inspector.delete", noun=title)
        self._delete.setToolTip(tip)
        self._delete.setAccessibleName(tip)

    def _switch_to(self, key: str | None) -> None:
        wanted = None
        if key is not None:
            wanted = self._forms.get(key)
            if wanted is None:
                wanted = self._forms[key] = Form(self._bridge, self._theme, key)
                self._column.insertWidget(self._column.count() - 1, wanted)
        if wanted is not self._form:
            if self._form is not None:
                self._form.hide()
            if wanted is not None:
                wanted.show()
            self._form = wanted
            self.form_switched.emit()

    def _on_changed(self, patch: Patch, document: Document) -> None:
        chosen = self._chosen()
        if self._form is None or self._form.target.ids != tuple(it for _, it in chosen):
            self._show_selection()
            return
        if form_key(document, chosen[0][0], self._form.target.ids) is not None:
            self._form.follow(patch.tables())

    def _remove(self) -> None:
        self._bridge.run(edit.remove, self._bridge.selection)
