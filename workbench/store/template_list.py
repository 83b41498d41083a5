"""The stage models and samples that the program brings along, as the start page lists them."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from workbench.settings import resource_folder

Kind = Literal["template", "sample"]


class TemplateInfo(msgspec.Struct, frozen=True):
    """A template or sample as the start page lists it."""

    id: str
    name: str
    description: str
    stage_count: int


class Entry(msgspec.Struct, frozen=True):
    """A template or sample as its folder names it."""

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


@cache
def _listed(kind: Kind) -> tuple[TemplateInfo, ...]:
    # the start page waits for this list: of each file only the stages are counted
    return tuple(
        TemplateInfo(entry.id, entry.name, entry.description, len(_outline(kind, entry.id).stages))
        for entry in entries(kind)
    )


@cache
def entries(kind: Kind) -> tuple[Entry, ...]:
    """Those of one kind, in the order in which they are offered."""
    index = (resource_folder() / f"{kind}s" / "index.json").read_bytes()
    return msgspec.json.decode(index, type=tuple[Entry, ...])


def _outline(kind: Kind, identifier: str) -> _Outline:
    return msgspec.json.decode(data(kind, identifier), type=_Outline)


def data(kind: Kind, identifier: str) -> bytes:
    """The document of one as JSON."""
    return (resource_folder() / f"{kind}s" / f"{identifier}.json").read_bytes()
