"""Habits of print that papers of real councils showed, each on invented words: what it must be read as."""

import pytest

from cypsc_desktop.intake.read import recognise
from cypsc_desktop.intake.report import ImportReport, MinutesFound
from tests.helpers.make_source import make_source

TOP = "\n# Fenborough Council\n\n! CHILDREN'S SCRUTINY PANEL\n\nTuesday 12 March 2024 at 7.00 pm\nRoom 4, Corn Hall\n"
HELD = (
    "\n! FENBOROUGH BOROUGH COUNCIL\n\n! CHILDREN'S SCRUTINY PANEL\n\n"
    "MINUTES of a meeting of the Panel held in the Corn Hall on Tuesday, 6 February 2024.\n\n"
    "PRESENT: Ms A Ash (Chair), Mr B Beech, MBE, Cat Cedar, Mr D Dogwood, Mrs E Elm, Mr F Fir and Mr G Gorse\n\n"
)


def read(text: str) -> ImportReport:
    return recognise(make_source(text))


def titles(report: ImportReport) -> list[tuple[str | None, str]]:
    return [(item.number, item.title) for item in report.items]


def minuted(text: str) -> MinutesFound:
    (one,) = read(HELD + text).minutes
    return one


def _section(number: int, title: str, told: str = "The Panel heard what had been done since it last met.") -> str:
    return f"! {number}    {title}\n\n{told}\n\n"


def test_a_list_of_speakers_does_not_displace_the_headings_of_the_minutes() -> None:
    speakers = "".join(f"0{n}    Speaker Number{'abcdefghi'[n - 1]}    Buses\n\n" for n in range(1, 10))
    text = (
        _section(1, "Welcome")
        + _section(2, "Apologies for Absence")
        + _section(3, "Declarations of Interest")
        + _section(4, "Public Questions")
        + speakers
        + _section(5, "School Buses")
        + _section(6, "Work Programme")
    )
    assert [s.number for s in minuted(text).sections] == ["1", "2", "3", "4", "5", "6"]


def test_points_resolved_in_the_print_of_headings_are_no_headings() -> None:
    points = (
        "! 4    Agreed that fares be cut for those under sixteen.\n\n! 5    Agreed that a report come back in June.\n\n"
    )
    text = (
        _section(1, "Welcome")
        + _section(2, "Apologies for Absence")
        + _section(3, "School Buses")
        + points
        + _section(4, "Declarations")
        + _section(5, "Work Programme")
        + _section(6, "Urgent Business")
    )
    assert [s.title for s in minuted(text).sections][3:] == ["Declarations", "Work Programme", "Urgent Business"]


def test_titles_may_begin_like_the_lines_of_a_signature() -> None:
    text = "".join(
        f"! {title}\n(Item {n})\n\nThe Panel heard what had been done since it last met.\n\n"
        for n, title in enumerate(("Apologies", "Chair's Announcements", "Meals", "Date of the Next Meeting"), 1)
    )
    assert [s.title for s in minuted(text).sections] == [
        "Apologies", "Chair's Announcements", "Meals", "Date of the Next Meeting",
    ]  # fmt: skip


def test_a_name_without_title_in_a_long_list_of_titled_ones() -> None:
    names = [n.name for n in minuted(_section(1, "Apologies") + _section(2, "Meals")).present]
    assert names == ["A Ash", "B Beech", "Cat Cedar", "D Dogwood", "E Elm", "F Fir", "G Gorse"]


def test_who_was_substituted_sent_apologies() -> None:
    told = "Apologies were received from Mr H Holly, Ms I Ivy and Jo Juniper who was substituted by Mr K Kerria."
    text = _section(1, "Apologies for Absence", told) + _section(2, "Meals") + _section(3, "Work Programme")
    assert [n.name for n in minuted(text).apologies] == ["H Holly", "I Ivy", "Jo Juniper"]


