"""Workspaces on disk: saved whole or not at all, opened or refused in one sentence."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.documents import documents
from workbench.model import entities as e
from workbench.model.document import Document
from workbench.model.patch import FieldChange, Label, Patch
from workbench.store import assets, codec, workspace_file
from workbench.store.errors import StoreError
from workbench.words.problem_sentences import sentence

PNG = b"\x89PNG\r\n\x1a\n" + b"a small picture" * 9
PNG_NAME = hashlib.sha256(PNG).hexdigest() + ".png"
JPG = b"\xff\xd8\xff\xe0" + b"another one" * 9
JPG_NAME = hashlib.sha256(JPG).hexdigest() + ".jpg"

SHOP = Document.of(
    [
        e.Workspace(id="wk1", name="Shop"),
        e.Persona(id="pe1", name="Neighbour", picture=PNG_NAME),
        e.Map(id="ma1", name="Visit"),
    ]
)


def renamed(name: str) -> Document:
    """The shop under another name."""
    change = FieldChange("workspace", "wk1", "name", "Shop", name)
    return SHOP.apply(Patch(Label.of("edit.set"), (change,)))


def zipped(path: Path, **members: bytes | str) -> Path:
    """A zip of members, `document` standing for the document."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr("document.json" if name == "document" else name, data)
    return path


def refusal(path: Path) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(StoreError) as caught:
        workspace_file.read(path)
    return sentence(caught.value.problem)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "shop.journey"
    workspace_file.write(path, SHOP, {PNG_NAME: PNG})
    return path


@settings(max_examples=25)
@given(document=documents())
def test_opening_what_was_saved_gives_the_document(
    tmp_path_factory: pytest.TempPathFactory, document: Document
) -> None:
    path = tmp_path_factory.mktemp("saved") / "any.journey"
    # the drawn pictures are names only, of which no contents exist
    bare = Document.of(
        msgspec.structs.replace(item, picture="") if isinstance(item, e.Persona) else item
        for _, item in document.entities()
    )
    workspace_file.write(path, bare, {})
    opened = workspace_file.read(path)
    assert (opened.document, opened.repairs, opened.read_only) == (bare, (), False)


