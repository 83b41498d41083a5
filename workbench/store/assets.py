"""Pictures kept in a workspace, named by what they contain."""

from __future__ import annotations

import hashlib
import re

from workbench.model.document import Document
from workbench.model.entities import TABLES
from workbench.model.fields import fields_of
from workbench.model.problems import Problem
from workbench.store.errors import StoreError

LARGEST = 32 * 1024 * 1024
"""Bytes of one picture."""

NAME = re.compile(r"[0-9a-f]{64}\.(png|jpg|webp)")


def asset_name(data: bytes) -> str:
    """The name under which a PNG, JPEG or WebP picture is kept: ``SHA256.png``.

    Raises StoreError for other data and for a picture that is too large.
    """
    ending = _ending(data)
    if not ending:
        raise StoreError(Problem.of("asset.kind"))
    if len(data) > LARGEST:
        raise StoreError(Problem.of("asset.too_large", limit=LARGEST // 1024**2))
    return f"{hashlib.sha256(data).hexdigest()}.{ending}"


def referenced(document: Document) -> frozenset[str]:
    """The names of the assets that a document shows somewhere."""
    return frozenset(
        name
        for table in TABLES
        for field in fields_of(table).values()
        if field.kind == "asset"
        for entity in document.table(table).values()
        if (name := getattr(entity, field.name))
    )


def _ending(data: bytes) -> str:
    """The kind of picture by its first bytes, as each format's own specification fixes them."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    return ""
