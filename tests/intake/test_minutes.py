"""Minutes of differently made councils: what is a heading, who was there, what was concluded and recommended."""

import pytest

from cypsc_desktop.intake.recognise.findings import find_findings
from cypsc_desktop.intake.recognise.minutes import find_minutes
from cypsc_desktop.intake.recognise.sections import _run_in
from cypsc_desktop.intake.report import ImportReport, ItemFound, MeetingFound, MinutesFound
from tests.helpers.make_source import make_source
from tests.intake import minutes_papers as papers


def read(text: str, *, paged: bool = True) -> tuple[MinutesFound, ImportReport]:
    report = ImportReport(file="minutes.pdf", sha256="0" * 64)
    find_minutes(make_source(text, paged=paged), report)
    assert len(report.minutes) == 1
    return report.minutes[0], report


def numbers(minutes: MinutesFound) -> list[tuple[str | None, str]]:
    return [(s.number, s.title) for s in minutes.sections]


def names(found: list) -> list[tuple[str, str | None]]:
    return [(n.name, n.role) for n in found]


def points(found: list) -> list[tuple[str | None, str | None, str]]:
    return [(p.section, p.number, p.text) for p in found]


def test_numbers_with_the_year_and_lists_that_run_on() -> None:
    minutes, report = read(papers.SLASHED)
    assert (minutes.of, minutes.started, minutes.closed) == ("2023-06-13", "18:30", "20:50")
    assert minutes.body == "Families Scrutiny Sub-Committee"
    assert numbers(minutes) == [
        ("41/23", "Apologies for absence"),
        ("42/23", "Disclosures of interest"),
        ("44/23", "Early help in the north of the borough"),
        ("45/23", "Work programme"),
    ]
    assert [s.part for s in minutes.sections] == ["A"] * 4
    assert names(minutes.present) == [
        ("Asha Verity", "Chair"), ("Tom Pellow", "Vice-Chair"), ("Ruth Amberley", None), ("Olu Dacosta", None),
        ("Wim de Groot", None), ("Jo Larch", "Parent Governor Representative"),
    ]  # fmt: skip
    assert [n.seat for n in minutes.present] == ["councillor"] * 5 + ["co-opted"]
    assert names(minutes.also_present) == [
        ("Ines Fallow", "Cabinet Member for Children and Learning"), ("Mira Stone", "Head of Early Help"),
        ("Pat Quill", "Quayside Youth Club"), ("Pat Quill", "Quayside Youth Club"),
    ]  # fmt: skip
    assert next(n for n, _ in names(minutes.apologies)) == "Sid Rowan"
    assert points(minutes.conclusions) == [
        ("44/23", "1", "Waiting times had fallen in each of the four quarters and staff deserved the credit."),
        ("44/23", "2", "The youth club's figures were missing."),
        (None, "1", "Fostering needs more homes."),
    ]
    assert points(minutes.recommendations) == [
        ("44/23", "1", "That the service publish waits by ward for the north-west of the borough."),
        ("44/23", "2", "That the club be paid in advance."),
    ]
    assert [(p.section, p.text) for p in minutes.requests] == [
        ("44/23", "The number of families who declined help"),
        ("44/23", "Costs of the bus in 2022/23"),
        (None, "Numbers of carers who left"),
    ]
    assert [f.kind for f in report.findings] == ["missing-heading"]
    assert "2022/23 was a busy year" in minutes.sections[-1].text
    assert all(s.at and s.at.box for s in minutes.sections)
    assert minutes.requests[1].at is not None
    assert minutes.requests[1].at.page == 2


def test_item_lines_wrapped_titles_and_what_is_no_recommendation() -> None:
    minutes, report = read(papers.ITEMISED)
    assert minutes.of == "2023-01-09"
    assert minutes.body == "Cabinet"
    assert minutes.closed is None
    assert minutes.place == "the Great Hall, Shire Hall"
    assert numbers(minutes) == [
        ("112", "Apologies"),
        ("113", "23/00007 - Capital Programme for Roads, Bridges and Harbours in the Coastal Districts"),
        ("114", "Exclusion of the press"),
    ]
    assert names(minutes.present) == [("P K Alder", "Chairman"), ("J Birch", None), ("S Cedar", None), ("T Elm", None)]
    assert names(minutes.also_present) == [
        ("V Head", "Director of Finance"), ("C Rook", "Area Education Officer – Coast"), ("Finch", "Solicitor"),
    ]  # fmt: skip
    assert names(minutes.apologies) == [("D Fir", None), ("G Gorse", None)]
    assert not minutes.recommendations
    assert not minutes.conclusions
    assert not minutes.requests
    assert not report.findings


