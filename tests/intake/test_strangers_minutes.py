"""What minutes and reports of unseen councils taught, a structure a test, on invented papers."""

import pytest

from cypsc_desktop.intake.layout import Box
from cypsc_desktop.intake.read import recognise
from cypsc_desktop.intake.recognise.attendance import label_kind
from cypsc_desktop.intake.recognise.council import find_council
from cypsc_desktop.intake.recognise.lists import outcome_kind
from cypsc_desktop.intake.recognise.members import read_members
from cypsc_desktop.intake.recognise.names import looks_like_name
from cypsc_desktop.intake.recognise.plan import find_plan
from cypsc_desktop.intake.recognise.report_header import header_in
from cypsc_desktop.intake.recognise.responses import find_responses
from cypsc_desktop.intake.recognise.rows import Row, Segment, all_rows
from cypsc_desktop.intake.recognise.work_programme import find_programme
from cypsc_desktop.intake.report import ImportReport, MinutesFound
from tests.helpers.make_source import make_source

HEAD = "! FENBOROUGH COUNCIL\n\nMINUTES of a meeting of the Schools Panel held on Tuesday 6 February 2024\n\n"
BODY = "! 1    Apologies\n\nThere were none.\n\n! 2    Minutes\n\nAgreed.\n\n! 3    School meals\n\nHeard.\n"


def minuted(words: str, body: str = BODY) -> MinutesFound:
    (one,) = recognise(make_source(f"{HEAD}{words}\n\n{body}")).minutes
    return one


def names(words: str) -> tuple[list[str], list[str], list[str]]:
    one = minuted(words)
    present, also, sorry = ([n.name for n in found] for found in (one.present, one.also_present, one.apologies))
    return present, also, sorry


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Councillors (In Person): A Ash and B Beech", "present"),
        ("Also Present (Virtually):", "also"),
        ("The following officers were present to support the meeting:", "also"),
        ("In attendance were:", "also"),
        ("Panel members present:", "present"),
        ("Other members present:", "also"),
        ("Officer Contact: C Cole, 01234 567890", "nobody"),
    ],
)
def test_labels_that_are_sentences_or_say_how_people_attended(line: str, kind: str) -> None:
    assert label_kind(line) == kind


def test_the_chair_and_surnames_under_councillors() -> None:
    table = (
        "| In the Chair: | Councillor Ann Ash |\n| Present:- | Councillors: Beech, Cole and Dunn |\n"
        "| Apologies:- | Councillors: Elm and Fir |\n| Officer contact: | Gus Hale |"
    )
    assert names(table) == (["Ann Ash", "Beech", "Cole", "Dunn"], [], ["Elm", "Fir"])


def test_councillors_beside_apologies_sent_them() -> None:
    table = "| Present: | Councillors: | Ash and Beech |\n| Apologies: | Councillors: | Elm and Fir |"
    assert names(table) == (["Ash", "Beech"], [], ["Elm", "Fir"])


def test_a_star_in_a_column_of_its_own_belongs_to_the_name_beside_it() -> None:
    table = "Elected Members:\n\n| * | Ann Ash |\n| | Bo Beech |\n| * | Cy Cole |\n\n(* = present at the meeting)"
    assert names(table)[0] == ["Ann Ash", "Cy Cole"]


def test_who_was_also_present_may_be_told_without_a_title() -> None:
    words = "Present: Councillors Ann Ash and Bo Beech\n\nCy Cole, Diocesan Representative, was also present."
    assert names(words)[:2] == (["Ann Ash", "Bo Beech"], ["Cy Cole"])


def test_from_when_to_when_may_follow_the_place() -> None:
    assert minuted("PRESENT: Councillors Ann Ash and Bo Beech\n\nOld Hall, Fen - 10.00 am - 12.25 pm").closed == "12:25"


def test_numbers_that_open_the_text_below_their_titles() -> None:
    told = "".join(f"! {title}\n\n(Agenda No. {n})\n\nSP/{30 + n}    It was noted.\n\n" for n, title in enumerate(
        ("Declarations of Interest", "Public Questions", "School Meals", "Work Programme"), 1))  # fmt: skip
    found = minuted("PRESENT: Councillors Ann Ash and Bo Beech", told).sections
    assert [(s.number, s.title) for s in found][::3] == [
        ("SP/31", "Declarations of Interest"), ("SP/34", "Work Programme"),
    ]  # fmt: skip


