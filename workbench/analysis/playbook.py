"""The practices that every journey is checked against."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from workbench.model.document import Document
from workbench.model.entities import Role, Stage
from workbench.settings import resource_folder


class Practice(msgspec.Struct, frozen=True, kw_only=True):
    """A recommendation for the stages of one role, and the channels that would carry it."""

    id: str
    role: Role
    title: str
    answers: str
    channels: tuple[str, ...] = ()


def practices() -> tuple[Practice, ...]:
    """The playbook, in order."""
    return _read(resource_folder() / "playbook.json")


def stage_for(practice: Practice, stages: tuple[Stage, ...]) -> Stage | None:
    """Where a practice is checked, once per map: the first stage that has its role."""
    return next((stage for stage in stages if practice.role in stage.roles), None)


def states(document: Document, map_id: str) -> dict[str, str]:
    """What a map says about each practice: in-place, planned or not-for-us, by its code."""
    return {
        item.practice: item.state
        for item in sorted(document.practices.values(), key=lambda p: p.id, reverse=True)
        if item.map == map_id
    }


@cache
def _read(path: Path) -> tuple[Practice, ...]:
    return msgspec.json.decode(path.read_bytes(), type=tuple[Practice, ...])
