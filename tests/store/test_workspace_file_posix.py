"""Workspaces on disk where there are links, permission bits, pipes and limits."""

from __future__ import annotations

import errno
import os
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from workbench.model import entities as e
from workbench.model.document import Document
from workbench.store import assets, workspace_file
from workbench.store.errors import StoreError
from workbench.words.problem_sentences import sentence

resource = pytest.importorskip("resource", reason="no POSIX system")


def shop(name: str) -> Document:
    return Document.of([e.Workspace(id="wk1", name=name)])


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "shop.journey"
    workspace_file.write(path, shop("First"), {})
    return path


def refusal(path: Path) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(StoreError) as caught:
        workspace_file.read(path)
    return sentence(caught.value.problem)


def test_symbolic_links_are_followed(saved: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.journey"
    link.parent.mkdir()
    link.symlink_to(saved)
    workspace_file.write(link, shop("Through the link"), {})
    assert link.is_symlink()
    assert workspace_file.read(saved).document.workspace.name == "Through the link"
    assert saved.with_name("shop.journey.bak").exists()


def test_permission_bits_are_kept_and_new_files_follow_the_umask(saved: Path) -> None:
    saved.chmod(0o640)
    workspace_file.write(saved, shop("Second"), {})
    assert stat.S_IMODE(saved.stat().st_mode) == 0o640
    before = os.umask(0o027)
    try:
        fresh = saved.with_name("fresh.journey")
        workspace_file.write(fresh, shop("Fresh"), {})
    finally:
        os.umask(before)
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o640


def test_permission_bits_are_kept_where_there_are_no_hard_links(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_paths: object) -> None:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

    saved.chmod(0o600)
    first = saved.read_bytes()
    monkeypatch.setattr(os, "link", no_links)
    workspace_file.write(saved, shop("Second"), {})
    backup = saved.with_name("shop.journey.bak")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert backup.read_bytes() == first


@contextmanager
def little_room(size: int) -> Iterator[None]:
    """No file can grow beyond `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_save_without_room_leaves_the_old_file_whole(saved: Path) -> None:
    before = saved.read_bytes()
    picture = b"\xff\xd8\xff" + os.urandom(50_000)
    name = assets.asset_name(picture)
    with little_room(20_000), pytest.raises(StoreError) as caught:
        workspace_file.write(saved, shop("Larger"), {name: picture}, keep=[name])
    assert "no room left for “shop.journey”" in sentence(caught.value.problem)
    assert [item.name for item in saved.parent.iterdir()] == ["shop.journey"]
    assert saved.read_bytes() == before


def test_a_save_is_refused_where_there_is_no_file_to_be(tmp_path: Path) -> None:
    def told(path: Path) -> str:
        with pytest.raises(StoreError) as caught:
            workspace_file.write(path, shop("New"), {})
        return sentence(caught.value.problem)

    assert "cannot be called" in told(tmp_path / ("x" * 300 + ".journey"))
    assert "cannot be called" in told(tmp_path / "a\0b.journey")
    os.mkfifo(tmp_path / "pipe.journey")
    assert "a device or a pipe" in told(tmp_path / "pipe.journey")
    assert {item.name for item in tmp_path.iterdir()} == {"pipe.journey"}


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anything")
def test_a_file_that_may_not_be_written_is_left_alone(saved: Path) -> None:
    saved.chmod(0o400)
    with pytest.raises(StoreError, match="permission"):
        workspace_file.write(saved, shop("Second"), {})
    assert workspace_file.read(saved).document == shop("First")


def test_what_has_no_contents_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.journey")
    assert "a device or a pipe" in refusal(tmp_path / "pipe.journey")
    server = socket.socket(socket.AF_UNIX)
    place = os.getcwd()
    try:
        os.chdir(tmp_path)
        server.bind("socket.journey")
    finally:
        os.chdir(place)
        server.close()
    assert "a device or a pipe" in refusal(tmp_path / "socket.journey")
    (tmp_path / "loop.journey").symlink_to(tmp_path / "loop.journey")
    assert "loop.journey" in refusal(tmp_path / "loop.journey")
    assert "cannot be called" in refusal(tmp_path / "a\0b")
