"""The one worker process: holds a copy of the document and does what takes more than a moment.

Started by the window as our own executable with a hidden verb, so that frozen builds work.
It ends when its input ends.
"""

from __future__ import annotations

import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from workbench.analysis import comparison, finding_changes, flow_figures
from workbench.analysis.compare import compared
from workbench.analysis.finding import Finding
from workbench.analysis.finding_changes import FindingChanges, changes_since
from workbench.analysis.findings import findings
from workbench.analysis.flow import flow
from workbench.exchange import messages
from workbench.exchange.foreign_desk import Desk
from workbench.exchange.merging import read_proposals
from workbench.exchange.proposal_from_workbook import proposal_of_book
from workbench.exchange.ratings.batch import read_batch
from workbench.exchange.ratings.making import make_sheets
from workbench.exchange.reading.limits import Limits
from workbench.exchange.reading.settled import settle
from workbench.exchange.xlsx_writer import export_workbook
from workbench.model import proposal
from workbench.model.document import Document
from workbench.model.packing import unpack
from workbench.model.patch import Label, Patch, decode_changes
from workbench.model.problems import JourneyError
from workbench.store.settings_file import SettingsStore
from workbench.store.templates import library


def main() -> int:
    """Answer requests from standard input on standard output until the input ends."""
    # Ctrl+C in a shared terminal is for the window, which ends its worker itself
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = sys.stdout.buffer
    # whatever a library prints must not end up between the messages
    sys.stdout = sys.stderr
    kept = SettingsStore()
    settle(Limits(kept.get("reading_seconds"), kept.get("reading_memory")))
    serve(sys.stdin.buffer, answers)
    return 0


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer every request of one stream on another, in order."""

    def answer(answer: messages.Answer) -> None:
        answers.write(messages.framed(answer))
        answers.flush()

    document, desk, told = Document(), Desk(library()), Told()
    while (request := messages.read_request(requests)) is not None:
        match request:
            case messages.Load(document=data):
                document = unpack(data)
            case messages.Follow(changes=changes):
                document = _after(document, changes)
            case messages.LeaveForeign():
                desk = Desk(library())
            case _:
                answer(_answer(document, desk, told, request, answer))


class Told:
    """The findings that were told last, by the number of the answer."""

    def __init__(self) -> None:
        self._answers: dict[int, tuple[str, tuple[Finding, ...]]] = {}

    def changes(self, request: messages.AskFindings, found: tuple[Finding, ...]) -> FindingChanges:
        """What is different since the answer that the asker has; all where that is not known."""
        map_id, before = self._answers.get(request.known, ("", ()))
        since = request.known if map_id == request.map_id else 0
        # whoever asks may never take this answer, and ask again from the one it has
        kept = {request.known: (map_id, before)} if since else {}
        self._answers = {**kept, request.number: (request.map_id, found)}
        return changes_since(since, before, found)


def _answer(
    document: Document,
    desk: Desk,
    told: Told,
    request: messages.Question,
    tell: Callable[[messages.Answer], None],
) -> messages.Answer:
    try:
        if isinstance(request, messages.ForeignQuestion):
            return messages.Answer(request.number, _foreign(desk, request, tell))
        if isinstance(request, messages.AskProposal):
            return messages.Answer(request.number, _proposal(document, desk, request.paths))
        if isinstance(request, messages.AskFindings):
            found = findings(document, request.map_id, request.today)
            changes = told.changes(request, found)
            return messages.Answer(request.number, finding_changes.encode(changes))
        return messages.Answer(request.number, _payload(document, request))
    except JourneyError as error:
        return messages.Answer(request.number, problem=error.problem)
    except Exception:  # noqa: BLE001  # the window must learn of it, whatever it was
        return messages.Answer(request.number, unexpected=traceback.format_exc())


def _payload(document: Document, request: messages.DocumentQuestion) -> bytes:
    match request:
        case messages.AskFlow(map_id=map_id, changes=changes):
            return flow_figures.encode(flow(_after(document, changes), map_id))
        case messages.AskComparison(map_id=map_id, today=today):
            return comparison.encode(compared(document, map_id, today))
        case messages.AskRatings(paths=paths, map_id=map_id):
            batch = read_batch(document, [Path(path) for path in paths], map_id=map_id)
            return proposal.encode(batch.proposal)
        case messages.AskRatingSheets():
            return _make_rating_sheets(document, request)
        case messages.AskExport(path=path, maps=maps, today=today, overwrite=overwrite):
            chosen = document.maps if maps is None else maps
            export_workbook(
                document,
                Path(path),
                maps=maps,
                today=today,
                findings={name: findings(document, name, today) for name in chosen},
                overwrite=overwrite,
            )
            return b""


def _proposal(document: Document, desk: Desk, paths: Sequence[str]) -> bytes:
    # what was just read to see whose it is need not be read again
    book = desk.take_ours(paths[0]) if len(paths) == 1 else None
    if book is not None:
        return proposal.encode(proposal_of_book(document, book, Path(paths[0])))
    return proposal.encode(read_proposals(document, [Path(path) for path in paths]))


def _make_rating_sheets(document: Document, request: messages.AskRatingSheets) -> bytes:
    made = make_sheets(
        document,
        request.map_id,
        request.names,
        Path(request.folder),
        stages=request.stages,
        today=request.today,
        overwrite=request.overwrite,
    )
    return msgspec.json.encode([str(path) for path in made])


def _foreign(
    desk: Desk, request: messages.ForeignQuestion, tell: Callable[[messages.Answer], None]
) -> bytes:
    match request:
        case messages.AskForeign(number=number, source=source):
            opened = desk.open(source, lambda done: tell(messages.Answer(number, so_far=done)))
            return msgspec.msgpack.encode(opened)
        case messages.AskForeignReading(source=source, mapping=mapping) if mapping:
            return msgspec.msgpack.encode(desk.read_with(source, mapping))
        case messages.AskForeignReading(source=source, layouts=layouts, options=options):
            return msgspec.msgpack.encode(desk.read(source, layouts, options, request.refit))
        case messages.AskForeignWhole(source=source, layouts=layouts, options=options):
            return desk.whole(source, layouts, options)


def _after(document: Document, changes: bytes) -> Document:
    if not changes:
        return document
    return document.apply(Patch(Label("document.difference"), decode_changes(changes)))
