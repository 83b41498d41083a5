"""What an OLE file is, the container of old Office programs and of protected workbooks.

Its structure is that of [MS-CFB]: a header, a table of which sector follows which, and a
directory of names.
"""

from __future__ import annotations

import struct
from typing import BinaryIO, Literal

Content = Literal["password", "xls", "word", "powerpoint", "mail", "unknown"]

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = 512
_IN_HEADER = 109
"""Sectors of the table that the header itself lists; more than enough to find the directory."""
_ENTRY = 128
_NO_SECTOR = 0xFFFFFFFA
_LEAST_OWN_SECTORS = 4096
"""Bytes from which on a stream has sectors of its own; smaller ones share some."""
_FILEPASS = 0x2F
"""The record of an encrypted workbook ([MS-XLS] 2.4.117)."""
_MOST_SECTORS = 4096
_NAMES: tuple[tuple[str, Content], ...] = (
    ("EncryptedPackage", "password"),
    ("EncryptionInfo", "password"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "word"),
    ("PowerPoint Document", "powerpoint"),
    ("__properties_version1.0", "mail"),
)


def content(file: BinaryIO) -> Content:
    """What is in the container. Raises ValueError where it is damaged."""
    streams = _streams(file)
    found = next((name for name, _ in _NAMES if name in streams), "")
    kind: Content = dict(_NAMES).get(found, "unknown")
    if kind == "xls" and _is_protected(streams[found]):
        return "password"
    return kind


def _is_protected(start: bytes) -> bool:
    """Whether the records at the start of an old workbook say that the others are encrypted."""
    at = 0
    while at + 4 <= len(start):
        kind, length = struct.unpack_from("<HH", start, at)
        if kind == _FILEPASS:
            return True
        at += 4 + length
    return False


def _streams(file: BinaryIO) -> dict[str, bytes]:
    """The streams by name, each with its first sector, or nothing where it has none."""
    file.seek(0)
    header = file.read(_HEADER)
    if len(header) < _HEADER:
        raise ValueError("the header is cut off")
    shift, directory = *struct.unpack_from("<H", header, 30), *struct.unpack_from("<I", header, 48)
    if shift not in (9, 12):
        raise ValueError("the sectors have an unknown size")
    size = 1 << shift

    def sector(number: int) -> bytes:
        file.seek((number + 1) * size)
        data = file.read(size)
        if len(data) < size:
            raise ValueError("a sector is missing")
        return data

    table = struct.unpack_from(f"<{_IN_HEADER}I", header, 76)
    per_sector = size // 4
    streams: dict[str, bytes] = {}
    number, read = directory, 0
    while number < _NO_SECTOR and read < _MOST_SECTORS:
        data = sector(number)
        for start in range(0, size, _ENTRY):
            length = struct.unpack_from("<H", data, start + 64)[0]
            if 2 <= length <= 64:
                name = data[start : start + length - 2].decode("utf-16-le", "replace")
                first, extent = struct.unpack_from("<II", data, start + 116)
                is_book = dict(_NAMES).get(name) == "xls" and extent >= _LEAST_OWN_SECTORS
                streams[name] = sector(first) if is_book else b""
        read += 1
        if number // per_sector >= _IN_HEADER:
            break
        following = sector(table[number // per_sector])
        number = struct.unpack_from("<I", following, 4 * (number % per_sector))[0]
    return streams
