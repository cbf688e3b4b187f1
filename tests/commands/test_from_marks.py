"""From a mark to a draft: evidence there and back, private until somebody else's business."""

from pathlib import Path

import pytest

from cypsc_desktop.commands.exporting import export
from cypsc_desktop.commands.from_marks import draft_from_marks, drafts_on, evidence_of
from cypsc_desktop.commands.making_marks import mark
from cypsc_desktop.commands.naming import name_of
from cypsc_desktop.commands.related import related
from cypsc_desktop.commands.sharing_drafts import said_of, share_draft, take_draft_back
from cypsc_desktop.commands.showing import show
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Document, Item, Meeting
from cypsc_desktop.store.store import Store

ME = "Ada Clerk"


@pytest.fixture
def paper(store: Store) -> Document:
    meeting = Meeting(id=made_id("meeting"), date="2026-03-04", body="Panel")
    made = Document(id=made_id("document"), name="p.pdf", sha256="cd" * 32, pages=4, meeting=meeting.id, format="pdf")
    item = Item(
        id=made_id("item"), meeting=meeting.id, number="4", title="Places", position=1, pdf_pages=[1, 4],
        at={"document": made.id},
    )  # fmt: skip
    with store.change("Meeting", actor=ME) as change:
        for one in (meeting, made, item):
            change.add(one)
    return made


@pytest.mark.parametrize("kind", ["conclusion", "recommendation"])
def test_a_draft_rests_on_its_marks_and_leads_back(store: Store, paper: Document, kind: str) -> None:
    first = mark(store, paper.id, 2, "box", actor=ME, rects=[(10, 20, 110, 40)], comment="Nobody was turned away.")
    second = mark(store, paper.id, 3, "note", actor=ME, rects=[(10, 20, 28, 38)], comment="Ask again in May.")
    made = draft_from_marks(store, [first.id, second.id, first.id], kind, actor=ME)
    assert (made.kind, made.state, made.text) == (kind, "draft", "Nobody was turned away. Ask again in May.")
    assert made.item == first.item
    assert made.at == {"document": paper.id, "page": 2, "box": [10, 20, 110, 40]}
    assert [one.id for one in evidence_of(store.read, made)] == [first.id, second.id]
    assert [one.id for one in drafts_on(store.read, second.id)] == [made.id]
    (evidence,) = (tie for tie in related(store.read, made) if tie.word == "Evidence")
    assert [one.id for one in evidence.to] == [first.id, second.id]
    assert name_of(first)
    assert store.undo_label(ME) == f"Draft {kind} from a mark"


def test_a_draft_goes_into_nothing_that_others_see(store: Store, paper: Document, tmp_path: Path) -> None:
    one = mark(store, paper.id, 2, "box", actor=ME, rects=[(10, 20, 110, 40)], comment="Between us")
    draft_from_marks(store, [one.id], "conclusion", actor=ME)
    draft_from_marks(store, [one.id], "recommendation", actor=ME)
    for what in ("conclusions", "recommendations"):
        with pytest.raises(UserError):
            export(store.read, what, tmp_path / f"{what}.csv")
    assert "Between us" not in str(show(store.read, "recommendations"))


@pytest.mark.parametrize("part", ["A", "B"])
def test_a_draft_is_shared_with_its_meeting_and_taken_back(
    store: Store, paper: Document, tmp_path: Path, part: str
) -> None:
    """Shared it is still nobody's decision: no export has it until it is agreed, and what is of Part B never."""
    (item,) = store.read.records("item", meeting=paper.meeting)
    with store.change("Part", actor=ME) as change:
        change.set(item.id, "part", part)
    one = mark(store, paper.id, 2, "box", actor=ME, rects=[(10, 20, 110, 40)], comment="Between us")
    for kind in ("conclusion", "recommendation"):
        own = draft_from_marks(store, [one.id], kind, actor=ME)
        with pytest.raises(UserError, match="not your own"):
            share_draft(store, own.id, actor="Bo Reader")
        shared = store.read.record(share_draft(store, own.id, actor=ME))
        assert (shared.space, shared.text, shared.state) == (
            f"{'exempt' if part == 'B' else 'meeting'}:{paper.meeting}", "Between us", "draft",
        )  # fmt: skip
        assert store.read.record(own.id) is None
        assert [draft.id for draft in drafts_on(store.read, one.id) if draft.kind == kind] == [shared.id]
        assert "Its mark stays private" in said_of(store.read, shared, person=ME)
        for what in (f"{kind}s", "minutes"):
            with pytest.raises(UserError):
                export(store.read, what, tmp_path / f"{what}.csv" if what != "minutes" else tmp_path / "m.txt")
        with pytest.raises(UserError, match="shared by another"):
            take_draft_back(store, shared.id, actor="Bo Reader")
        back = store.read.record(take_draft_back(store, shared.id, actor=ME))
        assert (back.space, store.read.record(shared.id)) == (f"private:{ME}", None)
        store.undo(ME)
        store.undo(ME)
        assert [draft.id for draft in drafts_on(store.read, one.id) if draft.kind == kind] == [own.id]
    shared = store.read.record(share_draft(store, own.id, actor=ME))
    with store.change("Agree", actor=ME) as change:
        change.set(shared.id, "state", "agreed")
    if part == "A":
        assert export(store.read, "recommendations", tmp_path / "r.csv") == 1
    else:
        with pytest.raises(UserError):
            export(store.read, "recommendations", tmp_path / "r.csv")


def test_a_draft_begins_with_a_mark_on_a_meetings_paper(store: Store, paper: Document) -> None:
    with pytest.raises(UserError, match="Choose a mark first"):
        draft_from_marks(store, [], "conclusion", actor=ME)
    with store.change("Loose", actor=ME) as change:
        change.set(paper.id, "meeting", None)
    one = mark(store, paper.id, 2, "box", actor=ME, rects=[(10, 20, 110, 40)])
    with pytest.raises(UserError, match="belongs to no meeting"):
        draft_from_marks(store, [one.id], "conclusion", actor=ME)
