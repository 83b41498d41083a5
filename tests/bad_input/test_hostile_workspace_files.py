"""Workspace files made to do harm, or by programs with habits of their own.

The list in docs/file-format.md says of each what happens to it; here each is made and opened.
"""

from __future__ import annotations

import io
import json
import stat
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from workbench.model import rules
from workbench.store import assets, bounds, workspace_file
from workbench.store.errors import StoreError
from workbench.ui.pictures import MOST_PIXELS, decoded

GOOD: dict[str, Any] = {
    "format": 2,
    "workspace": {"wk1": {"name": "Shop"}},
    "personas": {"pe1": {"name": "Anna"}},
    "maps": {"ma1": {"name": "Visit"}, "ma2": {"name": "Next"}},
    "stages": {"st1": {"map": "ma1"}, "st2": {"map": "ma2"}},
    "lanes": {"la1": {"map": "ma1", "kind": "touchpoints"}},
    "touchpoints": {"tp1": {"map": "ma1", "stage": "st1", "lane": "la1"}},
}


def changed(table: str, **entities: Any) -> bytes:
    """The good document with other entities in one table, None taking one away."""
    there = {**GOOD.get(table, {}), **entities}
    kept = {name: entity for name, entity in there.items() if entity is not None}
    return json.dumps({**GOOD, table: kept}).encode()


def zipped(
    document: bytes, others: Iterable[tuple[Any, bytes]] = (), comment: bytes = b""
) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made, warnings.catch_warnings():
        # a name that is there twice is meant
        warnings.simplefilter("ignore")
        made.writestr("document.json", document)
        for name, content in others:
            made.writestr(name, content)
        made.comment = comment
    return buffer.getvalue()


class OneWay(io.RawIOBase):
    """A stream that cannot go back, so that sizes are written behind what they are of."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.data += data
        return len(data)


def streamed() -> bytes:
    stream = OneWay()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("document.json", changed("maps"))
    return bytes(stream.data)


def large_form() -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w") as made,
        made.open("document.json", "w", force_zip64=True) as member,
    ):
        member.write(changed("maps"))
    return buffer.getvalue()


def link() -> bytes:
    """A document that is a symbolic link to somebody's secrets."""
    member = zipfile.ZipInfo("document.json")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(member, "/etc/passwd")
    return buffer.getvalue()


def overlapping() -> bytes:
    """Two members that say they begin at the same place."""
    data = bytearray(zipped(changed("maps"), [("assets/" + "a" * 64 + ".png", b"x")]))
    second = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, second + 42, 0)
    return bytes(data)


def bomb() -> bytes:
    """A document that says that it unfolds to 300 MB."""
    data = bytearray(zipped(changed("maps")))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 300_000_000)
    return bytes(data)


def encrypted() -> bytes:
    data = bytearray(zipped(changed("maps")))
    for head, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(head) + at] |= 1
    return bytes(data)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (bomb, "store.too_large"),
    "leads out": (lambda: zipped(changed("maps"), [("../x", b"x")]), "store.suspicious"),
    "absolute": (lambda: zipped(changed("maps"), [("/etc/x", b"x")]), "store.suspicious"),
    "drive": (lambda: zipped(changed("maps"), [("C:\\x", b"x")]), "store.suspicious"),
    "twice": (lambda: zipped(changed("maps"), [("document.json", b"{}")]), "store.suspicious"),
    "encrypted": (encrypted, "store.encrypted"),
    "too many": (
        lambda: zipped(changed("maps"), [(f"m{n}", b"") for n in range(10_001)]),
        "store.too_large",
    ),
    "link": (link, "store.document"),
    "nested": (lambda: zipped(b"[" * 100_000 + b"]" * 100_000), "store.document"),
    "number": (lambda: zipped(changed("maps")[:-1] + b', "x": 1e999}'), "store.document"),
    "digits": (lambda: zipped(b'{"format": ' + b"9" * 100_000 + b"}"), "store.document"),
    "NaN": (lambda: zipped(changed("personas", pe1={"share": float("nan")})), "store.document"),
    "Infinity": (
        lambda: zipped(changed("personas", pe1={"share": float("-inf")})),
        "store.document",
    ),
    "wrong type": (lambda: zipped(changed("maps", ma1={"name": ["x"]})), "store.document"),
    "no object": (lambda: zipped(changed("maps", ma1="x")), "store.document"),
    "unknown table": (lambda: zipped(changed("code", x1={"run": "rm"})), "store.document"),
    "unknown field": (lambda: zipped(changed("maps", ma1={"__class__": "x"})), "store.document"),
    "one id twice": (
        lambda: zipped(changed("maps").replace(b'"ma2"', b'"ma1"')),
        "store.document",
    ),
    "no id": (lambda: zipped(changed("maps", **{"../ma": {}})), "store.document"),
    "two workspaces": (lambda: zipped(changed("workspace", wk2={})), "store.unsound"),
    "no workspace": (lambda: zipped(changed("workspace", wk1=None)), "store.unsound"),
}

