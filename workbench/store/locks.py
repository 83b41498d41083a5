"""Who has a workspace open: a small file beside it, which gives signs of life.

A lock is a claim that everybody can read, not a guarantee: folders on networks may let two
people make the same file at once, and synchronised folders bring it late. So a claim is looked
at again (`Lock.beat`), and what is saved is compared with what was read (`workspace_file`).
See docs/decisions/0017.
"""

from __future__ import annotations

import contextlib
import datetime
import errno
import hashlib
import os
import secrets
import stat
import threading
import time
from enum import Enum, auto
from pathlib import Path
from typing import Annotated

import msgspec

from workbench.settings import data_folder
from workbench.store import beside, machine, processes
from workbench.words import file_names

BEAT_SECONDS = 60
"""How often whoever holds a lock is to give a sign of life."""
SILENT_SECONDS = 600
"""After so long without one, a lock was probably left behind by a crash."""

_SIZE = 1024
_LARGEST = 4096
_TRIES = 4
_HALF_WRITTEN_SECONDS = 5
_PAUSE = 0.05
_UNWRITABLE = (errno.EACCES, errno.EPERM, errno.EROFS)
_held: set[str] = set()
"""The tokens of the locks that this process holds or is about to."""
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Life(Enum):
    """Whether whoever holds a lock still has the file open."""

    ALIVE = auto()
    SILENT = auto()
    """No sign of life for long: probably not."""
    GONE = auto()
    """Certainly not: a process of this machine that has ended."""


class Holder(msgspec.Struct, frozen=True):
    """Who has a file open, fit to be shown; `machine` and `user` are empty where not known.

    `silent` is for how many seconds there was no sign of life, negative where the clock went
    back. `is_own`: the same person on this machine.
    """

    machine: str
    user: str
    since: datetime.datetime | None
    life: Life
    silent: float
    is_own: bool
    claim: bytes
    """The lock as it was read, by which it is known again."""


class _Claim(msgspec.Struct, frozen=True):
    machine: str
    machine_key: str
    user: str
    process: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
    mark: str
    since: datetime.datetime
    seen: datetime.datetime
    token: str


class Lock:
    """Our own claim on a file. Its methods read and write a disk that may be slow."""

    def __init__(self, target: Path, place: Path, claim: _Claim) -> None:
        self.target = target
        """The file that is claimed, its links followed."""
        self.place = place
        self._claim = claim
        self._turn = threading.Lock()
        self._is_released = False

    def beat(self, now: datetime.datetime) -> Holder | None:
        """Give a sign of life; gives whoever holds the file instead of us, None where we do.

        A lock that somebody removed is made again. Where the disk does not answer we go on
        as if we held it.
        """
        claim = msgspec.structs.replace(self._claim, seen=_utc(now))
        with self._turn:
            if self._is_released:
                return None
            try:
                return self._renewed(claim)
            except OSError:
                return None

    def release(self) -> None:
        """Give the file back. A lock that cannot be removed is known as left behind later.

        A sign of life that is on its way is waited for: it might make the lock again.
        """
        with self._turn, contextlib.suppress(OSError):
            self._is_released = True
            try:
                if self._is_ours():
                    self.place.unlink()
            finally:
                # not before: nobody may clear away what is being removed
                _held.discard(self._claim.token)

    def _renewed(self, claim: _Claim) -> Holder | None:
        try:
            handle = os.open(self.place, os.O_RDWR | _FLAGS)
        except FileNotFoundError:
            with contextlib.suppress(FileExistsError):
                _create(self.place, claim)
                return None
            return holder_at(self.place)
        try:
            if not self._is_mine(os.read(handle, _LARGEST)):
                return holder_at(self.place)
            os.lseek(handle, 0, os.SEEK_SET)
            # of the same size as before, so that nobody reads half of it
            os.write(handle, _written(claim))
        finally:
            os.close(handle)
        return None

    def _is_ours(self) -> bool:
        handle = os.open(self.place, os.O_RDONLY | _FLAGS)
        try:
            return self._is_mine(os.read(handle, _LARGEST))
        finally:
            os.close(handle)

    def _is_mine(self, written: bytes) -> bool:
        claim = _read_claim(written)
        return claim is not None and claim.token == self._claim.token


