"""Whether a channel suits a stage."""

from __future__ import annotations

from workbench.model.entities import Channel, Stage


def suits(channel: Channel, stage: Stage) -> bool:
    """Whether the channel is known to suit something that the stage stands for."""
    return not set(channel.roles).isdisjoint(stage.roles)
