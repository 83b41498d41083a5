"""A workspace on disk: `NAME.journey`, read within bounds and never half written."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from workbench.model import rules
from workbench.model.document import Document
from workbench.model.patch import FieldChange, Label, Patch
from workbench.model.problems import Problem
from workbench.store import archive, assets, codec
from workbench.store.errors import failure, of_system

ENDING = ".journey"
BACKUP = ".bak"
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


def read(path: Path) -> OpenedWorkspace:
    """The workspace in a file. Raises StoreError with what is wrong with it."""
    data = _contents(path)
    unpacked = archive.unpacked(data, path)
    decoded = codec.decode(unpacked.document)
    document, missing = _without_lost_pictures(decoded.document, unpacked.assets)
    for problem in rules.check(document):
        raise failure("store.unsound", path, n=dict(problem.parameters).get("n", 0))
    return OpenedWorkspace(
        document, unpacked.assets, decoded.read_only, _digest(data), (*decoded.repairs, *missing)
    )


def write(
    path: Path, document: Document, pictures: Mapping[str, bytes], keep: Iterable[str] = ()
) -> str:
    """Save a workspace and give the file's new fingerprint.

    Of `pictures`, those stay that the document refers to or `keep` names. The previous file
    stays beside the new one as ``NAME.journey.bak``. A symbolic link is followed, permission
    bits are kept. Raises StoreError, and leaves the previous file as it was, when anything
    goes wrong.
    """
    wanted = assets.referenced(document) | set(keep)
    json = codec.encode(document)
    data = archive.packed(json, {name: pictures[name] for name in wanted if name in pictures})
    if codec.parse(json).document != document:
        raise failure("store.not_readable_again", path)
    target = Path(os.path.realpath(path))
    try:
        _replace(target, data)
    except (OSError, ValueError) as error:
        raise _of(error, path) from error
    return _digest(data)


def fingerprint(path: Path) -> str:
    """The fingerprint of the file as it is now. Raises StoreError."""
    return _digest(_contents(path))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _of(error: OSError | ValueError, path: Path) -> Exception:
    """The failure behind an error; a name that no system takes is a ValueError."""
    return of_system(error, path) if isinstance(error, OSError) else failure("store.name", path)


def _contents(path: Path) -> bytes:
    try:
        status = os.stat(path)
        # opening a pipe would wait for somebody to write into it
        _needs_regular(status, path)
        if status.st_size > LARGEST:
            raise failure("store.too_large", path)
        with open(path, "rb") as file:
            return file.read(LARGEST)
    except (OSError, ValueError) as error:
        raise _of(error, path) from error


def _needs_regular(status: os.stat_result, path: Path) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise failure("store.folder", path)
    if not stat.S_ISREG(status.st_mode):
        raise failure("store.not_regular", path)


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


def _replace(target: Path, data: bytes) -> None:
    """Put `data` in the place of `target` in one move, once it was found to be on the disk."""
    mode = _mode(target)
    temporary = _beside(target)
    try:
        with open(temporary, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if temporary.read_bytes() != data:
            raise failure("store.not_readable_again", target)
        if mode is not None:
            os.chmod(temporary, mode)
            _back_up(target)
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _settle(target.parent)


def _mode(target: Path) -> int | None:
    """The permission bits of the file that is there; None for none. Raises OSError."""
    try:
        status = os.stat(target)
    except FileNotFoundError:
        return None
    _needs_regular(status, target)
    if not os.access(target, os.W_OK):
        raise failure("store.permission", target)
    return stat.S_IMODE(status.st_mode)


def _back_up(target: Path) -> None:
    """Keep the file that is there as its own backup, without a moment in which it is missing."""
    spare = _beside(target)
    try:
        try:
            os.link(target, spare)
        except OSError:
            # some file systems know no hard links
            shutil.copy2(target, spare)
        os.replace(spare, target.with_name(target.name + BACKUP))
    except BaseException:
        spare.unlink(missing_ok=True)
        raise


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}.tmp")


def _settle(folder: Path) -> None:
    """Let the move reach the disk, where folders can be synchronised at all."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