def test_minutes_spoken_of_head_no_minutes_and_none_is_later_than_its_agenda() -> None:
    body = BODY.replace("Agreed.", "The minutes of the meeting held on 9 January 2024 were approved.")
    assert minuted("PRESENT: Councillors Ann Ash and Bo Beech", body).of == "2024-02-06"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The Chair thanked all who came. The following actions were agreed:", "actions"),
        ("RESOLVED: The Panel recommends:", "recommendations"),
        ("RESOLVED: That the report be noted.", "other"),
    ],
)
def test_a_list_is_opened_by_its_last_sentence(line: str, kind: str) -> None:
    assert outcome_kind(line) == kind


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


def test_present_and_absent_side_by_side_are_two_lists() -> None:
    lists = (["Ann Ash", "Bo Beech"], ["Cy Cole"], ["Di Dunn"])
    guests = "Colleagues, partners and others in attendance:\n\nCy Cole"
    ruled = "| Present | Absent |\n| Councillor Ann Ash | Councillor Di Dunn |\n| Councillor Bo Beech | |"
    open_columns = (
        "Present                        Absent\nCouncillor Ann Ash             Councillor Di Dunn\nCouncillor Bo Beech"
    )
    assert names(f"{ruled}\n\n{guests}") == lists
    assert names(f"{open_columns}\n\n{guests}") == lists


def test_a_county_councillor_and_a_co_opted_member_are_one_name_each() -> None:
    words = "Present: Ann Ash\n\nCounty Councillor Bo Beech, Cabinet Member for Skills, was also in attendance."
    body = BODY.replace(
        "There were none.", "Apologies were received from Councillor Cy Cole and co-opted member Dr Di Dunn."
    )
    one = minuted(words, body)
    assert [n.name for n in one.also_present] == ["Bo Beech"]
    assert [n.name for n in one.apologies] == ["Cy Cole", "Di Dunn"]


def test_a_title_in_capitals_ends_at_the_item_it_names() -> None:
    body = "! 1    APOLOGIES (Agenda Item 1)\nThere were none.\n\n! 2    MINUTES\n\nAgreed.\n\n! 3    MEALS\n\nHeard.\n"
    titles = [s.title for s in minuted("PRESENT: Councillors Ann Ash and Bo Beech", body).sections]
    assert titles == ["APOLOGIES", "MINUTES", "MEALS"]


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


def test_a_county_councillors_letters_are_no_part_of_a_titled_name() -> None:
    assert names("PRESENT\n\nMrs. H. J. Ash CC (in the Chair)\n\nMr. B. Beech CC\n\nMr. C. Cole")[0] == [
        "H. J. Ash", "B. Beech", "C. Cole",
    ]  # fmt: skip
    assert not looks_like_name("Fen CC")


def test_usual_titles_that_end_with_a_full_stop_are_headings() -> None:
    titled = (
        "Minutes of the previous meeting.",
        "Question time.",
        "Urgent items.",
        "Declarations of interest.",
        "Meals.",
    )
    body = "".join(f"{n}.    {title}\n\nThe Panel was told of it.\n\n" for n, title in enumerate(titled, 31))
    found = minuted("PRESENT: Councillors Ann Ash and Bo Beech", body).sections
    assert [(s.number, s.title) for s in found][::4] == [("31", "Minutes of the previous meeting"), ("35", "Meals")]


def test_from_when_to_when_may_be_said_last() -> None:
    assert (
        minuted("PRESENT: Councillors Ann Ash and Bo Beech", f"{BODY}\n2.00 - 3.52 pm\n\n7 February 2024").closed
        == "15:52"
    )


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


@pytest.mark.parametrize("name", ["Pat Green", "Ann Green-Hill", "Bo Church-Lane", "Cy Hall", "A Green"])
def test_surnames_that_are_also_parties_and_places_are_names(name: str) -> None:
    assert looks_like_name(name)


@pytest.mark.parametrize("words", ["Bethnal Green", "Green Party", "County Hall", "Topsham Road", "Free Church"])
def test_parties_and_places_are_no_names(words: str) -> None:
    assert not looks_like_name(words)


def test_councillors_with_the_plural_in_brackets() -> None:
    words = "PRESENT: Councillor A Ash (Chair)\n\nCouncillor(s): B Beech and C Cole\n\nAPOLOGIES: Councillor(s): D Dunn and E Elm"
    assert names(words) == (["A Ash", "B Beech", "C Cole"], [], ["D Dunn", "E Elm"])


def test_apologies_for_lateness_are_no_apologies() -> None:
    told = "Apologies were received from Councillor Cy Cole. Apologies for lateness were received from Councillor Bo Beech."
    one = minuted("PRESENT: Councillors Ann Ash and Bo Beech", BODY.replace("There were none.", told))
    assert [n.name for n in one.apologies] == ["Cy Cole"]


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
