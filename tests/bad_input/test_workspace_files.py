"""Workspace files that are not as they must be: one sentence that names file and place."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from workbench.model.commands import edit
from workbench.store import workspace_file
from workbench.store.errors import StoreError
from workbench.store.templates import new_workspace
from workbench.words.problem_sentences import sentence

HEAD = '{"format": 1, "workspace": {"wk1": {}}, '


def told(folder: Path, document: str) -> str:
    """What is said of a file that holds this document."""
    path = folder / "given.journey"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("document.json", document.encode("utf-8", "surrogatepass"))
    with pytest.raises(StoreError) as caught:
        workspace_file.read(path)
    text = sentence(caught.value.problem)
    assert "“given.journey”" in text
    assert "\n" not in text
    return text


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ("", "not valid JSON (line 1)"),
        ("hello", "not valid JSON (line 1)"),
        ("[]", "must be one JSON object"),
        ("{}", "must be a whole number from 1, got null"),
        ('{"format": true}', "must be a whole number from 1, got true"),
        ('{"format": 1e400}', "a number that is too large"),
        ('{"format": %s}' % ("9" * 5000), "a number that is too large"),
        ('{"format": 1,\n"x": NaN,\n"y": 1}', "not valid JSON (line 2)"),
        ('{"format": 1, "x": %s}' % ("[" * 60_000 + "]" * 60_000), "nested deeper"),
        (HEAD + '"maps": {"ma1": {"name": NaN}}}', "not valid JSON"),
        (HEAD + '"maps": {"ma1": {"name": "\\ud800"}}}', "not valid JSON"),
        (HEAD + '"maps": {"ma1": {}, "ma\\u0031": {}}}', "the name “ma1” to two things"),
        (HEAD + '"maps": {"ma1": {"name": 5}}}', "maps/ma1/name: text of at most 20,000"),
        (HEAD + '"maps": {"a{0}b": {}}}', "maps/a{0}b: this is not an id"),
        (HEAD + '"maps": {"ma1": null}}', "maps/ma1: an object in braces"),
        (HEAD + '"maps": []}', "maps: an object in braces"),
        (HEAD + '"%s{name}": {}}', "%s{name}: there is no such table"),
        (HEAD + '"maps": {"ma1": {"{x}": 1}}}', "maps/ma1/{x}: there is no such field"),
        (HEAD + '"personas": {"pe1": {"share": "40"}}}', 'from 0 to 100 is needed, got "40"'),
        (HEAD + '"personas": {"pe1": {"share": 140}}}', "from 0 to 100 is needed, got 140"),
        (HEAD + '"stages": {"st1": {}}}', "stages/st1/map: this field is needed"),
        (
            HEAD + '"decisions": {"de1": {"key": "k", "due": "2026-02-30"}}}',
            'decisions/de1/due: a date like "2026-03-31"',
        ),
        (
            HEAD + '"maps": {"ma1": {"name": "%s"}}}' % ("x" * 50_000),
            "maps/ma1/name: text of at most 20,000 characters",
        ),
    ],
)
def test_documents_that_cannot_be_read(tmp_path: Path, document: str, why: str) -> None:
    assert why in told(tmp_path, document)


def test_a_newer_format_without_a_workspace_we_know(tmp_path: Path) -> None:
    assert "saved by a newer version" in told(tmp_path, '{"format": 99, "spaces": {}}')


@pytest.mark.parametrize(
    "name",
    [
        "x" * 5000,
        "مخبز الحي القديم",
        "角のパン屋さん",
        "🥐🥖 Bäckerei e\u0301",
        "{0} {name} %s %(x)d $x \\n",
        "<b>bold</b> & <img src=x>",
        "=1+1",
        "\u202eright to left",
    ],
)
def test_any_name_is_kept_as_it_is(tmp_path: Path, name: str) -> None:
    plain = new_workspace("template", "blank")
    (journey,) = plain.maps.values()
    document = plain.apply(edit.set_field(plain, "maps", journey.id, "name", name))
    path = tmp_path / "any.journey"
    workspace_file.write(path, document, {})
    assert workspace_file.read(path).document.maps[journey.id].name == name
