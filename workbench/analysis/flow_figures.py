"""How people go through a map, as plain values that cross processes as JSON."""

from __future__ import annotations

import msgspec


class Path(msgspec.Struct, frozen=True):
    """Touchpoints one after the other, from an entry on, and how probable that way is (0–1)."""

    touchpoints: tuple[str, ...]
    probability: float


class HandOff(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A connection between touchpoints of different channels or owners.

    `channel` and `owner` say which of them changes. `share` is the probability of the
    connection (0–1), `reach` that of ever coming to its source, `shortfall` how far the
    receiver's satisfaction lags behind its importance (0–9). `cost` is their product. None is
    what a blank score, or a circle without any way out, leaves unknown.
    """

    connection: str
    source: str
    target: str
    channel: bool
    owner: bool
    share: float
    reach: float | None
    shortfall: float | None
    cost: float | None


class TouchpointFigures(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One touchpoint's share of all who come in: 0–1 each, visits may be more; None unknown."""

    id: str
    visits: float | None
    reach: float | None
    drop_off: float | None


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """Touchpoints that lead back to each other, their shortest cycle, whether one gets out."""

    touchpoints: tuple[str, ...]
    cycle: tuple[str, ...]
    exit: bool


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one map. Without any connection only the touchpoints' ids are there."""

    touchpoints: tuple[TouchpointFigures, ...] = ()
    stages: dict[str, float | None] = {}
    """Drop-off (0–1) by stage id."""
    goal: float | None = None
    """The share of all who come in that ever comes to the goal."""
    likeliest: Path | None = None
    only_ways: tuple[str, ...] = ()
    rounds: tuple[Round, ...] = ()
    hand_offs: tuple[HandOff, ...] = ()


def encode(found: Flow) -> bytes:
    """The figures as JSON, for crossing from the worker process."""
    return msgspec.json.encode(found)


def decode(data: bytes) -> Flow:
    """The figures that `encode` wrote. Raises msgspec.ValidationError on others."""
    return msgspec.json.decode(data, type=Flow)
