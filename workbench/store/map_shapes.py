"""How maps are looked at on this machine: what is collapsed, how wide stages are."""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec

from workbench.settings import data_folder
from workbench.store import atomic
from workbench.store.errors import StoreError

MAPS_KEPT = 200

_log = logging.getLogger(__name__)


class KeptShape(msgspec.Struct, frozen=True, kw_only=True):
    """One map of one workspace: its collapsed stages and lanes, and widths by stage."""

    workspace: str
    map: str
    stages: frozenset[str] = frozenset()
    lanes: frozenset[str] = frozenset()
    widths: dict[str, float] = {}


def shapes_file() -> Path:
    """Where they are kept."""
    return data_folder() / "map-shapes.json"


def kept_shape(path: Path, workspace: str, map_id: str) -> KeptShape:
    """The kept one of a map; that of a map seen whole where none is kept."""
    for shape in _read(path):
        if (shape.workspace, shape.map) == (workspace, map_id):
            return shape
    return KeptShape(workspace=workspace, map=map_id)


def keep_shape(path: Path, shape: KeptShape) -> None:
    """Keep one, as the latest; the oldest beyond 200 maps are forgotten.

    What cannot be written is only logged: nobody is kept from working by it.
    """
    others = [it for it in _read(path) if (it.workspace, it.map) != (shape.workspace, shape.map)]
    try:
        atomic.replace(path, msgspec.json.encode([shape, *others][:MAPS_KEPT], order="sorted"))
    except StoreError as error:
        _log.warning("shapes of maps cannot be written: %s", error)


def _read(path: Path) -> list[KeptShape]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[KeptShape])
    except FileNotFoundError:
        return []
    except (OSError, msgspec.DecodeError, RecursionError) as error:
        _log.warning("shapes of maps cannot be read and start anew: %s", error)
        return []
