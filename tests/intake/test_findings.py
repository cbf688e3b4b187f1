"""Findings: each kind where it belongs, with its sheet, and none where papers are in order."""

from cypsc_desktop.intake.recognise.check_plan import last_day
from cypsc_desktop.intake.recognise.findings import find_findings
from cypsc_desktop.intake.report import (
    At,
    FindingFound,
    HeaderFound,
    ImportReport,
    ItemFound,
    MeetingFound,
    MemberFound,
    MinutesFound,
    NameFound,
    PaperFound,
    PlanActionFound,
    PlanFound,
    PointFound,
    PriorityFound,
    ProgrammeFound,
    ProjectFound,
    ResponseFound,
    SectionFound,
)
from tests.helpers.make_source import make_source
from tests.helpers.make_tables import a_sheet, a_source, a_table

BODY = "Families Scrutiny Panel"


def told(report: ImportReport, source=None) -> dict[str, list[FindingFound]]:
    find_findings(source or make_source("Nothing of note"), report)
    kinds: dict[str, list[FindingFound]] = {}
    for found in report.findings:
        kinds.setdefault(found.kind, []).append(found)
        assert found.message.endswith((".", "”"))
    return kinds


def a_report(**parts) -> ImportReport:
    meeting = MeetingFound(body=BODY, date="2023-09-12", issued="2023-09-04")
    return ImportReport(file="x.pdf", sha256="0" * 64, meeting=meeting, **parts)


def people(*names: str) -> list[NameFound]:
    return [NameFound(name=name, at=At(2)) for name in names]


def section(number: str, title: str = "A title", text: str = "") -> SectionFound:
    return SectionFound(number=number, title=title, text=text, at=At(3))


def test_gaps_in_minute_numbers_whatever_their_form() -> None:
    sections = [section("7/23"), section("8/23"), section("11/23")]
    kinds = told(a_report(minutes=[MinutesFound(of="2023-06-13", sections=sections)]))
    assert [(f.page, f.message) for f in kinds["minute-number-gap"]] == [
        (3, "Minutes 9/23 and 10/23 are not printed: 8/23 is followed by 11/23.")
    ]
    kinds = told(
        a_report(minutes=[MinutesFound(of="2023-06-13", sections=[section("84"), section("85"), section("86")])])
    )
    assert not kinds


def test_members_neither_present_nor_excused() -> None:
    report = a_report(
        minutes=[MinutesFound(of="2023-06-13", present=people("R Moss", "Una Crane"), apologies=people("Ben Low"))]
    )
    assert report.meeting is not None
    names = ("Rita Moss", "Una Crane", "Ben Low", "Fern Moor")
    report.meeting.members = [MemberFound(name=name) for name in names] + [
        MemberFound(name="Reserve Person", kind="reserve")
    ]
    assert [f.message for f in told(report)["unaccounted-member"]] == [
        "Fern Moor is on the committee, but neither present nor among the apologies."
    ]


def test_one_person_in_two_places() -> None:
    minutes = MinutesFound(
        of="2023-06-13",
        present=people("Una Crane", "Ben Low"),
        apologies=people("ben low"),
        also_present=people("A B", "A B"),
    )
    assert len(told(a_report(minutes=[minutes]))["duplicate-person"]) == 2


def test_names_in_two_spellings() -> None:
    report = a_report(
        minutes=[MinutesFound(of="2023-06-13", also_present=people("Alma Hemmings", "John Smith", "Joan Smyth"))],
        responses=[ResponseFound(recommendation="1. x", responder="Councillor Hemings Children", at=At(9))],
    )
    kinds = told(report)
    assert [(f.page, f.message) for f in kinds["name-variant"]] == [
        (9, "“Hemmings” and “Hemings” may be one person's name in two spellings.")
    ]


