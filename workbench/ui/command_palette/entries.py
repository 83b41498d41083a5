"""What the command palette offers: every command, and everything one can go to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from PySide6.QtGui import QKeySequence

from workbench.model import queries
from workbench.ui.actions.actions import Actions
from workbench.ui.actions.catalogue import CATALOGUE
from workbench.ui.bridge import Bridge
from workbench.ui.revealing import reveal_finding
from workbench.words import finding_sentences
from workbench.words.labels import choice_name, table_name
from workbench.words.say import say

OPENS_PALETTE = "command_palette"
_GAP = "finding/"

_ICONS = {"stages": "stage", "touchpoints": "star", "notes": "note", "maps": "map"}


class Entry(NamedTuple):
    """One line. `key` names it from one start to the next; `why_not` is why it cannot be now."""

    key: str
    title: str
    detail: str
    icon: str
    act: Callable[[], object]
    shortcut: str = ""
    why_not: str = ""


def entries(
    bridge: Bridge, actions: Actions, edit_persona: Callable[[str], object]
) -> tuple[Entry, ...]:
    """Commands first, then what is in the workspace, the shown map before the others."""
    return (*_commands(actions), *_places(bridge, edit_persona), *_gaps(bridge))


def is_gap(key: str) -> bool:
    """Whether the entry of this key leads to a gap."""
    return key.startswith(_GAP)


def _commands(actions: Actions) -> Iterator[Entry]:
    for spec in CATALOGUE:
        if spec.id == OPENS_PALETTE:
            continue
        action = actions[spec.id]
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        yield Entry(
            f"action/{spec.id}",
            action.text().replace("&&", "&"),
            " · ".join(_menus(spec.menu)),
            "check" if action.isChecked() else spec.icon,
            action.trigger,
            keys,
            actions.why_disabled(spec.id),
        )


def _menus(path: str) -> list[str]:
    """The names of a menu and of the one it is in, e.g. View, Appearance."""
    parts = path.split(".")
    codes = [".".join(parts[: at + 1]) for at in range(len(parts))]
    return [say(f"menu.{code}").replace("&", "") for code in codes]


def _places(bridge: Bridge, edit_persona: Callable[[str], object]) -> Iterator[Entry]:
    document = bridge.document
    journeys = sorted(queries.maps(document), key=lambda it: it.id != bridge.map_id)
    for journey in journeys:
        name = finding_sentences.name_of(document, "maps", journey.id)
        show = partial(bridge.show_map, journey.id)
        yield Entry(f"maps/{journey.id}", name, _noun("maps"), "map", show)
    for persona in queries.personas(document):
        name = finding_sentences.name_of(document, "personas", persona.id)
        edit = partial(edit_persona, persona.id)
        yield Entry(f"personas/{persona.id}", name, _noun("personas"), "persona", edit)
    for journey in journeys:
        of_map = (journey.name,) if len(journeys) > 1 else ()
        stages = queries.stages(document, journey.id)
        names = {stage.id: stage.name for stage in stages}
        for stage in stages:
            yield _place(bridge, "stages", stage.id, (_noun("stages"), *of_map))
        for card in queries.touchpoints(document, journey.id):
            detail = (_noun("touchpoints"), names[card.stage], *of_map)
            yield _place(bridge, "touchpoints", card.id, detail)
        for note in queries.notes(document, journey.id):
            detail = (choice_name("note_kind", note.kind), names[note.stage], *of_map)
            yield _place(bridge, "notes", note.id, detail)


def _place(bridge: Bridge, table: str, identifier: str, detail: tuple[str, ...]) -> Entry:
    name = finding_sentences.name_of(bridge.document, table, identifier)
    go = partial(bridge.reveal, table, identifier)
    about = " · ".join(part for part in detail if part)
    return Entry(f"{table}/{identifier}", name, about, _ICONS[table], go)


def _gaps(bridge: Bridge) -> Iterator[Entry]:
    for finding in bridge.open_findings:
        headline = finding_sentences.headline(bridge.document, finding)
        go = partial(reveal_finding, bridge, finding)
        yield Entry(f"{_GAP}{finding.key}", headline, say("palette.gap"), "warning", go)


def _noun(table: str) -> str:
    name = table_name(table)
    return name[:1].upper() + name[1:]
