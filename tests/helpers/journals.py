"""Journals as tests find them."""

from __future__ import annotations

from pathlib import Path

from workbench.store import journal
from workbench.store.errors import StoreError
from workbench.store.journal import Unsaved


def left_behind(folder: Path) -> tuple[Unsaved, ...]:
    """What the journals of processes that are gone hold, newest first, whatever is in their files.

    One that holds no edit, that cannot be read, or that goes while it is looked at, is passed over.
    """
    found = []
    for path in sorted(folder.glob(f"*{journal.ENDING}")):
        try:
            if not journal.is_held(path):
                found.append(journal.unsaved(path))
        except (OSError, StoreError):
            continue
    works = [work for work in found if work.steps]
    return tuple(sorted(works, key=lambda work: work.last, reverse=True))
