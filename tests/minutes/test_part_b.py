"""What is private stays out of public files, byte for byte, and what is moved or removed leaves nothing behind."""

import contextlib
import io
import re
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cypsc_desktop.commands.bin import remove_for_good
from cypsc_desktop.commands.editing import set_field, step
from cypsc_desktop.commands.exporting import export
from cypsc_desktop.commands.minuting import (
    Live,
    change_kind,
    edit_line,
    open_live,
    remove_lines,
    take_line,
)
from cypsc_desktop.commands.minuting_draft import blocks, draft_minutes, edit_paragraph, set_minutes_state
from cypsc_desktop.commands.minuting_export import live_document
from cypsc_desktop.commands.minuting_notes import take_notes
from cypsc_desktop.commands.minuting_parts import MOVE, finish_moves, move_to_part_b
from cypsc_desktop.commands.showing import show
from cypsc_desktop.minutes.projection import outcome_id
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Meeting, MinuteBlock
from cypsc_desktop.output.writers import FORMATS, render
from cypsc_desktop.store.store import Store
from tests.helpers.cypsc import Cypsc
from tests.minutes.harbour import ACTOR, MEETING, NOTES, lines

# Words that stand in lines of Part B and in no other.
PRIVATE = ("Bramblewick", "Thistledown", "Oystergate", "Quern", "counsel", "rota", "solicitor")
SECRET = "Zanzibar Quartermain offered ninety pounds"


def meeting(store: Store) -> Meeting:
    found = store.read.record(MEETING)
    assert isinstance(found, Meeting)
    return found


def live(store: Store) -> Live:
    return open_live(store.read, meeting(store), scripted=True)


def type_(store: Store, at: Live, *typed: str) -> str:
    """Type lines; the id of the last entry."""
    for line in typed:
        take_line(store, at, line, actor=ACTOR, now="19:00")
    last = at.evening.last()
    assert last
    return last.id


def remove_lines_for_good(store: Store, at: Live, *entities: str) -> None:
    """As in the window: to the bin, and out of it for good."""
    remove_lines(store, at, entities, actor=ACTOR)
    remove_for_good(store, entities, actor=ACTOR)


