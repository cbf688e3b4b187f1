"""Improvement plans of three make: cards in tables, a card with its labels in a column, cards as text."""

from textwrap import dedent

import pytest

from cypsc_desktop.intake.recognise.plan import find_plan
from cypsc_desktop.intake.recognise.plan_cells import amount
from cypsc_desktop.intake.report import ImportReport, PlanFound
from tests.helpers.make_source import make_source
from tests.helpers.make_tables import a_line, a_sheet, a_source, a_table

ACTIONS = ["Ref", "Actions", "Owner", "By when", "Progress"]


def read(source) -> PlanFound | None:
    report = ImportReport(file="x.pdf", sha256="0" * 64)
    find_plan(source, report)
    return report.plan


def test_a_card_that_two_sheets_share_years_on_one_and_figures_on_the_next() -> None:
    card = a_table(
        [
            ["4. Fewer Taxis\nProject Manager: Una Crane", ("MTFS Ref: CYP SAV 03", 3)],
            ["Project description", ("Savings identified £000s", 3)],
            [("• Share journeys", 1, 1), "2022/23", "2023/24", "2024/25"],
        ],
        widths=(250, 80, 80, 80),
        open_bottom=True,
    )
    rest = a_table(
        [
            [("• and buses", 1, 2), "1,065", "", "(15)"],
            [None, ("Renewal performance measures\n• Cost of a\njourney (T 2)\n• Share of bus riders", 3)],
        ],
        page=2, widths=(250, 80, 80, 80), open_top=True,
    )  # fmt: skip
    actions = a_table(
        [
            ACTIONS,
            ["4.1", "Buy tickets:\n• weekly\n• yearly", "UC, BL", "01/04/22\n30/06/22", "Complete\nIn progress"],
            ["4.2", "Sell the vans", "UC", "Ongoing", ""],
        ],
        page=2, top=230, widths=(40, 260, 60, 80, 90), open_bottom=True,
    )  # fmt: skip
    further = a_table(
        [["", "at auction", "", "", ""], ["4.3", "Train drivers", "BL", "Dec 22", "Not started"]],
        page=3, widths=(40, 200, 80, 80, 130), open_top=True,
    )  # fmt: skip
    second = a_table(
        [
            ["5. More Homes", ("MTFS Ref: CYP SAV 0", 3)],
            [("Project Manager: Ben Low", 4)],
            ["Project description", ("Savings identified £000s", 3)],
            ["", "2022/23", "2023/24", "2024/25"],
            ["", "0", "126.4", ""],
        ],
        page=3, top=300, widths=(250, 80, 80, 80),
    )  # fmt: skip
    plan = read(a_source(a_sheet(1, card), a_sheet(2, rest, actions), a_sheet(3, further, second)))
    assert plan is not None
    first, other = plan.projects
    assert (first.number, first.title, first.manager, first.ref) == ("4", "Fewer Taxis", "Una Crane", "CYP SAV 03")
    assert first.savings == {"2022/23": 1065, "2023/24": None, "2024/25": -15}
    assert first.measures == ["Cost of a journey (T 2)", "Share of bus riders"]
    assert [(a.ref, a.text, a.owner, a.due, a.progress) for a in first.actions] == [
        ("4.1", "Buy tickets: weekly yearly", "UC, BL", "01/04/22 30/06/22", "Complete In progress"),
        ("4.2", "Sell the vans at auction", "UC", "Ongoing", None),
        ("4.3", "Train drivers", "BL", "Dec 22", "Not started"),
    ]
    assert (other.number, other.title, other.manager, other.ref) == ("5", "More Homes", "Ben Low", "CYP SAV 0")
    assert other.savings == {"2022/23": 0, "2023/24": 126.4, "2024/25": None}
    assert first.actions[2].at is not None
    assert first.actions[2].at.page == 3


def test_priorities_over_sheets_with_new_widths() -> None:
    heads = ["Ref", "Priorities and key activity", "Delivered through", "Lead (s)", "By when", "Success measures"]
    first = a_table(
        [
            heads,
            ["1", "Safer homes", "", "", "", ""],
            ["1.1", "Visit weekly", "Care plan", "UC", "30/09/22", "Fewer moves"],
        ],
        open_bottom=True,
    )
    second = a_table(
        [["", "and by night", "", "", "", "of home"], ["1.2", "Ask children", "", "BL", "", ""]],
        page=2,
        widths=(30, 200),
    )
    plan = read(a_source(a_sheet(1, first), a_sheet(2, second)))
    assert plan is not None
    assert not plan.projects
    assert [(p.ref, p.text, p.leads, p.due, p.measures) for p in plan.priorities] == [
        ("1", "Safer homes", None, None, None),
        ("1.1", "Visit weekly and by night", "UC", "30/09/22", "Fewer moves of home"),
        ("1.2", "Ask children", "BL", None, None),
    ]


def test_a_card_with_its_labels_in_a_column() -> None:
    table = a_table(
        [
            ["Project", "Shared kitchens", "", ""],
            ["Project lead", "Fern Moor", "", ""],
            ["Reference", "ED 7", "", ""],
            ["Savings £000", "2024-25", "2025-26", "2026-27"],
            ["", "£40k", "55", ""],
        ]
    )
    actions = a_table(
        [["Action", "Responsible", "Deadline", "Status"], ["Find a site", "FM", "May 24", "Done"]], top=250
    )
    plan = read(a_source(a_sheet(1, table, actions)))
    assert plan is not None
    (project,) = plan.projects
    assert (project.number, project.title, project.manager, project.ref) == (
        None,
        "Shared kitchens",
        "Fern Moor",
        "ED 7",
    )
    assert project.savings == {"2024-25": 40, "2025-26": 55, "2026-27": None}
    assert [(a.ref, a.text, a.progress) for a in project.actions] == [(None, "Find a site", "Done")]


def test_cards_set_as_text() -> None:
    plan = read(
        make_source(
            dedent("""
            ! 1. Night Buses
            Project manager: Ben Low
            Reference: TR 01
            Savings (£000): 2023/24: 1,200; 2024/25: 80

            ! 2. Bus Lanes
            Project manager: Una Crane
            Savings (£000)    2023/24    2024/25
            Total             15         20
            """)
        )
    )
    assert plan is not None
    assert [(p.number, p.title, p.manager, p.ref, p.savings) for p in plan.projects] == [
        ("1", "Night Buses", "Ben Low", "TR 01", {"2023/24": 1200, "2024/25": 80}),
        ("2", "Bus Lanes", "Una Crane", None, {"2023/24": 15, "2024/25": 20}),
    ]


def test_an_action_table_under_a_plan_and_one_under_nothing() -> None:
    table = a_table([ACTIONS, ["1", "Mend the roof", "UC", "May 2022", "Done"]])
    plan = read(a_source(a_sheet(1, a_line("Ofsted Improvement Plan", top=60), table)))
    assert plan is not None
    assert [(p.title, len(p.actions)) for p in plan.projects] == [("Ofsted Improvement Plan", 1)]
    assert read(a_source(a_sheet(1, a_line("Matters arising", top=60), table))) is None
    assert read(make_source("Nothing to see here")) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,065", 1065),
        ("126.4", 126.4),
        ("£424k", 424),
        ("(15)", -15),
        ("-2,932", -2932),
        ("0", 0),
        ("n/a", None),
        ("", None),
    ],
)
def test_amounts(text: str, value: float | None) -> None:
    assert amount(text) == value
