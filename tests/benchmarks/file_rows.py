"""The workspace file and the journal, against the bare libraries writing the same bytes."""

from __future__ import annotations

import datetime
import os
import tempfile
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from time import perf_counter
from typing import BinaryIO

import msgspec

from tests.benchmarks.maps import TODAY, document_of
from tests.benchmarks.measuring import Pairs, Work, in_turn, timed
from tests.benchmarks.row import SIZES, of_subject
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import TABLES
from workbench.model.patch import Patch
from workbench.store import codec, journal, workspace_file


def one_edit(document: Document, run: int) -> Patch:
    """An edit of one card, another one at each run."""
    return edit.set_field(document, "touchpoints", f"tp-{run % 30:05}", "remarks", f"Seen {run}")


def folder() -> AbstractContextManager[str]:
    """A folder that goes when it is left."""
    return tempfile.TemporaryDirectory(prefix="files-")


def _save(document_at: Callable[[int], Document], *, runs: int, warm_up: int) -> Pairs:
    """Ours against msgspec, zlib and one sync, of the document that each run is given."""
    with folder() as place:
        path, bare = Path(place) / "ours.journey", Path(place) / "bare"

        def save(run: int) -> float:
            document = document_at(run)
            begun = perf_counter()
            workspace_file.write(path, document, {})
            return perf_counter() - begun

        def encode(run: int) -> float:
            document = document_at(run)
            begun = perf_counter()
            tables = {name: list(document.table(name).values()) for name in TABLES}
            with bare.open("wb") as file:
                file.write(zlib.compress(msgspec.json.encode(tables)))
                synced(file)
            return perf_counter() - begun

        return in_turn(save, encode, runs=runs, warm_up=warm_up)


def synced(file: BinaryIO) -> None:
    """Have what was written on the disk."""
    file.flush()
    os.fsync(file.fileno())


def save(touchpoints: int) -> Pairs:
    """Save what one card was changed in since."""
    document = document_of(touchpoints)
    return _save(lambda run: document.apply(one_edit(document, run)), runs=7, warm_up=2)


def first_save(touchpoints: int) -> Pairs:
    """Save what was just read from elsewhere and is written for the first time.

    Each run saves touchpoints and connections of other ids: pieces of a document that are like
    those of the one saved last are not written again.
    """
    json = codec.encode(document_of(touchpoints))
    return _save(
        lambda run: codec.decode(json.replace(b'"tp-', b'"tp-%02d' % run)).document,
        runs=5,
        warm_up=1,
    )


def open_file(touchpoints: int) -> Pairs:
    document = document_of(touchpoints)
    json = codec.encode(document)
    with folder() as place:
        path = Path(place) / "ours.journey"
        workspace_file.write(path, document, {})
        return in_turn(
            timed(lambda _run: workspace_file.read(path)),
            timed(lambda _run: msgspec.json.decode(json)),
            runs=7,
        )


def journal_of_one_edit(touchpoints: int) -> Pairs:
    """Both have their file open; the bare one writes what ours has just written."""
    document = document_of(touchpoints)
    made = datetime.datetime.combine(TODAY, datetime.time(), datetime.UTC)
    with folder() as place, (Path(place) / "bare").open("ab") as file:
        path = Path(place) / "ours.recovery"
        kept = journal.Journal(path, journal.beginning(document, "ours", None, ""), {})
        kept.edit(one_edit(document, 0), made)
        ours = _edits(kept, document, made)

        def bare(_run: int) -> float:
            data = b"\0" * written[-1]
            begun = perf_counter()
            file.write(data)
            synced(file)
            return perf_counter() - begun

        written: list[int] = []

        def counted(run: int) -> float:
            before = path.stat().st_size
            taken = ours(run)
            written.append(path.stat().st_size - before)
            return taken

        found = in_turn(counted, bare, runs=25, warm_up=3)
        kept.end()
        return found


def _edits(kept: journal.Journal, document: Document, made: datetime.datetime) -> Work:
    def work(run: int) -> float:
        patch = one_edit(document, run + 1)
        begun = perf_counter()
        kept.edit(patch, made)
        return perf_counter() - begun

    return work


_row = of_subject(
    "file", baseline="msgspec, zlib and fsync of the same data", most=2.5, grows="map"
)

ROWS = (
    _row("save", "save (verified, with .bak) after an edit", save, quick=SIZES),
    _row("save.first", "the first save of a document", first_save),
    _row(
        "open",
        "open (read, validate, index)",
        open_file,
        baseline="msgspec decoding the same JSON",
        most=3.0,
        quick=SIZES,
    ),
    _row(
        "journal",
        "journal of one edit",
        journal_of_one_edit,
        baseline="one write and fsync of as many bytes",
        most=1.5,
        grows="card",
    ),
)
