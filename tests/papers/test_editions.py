"""An edited copy of a pack under another file name: it takes the old one's place, or a person says so, and the marks follow."""

import re
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest

from cypsc_desktop.commands.comparing import compare
from cypsc_desktop.commands.confirming import checklist
from cypsc_desktop.commands.editing import set_field
from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.making_marks import mark
from cypsc_desktop.commands.reading import shelves
from cypsc_desktop.commands.reissuing import replaced
from cypsc_desktop.commands.searching import PAGES, corpus, search_everything
from cypsc_desktop.commands.showing import show
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Annotation, Document
from cypsc_desktop.store.store import Store
from tests.papers.marking import write
from tests.pdf.making import typeset

ANN = "Ann"
_FRONT = """#set page(paper: "a4")
= Agenda
*Larkmere Children and Young People Scrutiny Sub-Committee* \\
Tuesday 21 September 2021 at 6.30 pm in the Council Chamber
+ Apologies for absence
+ Declarations of interest
+ Fostering and placements
"""
_SAYS = [f"The duty desk closed case {n} within {n + 3} days, and the {word} partners were told of it in writing."
         for n, word in enumerate(("northern", "southern", "eastern", "western", "central", "rural", "coastal", "urban"))]  # fmt: skip


def pack(folder: Path, name: str, *, edited: bool, made: str | None) -> Path:
    """The pack, or a copy with a page more and a sentence worded anew, that says of itself that it was made then."""
    says = [_SAYS[:4], _SAYS[4:]]
    if edited:
        says = [
            says[0],
            ["A page that was not there before, on quite other things."],
            [*says[1][:2], "Nobody told them.", says[1][3]],
        ]
    pages = ["\n\n".join(page) for page in says]
    path = write(folder, name, typeset(_FRONT + "#pagebreak()\n" + "\n#pagebreak()\n".join(pages)))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for key in ("/CreationDate", "/ModDate"):
            if key in pdf.docinfo:
                del pdf.docinfo[key]
        if "/Metadata" in pdf.Root:
            del pdf.Root.Metadata
        if made:
            pdf.docinfo["/ModDate"] = made
        pdf.save(path)
    return path


def documents(store: Store) -> dict[str, Document]:
    return {d.name or "": d for d in all_of(store.read, Document)}


def marked(store: Store, document: str, count: int = 3, *, actor: str = ANN) -> list[str]:
    """Marks on the last sheet of the pack."""
    return [
        mark(store, document, 3, "highlight", actor=actor, rects=[(72.0, 100.0, 300.0, 112.0)],
             quote=" ".join(_SAYS[4 + n].split()[2:11])).id
        for n in range(count)
    ]  # fmt: skip


def fared(store: Store, ids: list[str]) -> list[tuple[str | None, int | None, str | None]]:
    names = {d.id: d.name for d in all_of(store.read, Document)}
    marks = {m.id: m for m in all_of(store.read, Annotation)}
    return [(names[marks[one].document or ""], marks[one].page, marks[one].state) for one in ids]


@pytest.mark.parametrize(
    "dates", [("D:20210914120000Z", "D:20210917120000Z"), (None, None), ("D:20210914120000Z",) * 2]
)
def test_marks_follow_into_a_renamed_copy_without_a_date_of_issue(
    store: Store, tmp_path: Path, dates: tuple[str | None, str | None]
) -> None:
    old = import_paper(store, pack(tmp_path, "pack.pdf", edited=False, made=dates[0]), actor=ANN)
    assert documents(store)["pack.pdf"].doc_kind == "agenda pack"
    assert documents(store)["pack.pdf"].issued is None
    ids = marked(store, old.document)
    new = import_paper(store, pack(tmp_path, "pack-v2.pdf", edited=True, made=dates[1]), actor=ANN)
    assert new.meeting == old.meeting
    assert new.review is not None
    assert len(new.review.marks) == 3
    after = fared(store, ids)
    assert after[:2] == [("pack-v2.pdf", 4, "moved"), ("pack-v2.pdf", 4, "moved")]
    assert after[2][2] in ("changed", "orphaned")
    files = documents(store)
    assert replaced(store.read) == {old.document}
    assert checklist(store.read, files["pack.pdf"]).replaced_by == files["pack-v2.pdf"]
    assert checklist(store.read, files["pack-v2.pdf"]).replaced_by is None
    # The papers list tells the two apart, and what changed is told of the right pair.
    [shelf] = shelves(store.read)
    lines = [shelf.lines(document) for document in shelf.documents]
    assert [first for first, _ in lines] == ["Agenda pack, current", "Agenda pack, replaced"]
    hour = datetime.now().astimezone().hour  # on the wall here, which may have moved on by one since
    imported = [re.search(r"imported \d+ \w+ \d{4}, (\d\d):\d\d$", second) for _, second in lines]
    assert all(found and (hour - int(found[1])) % 24 < 2 for found in imported)
    # So does a search.
    finds = search_everything(store.read, corpus(store.read), "closed", many=100)
    [pages] = [group.found for group in finds.groups if group.group == PAGES]
    said = {(found.document == old.document, found.where.partition(", ")[2]) for found in pages}
    assert said == {(True, "replaced edition"), (False, "")}
    assert compare(store.read, new.document).old.id == old.document
    with pytest.raises(UserError, match="no earlier version"):
        compare(store.read, old.document)


def test_an_older_copy_that_comes_in_late_takes_no_marks(store: Store, tmp_path: Path) -> None:
    new = import_paper(store, pack(tmp_path, "b.pdf", edited=True, made="D:20210917120000Z"), actor=ANN)
    one = mark(
        store, new.document, 2, "highlight", actor=ANN, rects=[(72.0, 100.0, 300.0, 112.0)], quote="closed case 1"
    ).id
    old = import_paper(store, pack(tmp_path, "a.pdf", edited=False, made="D:20210914120000Z"), actor=ANN)
    assert old.review is None
    assert fared(store, [one])[0][0] == "b.pdf"
    assert replaced(store.read) == {old.document}


@pytest.mark.parametrize("word", ["issued", "instead_of"])
def test_a_persons_word_beats_the_files_own(store: Store, tmp_path: Path, word: str) -> None:
    """Its own time makes the copy the older one: until somebody says otherwise the marks stay, then they follow at once."""
    old = import_paper(store, pack(tmp_path, "pack.pdf", edited=False, made="D:20210917120000Z"), actor=ANN)
    ids = marked(store, old.document)
    new = import_paper(store, pack(tmp_path, "pack-v2.pdf", edited=True, made="D:20210914120000Z"), actor=ANN)
    assert new.review is None
    assert replaced(store.read) == {new.document}
    said = set_field(store, new.document, word, "20/9/2021" if word == "issued" else "pack.pdf", actor=ANN)
    assert said.review is not None
    assert len(said.review.marks) == 3
    assert fared(store, ids)[:2] == [("pack-v2.pdf", 4, "moved"), ("pack-v2.pdf", 4, "moved")]
    assert replaced(store.read) == {old.document}
    assert checklist(store.read, documents(store)["pack.pdf"]).replaced_by is not None
    assert {row["id"] for row in show(store.read, "agenda")}
    # Taken back step by step: the marks, then the word.
    store.undo(ANN)
    store.undo(ANN)
    assert fared(store, ids)[0][0] == "pack.pdf"
    assert replaced(store.read) == {new.document}
