"""Which maps and files a verb is about, and whether it may write there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from workbench.commandline.grammar import WrongUsage
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Map
from workbench.model.problems import JourneyError, Problem
from workbench.words.say import say


def chosen_maps(document: Document, name: str | None) -> tuple[str, ...]:
    """The ids of the maps that NAME, or its absence, stands for. Raises WrongUsage."""
    maps = queries.maps(document)
    if name is None:
        return tuple(item.id for item in maps)
    if name in document.maps:
        return (name,)
    named = [item for item in maps if item.name == name]
    if len(named) == 1:
        return (named[0].id,)
    if named:
        raise WrongUsage(say("cli.map.ambiguous", name=name, known=_listed(named)))
    raise WrongUsage(say("cli.map.unknown", name=name, known=_listed(maps)))


def _listed(maps: Sequence[Map]) -> str:
    return ", ".join(f"“{item.name}” ({item.id})" for item in maps)


def refuse_existing(path: Path, force: bool) -> None:
    """Raises JourneyError where a file is in the way and was not given up by --force."""
    if not force and os.path.lexists(path) and not path.is_dir():
        raise JourneyError(Problem.of("out.exists", path=str(path)))


def is_same(one: Path, other: Path) -> bool:
    """Whether both are one file, by whatever name."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        # one of them is missing or has no possible name: whoever opens it says so
        return False