def test_a_church_that_changes_between_sheets() -> None:
    report = a_report()
    assert report.meeting is not None
    report.meeting.members = [
        MemberFound(name="Ada Holm", kind="co-opted"),
        MemberFound(name="Ivo Berg", kind="co-opted"),
    ]
    source = make_source(
        "Ada Holm (Catholic Diocese), Ivo Berg (Church of England)\fAda Holm (CofE Rep), Ivo Berg (C of E)"
    )
    kinds = told(report, source)
    assert [(f.kind, f.page) for f in kinds["role-conflict"]] == [("role-conflict", 2)]


def test_dates_that_disagree() -> None:
    minutes = MinutesFound(
        of="2023-06-13", at=At(4), sections=[section("1/23", "Minutes", "The minutes of 7 March 2022 were agreed.")]
    )
    item = ItemFound(number="2", title="Minutes", purpose="To approve the minutes of 12 June 2023", pdf_pages=(4, 8))
    report = a_report(
        minutes=[minutes], responses=[ResponseFound(recommendation="x", considered_on="2023-03-07")], items=[item]
    )
    messages = [f.message for f in told(report)["date-conflict"]]
    assert messages == [
        "The minutes approved are dated 7 March 2022; elsewhere in this file that meeting is dated 7 March 2023.",
        "The agenda dates these minutes 12 June 2023; they are headed 13 June 2023.",
    ]
    source = make_source("Panel\nTuesday 13 September 2023\f\f\f")
    other = a_report()
    assert other.meeting is not None
    other.meeting.date = "2023-09-13"
    assert [f.message for f in told(other, source)["date-conflict"]] == ["Tuesday 13 September 2023 was a Wednesday."]


def test_recommendations_without_an_answer() -> None:
    said = [
        PointFound(section="1", text="That the night bus return to the villages", at=At(5)),
        PointFound(section="1", text="That taxis be free", at=At(5)),
    ]
    report = a_report(
        minutes=[MinutesFound(of="2023-06-13", recommendations=said)],
        responses=[ResponseFound(recommendation="3. That the night bus return to the villages.")],
    )
    assert [(f.page, f.message) for f in told(report)["unanswered-recommendation"]] == [
        (5, "1 recommendation of 13 June 2023 has no row in the response table.")
    ]
    report = a_report(minutes=[MinutesFound(of="2023-06-13", recommendations=said)])
    assert "unanswered-recommendation" not in told(report)


def test_a_plan_that_is_late_cut_short_or_growing() -> None:
    actions = [
        PlanActionFound(ref="1.1", due="01/06/2023", progress="In progress", at=At(7)),
        PlanActionFound(ref="1.2", due="01/06/2023", progress="Complete"),
        PlanActionFound(ref="1.3", due="Ongoing", progress=""),
        PlanActionFound(ref="1.4", due="Sept-Nov 2023"),
    ]
    projects = [
        ProjectFound(number="1", title="Buses", ref="CYP SAV 01", actions=actions),
        ProjectFound(number="2", title="Trams", ref="CYP SAV 02"),
        ProjectFound(number="3", title="Boats", ref="CYP SAV 0", at=At(8)),
        ProjectFound(number="4", title="Trains", ref="CYP GRO 04", at=At(9)),
    ]
    kinds = told(a_report(plan=PlanFound(projects=projects)))
    assert [(f.page, "1.1" in f.message) for f in kinds["past-due-at-issue"]] == [(7, True)]
    assert [f.page for f in kinds["truncated-reference"]] == [8]
    assert [f.page for f in kinds["growth-among-savings"]] == [9]


def test_references_of_unequal_length_are_not_cut_short() -> None:
    projects = [ProjectFound(number=str(n), title="P", ref=f"ED {n}") for n in (9, 10, 11)]
    assert not told(a_report(plan=PlanFound(projects=projects)))


def test_last_day_of_a_due_date() -> None:
    days = {"30/09/21": "2021-09-30", "June 2021": "2021-06-30", "11/2020": "2020-11-30", "Sept-Nov 2021": "2021-11-30"}
    days |= {"01/04/21 31/10/21": "2021-10-31", "Dec 21": "2021-12-31"}
    assert {text: last_day(text) for text in days} == days
    assert last_day("April 21 and ongoing") is None
    assert last_day("(TBC)") is None
    assert last_day(None) is None