def test_minutes_alone_are_of_the_day_in_their_head() -> None:
    report = read(
        HELD + _section(1, "Apologies") + _section(2, "Call-in", "At a meeting held on 29th January 2024 it was so.")
    )
    assert report.meeting
    assert (report.meeting.date, report.meeting.council) == (
        "2024-02-06",
        "FENBOROUGH BOROUGH COUNCIL",
    )


@pytest.mark.parametrize("head", ["Decision Recording Form", "Record of Decisions", "Notice of decisions taken"])
def test_a_list_of_decisions_is_no_agenda(head: str) -> None:
    report = read(
        f"\n! {head}\n\n! Children's Scrutiny Panel\n\nMeeting on 12 March 2024 (agenda item 7)\n\nMembers present:\nCllr Ann Ash\n"
        "Cllr Bob Beech\n\n1.    Noted the minutes\n\n2.    Approved a budget for buses\n\n3.    Welcome to new staff\n"
    )
    assert report.kind == "paper"
    assert report.meeting is None
    assert not report.items


def test_a_report_with_figures_in_columns_is_no_agenda() -> None:
    report = read(
        "\n! REPORT TO:    Fenborough Combined Committee\n\n! DATE:    12 March 2024\n\n! SUBJECT:    Outturn 2023/24\n\n"
        "! LEAD OFFICER:    Director of Finance\n\n1.    The meeting of 5 March 2024 asked for figures.\n\n"
        "! Approved awards                                              163,875\n"
        "! Funds committed                                              2,958\n"
        "! Total investment                                             166,833\n"
    )
    assert report.kind == "report"
    assert len(report.items) <= 1


def test_a_title_spaced_out_to_the_measure_goes_on() -> None:
    title = "2.    Declarations  of  Pecuniary  Interests  or  Other\n        Significant Interests in items on the agenda\n\n"
    wide = "A meeting of the Panel will be held in the Corn Hall on Tuesday 12 March 2024 to deal with this business:\n"
    report = read(f"{TOP}\n{wide}\n! AGENDA\n\n1.    Apologies\n\n{title}3.    Minutes    (Pages 1 - 4)\n")
    assert titles(report)[1] == (
        "2",
        "Declarations of Pecuniary Interests or Other Significant Interests in items on the agenda",
    )


def test_a_title_goes_on_under_the_range_that_it_reached() -> None:
    rows = (
        "1.    Apologies\n\n2.    Minutes                                                  (Pages 1 - 4)\n\n"
        "3.    Capital Programme to 2035 and the Revenue Budget of 2025   (Pages 5 - 90)\n"
        "      (including the setting of Council Tax)\n\n"
        "4.    Meals                                                    (Pages 91 - 94)\n"
    )
    assert titles(read(f"{TOP}\n! AGENDA\n\n{rows}"))[2] == (
        "3", "Capital Programme to 2035 and the Revenue Budget of 2025 (including the setting of Council Tax)",
    )  # fmt: skip


@pytest.mark.parametrize("words", ["- To follow", "See supplement pack published alongside the main agenda"])
def test_words_that_say_that_papers_follow(words: str) -> None:
    report = read(
        f"{TOP}\n! AGENDA\n\n1.    Apologies\n\n2.    Minutes    (Pages 1 - 4)\n\n3.    Meals\n      {words}\n"
    )
    assert [(i.title, i.to_follow) for i in report.items][-1] == ("Meals", True)


def test_a_signature_at_the_right_is_no_purpose() -> None:
    right = " " * 60
    report = read(
        f"{TOP}\n! AGENDA\n\n1.    Apologies\n\n2.    Minutes                                  (Pages 1 - 4)\n\n"
        f"3.    Meals for all in the schools of the borough, a review    (Pages 5 - 9)\n\n\n\n\n{right}Wim Wych\n{right}Town Clerk\n"
    )
    assert report.items[-1].purpose is None


