"""Lists and minutes as documents: what stands in them, and that nothing private does."""

from cypsc_desktop.model.identity import recognised_id
from cypsc_desktop.model.records import (
    Action,
    Attendance,
    Conclusion,
    Finding,
    Item,
    Meeting,
    Membership,
    Paper,
    PlanAction,
    Priority,
    Programme,
    Project,
    Recommendation,
    Request,
    Saving,
    Section,
)
from cypsc_desktop.output import tables
from cypsc_desktop.output.document import Document, Heading, ListBlock, Paragraph
from cypsc_desktop.output.minutes import minutes
from cypsc_desktop.output.plan import plan
from cypsc_desktop.output.words import clock, long_date
from tests.output.samples import MEETING

LATER = Meeting(id=recognised_id("meeting", "later"), body=MEETING.body, date="2024-06-11")


def new(kind: str, name: str) -> str:
    return recognised_id(kind, name)


def rows(document: Document) -> list[tuple[str | None, tuple[object, ...]]]:
    return [(group.heading, row.cells) for table in document.tables() for group in table.groups for row in group.rows]


def test_dates_and_times_are_those_of_a_council() -> None:
    assert [long_date("2024-03-02"), long_date("June"), long_date(None), long_date("2024-13-40")] == [
        "2 March 2024",
        "June",
        "",
        "2024-13-40",
    ]
    assert [clock("18:30"), clock("00:05"), clock("12:00"), clock("9.15"), clock(None)] == [
        "6.30 pm",
        "12.05 am",
        "12.00 pm",
        "9.15",
        "",
    ]


def test_agenda() -> None:
    items = [
        Item(id=new("item", "1"), number="1", title="Apologies", part="A", printed_pages=[3, 3]),
        Item(id=new("item", "2"), number="2", title="Short breaks", purpose="To consider.", part="A", to_follow=True),
        Item(id=new("item", "3"), number="3", title="Placements", part="B", printed_pages=[9, 14]),
    ]
    papers = [Paper(id=new("paper", t), item=items[2].id, title=t) for t in ("Report", "Appendix A")]
    document = tables.agenda(MEETING, items, papers=papers)
    assert rows(document) == [
        ("Part A", ("1", "Apologies", "", "", "3")),
        ("Part A", ("2", "Short breaks", "To consider.", "", "To Follow")),
        ("Part B", ("3", "Placements", "", "Report\nAppendix A", "9 to 14")),
    ]
    assert document.subtitle == "Children & Families Scrutiny Panel, 12 March 2024, 6.30 pm, Committee Room 2"


def test_points_stand_under_their_sections_and_meetings() -> None:
    sections = [Section(id=new("section", "a"), meeting=MEETING.id, number="12/24", title="Short breaks")]
    drawn = [
        Conclusion(id=new("conclusion", "1"), meeting=MEETING.id, section="12/24", number="1", text="One"),
        Conclusion(id=new("conclusion", "2"), meeting=LATER.id, section=None, text="Two"),
    ]
    one = tables.conclusions(drawn[:1], meetings=[MEETING], sections=sections)
    assert rows(one) == [("12/24 Short breaks", ("1", "One"))]
    both = tables.conclusions(drawn, meetings=[MEETING, LATER], sections=sections)
    assert [heading for heading, _ in rows(both)] == ["12/24 Short breaks, 12 March 2024", "11 June 2024"]
    asked = [Request(id=new("request", "1"), meeting=MEETING.id, section="12/24", text="Figures")]
    assert rows(tables.requests(asked, meetings=[MEETING], sections=sections)) == [("12/24 Short breaks", ("Figures",))]
    owed = [Action(id=new("action", "1"), meeting=MEETING.id, text="Send it", owner="Clerk", due="2024-04-01")]
    assert rows(tables.actions(owed, meetings=[MEETING])) == [(None, ("Send it", "Clerk", "1 April 2024"))]


def test_people_programme_and_findings() -> None:
    seat = Membership(
        id=new("membership", "1"), name="Ama Boateng", office="Chair", seat="co-opted", voting="education"
    )
    assert rows(tables.people([seat])) == [
        (None, ("Ama Boateng", "Chair", "Co-opted member", "Education matters only"))
    ]
    entry = Programme(id=new("programme", "1"), date="2024-06-11", items=["Budget", "SEND"], leads="D Khan")
    assert rows(tables.work_programme([entry])) == [(None, ("11 June 2024", "Budget\nSEND", "D Khan", ""))]
    odd = Finding(id=new("finding", "1"), document="d", finding="minute-number-gap", page=9, message="13/24 is absent.")
    assert rows(tables.findings([odd], files={"d": "pack.pdf"})) == [
        ("pack.pdf", (9, "Minute number gap", "13/24 is absent.", ""))
    ]


