"""Habits of front sheets that packs of many councils share, a habit a test, on invented agendas."""

from cypsc_desktop.intake.read import recognise
from cypsc_desktop.intake.report import ImportReport
from tests.helpers.make_source import make_source

HEAD = """
# Fenborough Council

! CHILDREN'S SCRUTINY PANEL

Tuesday 12 March 2024 at 7.00 pm
Room 4, Corn Hall, Fenborough

! AGENDA
"""


def pages(report: ImportReport) -> list[tuple[str | None, tuple[int, int] | None]]:
    return [(item.number, item.printed_pages) for item in report.items]


def titles(report: ImportReport) -> list[tuple[str | None, str]]:
    return [(item.number, item.title) for item in report.items]


def test_a_report_full_of_numbered_headings_does_not_outweigh_the_agenda_before_it() -> None:
    chapters = "\n\n".join(
        f"! {n}. Heading number {n}\n\n{n}.1 Words of a paragraph that goes on." for n in range(1, 12)
    )
    text = f"{HEAD}\n1.    Apologies\n2.    Minutes    (Pages 2 - 2)\n3.    Nursery places    (Pages 3 - 3)\n\fOld notes\n\f{chapters}"
    report = recognise(make_source(text, stamps=["1", "2", "3"]))
    assert titles(report) == [("1", "Apologies"), ("2", "Minutes"), ("3", "Nursery places")]


def test_sheets_from_the_stamp_one_on_are_no_front_sheets() -> None:
    text = f"{HEAD}\n1.    Apologies\n2.    Minutes    1 - 1\n\f! 3. Not an item\n\n! 4. Nor this\n\n! 5. Nor this one"
    report = recognise(make_source(text, stamps=[None, "1"]))
    assert [number for number, _ in titles(report)] == ["1", "2"]


def test_a_name_broken_over_two_lines_of_one_print_is_one_body() -> None:
    text = HEAD.replace(
        "! CHILDREN'S SCRUTINY PANEL", "# Learning, Skills and Early Years Policy and Scrutiny\n# Committee"
    )
    report = recognise(make_source(f"{text}\n1.    Apologies\n2.    Minutes    3 - 4"))
    assert report.meeting is not None
    assert report.meeting.body == "Learning, Skills and Early Years Policy and Scrutiny Committee"


def test_a_hyphen_at_the_end_of_the_first_line_stays() -> None:
    text = HEAD.replace("! CHILDREN'S SCRUTINY PANEL", "! LEARNING AND EARLY YEARS SUB-\n! COMMITTEE")
    report = recognise(make_source(f"{text}\n1.    Apologies\n2.    Minutes    3 - 4"))
    assert report.meeting is not None
    assert report.meeting.body == "LEARNING AND EARLY YEARS SUB-COMMITTEE"


def test_a_date_broken_in_its_column_of_a_table_without_rules() -> None:
    text = """
# Notice of Meeting

# Early Years Select Committee

! Date & time    Place    Contact
Thursday, 6 June    Long Room, Corn    Hal Brindley
2024 at 10.00 am    Hall, Fenborough    01234 567890

! AGENDA

1    Apologies
2    Minutes    (Pages 1 - 4)
"""
    meeting = recognise(make_source(text)).meeting
    assert meeting is not None
    assert (meeting.body, meeting.date, meeting.time) == ("Early Years Select Committee", "2024-06-06", "10:00")


def test_the_day_by_which_questions_are_due_is_not_the_meetings() -> None:
    text = HEAD.replace(
        "! AGENDA",
        "Anyone may speak who has told the clerk by email\nby 5pm on Thursday, 7 March 2024. This meeting is public.\n\n! AGENDA",
    )
    meeting = recognise(make_source(f"{text}\n1.    Apologies\n2.    Minutes    3 - 4")).meeting
    assert meeting is not None
    assert (meeting.date, meeting.time) == ("2024-03-12", "19:00")


def test_a_column_of_leads_is_no_part_of_the_titles() -> None:
    rows = [
        ("Apologies and declarations", "Ann Birch"),
        ("Minutes of January", "Ann Birch"),
        ("Nursery places", "Col Marsh"),
    ]
    table = "\n".join(f"{n}.    {title:<50}    {lead}" for n, (title, lead) in enumerate(rows, 1))
    text = f"{HEAD}\nNo.   {'Topic':<50}    Lead\n{table}"
    assert [title for _, title in titles(recognise(make_source(text)))] == [title for title, _ in rows]


