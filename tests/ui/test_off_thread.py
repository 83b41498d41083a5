"""What is asked of a disk in a thread neither holds the window nor gets lost."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.qt import give_up
from workbench.ui.off_thread import Errand, GivenUp, ask_disk


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


def logged(caplog: pytest.LogCaptureFixture) -> list[tuple[int, BaseException | None]]:
    """How bad what was logged is, and the exception that goes with it."""
    return [(it.levelno, it.exc_info[1] if it.exc_info else None) for it in caplog.records]


@pytest.mark.parametrize("is_ended", [False, True], ids=["under way", "ended"])
def test_the_error_of_what_nobody_waits_for_is_logged(
    qtbot: QtBot, errand: Errand, caplog: pytest.LogCaptureFixture, is_ended: bool
) -> None:
    error, let_go, done = TypeError("a mistake"), threading.Event(), threading.Event()

    def fail() -> None:
        let_go.wait(30)
        done.set()
        raise error

    errand.send(fail, lambda _: None)
    if is_ended:
        let_go.set()
        assert done.wait(30)
    errand.abandon()
    let_go.set()
    qtbot.waitUntil(lambda: logged(caplog) == [(logging.ERROR, error)])


def test_a_disk_that_fails_once_nobody_waits_is_logged_in_a_line(
    qtbot: QtBot, errand: Errand, caplog: pytest.LogCaptureFixture
) -> None:
    let_go = threading.Event()

    def fail() -> None:
        let_go.wait(30)
        raise OSError("the share is gone")

    errand.send(fail, lambda _: None)
    errand.abandon()
    let_go.set()
    qtbot.waitUntil(lambda: logged(caplog) == [(logging.WARNING, None)])
    assert "the share is gone" in caplog.text


def test_the_error_of_a_question_that_was_given_up_is_logged(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    window, let_go, error = QWidget(), threading.Event(), TypeError("a mistake")
    qtbot.addWidget(window)
    window.show()

    def fail() -> None:
        let_go.wait(30)
        raise error

    QTimer.singleShot(0, give_up)
    with pytest.raises(GivenUp):
        ask_disk(fail, "Waiting…", window)
    let_go.set()
    qtbot.waitUntil(lambda: logged(caplog) == [(logging.ERROR, error)])
