"""Reading the shipped data the plain way, without the store that the product reads it with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from workbench.model.document import Document
from workbench.model.entities import TABLES
from workbench.settings import resource_folder


def _read(path: Path) -> Document:
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data.pop("format") == 2
    return Document.of(
        msgspec.convert({"id": identifier, **fields}, TABLES[table])
        for table, rows in data.items()
        for identifier, fields in rows.items()
    )


@pytest.fixture(scope="session")
def folder() -> Path:
    return resource_folder()


@pytest.fixture(scope="session")
def read(folder: Path) -> Callable[[str], Document]:
    """The document in a file, given by its path below the resources."""
    return lambda name: _read(folder / name)


@pytest.fixture(scope="session")
def library(read: Callable[[str], Document]) -> Document:
    return read("channels.json")


@pytest.fixture(scope="session")
def playbook(folder: Path) -> list[dict[str, Any]]:
    return json.loads((folder / "playbook.json").read_text(encoding="utf-8"))
