"""Strict Open XML under the names of ordinary Open XML, which it differs from in little else."""

from __future__ import annotations

import io
import re
from typing import IO, Any
from zipfile import ZipFile

_MAIN = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(?!relationships|customXml)(\w+)")
_SHARED = re.compile(rb"http://purl\.oclc\.org/ooxml/officeDocument/")


class Transitional(ZipFile):
    """An archive whose XML parts speak of the namespaces that openpyxl knows."""

    def open(self, name: Any, *arguments: Any, **options: Any) -> IO[bytes]:
        with super().open(name, *arguments, **options) as part:
            data = part.read()
        data = _SHARED.sub(rb"http://schemas.openxmlformats.org/officeDocument/2006/", data)
        return io.BytesIO(_MAIN.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", data))
