"""What gaps were seen at the last visit of each map, so that closed ones can be listed."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Literal

import msgspec

from workbench.settings import data_folder
from workbench.store import atomic
from workbench.store.errors import StoreError

MAPS_KEPT = 100
GAPS_KEPT = 1000

_log = logging.getLogger(__name__)


class SeenGap(msgspec.Struct, frozen=True, kw_only=True):
    """A gap as it was listed: its stable key and the words of that day.

    `stage` is the stage's name, empty for a gap of the whole map.
    """

    key: str
    headline: str
    stage: str
    kind: Literal["coverage", "experience", "flow", "follow-up", "evidence"]


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """What was open on one map of one workspace when it was last saved or left."""

    workspace: str
    map: str
    gaps: tuple[SeenGap, ...]


def visits_file() -> Path:
    """Where visits are kept on this machine."""
    return data_folder() / "visits.json"


def last_visit(path: Path, workspace: str, map_id: str) -> tuple[SeenGap, ...]:
    """The gaps seen at the last visit of a map; none where it was never visited."""
    for visit in _read(path):
        if (visit.workspace, visit.map) == (workspace, map_id):
            return visit.gaps
    return ()


def remember(path: Path, visits: tuple[Visit, ...]) -> None:
    """Keep these visits, the latest first; the oldest beyond 100 maps are forgotten.

    At most 1,000 gaps a map are kept. What cannot be written is only logged: nobody is kept
    from working by a list of what is closed.
    """
    fresh = [msgspec.structs.replace(visit, gaps=visit.gaps[:GAPS_KEPT]) for visit in visits]
    known = {(visit.workspace, visit.map) for visit in fresh}
    older = [visit for visit in _read(path) if (visit.workspace, visit.map) not in known]
    try:
        atomic.replace(path, msgspec.json.encode([*fresh, *older][:MAPS_KEPT]))
    except StoreError as error:
        _log.warning("visits cannot be written: %s", error)


def _read(path: Path) -> list[Visit]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Visit])
    except FileNotFoundError:
        return []
    except (OSError, msgspec.DecodeError, RecursionError) as error:
        _log.warning("visits cannot be read and start anew: %s", error)
        return []