def test_a_letter_that_the_committee_system_calls_a_supplement() -> None:
    letter = (
        "\nDear Member\n\nCHILDREN'S SCRUTINY PANEL - TUESDAY, 12 MARCH 2024\n\n"
        "Enclosed are the amendments that were moved at the meeting.\n\nYours sincerely\n\nWim Wych\n"
    )
    info = {"title": "(Public Pack)Amendments Agenda Supplement for Children's Scrutiny Panel, 12/03/2024 19:00"}
    report = recognise(make_source(letter, info=info))
    assert report.kind == "supplement"
    assert report.items == []
    assert report.meeting
    assert (report.meeting.body, report.meeting.date) == ("Children's Scrutiny Panel", "2024-03-12")
    assert recognise(make_source(letter)).kind == "letter"


def test_members_starred_as_present_under_no_label() -> None:
    head = (
        "\n! FENBOROUGH BOROUGH COUNCIL\n\n! CHILDREN'S SCRUTINY PANEL\n\n"
        "MINUTES of a meeting of the Panel held in the Corn Hall on Tuesday, 6 February 2024.\n\nChairman:\n"
        "* Councillor Ann Ash\n\n* Councillor Bob Beech\n\n  Councillor Cat Cedar\n\n* Councillor Di Dogwood\n\n*Present\n\n"
        "Also present with the agreement of the Chairman: Councillor Ed Elm, Executive Member\n\n"
    )
    (one,) = read(head + _section(1, "Apologies") + _section(2, "Meals") + _section(3, "Work Programme")).minutes
    assert [n.name for n in one.present] == ["Ann Ash", "Bob Beech", "Di Dogwood"]
    assert [n.name for n in one.also_present] == ["Ed Elm"]


def test_a_register_with_a_column_for_those_present_heads_minutes() -> None:
    report = read(
        "\n! Fenborough Borough Council\n\n! Corporate Parenting Board\n\n! Minutes of the meeting held on 6 February 2024\n\n"
        "| Member | Present | Apologies |\n| Cllr Ann Ash (Chair) | yes | |\n| Cllr Bob Beech | | yes |\n"
        "| Cat Cedar, Virtual School Head | yes | |\n\n"
        + _section(1, "Welcome") + _section(2, "Health of children in care") + _section(3, "Date of next meeting")
    )  # fmt: skip
    assert report.kind == "minutes"
    assert [n.name for n in report.minutes[0].present] == ["Ann Ash", "Cat Cedar"]
    assert [n.name for n in report.minutes[0].apologies] == ["Bob Beech"]


def test_an_authority_beside_a_name_is_no_person_and_who_took_the_chair_sent_no_apologies() -> None:
    head = (
        "\n! CHILDREN'S SCRUTINY PANEL\n\nMINUTES of a meeting held on Tuesday, 6 February 2024.\n\n! Present:\n"
        "Councillor Ann Ash (Chair)    Fen MBC\nCouncillor Bob Beech    Holm CC\n\n"
        "Apologies: Councillor Cat Cedar\n\n! Councillor Ash in the Chair\n\n"
    )
    (one,) = read(head + _section(1, "Welcome") + _section(2, "Meals") + _section(3, "Work Programme")).minutes
    assert [n.name for n in one.present] == ["Ann Ash", "Bob Beech"]
    assert [n.name for n in one.apologies] == ["Cat Cedar"]


def test_numbers_in_brackets_stay_as_printed() -> None:
    rows = (
        "1.    Apologies\n2.    Minutes    (Pages 1 - 4)\n3(a)    Skills    (Pages 5 - 6)\n"
        "3(b)    Buses    (Pages 7 - 8)\n4    Meals\n"
    )
    report = read(f"{TOP}\n! AGENDA\n\n{rows}")
    assert [i.number for i in report.items] == ["1", "2", "3(a)", "3(b)", "4"]
    assert not [f for f in report.findings if f.kind == "number-jump"]


def test_an_item_whose_report_is_named_below_it_opens_no_paper() -> None:
    front = f"{TOP}\n! AGENDA\n\n! PART I\n\n! 1.    MINUTES\n\n! 2.    PETITIONS\n\n! 3.    MEALS\n\n! PART II\n"
    second = "\f\nThe press and public be excluded.\n\n! 4.    PURCHASE OF A HOME\n\nReport of the Director of Property\n\n! WIM WYCH\n"
    assert [n for n, _ in titles(read(front + second))] == ["1", "2", "3", "4"]


