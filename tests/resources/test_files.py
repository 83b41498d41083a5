"""The form of the shipped documents: what the file format promises also holds for them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.model import rules
from workbench.model.document import Document
from workbench.model.ids import ALPHABET, PREFIXES
from workbench.settings import resource_folder
from workbench.store import codec

DOCUMENTS = (
    "channels.json",
    *(
        f"{place}/{path.name}"
        for place in ("templates", "samples")
        for path in sorted((resource_folder() / place).glob("*.json"))
        if path.name != "index.json"
    ),
)


def test_every_kind_of_document_is_there() -> None:
    assert len(DOCUMENTS) == 1 + 6 + 3


@pytest.mark.parametrize("name", DOCUMENTS)
def test_is_sound(name: str, read) -> None:
    problems = rules.check(read(name))
    if name == "channels.json":
        problems = [problem for problem in problems if problem.code != "document.workspace"]
    assert problems == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_texts_are_as_the_document_keeps_them(name: str, read) -> None:
    for table, entity in read(name).entities():
        assert rules.cleaned(table, entity) == entity


@pytest.mark.parametrize("name", DOCUMENTS)
def test_identifiers_are_like_those_of_the_program(name: str, read) -> None:
    for table, entity in read(name).entities():
        assert re.fullmatch(f"{PREFIXES[table]}[{ALPHABET}]{{12}}", entity.id), entity.id


@pytest.mark.parametrize("name", DOCUMENTS)
def test_is_written_as_the_program_writes_it(name: str, folder: Path) -> None:
    data = (folder / name).read_bytes()
    assert codec.encode(codec.parse(data).document) == data


def _texts(document: Document) -> Iterator[str]:
    for _, entity in document.entities():
        for name in entity.__struct_fields__:
            value = getattr(entity, name)
            if isinstance(value, str):
                yield value


@pytest.mark.parametrize("name", DOCUMENTS)
def test_uses_typographic_quotes(name: str, read) -> None:
    assert [text for text in _texts(read(name)) if "'" in text or '"' in text] == []


@pytest.mark.parametrize("place", ["templates", "samples"])
def test_the_index_names_every_file(place: str, folder: Path) -> None:
    index = json.loads((folder / place / "index.json").read_text(encoding="utf-8"))
    files = {path.stem for path in (folder / place).glob("*.json")} - {"index"}
    assert {item["id"] for item in index} == files
    assert len(index) == len(files)
    for item in index:
        assert set(item) == {"id", "name", "description"}
        assert item["name"]
        assert item["description"].endswith(".")
