"""The process of one row at one size: nothing of one measurement leaks into another."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from tests.benchmarks.measuring import Pairs

ROOT = Path(__file__).parents[2]
_LONGEST = 600.0


class Failed(msgspec.Struct, frozen=True):
    """A row that could not be measured; `why` is the last line of what it said."""

    why: str


def measure(code: str, touchpoints: int) -> Pairs | Failed:
    """Measure one row in a process of its own, which has a home of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as home:
        answer = Path(home) / "pairs.json"
        command = [sys.executable, "-m", "tests.benchmarks.child", code, str(touchpoints)]
        try:
            done = subprocess.run(
                [*command, str(answer)],
                cwd=ROOT,
                env=environment(Path(home)),
                capture_output=True,
                text=True,
                timeout=_LONGEST,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Failed(f"took longer than {_LONGEST:.0f} s")
        if done.returncode != 0 or not answer.exists():
            said = [line for line in done.stderr.splitlines() if line.strip()]
            return Failed((said or [f"ended with {done.returncode}"])[-1])
        return msgspec.json.decode(answer.read_bytes(), type=Pairs)


def environment(home: Path) -> dict[str, str]:
    """The surroundings of a measurement: no screen, nobody's own settings, one language."""
    places = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "CACHE")}
    return {
        **os.environ,
        **places,
        "HOME": str(home),
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "LANGUAGE": "en",
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
    }


def main(code: str, touchpoints: int, answer: Path) -> None:
    # the rows of one subject alone, since importing what others need takes a second
    subject = importlib.import_module(f"tests.benchmarks.{code.split('.')[0]}_rows")
    row = {row.code: row for row in subject.ROWS}[code]
    answer.write_bytes(msgspec.json.encode(row.measure(touchpoints)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
    # what Qt and threads do at the end of a process is no part of a measurement
    sys.stderr.flush()
    os._exit(0)
