"""Who a persona is: the left column of the persona editor."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeySequence,
    QShowEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.model import queries
from workbench.model.entities import Persona
from workbench.model.fields import fields_of
from workbench.model.patch import Patch
from workbench.ui.bridge import Bridge
from workbench.ui.panels.avatar import avatar
from workbench.ui.panels.chips import ChipRow
from workbench.ui.panels.fields import FieldEditor, LineEditor, TextEditor, field_editor
from workbench.ui.panels.menu_search import add_heading
from workbench.ui.panels.target import Part, Target
from workbench.ui.pictures import holds_picture, pasted
from workbench.ui.scrolled import Scrolled
from workbench.ui.theme import Theme, set_role
from workbench.words.labels import choice_name, field_name
from workbench.words.say import number, say

_WIDTH = 328
_AVATAR = 76
_FAMILIES = ("owned", "paid", "earned")


class PersonaForm(QScrollArea):
    """Edits one persona's own fields through the bridge, as they are typed."""

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        persona_id: str,
        choose_picture: Callable[[], str | None] | None,
        pictures: Mapping[str, bytes],
        keep_picture: Callable[[bytes], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._target = Target(bridge, "personas", (persona_id,))
        self._choose_picture = choose_picture
        self._pictures = pictures
        self._keep_picture = keep_picture
        self._parts: list[Part] = []
        self.setFixedWidth(_WIDTH)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self, "window")
        self._inside = inside = Scrolled()
        set_role(inside, "window")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(24, 24, 20, 16)
        self._column.setSpacing(8)
        self._column.addLayout(self._head())
        self._column.addSpacing(4)
        self._build()
        self._column.addStretch(1)
        self.setWidget(inside)
        theme.changed.connect(self._dress)
        for part in self._parts:
            part.refresh(force=True)
        self._dress()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # large letters need more; how large they are is known only now
        bar = self.verticalScrollBar().sizeHint().width()
        self.setFixedWidth(max(_WIDTH, self._inside.minimumSizeHint().width() + bar))

    def follow(self, patch: Patch) -> None:
        """Show what a patch changed."""
        tables = patch.tables()
        for part in self._parts:
            if part.tables & tables:
                part.refresh()
        if "personas" in tables:
            self._show_head()

    def start(self) -> None:
        """Put the cursor into the name, all of it chosen, ready to be typed over."""
        self._name.control.setFocus()
        self._name.control.selectAll()  # type: ignore[attr-defined]

    def _head(self) -> QHBoxLayout:
        self._picture = QLabel()
        self._picture.setFixedSize(_AVATAR, _AVATAR)
        self._name = self._editor(LineEditor(self._theme, self._target, "name", label=""))
        set_role(self._name.control, "heading")
        self._line = QLabel()
        set_role(self._line, "muted")
        row = QHBoxLayout()
        row.setContentsMargins(1, 0, 0, 0)
        row.setSpacing(0)
        self._choose = self._link("persona.choose_picture", self._on_choose)
        self._remove = self._link("persona.remove_picture", self._on_remove)
        self._paste = self._link("persona.paste_picture", self.paste_picture)
        key = QKeySequence(QKeySequence.StandardKey.Paste).toString(
            QKeySequence.SequenceFormat.NativeText
        )
        self._paste.setToolTip(say("persona.paste_picture.tip", key=key))
        QGuiApplication.clipboard().dataChanged.connect(self._show_links)
        for link in (self._choose, self._paste, self._remove):
            row.addWidget(link)
        row.addStretch(1)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(self._name)
        self._line.setContentsMargins(8, 0, 0, 0)
        texts.addWidget(self._line)
        texts.addLayout(row)
        texts.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._picture)
        head.addLayout(texts, 1)
        return head

    def _link(self, code: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(say(code))
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        set_role(button, "quiet")
        return button

    def _build(self) -> None:
        theme, target = self._theme, self._target
        quote = self._editor(TextEditor(theme, target, "quote"))
        font = theme.font(1.05)
        font.setItalic(True)
        quote.control.setFont(font)
        self._column.addWidget(quote)
        pair = QHBoxLayout()
        pair.setSpacing(8)
        pair.addWidget(self._editor(field_editor(theme, target, "kind")), 1)
        pair.addWidget(self._editor(field_editor(theme, target, "share")), 1)
        self._column.addLayout(pair)
        self._column.addWidget(self._editor(field_editor(theme, target, "segment")))
        self._column.addWidget(self._editor(field_editor(theme, target, "summary")))
        details = self._editor(TextEditor(theme, target, "details"))
        assert isinstance(details.control, QPlainTextEdit)
        self._labels = DetailLabels(theme, details.control.document())
        self._column.addWidget(details)
        for chips in (PreferredChannels(theme, target), Motivations(theme, target)):
            self._parts.append(chips)
            self._column.addWidget(chips)
        self._column.addWidget(self._editor(field_editor(theme, target, "buying_triggers")))
        self._column.addWidget(self._editor(field_editor(theme, target, "objections")))

    def _editor(self, editor: FieldEditor) -> FieldEditor:
        self._parts.append(editor)
        return editor

    def _dress(self) -> None:
        self._labels.rehighlight()
        self._show_head()

    def _show_head(self) -> None:
        persona = self._target.document.personas.get(self._target.ids[0])
        if persona is None:
            return
        ratio = self.devicePixelRatioF()
        picture = self._pictures.get(persona.picture, b"")
        self._picture.setPixmap(avatar(persona.id, persona.name, _AVATAR, ratio, picture))
        self._line.setText(_in_a_line(persona))
        self._show_links()

    def _show_links(self) -> None:
        """What can be done about the picture; the first link is short beside others."""
        persona = self._target.document.personas.get(self._target.ids[0])
        has_picture = persona is not None and bool(persona.picture)
        can_paste = self._keep_picture is not None and holds_picture(
            QGuiApplication.clipboard().mimeData()
        )
        self._remove.setVisible(has_picture)
        self._paste.setVisible(can_paste)
        self._choose.setVisible(self._choose_picture is not None)
        alone = not (has_picture or can_paste)
        code = "persona.choose_picture" if alone else "persona.choose_picture.short"
        self._choose.setText(say(code))
        self._choose.setAccessibleName(say("persona.choose_picture"))

    def paste_picture(self) -> None:
        """Give the persona the picture in the clipboard, where there is one."""
        data = pasted(QGuiApplication.clipboard().mimeData())
        if data is not None and self._keep_picture is not None:
            self._target.change("picture", self._keep_picture(data))

    def _on_choose(self) -> None:
        assert self._choose_picture is not None
        name = self._choose_picture()
        if name is not None:
            self._target.change("picture", name)

    def _on_remove(self) -> None:
        self._target.change("picture", "")


class ChipsPart(Part):
    """A labelled row of chips for a field that holds several ids."""

    def __init__(self, theme: Theme, target: Target, name: str, add: str, *tables: str) -> None:
        super().__init__(target, target.table, *tables)
        self.name = name
        self._row = ChipRow(theme)
        self._row.setAccessibleName(field_name(target.table, name))
        caption = QLabel(field_name(target.table, name))
        set_role(caption, "field")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(caption)
        column.addWidget(self._row)
        self._row.removed.connect(self._remove)
        self._row.set_add(add, self._fill)

    def refresh(self, *, force: bool = False) -> None:  # noqa: ARG002  # chips compare themselves
        self._row.set_chips([(it, self._text(it), "") for it in self._chosen()])

    def _chosen(self) -> tuple[str, ...]:
        return tuple(self.target.value(self.name))

    def _remove(self, identifier: str) -> None:
        kept = tuple(it for it in self._chosen() if it != identifier)
        self.target.change(self.name, kept)

    def _offer(self, menu: QMenu, identifier: str) -> None:
        action = menu.addAction(self._text(identifier).replace("&", "&&"))
        action.triggered.connect(
            lambda: self.target.change(self.name, (*self._chosen(), identifier))
        )

    def _text(self, identifier: str) -> str:
        raise NotImplementedError

    def _fill(self, menu: QMenu) -> None:
        raise NotImplementedError


class PreferredChannels(ChipsPart):
    """The channels that a persona likes."""

    def __init__(self, theme: Theme, target: Target) -> None:
        add = say("persona.add_channel")
        super().__init__(theme, target, "preferred_channels", add, "channels")

    def _text(self, identifier: str) -> str:
        channel = self.target.document.channels.get(identifier)
        return channel.name if channel is not None else ""

    def _fill(self, menu: QMenu) -> None:
        chosen = set(self._chosen())
        channels = queries.channels(self.target.document)
        for family in _FAMILIES:
            offered = [it for it in channels if it.family == family and it.id not in chosen]
            if offered:
                add_heading(menu, choice_name("family", family))
            for channel in offered:
                self._offer(menu, channel.id)
        if menu.isEmpty():
            menu.addAction(say("persona.no_channels")).setEnabled(False)


class Motivations(ChipsPart):
    """The drivers that move a persona."""

    def __init__(self, theme: Theme, target: Target) -> None:
        super().__init__(theme, target, "motivations", say("persona.add_motivation"))

    def _text(self, identifier: str) -> str:
        return choice_name("motivations", identifier)

    def _fill(self, menu: QMenu) -> None:
        chosen = self._chosen()
        for driver in fields_of("personas")["motivations"].choices:
            if driver not in chosen:
                self._offer(menu, driver)
        if menu.isEmpty():
            menu.addAction(say("persona.all_motivations")).setEnabled(False)


class DetailLabels(QSyntaxHighlighter):
    """Mutes the label of each line “Label: value”."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme

    def highlightBlock(self, text: str) -> None:
        label, colon, _ = text.partition(":")
        if colon:
            muted = QTextCharFormat()
            muted.setForeground(QColor(self._theme.palette.muted))
            self.setFormat(0, len(label) + 1, muted)


def _in_a_line(persona: Persona) -> str:
    kind = choice_name("kind", persona.kind)
    if persona.share is None:
        return kind
    return say("persona.line", kind=kind, share=number(persona.share))