def test_equal_workspaces_give_equal_files(saved: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.journey"
    turned = Document.of(reversed([item for _, item in SHOP.entities()]))
    mark = workspace_file.write(other, turned, {JPG_NAME: JPG, PNG_NAME: PNG})
    assert other.read_bytes() == saved.read_bytes()
    assert mark == workspace_file.fingerprint(saved) == workspace_file.read(saved).fingerprint


def test_only_pictures_in_use_or_to_be_kept_are_saved(saved: Path) -> None:
    assert workspace_file.read(saved).assets == {PNG_NAME: PNG}
    everything = {PNG_NAME: PNG, JPG_NAME: JPG}
    workspace_file.write(saved, SHOP, everything)
    assert workspace_file.read(saved).assets == {PNG_NAME: PNG}
    workspace_file.write(saved, SHOP, everything, keep=[JPG_NAME])
    assert workspace_file.read(saved).assets == everything
    assert zipfile.ZipFile(saved).testzip() is None


def test_the_previous_version_stays_as_backup(saved: Path) -> None:
    first = saved.read_bytes()
    workspace_file.write(saved, renamed("Second"), {PNG_NAME: PNG})
    second = saved.read_bytes()
    backup = saved.with_name("shop.journey.bak")
    assert backup.read_bytes() == first
    workspace_file.write(saved, renamed("Third"), {PNG_NAME: PNG})
    assert backup.read_bytes() == second
    assert workspace_file.read(backup).document.workspace.name == "Second"
    assert {item.name for item in saved.parent.iterdir()} == {"shop.journey", "shop.journey.bak"}


def test_a_backup_left_by_a_cut_off_save_does_no_harm(saved: Path) -> None:
    os.link(saved, saved.with_name("shop.journey.bak"))
    first = saved.read_bytes()
    workspace_file.write(saved, renamed("Second"), {PNG_NAME: PNG})
    assert saved.with_name("shop.journey.bak").read_bytes() == first
    assert workspace_file.read(saved).document.workspace.name == "Second"
    assert len(list(saved.parent.iterdir())) == 2


def test_a_damaged_file_goes_aside_and_the_last_good_one_stays(saved: Path) -> None:
    first, backup = saved.read_bytes(), saved.with_name("shop.journey.bak")
    workspace_file.write(saved, renamed("Second"), {PNG_NAME: PNG})
    for damaged in (first[:100], first[:100], first[:101]):
        saved.write_bytes(damaged)
        written = workspace_file.save(saved, renamed("Third"), {PNG_NAME: PNG})
        assert written.aside is not None
        assert written.aside.read_bytes() == damaged
        assert backup.read_bytes() == first
        assert workspace_file.read(saved).document.workspace.name == "Third"
    names = {item.name for item in saved.parent.iterdir()}
    damaged_ones = {"shop.journey.damaged", "shop.journey.damaged-2"}
    assert names == {"shop.journey", "shop.journey.bak", *damaged_ones}
    assert workspace_file.save(saved, renamed("Fourth"), {}).aside is None
    assert workspace_file.read(backup).document.workspace.name == "Third"


def test_an_empty_file_takes_no_backup_away(saved: Path) -> None:
    first = saved.read_bytes()
    workspace_file.write(saved, renamed("Second"), {PNG_NAME: PNG})
    saved.write_bytes(b"")
    assert workspace_file.save(saved, renamed("Third"), {}).aside is None
    assert saved.with_name("shop.journey.bak").read_bytes() == first
    assert len(list(saved.parent.iterdir())) == 2


def test_what_somebody_wrote_at_the_last_moment_is_not_replaced(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They save when ours is on the disk already under its temporary name."""
    known, sync = workspace_file.fingerprint(saved), os.fsync
    theirs = saved.with_name("theirs.journey")
    workspace_file.write(theirs, renamed("Theirs"), {})

    def fsync(handle: int) -> None:
        sync(handle)
        if theirs.exists():
            os.replace(theirs, saved)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(workspace_file.ChangedElsewhereError):
        workspace_file.save(saved, renamed("Mine"), {}, known=known)
    assert workspace_file.read(saved).document.workspace.name == "Theirs"
    assert [item.name for item in saved.parent.iterdir()] == ["shop.journey"]


def test_the_fingerprint_tells_a_file_that_somebody_else_changed(saved: Path) -> None:
    before = workspace_file.read(saved).fingerprint
    assert workspace_file.fingerprint(saved) == before
    workspace_file.write(saved, renamed("Other"), {})
    assert workspace_file.fingerprint(saved) != before


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "away.journey").startswith("There is no file “away.journey” in")
    assert "is a folder" in refusal(tmp_path)
    with pytest.raises(StoreError, match=r"store\.no_folder"):
        workspace_file.write(tmp_path / "nowhere" / "away.journey", SHOP, {})
    with pytest.raises(StoreError, match=r"store\.folder"):
        workspace_file.write(tmp_path, SHOP, {})
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_workspace_is_refused(saved: Path, tmp_path: Path) -> None:
    whole = saved.read_bytes()

    def told(data: bytes) -> str:
        path = tmp_path / "given.journey"
        path.write_bytes(data)
        return refusal(path)

    assert told(b"") == (
        "“given.journey” is empty. If there is a “given.journey.bak” beside it, open that one."
    )
    assert "is not a workspace. Choose a file" in told(b'{"format": 1}')
    assert "protected by a password or comes from an old Office program" in told(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    )
    assert "is damaged or was cut off" in told(whole[: len(whole) // 2])
    assert "is damaged or was cut off" in told(whole[:-30])
    at = whole.index(b"document.json") + 20
    assert "is damaged or was cut off" in told(whole[:at] + b"\0\0\0\0" + whole[at + 4 :])


def test_zips_of_something_else_are_refused(tmp_path: Path) -> None:
    document = codec.encode(SHOP)
    path = tmp_path / "given.journey"
    assert "zip file without a workspace" in refusal(zipped(path, other=b""))
    assert "is an Office document" in refusal(zipped(path, **{"[Content_Types].xml": b""}))
    for name in ("../evil.json", "assets/../../evil", "/etc/evil", "C:\\evil", "a\\..\\b"):
        assert "point outside" in refusal(zipped(path, document=document, **{name: b""})), name
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("document.json", document)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("document.json", document)
    assert "appear twice" in refusal(path)


def test_an_encrypted_member_is_named_as_such(saved: Path) -> None:
    data = bytearray(saved.read_bytes())
    # the flags of a member stand 8 bytes into its entry in the central directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    saved.write_bytes(data)
    assert "is protected by a password. Unpack it" in refusal(saved)


@pytest.mark.parametrize("packing", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_document_packed_in_another_way_is_named_as_such(
    saved: Path, tmp_path: Path, packing: int
) -> None:
    path = tmp_path / "packed.journey"
    with zipfile.ZipFile(saved) as whole, zipfile.ZipFile(path, "w", packing) as other:
        other.writestr("document.json", whole.read("document.json"))
    whole_data = path.read_bytes()
    assert "Unpack it and pack it again" in refusal(path)
    for at in range(60, len(whole_data) - 120, 7):
        path.write_bytes(whole_data[:at] + b"\xff" + whole_data[at + 1 :])
        assert refusal(path)


def test_a_zip_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    path = tmp_path / "bomb.journey"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("document.json", "w", force_zip64=True) as member,
    ):
        for _ in range(257):
            member.write(b" " * 1024 * 1024)
    assert path.stat().st_size < 400_000
    assert "holds more than a workspace can" in refusal(path)
    many = {f"assets/{number}": b"" for number in range(10_001)}
    assert "holds more than a workspace can" in refusal(
        zipped(path, document=codec.encode(SHOP), **many)
    )


def test_a_member_that_lies_about_its_size_unfolds_no_further(tmp_path: Path) -> None:
    path = zipped(tmp_path / "liar.journey", document=b" " * 50_000_000)
    data = bytearray(path.read_bytes())
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(data)
    assert "is damaged or was cut off" in refusal(path)


def test_what_systems_add_to_zips_does_no_harm(tmp_path: Path) -> None:
    extras = {"assets/": b"", "__MACOSX/._document.json": b"x", "assets/.DS_Store": b"x"}
    path = zipped(tmp_path / "given.journey", document=codec.encode(renamed("Re-zipped")), **extras)
    opened = workspace_file.read(path)
    assert (opened.document.workspace.name, opened.assets) == ("Re-zipped", {})


@pytest.mark.parametrize(
    "members", [{}, {f"assets/{PNG_NAME}": PNG + b"!"}, {f"assets/{JPG_NAME}": JPG}]
)
def test_a_lost_picture_does_not_cost_the_workspace(
    tmp_path: Path, members: dict[str, bytes]
) -> None:
    opened = workspace_file.read(
        zipped(tmp_path / "given.journey", document=codec.encode(SHOP), **members)
    )
    assert opened.document.personas["pe1"].picture == ""
    assert [sentence(problem) for problem in opened.repairs] == [
        "The picture of persona “Neighbour” is missing from the file or damaged, and was left out."
        " Choose it again."
    ]


def test_a_picture_that_cannot_be_unpacked_does_not_cost_the_workspace(saved: Path) -> None:
    data = saved.read_bytes()
    saved.write_bytes(data.replace(b"a small picture", b"A small picture", 1))
    opened = workspace_file.read(saved)
    assert (opened.assets, len(opened.repairs)) == ({}, 1)


@pytest.mark.parametrize(("workspaces", "n"), [({}, 0), ({"wk1": {}, "wk2": {}}, 2)])
def test_a_file_holds_one_workspace(tmp_path: Path, workspaces: object, n: int) -> None:
    document = json.dumps({"format": 1, "workspace": workspaces})
    path = zipped(tmp_path / "given.journey", document=document)
    assert f"exactly one workspace, but holds {n}" in refusal(path)


def test_a_broken_document_in_the_zip_is_named_by_its_place(tmp_path: Path) -> None:
    document = codec.encode(renamed("x")).replace(b'"name":"Visit"', b'"name":5')
    path = zipped(tmp_path / "given.journey", document=document)
    assert "maps/ma1/name: text of at most 20,000 characters" in refusal(path)


def test_a_newer_format_opens_read_only(tmp_path: Path) -> None:
    document = codec.encode(renamed("Newer")).replace(b'"format": 2', b'"format": 3')
    opened = workspace_file.read(zipped(tmp_path / "given.journey", document=document))
    assert opened.read_only
    assert opened.document.workspace.name == "Newer"


@settings(max_examples=120)
@given(st.data())
def test_a_file_changed_anywhere_is_read_or_refused_never_more(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.getbasetemp()
    path = folder / "changed.journey"
    path.unlink(missing_ok=True)
    workspace_file.write(path, SHOP, {PNG_NAME: PNG})
    changed = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(changed[: data.draw(st.integers(len(changed) // 2, len(changed)))])
    try:
        opened = workspace_file.read(path)
    except StoreError as error:
        # every refusal has its sentence
        sentence(error.problem)
    else:
        assert opened.document.workspace.id.startswith("wk")


def test_pictures_are_named_by_kind_and_contents() -> None:
    assert assets.asset_name(PNG) == PNG_NAME
    assert assets.asset_name(JPG) == JPG_NAME
    webp = b"RIFF\x10\0\0\0WEBPVP8 "
    assert assets.asset_name(webp) == hashlib.sha256(webp).hexdigest() + ".webp"
    for data in (b"", b"GIF89a", b"RIFF\x10\0\0\0WAVE", b"<svg/>", b"\x89PNG"):
        with pytest.raises(StoreError, match=r"asset\.kind"):
            assets.asset_name(data)
    with pytest.raises(StoreError, match=r"asset\.too_large"):
        assets.asset_name(PNG + bytes(32 * 1024 * 1024))
    assert assets.referenced(SHOP) == {PNG_NAME}
