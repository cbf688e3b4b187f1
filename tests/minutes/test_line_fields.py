"""A line of the minutes edited and deleted by its id on the command line: what came of it follows, as in the window."""

from typing import Any

import pytest

from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.model.identity import committee_id, person_id
from cypsc_desktop.model.records import Person
from tests.helpers.cypsc import Cypsc
from tests.minutes.harbour import ACTOR, BODY, DATE
from tests.minutes.test_take import feed

_LINES = "@18:30\n+rw\n+so\n>start\n>6\nq.rw is it warm?\nc. It is cold\nc. It is late\n@19:00\n>end\n"


@pytest.fixture
def taken(cypsc: Cypsc, monkeypatch: pytest.MonkeyPatch) -> Cypsc:
    feed(cypsc, monkeypatch, _LINES)
    return cypsc


def line(cypsc: Cypsc, text: str) -> dict[str, Any]:
    entries = cypsc.json("show", "minutes", "--meeting", DATE)["entries"]
    found: dict[str, Any] = next(entry for entry in entries if entry["text"] == text)
    return found


def test_each_field_of_a_line_is_set(taken: Cypsc) -> None:
    question, point = line(taken, "is it warm?")["id"], line(taken, "It is cold")["id"]
    for field, value, held in (
        ("text", "is it wet?", "is it wet?"), ("who", "so", "Sean O'Farrell"), ("time", "18:45", "18:45"),
        ("starred", "true", True), ("starred", "no", False), ("kind", "answer", "answer"),
    ):  # fmt: skip
        taken("set", question, field, value)
        assert next(
            e for e in taken.json("show", "minutes", "--meeting", DATE)["entries"] if e["id"] == question
        )[field] == held  # fmt: skip
    taken("set", point, "kind", "request")
    shown = taken.json("show", "minutes", "--meeting", DATE)["outcomes"]
    assert [(c["number"], c["text"]) for c in shown["conclusions"]] == [("1", "It is late")]
    assert [r["text"] for r in shown["requests"]] == ["It is cold"]
    taken("undo")
    assert len(taken.json("show", "conclusions", "--meeting", DATE)) == 2


def test_a_line_moved_to_part_b_leaves_the_public_minutes(taken: Cypsc, tmp_path: Any) -> None:
    taken("set", line(taken, "It is cold")["id"], "part", "b")
    assert line(taken, "It is cold")["part"] == "B"
    taken("export", "minutes", "--meeting", DATE, "--to", tmp_path / "minutes.txt")
    assert "cold" not in (tmp_path / "minutes.txt").read_text(encoding="utf-8-sig")
    assert taken.run("set", line(taken, "It is cold")["id"], "part", "A") == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("text", " ", "words"), ("kind", "vote", "can become one of"), ("who", "zz", "Nobody here is called 'zz'"),
     ("time", "late", "18:31"), ("starred", "maybe", "true or false"), ("part", "C", "Part B"), ("item", "7", "It has: text")],
)  # fmt: skip
def test_what_a_line_cannot_be_is_refused(taken: Cypsc, field: str, value: str, said: str) -> None:
    before = taken.json("show", "minutes", "--meeting", DATE)
    assert taken.run("set", line(taken, "is it warm?")["id"], field, value) == 1
    assert said in taken.err
    assert taken.json("show", "minutes", "--meeting", DATE) == before


def test_a_deleted_line_takes_what_came_of_it(taken: Cypsc) -> None:
    taken("delete", line(taken, "It is cold")["id"])
    shown = taken.json("show", "minutes", "--meeting", DATE)
    assert [(c["number"], c["text"]) for c in shown["outcomes"]["conclusions"]] == [("1", "It is late")]
    taken("undo")
    shown = taken.json("show", "minutes", "--meeting", DATE)
    assert [(c["number"], c["text"]) for c in shown["outcomes"]["conclusions"]] == [
        ("1", "It is cold"),
        ("2", "It is late"),
    ]


def test_another_name_of_a_person_is_a_code_too(cypsc: Cypsc, monkeypatch: pytest.MonkeyPatch) -> None:
    wells = person_id(BODY, "Rosa Wells")
    with open_library(cypsc.library) as store, store.change("People", actor=ACTOR) as change:
        change.add(Person(id=wells, committee=committee_id(BODY), name="Rosa Wells"))
    cypsc("set", wells, "aliases", "chair\nRosie Wells")
    feed(cypsc, monkeypatch, _LINES.replace("q.rw", "q.Chair"))
    assert line(cypsc, "is it warm?")["who"] == "Rosa Wells"
