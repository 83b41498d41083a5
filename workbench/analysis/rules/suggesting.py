"""Which touchpoint would close a gap: its stage, lane, channel and title."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from workbench.analysis.channel_fit import suits
from workbench.analysis.finding import Suggestion
from workbench.analysis.rules.journey import Journey
from workbench.model import entities as e
from workbench.model import queries


def suited_channel(
    journey: Journey, stage: e.Stage, personas: Iterable[e.Persona]
) -> e.Channel | None:
    """The suited channel that most of the personas prefer, of ties the first in the library.

    Without a preferred one, the first suited channel that is the business's own, else any.
    """
    votes: dict[str, int] = {}
    for persona in personas:
        for channel in persona.preferred_channels:
            votes[channel] = votes.get(channel, 0) + 1
    suited = [item for item in queries.channels(journey.document) if suits(item, stage)]
    return max(
        suited, key=lambda item: (votes.get(item.id, 0), item.family == "owned"), default=None
    )


def touchpoint_lane(journey: Journey) -> str | None:
    """The first lane of the map that takes touchpoints."""
    lanes = queries.lanes(journey.document, journey.map.id)
    return next((lane.id for lane in lanes if lane.kind == "touchpoints"), None)


def suggestion(
    journey: Journey,
    stage: e.Stage | None,
    channel: e.Channel | None,
    *,
    title: str = "",
    needs: tuple[str, ...] = (),
    drivers: tuple[e.Driver, ...] = (),
    practice: str | None = None,
) -> Suggestion | None:
    """A touchpoint in `stage`, titled by its channel unless told otherwise.

    None without a stage, without a lane that takes touchpoints, or without any title.
    """
    lane = touchpoint_lane(journey)
    title = title or (channel.name if channel is not None else "")
    if stage is None or lane is None or not title:
        return None
    return Suggestion(
        stage=stage.id,
        lane=lane,
        title=title,
        channel=channel.id if channel is not None else None,
        needs=needs,
        drivers=drivers,
        practice=practice,
    )


def waiting(
    journey: Journey, stage: e.Stage, channels: Collection[str] | None = None
) -> e.Touchpoint | None:
    """A touchpoint of the stage that does not count yet, the planned before the missing.

    With `channels`, only one of these channels.
    """
    counting = {item.id for item in journey.cells[stage.id]}
    idle = [
        item
        for item in queries.touchpoints(journey.document, journey.map.id)
        if item.stage == stage.id
        and item.id not in counting
        and (channels is None or item.channel in channels)
    ]
    return min(idle, key=lambda item: item.status == "missing", default=None)
