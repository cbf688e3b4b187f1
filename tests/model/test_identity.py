"""Ids: what is printed alike is one thing, on every laptop; kinds read off them."""

import pytest

from cypsc_desktop.model.identity import (
    bare_name,
    committee_id,
    item_key,
    kind_of,
    made_id,
    meeting_id,
    person_id,
    recognised_id,
)  # fmt: skip


def test_a_committee_is_its_folded_name() -> None:
    first = committee_id("Scrutiny Children & Young People Sub-Committee")
    assert first == committee_id("Children and Young People Scrutiny Sub-Committee")
    assert first != committee_id("Scrutiny Streets Sub-Committee")
    assert kind_of(first) == "committee"


@pytest.mark.parametrize("printed", ["Councillor Ada Quay MBE", "Cllr. Ada  Quay", "Dr Ada Quay, OBE"])
def test_a_person_is_a_name_within_a_body(printed: str) -> None:
    assert bare_name(printed) == "Ada Quay"
    assert person_id("Harbour Scrutiny", printed) == person_id("Scrutiny of the Harbour", "ada quay")
    assert person_id("Streets", printed) != person_id("Harbour Scrutiny", printed)


def test_an_item_is_its_number_else_its_title() -> None:
    meeting = meeting_id("Harbour Scrutiny", "2030-01-08")
    assert item_key(meeting, "5", "Walls") == item_key(meeting, "5", "Harbour walls")
    assert item_key(meeting, None, "Walls") == (meeting, "Walls")


def test_equals_are_told_apart_by_their_place() -> None:
    ids = {recognised_id("action", "a meeting", "Report back", ordinal=n) for n in range(3)}
    assert len(ids) == 3
    assert recognised_id("action", "a meeting", "Report back") in ids


def test_made_ids_sort_by_time() -> None:
    made = [made_id("plan_action") for _ in range(50)]
    assert len(set(made)) == 50
    assert {kind_of(one) for one in made} == {"plan_action"}
