"""Documents cross to another process whole."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings

from tests.helpers.documents import documents
from workbench.model.document import Document
from workbench.model.packing import pack, unpack


@given(documents())
@settings(max_examples=25)
def test_a_document_arrives_as_it_was_sent(document: Document) -> None:
    assert unpack(pack(document)) == document


def test_an_empty_one_arrives_empty() -> None:
    assert not list(unpack(pack(Document())).entities())


@pytest.mark.parametrize("data", [b"", b"\x80", b"no document", b"\xc0"])
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        unpack(data)