def test_minutes_stand_before_the_first_paper_where_no_pages_are_printed() -> None:
    front = f"{TOP}\n! AGENDA\n\n1.    Apologies\n\n2.    Minutes\n\n3.    Meals\n"
    text = f"{front}\f{HELD}{_section(1, 'Welcome')}\f\nMeals in schools\n\nText.\n"
    report = recognise(make_source(text, furniture={3: ["Agenda Item 3"]}))
    assert [i.pdf_pages for i in report.items] == [None, (2, 2), (3, 3)]


def test_who_signs_and_who_is_written_to_are_no_members() -> None:
    report = read(
        f"{TOP}\n! Members: Councillors Ann Ash (Chair), Bob Beech and Cat Cedar\n\n! Notes:\n\n"
        "This agenda can be had in large print.\n\n"
        "From:                                   To:\nWim Wych\nCity Solicitor\n\n"
        "! AGENDA\n\n1.    Apologies\n2.    Minutes    (Pages 1 - 4)\n"
    )
    assert report.meeting
    assert [m.name for m in report.meeting.members] == ["Ann Ash", "Bob Beech", "Cat Cedar"]


def test_minutes_without_a_date_are_minutes_of_no_known_meeting() -> None:
    text = (
        "\n! FENBOROUGH BOROUGH COUNCIL\n\n! Scrutiny Panel: Children\n\n! Notes of the meeting\n\n"
        "Present: Cllr Ann Ash (Chair), Cllr Bob Beech\n\n" + _section(1, "Welcome") + _section(2, "Meals")
    )
    report = read(text + _section(3, "Date of next meeting"))
    assert report.kind == "minutes"
    assert report.meeting is None
    assert [(m.of, [s.number for s in m.sections]) for m in report.minutes] == [(None, ["1", "2", "3"])]
    assert [f.kind for f in report.findings] == ["minutes-undated"]


def test_members_in_a_column_beside_the_date_and_the_place() -> None:
    wide = " " * 30
    report = read(
        f"\n! Corporate Parenting Board{wide}Membership\nMonday 22 April 2024{wide}     Cllr Ann Ash (Chair)\n"
        f"5.15 pm{' ' * 48}Cllr Bob Beech\nRoom 4, Corn Hall{' ' * 38}Cllr Cat Cedar\n\nFenborough Borough Council\n\n"
        "! AGENDA\n\n1.    Apologies\n2.    Minutes    (Pages 1 - 4)\n3.    Meals (Late report - to follow)\n"
    )
    assert report.meeting
    assert [(m.name, m.office) for m in report.meeting.members] == [
        ("Ann Ash", "Chair"), ("Bob Beech", None), ("Cat Cedar", None),
    ]  # fmt: skip
    assert [(i.title, i.to_follow) for i in report.items][-1] == ("Meals", True)


def test_seats_that_no_statute_gives_carry_no_vote_on_education() -> None:
    report = read(
        f"{TOP}\nCouncillors: Ann Ash (Chair), Bob Beech and Cat Cedar\n\nEducation Co-optees: Di Dogwood (Church of England Diocese)\n\n"
        "Non-Statutory Co-opted Members: Ed Elm, Parish Councillor\n\n! AGENDA\n\n1.    Apologies\n2.    Minutes    (Pages 1 - 4)\n"
    )
    assert report.meeting
    assert [(m.name, m.voting) for m in report.meeting.members][3:] == [("Di Dogwood", "education"), ("Ed Elm", None)]


def test_members_listed_after_who_took_the_chair_without_a_label() -> None:
    head = (
        "\n! CHILDREN'S SCRUTINY PANEL\n\nMinutes of the meeting held on Tuesday, 6 February 2024.\n\n"
        "Councillor Ann Ash in the Chair. and Councillors Bob Beech, Cat Cedar and co-opted members: Di Dogwood and Ed Elm.\n\n"
        "In attendance: Councillor Flo Fir.\n\nOfficers present: Gus Gorse and Hal Holly.\n\n"
    )
    (one,) = read(head + _section(1, "Welcome") + _section(2, "Meals") + _section(3, "Work Programme")).minutes
    assert [n.name for n in one.present] == ["Ann Ash", "Bob Beech", "Cat Cedar", "Di Dogwood", "Ed Elm"]
    assert [n.name for n in one.also_present] == ["Flo Fir", "Gus Gorse", "Hal Holly"]