def test_worded_numbers_bullets_and_owned_actions() -> None:
    minutes, _ = read(papers.WORDED)
    assert (minutes.of, minutes.started, minutes.closed) == ("2022-10-04", "19:00", "21:05")
    assert numbers(minutes) == [("7", "Declarations of interest"), ("8", "School places"), ("9", "Close")]
    assert names(minutes.present) == [
        ("Beryl Ash", "in the Chair"), ("Dev Bhatt", None), ("Carys Lunt", "substitute for Councillor Ed Marsh"),
    ]  # fmt: skip
    assert names(minutes.also_present) == [
        ("Noor Aziz", "Director of Children's Services"),
        ("Gil Fenwick", "Legal Adviser"),
    ]
    assert names(minutes.apologies) == [("Ed Marsh", None)]
    assert points(minutes.recommendations) == [
        ("8", "R1", "That a new school be planned at Eastgate."),
        ("8", "R2", "That transport be part of that plan: (a) by bus; and (b) on foot."),
    ]
    assert [(a.text, a.owner, a.due) for a in minutes.actions] == [
        ("Publish the forecast", "Noor Aziz", "30 November 2022")
    ]
    assert [r.text for r in minutes.requests] == ["A note on the cost of mobile classrooms"]


def test_headings_without_numbers_and_a_register_of_attendance() -> None:
    minutes, _ = read(papers.UNNUMBERED)
    assert minutes.of == "2022-11-17"
    assert minutes.closed == "12:00"
    assert numbers(minutes) == [(None, "Welcome"), (None, "Dentists"), (None, "Any other business")]
    assert [n.name for n in minutes.present] == ["Moira Teal", "Fay Lin"]
    assert [n.name for n in minutes.apologies] == ["Yan Wood"]
    assert [p.text for p in minutes.conclusions] == ["three surgeries are too few", "the figures are old"]
    assert points(minutes.recommendations) == [
        (None, "a", "count the patients without a dentist"),
        (None, "b", "report again in spring"),
    ]


def test_four_figure_numbers_in_capitals() -> None:
    minutes, _ = read(papers.RUNNING)
    assert minutes.of == "2022-03-02"
    assert minutes.closed == "11:40"
    assert [n for n, _ in numbers(minutes)] == ["1771", "1772", "1773"]
    assert [n.name for n in minutes.present] == ["Ada Brook", "Ben Crane", "C. Dove"]
    assert names(minutes.also_present) == [("Jan Tills", "Clerk")]
    assert [(p.number, p.text) for p in minutes.recommendations] == [
        ("1", "portions be chosen by pupils; and"),
        ("2", "the scheme be tried in two schools."),
    ]


@pytest.mark.parametrize("paged", [True, False])
def test_typed_minutes_without_any_style(paged: bool) -> None:
    minutes, _ = read(papers.TYPED, paged=paged)
    assert minutes.of == "2022-05-12"
    assert minutes.closed == "16:15"
    assert numbers(minutes) == [
        ("1", "Welcome"),
        ("2", "Matters arising"),
        ("3", "Fostering"),
        ("4", "Date of next meeting"),
    ]
    assert [n.name for n in minutes.present] == ["Ann Reed", "Bo Swift"]
    assert [(p.section, p.text) for p in minutes.recommendations] == [
        ("3", "the fee be raised"),
        ("3", "carers be told by letter"),
    ]


def test_two_sets_in_one_item_and_the_body_that_is_the_packs_own() -> None:
    text = "Agenda\f" + papers.SLASHED.replace("\f", "") + "\f" + papers.TYPED
    report = ImportReport(file="pack.pdf", sha256="0" * 64)
    report.meeting = MeetingFound(body="Sub-Committee for Families Scrutiny", date="2023-07-11")
    report.items = [ItemFound(number="2", title="Minutes of earlier meetings", pdf_pages=(2, 3))]
    find_minutes(make_source(text), report)
    assert [m.of for m in report.minutes] == ["2023-06-13", "2022-05-12"]
    assert report.minutes[0].body is None
    assert report.minutes[1].body is not None
    assert [len(m.sections) for m in report.minutes] == [4, 4]


