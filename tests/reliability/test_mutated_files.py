"""Thousands of damaged workspace files: each opens, is repaired or ends in one sentence."""

from __future__ import annotations

import io
import logging
import os
import random
import re
import resource
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import msgspec
import pytest

from workbench.model import rules
from workbench.store import archive, codec, template_list, templates, workspace_file
from workbench.store.errors import StoreError
from workbench.words.problem_sentences import sentence

_log = logging.getLogger("reliability")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no POSIX system")

BATCH = 500
LONGEST = 2.0
MOST_MEMORY = 256 * 2**20
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


def sources() -> list[bytes]:
    """Whole workspace files of the samples, as bytes."""
    names = [info.id for info in template_list.samples()]
    documents = [templates.new_workspace("sample", name) for name in names]
    return [archive.packed(codec.encode(document), {}) for document in documents]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file with its bytes, or more often the texts of its document, disturbed."""
    if chance.random() < 0.3:
        return _disturbed(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        document = whole.read(archive.DOCUMENT)
    for _ in range(chance.choice((1, 1, 2, 5))):
        document = chance.choice((_other_token, _swapped, _disturbed))(document, chance)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(archive.DOCUMENT, document)
    return buffer.getvalue()


def _other_token(data: bytes, chance: random.Random) -> bytes:
    tokens = list(_TOKEN.finditer(data))
    if not tokens:
        return data
    one, other = chance.choice(tokens), chance.choice(tokens)
    into = chance.choice((*AWKWARD, other.group(), b""))
    return data[: one.start()] + into + data[one.end() :]


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


def batch(place: Path, whole: list[bytes], seed: int, count: int) -> tuple[Ends, int]:
    """Damage and open files in a process of its own; gives how they ended and its memory."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            ends, path, chance = Ends(), place / f"{seed}.journey", random.Random(seed)
            start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            for number in range(count):
                data = damaged(chance.choice(whole), chance)
                path.write_bytes(data)
                try:
                    opened(path, ends)
                except BaseException:
                    path.with_name(f"failed-{seed}-{number}.journey").write_bytes(data)
                    raise
            grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start
            os.write(writing, msgspec.json.encode((ends, grown * 1024)))
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        data = answer.read()
    assert os.waitpid(child, 0)[1] == 0, f"see the file failed-{seed}-… in {place}"
    return msgspec.json.decode(data, type=tuple[Ends, int])


def test_damaged_workspace_files(tmp_path: Path, amount: Callable[[int, int], int]) -> None:
    count, whole = amount(5_000, 100_000), sources()
    total, slowest, most = Counter[str](), 0.0, 0
    for seed in range(count // BATCH):
        ends, memory = batch(tmp_path, whole, seed, BATCH)
        total += Counter(opened=ends.opened, repaired=ends.repaired, refused=ends.refused)
        slowest, most = max(slowest, ends.slowest), max(most, memory)
    _log.info(
        "%d damaged files: %s; slowest %.2f s, memory %.0f MiB", count, dict(total), slowest,
        most / 2**20,
    )  # fmt: skip
    assert total.total() == count
    assert all(total[kind] > count / 100 for kind in ("opened", "repaired", "refused"))
    assert slowest < LONGEST
    assert most < MOST_MEMORY