def test_an_inspector_s_area_that_the_plan_leaves_out() -> None:
    source = make_source(
        "! What needs to improve\n\n- Visits to children who live far away\n- Handover between night teams\n\nYours"
    )
    plan = PlanFound(
        priorities=[PriorityFound(ref="1", text="More visits to children who live far away from the borough")]
    )
    kinds = told(a_report(plan=plan), source)
    assert [(f.page, "Handover" in f.message) for f in kinds["uncovered-area"]] == [(1, True)]
    assert "uncovered-area" not in told(
        a_report(plan=PlanFound(priorities=[PriorityFound(ref="1", text="Other things")])), source
    )


def test_savings_at_risk_and_sums_that_are_none() -> None:
    risk = a_table(
        [["Ref", "Description", "Savings at risk (£000)"], ["SAV 1", "Buses", "1,065"], ["Total", "", "1,065"]]
    )
    wrong = a_table(
        [
            ["Block", "2021", "Change"],
            ["North", "100", "5"],
            ["South", "250", "-7"],
            ["West", "50", "2"],
            ["Total", "410", "0"],
        ],
        top=250,
    )
    kinds = told(a_report(), a_source(a_sheet(1, risk, wrong)))
    assert [f.message for f in kinds["savings-at-risk"]] == ["Savings are at risk (£000): SAV 1 1,065; total 1,065."]
    assert [f.message for f in kinds["sum-mismatch"]] == ["“Total” prints 410; the figures above it add up to 400."]


def test_sums_with_rounding_rates_subtotals_and_blanks_are_left_alone() -> None:
    fine = a_table(
        [
            ["Block", "2021", "%"],
            ["North", "10.4", "50"],
            ["South", "10.4", "60"],
            ["West", "10.4", "70"],
            ["Total", "31.3", "60"],
        ]
    )
    parts = a_table([["A", "B"], ["North", "1"], ["Net total", "1"], ["South", "5"], ["Total", "9"]], top=250)
    blank = a_table([["A", "B"], ["North", "1"], ["East", ""], ["South", "5"], ["Total", "7"]], top=400)
    assert not told(a_report(), a_source(a_sheet(1, fine, parts, blank)))


def test_paragraph_numbers_twice_and_below_another_parent() -> None:
    text = "1.1 One thing\n\n1.2 Two things\n\n1.2 Three things\n\n1.3 Four\n\n1.4.1 Five\n\n1.5 Six"
    report = a_report(
        items=[ItemFound(number="1", title="T", pdf_pages=(1, 1), papers=[PaperFound(title="T", pdf_pages=(1, 1))])]
    )
    kinds = told(report, make_source(text))
    assert [f.message for f in kinds["duplicate-paragraph"]] == [
        "Paragraph 1.2 stands twice in this paper, first on sheet 1."
    ]
    assert [f.message for f in kinds["number-jump"]] == ["Paragraph 1.4.1 follows 1.3, with no paragraph 1.4."]
    assert not told(
        a_report(), make_source("1.1 One\n\n1.2 Two\n\n1.3 Three\f1.1 Another paper\n\n1.2 Two\n\n1.3 Three")
    )


def test_acronyms_with_two_letters_exchanged() -> None:
    kinds = told(
        a_report(),
        make_source("The CAMHS team and the CAHMS team. ECHP plans. FORM and FROM. Fill the form from here."),
    )
    assert sorted(f.message for f in kinds["acronym-variant"]) == [
        "“CAMHS” (once) and “CAHMS” (once) may be one acronym in two spellings.",
        "“ECHP” (once) may be “EHCP” with two letters exchanged.",
    ]