def test_the_impact_log_holds_what_is_of_a_public_space_and_nothing_else() -> None:
    spaces = ("committee", "meeting:m", "exempt:m", "private:Nia", "roster", "")
    made = tables.impact({"2021-09-14": [(f"entry-{n}", "difference", of, of) for n, of in enumerate(spaces)]})
    assert [row.cells[1] for row in made.tables()[0].rows()] == ["committee", "meeting:m"]


def test_plan_keeps_blank_savings_blank() -> None:
    project = Project(
        id=new("project", "1"), number="1", title="Early help", manager="B Cole", ref="S 1", measures=["M1", "M2"]
    )
    savings = [
        Saving(id=new("saving", "1"), project=project.id, year="2024/25", amount=1065.0),
        Saving(id=new("saving", "2"), project=project.id, year="2023/24", amount=None),
    ]
    action = PlanAction(
        id=new("plan_action", "1"), project=project.id, ref="1.1", text="Recruit", owner="BC", due="June"
    )
    priority = Priority(id=new("priority", "1"), ref="P1", text="Stability", leads="EL")
    document = plan(projects=[project], savings=savings, actions=[action], priorities=[priority], meetings=[MEETING])
    assert [table.caption for table in document.tables()] == ["Projects and savings", "Actions", "Priorities"]
    assert [column.heading for column in document.tables()[0].columns][-2:] == ["2023/24 (£000)", "2024/25 (£000)"]
    assert rows(document)[0] == (None, ("1", "Early help", "B Cole", "S 1", "M1\nM2", "", 1065.0))
    assert rows(document)[1] == ("1 Early help", ("1.1", "Recruit", "BC", "June", ""))
    assert [block.text for block in plan(projects=[project]).blocks if isinstance(block, Heading)] == [
        "Projects and savings"
    ]


def test_minutes_in_the_order_of_the_paper() -> None:
    ended = Meeting(id=MEETING.id, body=MEETING.body, date=MEETING.date, time="18:30", ended="21:05", place="Room 2")
    document = minutes(
        ended,
        sections=[
            Section(
                id=new("section", "1"),
                meeting=ended.id,
                number="12/24",
                title="Short breaks",
                text="Said once.\nIt grew.",
            ),
            Section(id=new("section", "2"), meeting=ended.id, number=None, title="Closing"),
        ],
        attendance=[
            Attendance(id=new("attendance", "1"), name="Ama Boateng", role="Chair", state="present"),
            Attendance(id=new("attendance", "2"), name="D Khan", state="apologies"),
        ],
        conclusions=[
            Conclusion(id=new("conclusion", "1"), meeting=ended.id, section="12/24", number="1", text="It grew."),
            Conclusion(id=new("conclusion", "2"), meeting=ended.id, section="12/24", number="2", text="It hurt."),
        ],
        recommendations=[Recommendation(id=new("recommendation", "1"), meeting=ended.id, number="3.", text="Mend it.")],
    )
    said = []
    for block in document.blocks:
        if isinstance(block, ListBlock):
            said += [f"{point.label or '-'} {point.text}" for point in block.points]
        elif isinstance(block, Heading | Paragraph):
            said.append(block.text)
    assert said == [
        "Meeting held on 12 March 2024 at 6.30 pm.",
        "Place: Room 2",
        "Present",
        "- Ama Boateng, Chair",
        "Apologies",
        "- D Khan",
        "12/24 Short breaks",
        "Said once.",
        "It grew.",
        "Conclusions",
        "2 It hurt.",
        "Closing",
        "Points without a numbered heading",
        "Recommendations",
        "3 Mend it.",
        "The meeting ended at 9.05 pm.",
    ]


def test_nothing_of_part_b_is_in_the_public_minutes() -> None:
    sections = [
        Section(id=new("section", "1"), meeting=MEETING.id, number="12/24", title="Open", text="Open words."),
        Section(id=new("section", "2"), meeting=MEETING.id, number="13/24", title="SECRET", part="B", text="SECRET"),
        Section(id=new("section", "3"), space="exempt:m", meeting=MEETING.id, number="14/24", title="SECRET"),
        Section(id=new("section", "4"), meeting=MEETING.id, number="14/24", title="Same number, open"),
    ]
    points = [
        Conclusion(id=new("conclusion", n), meeting=MEETING.id, section=n, text="SECRET") for n in ("13/24", "14/24")
    ]
    hidden = Request(id=new("request", "x"), space="exempt:m", meeting=MEETING.id, section="12/24", text="SECRET")
    assert "SECRET" not in repr(minutes(MEETING, sections=sections, conclusions=points, requests=[hidden]))
    assert "SECRET" not in repr(tables.conclusions(points, meetings=[MEETING], sections=sections))
    assert "SECRET" not in repr(tables.requests([hidden], meetings=[MEETING], sections=sections))
