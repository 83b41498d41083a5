"""Who has a file open: claimed, given back, left behind, stolen, hostile."""

from __future__ import annotations

import datetime
import errno
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.store import beside, locks, processes
from workbench.store.locks import Holder, Life, Lock

_HANGING = 30
"""Seconds that nothing takes which goes on, however busy the machine is."""
NOW = datetime.datetime(2026, 3, 31, 12, 0, tzinfo=datetime.UTC)
HOLD = """
import datetime, sys, time
from pathlib import Path
from workbench.store import locks
taken = locks.take(Path(sys.argv[1]), datetime.datetime(2026, 3, 31, tzinfo=datetime.UTC))
print(type(taken).__name__, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "mine.journey"
    path.write_bytes(b"work")
    return path


def take(target: Path, **named: Holder) -> Lock:
    taken = locks.take(target, NOW, **named)
    assert isinstance(taken, Lock)
    return taken


def refused(target: Path) -> Holder:
    other = locks.take(target, NOW)
    assert isinstance(other, Holder)
    return other


def other_process(target: Path) -> subprocess.Popen[str]:
    """Another process that holds the file until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(target)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "Lock\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.kill()
    process.communicate()


def elsewhere(target: Path, **changed: object) -> Path:
    """A lock of somebody on another machine."""
    place = beside.lock(target)
    lock = take(target)
    written = json.loads(place.read_bytes())
    lock.release()
    written |= {"machine": "till-2", "machine_key": "of-another", "user": "mo", "token": "theirs"}
    place.write_text(json.dumps(written | changed))
    return place


def age(place: Path, seconds: float) -> None:
    moment = time.time() - seconds
    os.utime(place, (moment, moment))


def test_one_holder_at_a_time(target: Path) -> None:
    lock = take(target)
    other = refused(target)
    assert other.life is Life.ALIVE
    assert other.is_own
    assert other.since == NOW
    lock.release()
    assert locks.holder_of(target) is None
    assert [path.name for path in target.parent.iterdir()] == ["mine.journey"]
    take(target).release()


def test_a_second_process_learns_who_has_it_open(target: Path) -> None:
    process = other_process(target)
    try:
        other = refused(target)
        assert other.life is Life.ALIVE
        assert other.is_own
        assert other.machine
    finally:
        end(process)


def test_a_killed_process_holds_nothing(target: Path) -> None:
    process = other_process(target)
    process.send_signal(signal.SIGKILL)
    process.wait()
    end(process)
    assert beside.lock(target).exists()
    take(target).release()


def test_a_later_process_with_the_same_number_is_not_the_holder(target: Path) -> None:
    lock = take(target)
    written = json.loads(lock.place.read_bytes())
    lock.place.write_text(json.dumps(written | {"mark": "another boot:17"}))
    take(target)


def test_somebody_on_another_machine_is_named(target: Path) -> None:
    elsewhere(target)
    other = refused(target)
    assert (other.machine, other.user, other.is_own) == ("till-2", "mo", False)
    assert other.life is Life.ALIVE


@pytest.mark.parametrize("seconds", [3600, -3600])
def test_no_sign_of_life_or_one_from_the_future_is_told(target: Path, seconds: float) -> None:
    age(elsewhere(target), seconds)
    other = refused(target)
    assert other.life is Life.SILENT
    assert other.silent == pytest.approx(seconds, abs=30)
    lock = take(target, instead_of=other)
    assert lock.beat(NOW) is None


def test_only_the_lock_that_was_seen_is_replaced(target: Path) -> None:
    age(elsewhere(target), 3600)
    seen = refused(target)
    beside.lock(target).unlink()
    elsewhere(target, token="somebody quicker", user="kim")
    other = locks.take(target, NOW, instead_of=seen)
    assert isinstance(other, Holder)
    assert other.user == "kim"


def test_a_sign_of_life_between_question_and_answer_changes_nothing(target: Path) -> None:
    place = elsewhere(target)
    age(place, 3600)
    seen = refused(target)
    elsewhere_again = json.loads(place.read_bytes()) | {"seen": "2026-03-31T13:00:00Z"}
    place.write_text(json.dumps(elsewhere_again))
    take(target, instead_of=seen)


