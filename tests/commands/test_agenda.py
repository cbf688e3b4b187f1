"""Meetings by hand, items repeated from the last one, papers moved from item to item: one step of undo each."""

from pathlib import Path

import pytest

from cypsc_desktop.commands.agenda import bodies, first_meeting, move_paper, new_meeting, standing_items
from cypsc_desktop.commands.choosing import find_meeting
from cypsc_desktop.commands.editing import redo, undo
from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.commands.listing import agenda_order, all_of
from cypsc_desktop.commands.records import CellsRefused, delete_records
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Committee, Item, Meeting, Paper
from cypsc_desktop.store.store import Store
from tests.helpers.sample import ACTOR

BODY = "Children and Young People Scrutiny Sub-Committee"
VALUES = {"body": BODY, "date": "2/11/2021", "time": "6.30pm", "place": "Town Hall"}


def steps(store: Store) -> int:
    return len({row.group for row in store.read.history()})


def items(store: Store, meeting: Meeting) -> list[Item]:
    return agenda_order(all_of(store.read, Item, meeting=meeting.id))


def test_a_meeting_in_an_empty_library_brings_its_committee(store: Store) -> None:
    made = new_meeting(store, VALUES, actor=ACTOR)
    assert store.read.record(made.id) == made
    assert (made.date, made.time, made.place) == ("2021-11-02", "18:30", "Town Hall")
    committee = store.read.record(made.committee or "")
    assert isinstance(committee, Committee)
    assert committee.name == BODY
    assert bodies(store.read) == [BODY]


def test_a_meeting_joins_the_committee_whatever_the_order_of_its_words(sample: Store) -> None:
    held = find_meeting(sample.read, "2021-09-21")
    words = f"{held.body}".replace("Scrutiny ", "")
    made = new_meeting(sample, {"body": held.body or words, "date": "2021-11-02"}, actor=ACTOR)
    assert made.committee == held.committee
    assert len(sample.read.records("committee")) == len({m.committee for m in all_of(sample.read, Meeting)})


def test_the_agenda_that_is_imported_later_joins_the_meeting_made_by_hand(
    store: Store, sample_papers: list[Path]
) -> None:
    made = new_meeting(
        store,
        {"body": "Scrutiny Children & Families Sub-Committee", "date": "21/9/2021", "place": "The hall"},
        actor=ACTOR,
    )
    import_paper(store, sample_papers[0], actor=ACTOR)
    meeting = find_meeting(store.read, "2021-09-21")
    assert meeting.id == made.id
    assert meeting.place == "The hall"  # what a person typed stays
    assert len(items(store, meeting)) == 11


def test_items_of_the_last_meeting_are_repeated_from_one_in_the_same_step(sample: Store) -> None:
    held = find_meeting(sample.read, "2021-09-21")
    usual = [one.item.id for one in standing_items(sample.read, held.body or "") if one.usual]
    before = steps(sample)
    made = new_meeting(sample, {"body": held.body or "", "date": "2021-11-02"}, actor=ACTOR, copy=usual)
    assert steps(sample) == before + 1
    copied = items(sample, made)
    assert [item.number for item in copied] == [str(n) for n in range(1, len(usual) + 1)]
    assert copied[0].title == "Apologies for absence"
    assert "Exclusion of the Press and Public" in [item.title for item in copied]
    assert not any(item.pdf_pages or item.at for item in copied)
    undo(sample, actor=ACTOR)
    assert sample.read.record(made.id) is None
    assert not items(sample, made)
    redo(sample, actor=ACTOR)
    assert len(items(sample, made)) == len(usual)


def test_usual_is_what_came_twice_or_comes_everywhere(store: Store) -> None:
    first = new_meeting(store, {"body": BODY, "date": "2021-06-29"}, actor=ACTOR)
    second = new_meeting(store, {"body": BODY, "date": "2021-09-21"}, actor=ACTOR)
    with store.change("Items", actor=ACTOR) as change:
        for meeting, titles in ((first, ["Budget", "Early years"]), (second, ["Apologies", "Budget", "Ofsted visit"])):
            for place, title in enumerate(titles, 1):
                change.add(
                    Item(
                        id=f"item-00000000-0000-7000-8000-{hash_of(meeting, place)}",
                        meeting=meeting.id,
                        title=title,
                        position=place,
                    )
                )
    found = standing_items(store.read, BODY)
    assert [(one.item.title, one.usual) for one in found] == [
        ("Apologies", True),
        ("Budget", True),
        ("Ofsted visit", False),
    ]
    assert standing_items(store.read, "Another body") == []


