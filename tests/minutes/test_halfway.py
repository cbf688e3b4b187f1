"""What ends halfway: the meeting in hand is what the library holds, no line is taken twice, and words that became private
were never outside Part B."""

import pytest

from cypsc_desktop.commands.bin import bring_back
from cypsc_desktop.commands.editing import delete_record, redo, set_field, undo
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.minuting import (
    Live,
    change_entry,
    edit_line,
    minutes_of,
    move_line,
    open_live,
    remove_lines,
    take_line,
    write_steps,
)
from cypsc_desktop.commands.minuting_draft import add_paragraph, draft_minutes, set_minutes_state, set_outcome_state
from cypsc_desktop.commands.minuting_notes import take_notes
from cypsc_desktop.commands.minuting_parts import finish_moves, move_to_part_b
from cypsc_desktop.commands.minuting_show import show_live
from cypsc_desktop.commands.records import CellEdit, add_record, delete_records, edit_cells
from cypsc_desktop.commands.restoring import latest_steps, take_back
from cypsc_desktop.minutes.projection import minutes_id, outcome_id
from cypsc_desktop.model.errors import TracesLeft, UserError
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Attendance, Entry
from cypsc_desktop.store.store import Store
from tests.minutes.harbour import ACTOR, MEETING, add_november
from tests.minutes.test_part_b import live, meeting, outside, type_

SECRET = "Zanzibar Quartermain offered ninety pounds"


def as_held(store: Store) -> list[Entry]:
    return live(store).evening.entries


def _fails(*_: object, **__: object) -> None:
    raise UserError("Close that program.")


def test_a_move_whose_traces_stay_is_done_all_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    at = live(store)
    type_(store, at, ">6", SECRET)
    with monkeypatch.context() as patch:
        patch.setattr(store, "purge", _fails)
        with pytest.raises(TracesLeft, match=r"not gone from everywhere else yet\. Close that program") as left:
            take_line(store, at, "b^", actor=ACTOR, now="19:00")
    taken = left.value.done
    assert (taken.entry.part, taken.entry.text, taken.is_new) == ("B", SECRET, False)
    assert at.evening.entries == as_held(store)
    assert outside(store, SECRET)
    move_to_part_b(store, at, [taken.entry.id], actor=ACTOR)  # again, and now nothing stands in the way
    assert not outside(store, SECRET)
    assert SECRET.encode() not in (store.folder / "library.db-wal").read_bytes()
    assert [entry.part for entry in as_held(store)] == ["A", "B"]