REPAIRED: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "circle": (
        lambda: zipped(changed("maps", ma1={"based_on": "ma2"}, ma2={"based_on": "ma1"})),
        {"map.circle"},
    ),
    "itself": (lambda: zipped(changed("maps", ma1={"based_on": "ma1"})), {"map.circle"}),
    "no owner": (lambda: zipped(changed("maps", ma2=None)), {"reference.dangling"}),
    "mention": (
        lambda: zipped(changed("maps", ma1={"personas": ["pe9"], "based_on": "ma9"})),
        {"reference.dangling"},
    ),
    "no picture": (
        lambda: zipped(changed("personas", pe1={"picture": "a" * 64 + ".png"})),
        {"asset.lost"},
    ),
}

OPENED: dict[str, Callable[[], bytes]] = {
    "streamed": streamed,
    "zip64": large_form,
    "comment": lambda: zipped(changed("maps"), comment=b"x" * 65_535),
    "in front": lambda: b"#!/bin/sh\nexit\n" + zipped(changed("maps")),
    "others": lambda: zipped(changed("maps"), [("folder/", b""), ("run.py", b"import os")]),
    "no picture is": lambda: zipped(changed("maps"), [("assets/x.exe", b"MZ")]),
    "wrong name": lambda: zipped(changed("maps"), [("assets/" + "a" * 64 + ".png", b"x")]),
    "overlapping": overlapping,
}


def written(folder: Path, data: bytes) -> Path:
    path = folder / "given.journey"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(tmp_path: Path, name: str) -> None:
    make, code = REFUSED[name]
    path = written(tmp_path, make())
    with pytest.raises(StoreError) as caught:
        workspace_file.read(path)
    assert caught.value.problem.code == code
    assert [item.name for item in tmp_path.iterdir()] == ["given.journey"]


@pytest.mark.parametrize("name", REPAIRED)
def test_what_is_repaired_and_told(tmp_path: Path, name: str) -> None:
    make, codes = REPAIRED[name]
    found = workspace_file.read(written(tmp_path, make()))
    assert {problem.code for problem in found.repairs} == codes
    assert rules.check(found.document) == []
    # what was repaired once is whole
    workspace_file.write(tmp_path / "again.journey", found.document, found.assets)
    assert workspace_file.read(tmp_path / "again.journey").repairs == ()


@pytest.mark.parametrize("name", OPENED)
def test_what_is_odd_but_harmless(tmp_path: Path, name: str) -> None:
    found = workspace_file.read(written(tmp_path, OPENED[name]()))
    assert found.repairs == ()
    assert found.document.maps["ma1"].name == "Visit"
    assert found.assets == {}
    assert [item.name for item in tmp_path.iterdir()] == ["given.journey"]


def png(width: int, height: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    "data",
    [
        png(30_000, 30_000, b"\0" * 30_001 * 100),
        png(2**31 - 1, 1, b"\0" * 100),
        png(10, 10, b"")[:40],
        b"\x89PNG\r\n\x1a\n" + b"no picture at all",
        b"\xff\xd8\xff" + b"\0" * 1000,
        b"RIFF\xff\xff\xff\xffWEBPVP8 ",
        b"<svg/>",
    ],
    ids=["huge", "wide", "cut off", "no PNG", "no JPEG", "no WebP", "drawing"],
)
@pytest.mark.no_qt_log
@pytest.mark.usefixtures("qapp")
def test_pictures_that_are_none_or_huge_are_kept_but_not_shown(tmp_path: Path, data: bytes) -> None:
    name = f"{sha256(data).hexdigest()}.png"
    document = changed("personas", pe1={"name": "Anna", "picture": name})
    path = written(tmp_path, zipped(document, [(f"assets/{name}", data)]))
    found = workspace_file.read(path)
    assert found.assets == {name: data}
    assert decoded(found.assets[name], 64).isNull()


def test_limits_are_those_that_are_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "file-format.md").read_text(encoding="utf-8")
    assert f"{bounds.LARGEST // 2**20} MiB, nested {bounds.DEEPEST} deep" in text
    assert f"{assets.LARGEST // 2**20} MiB, 512 MiB" in text
    assert f"{MOST_PIXELS // 10**6} million pixels" in text
