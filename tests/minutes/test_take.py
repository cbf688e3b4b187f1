"""Notes fed on the command line and as a file: what `cypsc show` prints of them, and that feeding twice changes nothing."""

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.minuting import (
    keep_unfinished,
    minutes_of,
    open_live,
    remove_lines,
    take_line,
    unfinished,
)
from cypsc_desktop.commands.showing import show
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Attendance, Meeting, Section
from cypsc_desktop.store.store import Store
from tests.helpers.cypsc import Cypsc
from tests.minutes.harbour import ACTOR, DATE, MEETING, NOTES, lines

_GOLDEN = NOTES.with_name("harbour.json")


def meeting(store: Store) -> Meeting:
    found = store.read.record(MEETING)
    assert isinstance(found, Meeting)
    return found


def feed(cypsc: Cypsc, monkeypatch: pytest.MonkeyPatch, text: str, encoding: str = "utf-8") -> dict[str, Any]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(text.encode(encoding)))))
    fed: dict[str, Any] = cypsc.json("minutes", "take", "--meeting", DATE)
    return fed


def without_ids(shown: Any) -> Any:
    if isinstance(shown, dict):
        return {
            key: without_ids(value) for key, value in shown.items() if key not in ("id", "entry", "meeting_id", "due")
        }
    return [without_ids(one) for one in shown] if isinstance(shown, list) else shown


