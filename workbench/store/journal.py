"""The recovery journal: every edit since the last save, kept apart from the file.

A journal is a row of records, each with its length and checksum before it, so that one that
was cut off by a crash ends at its last whole record. The first record holds the document as it
was when the journal began, so that nothing else is needed to give the work back. A journal
that is still there when no process writes it any more is work that was not saved.
"""

from __future__ import annotations

import datetime
import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from workbench.model.document import Document
from workbench.model.patch import Label, Patch, decode_changes, encode_changes
from workbench.model.problems import StalePatch
from workbench.settings import data_folder
from workbench.store import codec

ENDING = ".recovery"
_HEAD = struct.Struct(">II")
_LARGEST = 512 * 1024 * 1024
_SAME_START_SECONDS = 2.0


class Beginning(msgspec.Struct, frozen=True, tag="beginning"):
    """What the journal starts from. `path` and `fingerprint` are empty for unsaved work."""

    name: str
    path: str
    fingerprint: str
    document: bytes
    process: int
    process_started: float


class Edit(msgspec.Struct, frozen=True, tag="edit"):
    """One patch, as `patch.encode_changes` writes it, and when it was made."""

    changes: bytes
    made: datetime.datetime


class Picture(msgspec.Struct, frozen=True, tag="picture"):
    """A picture that was added since, under its asset name."""

    name: str
    data: bytes


Record = Beginning | Edit | Picture


class Unsaved(msgspec.Struct, frozen=True):
    """Work found in a journal: `base` with `edits` made since is `document`."""

    journal: Path
    name: str
    path: Path | None
    fingerprint: str
    base: Document
    document: Document
    pictures: dict[str, bytes]
    edits: int
    last: datetime.datetime


class Journal:
    """Writes one journal. Every record is on the disk when its method returns."""

    def __init__(self, path: Path, beginning: Beginning, pictures: dict[str, bytes]) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("xb")
        self._append(beginning)
        for name, data in pictures.items():
            self._append(Picture(name, data))

    def edit(self, patch: Patch, made: datetime.datetime) -> None:
        """Keep an edit. Raises OSError."""
        self._append(Edit(encode_changes(patch.changes), made))

    def picture(self, name: str, data: bytes) -> None:
        """Keep a picture that came in. Raises OSError."""
        self._append(Picture(name, data))

    def end(self) -> None:
        """The work is saved or given up: the journal goes."""
        self._file.close()
        self.path.unlink(missing_ok=True)

    def _append(self, record: Record) -> None:
        body = msgspec.msgpack.encode(record)
        self._file.write(_HEAD.pack(len(body), zlib.crc32(body)) + body)
        self._file.flush()
        os.fsync(self._file.fileno())


def beginning(document: Document, name: str, path: Path | None, fingerprint: str) -> Beginning:
    """The first record of a journal of this process."""
    # imported where it is needed: the start page is painted before anything is written
    import psutil

    own = psutil.Process()
    return Beginning(
        name=name,
        path=str(path.resolve()) if path is not None else "",
        fingerprint=fingerprint,
        document=codec.encode(document),
        process=own.pid,
        process_started=own.create_time(),
    )


def journal_folder() -> Path:
    """Where journals are kept."""
    return data_folder() / "recovery"


def left_behind(folder: Path) -> tuple[Unsaved, ...]:
    """The unsaved work of processes that are gone, newest first.

    A journal that holds no edit, or that cannot be read, is passed over and left as it is; so is
    one that goes while it is looked at, because its work was just saved or given up.
    """
    found = []
    for path in sorted(folder.glob(f"*{ENDING}")):
        try:
            work = _work(path)
        except OSError:
            continue
        if work is not None:
            found.append(work)
    return tuple(sorted(found, key=lambda work: work.last, reverse=True))


def read(path: Path) -> Iterator[Record]:
    """The whole records of a journal, up to the first that is cut off or damaged."""
    decoder = msgspec.msgpack.Decoder(Record)
    with path.open("rb") as file:
        while (body := _body(file)) is not None:
            try:
                yield decoder.decode(body)
            except msgspec.DecodeError:
                return


def _body(file: BinaryIO) -> bytes | None:
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    size, checksum = _HEAD.unpack(head)
    if size > _LARGEST:
        return None
    body = file.read(size)
    return body if len(body) == size and zlib.crc32(body) == checksum else None


def _work(path: Path) -> Unsaved | None:
    records = read(path)
    first = next(records, None)
    if not isinstance(first, Beginning) or _is_alive(first):
        return None
    base = document = codec.decode(first.document).document
    pictures: dict[str, bytes] = {}
    edits, last = 0, datetime.datetime.fromtimestamp(path.stat().st_mtime)
    for record in records:
        match record:
            case Picture(name=name, data=data):
                pictures[name] = data
            case Edit(changes=changes, made=made):
                try:
                    patch = Patch(Label.of("document.difference"), decode_changes(changes))
                    document = document.apply(patch)
                except (msgspec.ValidationError, StalePatch):
                    # what follows was made for a state that cannot be reached any more
                    break
                edits, last = edits + 1, made
            case Beginning():
                break
    if not edits:
        return None
    return Unsaved(
        journal=path,
        name=first.name,
        path=Path(first.path) if first.path else None,
        fingerprint=first.fingerprint,
        base=base,
        document=document,
        pictures=pictures,
        edits=edits,
        last=last,
    )


def _is_alive(writer: Beginning) -> bool:
    import psutil

    try:
        started = psutil.Process(writer.process).create_time()
    except psutil.Error:
        return False
    # another process may have got the same number since
    return bool(abs(started - writer.process_started) < _SAME_START_SECONDS)
