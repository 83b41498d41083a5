"""What it takes to paint something into files, all of which can be sent to another process."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtGui import QFont, QFontInfo

from workbench.analysis import finding
from workbench.exchange import files
from workbench.model.packing import pack, unpack
from workbench.ui.printing.options import Form, Options
from workbench.ui.printing.subjects import Source, Subject, pages_of, picture_of
from workbench.ui.render.picture_files import PDF, PNG, SVG, pdf, png, svg

SUFFIXES: dict[Form, str] = {"pages": PDF, "png": PNG, "svg": SVG}


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A subject of a workspace, how it is to look, and the file to paint it into.

    `document` is as `model.packing` packs it, `findings` as `analysis.finding.encode` does,
    None where nothing was analysed yet; `font` as QFont writes itself.
    """

    document: bytes
    map_id: str
    findings: bytes | None
    picture: bytes
    font: str
    today: datetime.date
    subject: Subject
    options: Options
    path: str


def job_of(source: Source, subject: Subject, options: Options, path: Path) -> Job:
    """The job to paint a subject of what is shown."""
    document = source.document
    persona = document.personas.get(subject.id) if subject.kind == "persona" else None
    font = QFont(source.font)
    # in points it would be as large as the screen of the other process says, which has none
    font.setPixelSize(QFontInfo(source.font).pixelSize())
    return Job(
        document=pack(document),
        map_id=source.map_id,
        findings=None if source.findings is None else finding.encode(tuple(source.findings)),
        picture=source.picture(persona.picture) if persona and persona.picture else b"",
        font=font.toString(),
        today=source.today,
        subject=subject,
        options=options,
        path=str(path),
    )


def paint(job: Job, told: Callable[[int], object]) -> None:
    """Do a job; `told` hears of each page before it is painted, counted from 0.

    Of a picture of several pages each is a file. All is painted before anything is written.
    Raises JourneyError where it cannot be written.
    """
    font = QFont()
    font.fromString(job.font)
    source = Source(
        document=unpack(job.document),
        map_id=job.map_id,
        findings=None if job.findings is None else finding.decode(job.findings),
        picture=lambda _name: job.picture,
        font=font,
        today=job.today,
    )
    for path, data in _painted(source, job, told):
        files.put(path, data, overwrite=True)


def _painted(source: Source, job: Job, told: Callable[[int], object]) -> list[tuple[Path, bytes]]:
    path, options = Path(job.path), job.options

    def go_on(index: int) -> bool:
        told(index)
        return True

    if options.form == "pages":
        return [(path, pdf(pages_of(source, job.subject, options), go_on))]
    pages, per_point = picture_of(source, job.subject, options)
    painted = []
    for index, page in enumerate(pages.pages):
        told(index)
        name = path if index == 0 else path.with_stem(f"{path.stem}-{index + 1}")
        if options.form == "svg":
            painted.append((name, svg(page, pages.title)))
        else:
            painted.append((name, png(page, options.png_scale * per_point, path)))
    return painted