def test_a_set_that_is_not_headed_minutes_begins_at_its_body_and_date() -> None:
    text = papers.SLASHED.replace("! MINUTES\n", "").replace("\f", "")
    report = ImportReport(file="pack.pdf", sha256="0" * 64)
    report.items = [ItemFound(number="2", title="Minutes", pdf_pages=(1, 1))]
    find_minutes(make_source(text), report)
    assert [m.of for m in report.minutes] == ["2023-06-13"]


def test_an_agenda_that_speaks_of_minutes_holds_none() -> None:
    text = """
    ! AGENDA
    Councillors: Ada Brook, Ben Crane
    Co-opted members: Cy Dove
    1. Apologies for absence
    2. Minutes of the previous meeting    (Pages 3 - 8)
    To approve the minutes of the meeting held on 4 May 2022.
    3. Recommendations of the task group    (Pages 9 - 20)
    """
    report = ImportReport(file="agenda.pdf", sha256="0" * 64)
    find_minutes(make_source(text), report)
    assert not report.minutes


def test_gaps_doubles_and_jumps_are_told_with_their_sheet() -> None:
    text = papers.SLASHED.replace("2. That the club", "5. That the club")
    _, report = read(text)
    report.meeting = MeetingFound(body="Families Scrutiny Sub-Committee", date="2023-07-11")
    find_findings(make_source(text), report)
    told = {f.kind: (f.page, f.message) for f in report.findings}
    assert told["minute-number-gap"] == (1, "Minute 43/23 is not printed: 42/23 is followed by 44/23.")
    assert told["duplicate-person"][1] == "Pat Quill is listed twice among those also present."
    assert told["number-jump"] == (1, "In the recommendations 1 is followed by 5.")


def test_points_without_marks_and_a_sentence_broken_between_them() -> None:
    text = """
! Minutes of the Youth Panel held on 4 May 2022

Present: Cllr Ann Reed, Cllr Bo Swift

! 12/22 Buses

The Panel recommended:

That the night bus return and that its
cost

be shared with the district.

That drivers be trained.

The Chair thanked the officers.
"""
    minutes, _ = read(text)
    assert [p.text for p in minutes.recommendations] == [
        "That the night bus return and that its cost be shared with the district.",
        "That drivers be trained.",
    ]


def test_minutes_set_in_a_table() -> None:
    minutes, _ = read(papers.TABLED)
    assert numbers(minutes) == [("1", "Welcome"), ("2", "Matters arising"), ("3", "Fostering"), ("4", "Close")]
    assert minutes.sections[2].text == "Carers spoke of the fee."
    assert (minutes.of, minutes.closed) == ("2023-04-03", "11:15")


def test_starred_numbers_offices_before_names_and_the_duration() -> None:
    report = ImportReport(file="pack.pdf", sha256="0" * 64)
    report.items = [ItemFound(number="2", title="Minutes", pdf_pages=(1, 1))]
    find_minutes(make_source(papers.STARRED), report)
    (minutes,) = report.minutes
    assert numbers(minutes) == [("68", "Minutes"), ("69", "School buses")]
    assert names(minutes.present) == [("Ada Brook", "Chairman"), ("Ben Crane", None)]
    assert names(minutes.also_present) == [("Eve Fox", "Head Teacher, Hill School")]
    assert names(minutes.apologies) == [("Cy Dove", None)]
    assert [r.text for r in minutes.requests] == ["fares be listed", "routes be mapped"]
    assert points(minutes.recommendations) == [("69", "1", "run later buses;"), ("69", "2", "lower the fare.")]
    assert minutes.closed == "12:40"


@pytest.mark.parametrize(
    ("own", "is_own"),
    [
        ("Families Scrutiny Committee", True),
        ("Scrutiny Families and Learning Sub-Committee", True),
        ("Families Cabinet Committee", False),
        ("Scrutiny", False),
    ],
)
def test_whether_minutes_are_the_packs_own_bodys(own: str, is_own: bool) -> None:
    report = ImportReport(file="pack.pdf", sha256="0" * 64, meeting=MeetingFound(body=own, date="2023-07-11"))
    find_minutes(make_source(papers.SLASHED), report)
    assert (report.minutes[0].body is None) is is_own


def test_a_number_before_the_title_is_no_title_that_runs_into_its_text() -> None:
    assert _run_in("12. 24/00107 - Bus lanes and their signs") == ("12. 24/00107 - Bus lanes and their signs", "")
    assert _run_in("12. BUS LANES – The signs were seen.") == ("12. BUS LANES", "The signs were seen.")
