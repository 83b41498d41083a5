"""What the process that reads is told."""

from __future__ import annotations

import struct
from typing import BinaryIO

import msgspec

from workbench.exchange.reading.limits import Limits

_LENGTH = struct.Struct(">I")


class Request(msgspec.Struct, frozen=True):
    """Read this file; the path as the system spells it, which need not be text."""

    path: bytes
    encoding: str
    separator: str
    limits: Limits


def framed_request(request: Request) -> bytes:
    """A request with its length before it."""
    body = msgspec.msgpack.encode(request)
    return _LENGTH.pack(len(body)) + body


def read_request(stream: BinaryIO) -> Request | None:
    """The request; None where the stream ends before it. Waits for it."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(head)
    return msgspec.msgpack.decode(stream.read(size), type=Request)
