"""Ids: what is printed alike is one thing, on every laptop; kinds read off them."""

import uuid

import pytest

from cypsc_desktop.model.identity import (
    bare_name,
    committee_id,
    fold,
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


@pytest.mark.parametrize("words", ["Harbour walls", "", "Ýmir’s walls – 北 " * 40])
def test_ids_are_uuids_as_the_standard_has_them(words: str) -> None:
    named = uuid.uuid5(uuid.UUID("6d2f4c0e-5a0b-5f0e-9a6e-3f3c1b7c2d11"), "item\x1f" + fold(words))
    assert recognised_id("item", words) == f"item-{named}"
    made = uuid.UUID(made_id("item").removeprefix("item-"))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
