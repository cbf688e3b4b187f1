"""What fronts, reports and tables of unseen councils taught, a structure a test, on invented papers."""

import pytest

from cypsc_desktop.intake.layout import Box
from cypsc_desktop.intake.read import recognise
from cypsc_desktop.intake.recognise.council import find_council
from cypsc_desktop.intake.recognise.members import read_members
from cypsc_desktop.intake.recognise.plan import find_plan
from cypsc_desktop.intake.recognise.report_header import header_in
from cypsc_desktop.intake.recognise.responses import find_responses
from cypsc_desktop.intake.recognise.rows import Row, Segment, all_rows
from cypsc_desktop.intake.recognise.work_programme import find_programme
from cypsc_desktop.intake.report import ImportReport
from tests.helpers.make_source import make_source


def test_a_label_over_its_words_in_one_cell_heads_a_report() -> None:
    def row(text: str, *, begins: bool) -> Row:
        box = Box(60, 100, 60 + 5 * len(text), 111)
        return Row(1, (Segment(text, box.left, box.right),), box, 11.0, begins, 0.3, table=1, begins=begins)

    words = ("REPORT TITLE", "School meals", "REPORT OF", "Director of Schools", "SUMMARY OF REPORT", "All is well.")
    header = header_in([row(text, begins=text.isupper()) for text in words])
    assert header is not None
    assert (header.subject, header.lead_officer) == ("School meals", "Director of Schools")


def test_parties_with_their_seats_and_voting_rights_head_lists() -> None:
    words = (
        "! FEN PARTY GROUP - 2 Members\n\nCouncillor Ann Ash (Chair)\n\nCouncillor Bo Beech\n\n"
        "! CO-OPTED MEMBERS\n\n! Voting\n\nCy Cole (Parent Governor)\n\n! Non-Voting\n\nDi Dunn (Youth Council)"
    )
    found = read_members(all_rows(make_source(words).sheets))
    assert [(m.name, m.kind, m.voting) for m in found] == [
        ("Ann Ash", "councillor", "all"), ("Bo Beech", "councillor", "all"),
        ("Cy Cole", "co-opted", "education"), ("Di Dunn", "co-opted", "none"),
    ]  # fmt: skip


def test_a_borough_named_with_its_article() -> None:
    assert find_council(["THE LONDON BOROUGH OF FENHAM"], []) == "THE LONDON BOROUGH OF FENHAM"


def test_a_summons_dates_its_meeting_over_the_date_of_the_letter() -> None:
    words = (
        "# Fenborough Council\n\n! FRIDAY, 19 JANUARY 2024\n\n! TO: ALL MEMBERS OF THE SCHOOLS, MEALS AND\n! YOUTH COMMITTEE\n\n"
        "! I HEREBY SUMMON YOU TO A MEETING OF THE SCHOOLS,\n! MEALS AND YOUTH COMMITTEE WHICH WILL BE HELD IN THE\n"
        "! CHAMBER, OLD HALL, FEN AT 10.00 AM ON\n! THURSDAY, 25TH JANUARY, 2024 FOR THE BUSINESS BELOW.\n\n"
        "! SCHOOLS, MEALS AND YOUTH COMMITTEE\n\n! AGENDA\n\n1.    Apologies\n\n2.    Declarations of interest\n\n3.    School meals\n"
    )
    meeting = recognise(make_source(words)).meeting
    assert meeting is not None
    assert (meeting.body, meeting.date) == ("SCHOOLS, MEALS AND YOUTH COMMITTEE", "2024-01-25")


