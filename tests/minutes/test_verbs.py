"""Draft, life and review of minutes on the command line."""

from pathlib import Path

import docx
import pytest

from cypsc_desktop.commands.opening import open_library
from tests.helpers.cypsc import Cypsc
from tests.minutes.harbour import DATE, MEETING, add_november


@pytest.fixture
def held(cypsc: Cypsc, tmp_path: Path) -> Cypsc:
    notes = tmp_path / "short.cypsc-notes"
    notes.write_text("@18:30\n+rw\n>start\n>6\nq. how many?\na. nine\nc. nine is too many\n>end\n")
    cypsc("import", notes, "--meeting", DATE)
    return cypsc


def test_draft(held: Cypsc) -> None:
    done = held.json("minutes", "draft", "--meeting", DATE, "--level", "decisions")
    assert done["paragraphs"] == 1
    assert {one["kind"] for one in done["unfinished"]} == {"not-reached", "unaccounted-member"}
    assert "The draft has 3 paragraphs." in held("minutes", "draft", "--meeting", DATE, "--level", "full")
    assert held.run("minutes", "draft", "--meeting", "2021-06-22") == 1
    assert "Feed lines first" in held.err


def test_the_steps_of_their_life(held: Cypsc) -> None:
    for state in ("fact-check", "chair", "published"):
        assert state in held("minutes", "state", state, "--meeting", DATE)
        assert ("matters are unfinished: " in held.err) == (state == "published")
    assert "is neither present nor apologised." in held.err
    assert "unfinished" not in held.out
    assert held.run("minutes", "state", "signed", "--meeting", DATE, "--signed-by", "Rosa Wells") == 1
    assert "later meeting approved" in held.err
    with open_library(held.library) as store:
        add_november(store)
    held(
        "minutes",
        "state",
        "approved",
        "--meeting",
        DATE,
        "--approved-at",
        "2021-11-02",
        "--amendment",
        "For nine read ten.",
    )
    assert "matters are unfinished: " in held.err
    held("minutes", "state", "signed", "--meeting", DATE, "--signed-by", "Rosa Wells")
    done = held.json("minutes", "state", "locked", "--meeting", DATE)
    assert [step["state"] for step in done["life"]] == [
        "fact-check",
        "chair",
        "published",
        "approved",
        "signed",
        "locked",
    ]
    assert held.json("show", "minutes", "--meeting", DATE)["state"] == "locked"
    assert held.run("minutes", "draft", "--meeting", DATE) == 1
    assert held.json("minutes", "state", "--meeting", DATE)["state"] == "locked"


def test_a_draft_that_came_back(held: Cypsc, tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    held("export", "minutes", "--meeting", MEETING, "--to", path)
    assert "Nothing was changed" in held("minutes", "review", path, "--meeting", DATE)
    file = docx.Document(str(path))
    for found, words in (("How many?", "A Member asked how many."), ("Nine is", "1\tNine are too many.")):
        next(p for p in file.paragraphs if found in p.text).runs[0].text = words
    file.save(str(path))
    digest = held.json("check")["digest"]
    told = held.json("minutes", "review", path, "--meeting", DATE)
    assert [(one["number"], one["kind"], one["after"]) for one in told["changes"]] == [
        (1, "changed", "A Member asked how many."), (2, "changed", "Nine are too many."),
    ]  # fmt: skip
    assert held.json("check")["digest"] == digest
    assert held.run("minutes", "review", path, "--meeting", DATE, "--accept", "3") == 1
    assert held.json("minutes", "review", path, "--meeting", DATE, "--accept", "2")["taken"] == 1
    assert held.json("show", "conclusions", "--meeting", DATE)[0]["text"] == "Nine are too many."
    assert "2 changes" not in held("minutes", "review", path, "--meeting", DATE)
    assert held.json("minutes", "review", path, "--meeting", DATE, "--accept", "all")["taken"] == 1
    assert "Nothing was changed" in held("minutes", "review", path, "--meeting", DATE)
