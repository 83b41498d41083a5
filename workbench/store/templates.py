"""What the program brings along: stage models, samples and the channel library."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from workbench.model import queries
from workbench.model.document import Document
from workbench.model.ids import new_id
from workbench.model.patch import Added, Change, Label, Patch, Removed
from workbench.model.problems import Problem
from workbench.settings import resource_folder
from workbench.store import codec
from workbench.store.errors import StoreError

Kind = Literal["template", "sample"]


class TemplateInfo(msgspec.Struct, frozen=True):
    """A template or sample as the start page lists it."""

    id: str
    name: str
    description: str
    stage_count: int


class _Entry(msgspec.Struct, frozen=True):
    id: str
    name: str
    description: str


class _Outline(msgspec.Struct, frozen=True):
    stages: dict[str, msgspec.Raw]


def templates() -> tuple[TemplateInfo, ...]:
    """The stage models, quickest first, the blank one last."""
    return _listed("template")


def samples() -> tuple[TemplateInfo, ...]:
    """The worked examples."""
    return _listed("sample")


def template(identifier: str) -> Document:
    """A stage model under its fixed ids, without channels. Raises StoreError."""
    return _document("template", identifier)


def sample(identifier: str) -> Document:
    """A worked example under its fixed ids, with the channels it uses. Raises StoreError."""
    return _document("sample", identifier)


@cache
def library() -> Document:
    """The channels that the program brings along, and nothing else."""
    return codec.parse((resource_folder() / "channels.json").read_bytes()).document


def new_workspace(kind: Kind, identifier: str) -> Document:
    """A workspace to begin with: a template or sample, and every channel of the library.

    The workspace has a fresh id; all else keeps its fixed one. Raises StoreError for an
    unknown `identifier`, naming those there are.
    """
    document = _document(kind, identifier)
    workspace = document.workspace
    fresh = msgspec.structs.replace(workspace, id=new_id("workspace"))
    changes: list[Change] = [Removed("workspace", workspace), Added("workspace", fresh)]
    changes.extend(
        Added("channels", channel)
        for channel in queries.channels(library())
        if channel.id not in document.channels
    )
    return document.apply(Patch(Label.of("document.difference"), tuple(changes)))


@cache
def _listed(kind: Kind) -> tuple[TemplateInfo, ...]:
    # the start page waits for this list: of each file only the stages are counted
    return tuple(
        TemplateInfo(entry.id, entry.name, entry.description, len(_outline(kind, entry.id).stages))
        for entry in _entries(kind)
    )


@cache
def _entries(kind: Kind) -> tuple[_Entry, ...]:
    data = (resource_folder() / f"{kind}s" / "index.json").read_bytes()
    return msgspec.json.decode(data, type=tuple[_Entry, ...])


def _outline(kind: Kind, identifier: str) -> _Outline:
    return msgspec.json.decode(_data(kind, identifier), type=_Outline)


def _data(kind: Kind, identifier: str) -> bytes:
    return (resource_folder() / f"{kind}s" / f"{identifier}.json").read_bytes()


@cache
def _document(kind: Kind, identifier: str) -> Document:
    known = [entry.id for entry in _entries(kind)]
    if identifier not in known:
        raise StoreError(Problem.of(f"{kind}.unknown", got=identifier, known=", ".join(known)))
    return codec.parse(_data(kind, identifier)).document