def test_notes_are_fed_to_their_end_though_traces_stay(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(store, "purge", _fails)
        with pytest.raises(TracesLeft, match="Close that program"):
            take_notes(store, meeting(store), [">6", SECRET, "b^", "Open again"], actor=ACTOR)
    assert [(entry.text, entry.part) for entry in live(store).evening.shown()] == [(SECRET, "B"), ("Open again", "A")]
    assert finish_moves(store, MEETING, actor=ACTOR) == 1
    assert not outside(store, SECRET)
    assert finish_moves(store, MEETING, actor=ACTOR) == 0


@pytest.mark.parametrize("correction", [f"^b.{SECRET}", f"^x.3 {SECRET}"])
def test_private_words_of_a_correction_were_never_public(
    store: Store, correction: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = live(store)
    type_(store, at, ">6", "nothing yet")
    spaces: list[str] = []
    store.subscribe(lambda _: spaces.extend(e.space for e in all_of(store.read, Entry) if e.text == SECRET))
    monkeypatch.setattr(store, "purge", _fails)  # of those words there is nothing to purge
    with pytest.raises(TracesLeft):
        take_line(store, at, correction, actor=ACTOR, now="19:00")
    assert not outside(store, SECRET)
    assert (at.evening.shown()[-1].text, at.evening.shown()[-1].part) == (SECRET, "B")
    assert at.evening.entries == as_held(store)
    assert all(space.startswith("exempt:") for space in spaces)


@pytest.mark.parametrize("words", [f"b.{SECRET}", f"x.3 {SECRET}"])
def test_private_words_of_an_edited_line_were_never_public(
    store: Store, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = live(store)
    typed = type_(store, at, ">6", "nothing yet")
    monkeypatch.setattr(store, "purge", _fails)
    with pytest.raises(TracesLeft) as left:
        edit_line(store, at, typed, words, actor=ACTOR)
    assert (left.value.done.part, left.value.done.text) == ("B", SECRET)
    assert not outside(store, SECRET)
    assert at.evening.entries == as_held(store)


def test_a_line_that_is_taken_is_not_refused_for_its_draft(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    at = live(store)
    type_(store, at, ">6", "first")
    monkeypatch.setattr(store.drafts, "delete", _fails)
    take_line(store, at, "  second", actor=ACTOR, now="19:00", entity="entry-" + "0" * 32)
    assert [entry.text for entry in live(store).evening.shown()] == ["first\nsecond"]


def locked(store: Store) -> Live:
    """Minutes that were locked while somebody still had them open."""
    at = live(store)
    type_(store, at, "+rw", ">start", ">6", "one", "c. two", ">end")
    later = add_november(store)
    set_minutes_state(store, live(store), "approved", approved_at=later, actor=ACTOR)
    set_minutes_state(store, live(store), "signed", signed_by="Rosa Wells", actor=ACTOR)
    set_minutes_state(store, live(store), "locked", actor=ACTOR)
    return at


def test_locked_minutes_stay_as_they_are(store: Store) -> None:
    at = locked(store)
    first = at.evening.shown()[1]
    before, stands = as_held(store), list(at.evening.entries)
    step = at.evening.take("noted", now="19:00")
    with pytest.raises(UserError, match="locked"):
        write_steps(store, at, at.projected.now(), [step], actor=ACTOR, label="Import notes")
    at.evening.restore(stands)
    with pytest.raises(UserError, match="locked"):
        change_entry(store, at, first.id, starred=True, actor=ACTOR)
    with pytest.raises(UserError, match="locked"):
        move_line(store, at, first.id, above=None, actor=ACTOR)
    with pytest.raises(UserError, match="locked"):
        remove_lines(store, at, [first.id], actor=ACTOR)
    with pytest.raises(UserError, match="locked"):
        move_to_part_b(store, at, [first.id], actor=ACTOR)
    with pytest.raises(UserError, match="locked"):
        take_line(store, at, "b^", actor=ACTOR, now="19:00")
    with pytest.raises(UserError, match="locked"):
        set_outcome_state(store, outcome_id(at.evening.shown()[-1]), "draft", actor=ACTOR)
    assert as_held(store) == before == at.evening.entries
    held = minutes_of(store.read, MEETING)
    assert held is not None
    assert held.state == "locked"


def test_no_step_back_changes_locked_minutes(store: Store) -> None:
    type_(store, live(store), "+rw", ">start", ">6", "one", "t.rw to write", ">end")
    ben = live(store)
    change_entry(store, ben, ben.evening.shown()[1].id, text="two", actor="Ben")
    change_entry(store, ben, ben.evening.shown()[1].id, text="three", actor="Ben")
    undo(store, actor="Ben")
    set_field(store, outcome_id(ben.evening.shown()[-1]), "closed", "2021-10-01", actor="Cat")
    later = add_november(store)
    for state in ("approved", "signed", "locked"):
        set_minutes_state(store, live(store), state, approved_at=later, signed_by="Rosa Wells", actor=ACTOR)
    before = as_held(store)
    with pytest.raises(UserError, match="locked"):
        undo(store, actor="Ben")
    with pytest.raises(UserError, match="locked"):
        redo(store, actor="Ben")
    edited = next(step for step in latest_steps(store.read, actor="Ben") if step.label == "Edit line")
    with pytest.raises(UserError, match="locked"):
        take_back(store, edited.group, actor="Dot")
    assert as_held(store) == before
    assert undo(store, actor="Cat")  # how it is followed up
    assert undo(store, actor=ACTOR) == "Minutes: locked"  # who locked them by mistake
    assert undo(store, actor="Ben")


def test_what_locked_minutes_say_is_edited_nowhere_and_followed_up_everywhere(store: Store) -> None:
    at = live(store)
    type_(store, at, "+rw", ">start", ">6", "t.rw to write", ">end")
    draft_minutes(store, at, actor=ACTOR)
    with store.change("Lock", actor="Nobody") as change:
        change.set(minutes_id(MEETING), "state", "locked")
    action = outcome_id(at.evening.shown()[-1])
    said = [
        (one.id, field)
        for kind, field in (("minute_block", "text"), ("section", "title"), ("attendance", "name"), ("action", "text"))
        for one in store.read.records(kind, meeting=MEETING)[:1]
    ]
    assert len(said) == 4
    for entity, field in said:
        with pytest.raises(UserError, match="locked"):
            set_field(store, entity, field, "Otherwise", actor=ACTOR)
        with pytest.raises(UserError, match="locked"):
            edit_cells(store, [CellEdit(entity, field, "Otherwise")], label="Edit", actor=ACTOR)
        with pytest.raises(UserError, match="locked"):
            delete_record(store, entity, actor=ACTOR)
        with pytest.raises(UserError, match="locked"):
            delete_records(store, [entity], actor=ACTOR)
    with store.change("Approve", actor="Nobody") as change:
        change.set(minutes_id(MEETING), "state", "approved")
    paragraph, field = said[0]
    with pytest.raises(UserError, match="approved in these words"):
        set_field(store, paragraph, field, "Otherwise", actor=ACTOR)
    with pytest.raises(UserError, match="approved in these words"):
        delete_record(store, paragraph, actor=ACTOR)
    assert set_field(store, action, "closed", "2021-10-01", actor=ACTOR).after == "2021-10-01"
    by_hand = add_record(store, "action", {"meeting": MEETING, "text": "Another"}, actor=ACTOR)
    assert set_field(store, by_hand.id, "text", "A third", actor=ACTOR).after == "A third"
    printed = Attendance(id=made_id("attendance"), meeting=MEETING, name="Rosa Welsh", at={"page": 2})
    with store.change("Import", actor=ACTOR) as change:
        change.add(printed)
    assert set_field(store, printed.id, "name", "Rosa Wells", actor=ACTOR).after == "Rosa Wells"


def test_what_came_of_a_line_comes_back_with_it(store: Store) -> None:
    at = live(store)
    recommended = type_(store, at, "+rw", ">start", ">6", "r.cabinet act", ">end")
    end = at.evening.entries[-1].id
    remove_lines(store, at, [recommended, end], actor=ACTOR)
    shown = show_live(store.read, meeting(store))
    assert (shown["outcomes"]["recommendations"], shown["state"], meeting(store).ended) == ([], "notes", None)
    bring_back(store, [recommended, end], actor=ACTOR)
    shown = show_live(store.read, meeting(store))
    assert [one["text"] for one in shown["outcomes"]["recommendations"]] == ["act"]
    assert (shown["state"], meeting(store).ended) == ("draft", "19:00")
    store.undo(ACTOR)
    assert show_live(store.read, meeting(store))["outcomes"]["recommendations"] == []


def test_lines_of_two_devices_with_one_rank_can_be_passed(store: Store) -> None:
    at = live(store)
    type_(store, at, ">6", "one", "two", "three")
    one, two, three = at.evening.shown()
    with store.change("Elsewhere", actor=ACTOR) as change:
        change.set(two.id, "rank", one.rank)
    at = live(store)
    among = [entry.text for entry in at.evening.shown()]
    move_line(store, at, three.id, above=next(e.id for e in at.evening.shown() if e.text == among[1]), actor=ACTOR)
    assert {e.text for e in live(store).evening.shown()} == {"one", "two", "three"}
    assert at.evening.entries == as_held(store)


def test_paragraphs_of_two_devices_with_one_rank_can_be_parted(store: Store) -> None:
    at = live(store)
    item = at.evening.items[0].id
    first = add_paragraph(store, at, "one", actor=ACTOR, item=item, above=None)
    second = add_paragraph(store, at, "two", actor=ACTOR, item=item, above=None)
    held = store.read.these([first])[first]
    with store.change("Elsewhere", actor=ACTOR) as change:
        change.set(second, "rank", getattr(held, "rank", None))
    added = add_paragraph(store, at, "three", actor=ACTOR, item=item, above=max(first, second))
    assert store.read.record(added) is not None


def test_an_item_that_is_moved_stays_that_item(store: Store) -> None:
    at = live(store)
    type_(store, at, ">1", "before", ">6", "under it")
    gone_to = next(e for e in at.evening.entries if e.sort == "item" and at.evening.number_of(e.item) == "6")
    before = next(e for e in at.evening.entries if e.text == "before")
    moved = move_line(store, at, gone_to.id, above=before.id, actor=ACTOR)
    assert at.evening.number_of(moved.item) == "6"
    assert open_live(store.read, meeting(store)).evening.visited == at.evening.visited
