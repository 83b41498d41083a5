"""Merging any number of returned files: each is read by itself, a bad one stops no other."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from workbench.exchange.labels import one_line
from workbench.exchange.ratings.merging import merged
from workbench.exchange.ratings.reading import read_returned
from workbench.exchange.ratings.returned import Returned
from workbench.model.document import Document
from workbench.model.problems import JourneyError, Problem
from workbench.model.proposal import Proposal

Outcome = Literal["read", "empty", "refused", "repeated"]


class FileOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file; `problem` says why it was refused.

    `rated` of `total` touchpoints got an answer, `remarks` and `new` count the remarks and
    the touchpoints that the participant misses.
    """

    file: str
    outcome: Outcome
    participant: str = ""
    name: str = ""
    map: str = ""
    day: str = ""
    rated: int = 0
    total: int = 0
    remarks: int = 0
    new: int = 0
    problem: Problem | None = None


class Batch(msgspec.Struct, frozen=True):
    """What several files suggest, and what became of each, in the order given.

    `map` is the one that was rated, "" where no file could be read.
    """

    proposal: Proposal
    files: tuple[FileOutcome, ...]
    map: str


def read_batch(
    document: Document,
    paths: Sequence[Path],
    *,
    map_id: str = "",
    progress: Callable[[int], None] | None = None,
) -> Batch:
    """Read rating sheets and put together what they suggest for one map of the workspace.

    The map is `map_id` where any file rates it, else the one that most files rate; sheets of
    others are refused. `progress` is told how many files were read. Raises nothing for bad
    files: they are listed among what could not be read.
    """
    readings: list[Returned | FileOutcome] = []
    seen: set[str] = set()
    for number, path in enumerate(paths, start=1):
        readings.append(_read(document, path, seen))
        if progress is not None:
            progress(number)
    chosen = _map_of(readings, map_id)
    shown = document.maps[chosen].name if chosen else ""
    settled = [
        _other_map(it, shown) if isinstance(it, Returned) and it.memory.map != chosen else it
        for it in readings
    ]
    good = [item for item in settled if isinstance(item, Returned)]
    proposal = merged(document, good)
    outcomes = tuple(it if isinstance(it, FileOutcome) else _outcome(it) for it in settled)
    refused = tuple(it.problem for it in outcomes if it.problem and it.outcome == "refused")
    told = tuple(it.problem for it in outcomes if it.problem and it.outcome == "repeated")
    return Batch(
        Proposal(
            proposal.suggestions,
            (*refused, *proposal.unread),
            (*told, *(notice for it in good for notice in _gaps(it)), *proposal.notices),
        ),
        outcomes,
        chosen,
    )


def _read(document: Document, path: Path, seen: set[str]) -> Returned | FileOutcome:
    try:
        real = os.path.realpath(path)
        if real in seen:
            return _refusal(path.name, Problem.of("ratings.same_file", path=path.name), "repeated")
        seen.add(real)
        sheet = read_returned(path)
    except JourneyError as error:
        return _refusal(path.name, error.problem)
    kept = sheet.memory
    if kept.workspace != document.workspace.id:
        code = "ratings.other_workspace"
    elif kept.map not in document.maps:
        code = "ratings.map_gone"
    else:
        return sheet
    return _refusal(path.name, Problem.of(code, path=path.name, map=kept.map_name))


def _map_of(readings: Sequence[Returned | FileOutcome], wanted: str) -> str:
    counts = Counter(item.memory.map for item in readings if isinstance(item, Returned))
    if wanted in counts or not counts:
        return wanted if counts else ""
    # of equals the one that comes first
    return counts.most_common(1)[0][0]


def _other_map(sheet: Returned, shown: str) -> FileOutcome:
    named = sheet.memory.map_name
    problem = Problem.of("ratings.other_map", path=sheet.file, map=named, shown=shown)
    return _refusal(sheet.file, problem)


def _refusal(file: str, problem: Problem, outcome: Outcome = "refused") -> FileOutcome:
    return FileOutcome(file=file, outcome=outcome, problem=problem)


def _outcome(sheet: Returned) -> FileOutcome:
    return FileOutcome(
        file=sheet.file,
        outcome="empty" if sheet.is_empty else "read",
        participant=sheet.participant,
        name=sheet.name,
        map=sheet.memory.map_name,
        day=sheet.day.isoformat(),
        rated=_rated(sheet),
        total=len(sheet.memory.touchpoints),
        remarks=sum("remark" in row.values for row in sheet.rows) + bool(sheet.comment),
        new=len(sheet.new),
    )


def _gaps(sheet: Returned) -> list[Problem]:
    """What is missing in a sheet: everything, or some of it."""
    name, n, total = one_line(sheet.name), _rated(sheet), len(sheet.memory.touchpoints)
    if sheet.is_empty:
        return [Problem.of("ratings.empty", path=sheet.file, name=name)]
    if n < total:
        return [Problem.of("ratings.partly", path=sheet.file, name=name, n=n, total=total)]
    return []


def _rated(sheet: Returned) -> int:
    return sum(row.is_rated for row in sheet.known)
