"""A document as bytes for another process of ours: quick, and for no other use.

Files are written by the store, whose form is canonical and lasts. This one takes a tenth of the
time and is read by the same version of the program only.
"""

from __future__ import annotations

from types import GenericAlias
from typing import Any

import msgspec

from workbench.model.document import Document
from workbench.model.entities import TABLES

_Packed = msgspec.defstruct(
    "_Packed", [(name, GenericAlias(list, (kind,))) for name, kind in TABLES.items()]
)
_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder(_Packed)


def pack(document: Document) -> bytes:
    """The document for another process."""
    return _encoder.encode(_Packed(*(list(document.table(name).values()) for name in TABLES)))


def unpack(data: bytes) -> Document:
    """The document that `pack` wrote. Raises msgspec.DecodeError for anything else."""
    packed = _decoder.decode(data)
    return Document(
        {name: {entity.id: entity for entity in getattr(packed, name)} for name in TABLES}
    )
