"""Memory of the window's process with a map open, and of one that has the limit scene."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from tests.benchmarks.child import ROOT, environment
from tests.benchmarks.maps import document_of
from tests.benchmarks.measuring import Pairs, Work, in_turn
from tests.benchmarks.our_parts import parts_of
from tests.benchmarks.row import Row
from tests.benchmarks.screen import map_view
from workbench.store import workspace_file


def memory(touchpoints: int) -> Pairs:
    """Resident megabytes of fresh processes, once all is painted and analysed."""
    with tempfile.TemporaryDirectory(prefix="memory-") as place:
        opened, parts = Path(place) / "map.journey", Path(place) / "parts"
        workspace_file.write(opened, document_of(touchpoints), {})
        board = map_view(touchpoints).board
        taken = parts_of(board)._replace(fonts=())
        fonts = [font.toString() for font in parts_of(board).fonts]
        parts.write_bytes(msgspec.msgpack.encode((taken, fonts)))

        def process(module: str, path: Path) -> Work:
            def work(run: int) -> float:
                home = Path(place) / f"home-{module[-5:]}-{run}"
                home.mkdir()
                said = subprocess.run(
                    [sys.executable, "-m", module, str(path)],
                    cwd=ROOT,
                    env=environment(home),
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    text=True,
                    timeout=300,
                    check=True,
                )
                return float(said.stdout)

            return work

        return in_turn(
            process("tests.benchmarks.opened", opened),
            process("tests.benchmarks.limit_alone", parts),
            runs=5,
            warm_up=0,
        )


ROWS = (
    Row(
        code="memory",
        work="memory after opening, the window’s process",
        baseline="the limit scene’s process",
        measure=memory,
        most=1.6,
        judged=(10_000,),
        quick=(1000,),
        grows="map",
        unit="MB",
    ),
)
