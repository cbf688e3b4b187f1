"""Several committees in one library: counted, named, made and joined."""

import pytest

from cypsc_desktop.commands.committees import (
    add_committee,
    committees,
    join_committees,
    meetings_of,
    rename_committee,
    show_committees,
)
from cypsc_desktop.commands.editing import undo
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import committee_id, meeting_id
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.store.store import Store
from tests.helpers.sample import ACTOR


def second(store: Store, date: str = "2030-05-01") -> str:
    """Another committee, with a meeting on this day."""
    made = add_committee(store, "Children's Services Panel", actor=ACTOR)
    with store.change("Add", actor=ACTOR) as change:
        body = "Children's Services Panel"
        change.add(Meeting(id=meeting_id(body, date), committee=made, body=body, date=date))
    return made


def test_committees_are_listed_with_what_they_hold(sample: Store) -> None:
    (first, *_) = committees(sample.read)
    assert first.meetings == len(meetings_of(sample.read, first.id)) > 0
    assert first.papers
    assert first.people
    assert first.first
    assert first.last
    assert first.first <= first.last
    made = second(sample)
    assert {body.id: body.meetings for body in committees(sample.read)}[made] == 1
    assert show_committees(sample.read)[0]["name"] == first.name
    assert len(meetings_of(sample.read, None)) == sum(body.meetings for body in committees(sample.read))


def test_a_committee_is_made_once_by_its_words(sample: Store) -> None:
    made = second(sample)
    assert made == committee_id("Children's Services Panel")
    with pytest.raises(UserError, match="has this committee already"):
        add_committee(sample, "the Panel of Childrens  Services", actor=ACTOR)
    with pytest.raises(UserError, match="Give the committee a name"):
        add_committee(sample, "  ", actor=ACTOR)


def test_a_committee_is_renamed_and_undo_names_it_back(sample: Store) -> None:
    body = committees(sample.read)[0]
    rename_committee(sample, body.id, "Young People Panel", actor=ACTOR)
    assert committees(sample.read)[0].name == "Young People Panel"
    undo(sample, actor=ACTOR)
    assert committees(sample.read)[0].name == body.name
    made = second(sample)
    with pytest.raises(UserError, match="is another committee of this library"):
        rename_committee(sample, made, body.name, actor=ACTOR)


def test_two_names_of_one_body_are_joined_for_good(sample: Store) -> None:
    body, made = committees(sample.read)[0], second(sample)
    joined = join_committees(sample, body.id, made, actor=ACTOR)
    now = {one.id: one for one in committees(sample.read)}
    assert len([one for one in now.values() if one.name == body.name]) == 1
    assert now[joined].meetings == body.meetings + 1
    assert now[joined].name == body.name
    assert sample.check().ok
    with pytest.raises(UserError, match="one committee already"):
        join_committees(sample, body.id, made, actor=ACTOR)


def test_two_that_met_on_one_day_are_two(sample: Store) -> None:
    body = committees(sample.read)[0]
    made = second(sample, str(body.last))
    with pytest.raises(UserError, match="both met on"):
        join_committees(sample, body.id, made, actor=ACTOR)
