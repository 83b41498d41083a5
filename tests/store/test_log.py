"""Nothing that goes wrong is silent: the log, the hook, the crash file."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.settings import data_folder
from workbench.store import log, unexpected


@pytest.fixture(autouse=True)
def hooks_as_before() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = before
    log.stop_logging()


def logged() -> str:
    return (log.log_folder() / "workbench.log").read_text(encoding="utf-8")


def fail(error: Exception) -> None:
    """Let `error` reach the hook as the interpreter would."""
    try:
        raise error
    except type(error) as caught:
        sys.excepthook(type(caught), caught, caught.__traceback__)


def test_messages_go_into_a_file_once() -> None:
    log.start_logging()
    log.start_logging()
    logging.getLogger("workbench.somewhere").warning("Bäcker ärgert sich")
    assert logged().count("Bäcker ärgert sich") == 1
    assert "workbench.somewhere" in logged()
    assert logged().startswith("20")


def test_the_log_is_rotated_before_it_grows_large() -> None:
    log.start_logging()
    for _ in range(60):
        logging.getLogger("workbench").info("x" * 100_000)
    sizes = [item.stat().st_size for item in log.log_folder().glob("workbench.log*")]
    assert len(sizes) == 4
    assert max(sizes) <= log.LARGEST


def test_without_a_place_for_the_log_it_goes_to_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    (data_folder() / "logs").write_text("a file where the folder should be")
    log.start_logging()
    logging.getLogger("workbench").error("still heard")
    said = capsys.readouterr().err
    assert "no log file" in said
    assert "still heard" in said


def test_an_unhandled_exception_is_logged_and_told() -> None:
    told: list[str] = []
    log.start_logging()
    unexpected.install_exception_hook(told.append)
    fail(ValueError("the oven is cold"))
    assert len(told) == 1
    first, _, details = told[0].partition("\n\n")
    assert "ValueError: the oven is cold" in first
    assert "Traceback (most recent call last)" in details
    assert "raise error" in details
    assert "ValueError: the oven is cold" in logged()


def test_an_exception_in_a_thread_is_told_too() -> None:
    told: list[str] = []
    unexpected.install_exception_hook(told.append)
    thread = threading.Thread(target=lambda: int("no number"))
    thread.start()
    thread.join()
    assert len(told) == 1
    assert "invalid literal for int()" in told[0]


def test_telling_that_fails_is_neither_silent_nor_repeated(
    capsys: pytest.CaptureFixture[str],
) -> None:
    calls: list[str] = []

    def tell(text: str) -> None:
        calls.append(text)
        raise RuntimeError("no window to tell it in")

    log.start_logging()
    unexpected.install_exception_hook(tell)
    fail(ValueError("first"))
    assert len(calls) == 1
    assert "ValueError: first" in logged()
    assert "RuntimeError: no window to tell it in" in logged()
    assert "ValueError: first" in capsys.readouterr().err
    fail(TypeError("second"))
    assert len(calls) == 2


def test_an_exception_while_telling_is_not_told_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    calls: list[str] = []

    def tell(text: str) -> None:
        calls.append(text)
        fail(RuntimeError("inside"))

    unexpected.install_exception_hook(tell)
    fail(ValueError("outside"))
    assert len(calls) == 1
    assert "RuntimeError: inside" in capsys.readouterr().err


def test_what_comes_with_every_frame_is_told_once_and_counted() -> None:
    told: list[str] = []
    log.start_logging()
    unexpected.install_exception_hook(told.append)
    for _ in range(250):
        fail(ValueError("with every frame"))
    assert len(told) == 1
    assert logged().count("Traceback") == 1
    assert "10 times so far" in logged()
    assert "100 times so far" in logged()
    assert len(logged().splitlines()) < 20


def test_what_comes_back_after_a_rest_is_told_again() -> None:
    repetition = unexpected.Repetition()
    here, there = (ValueError, (("a.py", 1),)), (ValueError, (("a.py", 2),))
    assert [repetition.times(here, second) for second in (0, 1, 4)] == [1, 2, 3]
    assert repetition.times(there, 4.5) == 1
    assert repetition.times(here, 4 + unexpected.REST) == 1


def test_an_exception_that_cannot_be_raised_is_told() -> None:
    told: list[str] = []
    unexpected.install_exception_hook(told.append)

    class Parting:
        def __del__(self) -> None:
            raise ValueError("a hard parting")

    gone: Parting | None = Parting()
    del gone
    assert len(told) == 1
    assert "a hard parting" in told[0]


CRASHING = (
    "import faulthandler; from workbench.store import log; log.start_logging();"
    "faulthandler._sigsegv()"
)


def test_a_crash_of_the_interpreter_leaves_its_stack(own_places: Path) -> None:
    done = subprocess.run([sys.executable, "-c", CRASHING], capture_output=True, check=False)
    assert done.returncode != 0
    (crash,) = own_places.rglob("crash.log")
    assert "Segmentation fault" in crash.read_text()


def test_the_next_start_tells_of_a_crash_once_and_keeps_three() -> None:
    crash = log.log_folder() / "crash.log"
    for number in range(5):
        crash.write_text(f"Fatal Python error: crash {number}")
        assert log.start_logging() == f"Fatal Python error: crash {number}"
        assert log.start_logging() == ""
        log.stop_logging()
    assert log.start_logging() == ""
    kept = {item.name: item.read_text()[-1:] for item in log.log_folder().glob("crash.*log")}
    assert kept == {"crash.log": "", "crash.1.log": "4", "crash.2.log": "3", "crash.3.log": "2"}


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_a_log_whose_disk_is_full_stops_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    full = log.log_folder() / "workbench.log"
    full.symlink_to("/dev/full")
    told: list[str] = []
    log.start_logging()
    unexpected.install_exception_hook(told.append)
    fail(ValueError("the oven is cold"))
    assert len(told) == 1
    assert "No space left" in capsys.readouterr().err