def test_a_sign_of_life_renews_the_lock(target: Path) -> None:
    lock = take(target)
    age(lock.place, 3600)
    size = lock.place.stat().st_size
    assert lock.beat(NOW + datetime.timedelta(hours=1)) is None
    assert lock.place.stat().st_mtime > time.time() - 60
    assert lock.place.stat().st_size == size
    assert json.loads(lock.place.read_bytes())["seen"] == "2026-03-31T13:00:00Z"


def test_a_lock_that_somebody_removed_is_made_again(target: Path) -> None:
    lock = take(target)
    lock.place.unlink()
    assert lock.beat(NOW) is None
    assert refused(target).is_own


def test_a_lock_that_somebody_took_is_noticed_and_left_alone(target: Path) -> None:
    lock = take(target)
    lock.place.unlink()
    # as where two people make the same file at once
    elsewhere_lock = lock.place
    elsewhere(target)
    other = lock.beat(NOW)
    assert other is not None
    assert other.user == "mo"
    lock.release()
    assert elsewhere_lock.exists()


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"{",
        b"\x00" * 100,
        b"[" * 100_000,
        b'{"machine": 1}',
        b"x" * 10_000_000,
        b'{"machine":"a","machine_key":"b","user":"c","process":-1,"mark":"",'
        b'"since":"2026-01-01T00:00:00Z","seen":"2026-01-01T00:00:00Z","token":"t"}',
    ],
)
def test_hostile_contents_are_a_holder_that_nobody_knows(target: Path, written: bytes) -> None:
    place = beside.lock(target)
    place.write_bytes(written)
    began = time.monotonic()
    other = refused(target)
    assert time.monotonic() - began < _HANGING
    assert (other.machine, other.user, other.since) == ("", "", None)
    age(place, 3600)
    silent = refused(target)
    assert silent.life is Life.SILENT
    take(target, instead_of=silent).release()
    assert [path.name for path in target.parent.iterdir()] == ["mine.journey"]


def test_names_in_a_lock_cannot_break_a_sentence(target: Path) -> None:
    elsewhere(target, user="a\nb\x1b[31m\u202egpj", machine="m" * 5000)
    place = beside.lock(target)
    # more than is read of a lock
    assert refused(target).machine == ""
    place.unlink()
    elsewhere(target, user="a\nb\x1b[31m\u202egpj", machine="m" * 500)
    other = refused(target)
    assert other.user == "a�b�[31m�gpj"
    assert len(other.machine) <= 40


@pytest.mark.skipif(os.name == "nt", reason="no such files")
@pytest.mark.parametrize("kind", ["pipe", "folder", "link", "dead link"])
def test_what_is_no_file_does_not_hold_anybody_up(target: Path, kind: str) -> None:
    place = beside.lock(target)
    secret = target.parent / "secret"
    secret.write_bytes(b"not to be touched")
    match kind:
        case "pipe":
            os.mkfifo(place)
        case "folder":
            place.mkdir()
        case "link":
            place.symlink_to(secret)
        case "dead link":
            place.symlink_to(target.parent / "nowhere")
    began = time.monotonic()
    other = refused(target)
    assert time.monotonic() - began < _HANGING
    assert other.user == ""
    lock = take(target, instead_of=other)
    lock.release()
    assert secret.read_bytes() == b"not to be touched"
    assert not (target.parent / "nowhere").exists()


@pytest.mark.skipif(os.name == "nt", reason="no such links")
def test_a_link_and_its_file_have_one_lock(target: Path) -> None:
    link = target.parent / "link.journey"
    link.symlink_to(target)
    lock = take(link)
    assert refused(target).is_own
    lock.release()


@pytest.mark.parametrize("name", ["n" * 247 + ".journey", "旅" * 82 + ".journey", "👩‍🍳" * 22])
def test_long_names_have_locks_too(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    target.write_bytes(b"")
    lock = take(target)
    assert lock.place.parent == tmp_path
    assert refused(target).is_own
    other = tmp_path / (name[:-9] + "x.journey")
    take(other).release()
    lock.release()


def test_a_folder_that_is_gone_has_no_lock(tmp_path: Path) -> None:
    assert locks.take(tmp_path / "gone" / "mine.journey", NOW) is None


def test_two_at_the_same_time_never_both_have_it(target: Path) -> None:
    """Four processes start at once; each says whether it has the file."""
    code = HOLD.replace("taken =", "time.sleep(max(0, float(sys.argv[2]) - time.time())); taken =")
    start = str(time.time() + 1.5)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(target), start],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    said = []
    for process in running:
        assert process.stdout is not None
        said.append(process.stdout.readline().strip())
    for process in running:
        end(process)
    assert sorted(said) == ["Holder", "Holder", "Holder", "Lock"]