def test_the_end_of_an_agenda_and_numbered_paragraphs_are_no_items() -> None:
    report: ImportReport = recognise(
        make_source(
            "# Fenborough Council\n\n! SCHOOLS PANEL\n\nTuesday 12 March 2024 at 7.00 pm\n\n! AGENDA\n\n"
            "1.    APOLOGIES\n\n2.    SCHOOL MEALS\n\n3.    URGENT BUSINESS\n! AGENDA ENDS\n\n"
            "3.1    The panel may meet again.\n\n3.2    Its chair decides when.\n\n3.3    Others may speak.\n"
        )
    )
    assert [(i.number, i.title) for i in report.items] == [
        ("1", "APOLOGIES"), ("2", "SCHOOL MEALS"), ("3", "URGENT BUSINESS"),
    ]  # fmt: skip


def test_a_table_of_answers_is_no_work_programme() -> None:
    answers = (
        "| SCRUTINY RECOMMENDATION | CONCLUSIONS | RESPONSE: ACCEPTED OR REJECTED | LEAD OFFICER | REPORT BACK TO PANEL |\n"
        "| 1. Cut fares. | Too dear. | Accepted | A Ash | 5 March 2024 |\n| 2. Mend roads. | Worn. | Rejected | B Beech | 5 March 2024 |"
    )
    words = (
        f"! FENBOROUGH COUNCIL SCHOOLS PANEL\n\n! Cabinet's response to scrutiny recommendations\n\n{answers}\n\n"
        "! Work Programme\n\n! 5 March 2024\n\n• Buses\n\n• Meals\n\n! 11 June 2024\n\n• Exam results\n"
    )
    report = ImportReport(file="x", sha256="0", pages=1)
    source = make_source(words)
    find_responses(source, report)
    find_programme(source, report)
    assert len(report.responses) == 2
    assert [(w.date, w.items) for w in report.work_programme] == [
        ("2024-03-05", ["Buses", "Meals"]), ("2024-06-11", ["Exam results"]),
    ]  # fmt: skip


def test_words_beside_a_column_of_members_are_no_members() -> None:
    words = (
        "! Councillors on the Committee           Children and Education\n"
        "Councillor Ann Ash (Chair)             Select Committee\n"
        "Councillor Bo Beech                    Date: THURSDAY, 11 JANUARY 2024\n"
        "Councillor Cy Cole                     Venue: ROOM 5, OLD HALL, FEN\n"
        "Councillor Di Dunn                     Meeting Details: The public are welcome"
    )
    found = read_members(all_rows(make_source(words).sheets))
    assert [m.name for m in found] == ["Ann Ash", "Bo Beech", "Cy Cole", "Di Dunn"]


def test_the_last_words_of_a_body_may_stand_below_in_its_column() -> None:
    words = (
        "Councillors on the Committee           Children and Education\n"
        "Councillor Ann Ash (Chair)             Select Committee\n"
        "Councillor Bo Beech                    Date: THURSDAY, 11 JANUARY 2024\n\n"
        "! AGENDA\n\n1.    Apologies\n\n2.    Declarations of interest\n\n3.    School meals\n"
    )
    meeting = recognise(make_source(words)).meeting
    assert meeting is not None
    assert meeting.body == "Children and Education Select Committee"


def test_a_card_may_print_its_number_beside_its_title() -> None:
    words = (
        "! FENBOROUGH COUNCIL SCHOOLS PANEL\n\n! Transformation Plan\n\n"
        "| Workstream 2 | School buses |\n| Workstream lead | Ann Ash |\n| Ref | SB-02 |\n\n"
        "| No. | What we will do | Who | By when | Status |\n| 2.1 | Cut fares | Bo Beech | May 2024 | Complete |"
    )
    report = ImportReport(file="x", sha256="0", pages=1)
    find_plan(make_source(words), report)
    assert report.plan is not None
    (card,) = report.plan.projects
    assert (card.number, card.title, card.manager, card.ref) == ("2", "School buses", "Ann Ash", "SB-02")


