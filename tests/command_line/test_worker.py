"""The worker as the window has it: a process that is asked through its standard streams."""

from __future__ import annotations

import datetime
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from workbench.analysis import finding_changes
from workbench.analysis.finding_changes import FindingChanges, followed
from workbench.analysis.findings import findings
from workbench.exchange import messages
from workbench.model import proposal
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.packing import pack
from workbench.model.patch import encode_changes
from workbench.store import templates

ROOT = Path(__file__).parents[2]
TODAY = datetime.date(2026, 11, 21)


class Worker:
    """The process, told and asked one thing after another."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "workbench", "_worker"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.number = 0
        self._buffer = bytearray()

    def tell(self, message: messages.Request) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(messages.framed(message))
        self.process.stdin.flush()

    def answer(self) -> messages.Answer:
        assert self.process.stdout is not None
        while not (answers := messages.take_answers(self._buffer)):
            read = self.process.stdout.read1()
            assert read, self.process.communicate()[1].decode()
            self._buffer += read
        (answer,) = answers
        return answer

    def ask_findings(self, map_id: str, known: int = 0) -> messages.Answer:
        self.number += 1
        self.tell(messages.AskFindings(self.number, map_id, TODAY, known))
        return self.answer()

    def ask_export(self, path: Path, *, overwrite: bool = False) -> messages.Answer:
        self.number += 1
        self.tell(messages.AskExport(self.number, str(path), None, TODAY, overwrite))
        return self.answer()

    def ask_proposal(self, path: Path) -> messages.Answer:
        self.number += 1
        self.tell(messages.AskProposal(self.number, (str(path),)))
        return self.answer()


@pytest.fixture(scope="module")
def bakery() -> Document:
    return templates.new_workspace("sample", "corner-bakery")


@pytest.fixture
def worker(bakery: Document) -> Iterator[Worker]:
    """A worker that holds the bakery."""
    started = Worker()
    started.tell(messages.Load(pack(bakery)))
    yield started
    _, errors = started.process.communicate(timeout=20)
    assert started.process.returncode == 0, errors.decode()


def only_map(document: Document) -> str:
    (identifier,) = document.maps
    return identifier


def test_it_finds_what_is_found_here(worker: Worker, bakery: Document) -> None:
    answer = worker.ask_findings(only_map(bakery))
    assert answer.problem is None
    found = finding_changes.decode(answer.payload)
    assert found == FindingChanges(found=findings(bakery, only_map(bakery), TODAY))


def test_it_follows_edits(worker: Worker, bakery: Document) -> None:
    """Satisfaction 9 instead of 3 leaves no opportunity at the price page: 9 + 0 is 9."""
    (page,) = (t for t in bakery.touchpoints.values() if t.title == "Price & hours page")

    def opportunity() -> list[float]:
        answer = finding_changes.decode(worker.ask_findings(only_map(bakery)).payload)
        return [
            item.priority
            for item in answer.found
            if item.rule == "opportunity" and item.subjects[0].id == page.id
        ]

    assert opportunity() == [15]
    patch = edit.set_field(bakery, "touchpoints", page.id, "satisfaction", 9)
    worker.tell(messages.Follow(encode_changes(patch.changes)))
    assert opportunity() == []
    worker.tell(messages.Follow(encode_changes(patch.inverse().changes)))
    assert opportunity() == [15]


def test_it_tells_what_is_different_since_the_answer_that_was_taken(
    worker: Worker, bakery: Document
) -> None:
    map_id = only_map(bakery)
    found = finding_changes.decode(worker.ask_findings(map_id).payload).found
    first = worker.number
    (page,) = (t for t in bakery.touchpoints.values() if t.title == "Price & hours page")
    document = bakery
    for satisfaction in (9, 8, 7):
        patch = edit.set_field(document, "touchpoints", page.id, "satisfaction", satisfaction)
        document = document.apply(patch)
        worker.tell(messages.Follow(encode_changes(patch.changes)))
        # the answers in between are never taken
        answer = finding_changes.decode(worker.ask_findings(map_id, known=first).payload)
        assert answer.since == first
        assert 0 < len(answer.found) + len(answer.gone) < len(found) / 2
        assert followed(found, answer) == findings(document, map_id, TODAY)
    # neither an answer that is forgotten by now, nor another process knows of
    for known in (worker.number - 1, 1000):
        answer = finding_changes.decode(worker.ask_findings(map_id, known=known).payload)
        assert answer == FindingChanges(found=findings(document, map_id, TODAY))


def test_it_writes_a_workbook_and_reads_it_back(worker: Worker, tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    answer = worker.ask_export(path)
    assert (answer.problem, answer.unexpected) == (None, "")
    assert "Touchpoints" in openpyxl.load_workbook(path).sheetnames
    read = proposal.decode(worker.ask_proposal(path).payload)
    assert read == proposal.Proposal()


def test_a_refusal_is_an_answer_and_the_next_question_too(
    worker: Worker, bakery: Document, tmp_path: Path
) -> None:
    path = tmp_path / "mine.xlsx"
    path.write_text("mine")
    refused = worker.ask_export(path)
    assert refused.problem is not None
    assert refused.problem.code == "file.exists"
    assert path.read_text() == "mine"
    unread = worker.ask_proposal(path)
    assert unread.problem is not None
    assert unread.problem.code == "workbook.not_ours"
    assert worker.ask_export(path, overwrite=True).problem is None
    answer = worker.ask_findings(only_map(bakery))
    assert answer.number == worker.number == 4
    assert finding_changes.decode(answer.payload).found


def test_what_nobody_expected_is_an_answer_too(worker: Worker, bakery: Document) -> None:
    answer = worker.ask_findings("maNOSUCHMAP000")
    assert answer.problem is not None or "Traceback" in answer.unexpected
    assert worker.ask_findings(only_map(bakery)).payload


def test_it_ends_with_its_input() -> None:
    worker = Worker()
    assert worker.process.stdin is not None
    worker.process.stdin.close()
    assert worker.process.wait(timeout=20) == 0
    for stream in (worker.process.stdout, worker.process.stderr):
        assert stream is not None
        assert stream.read() == b""
        stream.close()


def test_answers_are_taken_from_any_pieces() -> None:
    answers = [messages.Answer(n, bytes([n]) * n) for n in range(1, 6)]
    stream = b"".join(messages.framed(answer) for answer in answers)
    buffer, taken = bytearray(), []
    for index in range(len(stream)):
        buffer += stream[index : index + 1]
        taken += messages.take_answers(buffer)
    assert taken == answers
    assert buffer == b""
