"""The stage models, samples and channels that the program brings along, as documents."""

from __future__ import annotations

from functools import cache

import msgspec

from workbench.model import queries
from workbench.model.document import Document
from workbench.model.ids import new_id
from workbench.model.patch import Added, Change, Label, Patch, Removed
from workbench.model.problems import Problem
from workbench.settings import resource_folder
from workbench.store import codec
from workbench.store.errors import StoreError
from workbench.store.template_list import Kind, data, entries


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
def _document(kind: Kind, identifier: str) -> Document:
    known = [entry.id for entry in entries(kind)]
    if identifier not in known:
        raise StoreError(Problem.of(f"{kind}.unknown", got=identifier, known=", ".join(known)))
    return codec.parse(data(kind, identifier)).document
