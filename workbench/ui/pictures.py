"""Pictures from files and the clipboard: read within bounds, decoded no larger than shown."""

from __future__ import annotations

import os
from errno import EISDIR
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from workbench.model.problems import JourneyError, Problem
from workbench.store import assets
from workbench.store.errors import StoreError

MOST_PIXELS = 40_000_000
"""Width × height of a picture that is decoded; a small file may claim to be far larger."""
_PASTED = 1024
"""Pixels of the longer side of a picture that is pasted; faces are shown much smaller."""


def read_picture(path: Path) -> bytes:
    """The bytes of a picture file that can be shown. Raises JourneyError, saying why not."""
    try:
        if not path.is_file():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        with path.open("rb") as file:
            # one byte over the limit is enough to be refused; the rest is not read
            data = file.read(assets.LARGEST + 1)
    except OSError as error:
        problem = Problem.of("file.unreadable", path.name, why=error.strerror or "")
        raise JourneyError(problem) from error
    assets.asset_name(data)
    source = _opened(data)
    size = QImageReader(source).size()
    if size.isValid() and size.width() * size.height() > MOST_PIXELS:
        raise StoreError(
            Problem.of(
                "asset.pixels",
                width=size.width(),
                height=size.height(),
                most=MOST_PIXELS // 1_000_000,
            )
        )
    if decoded(data, 1).isNull():
        raise StoreError(Problem.of("asset.unreadable"))
    return data


def decoded(data: bytes, side: int) -> QImage:
    """The picture, its shorter side about `side` pixels where it is larger; null if unreadable.

    A picture of more than MOST_PIXELS counts as unreadable: it would fill the memory.
    """
    source = _opened(data)
    reader = QImageReader(source)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return QImage()
    if min(size.width(), size.height()) > side:
        fitting = Qt.AspectRatioMode.KeepAspectRatioByExpanding
        reader.setScaledSize(size.scaled(QSize(side, side), fitting))
    reader.setAutoTransform(True)
    return reader.read()


def holds_picture(clipboard: QMimeData | None) -> bool:
    """Whether the clipboard has a picture; an empty one may have no data at all."""
    return clipboard is not None and clipboard.hasImage()


def pasted(clipboard: QMimeData | None) -> bytes | None:
    """The picture in the clipboard as PNG, made smaller where it is large; None without one."""
    if clipboard is None or not clipboard.hasImage():
        return None
    image = clipboard.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return None
    if max(image.width(), image.height()) > _PASTED:
        image = image.scaled(
            _PASTED,
            _PASTED,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _opened(data: bytes) -> QBuffer:
    """The data to read from; whoever asks keeps it as long as a reader needs it."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return buffer
