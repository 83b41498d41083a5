"""Thousands of damaged workspace files: each opens, is repaired or ends in one sentence."""

from __future__ import annotations

import io
import logging
import os
import random
import re
import resource
import struct
import sys
import traceback
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from time import perf_counter

import msgspec
import pytest

from workbench.model import rules
from workbench.model.commands import edit
from workbench.store import archive, assets, codec, template_list, templates, workspace_file
from workbench.store.errors import StoreError
from workbench.words.problem_sentences import sentence

_log = logging.getLogger("reliability")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits as Linux has them")

BATCH, PARTS = 250, 10
"""Files of one process, and parts that may run beside each other."""
LONGEST = 2.0
MOST_MEMORY = 256 * 2**20
"""Bytes that a process may ask for beyond what it has before it opens a file; it dies beyond."""
AWKWARD = (
    b"null", b"NaN", b"-Infinity", b"1e999", b"123456789012345678901234567890", b"[]", b"{}",
    b'""', b"true", b'"\\u0000"', b'"\\ud800"', b'"tp1"', b"[[[[[[[[" * 40, b'{"id": 1}',
)  # fmt: skip
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null|[\[\]{},:]')


class Ends(msgspec.Struct):
    """How the files of one batch ended."""

    opened: int = 0
    repaired: int = 0
    refused: int = 0
    slowest: float = 0.0


def picture(size: int) -> bytes:
    """A grey PNG of so many pixels a side."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (size + 1) * size)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", rows), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def sources() -> list[bytes]:
    """Whole workspace files of the samples, as bytes, their personas with pictures."""
    whole = []
    for info in template_list.samples():
        document = templates.new_workspace("sample", info.id)
        pictures = {}
        for number, name in enumerate(document.personas):
            data = picture(16 + number)
            pictures[assets.asset_name(data)] = data
            patch = edit.set_field(document, "personas", name, "picture", assets.asset_name(data))
            document = document.apply(patch)
        whole.append(archive.packed(codec.encode(document), pictures))
    return whole


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file with its bytes, its members, or more often its document, disturbed."""
    if chance.random() < 0.25:
        return _disturbed(data, chance)
    members = _members(data)
    if chance.random() < 0.2:
        members = _other_members(members, chance)
    document = dict(members).get(archive.DOCUMENT, b"")
    changes = (_other_token, _swapped, _disturbed, _restructured, _restructured)
    for _ in range(chance.choice((0, 1, 1, 2, 5))):
        document = chance.choice(changes)(document, chance)
    buffer = io.BytesIO()
    packing = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    with zipfile.ZipFile(buffer, "w", packing, compresslevel=1) as made, warnings.catch_warnings():
        # names that are there twice are meant
        warnings.simplefilter("ignore")
        for name, content in members:
            made.writestr(name, document if name == archive.DOCUMENT else content)
    return buffer.getvalue()


