"""XML as it streams by, for parts too large to be held as a tree.

defusedxml refuses entities and everything from outside; its own trees are made in Python and
take several times as long.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Protocol

from defusedxml.ElementTree import DefusedXMLParser

_PIECE = 65_536


class Listener(Protocol):
    """Told of what begins and ends, by namespace and name (``uri}name``), and of texts."""

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def text(self, text: str) -> None: ...


def streamed(source: IO[bytes], listener: Listener) -> Iterator[None]:
    """Tell the listener of everything in the source, stopping after each piece of it.

    Raises ExpatError for what is no XML, and defusedxml’s exceptions for what it refuses.
    """
    parser = DefusedXMLParser().parser
    parser.ordered_attributes = False
    parser.StartElementHandler = listener.start
    parser.EndElementHandler = listener.end
    parser.CharacterDataHandler = listener.text
    parser.DefaultHandlerExpand = None
    while piece := source.read(_PIECE):
        parser.Parse(piece, False)
        yield
    parser.Parse(b"", True)
    yield
