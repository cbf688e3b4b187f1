"""What a ninth round of unseen councils taught, a structure a test, on invented papers."""

import pytest

from cypsc_desktop.intake.layout import Box, Line, Table
from cypsc_desktop.intake.read import recognise
from cypsc_desktop.intake.recognise.attendance import label_kind
from cypsc_desktop.intake.recognise.attendees import Said, people
from cypsc_desktop.intake.recognise.members import read_members
from cypsc_desktop.intake.recognise.paragraphs import paragraphs
from cypsc_desktop.intake.recognise.plan import find_plan
from cypsc_desktop.intake.recognise.plan_savings import savings_rows
from cypsc_desktop.intake.recognise.rows import all_rows
from cypsc_desktop.intake.report import ImportReport, PlanFound
from tests.helpers.make_source import make_source

TOP = "\n# Fenborough Council\n\n! CHILDREN'S SCRUTINY PANEL\n\nTuesday 12 March 2024 at 7.00 pm\nRoom 4, Corn Hall\n"
HEAD = "! FENBOROUGH COUNCIL\n\nMINUTES of a meeting of the Schools Panel held on Tuesday 6 February 2024\n\n"


def _plan(words: str) -> PlanFound | None:
    source, report = make_source(words), ImportReport(file="p.pdf", sha256="", pages=1)
    find_plan(source, report)
    return report.plan


def _said(text: str, *, opens: bool = False) -> Said:
    return Said(text, Line(text, Box(0, 0, 100, 10), 1), opens)


def test_parts_of_an_item_numbered_under_it_with_pages_of_their_own() -> None:
    items = (
        "1.    APOLOGIES\n2.    MINUTES\n    2.1    To receive the minutes    (Pages 1 - 2)\n"
        "3.    KEY DECISIONS\n    3.1    School meals    (Pages 3 - 8)\n4.    URGENT ITEMS\n"
    )
    found = recognise(make_source(f"{TOP}\n! AGENDA\n\n{items}")).items
    assert [(i.number, i.title, i.printed_pages) for i in found] == [
        ("1", "APOLOGIES", None), ("2", "MINUTES", None), ("2.1", "To receive the minutes", (1, 2)),
        ("3", "KEY DECISIONS", None), ("3.1", "School meals", (3, 8)), ("4", "URGENT ITEMS", None),
    ]  # fmt: skip


def test_minutes_in_a_table_of_items_and_actions() -> None:
    table = (
        "| Item | Discussion | Action |\n| Welcome | All were welcomed. |  |\n| School meals | Members heard of them. | AA to write |\n"
        "| Any other business | None. |  |\n"
    )
    (minutes,) = recognise(make_source(f"{HEAD}Present: Cllr A Ash, Cllr B Beech\n\n{table}")).minutes
    assert [s.title for s in minutes.sections] == ["Welcome", "School meals", "Any other business"]


def test_themes_that_span_a_table_of_actions_are_projects() -> None:
    table = (
        "! Improvement Plan\n\n| Ref | Action | Lead | Target date | Progress |\n| Priority 1 – Early help |\n"
        "| 1.1 | Open a hub | A Ash | May 2024 | Done |\n| Priority 2 – Staff |\n| 2.1 | Recruit ten | B Beech | June 2024 |  |\n"
    )
    plan = _plan(table)
    assert plan is not None
    assert [(p.number, p.title, [a.ref for a in p.actions]) for p in plan.projects] == [
        ("1", "Early help", ["1.1"]), ("2", "Staff", ["2.1"]),
    ]  # fmt: skip


SAVINGS = (
    "! Savings Plan\n\n| Ref | Project | Project manager | 2024/25 £000 | 2025/26 £000 |\n| C1 | Shared routes | A Ash | 1,065 |  |\n"
    "| C2 | Foster care | B Beech | 0 | (15) |\n|  | Total | | 1,065 | (15) |\n"
)


def test_savings_that_one_table_lists() -> None:
    plan = _plan(SAVINGS)
    assert plan is not None
    assert [(p.ref, p.title, p.manager, p.savings) for p in plan.projects] == [
        ("C1", "Shared routes", "A Ash", {"2024/25": 1065, "2025/26": None}),
        ("C2", "Foster care", "B Beech", {"2024/25": 0, "2025/26": -15}),
    ]


def test_a_budget_table_outside_a_plan_lists_no_projects() -> None:
    (table,) = [b for b in make_source(SAVINGS).sheets[0].blocks() if isinstance(b, Table)]
    assert len(savings_rows(table)) == 2
    assert _plan(SAVINGS.replace("Savings Plan", "Budget monitoring")) is None


def test_a_number_out_in_the_margin_begins_a_paragraph_though_none_ended() -> None:
    sheet = make_source("Jo Ashe (Director of Schools)\n").sheets[0]
    (first,) = sheet.lines
    beside = Line(first.text, Box(178, 100, 400, 110), 1, size=11.0)
    below = Line("1 Apologies for absence", Box(57, 113, 200, 123), 1, size=11.0, gap=0.3)
    blocks = paragraphs([type(sheet)(1, 595, 842, lines=(beside, below))])
    assert len(blocks) == 2


@pytest.mark.parametrize("line", ["LEAD MEMBERS", "Lead Members: Councillors A Ash and B Beech"])
def test_lead_members_are_also_present(line: str) -> None:
    assert label_kind(line) == "also"


def test_a_surname_cut_off_before_a_semicolon_and_an_untitled_person_with_a_role() -> None:
    lines = [_said("Councillors Ann Ash (Chair), Bo Beech and John", opens=True), _said("Ungar;")]
    assert [name for name, *_ in people(lines)] == ["Ann Ash", "Bo Beech", "John Ungar"]
    mixed = [_said("Cllr Ann Ash (Chair), Cllr Bo Beech, Dev Dogwood (foster carer)", opens=True)]
    assert [name for name, *_ in people(mixed)] == ["Ann Ash", "Bo Beech", "Dev Dogwood"]


def test_representatives_of_education_and_observers() -> None:
    words = (
        "! Membership\n\nCouncillors Ann Ash, Bo Beech and John Ungar\n\n! Representatives of Education\n\n"
        "Ms Cy Cole, Parent Governor Representative\n\nObserver: Councillor Feene (Chair of Finance)\n"
    )
    found = read_members(all_rows(make_source(words).sheets))
    assert [(m.name, m.kind) for m in found] == [
        ("Ann Ash", "councillor"), ("Bo Beech", "councillor"), ("John Ungar", "councillor"), ("Cy Cole", "co-opted"),
    ]  # fmt: skip
