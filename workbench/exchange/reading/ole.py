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
    names = _names(file)
    return next((content for name, content in _NAMES if name in names), "unknown")


def _names(file: BinaryIO) -> set[str]:
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
    names: set[str] = set()
    number, read = directory, 0
    while number < 0xFFFFFFFA and read < _MOST_SECTORS:
        data = sector(number)
        for start in range(0, size, _ENTRY):
            length = struct.unpack_from("<H", data, start + 64)[0]
            if 2 <= length <= 64:
                names.add(data[start : start + length - 2].decode("utf-16-le", "replace"))
        read += 1
        if number // per_sector >= _IN_HEADER:
            break
        following = sector(table[number // per_sector])
        number = struct.unpack_from("<I", following, 4 * (number % per_sector))[0]
    return names
