"""The draft comes back from Word: every change is told once, and what is accepted is in the draft and stays there."""

import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.text.paragraph import Paragraph

from cypsc_desktop.commands.exporting import export
from cypsc_desktop.commands.minuting import open_live, take_line
from cypsc_desktop.commands.minuting_draft import blocks, draft_minutes, set_outcome_state
from cypsc_desktop.commands.minuting_export import live_document
from cypsc_desktop.commands.minuting_notes import take_notes
from cypsc_desktop.commands.minuting_returned import returned, take_returned
from cypsc_desktop.commands.minuting_verbs import Asked, perform
from cypsc_desktop.commands.showing import show
from cypsc_desktop.minutes.returned import Came, Sent, compare
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.output.writers import render
from cypsc_desktop.store.store import Store
from tests.minutes.harbour import ACTOR, MEETING, lines

SCRIPT = (
    "@18:30", "+rw", "+so", "~jf", ">start", ">6", "q. how many?", "a. nine", "c. nine is too many", "c. ten is more",
    "r.cabinet count again", "t.rw bring a list", ">7", "q. why?", "a. because", ">end",
)  # fmt: skip


APART = [("apart", "Rosa Wells, Chairman"), ("apart", "3 officers were thanked.")]


def meeting(store: Store) -> Meeting:
    found = store.read.record(MEETING)
    assert isinstance(found, Meeting)
    return found


def typed(store: Store, *script: str) -> None:
    at = open_live(store.read, meeting(store), scripted=True)
    for line in script:
        take_line(store, at, line, actor=ACTOR, now="19:00")


def sent(store: Store, folder: Path) -> Path:
    path = folder / "draft.docx"
    export(store.read, "minutes", path, meeting=meeting(store))
    return path


def find(file: "docx.document.Document", words: str) -> Paragraph:
    return next(p for p in file.paragraphs if words in p.text)


def said(store: Store) -> str:
    return render(live_document(store.read, meeting(store)), "txt").decode()


def test_an_untouched_draft_changes_nothing(store: Store, tmp_path: Path) -> None:
    take_notes(store, meeting(store), lines(), actor=ACTOR)
    assert returned(store.read, meeting(store), sent(store, tmp_path)) == []


def edited(path: Path) -> None:
    file = docx.Document(str(path))
    question = find(file, "How many?")
    question.runs[0].text = "A Member asked how many there were."
    find(file, "Because")._p.getparent().remove(find(file, "Because")._p)
    find(file, "Count again").runs[0].text = "1\tCount again by June (to Cabinet)"
    find(file, "Nine is too many").insert_paragraph_before("1\tEight is enough.", style="List")
    find(file, "bring a list").runs[0].text = "1\tRosa Wells to bring a long list."
    find(file, "44/21").insert_paragraph_before("Thanks were given to all.")
    heading = find(file, "44/21")
    heading._p.addnext(find(file, "Place:")._p.__copy__())
    file.add_paragraph("3 officers were thanked.")
    find(file, "Rosa Wells, Chair").runs[0].text = "Rosa Wells, Chairman"
    file.save(str(path))


def test_changes_are_told_one_by_one_and_taken(store: Store, tmp_path: Path) -> None:
    typed(store, *SCRIPT)
    path = sent(store, tmp_path)
    edited(path)
    found = returned(store.read, meeting(store), path)
    told = [(one.kind, one.before, one.after) for one in found]
    assert told == [
        ("apart", "Councillor Rosa Wells, Chair", "Rosa Wells, Chairman"),
        ("changed", "A Member asked: How many?", "A Member asked how many there were."),
        ("added", "", "Eight is enough."),
        ("changed", "Count again (to Cabinet)", "Count again by June (to Cabinet)"),
        ("changed", "Rosa Wells to bring a list.", "Rosa Wells to bring a long list."),
        ("added", "", "Thanks were given to all."),
        ("added", "", "Place: Quay Room"),
        ("removed", "A Member replied: Because.", ""),
        ("apart", "", "3 officers were thanked."),
    ]
    assert take_returned(store, meeting(store), found, actor=ACTOR) == 7
    text = said(store)
    for words in (
        "asked how many there were",
        "Eight is enough",
        "Count again by June",
        "Rosa Wells to bring a long list",
        "Thanks were",
    ):
        assert words in text
    assert "Because" not in text
    assert text.index("Thanks were") < text.index("44/21") < text.rindex("Place: Quay Room") < text.index("Why?")
    shown = show(store.read, "minutes", meeting(store))
    assert isinstance(shown, dict)
    assert shown["outcomes"]["recommendations"][0]["text"] == "Count again by June"
    assert shown["outcomes"]["actions"][0]["text"] == "bring a long list"
    left = returned(store.read, meeting(store), path)
    assert [(one.kind, one.after) for one in left] == APART
    # Made again, the draft keeps what came from Word.
    draft_minutes(store, open_live(store.read, meeting(store)), actor=ACTOR)
    assert [(one.kind, one.after) for one in returned(store.read, meeting(store), path)] == APART
    assert "Because" not in said(store)


