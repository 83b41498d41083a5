"""The recovery journal: every edit since the last save, kept apart from the file.

A journal is a row of frames, each with its length and checksum before it, so that one that was
cut off by a crash ends at its last whole frame. The first record holds the document as it was
when the journal began, so that nothing else is needed to give the work back. A journal that is
still there when no process writes it any more is work that was not saved.
"""

from __future__ import annotations

import datetime
import os
import struct
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from workbench.model.document import Document, diff
from workbench.model.patch import Label, Patch, decode_changes, encode_changes, fold
from workbench.model.problems import StalePatch
from workbench.settings import data_folder
from workbench.store import atomic, codec, holding, processes
from workbench.store.errors import failure
from workbench.words import file_names

ENDING = ".recovery"
FORMAT = 1
LEAST_EDITS, LARGEST_EDITS = 1024 * 1024, 64 * 1024 * 1024
"""Bytes of edits up to which, and from which, a journal is compacted whatever its beginning."""
TIMES_BEGINNING = 4
"""Between these two, how many times as large as their beginning edits may grow."""

_KEPT_APART = 8
_HEAD = struct.Struct(">II")
_PIECE, _NEAR = 1024 * 1024, 64 * 1024


class Beginning(msgspec.Struct, frozen=True, tag="beginning"):
    """What the journal starts from. `path` and `fingerprint` are empty for unsaved work."""

    name: str
    path: str
    fingerprint: str
    document: bytes
    process: int
    process_mark: str = ""
    format: int = FORMAT


class Edit(msgspec.Struct, frozen=True, tag="edit"):
    """`count` edits as one patch, as `patch.encode_changes` writes it, and when they were made."""

    changes: bytes
    made: datetime.datetime
    label: Label
    count: int = 1


class Picture(msgspec.Struct, frozen=True, tag="picture"):
    """A picture that was added since, under its asset name."""

    name: str
    data: bytes


Record = Beginning | Edit | Picture


class Step(msgspec.Struct, frozen=True):
    """`count` edits as one patch, and when the last of them was made."""

    patch: Patch
    made: datetime.datetime
    count: int = 1


class Unsaved(msgspec.Struct, frozen=True, kw_only=True):
    """Work found in a journal: `base` with `steps` made since is `document`.

    `is_damaged`: more was written after these steps, but it cannot be read any more.
    """

    journal: Path
    name: str
    path: Path | None
    fingerprint: str
    base: Document
    document: Document
    pictures: dict[str, bytes]
    steps: tuple[Step, ...]
    is_damaged: bool = False

    @property
    def edits(self) -> int:
        """How many edits were made since `base`."""
        return sum(step.count for step in self.steps)

    @property
    def last(self) -> datetime.datetime:
        """When the last edit was made."""
        return self.steps[-1].made

    def changes(self) -> Patch:
        """What is other than in `base`, all edits together."""
        return diff(self.base, self.document)


