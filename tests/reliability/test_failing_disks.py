"""Every file call of a save fails in turn: the old or the new file is whole, and it is told."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reliability.faulty_disk import ERRORS, Disk, failing
from workbench.model.document import Document
from workbench.model.entities import Workspace
from workbench.store import workspace_file
from workbench.store.errors import StoreError
from workbench.words.problem_sentences import sentence

_log = logging.getLogger("reliability")


def shop(name: str) -> Document:
    return Document.of([Workspace(id="wk1", name=name)])


OLD, NEW = shop("Old"), shop("New")


def calls_of(save: Callable[[Path], object], folder: Path) -> list[str]:
    """The file calls of a save that nothing disturbs."""
    path = folder / "counted.journey"
    workspace_file.write(path, OLD, {})
    with failing(Disk(folder)) as disk:
        save(path)
    return disk.log


def save(path: Path) -> None:
    workspace_file.write(path, NEW, {})


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("error", ERRORS, ids=lambda code: os.strerror(code))
def test_a_save_on_a_failing_disk_keeps_the_old_file_or_the_new(
    tmp_path: Path, error: int, for_good: bool
) -> None:
    counted = tmp_path / "counted"
    counted.mkdir()
    calls = calls_of(save, counted)
    told = 0
    for at in range(len(calls)):
        folder = tmp_path / f"{at}"
        folder.mkdir()
        path = folder / "shop.journey"
        workspace_file.write(path, OLD, {})
        problem = None
        with failing(Disk(folder, at, error, for_good=for_good)) as disk:
            try:
                save(path)
            except StoreError as caught:
                problem = caught.problem
        assert disk.failed, calls[at]
        found = workspace_file.read(path).document
        if problem is None:
            # what failed was not needed: the save is acknowledged, so it must be there
            assert found == NEW, calls[at]
        else:
            told += 1
            assert found in (OLD, NEW), calls[at]
            assert "shop.journey" in sentence(problem), calls[at]
        kept = folder / "shop.journey.bak"
        if kept.exists():
            assert workspace_file.read(kept).document == OLD, calls[at]
        if not for_good:
            left = {item.name for item in folder.iterdir()} - {"shop.journey", "shop.journey.bak"}
            assert left == set(), calls[at]
    _log.info("%d calls failed in turn (%s): %d told", len(calls), os.strerror(error), told)
    assert told > len(calls) / 2