def test_who_reports_stands_beside_titles_that_wrap_before_it() -> None:
    words = (
        "# Fenborough Council\n\n! SCHOOLS PANEL\n\nTuesday 12 March 2024 at 7.00 pm\n\n! AGENDA\n\n"
        "Item                                                Report by\n"
        "1.    Minutes of the last meeting, as they                                      (Pages 1 - 2)\n"
        "      were drafted\n\n"
        "2.    School meals                                  Director of Children    (Pages 3 - 6)\n"
        "                                                    and Family Services\n\n"
        "3.    School buses                                  Director of Roads       (Pages 7 - 8)\n\n"
        "4.    Urgent business\n"
    )
    assert [(i.title, i.printed_pages) for i in recognise(make_source(words)).items] == [
        ("Minutes of the last meeting, as they were drafted", (1, 2)), ("School meals", (3, 6)),
        ("School buses", (7, 8)), ("Urgent business", None),
    ]  # fmt: skip


def test_the_body_in_one_word_heads_its_councillors_in_a_table() -> None:
    table = (
        "| Venue | The Old Library |\n| Board | Cllr Ann Ash (Chair), Cllr Bo Beech; Mrs Cy Cole (Church of England) |"
    )
    found = read_members(all_rows(make_source(table).sheets))
    assert [(m.name, m.kind) for m in found] == [
        ("Ann Ash", "councillor"), ("Bo Beech", "councillor"), ("Cy Cole", "co-opted"),
    ]  # fmt: skip


def test_who_reports_may_take_two_lines_under_the_title() -> None:
    words = "! SCHOOL MEALS\n\n! JOINT REPORT OF THE DIRECTOR OF SCHOOLS AND THE\n! DIRECTOR OF RESOURCES\n\n! Purpose of the report"
    header = header_in(all_rows(make_source(words).sheets))
    assert header is not None
    assert (header.subject, header.lead_officer) == (
        "SCHOOL MEALS", "THE DIRECTOR OF SCHOOLS AND THE DIRECTOR OF RESOURCES",
    )  # fmt: skip


@pytest.mark.parametrize("range_", ["pp 3 - 8", "3 - 8"])
def test_ranges_without_brackets_behind_titles(range_: str) -> None:
    words = (
        "# Fenborough Council\n\n! SCHOOLS PANEL\n\nTuesday 12 March 2024 at 7.00 pm\n\n! AGENDA\n\n"
        f"1.    Apologies\n\n2.    Minutes {range_}\n\n3.    Plans for ages 0 - 5 {range_.replace('3', '9').replace('- 8', '- 12')}\n\n"
        "4.    Urgent business\n"
    )
    items = recognise(make_source(words)).items
    assert [(i.title, i.printed_pages) for i in items][1:] == [
        ("Minutes", (3, 8)), ("Plans for ages 0 - 5", (9, 12)), ("Urgent business", None),
    ]  # fmt: skip


def test_years_behind_titles_are_no_pages() -> None:
    titles = (
        "1.    Apologies\n\n2.    Budget 2023 - 2024\n\n3.    Work programme 2024 - 2025\n\n4.    Urgent business\n"
    )
    words = f"# Fenborough Council\n\n! SCHOOLS PANEL\n\nTuesday 12 March 2024 at 7.00 pm\n\n! AGENDA\n\n{titles}"
    assert [i.printed_pages for i in recognise(make_source(words)).items] == [None] * 4


def test_members_told_in_a_sentence_after_the_agenda() -> None:
    words = (
        "# Fenborough Council\n\n! SCHOOLS PANEL\n\nTuesday 12 March 2024 at 7.00 pm\n\n! AGENDA\n\n1.    Apologies\n\n2.    Minutes\n\n"
        "3.    Urgent business\n\nThe Schools Panel comprises the following members:\n\n"
        "Councillor Ann Ash (Chair) Councillor Bo Beech\nCouncillor Cy Cole Councillor Di Dunn Councillor Ed Elm and Councillor Flo Fir\n"
    )
    meeting = recognise(make_source(words)).meeting
    assert meeting is not None
    assert [m.name for m in meeting.members] == ["Ann Ash", "Bo Beech", "Cy Cole", "Di Dunn", "Ed Elm", "Flo Fir"]


