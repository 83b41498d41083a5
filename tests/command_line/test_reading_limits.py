"""How long and how large reading may grow, as options and as settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line.conftest import Run, is_one_line
from tests.exchange.hostile.packages import HONEST, xls, xlsx
from workbench.exchange.reading.limits import Limits
from workbench.exchange.reading.settled import settle
from workbench.store.settings_file import SettingsStore


@pytest.fixture(autouse=True)
def usual_limits() -> Iterator[None]:
    """What one test settles is not left to the next."""
    yield
    settle(Limits())


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A workbook that takes seconds to read, whatever the machine."""
    rows = "".join(f"<row><c><v>{n}</v></c><c><v>1</v></c></row>" for n in range(800_000))
    path = tmp_path / "slow.xlsx"
    path.write_bytes(xlsx(HONEST.replace("<sheetData>", f"<sheetData>{rows}")))
    return path


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A workbook that says it is as large as a sheet can be: 65,536 × 256 cells at once."""
    path = tmp_path / "large.xls"
    path.write_bytes(xls([(0, 0, 1.0)], size=(65_536, 256)))
    return path


def test_an_option_limits_the_time(run: Run, bakery: Path, slow: Path) -> None:
    code, out, err = run("import", slow, "--into", bakery, "--limit-seconds", "1")
    assert (code, out) == (1, "")
    assert is_one_line(err)
    assert "slow.xlsx" in err
    assert "more than 1 second of" in err


def test_a_setting_limits_the_time(run: Run, bakery: Path, slow: Path) -> None:
    SettingsStore().set("reading_seconds", 1)
    code, _, err = run("import", slow, "--into", bakery)
    assert code == 1
    assert "more than 1 second of" in err


def test_an_option_goes_before_the_setting(run: Run, bakery: Path, large: Path) -> None:
    SettingsStore().set("reading_memory", 100)
    _, _, err = run("import", large, "--into", bakery)
    assert "more than 100 MiB" in err
    _, _, err = run("import", large, "--into", bakery, "--limit-memory", "120")
    assert "more than 120 MiB" in err
    code, _, err = run("import", large, "--into", bakery, "--limit-memory", "4000")
    assert code == 1
    assert "was not exported from Journey Workbench" in err


@pytest.mark.parametrize("wrong", ["0", "-1", "3601", "1.5", "ten", ""])
def test_a_limit_is_a_whole_number_within_reason(run: Run, bakery: Path, wrong: str) -> None:
    code, _, err = run("import", "b.xlsx", "--into", bakery, f"--limit-seconds={wrong}")
    assert code == 2
    assert "a whole number from 1 to 3600 is needed" in err


def test_a_setting_out_of_reason_is_passed_over(run: Run, bakery: Path, tmp_path: Path) -> None:
    store = SettingsStore()
    store.set("reading_seconds", 10)
    (kept,) = Path.home().parent.glob(f"{Path.home().name}/**/settings.json")
    kept.write_text('{"reading_seconds": 0}')
    (tmp_path / "other.csv").write_text("Stage,Touchpoint\nUse,Shop\n")
    code, _, err = run("import", "other.csv", "--into", bakery)
    assert code == 1
    assert "was not exported from Journey Workbench" in err
