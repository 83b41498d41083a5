"""Fixtures: a place to export into, and the bakery exported there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.books import Exchange
from workbench.model.document import Document
from workbench.store.templates import sample


@pytest.fixture
def exchange(tmp_path: Path) -> Exchange:
    return Exchange(tmp_path)


@pytest.fixture(scope="session")
def bakery() -> Document:
    return sample("corner-bakery")


@pytest.fixture(scope="session")
def bakery_bytes(bakery: Document, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return Exchange(tmp_path_factory.mktemp("bakery")).export(bakery).read_bytes()


@pytest.fixture
def bakery_book(exchange: Exchange, bakery_bytes: bytes) -> Exchange:
    exchange.path.write_bytes(bakery_bytes)
    return exchange
