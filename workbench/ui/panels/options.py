"""What references in forms may name, as lists to choose from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QIcon

from workbench.model import queries
from workbench.model.document import Document
from workbench.ui.panels import tiles
from workbench.ui.panels.fields import Option
from workbench.ui.panels.target import Target
from workbench.ui.theme import Theme
from workbench.words.say import say

Options = Callable[[Document, Target], list[Option]]


def channels(theme: Theme) -> Options:
    """The channels of the workspace."""

    def give(document: Document, _target: Target) -> list[Option]:
        return [
            (it.id, it.name or say("words.nameless"), tiles.channel_icon(theme, it))
            for it in queries.channels(document)
        ]

    return give


def touchpoints(theme: Theme, *, but: str = "") -> Options:
    """The touchpoints of the map that the target belongs to, except the one in its field `but`."""

    def give(document: Document, target: Target) -> list[Option]:
        map_id = queries.map_of(document, target.table, target.ids[0]) if target.ids else None
        found = queries.touchpoints(document, map_id) if map_id else ()
        icons = {
            it: tiles.channel_icon(theme, document.channels.get(it or ""))
            for it in {touchpoint.channel for touchpoint in found}
        }
        taken = target.value(but) if but else None
        return [
            (it.id, it.title or say("words.nameless"), icons[it.channel])
            for it in found
            if it.id != taken
        ]

    return give


def stages(document: Document, target: Target) -> list[Option]:
    """The stages of the maps that the target is."""
    return [
        (stage.id, stage.name or say("words.nameless"), QIcon())
        for map_id in target.ids
        for stage in queries.stages(document, map_id)
    ]