def test_clock_times_before_the_numbers_are_left_out() -> None:
    items = "7.00 pm    1.    Apologies\n7.05 pm    2.    Minutes    (Pages 1 - 4)\n7.20 pm    3.    Nursery places    (Pages 5 - 8)"
    text = f"{HEAD}\n{items}"
    assert titles(recognise(make_source(text))) == [("1", "Apologies"), ("2", "Minutes"), ("3", "Nursery places")]


def test_items_under_one_number_that_have_pages_of_their_own() -> None:
    text = f"""{HEAD}
1    APOLOGIES
2    REPORTS FOR THE CABINET MEMBER
Sent for comment before a decision.
! a    SCHOOL MEALS    (Pages 3 - 6)
! b    SCHOOL BUSES    (Pages 7 - 9)
3    WORK PROGRAMME    (Pages 10 - 11)
"""
    assert pages(recognise(make_source(text))) == [
        ("1", None),
        ("2", None),
        ("2a", (3, 6)),
        ("2b", (7, 9)),
        ("3", (10, 11)),
    ]


def test_a_decimal_number_parted_by_a_space() -> None:
    items = "3.    Minutes    1 - 4\n4.    Reports\n4 .1    School meals    5 - 8\n4 .2    School buses    9 - 12\n5.    Any other business"
    text = f"{HEAD}\n{items}"
    assert [number for number, _ in titles(recognise(make_source(text)))] == ["3", "4", "4.1", "4.2", "5"]


def test_a_column_of_first_pages_runs_to_the_page_before_the_next_and_the_last_to_the_end() -> None:
    wide = " " * 50
    items = f"1.    Apologies\n2.    Minutes of the panel{wide}2\n3.    Nursery places now{wide}4\n"
    text = f"{HEAD}\n{items}\fNotes\fMore notes\fReport\fMore\fEnd"
    report = recognise(make_source(text, stamps=[str(n) for n in range(1, 7)]))
    assert pages(report) == [("1", None), ("2", (2, 3)), ("3", (4, 6))]


def test_a_page_in_brackets_stays_as_printed_and_its_sheets_run_to_the_next() -> None:
    text = f"{HEAD}\n1.    Apologies\n2.    Minutes    (Page 2)\n3.    Nursery places    (Page 4)\n\fNotes\fMore notes\fReport\fMore\fEnd"
    report = recognise(make_source(text, stamps=[str(n) for n in range(1, 7)]))
    assert pages(report) == [("1", None), ("2", (2, 2)), ("3", (4, 4))]
    assert [item.pdf_pages for item in report.items] == [None, (2, 3), (4, 6)]


def test_a_range_that_touches_its_title_is_still_the_items() -> None:
    long = "Places in nurseries and with childminders in all of the county now"
    text = f"{HEAD}\n1.    Apologies\n2.    Minutes{' ' * 60}1 - 4\n3.    {long} 5 - 12\n4.    Work programme{' ' * 60}13 - 14"
    found = dict(pages(recognise(make_source(text))))
    assert found == {"1": None, "2": (1, 4), "3": (5, 12), "4": (13, 14)}


def test_public_speaking_is_an_item_and_no_part_of_the_agenda() -> None:
    text = f"{HEAD}\n! Apologies\n\n! Minutes (Pages 1 - 4)\n\n! Public Speaking/Open Session\n\n! Nursery places (Pages 5 - 8)"
    assert [title for _, title in titles(recognise(make_source(text)))] == [
        "Apologies", "Minutes", "Public Speaking/Open Session", "Nursery places",
    ]  # fmt: skip


def test_an_agenda_that_speaks_of_a_supplement_is_none() -> None:
    text = HEAD.replace("! AGENDA", "Papers that come late are sent in a supplementary agenda.\n\n! AGENDA")
    items = "1.    Urgent business\n2.    Appeals\n3.    Interests\n4.    Minutes    (Pages 1 - 4)\n5.    Meals    (Pages 5 - 8)"
    assert recognise(make_source(f"{text}\n{items}")).kind == "agenda pack"