def test_three_hours(cypsc: Cypsc, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(lines()) >= 400
    fed = feed(cypsc, monkeypatch, "\n".join(lines()))
    assert (fed["lines"], fed["known"]) == (len(lines()), 0)
    named = re.findall(r"^Line (\d+) \((.*?)\):", cypsc.err, re.MULTILINE)
    assert [lines()[int(number) - 1] for number, _ in named] == [line for _, line in named]
    assert [finding["kind"] for finding in fed["findings"]] == [
        "impossible-vote", "impossible-vote", "unknown-code", "unclear-line", "unknown-item", "impossible-vote", "unclear-line",
        "unclear-line", "unclear-line",
    ]  # fmt: skip
    shown = without_ids(cypsc.json("show", "minutes", "--meeting", DATE))
    assert shown == json.loads(_GOLDEN.read_text(encoding="utf-8"))
    assert (shown["state"], shown["started"], shown["ended"]) == ("draft", "18:31", "21:35")
    for what in ("conclusions", "recommendations", "requests", "actions"):
        rows = cypsc.json("show", what, "--meeting", DATE)
        names = {"item", "text", *({"number"} if what in ("conclusions", "recommendations") else ())}
        assert [{n: row[n] for n in names} for row in rows] == [
            {n: o[n] for n in names} for o in shown["outcomes"][what]
        ]
        assert all(row["id"] and row["meeting"] == DATE for row in rows)
    assert [r["number"] for r in shown["outcomes"]["recommendations"]] == [
        str(n + 1) for n in range(len(shown["outcomes"]["recommendations"]))
    ]
    assert cypsc.json("check")["ok"]
    kinds = [finding["kind"] for finding in cypsc.json("show", "findings", "--meeting", DATE)]
    wanted = [finding["kind"] for finding in fed["findings"]]
    wanted.remove("impossible-vote")  # the line after one of them put it right
    assert sorted(kinds) == sorted(wanted)


def test_feeding_twice_changes_nothing_and_half_a_feed_is_taken_up(
    cypsc: Cypsc, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = feed(cypsc, monkeypatch, "\n".join(lines()[:200]))
    assert half["entries"] > 100
    whole = feed(cypsc, monkeypatch, "\n".join(lines()))
    assert whole["known"] == 200
    digest = cypsc.json("check")["digest"]
    again = feed(cypsc, monkeypatch, "\n".join(lines()))
    assert (again["known"], again["entries"]) == (len(lines()), 0)
    assert "in the minutes already" in cypsc.err
    part = feed(cypsc, monkeypatch, "\n".join(lines()[:50]))
    assert part["entries"] == 0
    assert cypsc.json("check")["digest"] == digest
    assert without_ids(cypsc.json("show", "minutes", "--meeting", DATE)) == json.loads(
        _GOLDEN.read_text(encoding="utf-8")
    )


def test_lines_may_come_one_by_one(cypsc: Cypsc, monkeypatch: pytest.MonkeyPatch) -> None:
    for line in (">>", ">>", "||", "||", "q. again", "q. again", "  and more"):
        feed(cypsc, monkeypatch, line)
    shown = cypsc.json("show", "minutes", "--meeting", DATE)
    assert [(e["item"], e["kind"], e["text"]) for e in shown["entries"]] == [
        ("2", "break", None), ("2", "break", None), ("2", "question", "again"), ("2", "question", "again\nand more"),
    ]  # fmt: skip


def test_typing_and_feeding_are_one(store: Store, tmp_path: Path) -> None:
    live = open_live(store.read, meeting(store), scripted=True)
    for line in lines():
        take_line(store, live, line, actor=ACTOR, now="00:00")
    typed = show(store.read, "minutes", meeting(store))
    assert without_ids(typed) == json.loads(_GOLDEN.read_text(encoding="utf-8"))
    assert open_live(store.read, meeting(store)).evening.entries == live.evening.entries


def test_a_file_of_notes(cypsc: Cypsc) -> None:
    assert cypsc.run("import", NOTES) == 1
    assert "--meeting" in cypsc.err
    before = cypsc.json("check")["digest"]
    assert cypsc.run("import", NOTES, "--meeting", "1999-01-01") == 1
    assert cypsc.json("check")["digest"] == before
    report = cypsc.json("import", NOTES, "--meeting", DATE, "--dry-run")
    assert cypsc.json("check")["digest"] == before
    report = cypsc.json("import", NOTES, "--meeting", DATE)
    assert (report["kind"], report["lines"], report["known"]) == ("notes", len(lines()), 0)
    assert without_ids(cypsc.json("show", "minutes", "--meeting", DATE)) == json.loads(
        _GOLDEN.read_text(encoding="utf-8")
    )
    after = cypsc.json("check")["digest"]
    assert cypsc.json("import", NOTES, "--meeting", DATE)["entries"] == 0
    assert cypsc.json("check")["digest"] == after
    assert [row["label"] for row in cypsc.json("history", "--limit", "1")] == ["Import notes"]


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "no notes"), (b"\n \n", "no notes"), (b"\x00\x01\x02q. a", "no text")]
)
def test_a_file_without_notes_is_refused(cypsc: Cypsc, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "odd.cypsc-notes"
    path.write_bytes(content)
    assert cypsc.run("import", path, "--meeting", DATE) == 1
    assert said in cypsc.err


def test_a_line_is_undone_alone(cypsc: Cypsc, monkeypatch: pytest.MonkeyPatch) -> None:
    feed(cypsc, monkeypatch, ">6\nc. one\nc. two\nr. three")
    cypsc("undo")
    cypsc("undo")
    shown = cypsc.json("show", "minutes", "--meeting", DATE)
    assert [e["text"] for e in shown["entries"]] == ["one"]
    assert [c["text"] for c in shown["outcomes"]["conclusions"]] == ["one"]
    assert shown["outcomes"]["recommendations"] == []


def test_a_kind_that_is_put_right_twice_shows_its_outcome(cypsc: Cypsc, monkeypatch: pytest.MonkeyPatch) -> None:
    feed(cypsc, monkeypatch, ">6\nc. one\n^r.cabinet one\n^c. one\nc. two\n^q.zz who\n^q.rw who")
    shown = cypsc.json("show", "minutes", "--meeting", DATE)["outcomes"]
    assert [(c["number"], c["text"]) for c in shown["conclusions"]] == [("1", "one"), ("2", "two")]
    assert shown["recommendations"] == []
    assert cypsc.json("show", "findings", "--meeting", DATE) == []


def test_what_follows_from_the_lines_is_kept_whole(store: Store) -> None:
    live = open_live(store.read, meeting(store))
    for line in ("hello", "+rw", ">start", ">6", "+ Petra Bell, Director", "q.rw why", ">end"):
        take_line(store, live, line, actor=ACTOR, now="19:00")
    rows = {row.name: row for row in all_of(store.read, Attendance, meeting=MEETING)}
    assert (rows["Rosa Wells"].state, rows["Rosa Wells"].role, rows["Rosa Wells"].arrived) == (
        "present",
        "Chair",
        "19:00",
    )
    assert (rows["Petra Bell"].state, rows["Petra Bell"].seat) == ("also_present", "guest")
    assert rows["Edie Lamb"].state == "absent"
    minutes = minutes_of(store.read, MEETING)
    assert minutes
    assert (minutes.meeting, minutes.state, minutes.started, minutes.ended) == (MEETING, "draft", "19:00", "19:00")
    assert meeting(store).ended == "19:00"
    assert [(s.number, s.title) for s in all_of(store.read, Section, meeting=MEETING)] == [
        ("43/21", "Performance dashboard")
    ]


def test_a_meeting_whose_end_was_taken_back_goes_on(store: Store) -> None:
    at = open_live(store.read, meeting(store), scripted=True)
    for line in ("+rw", ">start", ">6", "@21:35 >end"):
        take_line(store, at, line, actor=ACTOR, now="19:00")
    assert meeting(store).ended == "21:35"
    remove_lines(store, at, [at.evening.entries[-1].id], actor=ACTOR)
    assert meeting(store).ended is None
    store.undo(ACTOR)
    assert meeting(store).ended == "21:35"


def test_what_a_line_did_before_a_failure_is_seen(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    at = open_live(store.read, meeting(store), scripted=True)
    for line in (">6", "open"):
        take_line(store, at, line, actor=ACTOR, now="19:00")

    def fails(*_: object, **__: object) -> None:
        raise UserError("no room")

    with monkeypatch.context() as patch:
        patch.setattr(store, "purge", fails)
        with pytest.raises(UserError, match="no room"):
            take_line(store, at, "b^", actor=ACTOR, now="19:00")
    assert at.evening.entries == open_live(store.read, meeting(store), scripted=True).evening.entries
    assert [entry.part for entry in at.evening.shown()] == ["B"]


def test_an_unfinished_line_is_kept_until_its_entry_comes(store: Store) -> None:
    live = open_live(store.read, meeting(store))
    entity = made_id("entry")
    keep_unfinished(store, entity, "q.rw why do")
    assert unfinished(store) == (entity, "q.rw why do")
    take_line(store, live, "q.rw why do they", actor=ACTOR, entity=entity)
    assert unfinished(store) is None
    assert live.evening.entries[-1].id == entity
    other = made_id("entry")
    keep_unfinished(store, other, "+r")
    take_line(store, live, "+rw", actor=ACTOR, entity=other)
    assert unfinished(store) is None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_what_an_editor_saved_is_read_whatever_its_encoding(
    cypsc: Cypsc, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    notes = "@18:31\r\n>start\r\n>6\r\nq.rw is £5 “fair” in a café?\r\nc. It’s not – yet\r\n  naïvely…"
    feed(cypsc, monkeypatch, notes, encoding)
    entries = cypsc.json("show", "minutes", "--meeting", DATE)["entries"]
    assert [(e["time"], e["text"]) for e in entries] == [
        ("18:31", "is £5 “fair” in a café?"),
        ("18:31", "It’s not – yet\nnaïvely…"),
    ]


def test_what_is_no_text_is_not_fed(cypsc: Cypsc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(b"PK\x03\x04\x14\x00\x06" * 99))))
    assert cypsc.run("minutes", "take", "--meeting", DATE) == 1
    assert (
        cypsc.err
        == "What was fed is no text. Save the notes as plain text, a line for each entry, and feed them again.\n"
    )
    assert cypsc.run("show", "minutes", "--meeting", DATE) == 1  # none were begun
