"""The same recognisers that read packs read Word files, saved pages and text."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx.document import Document

from cypsc_desktop.intake.open import open_source
from cypsc_desktop.intake.read import recognise
from cypsc_desktop.intake.report import ImportReport
from tests.intake import flow_papers as papers


def report_of(folder: Path, made: Document | str, name: str = "paper.docx") -> ImportReport:
    path = folder / name
    if isinstance(made, str):
        path.write_bytes(made.encode("cp1252"))
    else:
        made.save(str(path))
    return recognise(open_source(path))


def agenda_is_right(report: ImportReport) -> None:
    assert report.meeting is not None
    assert (report.meeting.body, report.meeting.date, report.meeting.time) == (papers.BODY, "2023-11-16", "18:30")
    assert [(item.number, item.title) for item in report.items] == [(n, title) for n, title, _, _ in papers.ITEMS]
    assert [item.purpose for item in report.items] == [purpose for _, _, purpose, _ in papers.ITEMS]


@pytest.mark.parametrize(
    "make",
    [
        papers.agenda_by_list,
        papers.agenda_by_hand,
        papers.agenda_by_table,
        papers.agenda_by_grid,
        papers.agenda_by_headings,
    ],
)
def test_agendas_in_word(tmp_path: Path, make: Callable[[], Document]) -> None:
    report = report_of(tmp_path, make())
    assert report.kind == "agenda pack"
    agenda_is_right(report)
    assert [item.printed_pages for item in report.items] == [None, (3, 9), (11, 24), (25, 31)]
    assert report.meeting is not None
    assert report.meeting.council == papers.COUNCIL
    assert [member.name for member in report.meeting.members] == ["Ada Fenn", "Bo Larch", "Cy Rowan", "Dee Alder"]


def test_an_agenda_in_markdown(tmp_path: Path) -> None:
    report = report_of(tmp_path, papers.agenda_markdown(), "agenda.md")
    agenda_is_right(report)
    assert [item.printed_pages for item in report.items] == [None, (3, 9), (11, 24), (25, 31)]


def test_lists_stay_apart_among_many_long_paragraphs(tmp_path: Path) -> None:
    long = "The panel heard at length how the ferry had fared in the winter, and what its owners meant to do about it."
    report = report_of(
        tmp_path,
        "# Ferry Scrutiny Panel\n\n## Minutes\n\nMeeting held on Tuesday, 5 March 2024 at 6 pm\n\nPresent: Councillor Ada Fenn (Chair)\n\n"
        "### 1/24 Ferries\n\n" + f"{long}\n\n" * 9 + "The Panel came to the following conclusions\n\n"
        + f"1. {long}\n\n2. {long}\n\nRequest for info:\n\n- {long}\n\n- {long}\n\n### 2/24 Close\n\nThe meeting ended at 8 pm\n",
        "minutes.md",
    )  # fmt: skip
    (minutes,) = report.minutes
    assert [(p.number, p.text) for p in minutes.conclusions] == [("1", long), ("2", long)]
    assert [p.text for p in minutes.requests] == [long, long]


def test_an_agenda_in_text(tmp_path: Path) -> None:
    report = report_of(tmp_path, papers.agenda_text(), "agenda.txt")
    assert report.kind == "agenda pack"
    agenda_is_right(report)
    assert [item.printed_pages for item in report.items] == [None, (3, 9), (11, 24), (25, 31)]


def test_minutes_in_word(tmp_path: Path) -> None:
    report = report_of(tmp_path, papers.minutes())
    assert report.kind == "minutes"
    (minutes,) = report.minutes
    assert (minutes.of, minutes.closed) == ("2023-10-05", "21:05")
    assert [(s.number, s.title) for s in minutes.sections] == [
        ("21/23", "Minutes of the Previous Meeting"), ("22/23", "Disclosure of Interests"), ("23/23", "School Transport"),
    ]  # fmt: skip
    assert [name.name for name in minutes.present] == ["Ada Fenn", "Bo Larch", "Cy Rowan"]
    assert [(name.name, name.role) for name in minutes.also_present] == [("Eve Birch", "Director of Education")]
    assert [name.name for name in minutes.apologies] == ["Dee Alder"]
    assert [(c.section, c.text) for c in minutes.conclusions] == [
        ("23/23", "Costs had risen faster than numbers."), ("23/23", "Routes were not shown in the report."),
    ]  # fmt: skip
    assert [(r.section, r.number, r.text) for r in minutes.recommendations] == [
        ("23/23", "1", "Costs be shown by route."), ("23/23", "2", "The policy be brought back in spring."),
    ]  # fmt: skip


def responses_are_right(report: ImportReport) -> None:
    assert [(r.recommendation, r.responder, r.officer, r.financial, r.timetable) for r in report.responses] == [
        (r[0], r[1], r[3], r[4], r[5]) for r in papers.RESPONSES
    ]
    assert [r.decision for r in report.responses] == ["accepted", "rejected"]
    assert [r.considered_on for r in report.responses] == ["2023-10-05"] * 2
    assert [r.report_back for r in report.responses] == ["2024-01-18"] * 2


@pytest.mark.parametrize("make", [papers.response_table, papers.response_table_with_merged_heads, papers.response_page])
def test_a_response_table(tmp_path: Path, make: Callable[[], Document | str]) -> None:
    made = make()
    report = report_of(tmp_path, made, "response.html" if isinstance(made, str) else "response.docx")
    assert report.kind == "response"
    responses_are_right(report)


def test_a_response_table_in_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(papers.RESPONSE_HEADS)
    sheet.append(["School Transport (considered at Scrutiny Panel on 5 October 2023)"])
    sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=len(papers.RESPONSE_HEADS))
    for response in papers.RESPONSES:
        sheet.append(response)
    path = tmp_path / "responses.xlsx"
    book.save(path)
    responses_are_right(recognise(open_source(path)))


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("name", ["page.html", "page.pdf"])
def test_a_saved_meeting_page(tmp_path: Path, name: str, held: bool) -> None:
    report = report_of(tmp_path, papers.meeting_page(held=held), name)
    assert report.kind == "meeting page"
    agenda_is_right(report)
    assert report.meeting is not None
    assert (report.meeting.council, report.meeting.place, report.meeting.clerk) == (
        papers.COUNCIL,
        "Oak Room, Civic Centre",
        "Flo Hazel",
    )
    assert [[paper.title for paper in item.papers] for item in report.items] == [
        [], ["Minutes of the Previous Meeting"], ["School Place Planning", "Appendix 1, Forecast"], ["Budget Monitoring, Quarter 2"],
    ]  # fmt: skip
    if not held:
        assert report.minutes == []
        return
    (minutes,) = report.minutes
    assert (minutes.of, [s.number for s in minutes.sections]) == ("2023-11-16", ["3"])
    assert [(c.section, c.text) for c in minutes.conclusions] == [("3", "Places are short in the north.")]
    assert [(r.section, r.number, r.text) for r in minutes.recommendations] == [
        ("3", "1", "The forecast be published.")
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("recipe.html", "<html><title>Council approves budget, 3 March 2022</title><h1>Scones</h1><h2>1. Mix</h2><p>Flour<h2>2. Bake</h2>"),
        ("letter.txt", "Dear Ms Hazel,\n\nThank you for the papers of 3 March 2022.\n\nYours sincerely,\nA Reader\n"),
        ("list.md", "# Shopping\n\n1. Flour\n2. Butter\n\nFor 3 March 2022\n"),
        ("figures.csv", "year,count\n2021,4\n2022,5\n"),
    ],
)  # fmt: skip
def test_what_is_no_committee_paper_gives_nothing(tmp_path: Path, name: str, text: str) -> None:
    report = report_of(tmp_path, text, name)
    assert report.kind in ("paper", "letter")
    assert (report.meeting, report.items, report.minutes, report.responses) == (None, [], [], [])


@pytest.mark.parametrize("end", ["\n", "<br>\n"])
def test_a_front_sheet_saved_as_a_page_keeps_its_members(tmp_path: Path, end: str) -> None:
    called = end.join((
        "To: Councillor Ida Moss (Chair)", "Councillor Ned Pike (Vice-Chair)", "Councillors Una Reed and Sol Tern",
    ))  # fmt: skip
    page = (
        f"<html><head><title>Agenda</title></head><body><h1>Fen Families Scrutiny Panel Agenda</h1><p>{called}</p>"
        "<h2>Co-optee Members</h2><p>Wyn Yarrow (Voting Parent Governor Representative)</p>"
        "<p>Reserve Members: Abe Birch and Cora Dale</p>"
        "<p>A meeting of the <b>Fen Families Scrutiny Panel</b> which you are hereby summoned to attend, will be held on "
        "<b>Tuesday, 5 March 2024</b> at <b>6.30 pm</b> in <b>Room 2</b>.</p><p>Fen Borough Council</p><h2>AGENDA</h2>"
        "<p><b>1. Apologies for absence</b></p><p>To receive apologies.</p>"
        "<p><b>2. Foster carers</b></p><p>To consider a report.</p></body></html>"
    )
    report = report_of(tmp_path, page, "agenda.html")
    assert report.kind == "agenda pack"
    assert [(item.number, item.title) for item in report.items] == [
        ("1", "Apologies for absence"),
        ("2", "Foster carers"),
    ]
    assert report.meeting is not None
    assert [(member.name, member.kind, member.voting) for member in report.meeting.members] == [
        ("Ida Moss", "councillor", "all"), ("Ned Pike", "councillor", "all"), ("Una Reed", "councillor", "all"),
        ("Sol Tern", "councillor", "all"), ("Wyn Yarrow", "co-opted", "education"), ("Abe Birch", "reserve", None),
        ("Cora Dale", "reserve", None),
    ]  # fmt: skip