def test_rows_of_a_table_of_members_keep_their_own_labels() -> None:
    table = (
        "| Chair | Councillor Ann Ash |\n| Councillors | Bo Beech and Cy Cole |\n"
        "| Church Representatives | Reverend Di Dunn |\n| Parent Governor | Mr Ed Elm |"
    )
    found = read_members(all_rows(make_source(table).sheets))
    assert [(m.name, m.kind) for m in found] == [
        ("Ann Ash", "councillor"), ("Bo Beech", "councillor"), ("Cy Cole", "councillor"),
        ("Di Dunn", "co-opted"), ("Ed Elm", "co-opted"),
    ]  # fmt: skip


def test_each_table_of_answers_has_the_report_printed_above_it() -> None:
    head = "| Scrutiny recommendation | Accepted or rejected | Identified officer |"
    words = (
        "! CABINET RESPONSE TO SCRUTINY\n\nReport: Meals (considered by the Panel on 5 September 2023)\n\n"
        f"{head}\n| 1. Cut prices. | Accepted | A Ash |\n\nReport: Buses (considered by the Panel on 7 November 2023)\n\n"
        f"{head}\n| 1. Cut fares. | Rejected | B Beech |"
    )
    report = ImportReport(file="x", sha256="0", pages=1)
    find_responses(make_source(words), report)
    assert [(r.report, r.considered_on) for r in report.responses] == [("Meals", "2023-09-05"), ("Buses", "2023-11-07")]


def test_a_council_beside_its_body_is_named_without_it() -> None:
    words = (
        "SCHOOLS AND MEALS SCRUTINY BOARD                Fenmere Council\n\nThursday 25 January 2024\n\n! AGENDA\n\n"
    )
    report = recognise(make_source(f"{words}1.    Apologies\n\n2.    Declarations of interest\n\n3.    School meals\n"))
    assert report.meeting is not None
    assert report.meeting.council == "Fenmere Council"


def test_labels_in_bold_over_their_words_head_a_report() -> None:
    words = (
        "! Report Title\nSchool meals\n\n! Is this a key decision?\nNo\n\n! Report Author(s)\nAnn Ash, Head of Meals"
    )
    header = header_in(all_rows(make_source(words).sheets))
    assert header is not None
    assert (header.subject, header.lead_officer) == ("School meals", "Ann Ash, Head of Meals")


def test_dots_of_one_sign_lead_to_a_page() -> None:
    words = (
        "# Fenborough Council\n\n! SCHOOLS PANEL\n\nTuesday 12 March 2024 at 7.00 pm\n\n! AGENDA\n\n1.    Apologies\n\n"
    )
    items = recognise(make_source(f"{words}2.    Minutes ………… 3–8\n\n3.    School meals ………… 9\n")).items
    assert [(i.title, i.printed_pages) for i in items] == [
        ("Apologies", None), ("Minutes", (3, 8)), ("School meals", (9, 9)),
    ]  # fmt: skip


def test_items_headed_with_their_author_and_answers_headed_with_the_cabinets_decision() -> None:
    words = (
        "! SCHOOLS PANEL: Cabinet response to scrutiny\n\nRecommendation 1: That fares be cut.\n\nCabinet decision: Agreed.\n\n"
        "Recommendation 2: That meals be free.\n\nCabinet decision: Not agreed.\n\f! Work Plan\n\n"
        "| Date of meeting | Item (report author) |\n| 5 March 2024 | Buses (A Ash) |\n| 4 June 2024 | Meals (B Beech) |"
    )
    report = ImportReport(file="x", sha256="0", pages=2)
    find_responses(make_source(words), report)
    find_programme(make_source(words), report)
    assert [r.decision for r in report.responses] == ["accepted", "rejected"]
    assert [(w.date, w.items) for w in report.work_programme] == [
        ("2024-03-05", ["Buses (A Ash)"]), ("2024-06-04", ["Meals (B Beech)"]),
    ]  # fmt: skip
