"""The same trials with the system’s own calls failing beneath Python, where there is a compiler."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

_log = logging.getLogger("reliability")

ROOT = Path(__file__).parents[2]

SCRIPT = """
import ctypes, gc, json, os, sys, warnings
from pathlib import Path

from tests.reliability.faulty_disk import ERRORS
from tests.reliability.test_failing_disks import TRIALS
from workbench.model.problems import JourneyError

warnings.simplefilter("ignore")
calls = ctypes.CDLL(None)
place = Path(os.environ["FAULTY_FOLDER"])
errors = ERRORS if sys.argv[1] == "full" else ERRORS[:1]
answer = {}


def tried(trial, at, error, for_good):
    trial.folder.mkdir()
    trial.prepare()
    calls.faulty_set(at, error, for_good)
    told = None
    try:
        trial.act()
    except (JourneyError, OSError) as caught:
        told = caught
    return calls.faulty_end(), calls.faulty_failed(), told


for name, (kind, _) in TRIALS.items():
    undisturbed = kind(place / name)
    count, _, told = tried(undisturbed, -1, 0, 0)
    undisturbed.check(told, "nothing failed")
    runs = tellings = 0
    for at in range(count):
        for error in errors:
            for for_good in (0, 1):
                trial = kind(place / f"{name}-{at}-{error}-{for_good}")
                _, failed, told = tried(trial, at, error, for_good)
                where = f"{name}: call {at} of {count}, {os.strerror(error)}, for good: {for_good}"
                assert failed, where
                trial.check(told, where)
                runs += 1
                tellings += told is not None
    answer[name] = [count, runs, tellings]
print(json.dumps(answer))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="LD_PRELOAD is a habit of Linux")
@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler (cc) is installed")
def test_whatever_call_of_the_system_fails_nothing_is_lost(
    tmp_path: Path, amount: Callable[[str, str], str]
) -> None:
    library = tmp_path / "faulty_calls.so"
    source = Path(__file__).with_name("faulty_calls.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, amount("small", "full")],
        cwd=ROOT,
        env={
            **os.environ,
            "LD_PRELOAD": str(library),
            "FAULTY_FOLDER": str(folder),
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    for name, (count, runs, told) in json.loads(done.stdout.splitlines()[-1]).items():
        _log.info("%s: %d calls of the system failed in %d runs, %d told", name, count, runs, told)
        assert runs >= 2 * count > 0
