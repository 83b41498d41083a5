"""The checklist of docs has its points, and each names a test that exists."""

from __future__ import annotations

import re
from pathlib import Path

HOUSE = Path(__file__).parents[2]


def test_each_point_names_a_test_or_says_not_yet():
    text = (HOUSE / "docs" / "desktop-checklist.md").read_text(encoding="utf-8")
    points = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \|$", text, re.MULTILINE)
    assert [int(number) for number, _, _ in points] == list(range(1, 66))
    for _, point, shown in points:
        if shown == "not yet":
            continue
        file, name = shown.strip("`").split("::")
        assert f"def {name}(" in (HOUSE / file).read_text(encoding="utf-8"), point