class Journal:
    """Writes one journal; what `keep` was given is on the disk when it returns.

    A write that fails leaves what was kept before whole, and nothing of the rest is forgotten:
    the next call writes a fresh journal with all of it in place of the old one.
    """

    def __init__(self, path: Path, first: Beginning, pictures: Mapping[str, bytes]) -> None:
        """The file is made with the first edit. Raises FileExistsError for one that is there."""
        if path.exists():
            raise FileExistsError(str(path))
        self.path = path
        self._first = first
        self._pictures = dict(pictures)
        self._steps: list[Step] = []
        self._file: BinaryIO | None = None
        self._edits_size = 0
        self._bound = 0

    def edit(self, patch: Patch, made: datetime.datetime) -> None:
        """Keep one edit. Raises OSError or StoreError."""
        self.keep([Step(patch, made)])

    def keep(self, steps: Sequence[Step], pictures: Mapping[str, bytes] | None = None) -> None:
        """Keep edits and pictures that came in, all or none. Raises OSError or StoreError."""
        self._steps.extend(steps)
        self._pictures.update(pictures or {})
        news = [Picture(name, data) for name, data in (pictures or {}).items()]
        try:
            frame = _framed([*news, *map(_edit, steps)])
            if self._file is None or self._edits_size + len(frame) > self._bound:
                self._write_anew()
            else:
                self._append(self._file, frame)
        except BaseException:
            # what is on the disk is unknown, or lacks these: the next write begins afresh
            self.let_go()
            raise

    def end(self) -> None:
        """The work is saved or given up: the journal goes. Raises OSError."""
        self.let_go()
        self.path.unlink(missing_ok=True)

    def let_go(self) -> None:
        """Write no more; the journal stays."""
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def _append(self, file: BinaryIO, frame: bytes) -> None:
        file.write(frame)
        file.flush()
        os.fsync(file.fileno())
        self._edits_size += len(frame)

    def _write_anew(self) -> None:
        """Put a compact journal in the place of the one that is there, in one move."""
        # before anything can fail: without a file, the next write begins afresh too. And some
        # systems replace no file that is open
        self.let_go()
        self._steps = _compact(self._steps)
        start = _framed([self._first])
        pictures = [_framed([Picture(name, data)]) for name, data in self._pictures.items()]
        edits = [_framed([_edit(step)]) for step in self._steps]
        self.path.parent.mkdir(parents=True, exist_ok=True)
        atomic.replace(self.path, b"".join([start, *pictures, *edits]))
        self._file = self.path.open("ab")
        holding.hold(self._file)
        self._edits_size = sum(map(len, edits))
        self._bound = bound(len(start), self._edits_size)


def bound(beginning_size: int, edits_size: int) -> int:
    """Bytes that edits may grow to before a journal is compacted.

    Four times its beginning, from 1 to 64 MiB; and twice what compacting left of them, so that
    large work is not compacted again and again.
    """
    usual = max(LEAST_EDITS, min(LARGEST_EDITS, TIMES_BEGINNING * beginning_size))
    return max(usual, 2 * edits_size)


def beginning(document: Document, name: str, path: Path | None, fingerprint: str) -> Beginning:
    """The first record of a journal of this process."""
    process, mark = processes.own()
    # links are not followed: the disk of the file may not answer, and edits are kept meanwhile
    place = os.path.abspath(path) if path is not None else ""
    return Beginning(
        name=file_names.shown(name),
        # a name with bytes that are no letters cannot be kept: such work comes back without a file
        path=place if file_names.can_be_kept(place) else "",
        fingerprint=fingerprint,
        document=codec.encode(document),
        process=process,
        process_mark=mark,
    )


def journal_folder() -> Path:
    """Where journals are kept."""
    return data_folder() / "recovery"


def is_held(path: Path) -> bool:
    """Whether a process that is alive writes this journal. Raises OSError."""
    if holding.is_held(path):
        return True
    first = _first(path)
    return isinstance(first, Beginning) and processes.is_running(first.process, first.process_mark)


def unsaved(path: Path) -> Unsaved:
    """What a journal holds, up to where it can be read. Raises OSError, StoreError."""
    records, is_damaged = contents(path)
    first = records[0] if records else None
    if not isinstance(first, Beginning):
        raise failure("journal.damaged", path)
    decoded = codec.decode(first.document)
    if first.format > FORMAT or decoded.read_only:
        raise failure("journal.newer", path)
    document, pictures = decoded.document, {}
    steps: list[Step] = []
    for record in records[1:]:
        match record:
            case Picture(name=name, data=data):
                pictures[name] = data
            case Edit():
                try:
                    step = _step(record)
                    document = document.apply(step.patch)
                except (msgspec.DecodeError, StalePatch):
                    # what follows was made for a state that cannot be reached any more
                    is_damaged = True
                    break
                steps.append(step)
            case Beginning():
                is_damaged = True
                break
    return Unsaved(
        journal=path,
        name=first.name,
        path=Path(first.path) if first.path else None,
        fingerprint=first.fingerprint,
        base=decoded.document,
        document=document,
        pictures=pictures,
        steps=tuple(steps),
        is_damaged=is_damaged,
    )