def take(
    target: Path, now: datetime.datetime, *, instead_of: Holder | None = None
) -> Lock | Holder | None:
    """Claim a file: our lock, or who has it open; None where nobody may write beside it.

    A lock whose process has ended on this machine is taken over; so is that of `instead_of`.
    Where a disk makes no file beside for another reason, a lock in the data folder keeps at
    least our own windows apart.
    """
    claim = _own_claim(now)
    # before it is written: who reads it at once must not take it for one that was left behind
    _held.add(claim.token)
    taken: Lock | Holder | None = None
    try:
        taken = _taken(Path(os.path.realpath(target)), claim, instead_of)
    finally:
        if not isinstance(taken, Lock):
            _held.discard(claim.token)
    return taken


def _taken(real: Path, claim: _Claim, instead_of: Holder | None) -> Lock | Holder | None:
    near, apart = beside.lock(real), _lock_apart(real)
    for _ in range(_TRIES):
        others = [(place, it) for place in (apart, near) if (it := holder_at(place)) is not None]
        for place, other in others:
            is_given = instead_of is not None and _is_same(other, instead_of)
            if not (is_given or other.life is Life.GONE):
                return other
            _clear(place, other)
        try:
            try:
                _create(near, claim)
                return Lock(real, near, claim)
            except FileExistsError:
                raise
            except OSError as error:
                if error.errno in _UNWRITABLE or isinstance(error, FileNotFoundError):
                    return None
                apart.parent.mkdir(parents=True, exist_ok=True)
                _create(apart, claim)
                return Lock(real, apart, claim)
        except FileExistsError:
            # somebody was quicker: they hold it, unless they went as quickly
            continue
        except OSError:
            return None
    left = holder_at(near) or holder_at(apart)
    # a lock that cannot be cleared away stands where nobody may write
    return left if left is not None and left.life is not Life.GONE else None


def holder_of(target: Path) -> Holder | None:
    """Who has a file open, as its lock says; None for nobody."""
    real = Path(os.path.realpath(target))
    return holder_at(_lock_apart(real)) or holder_at(beside.lock(real))


def sweep(folder: Path) -> None:
    """Remove the locks in a folder that were left behind, and what was left beside them.

    The lock of a living process stays, and one of another machine, of which nobody here knows.
    """
    beside.sweep(folder)
    try:
        places = [Path(item.path) for item in os.scandir(folder) if item.name.endswith(beside.LOCK)]
    except OSError:
        return
    for place in places:
        other = holder_at(place)
        if other is not None and _is_left_behind(other):
            _clear(place, other)


def folder_apart() -> Path:
    """Where locks are that could not be made beside their files."""
    return data_folder() / "locks"


def holder_at(place: Path) -> Holder | None:
    """Who made the lock in this place; None where there is none.

    Whatever stands there that is no lock of ours is held by somebody unknown.
    """
    for attempt in range(_TRIES):
        try:
            written, age = _read(place)
        except OSError:
            return None
        claim = _read_claim(written)
        if claim is not None:
            return _holder(claim, written, age)
        if age > _HALF_WRITTEN_SECONDS:
            break
        # perhaps it is being written
        if attempt + 1 < _TRIES:
            time.sleep(_PAUSE)
    life = Life.ALIVE if 0 <= age <= SILENT_SECONDS else Life.SILENT
    return Holder("", "", None, life, age, False, written)