def test_more_items_than_the_papers_allow() -> None:
    rows = [
        ProgrammeFound(date="2023-11-07", items=["a", "b", "c"], at=At(2)),
        ProgrammeFound(date="2023-12-05", items=["a"]),
    ]
    source = make_source("It is asked that no agenda has more than two items of substantive business.\fTable")
    kinds = told(a_report(work_programme=rows), source)
    assert [(f.page, f.message) for f in kinds["too-many-substantive-items"]] == [
        (2, "The programme lists 3 items for 7 November 2023; sheet 1 asks for no more than 2.")
    ]
    assert not told(a_report(work_programme=rows))


def test_fields_left_unfilled_and_meetings_held_remotely() -> None:
    minutes = MinutesFound(of="2023-06-13", place="This meeting was held by video link", at=At(1))
    report = a_report(minutes=[minutes])
    kinds = told(report, make_source("Meeting of held on Tuesday, 13 June 2023\n\nDear «Title» «Name»\f<insert date>"))
    assert sorted(f.page or 0 for f in kinds["merge-field"]) == [1, 2]
    assert [f.page for f in kinds["remote-meeting"]] == [1]
    early = MinutesFound(of="2021-03-02", place="Zoom")
    assert not told(a_report(minutes=[early]))


def test_data_about_single_children() -> None:
    table = a_table([["Name", "Date of birth", "UPN"], ["A", "B", "C"]])
    assert [f.page for f in told(a_report(), a_source(a_sheet(1, table)))["child-level-data"]] == [1]
    tally = a_table([["Name of school", "Pupils"], ["A", "4"]])
    assert not told(a_report(), a_source(a_sheet(1, tally)))


def test_papers_in_order_have_no_findings() -> None:
    minutes = MinutesFound(
        of="2023-06-13", at=At(3), place="Room 2",
        sections=[section("1/23"), section("2/23", "Minutes", "Those of 7 March 2023 were agreed.")],
        present=people("Una Crane"), apologies=people("Ben Low"),
    )  # fmt: skip
    header = HeaderFound(
        report_to=f"{BODY} 12 September 2023", lead_officer="Noor Aziz, Director", cabinet_member="Cllr Una Crane"
    )
    paper = PaperFound(title="Report", pdf_pages=(3, 9), header=header)
    items = [ItemFound(number=str(n), title=f"Item {n}", pdf_pages=(3, 9), papers=[paper]) for n in (1, 2, 3)]
    report = a_report(minutes=[minutes], items=items)
    assert report.meeting is not None
    report.meeting.members = [MemberFound(name="Una Crane"), MemberFound(name="Ben Low")]
    assert not told(report, make_source("SEND, CAMHS and EHCP plans were read.\n\n1.1 One\n\n1.2 Two"))


def test_a_finding_already_made_is_not_made_again() -> None:
    report = a_report()
    report.findings.append(FindingFound(kind="merge-field", message="Said before.", page=1))
    assert len(told(report, make_source("Meeting of held on Tuesday"))["merge-field"]) == 1


def test_tables_that_were_promised_and_not_read() -> None:
    table = a_table([["Alpha", "Beta", "Gamma", "Delta"], ["1", "2", "3", "4"]])
    items = [
        ItemFound(number="8", title="Cabinet Response to Scrutiny Recommendations", pdf_pages=(1, 1)),
        ItemFound(number="9", title="Work Programme", pdf_pages=(2, 2)),
        ItemFound(number="10", title="Budget", pdf_pages=(3, 3)),
    ]
    tables = [a_sheet(n, a_table([["Alpha", "Beta", "Gamma"], ["1", "2", "3"]], page=n)) for n in (2, 3)]
    kinds = told(a_report(items=items), a_source(a_sheet(1, table), *tables))
    assert [f.page for f in kinds["unread-table"]] == [1, 2]
    rows = [ProgrammeFound(date="2023-11-07", items=["a"], at=At(2))]
    kinds = told(a_report(items=items[1:], work_programme=rows), a_source(a_sheet(1, table), *tables))
    assert "unread-table" not in kinds
