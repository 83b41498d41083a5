"""Pasting rows of another program: what each says of a touchpoint, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from workbench.model import queries
from workbench.model.commands import clipboard, stages
from workbench.model.commands.clipboard import Pasted
from workbench.model.commands.landing import Target
from workbench.model.document import Document
from workbench.model.entities import Channel, Entity, Lane, Stage, Touchpoint
from workbench.model.fragment import Fragment, same_name
from workbench.model.ids import new_id
from workbench.model.patch import Patch
from workbench.model.problems import Problem, RefusedEdit
from workbench.model.ranks import spread


class Row(msgspec.Struct, frozen=True):
    """A touchpoint to be: names of its stage and channel, "" for none, and its fields.

    `values` are fields of touchpoints but for the references.
    """

    values: Mapping[str, Any]
    stage: str = ""
    channel: str = ""


def new_stages(document: Document, map_id: str, rows: Sequence[Row]) -> tuple[str, ...]:
    """The names of stages in the rows that the map does not have, each once."""
    known = {same_name(stage.name) for stage in queries.stages(document, map_id)}
    names = {same_name(row.stage): row.stage for row in reversed(rows) if row.stage}
    ordered = dict.fromkeys(same_name(row.stage) for row in rows if row.stage)
    return tuple(names[name] for name in ordered if name not in known)


def new_channels(document: Document, rows: Sequence[Row]) -> tuple[str, ...]:
    """The names of channels in the rows that the workspace does not have, each once."""
    known = {same_name(channel.name) for channel in document.channels.values()}
    found = {same_name(row.channel): row.channel for row in reversed(rows) if row.channel}
    ordered = dict.fromkeys(same_name(row.channel) for row in rows if row.channel)
    return tuple(found[name] for name in ordered if name not in known)


def paste_rows(document: Document, rows: Sequence[Row], target: Target) -> Pasted:
    """Add a touchpoint per row, in their order, as one step.

    A row goes to the stage that it names; one that the map lacks is added behind the others.
    Rows without one go to the target's. Raises RefusedEdit where there is no stage or lane for
    them, InvalidValue for a value that a field does not take.
    """
    before: Patch | None = None
    later = document
    for name in new_stages(document, target.map, rows):
        added = stages.add(later, Stage(id=new_id("stages"), map=target.map, name=name))
        before = added if before is None else before.then(added)
        later = later.apply(added)
    fragment = _fragment(later, rows, target)
    named = msgspec.structs.replace(target, stage="")
    pasted = clipboard.paste(later, fragment, named)
    if before is None:
        return pasted
    whole = before.then(pasted.patch)
    return pasted._replace(patch=msgspec.structs.replace(whole, label=pasted.patch.label))


def _fragment(document: Document, rows: Sequence[Row], target: Target) -> Fragment:
    """The rows as cards of this very map, in a lane of their own."""
    known = queries.stages(document, target.map)
    if not known:
        raise RefusedEdit(Problem.of("clipboard.no_stage"))
    by_name = {same_name(stage.name): stage.id for stage in reversed(known)}
    otherwise = target.stage or known[0].id
    channels = {same_name(it.name): it for it in reversed(queries.channels(document))}
    for name in new_channels(document, rows):
        channels[same_name(name)] = Channel(id=new_id("channels"), name=name)
    lane = Lane(id=new_id("lanes"), map=target.map, kind="touchpoints")
    cards: dict[str, Entity] = {}
    used: dict[str, Entity] = {}
    for row, rank in zip(rows, spread(None, None, len(rows)), strict=True):
        channel = channels[same_name(row.channel)] if row.channel else None
        card = Touchpoint(
            id=new_id("touchpoints"),
            map=target.map,
            stage=by_name[same_name(row.stage)] if row.stage else otherwise,
            lane=lane.id,
            rank=rank,
            channel=channel.id if channel is not None else None,
        )
        cards[card.id] = msgspec.structs.replace(card, **row.values)
        if channel is not None:
            used[channel.id] = channel
    tables: dict[str, dict[str, Entity]] = {
        "stages": {stage.id: stage for stage in known},
        "lanes": {lane.id: lane},
        "channels": used,
        "touchpoints": cards,
    }
    home = document.workspace.id
    return Fragment(home, target.map, "cards", tuple(cards), Document(tables))