def left_behind(target: Path) -> Path:
    """A lock of this machine whose process is gone."""
    lock = take(target)
    written = json.loads(lock.place.read_bytes())
    lock.place.write_text(json.dumps(written | {"mark": "another boot:17"}))
    return lock.place


def no_links(*_paths: object, **_named: object) -> None:
    raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))


def test_who_comes_late_leaves_the_lock_of_who_was_quicker(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both read what was left behind; one takes the file before the other clears it away."""
    left_behind(target)
    monkeypatch.setattr(os, "link", no_links)
    read, quicker = locks.holder_at, []

    def late(place: Path) -> Holder | None:
        found = read(place)
        if found is not None and not quicker:
            monkeypatch.setattr(locks, "holder_at", read)
            quicker.append(take(target))
        return found

    monkeypatch.setattr(locks, "holder_at", late)
    assert isinstance(locks.take(target, NOW), Holder)
    assert quicker[0].beat(NOW) is None


def at_once(work: Callable[[], object], times: int) -> list[object]:
    """What comes of work that so many threads do at the same moment."""
    start, ends = threading.Barrier(times), list[object]()

    def run() -> None:
        start.wait()
        ends.append(work())

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def test_one_of_many_takes_over_what_was_left_behind(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", no_links)
    for _ in range(10):
        left_behind(target)
        found = at_once(lambda: locks.take(target, NOW), 6)
        (lock,) = (it for it in found if isinstance(it, Lock))
        assert lock.beat(NOW) is None
        lock.release()
        assert [path.name for path in target.parent.iterdir()] == ["mine.journey"]


def test_who_was_cut_off_while_clearing_keeps_nobody_out_for_long(target: Path) -> None:
    guard = beside.clearing(left_behind(target))
    guard.write_bytes(b"")
    assert locks.take(target, NOW) is None
    age(guard, 60)
    take(target).release()
    assert [path.name for path in target.parent.iterdir()] == ["mine.journey"]


def test_a_lock_that_was_given_back_is_not_made_again_by_a_late_sign_of_life(
    target: Path,
) -> None:
    lock = take(target)
    lock.release()
    assert lock.beat(NOW) is None
    assert locks.holder_of(target) is None


def test_a_lock_that_could_not_be_removed_does_not_keep_its_own_window_out(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a stick was pulled out while the file was open, and is plugged in again."""
    lock = take(target)

    def broken(*_: object, **_named: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", broken)
        lock.release()
    assert lock.place.exists()
    again = take(target)
    assert refused(target).life is Life.ALIVE
    again.release()


@given(st.binary(max_size=300))
def test_any_contents_are_read(written: bytes) -> None:
    claim = locks._read_claim(written)
    assert claim is None or claim.process >= 1


def test_a_process_is_known_by_number_and_mark() -> None:
    own = os.getpid()
    mark = processes.mark_of(own)
    assert mark
    assert processes.is_running(own, mark)
    assert not processes.is_running(own, mark + "0")
    assert not processes.is_running(2**22 + 1, mark)
    assert not processes.is_running(0, "")
    assert not processes.is_running(2**40, mark)


@pytest.mark.skipif(sys.platform != "linux", reason="others are asked in another way")
def test_a_process_of_which_nothing_can_be_learned_may_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the system shows no processes."""

    def hidden(*_: object, **_named: object) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_text", hidden)
    assert processes.own() == (os.getpid(), "")
    assert processes.is_running(os.getpid(), "")
    assert not processes.is_running(2**22 + 1, "")


@pytest.mark.skipif(os.name == "nt", reason="nobody waits for processes there")
def test_a_process_that_ended_but_was_not_waited_for_does_not_run() -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    mark = processes.mark_of(process.pid)
    assert mark
    assert process.stdin is not None
    process.stdin.close()
    until = time.monotonic() + _HANGING
    while processes.is_running(process.pid, mark) and time.monotonic() < until:
        time.sleep(0.02)
    assert not processes.is_running(process.pid, mark)
    process.wait()
