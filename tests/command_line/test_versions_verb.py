"""`versions` lists earlier saved states, also of a file that is damaged or gone."""

from __future__ import annotations

import datetime
from pathlib import Path

from tests.command_line.conftest import Run, is_one_line
from workbench.store import versions, workspace_file


def test_versions_are_listed_with_what_they_hold_and_where_they_are(run: Run, bakery: Path) -> None:
    opened = workspace_file.read(bakery)
    made = datetime.datetime(2026, 11, 22, 9, 30, tzinfo=datetime.UTC)
    kept = versions.keep(
        versions.versions_folder(), bakery, opened.document, opened.fingerprint, made
    )
    assert kept is not None
    bakery.unlink()
    code, out, err = run("versions", bakery)
    assert (code, err) == (0, "")
    (line,) = out.splitlines()
    assert line.startswith(f"{made.astimezone():%Y-%m-%d %H:%M}  2 personas, 1 map")
    assert line.endswith(f"  {kept.path}")
    assert workspace_file.read(kept.path).document == opened.document


def test_where_there_are_none_it_says_so(run: Run, bakery: Path) -> None:
    code, out, err = run("versions", bakery)
    assert (code, out) == (1, "")
    assert is_one_line(err)