def _holder(claim: _Claim, written: bytes, age: float) -> Holder:
    is_here = claim.machine_key == machine.key()
    if is_here:
        is_ours = claim.process == os.getpid()
        is_there = processes.is_running(claim.process, claim.mark)
        if is_ours and claim.token not in _held:
            # it was given back, but could not be removed
            is_there = False
        life = Life.ALIVE if is_there else Life.GONE
    else:
        life = Life.ALIVE if abs(age) <= SILENT_SECONDS else Life.SILENT
    is_own = is_here and claim.user == machine.user()
    return Holder(
        machine=file_names.shown(claim.machine, 40),
        user=file_names.shown(claim.user, 40),
        since=claim.since,
        life=life,
        silent=age,
        is_own=is_own,
        claim=written,
    )


def _read(place: Path) -> tuple[bytes, float]:
    """What stands in a place and how many seconds ago it was written, by the disk's own clock.

    Empty for what is no file with contents, or not ours to read. Raises OSError.
    """
    status = os.lstat(place)
    age = beside.disk_time(place) - status.st_mtime
    if not stat.S_ISREG(status.st_mode):
        return b"", age
    try:
        handle = os.open(place, os.O_RDONLY | _FLAGS)
    except PermissionError:
        return b"", age
    try:
        return os.read(handle, _LARGEST), age
    finally:
        os.close(handle)


def _read_claim(written: bytes) -> _Claim | None:
    try:
        return msgspec.json.decode(written, type=_Claim)
    except (msgspec.DecodeError, RecursionError, ValueError):
        return None


def _is_left_behind(other: Holder) -> bool:
    """Whether a lock certainly belongs to nobody any more."""
    is_no_lock = other.since is None and abs(other.silent) > beside.SURELY_OVER_SECONDS
    return other.life is Life.GONE or is_no_lock


def _is_same(other: Holder, known: Holder) -> bool:
    """Whether it is the same claim, be it with a later sign of life."""
    mine, theirs = _read_claim(other.claim), _read_claim(known.claim)
    if mine is None or theirs is None:
        return other.claim == known.claim
    return mine.token == theirs.token


def _create(place: Path, claim: _Claim) -> None:
    handle = os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _FLAGS, 0o666)
    try:
        if os.write(handle, _written(claim)) < _SIZE:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    except OSError:
        with contextlib.suppress(OSError):
            place.unlink()
        raise
    finally:
        os.close(handle)


def _clear(place: Path, other: Holder) -> None:
    """Remove the lock that was read, and no other one that came into its place since.

    One at a time does so, so that who comes late finds the lock of who was quicker.
    """
    guard = beside.clearing(place)
    try:
        os.close(os.open(guard, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _FLAGS, 0o600))
    except FileExistsError:
        _wait_for(guard)
        return
    except OSError:
        return
    # what cannot be removed is looked at again, or stands where nobody may write
    with contextlib.suppress(OSError):
        if _read(place)[0] == other.claim:
            aside = beside.temporary(place)
            os.rename(place, aside)
            aside.unlink()
    with contextlib.suppress(OSError):
        guard.unlink()


def _wait_for(guard: Path) -> None:
    """Let somebody else's clearing end; one that was cut off is done away with."""
    with contextlib.suppress(OSError):
        if abs(beside.disk_time(guard) - os.lstat(guard).st_mtime) > _HALF_WRITTEN_SECONDS:
            guard.unlink()
            return
    time.sleep(_PAUSE)


def _written(claim: _Claim) -> bytes:
    return msgspec.json.encode(claim).ljust(_SIZE - 1) + b"\n"


def _own_claim(now: datetime.datetime) -> _Claim:
    process, mark = processes.own()
    return _Claim(
        machine=machine.name(),
        machine_key=machine.key(),
        user=machine.user(),
        process=process,
        mark=mark,
        since=_utc(now),
        seen=_utc(now),
        token=secrets.token_hex(12),
    )


def _utc(moment: datetime.datetime) -> datetime.datetime:
    return moment.astimezone(datetime.UTC)


def _lock_apart(target: Path) -> Path:
    digest = hashlib.sha256(os.fsencode(target)).hexdigest()[:32]
    return folder_apart() / f"{digest}{beside.LOCK}"
