"""What is different about the findings of a map, so that not all of them cross after each edit."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from workbench.analysis.finding import Finding, ranked


class FindingChanges(msgspec.Struct, frozen=True):
    """The keys that are gone, and the findings that are new or say something else.

    `since` is the number of the answer that these follow; 0 where `found` is all there are.
    """

    since: int = 0
    gone: tuple[str, ...] = ()
    found: tuple[Finding, ...] = ()


def changes_since(
    since: int, before: Sequence[Finding], now: tuple[Finding, ...]
) -> FindingChanges:
    """What makes the findings of answer number `since` into those of now."""
    known = {item.key: item for item in before}
    keys = {item.key for item in now}
    if not since or len(keys) < len(now) or len(known) < len(before):
        return FindingChanges(found=now)
    return FindingChanges(
        since=since,
        gone=tuple(key for key in known if key not in keys),
        found=tuple(item for item in now if known.get(item.key) != item),
    )


def followed(before: Sequence[Finding], changes: FindingChanges) -> tuple[Finding, ...]:
    """The findings after changes; those that stay are the same objects as before."""
    if not changes.since:
        return changes.found
    outdated = {*changes.gone, *(item.key for item in changes.found)}
    if not outdated:
        return tuple(before)
    kept = [item for item in before if item.key not in outdated]
    return ranked((*kept, *changes.found))


def encode(changes: FindingChanges) -> bytes:
    """Changes as JSON, for crossing from the worker process."""
    return msgspec.json.encode(changes)


def decode(data: bytes) -> FindingChanges:
    """The changes that `encode` wrote. Raises msgspec.ValidationError on others."""
    return msgspec.json.decode(data, type=FindingChanges)
