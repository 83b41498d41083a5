"""What is asked of a disk in a thread neither holds the window nor gets lost."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.ui.off_thread import Errand


@pytest.fixture
def errand(qapp: QApplication) -> Iterator[Errand]:
    errand = Errand(qapp)
    yield errand
    errand.wait(5)
    errand.deleteLater()


@pytest.fixture
def long_turns() -> Iterator[None]:
    """Whoever runs goes on until it waits for something: as on a very busy processor."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(5)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("long_turns")
def test_sending_does_not_wait_for_the_thread(qtbot: QtBot, errand: Errand) -> None:
    happened: list[str] = []
    answers: list[int] = []

    def work() -> int:
        happened.append("asked")
        return 7

    assert errand.send(work, answers.append)
    happened.append("went on")
    qtbot.waitUntil(lambda: answers == [7])
    assert happened == ["went on", "asked"]


def test_one_question_at_a_time(qtbot: QtBot, errand: Errand) -> None:
    answers: list[str] = []
    let_go = threading.Event()

    def slow() -> str:
        let_go.wait(5)
        return "first"

    assert errand.send(slow, answers.append)
    assert errand.is_under_way
    assert not errand.send(lambda: "second", answers.append)
    let_go.set()
    qtbot.waitUntil(lambda: not errand.is_under_way)
    assert answers == ["first"]
    assert errand.send(lambda: "third", answers.append)
    errand.wait(5)
    assert answers == ["first", "third"]


def test_what_the_thread_raises_is_raised_where_it_is_waited_for(errand: Errand) -> None:
    def fail() -> None:
        raise OSError("the disk is gone")

    errand.send(fail, lambda _: None)
    with pytest.raises(OSError, match="the disk is gone"):
        errand.wait(5)
    assert not errand.is_under_way