def test_words_that_were_agreed_are_told_and_taken_one_by_one(store: Store, tmp_path: Path) -> None:
    typed(store, *SCRIPT)
    made = store.read.records("recommendation", meeting=MEETING)[0]
    set_outcome_state(store, made.id, "agreed", actor=ACTOR)
    path = sent(store, tmp_path)
    edited(path)
    found = returned(store.read, meeting(store), path)
    (one,) = [one for one in found if one.agreed]
    assert (one.before, one.agreed[:26]) == ("Count again (to Cabinet)", "Agreed in the words before")
    asked = Asked(what="review", value=str(path), accept="all")
    data, told = perform(store, meeting(store), asked, actor=ACTOR)
    assert data["taken"] == len([one for one in found if one.kind != "apart"]) - 1
    assert any("Agreed in the words before" in line for line in told)
    assert "Count again (to Cabinet)" in said(store)
    data, _ = perform(store, meeting(store), Asked(what="review", value=str(path), accept="2"), actor=ACTOR)
    assert "Count again by June (to Cabinet)" in said(store)


def test_what_is_not_accepted_stays_mine_and_all_is_undone_at_once(store: Store, tmp_path: Path) -> None:
    typed(store, *SCRIPT)
    before = said(store)
    path = sent(store, tmp_path)
    edited(path)
    found = returned(store.read, meeting(store), path)
    assert take_returned(store, meeting(store), [], actor=ACTOR) == 0
    assert take_returned(store, meeting(store), found[:1], actor=ACTOR) == 0
    assert said(store) == before
    draft_minutes(store, open_live(store.read, meeting(store)), actor=ACTOR)
    take_returned(store, meeting(store), found[1:2], actor=ACTOR)
    assert said(store) == before.replace("asked: How many?", "asked how many there were.")
    store.undo(ACTOR)
    assert said(store) == before


def test_part_b_comes_back_into_part_b(store: Store, tmp_path: Path) -> None:
    typed(store, ">6", "c. open", "x.3 the bid", "c. Quillfeather is dear", "x/", ">end")
    path = tmp_path / "b.docx"
    export(store.read, "minutes", path, meeting=meeting(store), part_b=True)
    file = docx.Document(str(path))
    find(file, "Quillfeather").runs[0].text = "2\tQuillfeather is very dear."
    find(file, "43/21")._p.addnext(find(file, "Place")._p.__copy__())
    file.save(str(path))
    found = returned(store.read, meeting(store), path)
    assert [(one.kind, one.part) for one in found] == [("added", "B"), ("changed", "B")]
    take_returned(store, meeting(store), found, actor=ACTOR)
    at = open_live(store.read, meeting(store))
    assert {b.space for b in blocks(store.read, at) if "very dear" in (b.text or "")} == {f"exempt:{MEETING}"}
    assert "very dear" not in said(store)
    assert said(store).count("Place: Quay Room") == 1


def test_another_document_is_refused(store: Store, tmp_path: Path) -> None:
    typed(store, *SCRIPT)
    other = tmp_path / "other.docx"
    file = docx.Document()
    for n in range(30):
        file.add_paragraph(f"Something else altogether, number {n}.")
    file.save(str(other))
    with pytest.raises(UserError, match="is no draft of the minutes"):
        returned(store.read, meeting(store), other)
    with pytest.raises(UserError, match="no Word document"):
        returned(store.read, meeting(store), tmp_path / "draft.pdf")


@pytest.mark.long
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_hands_the_draft_back_unchanged(store: Store, tmp_path: Path) -> None:
    take_notes(store, meeting(store), lines(), actor=ACTOR)
    path = sent(store, tmp_path)
    out = tmp_path / "out"
    command = [
        "soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "docx",
        "--outdir", str(out), str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    assert returned(store.read, meeting(store), out / path.name) == []


def test_lines_are_matched_by_their_words() -> None:
    out = [Sent("One two three four", "a", 0), Sent("RESOLVED:", "b", 0), Sent("RESOLVED:", "c", 0)]
    assert compare(out, [Came(one.text) for one in out]) == []
    assert [(s.kind, s.block) for s in compare(out, [Came("RESOLVED:"), Came("RESOLVED:")])] == [("removed", "a")]
    assert [(s.kind, s.block) for s in compare(out, [Came("One two four"), Came("RESOLVED:")])] == [
        ("changed", "a"),
        ("removed", "c"),
    ]
    assert compare(out[:1], [Came("One  two three four")]) == []
    anew = compare(out, [Came("Quite otherwise"), Came("RESOLVED:"), Came("RESOLVED:")])
    assert [(s.kind, s.block, s.after) for s in anew] == [("changed", "a", "Quite otherwise")]