def hash_of(meeting: Meeting, place: int) -> str:
    return f"{meeting.id[-10:]}{place:02d}"


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({}, {"body", "date"}),
        ({"body": BODY, "date": "soon"}, {"date"}),
        ({"body": BODY, "date": "31/2/2021"}, {"date"}),
        ({"body": BODY, "date": "2/11/2021", "time": "late"}, {"time"}),
    ],
)
def test_what_does_not_fit_is_named_by_its_field(store: Store, values: dict[str, str], fields: set[str]) -> None:
    with pytest.raises(CellsRefused) as refused:
        new_meeting(store, values, actor=ACTOR)
    assert {cell.field for cell in refused.value.cells} == fields
    assert not store.read.records("meeting")


def test_a_meeting_is_made_once_and_comes_back_from_the_bin(store: Store) -> None:
    made = new_meeting(store, VALUES, actor=ACTOR)
    with pytest.raises(UserError, match="already"):
        new_meeting(store, VALUES, actor=ACTOR)
    delete_records(store, [made.id], actor=ACTOR)
    with pytest.raises(UserError, match="in the bin"):
        new_meeting(store, VALUES, actor=ACTOR)


def test_a_dry_run_writes_nothing(store: Store) -> None:
    assert new_meeting(store, VALUES, actor=ACTOR, dry_run=True).date == "2021-11-02"
    assert steps(store) == 0


def test_the_next_meeting_comes_first_then_the_last(sample: Store) -> None:
    held = find_meeting(sample.read, "2021-09-21")
    assert first_meeting(sample.read, committee=None, today="2021-09-01") == held
    later = new_meeting(sample, {"body": held.body or "", "date": "2021-11-02"}, actor=ACTOR)
    assert first_meeting(sample.read, committee=None, today="2021-10-01") == held  # the other has no agenda yet
    assert first_meeting(sample.read, committee=held.committee, today="2026-01-01") == held
    other = new_meeting(sample, {"body": "Health Panel", "date": "2021-12-01"}, actor=ACTOR)
    assert first_meeting(sample.read, committee=other.committee, today="2021-10-01") == other
    assert later.committee == held.committee
    assert first_meeting(sample.read, committee="committee-none", today="2021-10-01") is None


def papers(store: Store, item: Item) -> list[str]:
    return [paper.title or "" for paper in all_of(store.read, Paper, item=item.id)]


def test_a_paper_goes_under_another_item_before_another_paper(sample: Store) -> None:
    agenda = items(sample, find_meeting(sample.read, "2021-09-21"))
    seven, eight = agenda[6], agenda[7]
    moved = all_of(sample.read, Paper, item=seven.id)[2]
    first = all_of(sample.read, Paper, item=eight.id)[0]
    before = steps(sample), papers(sample, seven), papers(sample, eight)
    move_paper(sample, moved.id, to=eight.id, before=first.id, actor=ACTOR)
    assert steps(sample) == before[0] + 1
    assert papers(sample, seven) == before[1][:2]
    assert papers(sample, eight) == [moved.title, *before[2]]
    undo(sample, actor=ACTOR)
    assert (papers(sample, seven), papers(sample, eight)) == before[1:]
    redo(sample, actor=ACTOR)
    assert papers(sample, eight)[0] == moved.title


def test_a_paper_moves_inside_its_item(sample: Store) -> None:
    seven = items(sample, find_meeting(sample.read, "2021-09-21"))[6]
    three = all_of(sample.read, Paper, item=seven.id)
    done = move_paper(sample, three[0].id, to=seven.id, before=None, actor=ACTOR)
    assert done.number == 1
    assert papers(sample, seven) == [three[1].title, three[2].title, three[0].title]
    assert move_paper(sample, three[0].id, to=seven.id, before=None, actor=ACTOR).number == 0


def test_only_papers_stand_under_items(sample: Store) -> None:
    agenda = items(sample, find_meeting(sample.read, "2021-09-21"))
    with pytest.raises(UserError, match="Only papers"):
        move_paper(sample, agenda[0].id, to=agenda[1].id, before=None, actor=ACTOR)