def test_what_a_committee_resolved_to_recommend_is_a_recommendation() -> None:
    told = "Resolved - That the Panel recommends to the Executive:\n\n(a) that fares be cut;\n\n(b) that families be written to."
    text = _section(1, "Welcome") + _section(2, "Buses", told) + _section(3, "Work Programme")
    assert [(r.section, r.text) for r in minuted(text).recommendations] == [
        ("2", "that fares be cut;"), ("2", "that families be written to."),
    ]  # fmt: skip


def test_lettered_items_in_a_column_between_number_and_title() -> None:
    wide = " " * 30
    rows = (
        f"! 1.              Apologies\n! 2.              Minutes{wide}           1\n! 3.              Reports for decision\n"
        f"!         a)      Fees of nurseries{wide} 2\n!         b)      Holiday clubs{wide}     3 - 4\n"
        f"! 4.              Meals{wide}             5\n"
    )
    report = read(f"{TOP}\n! AGENDA\n\n!{' ' * 64}Pages\n{rows}")
    assert [(i.number, i.printed_pages) for i in report.items] == [
        ("1", None), ("2", (1, 1)), ("3", None), ("3a", (2, 2)), ("3b", (3, 4)), ("4", (5, 5)),
    ]  # fmt: skip


def test_a_time_that_the_line_parts_from_its_half_of_the_day() -> None:
    notice = "Notice is hereby given that a meeting of the Children's Scrutiny Panel will be held at 6.15\npm on Monday, 5 February 2024"
    report = read(
        f"\n! Children's Scrutiny Panel\n\n{notice}\n\n! AGENDA\n\n1.    Apologies\n2.    Minutes    (Pages 1 - 4)\n"
    )
    assert report.meeting
    assert (report.meeting.date, report.meeting.time) == ("2024-02-05", "18:15")


def test_reserves_beside_the_members_and_below_them_only_members() -> None:
    wide = " " * 24
    report = read(
        f"\n! Children's Scrutiny Panel\n\nMonday 22 April 2024 at 6.30 pm\n\n! Membership\n\nCouncillor Ann Ash (Chair){wide}Reserves\n"
        f"Councillor Bob Beech{wide}      Councillor Flo Fir\nCouncillor Cat Cedar\nDi Dogwood (Co-opted member)\n\n"
        "! AGENDA\n\n1.    Apologies\n2.    Minutes    (Page(s) 1-4)\n"
    )
    assert report.meeting
    assert [(m.name, m.kind) for m in report.meeting.members] == [
        ("Ann Ash", "councillor"), ("Bob Beech", "councillor"), ("Cat Cedar", "councillor"), ("Di Dogwood", "co-opted"),
        ("Flo Fir", "reserve"),
    ]  # fmt: skip
    assert (report.items[1].title, report.items[1].printed_pages) == ("Minutes", (1, 4))


def test_action_notes_are_minutes() -> None:
    front = f"{TOP}\n! AGENDA\n\n1.    Apologies\n\n2.    Action Notes    (Pages 2 - 2)\n\n3.    Meals\n"
    notes = (
        "\f! CHILDREN'S SCRUTINY PANEL\n\n! 1400 hours on Tuesday 6 February 2024, Corn Hall\n\n! Action Notes\n\nPresent:\n"
        "Councillor Ann Ash (Chair)\nCouncillors: Bob Beech and Cat Cedar\n\n"
    )
    report = recognise(make_source(f"{front}{notes}{_section(1, 'Welcome')}{_section(2, 'Meals')}", stamps=["1", "2"]))
    assert [(m.of, len(m.sections), len(m.present)) for m in report.minutes] == [("2024-02-06", 2, 3)]