@lru_cache(maxsize=8)
def _members(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        return [(info.filename, whole.read(info)) for info in whole.infolist()]


def _other_members(
    members: list[tuple[str, bytes]], chance: random.Random
) -> list[tuple[str, bytes]]:
    """One member gone, renamed, damaged, there twice, or others added."""
    at = chance.randrange(len(members))
    name, content = members[at]
    added = [
        (f"assets/{'0' * 64}.png", content),
        ("../outside", b"x"),
        (f"assets/{'a' * 64}.exe", b"MZ"),
        ("assets/../document.json", content),
        ("folder/", b""),
        ("x" * 3000, b""),
    ]
    replaced = chance.choice(
        (
            [],
            [(name.upper(), content)],
            [(name, _disturbed(content, chance))],
            [(name, content), (name, content)],
            [(name, content), chance.choice(added)],
            [(name, content), ("big", b"\0" * 3_000_000)],
        )
    )
    return [*members[:at], *replaced, *members[at + 1 :]]


def _restructured(data: bytes, chance: random.Random) -> bytes:
    """The document as JSON with a table, an entity or a field other than it was."""
    try:
        plain = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return data
    if not isinstance(plain, dict):
        return data
    tables = [name for name, table in plain.items() if isinstance(table, dict) and table]
    if not tables or chance.random() < 0.1:
        plain[chance.choice(("format", "maps", "unknown"))] = _anything(chance)
        return msgspec.json.encode(plain)
    table = chance.choice(tables)
    names = list(plain[table])
    name = chance.choice(names)
    entity = plain[table][name]
    kind = chance.randrange(6)
    if kind == 0:
        del plain[table][name]
    elif kind == 1:
        plain[table][chance.choice((name[:-1] + "Z", "", "tp" * 40, name.lower()))] = entity
    elif kind == 2:
        plain[chance.choice(tables)][name] = entity
    elif kind == 3:
        plain[table][name] = _anything(chance)
    elif isinstance(entity, dict) and entity:
        field = chance.choice(list(entity))
        # most fields that refer to something then refer to something else
        entity[field] = chance.choice((_anything(chance), chance.choice(names), [name, name]))
    return msgspec.json.encode(plain)


def _anything(chance: random.Random) -> object:
    return chance.choice(
        (
            None, True, -1, 10**17, 1e308, "", "x" * 30_000, "\x00\u202e", [], {}, [[]] * 50,
            {"a": {"b": []}}, "2026-02-30", {str(n): {} for n in range(300)}, [None] * 3000,
        )
    )  # fmt: skip


def _other_token(data: bytes, chance: random.Random) -> bytes:
    tokens = _tokens(data)
    if not tokens:
        return data
    (start, end), other = chance.choice(tokens), chance.choice(tokens)
    into = chance.choice((*AWKWARD, data[slice(*other)], b""))
    return data[:start] + into + data[end:]


@lru_cache(maxsize=8)
def _tokens(data: bytes) -> list[tuple[int, int]]:
    """Where tokens begin and end; mostly asked of a document that is whole still."""
    return [found.span() for found in _TOKEN.finditer(data)]


def _swapped(data: bytes, chance: random.Random) -> bytes:
    """A line taken out, put elsewhere, or there twice."""
    lines = data.split(b"\n")
    line = chance.choice(lines)
    if chance.random() < 0.6:
        lines.remove(line)
    if chance.random() < 0.6:
        lines.insert(chance.randrange(len(lines) + 1), line)
    return b"\n".join(lines)


def _disturbed(data: bytes, chance: random.Random) -> bytes:
    kind = chance.randrange(4)
    at = chance.randrange(len(data)) if data else 0
    if kind == 0:
        return data[:at]
    if kind == 1:
        return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    if kind == 2:
        return data[:at] + chance.randbytes(chance.choice((1, 4, 64))) + data[at:]
    end = min(len(data), at + chance.choice((1, 16, 400)))
    return data[:at] + data[end:]


def opened(path: Path, ends: Ends) -> None:
    begun = perf_counter()
    try:
        found = workspace_file.read(path)
    except StoreError as error:
        text = sentence(error.problem)
        assert path.name in text, text
        assert "\n" not in text, text
        ends.refused += 1
    else:
        assert not list(rules.check(found.document))
        ends.repaired += bool(found.repairs)
        ends.opened += not found.repairs
    ends.slowest = max(ends.slowest, perf_counter() - begun)


def batch(place: Path, whole: list[bytes], seed: int, count: int) -> Ends:
    """Damage and open files in a process of its own that may ask for no more memory."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            ends, path, chance = Ends(), place / f"{seed}.journey", random.Random(seed)
            for number in range(count):
                data = damaged(chance.choice(whole), chance)
                path.write_bytes(data)
                try:
                    with most_memory(MOST_MEMORY):
                        opened(path, ends)
                except BaseException:
                    path.with_name(f"failed-{seed}-{number}.journey").write_bytes(data)
                    raise
            os.write(writing, msgspec.json.encode(ends))
            code = 0
        except BaseException:  # noqa: BLE001  a child has nobody above it to tell
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        data = answer.read()
    assert os.waitpid(child, 0)[1] == 0, f"see the file failed-{seed}-… in {place}"
    return msgspec.json.decode(data, type=Ends)


@contextmanager
def most_memory(size: int) -> Iterator[None]:
    """While it lasts, asking for more memory than `size` bytes beyond what there is fails."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


@pytest.mark.parametrize("part", range(PARTS))
def test_damaged_workspace_files(
    tmp_path: Path, amount: Callable[[int, int], int], part: int
) -> None:
    count, whole = amount(5_000, 100_000) // PARTS, sources()
    total, slowest = Counter[str](), 0.0
    seeds = range(part, count * PARTS // BATCH, PARTS)
    for seed in seeds:
        ends = batch(tmp_path, whole, seed, BATCH)
        total += Counter(opened=ends.opened, repaired=ends.repaired, refused=ends.refused)
        slowest = max(slowest, ends.slowest)
    _log.info(
        "%d damaged files, seeds %s: %s; slowest %.2f s, each within %d MiB",
        count, seeds, dict(total), slowest, MOST_MEMORY // 2**20,
    )  # fmt: skip
    assert total.total() == count
    assert all(total[kind] > count / 100 for kind in ("opened", "repaired", "refused"))
    assert slowest < LONGEST


def test_the_limit_of_memory_is_one() -> None:
    with most_memory(MOST_MEMORY):
        bytearray(MOST_MEMORY // 2)
        with pytest.raises(MemoryError):
            # far beyond, since another thread of the tests may give memory back meanwhile
            bytearray(2 * MOST_MEMORY)
