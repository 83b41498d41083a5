"""A workspace on disk: `NAME.journey`, read within bounds and never half written."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
from collections import deque
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

import msgspec

from workbench.model import rules
from workbench.model.document import Document
from workbench.model.patch import FieldChange, Label, Patch
from workbench.model.problems import Problem
from workbench.store import archive, assets, atomic, canonical, codec
from workbench.store.errors import StoreError, failure, of_system
from workbench.words.problem_sentences import sentence

ENDING = ".journey"
BACKUP, DAMAGED = ".bak", ".damaged"
"""Endings of the version before, and of a file that could not be read when it was replaced."""
LARGEST = 800 * 1024 * 1024
"""Bytes of a workspace file."""


class OpenedWorkspace(msgspec.Struct, frozen=True):
    """A workspace as it was read.

    `read_only`: a newer program wrote it, and saving over it would lose what this one does
    not know. `fingerprint` changes whenever the file does. `repairs` is to be told.
    """

    document: Document
    assets: dict[str, bytes]
    read_only: bool
    fingerprint: str
    repairs: tuple[Problem, ...] = ()


class Written(msgspec.Struct, frozen=True):
    """What a save came to: the file's new fingerprint, and where a damaged file is now that was
    in its place.
    """

    fingerprint: str
    aside: Path | None = None


class ChangedElsewhereError(StoreError):
    """The file is not the one that was to be replaced."""


_sound: deque[str] = deque(maxlen=64)
"""Fingerprints of files that were read or written here, so that they need not be read again."""


def read(path: Path) -> OpenedWorkspace:
    """The workspace in a file. Raises StoreError with what is wrong with it."""
    return _parsed(_contents(path), path)


def _parsed(data: bytes, path: Path) -> OpenedWorkspace:
    unpacked = archive.unpacked(data, path)
    decoded = _decoded(unpacked.document, path)
    document, missing = _without_lost_pictures(decoded.document, unpacked.assets)
    # what has parts that do not fit together was repaired when it was decoded
    for problem in rules.check_workspace(document):
        code = "store.newer" if decoded.read_only else "store.unsound"
        raise failure(code, path, n=dict(problem.parameters).get("n", 0))
    found = _digest(data)
    _sound.append(found)
    return OpenedWorkspace(
        document, unpacked.assets, decoded.read_only, found, (*decoded.repairs, *missing)
    )


def write(
    path: Path, document: Document, pictures: Mapping[str, bytes], keep: Iterable[str] = ()
) -> str:
    """Save a workspace as `save` does and give the file's new fingerprint."""
    return save(path, document, pictures, keep).fingerprint


def save(
    path: Path,
    document: Document,
    pictures: Mapping[str, bytes],
    keep: Iterable[str] = (),
    *,
    known: str = "",
) -> Written:
    """Save a workspace.

    Of `pictures`, those stay that the document refers to or `keep` names. The previous file
    stays beside the new one as ``NAME.journey.bak``; a damaged one under a name of its own, so
    that the last good one stays too. A symbolic link is followed, permission bits are kept.
    Raises StoreError when anything goes wrong, and leaves the previous file as it was, with the
    one exception of `atomic.replace`; ChangedElsewhereError where the previous file is another
    one than `known`, its fingerprint.
    """
    wanted = assets.referenced(document) | set(keep)
    try:
        json = codec.encode(document, proved=True)
    except canonical.NotAsWrittenError as error:
        raise failure("store.not_as_written", path) from error
    data = archive.packed(json, {name: pictures[name] for name in wanted if name in pictures})
    aside: list[Path] = []
    atomic.replace(path, data, keep_as=partial(_kept_as, known=known, aside=aside))
    found = _digest(data)
    _sound.append(found)
    return Written(found, *aside)


def _kept_as(target: Path, *, known: str, aside: list[Path]) -> Path | None:
    """Where the file that is replaced is kept: one that cannot be read `aside`."""
    try:
        data = _contents(target)
    except StoreError:
        if known:
            raise
        aside.append(_place_aside(target, None))
        return aside[0]
    found = _digest(data)
    if known and found != known:
        raise ChangedElsewhereError(failure("store.changed", target).problem)
    if not data:
        return None
    try:
        if found not in _sound:
            _parsed(data, target)
    except StoreError:
        aside.append(_place_aside(target, data))
        return aside[0]
    return atomic.backup_of(target, BACKUP)


def _place_aside(target: Path, data: bytes | None) -> Path:
    """A name beside the file that nothing has, or only the very same contents."""
    for number in itertools.count(1):
        place = atomic.backup_of(target, DAMAGED if number == 1 else f"{DAMAGED}-{number}")
        if not os.path.lexists(place):
            break
        with contextlib.suppress(StoreError):
            if _contents(place) == data:
                break
    return place


def fingerprint(path: Path) -> str:
    """The fingerprint of the file as it is now. Raises StoreError."""
    return _digest(_contents(path))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _contents(path: Path) -> bytes:
    try:
        status = os.stat(path)
        # opening a pipe would wait for somebody to write into it
        atomic.needs_regular(status, path)
        if status.st_size > LARGEST:
            raise failure("store.too_large", path)
        with open(path, "rb") as file:
            # asked for more than there is, Python sets aside all that was asked for
            return file.read(min(os.fstat(file.fileno()).st_size, LARGEST))
    except OSError as error:
        raise of_system(error, path) from error
    except ValueError as error:
        # no system takes a name with a NUL in it
        raise failure("store.name", path) from error


def _decoded(data: bytes, path: Path) -> codec.Decoded:
    """The document in a file; what is wrong with it is said of the file."""
    try:
        return codec.decode(data)
    except StoreError as error:
        raise failure("store.document", path, why=sentence(error.problem)) from error


def _without_lost_pictures(
    document: Document, pictures: Mapping[str, bytes]
) -> tuple[Document, list[Problem]]:
    """The document without mentions of pictures that the file lacks, and which those were."""
    lost = [
        persona
        for persona in document.personas.values()
        if persona.picture and persona.picture not in pictures
    ]
    changes = tuple(
        FieldChange("personas", persona.id, "picture", persona.picture, "") for persona in lost
    )
    problems = [
        Problem.of("asset.lost", persona.id, table="personas", name=persona.name)
        for persona in lost
    ]
    return document.apply(Patch(Label.of("document.repair"), changes)), problems