def since(work: Unsaved, saved: Document, fingerprint: str) -> Unsaved | None:
    """The work as made on `saved`, where that is a state the work went through; else None.

    So a file that was saved a moment before the crash fits the journal that knew it before.
    """
    other = set(diff(work.base, saved).touched())
    document, base, steps = work.base, work.base, work.steps
    found = not other
    for at, step in enumerate(work.steps, 1):
        document = document.apply(step.patch)
        for place in step.patch.touched():
            if document.get(*place) == saved.get(*place):
                other.discard(place)
            else:
                other.add(place)
        if not other:
            found, base, steps = True, document, work.steps[at:]
    if not found:
        return None
    return msgspec.structs.replace(work, base=base, steps=steps, fingerprint=fingerprint)


def contents(path: Path) -> tuple[list[Record], bool]:
    """The records of a journal up to where it can be read, and whether more was written after.

    What a crash explains is no more: a last frame that is cut off, holds something else than
    it should, or is nothing but zeros. Raises OSError.
    """
    decoder = msgspec.msgpack.Decoder(list[Record])
    records: list[Record] = []
    with path.open("rb") as file:
        while True:
            good = file.tell()
            body = _body(file)
            if body is None:
                return records, _goes_on(file, good)
            try:
                records += decoder.decode(body)
            except msgspec.DecodeError:
                return records, True


def _first(path: Path) -> Record | None:
    with path.open("rb") as file:
        body = _body(file)
    try:
        records = msgspec.msgpack.decode(body or b"", type=list[Record])
    except msgspec.DecodeError:
        return None
    return records[0] if records else None


def _goes_on(file: BinaryIO, good: int) -> bool:
    """Whether a frame that cannot be read, at `good`, is followed by anything."""
    file.seek(good)
    head = file.read(_HEAD.size)
    if not head.strip(b"\0"):
        return any(piece.strip(b"\0") for piece in iter(lambda: file.read(_PIECE), b""))
    if len(head) < _HEAD.size:
        return False
    start, size = file.tell(), _HEAD.unpack(head)[0]
    if size <= os.fstat(file.fileno()).st_size - start:
        file.seek(size, os.SEEK_CUR)
        return bool(file.read(1))
    # cut off, or the length is what is damaged: then whole ones come after it
    rest = file.read(_NEAR)
    return any(_is_frame(rest, at) for at in range(len(rest) - _HEAD.size))


def _is_frame(piece: bytes, at: int) -> bool:
    begin = at + _HEAD.size
    size: int
    checksum: int
    size, checksum = _HEAD.unpack_from(piece, at)
    if not 0 < size <= len(piece) - begin:
        return False
    return zlib.crc32(memoryview(piece)[begin : begin + size]) == checksum


def _body(file: BinaryIO) -> bytes | None:
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    size, checksum = _HEAD.unpack(head)
    # a frame is never empty; zeros are what some file systems leave of the last one. Asked for
    # more than there is, Python sets aside all that was asked for
    if not 0 < size <= os.fstat(file.fileno()).st_size - file.tell():
        return None
    body = file.read(size)
    return body if len(body) == size and zlib.crc32(body) == checksum else None


def _framed(records: Sequence[Record]) -> bytes:
    body = msgspec.msgpack.encode(records)
    return _HEAD.pack(len(body), zlib.crc32(body)) + body


def _edit(step: Step) -> Edit:
    return Edit(encode_changes(step.patch.changes), step.made, step.patch.label, step.count)


def _step(edit: Edit) -> Step:
    return Step(Patch(edit.label, decode_changes(edit.changes)), edit.made, edit.count)


def _compact(steps: list[Step]) -> list[Step]:
    """The same work as one step and the last few, which are told by their names."""
    older, latest = steps[:-_KEPT_APART], steps[-_KEPT_APART:]
    if len(older) < 2:
        return steps
    changes = fold(change for step in older for change in step.patch.changes)
    count = sum(step.count for step in older)
    return [Step(Patch(older[-1].patch.label, changes), older[-1].made, count), *latest]
