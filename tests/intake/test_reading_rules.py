"""The reading rules of the import report, one by one, on papers that show nothing else."""

import pytest

from cypsc_desktop.intake.read import recognise
from cypsc_desktop.intake.report import ImportReport, MinutesFound
from tests.helpers.make_source import FILLER, make_source

TOP = "\n# Fenborough Council\n\n! CHILDREN'S SCRUTINY PANEL\n\nTuesday 12 March 2024 at 7.00 pm\nRoom 4, Corn Hall\n"
HELD = (
    "\n! CHILDREN'S SCRUTINY PANEL\n\nMINUTES of a meeting held on Tuesday, 6 February 2024.\n\n"
    "Present: Councillor Ann Ash OBE (Chair), Cllr Bob Beech and Ms Cat Cedar\n\n"
)


def minuted(told: str, *, number: str = "7/24", before: str = "") -> MinutesFound:
    text = f"{HELD}! 6/24    Apologies\n\nNone.\n\n{before}! {number}    Buses\n\n{told}\n\n! 8/24    Urgent business\n\nNone.\n"
    (one,) = recognise(make_source(text)).minutes
    return one


def agenda(
    rows: str, *, behind: str = "", stamps: list[str | None] | None = None, labels: dict[int, list[str]] | None = None
) -> ImportReport:
    return recognise(make_source(f"{TOP}\n! AGENDA\n\n{rows}{behind}", stamps=stamps, furniture=labels))


def test_lines_are_joined_a_hyphen_at_the_end_stays_and_none_is_put_in() -> None:
    told = (
        "The Panel came to the following conclusions:\n\n1.    The scheme should be looked at again by the sub-\n"
        "      committee before the sum\n      mer.\n"
    )
    assert [c.text for c in minuted(told).conclusions] == [
        "The scheme should be looked at again by the sub-committee before the sum mer."
    ]


def test_a_paragraph_that_goes_on_with_a_sentence_belongs_to_its_point() -> None:
    told = (
        "The Panel recommended that:\n\n1.    The fares be cut for children\n\nand for those who go with them.\n\n"
        "2.    The vans be sold.\n"
    )
    assert [(r.number, r.text) for r in minuted(told).recommendations] == [
        ("1", "The fares be cut for children and for those who go with them."), ("2", "The vans be sold."),
    ]  # fmt: skip


def test_a_sentence_about_recommendations_makes_none() -> None:
    told = "The Panel recalled that it had recommended that fares be cut.\n\n1.    This was done in May.\n"
    assert minuted(told).recommendations == []


def test_names_stand_without_title_and_letters_after_them() -> None:
    assert [n.name for n in minuted("None.").present] == ["Ann Ash", "Bob Beech", "Cat Cedar"]


def test_no_heading_no_section_and_no_number_put_in_for_one_that_is_missing() -> None:
    loud = "Councillor Ash thanked the drivers.\n\n"
    assert [s.number for s in minuted("None.", before=loud).sections] == ["6/24", "7/24", "8/24"]
    assert [s.number for s in minuted("None.", number="7/24").sections] == ["6/24", "7/24", "8/24"]


def test_an_item_without_a_range_has_the_pages_of_its_stamps() -> None:
    report = agenda(
        "1.    Apologies\n\n2.    Minutes    (Pages 3 - 3)\n\n3.    Meals\n",
        behind=f"\fMinutes text\n\fMeals\n\nText.\n\f{FILLER}\n",
        stamps=[None, "3", "4", "5"],
        labels={2: ["Agenda Item 2"], 3: ["Agenda Item 3"]},
    )
    assert [(i.number, i.printed_pages, i.pdf_pages) for i in report.items][1:] == [
        ("2", (3, 3), (2, 2)),
        ("3", (4, 5), (3, 4)),
    ]
    assert [p.pdf_pages for p in report.items[2].papers] == [
        (3, 3)
    ]  # the range counts the filler, the paper ends before it


def test_a_range_withheld_has_no_sheets() -> None:
    report = agenda(
        "1.    Apologies\n\n2.    Minutes    (Pages 1 - 1)\n\nPART B - EXEMPT\n\n"
        "3.    Lease (Not for publication)    (Pages 41 - 48)\n",
        behind="\fMinutes text\n",
        stamps=[None, "1"],
    )
    assert (report.items[2].printed_pages, report.items[2].pdf_pages, report.items[2].part) == ((41, 48), None, "B")


@pytest.mark.parametrize("number", ["54", "4.2", "A3", "23/5"])
def test_an_item_is_numbered_as_printed(number: str) -> None:
    after = {"54": "55", "4.2": "4.3", "A3": "A4", "23/5": "23/6"}[number]
    report = agenda(f"{number}    Apologies for absence\n\n{after}    Minutes    (Pages 1 - 4)\n")
    assert [i.number for i in report.items] == [number, after]


def test_a_logo_names_no_council() -> None:
    front = "\n! CHILDREN'S SCRUTINY PANEL\n\nTuesday 12 March 2024 at 7.00 pm\n\n! AGENDA\n\n"
    report = recognise(make_source(f"{front}1.    Apologies\n2.    Minutes    (Pages 1 - 4)\n"))
    assert report.meeting
    assert report.meeting.council is None


def test_boxes_are_points_from_the_top_left() -> None:
    report = agenda("1.    Apologies\n\n2.    Minutes    (Pages 1 - 4)\n")
    boxes = [item.at.box for item in report.items if item.at and item.at.box]
    assert len(boxes) == 2
    assert boxes[0].top < boxes[1].top
    assert all(0 < box.left < box.right < 595 and 0 < box.top < box.bottom < 842 for box in boxes)