def unpacked(content: bytes) -> bytes:
    """The bytes of a file and of everything packed into it."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return content + b"".join(name.encode() + unpacked(package.read(name)) for name in package.namelist())


def text_of(path: Path) -> str:
    if path.suffix == ".pdf":
        return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return re.sub(r"<[^>]*>", "", unpacked(path.read_bytes()).decode("utf-8", "replace"))


def outside(store: Store, secret: str) -> list[str]:
    """Where the library holds a text outside the meeting's exempt space."""
    found = [p.name for p in (store.folder / "backups").rglob("*") if p.is_file() and secret.encode() in p.read_bytes()]
    with sqlite3.connect(store.folder / "library.db") as database:
        told = "SELECT c.stream FROM op o JOIN change_set c ON c.number = o.change WHERE instr(o.json, ?)"
        found += [stream for (stream,) in database.execute(told, (secret,)) if "/exempt:" not in stream]
        tables = [t for (t,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if table in ("op", "entity") or table.startswith("words"):
                continue
            for row in database.execute(f'SELECT * FROM "{table}"'):
                if any(isinstance(cell, str) and secret in cell for cell in row):
                    space = database.execute("SELECT space FROM entity WHERE id = ?", (row[0],)).fetchone()
                    if space is None or not space[0].startswith("exempt:"):
                        found.append(f"{table} {row[0]}")
    database.close()
    return found


@pytest.mark.parametrize("ending", [e for e in FORMATS if e not in ("csv", "ods", "xlsx")])
def test_no_private_word_is_in_a_public_file(cypsc: Cypsc, tmp_path: Path, ending: str) -> None:
    cypsc("import", NOTES, "--meeting", MEETING)
    public, private = tmp_path / f"public.{ending}", tmp_path / f"private.{ending}"
    cypsc("export", "minutes", "--meeting", MEETING, "--to", public)
    said = text_of(public) + unpacked(public.read_bytes()).decode("latin-1")
    assert [word for word in PRIVATE if word.casefold() in said.casefold()] == []
    assert "paragraphs 3 and 5" in re.sub(r"\s+", " ", text_of(public))
    for what in ("conclusions", "recommendations", "requests", "actions"):
        path = tmp_path / f"{what}.{ending}"
        cypsc("export", what, "--meeting", MEETING, "--to", path)
        assert [word for word in PRIVATE if word.casefold() in text_of(path).casefold()] == []
    cypsc("export", "minutes", "--meeting", MEETING, "--to", private, "--part-b")
    told = re.sub(r"\s+", " ", text_of(private))
    assert "Bramblewick" in told
    assert "boiler" not in told


def test_the_state_of_the_minutes_makes_no_difference(store: Store, tmp_path: Path) -> None:
    take_notes(store, meeting(store), lines(), actor=ACTOR)
    at = live(store)
    draft_minutes(store, at, actor=ACTOR, level="full")
    for state in ("draft", "fact-check", "chair", "published"):
        set_minutes_state(store, at, state, actor=ACTOR)
        export(store.read, "minutes", tmp_path / "m.txt", meeting=meeting(store))
        said = (tmp_path / "m.txt").read_text(encoding="utf-8")
        assert [word for word in PRIVATE if word.casefold() in said.casefold()] == []


def test_a_paragraph_of_part_b_fails_closed(store: Store) -> None:
    at = live(store)
    type_(store, at, ">6", "i. the figures")
    stray = MinuteBlock(
        id="minute_block-00000000-0000-0000-0000-000000000000", space=f"exempt:{MEETING}", meeting=MEETING,
        item=at.evening.item, sort="text", text=SECRET, generated=SECRET, part="A", rank="000001",
    )  # fmt: skip
    with store.change("A part that does not fit its space", actor=ACTOR) as change:
        change.add(stray)
    assert SECRET.encode() not in render(live_document(store.read, meeting(store)), "txt")


def test_there_is_a_private_document_only_where_there_is_a_private_part(store: Store) -> None:
    at = live(store)
    type_(store, at, ">6", "i. the figures")
    with pytest.raises(UserError, match="no private part"):
        live_document(store.read, meeting(store), part_b=True)


def _mark(store: Store, at: Live, entity: str) -> None:
    type_(store, at, "b^")


def _command(store: Store, at: Live, entity: str) -> None:
    move_to_part_b(store, at, [entity], actor=ACTOR)


@pytest.mark.parametrize("move", [_mark, _command])
def test_a_line_that_is_moved_leaves_nothing_outside_its_space(
    store: Store, move: Callable[[Store, Live, str], None]
) -> None:
    at = live(store)
    entity = type_(store, at, ">6", "i. the figures", f"c. {SECRET}")
    change_kind(store, at, entity, "recommendation", actor=ACTOR)
    store.drafts.put(entity, "text", f"{SECRET} or more")
    draft_minutes(store, at, actor=ACTOR, level="full")
    mine = next(b for b in blocks(store.read, at) if SECRET in (b.text or ""))
    edit_paragraph(store, at, mine.id, f"In short, {SECRET}.", actor=ACTOR)
    kept = store.backup()
    assert outside(store, SECRET)
    move(store, at, entity)
    assert outside(store, SECRET) == []
    assert not kept.exists()
    assert store.drafts.all() == []
    shown = show(store.read, "minutes", meeting(store))
    assert isinstance(shown, dict)
    assert [(e["text"], e["part"]) for e in shown["entries"]] == [("the figures", "A"), (SECRET, "B")]
    assert [(r["text"], r["part"]) for r in shown["outcomes"]["recommendations"]] == [(SECRET, "B")]
    assert SECRET.encode() not in render(live_document(store.read, meeting(store)), "txt")
    # What a person wrote of it is not lost: it stands in Part B.
    assert f"In short, {SECRET}.".encode() in render(live_document(store.read, meeting(store), part_b=True), "html")
    assert store.check().ok
    again = live(store)
    assert again.evening.entries == at.evening.entries


def test_what_other_lines_said_stays_in_a_draft_that_loses_one(store: Store) -> None:
    """A list of conclusions is one paragraph: when one of them goes, the others are said still, and edits stay."""

    def printed(*, part_b: bool = False) -> str:
        return render(live_document(store.read, meeting(store), part_b=part_b), "txt").decode()

    at = live(store)
    type_(store, at, "+rw", ">start", ">6", "d.rw A pony", "c. one", f"c. {SECRET}", "c. three")
    draft_minutes(store, at, actor=ACTOR)
    pony = next(b for b in blocks(store.read, at) if "pony" in (b.text or ""))
    edit_paragraph(store, at, pony.id, "Rosa Wells spoke of a pony.", actor=ACTOR)
    made = next(r for r in store.read.records("conclusion", meeting=MEETING) if SECRET in str(r))
    set_field(store, made.id, "text", f"{SECRET}, mended", actor=ACTOR)
    at = live(store)
    move_to_part_b(store, at, [one.id for one in at.evening.shown() if one.text == SECRET], actor=ACTOR)

    assert [word for word in ("One.", "Three.", "spoke of a pony") if word not in printed()] == []
    assert "Zanzibar" not in printed()
    assert f"{SECRET}, mended" in printed(part_b=True)  # what a person had made of it
    assert outside(store, SECRET) == []
    first = [b.id for b in blocks(store.read, at)]
    draft_minutes(store, at, actor=ACTOR)
    assert [b.id for b in blocks(store.read, at)] == first  # the same paragraphs, or edits of them would be lost
    assert [step(store, "undo", actor=ACTOR).label for _ in range(2)] == ["Draft minutes", MOVE]
    assert f"{SECRET}, mended." in printed()
    at = live(store)
    remove_lines_for_good(store, at, *(one.id for one in at.evening.shown() if one.text == "three"))
    assert "One." in printed()
    assert "hree" not in printed()
    assert store.check().ok


def test_a_line_that_is_removed_for_good_leaves_no_byte(store: Store) -> None:
    at = live(store)
    entity = type_(store, at, ">6", "i. the figures", f"r.cabinet {SECRET}")
    draft_minutes(store, at, actor=ACTOR)
    store.backup()
    remove_lines_for_good(store, at, entity)
    holding = [p.name for p in store.folder.rglob("*") if p.is_file() and SECRET.encode() in p.read_bytes()]
    assert holding == []
    assert [entry.text for entry in live(store).evening.shown()] == ["the figures"]


def test_a_move_that_was_cut_short_is_finished(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    at = live(store)
    entity = type_(store, at, ">6", f"r.cabinet {SECRET}")
    recommended = outcome_id(at.evening.shown()[-1])
    set_field(store, recommended, "addressee", f"{SECRET} himself", actor=ACTOR)
    with monkeypatch.context() as patch:
        patch.setattr(store, "purge", lambda *a, **k: None)
        move_to_part_b(store, at, [entity], actor=ACTOR)
    assert outside(store, SECRET)
    assert finish_moves(store, MEETING, actor=ACTOR) == 1
    assert outside(store, SECRET) == []
    assert finish_moves(store, MEETING, actor=ACTOR) == 0


def test_votes_and_links_follow_what_is_moved(store: Store) -> None:
    at = live(store)
    type_(store, at, "+rw", "+so", ">start", ">6", f"m.rw/so That {SECRET}", "v 2-0-0")
    motion = next(entry for entry in at.evening.entries if entry.sort == "motion")
    move_to_part_b(store, at, [motion.id], actor=ACTOR)
    question = live(store).evening.questions[0]
    assert (question.entry.part, question.result) == ("B", "carried")
    assert outside(store, SECRET) == []


def test_a_correction_to_an_exclusion_and_of_a_readmission_is_private(store: Store) -> None:
    at = live(store)
    type_(store, at, ">6", "open", f"^x.3 {SECRET}")
    assert outside(store, SECRET) == []
    type_(store, at, "x/", "^p.rw Quillfeather was dear")
    assert outside(store, "Quillfeather") == []
    assert [entry.part for entry in at.evening.shown()] == ["B", "B"]
    note = type_(store, at, "x/", "open")
    edit_line(store, at, note, "x.1 Marchpane", actor=ACTOR)
    assert outside(store, "Marchpane") == []


def test_removed_lines_come_back(store: Store) -> None:
    at = live(store)
    entity = type_(store, at, ">6", "c. one", "c. two")
    remove_lines(store, at, [entity], actor=ACTOR)
    assert [e.text for e in at.evening.shown()] == ["one"]
    store.undo(ACTOR)
    assert [e.text for e in live(store).evening.shown()] == ["one", "two"]


def test_a_move_is_undone_and_done_again(store: Store) -> None:
    at = live(store)
    type_(store, at, "+rw", ">start", ">6", "c. one", f"r.cabinet {SECRET}")
    draft_minutes(store, at, actor=ACTOR)
    type_(store, at, "b^")

    def said() -> list[tuple[str | None, str | None]]:
        return [(e.text, e.part) for e in live(store).evening.shown() if e.text]

    def told() -> list[tuple[str | None, str | None]]:
        shown = show(store.read, "minutes", meeting(store))
        assert isinstance(shown, dict)
        return [(r["text"], r["part"]) for r in shown["outcomes"]["recommendations"]]

    for _ in range(2):
        assert (said(), told()) == ([("one", "A"), (SECRET, "B")], [(SECRET, "B")])
        assert outside(store, SECRET) == []
        assert store.undo_label(ACTOR) == MOVE
        assert step(store, "undo", actor=ACTOR).label == MOVE
        assert (said(), told()) == ([("one", "A"), (SECRET, "A")], [(SECRET, "A")])
        assert store.redo_label(ACTOR) == MOVE
        step(store, "redo", actor=ACTOR)
    step(store, "undo", actor=ACTOR)
    assert store.undo_label(ACTOR) != MOVE  # what was done before can be undone in its turn
    assert store.check().ok


def test_undo_passes_over_what_nothing_can_put_back(store: Store) -> None:
    at = live(store)
    type_(store, at, "+rw", ">start", ">6", "one")
    entity = type_(store, at, f"q.rw {SECRET}")
    type_(store, at, "two")
    edit_line(store, at, entity, f"q.rw {SECRET} again", actor=ACTOR)  # what it said before goes for good with the move
    move_to_part_b(store, at, [entity], actor=ACTOR)
    type_(store, at, "three")

    def said() -> list[str]:
        return [entry.text for entry in live(store).evening.shown() if entry.text and SECRET not in entry.text]

    begun = said()
    undone = [step(store, "undo", actor=ACTOR).label for _ in range(7)]
    assert undone == [
        "Minutes: note", MOVE, "Minutes: note", "Minutes: note", "Minutes: item", "Minutes: start", "Minutes: arrival",
    ]  # fmt: skip
    assert said() == []
    assert [step(store, "redo", actor=ACTOR).label for _ in undone] == undone[::-1]
    assert said() == begun == ["one", "two", "three"]
    assert outside(store, SECRET) == []
    assert store.check().ok


def test_what_was_removed_for_good_comes_back_by_no_undo(store: Store) -> None:
    at = live(store)
    type_(store, at, ">6", "c. one")
    entity = type_(store, at, f"c. {SECRET}")
    draft_minutes(store, at, actor=ACTOR)
    mine = next(b for b in blocks(store.read, at) if SECRET in (b.text or ""))
    edit_paragraph(store, at, mine.id, f"In short, {SECRET}.", actor=ACTOR)
    remove_lines_for_good(store, at, entity)
    holding = [p.name for p in store.folder.rglob("*") if p.is_file() and SECRET.encode() in p.read_bytes()]
    assert holding == []
    for _ in range(3):
        with contextlib.suppress(UserError):  # a step that what was removed stands in
            step(store, "undo", actor=ACTOR)
        assert "removed" not in [entry.text for entry in live(store).evening.shown()]
        assert "removed" not in [block.text for block in blocks(store.read, live(store))]
    assert store.check().ok
