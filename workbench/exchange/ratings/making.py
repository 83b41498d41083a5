"""Rating sheets for people: whom they are for, what the files are called, all or none written."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from workbench.exchange import files
from workbench.exchange.columns import distinct
from workbench.exchange.labels import one_line
from workbench.exchange.problems import ExchangeError
from workbench.exchange.ratings.writing import sheet_bytes
from workbench.model import queries, rules
from workbench.model.document import Document
from workbench.model.entities import Participant
from workbench.model.ids import new_id
from workbench.model.problems import Problem
from workbench.words.say import say

ENDING = ".xlsx"

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_NAME_BYTES = 90


def make_sheets(
    document: Document,
    map_id: str,
    names: Iterable[str],
    folder: Path,
    *,
    stages: Sequence[str] | None = None,
    today: datetime.date,
    overwrite: bool = False,
) -> tuple[Path, ...]:
    """Write one rating sheet per name into a folder, which is made where it is missing.

    `stages` are the ids of those that are asked about, None for all. Gives the files in the
    order of the names. The workspace is not changed: participants come into it with their
    answers. Raises ExchangeError where there is nobody or nothing to ask, where a file is in
    the way and `overwrite` is false, or the disk refuses; then nothing of ours is left behind
    but what was written before the disk refused.
    """
    people = people_named(document, names)
    if not people:
        raise ExchangeError(Problem.of("ratings.nobody"))
    chosen = [stage.id for stage in queries.stages(document, map_id)] if stages is None else stages
    if not any(item.stage in chosen for item in queries.touchpoints(document, map_id)):
        raise ExchangeError(Problem.of("ratings.nothing", map=document.maps[map_id].name))
    paths = [folder / name for name in file_names(document.maps[map_id].name, people)]
    for path in paths:
        if not overwrite and os.path.lexists(path):
            raise ExchangeError(Problem.of("file.exists", path=str(path)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.failure(folder, error) from error
    for person, path in zip(people, paths, strict=True):
        data = sheet_bytes(document, map_id, person, stages=chosen, today=today)
        files.put(path, data, overwrite=overwrite)
    return tuple(paths)


def people_named(document: Document, names: Iterable[str]) -> tuple[Participant, ...]:
    """The participants of these names or ids, each once; who is not known yet is made up.

    Names are compared whatever their case; blank ones are passed over.
    """
    known = {one_line(p.name).casefold(): p for p in reversed(_in_order(document))}
    found: dict[str, Participant] = {}
    for given in names:
        name = one_line(rules.clean_text(given))
        if not name:
            continue
        person = document.participants.get(name) or known.get(name.casefold())
        if person is None:
            person = Participant(id=new_id("participants"), name=name)
            known[name.casefold()] = person
        found[person.id] = person
    return tuple(found.values())


def file_names(map_name: str, people: Sequence[Participant]) -> list[str]:
    """What the sheets are called on any disk, all different whatever their case."""
    wanted = [
        say("rating_sheet.file", map=_plain(map_name), name=_plain(person.name)).strip()
        for person in people
    ]
    return [f"{name}{ENDING}" for name in distinct(wanted)]


def _in_order(document: Document) -> tuple[Participant, ...]:
    return queries.in_order(document.participants.values())


def _plain(text: str) -> str:
    """Text that any disk takes as part of a name."""
    plain = one_line(_NOT_IN_NAMES.sub(" ", text)).strip(". ")
    return plain.encode()[:_NAME_BYTES].decode(errors="ignore").strip(". ") or "-"
