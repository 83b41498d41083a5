"""The zip around a workspace: `document.json` and `assets/SHA256.ext`, and nothing trusted."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from workbench.store import assets, bounds
from workbench.store.errors import failure

DOCUMENT = "document.json"
ASSETS = "assets/"
MOST_MEMBERS = 10_000
LARGEST_ASSETS = 512 * 1024 * 1024
"""Bytes of all pictures of a workspace together."""

_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"
_WORKBOOK = "[Content_Types].xml"
_LEVEL = 3
"""How hard the document is packed: the usual 6 takes twice as long for a tenth fewer bytes."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED = 0x1
# other packings raise errors of their own where they are damaged, and may not be installed
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# what zipfile raises over broken bytes: names that are no UTF-8 and places before the start
# are ValueErrors to it
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


class Archive(msgspec.Struct, frozen=True):
    """What was in the zip: the document's JSON, and the pictures that are whole, by name."""

    document: bytes
    assets: dict[str, bytes]


def packed(document: bytes, pictures: Mapping[str, bytes]) -> bytes:
    """The zip as bytes; equal contents give equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(_member(DOCUMENT, zipfile.ZIP_DEFLATED), document, compresslevel=_LEVEL)
        for name in sorted(pictures):
            # pictures are compressed already
            archive.writestr(_member(ASSETS + name, zipfile.ZIP_STORED), pictures[name])
    return buffer.getvalue()


def unpacked(data: bytes, path: Path) -> Archive:
    """The contents of a zip, read within bounds; `path` is where it came from.

    A picture that does not match its name is left out. Raises StoreError for what is not the
    zip of a workspace, is damaged or asks for more than a workspace may hold.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _members(archive, path)
            pictures = {
                _asset(name): _picture(archive, member)
                for name, member in members.items()
                if name != DOCUMENT
            }
            document = archive.read(members[DOCUMENT])
    except _DAMAGE as error:
        raise failure(_kind_of_damage(data), path) from error
    whole = {name: data for name, data in pictures.items() if _matches(name, data)}
    return Archive(document, whole)


def _member(name: str, compression: int) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = compression
    member.create_system = 3  # the same on every platform
    member.external_attr = 0o644 << 16
    return member


def _members(archive: zipfile.ZipFile, path: Path) -> dict[str, zipfile.ZipInfo]:
    """The members that a workspace has, by name. Raises StoreError."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(names) > MOST_MEMBERS:
        raise failure("store.too_large", path)
    if DOCUMENT not in names:
        raise failure("store.workbook" if _WORKBOOK in names else "store.no_document", path)
    if len(set(names)) < len(names) or any(_leads_astray(name) for name in names):
        raise failure("store.suspicious", path)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise failure("store.encrypted", path)
    members = {
        entry.filename: entry
        for entry in entries
        if entry.filename == DOCUMENT or assets.NAME.fullmatch(_asset(entry.filename))
    }
    if members[DOCUMENT].compress_type not in _PACKINGS:
        raise failure("store.packing", path)
    pictures = [entry.file_size for name, entry in members.items() if name != DOCUMENT]
    if (
        members[DOCUMENT].file_size > bounds.LARGEST
        or sum(pictures) > LARGEST_ASSETS
        or any(size > assets.LARGEST for size in pictures)
    ):
        raise failure("store.too_large", path)
    return members


def _asset(name: str) -> str:
    return name.removeprefix(ASSETS) if name.startswith(ASSETS) else ""


def _leads_astray(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/")


def _picture(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """A picture, empty where it is damaged: that must not cost the whole workspace."""
    if member.compress_type not in _PACKINGS:
        return b""
    try:
        return archive.read(member)
    except _DAMAGE:
        return b""


def _matches(name: str, data: bytes) -> bool:
    return name.startswith(hashlib.sha256(data).hexdigest())


def _kind_of_damage(data: bytes) -> str:
    if not data:
        return "store.empty"
    if data.startswith(_OLE):
        return "store.ole"
    return "store.damaged" if data.startswith(_ZIP) else "store.not_zip"
