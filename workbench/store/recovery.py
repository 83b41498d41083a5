"""What journals of processes that are gone tell: work to offer, and what has to stay aside.

A journal that does not fit its file is moved into a folder of its own, from which nothing is
ever removed but by the person; should it fit again one day, its work is offered like any other.
"""

from __future__ import annotations

import datetime
import logging
import os
from pathlib import Path
from time import monotonic
from typing import Literal

import msgspec

from workbench.store import journal, locks, workspace_file
from workbench.store.asking import Asked
from workbench.store.errors import StoreError, failure
from workbench.store.journal import Unsaved
from workbench.store.locks import Holder, Life, Lock

ASIDE = "aside"
"""The folder within that of the journals."""

Why = Literal["changed", "gone", "unanswered", "damaged", "newer", "saved"]

_PATIENCE_SECONDS, _LEAST_SECONDS, _MOST_SECONDS = 10.0, 0.5, 20.0
"""For the disk of a file, whichever others did not answer, and for all of them: what is on other
disks is not offered before."""

_log = logging.getLogger(__name__)

_unanswered: dict[Path, Asked[tuple[Unsaved | None, Why]]] = {}
"""By folder, which question about a file was given up."""


class Aside(msgspec.Struct, frozen=True):
    """A journal that does not fit, why, and what of it can be read, if anything can."""

    journal: Path
    why: Why
    work: Unsaved | None
    written: datetime.datetime


class Found(msgspec.Struct, frozen=True):
    """Work to offer and journals that stay aside, each newest first."""

    works: tuple[Unsaved, ...] = ()
    aside: tuple[Aside, ...] = ()


def survey(folder: Path) -> Found:
    """Look through the journals in a folder and put aside what does not fit its file.

    Journals of living processes are left alone, and those that one of them took up. One whose
    work is in its file already, or comes to nothing, goes; aside it stays.
    """
    until = monotonic() + _MOST_SECONDS
    for place in (folder, folder / ASIDE):
        locks.sweep(place)
    works, aside = [], []
    for path in _all(folder):
        try:
            if journal.is_held(path) or _is_claimed(path):
                continue
            found = _examined(path, until)
            if _is_claimed(path):
                # looking at its file took a while, in which a window took the work up
                continue
            if found is None and not is_aside(path):
                path.unlink()
            elif found is None:
                aside.append(Aside(path, "saved", None, _written(path)))
            elif isinstance(found, Aside):
                aside.append(msgspec.structs.replace(found, journal=put_aside(path)))
            else:
                works.append(msgspec.structs.replace(found, journal=_put_back(path, folder)))
        except (OSError, OverflowError, ValueError, MemoryError) as error:
            # saved or given up while it is looked at, or nothing that can be opened
            _log.warning("a journal was passed over: %s", error)
    return Found(
        tuple(sorted(works, key=lambda work: work.last, reverse=True)),
        tuple(sorted(aside, key=lambda item: item.written, reverse=True)),
    )


def claim(path: Path, now: datetime.datetime) -> Lock | None:
    """Claim the work of a journal, so that one window has it; None where nobody may write.

    While the claim is held, the work is offered nowhere. It is given back once the work is in
    another journal, or not wanted any more. Raises StoreError where another window was quicker.
    """
    taken = locks.take(path, now)
    if isinstance(taken, Holder) and taken.life is Life.SILENT:
        # of this machine before it was given another name, or a lock that was cut off: while it
        # stands, nobody would ever have the work
        taken = locks.take(path, now, instead_of=taken)
    if isinstance(taken, Holder):
        raise failure("journal.taken", path)
    if not os.path.lexists(path):
        # another one has had it for good since it was offered
        if taken is not None:
            taken.release()
        raise failure("journal.taken", path)
    return taken


def discard(path: Path, now: datetime.datetime) -> None:
    """Remove a journal whose work is not wanted any more. Raises OSError.

    One that another window has taken up meanwhile is that window's.
    """
    try:
        taken = claim(path, now)
    except StoreError:
        return
    try:
        path.unlink(missing_ok=True)
    finally:
        if taken is not None:
            taken.release()


def _is_claimed(path: Path) -> bool:
    holder = locks.holder_of(path)
    return holder is not None and holder.life is Life.ALIVE


def put_aside(path: Path) -> Path:
    """Move a journal aside, unless it is there; gives where it is. Raises OSError."""
    if is_aside(path):
        return path
    folder = path.parent / ASIDE
    folder.mkdir(exist_ok=True)
    place = folder / path.name
    # names hold a random part: there is none of that name
    os.rename(path, place)
    return place


def _put_back(path: Path, folder: Path) -> Path:
    """Move a journal that fits to the others; gives where it is. Raises OSError."""
    place = folder / path.name
    if place != path:
        os.rename(path, place)
    return place


def is_aside(path: Path) -> bool:
    """Whether a journal was moved aside."""
    return path.parent.name == ASIDE


def _all(folder: Path) -> list[Path]:
    """Every journal of a folder; none while its disk does not answer, until the next start."""
    try:
        return sorted([*folder.glob(f"*{journal.ENDING}"), *_aside(folder)])
    except OSError as error:
        _log.warning("journals cannot be listed: %s", error)
        return []


def _aside(folder: Path) -> list[Path]:
    return list((folder / ASIDE).glob(f"*{journal.ENDING}"))


def _examined(path: Path, until: float) -> Unsaved | Aside | None:
    """The work in a journal, the journal as one to put aside, or None where nothing is lost.

    `until` is the moment after which disks that do not answer are hardly waited for.
    """
    written = _written(path)
    try:
        work = journal.unsaved(path)
    except StoreError as error:
        why: Why = "newer" if error.problem.code == "journal.newer" else "damaged"
        return Aside(path, why, None, written)
    except (OSError, MemoryError):
        raise
    except Exception:  # noqa: BLE001  one such journal must not hide the others
        _log.exception("a journal cannot be read for an unexpected reason: %s", path)
        return Aside(path, "damaged", None, written)
    if work.is_damaged:
        return Aside(path, "damaged", work if work.changes() else None, written)
    if not work.changes():
        return None
    if work.path is None:
        return work
    try:
        fitting, why = _fitted_in_time(work, work.path, until)
    except (OSError, MemoryError):
        raise
    except Exception:  # noqa: BLE001  nor must one such file
        _log.exception("a file cannot be compared for an unexpected reason: %s", work.path)
        fitting, why = None, "changed"
    if fitting is None:
        return Aside(path, why, work, written)
    return fitting if fitting.changes() else None


def _fitted_in_time(work: Unsaved, path: Path, until: float) -> tuple[Unsaved | None, Why]:
    """As `_fitted`, for a disk that may not answer. Each such folder is asked once at a time."""
    before = _unanswered.get(path.parent)
    if before is not None and before.is_under_way:
        return None, "unanswered"
    asked = Asked(lambda: _fitted(work, path))
    asked.wait(max(_LEAST_SECONDS, min(_PATIENCE_SECONDS, until - monotonic())))
    if asked.is_under_way:
        _unanswered[path.parent] = asked
        asked.leave()
        return None, "unanswered"
    return asked.result()


def _written(path: Path) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(path.stat().st_mtime)


def _fitted(work: Unsaved, path: Path) -> tuple[Unsaved | None, Why]:
    """The work as changes to its file as it is now; None, and why, where it is not."""
    try:
        if workspace_file.fingerprint(path) == work.fingerprint:
            return work, "changed"
        opened = workspace_file.read(path)
    except StoreError:
        return None, "gone" if not os.path.exists(path) else "changed"
    return journal.since(work, opened.document, opened.fingerprint), "changed"
