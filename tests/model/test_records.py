"""Records compare, show and count as what they hold."""

from dataclasses import FrozenInstanceError, replace

import pytest

from cypsc_desktop.model.records import KINDS, Item, Meeting, Person, log_fields


def test_records_are_what_they_hold() -> None:
    first, second = Item(id="item-1", title="Walls"), Item(id="item-1", title="Walls")
    assert first == second
    assert {first, second} == {first}
    assert first != replace(first, title="Gates")
    assert first != Person(id="item-1", name="Walls")
    assert first != "Walls"


def test_a_record_shows_all_of_itself() -> None:
    assert repr(Person(id="person-1", name="Ada Quay", aliases=["A Quay"])).startswith(
        "Person(id='person-1', space='committee', "
    )
    assert "aliases=['A Quay']" in repr(Person(id="person-1", name="Ada Quay", aliases=["A Quay"]))


def test_no_record_can_be_altered() -> None:
    for kind, made in KINDS.items():
        record = made(id=f"{kind}-1")
        for name in ("id", *log_fields(kind)):
            with pytest.raises(FrozenInstanceError):
                setattr(record, name, "x")


def test_a_record_takes_its_own_fields_and_no_others() -> None:
    with pytest.raises(TypeError, match="needs id"):
        Meeting(date="2021-09-14")
    with pytest.raises(TypeError, match="has no day"):
        Meeting(id="meeting-1", day="Tuesday")
    meeting = Meeting(id="meeting-1", date="2021-09-14")
    with pytest.raises(FrozenInstanceError):
        del meeting.date
    assert replace(meeting, time="18:30") != meeting
    assert hash(replace(meeting)) == hash(meeting)
    assert repr(meeting).startswith("Meeting(id='meeting-1', space='committee', committee=None")
