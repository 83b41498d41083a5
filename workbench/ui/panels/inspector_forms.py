"""What the inspector shows for each kind of thing: one table, and the form built from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.model.document import Document
from workbench.model.entities import Lane
from workbench.ui.bridge import Bridge
from workbench.ui.panels import options
from workbench.ui.panels.fields import FieldEditor, ReferenceEditor, field_editor
from workbench.ui.panels.inspector_chips import ColourField, NeedsField, PersonasField
from workbench.ui.panels.inspector_connections import ConnectionsPart
from workbench.ui.panels.inspector_evidence import EvidenceLine
from workbench.ui.panels.inspector_followup import ReasonsPart, TriggersPart
from workbench.ui.panels.inspector_icons import IconField
from workbench.ui.panels.inspector_metrics import MetricsPart
from workbench.ui.panels.inspector_playbook import PlaybookPart
from workbench.ui.panels.inspector_scores import FeelingField, OpportunityLine, ScoreField
from workbench.ui.panels.target import Part, Target
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say

Line = str | tuple[str, ...]
"""A section's code, or the names of fields and parts that stand side by side."""

_EVIDENCE: tuple[Line, ...] = (
    "evidence",
    ("evidence",),
    ("evidence_source",),
    ("evidence_date", "evidence_n"),
    ("evidence_missing",),
)

FORMS: dict[str, tuple[Line, ...]] = {
    "touchpoints": (
        ("title",),
        ("channel", "status"),
        ("does",),
        ("thinks",),
        ("feeling",),
        ("importance",),
        ("satisfaction",),
        ("opportunity",),
        ("needs",),
        ("drivers",),
        ("moment_of_truth",),
        ("owner", "entry_share"),
        "leads_to",
        ("leads_to",),
        "comes_from",
        ("comes_from",),
        "trigger",
        ("trigger",),
        "metrics",
        ("metrics",),
        *_EVIDENCE,
        ("remarks",),
    ),
    "touchpoints.several": (
        ("channel", "status"),
        ("feeling",),
        ("importance",),
        ("satisfaction",),
        ("opportunity",),
        ("needs",),
        ("drivers",),
        ("moment_of_truth",),
        ("owner", "entry_share"),
        *_EVIDENCE,
    ),
    "notes": (("kind",), ("text",)),
    "notes.several": (("kind",),),
    "connections": (("source",), ("target",), ("share",), ("label",)),
    "connections.several": (("share",), ("label",)),
    "stages": (
        ("name",),
        ("question",),
        ("roles",),
        ("depth",),
        ("reached", "target_conversion"),
        ("colour",),
        "reasons",
        ("reasons",),
        "metrics",
        ("metrics",),
    ),
    "stages.several": (("roles",), ("depth",), ("target_conversion",)),
    "lanes": (("name",), ("colour",)),
    "lanes.notes": (("name",), ("note_kind",), ("colour",)),
    "maps": (
        ("name",),
        ("offer",),
        ("scenario",),
        ("personas",),
        ("goal_stage", "state"),
        "playbook",
        ("playbook",),
    ),
    "channels": (
        ("name",),
        ("family",),
        ("icon",),
        ("colour",),
        ("expectations",),
        ("suits",),
        ("does_not_suit",),
        ("roles",),
    ),
}
"""The lines of each form, by table; with ".several" for more than one at once."""

_SPECIAL: dict[tuple[str, str], Callable[[Theme, Target, str], FieldEditor]] = {
    ("touchpoints", "feeling"): FeelingField,
    ("touchpoints", "importance"): ScoreField,
    ("touchpoints", "satisfaction"): ScoreField,
    ("touchpoints", "needs"): NeedsField,
    ("maps", "personas"): PersonasField,
    ("stages", "colour"): ColourField,
    ("lanes", "colour"): ColourField,
    ("channels", "colour"): ColourField,
    ("channels", "icon"): IconField,
}


def form_key(document: Document, table: str, ids: Sequence[str]) -> str | None:
    """Which form shows these entities; None where nothing can be edited together."""
    if len(ids) > 1:
        key = f"{table}.several"
    else:
        entity = document.get(table, ids[0])
        key = table
        if isinstance(entity, Lane) and entity.kind == "notes":
            key = "lanes.notes"
    return key if key in FORMS else None


class Form(QWidget):
    """The editors of one form. It is built once and shown for one target after another."""

    def __init__(self, bridge: Bridge, theme: Theme, key: str) -> None:
        super().__init__()
        self._theme = theme
        self.target = Target(bridge, key.partition(".")[0])
        self.parts: dict[str, Part] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        for line in FORMS[key]:
            if isinstance(line, str):
                self._add_section(line)
            else:
                self._add_line(line)
        first = next(iter(self.parts.values()))
        if isinstance(first, FieldEditor) and first.name in ("title", "name"):
            first.control.setFont(theme.font(bold=True))

    def show_entities(self, ids: Sequence[str]) -> None:
        """Edit these entities from now on."""
        self.target.ids = tuple(ids)
        for part in self.parts.values():
            part.refresh(force=True)

    def follow(self, tables: frozenset[str]) -> None:
        """Show what changed; `tables` are those that a patch touched."""
        if not self.target.entities():
            return
        for part in self.parts.values():
            if part.tables & tables:
                part.refresh()

    def _add_section(self, code: str) -> None:
        head = QLabel(say(f"inspector.section.{code}").upper())
        head.setAccessibleName(say(f"inspector.section.{code}"))
        head.setContentsMargins(0, 8, 0, 0)
        set_role(head, "section")
        self._column.addWidget(head)

    def _add_line(self, names: tuple[str, ...]) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for place, name in enumerate(names):
            part = self._part(name)
            self.parts[name] = part
            column = QVBoxLayout()
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(part)
            column.addStretch(1)
            line.addLayout(column, 4 if place else 5)
        self._column.addLayout(line)

    def _part(self, name: str) -> Part:
        theme, target = self._theme, self.target
        special = _SPECIAL.get((target.table, name))
        if special is not None:
            return special(theme, target, name)
        if name == "opportunity":
            return OpportunityLine(theme, target)
        if name in ("leads_to", "comes_from"):
            return ConnectionsPart(
                theme, target, "leads_to" if name == "leads_to" else "comes_from"
            )
        if name == "evidence_missing":
            return EvidenceLine(target)
        if name == "playbook":
            return PlaybookPart(target)
        if name == "trigger":
            return TriggersPart(target)
        if name == "reasons":
            return ReasonsPart(target)
        if name == "metrics":
            return MetricsPart(theme, target)
        if target.field(name).kind == "reference":
            return self._reference(name)
        return field_editor(theme, target, name)

    def _reference(self, name: str) -> ReferenceEditor:
        theme = self._theme
        give, blank = {
            "channel": (options.channels(theme), say("inspector.channel.none")),
            "source": (options.touchpoints(theme, but="target"), ""),
            "target": (options.touchpoints(theme, but="source"), ""),
            "goal_stage": (options.stages, say("inspector.goal.automatic")),
        }[name]
        return ReferenceEditor(theme, self.target, name, give, blank=blank)
