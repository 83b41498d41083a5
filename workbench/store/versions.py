"""Earlier saved states of workspaces: one an hour for a day, one a day for a month.

They are kept in the data folder, for each file by its place and its workspace's id. A version
is a workspace file; an index beside the versions of one file says what is in them, and is made
again from them where it is lost.
"""

from __future__ import annotations

import datetime
import hashlib
import logging
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from workbench.model.document import Document
from workbench.settings import data_folder
from workbench.store import atomic, beside, workspace_file
from workbench.store.errors import StoreError, of_system

HOURLY = datetime.timedelta(days=1)
DAILY = datetime.timedelta(days=31)
MOST = 60
"""Versions of one file."""
LARGEST = 256 * 1024 * 1024
"""Bytes of all versions of one file; the newest is kept whatever its size."""
LARGEST_OF_ALL = 1024 * 1024 * 1024
"""Bytes of the versions of all files."""
COUNTED = ("maps", "stages", "touchpoints", "connections", "personas")
"""The tables of which a version says how many entities it holds."""

_INDEX = "index.json"
_NAME = re.compile(r"(\d{6,12})-(\d{8}T\d{6}Z)\.journey")
_STAMP = "%Y%m%dT%H%M%SZ"

_log = logging.getLogger(__name__)


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One saved state. `number` counts the versions of a file, whatever the clock says.

    `made` is in UTC; `size` is in bytes; `counts` are by table.
    """

    path: Path
    number: int
    made: datetime.datetime
    size: int
    fingerprint: str
    counts: dict[str, int]


class _Entry(msgspec.Struct, frozen=True):
    fingerprint: str
    counts: dict[str, int]


class _Index(msgspec.Struct, frozen=True):
    """What versions of which file these are, by the names of their files."""

    path: str
    entries: dict[str, _Entry]


def versions_folder() -> Path:
    """Where versions are kept."""
    return data_folder() / "versions"


def folder_of(root: Path, path: Path, workspace_id: str) -> Path:
    """The folder for the versions of one file that holds one workspace."""
    key = f"{os.path.realpath(path)}\n{workspace_id}"
    return root / hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:24]


def kept(root: Path, path: Path, workspace_id: str) -> tuple[Version, ...]:
    """The versions of a file, newest first. Raises StoreError."""
    folder = folder_of(root, path, workspace_id)
    try:
        return tuple(sorted(_found(folder), key=lambda it: it.number, reverse=True))
    except OSError as error:
        raise of_system(error, folder) from error


def of_path(root: Path, path: Path) -> tuple[Version, ...]:
    """The versions of whatever workspaces were saved to this place, the latest made first.

    For a file that cannot be read any more. Raises StoreError.
    """
    place = _shown(path)
    try:
        folders = [
            it.parent for it in root.glob(f"*/{_INDEX}") if _read_index(it.parent).path == place
        ]
        found = [version for folder in folders for version in _found(folder)]
    except OSError as error:
        raise of_system(error, root) from error
    return tuple(sorted(found, key=lambda it: it.made, reverse=True))


def keep(
    root: Path, path: Path, document: Document, fingerprint: str, now: datetime.datetime
) -> Version | None:
    """Keep the file as it is now, and let go of the versions that are too many.

    `document` and `fingerprint` are what was saved in it; None where the file holds something
    else by now, or the newest version does already. `now` has a time zone. Raises StoreError,
    and leaves the versions that there are, where it cannot be written.
    """
    workspace_id = document.workspace.id
    folder = folder_of(root, path, workspace_id)
    before = kept(root, path, workspace_id)
    if before and before[0].fingerprint == fingerprint:
        return None
    try:
        data = path.read_bytes()
    except OSError as error:
        raise of_system(error, path) from error
    if hashlib.sha256(data).hexdigest() != fingerprint:
        return None
    made = now.astimezone(datetime.UTC).replace(microsecond=0)
    number = before[0].number + 1 if before else 1
    version = Version(
        path=folder / f"{number:06}-{made:{_STAMP}}.journey",
        number=number,
        made=made,
        size=len(data),
        fingerprint=fingerprint,
        counts=counts_of(document),
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise of_system(error, folder) from error
    beside.sweep(folder)
    atomic.replace(version.path, data)
    staying = thinned([version, *before], now)
    _write_index(folder, path, staying)
    _remove(it.path for it in before if it not in staying)
    _keep_all_within(root, LARGEST_OF_ALL, version.path)
    return version


def thinned(versions: Sequence[Version], now: datetime.datetime) -> list[Version]:
    """Those that stay, newest first.

    The newest stays; before it the last of each hour of one day, and of each day of 31, both
    in UTC; of these the newest that are not too many and not too large together. What a clock
    that was moved back dates in the future counts as made now.
    """
    newest, *others = sorted(versions, key=lambda it: it.number, reverse=True)
    staying, size = [newest], newest.size
    seen: set[object] = set()
    for version in others:
        age = max(now - version.made, datetime.timedelta())
        hour = version.made.replace(minute=0, second=0, microsecond=0)
        slot: object = hour if age < HOURLY else version.made.date()
        if age >= DAILY or slot in seen:
            continue
        seen.add(slot)
        size += version.size
        if size > LARGEST or len(staying) == MOST:
            break
        staying.append(version)
    return staying


def counts_of(document: Document) -> dict[str, int]:
    """How many entities the counted tables of a document hold."""
    return {table: len(document.table(table)) for table in COUNTED}


def _found(folder: Path) -> list[Version]:
    index = _read_index(folder)
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        name = _parsed(path.name)
        if name is None:
            continue
        entry = index.entries.get(path.name) or _looked_into(path)
        if entry is not None:
            number, made = name
            found.append(
                Version(
                    path=path,
                    number=number,
                    made=made,
                    size=path.stat().st_size,
                    fingerprint=entry.fingerprint,
                    counts=entry.counts,
                )
            )
    return found


def _looked_into(path: Path) -> _Entry | None:
    """What the index would say of a version that it lacks; None for one that is damaged."""
    try:
        opened = workspace_file.read(path)
    except StoreError as error:
        _log.warning("a version cannot be read: %s", error)
        return None
    return _Entry(opened.fingerprint, counts_of(opened.document))


def _parsed(name: str) -> tuple[int, datetime.datetime] | None:
    """The number of a version and when it was made, from the name of its file."""
    found = _NAME.fullmatch(name)
    try:
        made = datetime.datetime.strptime(found[2] if found else "", _STAMP)
    except ValueError:
        return None
    assert found is not None
    return int(found[1]), made.replace(tzinfo=datetime.UTC)


def _read_index(folder: Path) -> _Index:
    try:
        return msgspec.json.decode((folder / _INDEX).read_bytes(), type=_Index)
    except FileNotFoundError:
        pass
    except (OSError, msgspec.DecodeError, RecursionError) as error:
        _log.warning("an index of versions is made again: %s", error)
    return _Index("", {})


def _write_index(folder: Path, path: Path, versions: Iterable[Version]) -> None:
    entries = {it.path.name: _Entry(it.fingerprint, it.counts) for it in versions}
    atomic.replace(folder / _INDEX, msgspec.json.encode(_Index(_shown(path), entries)))


def _shown(path: Path) -> str:
    """The place of a file as text, also where its name is none."""
    return os.fsencode(os.path.realpath(path)).decode("utf-8", "replace")


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            # it is looked at again with the next version
            _log.warning("a version cannot be removed: %s", error)


def _keep_all_within(root: Path, limit: int, newest: Path) -> None:
    """Let go of the oldest versions of all files where they are too large together."""
    try:
        files = [item for item in root.glob("*/*.journey") if _parsed(item.name)]
        sizes = {item: item.stat().st_size for item in files}
    except OSError as error:
        _log.warning("versions cannot be counted: %s", error)
        return
    total = sum(sizes.values())
    for item in sorted(files, key=lambda it: it.name.partition("-")[2]):
        if total <= limit:
            return
        if item != newest:
            total -= sizes[item]
            _remove([item])
