"""Findings that front sheets and sheets alone give."""

from typing import Any

import pytest

from cypsc_desktop.intake.read import recognise
from tests.helpers.make_source import make_source

FRONT = """
# Larch Valley Council
! Schools Scrutiny Panel

{call}

Date of publication: {issued}

AGENDA

1.  Apologies
2.  Minutes (Pages 2 - 2)
{items}
"""
CALL = "A meeting of the Schools Scrutiny Panel will be held on Tuesday 4 June 2024 at 6.00 pm in the Long Room, Valley House."


def kinds(call: str = CALL, issued: str = "24 May 2024", items: str = "", rest: str = "", **options: Any) -> set[str]:
    text = FRONT.format(call=call, issued=issued, items=items)
    return {f.kind for f in recognise(make_source(f"{text}\f{rest or 'Minutes'}", **options)).findings}


def test_a_sound_front_sheet_gives_none() -> None:
    assert kinds() == set()


def test_short_notice_by_clear_days() -> None:
    assert "short-notice" in kinds(issued="29 May 2024")
    assert "short-notice" not in kinds(issued="24 May 2024")


@pytest.mark.parametrize(
    "place", ["This meeting is being held remotely", "by Microsoft Teams", "Virtual meeting on Zoom"]
)
def test_a_remote_meeting_after_the_regulations_lapsed(place: str) -> None:
    assert "remote-meeting" in kinds(call=f"Date: Tuesday 4 June 2024\nTime: 6.00 pm\nVenue: {place}")
    assert "remote-meeting" not in kinds(
        call=f"Date: Tuesday 9 June 2020\nTime: 6.00 pm\nVenue: {place}", issued="1 June 2020"
    )


def test_a_hybrid_meeting_has_a_place() -> None:
    assert "remote-meeting" not in kinds(
        call="Date: Tuesday 4 June 2024\nTime: 6.00 pm\nVenue: Long Room, Valley House and Microsoft Teams"
    )


def test_a_template_left_unfilled() -> None:
    assert "merge-field" in kinds(call=CALL.replace("the Long Room", "«Venue»"))


def test_the_document_information_gives_another_date() -> None:
    info = {"title": "(Public Pack)Agenda Document for Schools Scrutiny Panel, 11/06/2024 18:00"}
    assert "date-conflict" in kinds(info=info)


def test_a_broken_link() -> None:
    assert "dead-link" in kinds(rest="See Error! Reference source not found. for more.")


def test_more_than_two_items_of_substance() -> None:
    items = "\n".join(f"{n}.  {title} (To Follow)" for n, title in enumerate(["Places", "Transport", "Attendance"], 3))
    assert "too-many-substantive-items" in kinds(items=items)
    assert "too-many-substantive-items" not in kinds(
        items="3.  Places (To Follow)\n4.  Work programme (To Follow)\n5.  Transport (To Follow)"
    )
