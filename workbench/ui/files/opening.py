"""What is asked of the disk of a workspace: to read and claim it, to claim it for saving."""

from __future__ import annotations

import datetime
import os
from enum import Enum, auto
from pathlib import Path

import msgspec

from workbench.model.document import Document
from workbench.store import beside, locks, workspace_file
from workbench.store.asking import Asked
from workbench.store.locks import Holder, Lock
from workbench.store.workspace_file import OpenedWorkspace, Written

_SAME_SECONDS = 1.0


class Access(Enum):
    """Whether the open workspace may be saved to its file."""

    OWN = auto()
    """It may; nobody else has it open."""
    HELD = auto()
    """Somebody else has it open."""
    NEWER = auto()
    """A newer program wrote it, and saving would lose what this one does not know."""
    UNWRITABLE = auto()
    """The file or its folder may be read only."""


class Opening(msgspec.Struct, frozen=True):
    """A workspace as read, the claim on it, and when it was written."""

    workspace: OpenedWorkspace
    taken: Lock | Holder | None
    written: datetime.datetime | None
    access: Access

    @property
    def holder(self) -> Holder | None:
        return self.taken if isinstance(self.taken, Holder) else None

    @property
    def lock(self) -> Lock | None:
        return self.taken if isinstance(self.taken, Lock) else None


def read_and_claim(
    path: Path, *, own: Lock | None = None, instead_of: Holder | None = None
) -> Opening:
    """Claim a file, then read it, so that nobody writes it in between. Raises StoreError.

    What a save that was cut off left beside it goes.

    `own` is our claim, where we have it open already; `instead_of` is who does not have it
    open any more, as a person says.
    """
    taken: Lock | Holder | None = own
    # what is no file is told by reading it
    if taken is None and path_is_file(path):
        now = datetime.datetime.now(datetime.UTC)
        taken = locks.take(path, now, instead_of=instead_of)
    try:
        workspace = workspace_file.read(path)
    except BaseException:
        # whatever it was, the file is not open here
        give_back(taken, own)
        raise
    access = _access(path, workspace, taken)
    if access is not Access.OWN and isinstance(taken, Lock) and taken is not own:
        # who cannot save keeps nobody else from it
        taken.release()
        taken = None
    if access is Access.OWN:
        target = Path(os.path.realpath(path))
        beside.sweep(target.parent, target.name)
    return Opening(workspace, taken, written_at(path), access)


def claimed_for_saving(
    path: Path, own: Lock | None, now: datetime.datetime
) -> Lock | Holder | None:
    """The claim on a file that is to be written; `own` where it is that file's already."""
    if own is not None and Path(os.path.realpath(path)) == own.target:
        return own
    return locks.take(path, now)


def give_back(taken: Lock | Holder | None, own: Lock | None) -> None:
    """Release a claim that nobody waits for any more, unless it is `own`, which we have anyway."""
    if isinstance(taken, Lock) and taken is not own:
        taken.release()


def is_same_file(path: Path, other: Path | None) -> bool:
    """Whether both are one file, by whatever names; also where neither is there any more.

    One whose disk does not answer is not one on a disk that does: that is not waited for.
    """
    if other is None:
        return False
    if os.path.abspath(path) == os.path.abspath(other):
        return True
    asked = Asked(lambda: path.samefile(other))
    asked.wait(_SAME_SECONDS)
    if asked.is_under_way:
        asked.leave()
        return False
    try:
        return asked.result()
    except (OSError, ValueError):
        return False


def copy_written(
    path: Path, document: Document, pictures: dict[str, bytes], now: datetime.datetime
) -> Holder | Written:
    """Who has that file open, or what writing the copy came to. Raises StoreError."""
    taken = locks.take(path, now)
    if isinstance(taken, Holder):
        return taken
    try:
        return workspace_file.save(path, document, pictures)
    finally:
        if taken is not None:
            taken.release()


def written_at(path: Path) -> datetime.datetime | None:
    """When a file was written, by this machine's calendar; None where that is no date."""
    try:
        return datetime.datetime.fromtimestamp(os.stat(path).st_mtime)
    except (OSError, OverflowError, ValueError):
        return None


def path_is_file(path: Path) -> bool:
    """Whether a file is there; unlike Path.is_file it takes any name."""
    try:
        return os.path.isfile(path)
    except ValueError:
        return False


def _access(path: Path, workspace: OpenedWorkspace, taken: Lock | Holder | None) -> Access:
    if workspace.read_only:
        return Access.NEWER
    if isinstance(taken, Holder):
        return Access.HELD
    if taken is None or not os.access(path, os.W_OK):
        return Access.UNWRITABLE
    return Access.OWN
