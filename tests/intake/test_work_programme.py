"""Work programmes of four make: a table with bullets, one without, a table under dates, and lists."""

from textwrap import dedent

from cypsc_desktop.intake.recognise.work_programme import find_programme
from cypsc_desktop.intake.report import ImportReport, ItemFound, PaperFound, ProgrammeFound
from tests.helpers.make_source import make_source
from tests.helpers.make_tables import a_line, a_sheet, a_source, a_table


def read(source, items: list[ItemFound] | None = None) -> list[ProgrammeFound]:
    report = ImportReport(file="x.pdf", sha256="0" * 64, items=items or [])
    find_programme(source, report)
    return report.work_programme


def test_bullets_are_items_and_other_words_a_note_over_sheets_without_headings() -> None:
    first = a_table(
        [
            ["Meeting Date", "Agenda Items", "Report Lead"],
            ["4 July\n2023", "• Early help and the\nfront door\n• Fostering", "Mira Stone\nPat Quill"],
            ["12 September 2023", "• Budget", "Noor Aziz"],
        ],
        widths=(70, 220, 150),
    )
    note = a_table([["", "The panel may look at transport\nin the autumn.", ""]], top=260, widths=(60, 300, 80))
    later = a_table(
        [["7 November 2023", "• School places", ""], ["January 2024", "To be settled", ""]],
        page=2,
        widths=(60, 300, 80),
    )
    heading = a_line("Work Programme 2023/24", top=70, bold=True)
    rows = read(a_source(a_sheet(1, heading, first, note), a_sheet(2, later)))
    assert [(r.date, r.items, r.leads, r.note) for r in rows] == [
        ("2023-07-04", ["Early help and the front door", "Fostering"], "Mira Stone Pat Quill", None),
        ("2023-09-12", ["Budget"], "Noor Aziz", "The panel may look at transport in the autumn."),
        ("2023-11-07", ["School places"], None, None),
        ("January 2024", [], None, "To be settled"),
    ]
    assert rows[2].at is not None
    assert rows[2].at.page == 2


def test_a_row_for_each_item_with_officer_and_purpose() -> None:
    source = make_source(
        dedent("""
        ! Scrutiny Panel work plan

        | Date of meeting | Topic | Lead officer | Purpose of the item |
        | 3 May 2022 | Attendance | Ann Orr | To test the new figures |
        | 3 May 2022 | Exclusions | Ben Low | |
        | | Home education | Ann Orr | |
        | 14 June 2022 | Question time | Cllr Day | |
        """)
    )
    rows = read(source)
    assert [(r.date, r.items, r.leads) for r in rows] == [
        ("2022-05-03", ["Attendance", "Exclusions", "Home education"], "Ann Orr; Ben Low"),
        ("2022-06-14", ["Question time"], "Cllr Day"),
    ]
    assert rows[0].note == "To test the new figures"


def test_dates_as_rows_across_the_table() -> None:
    table = a_table(
        [
            ["Item", "Purpose", "Contact officer"],
            [("Tuesday 6 June 2023", 3)],
            ["Holiday clubs", "Review", "U. Crane"],
            ["Bus passes", "Follow-up", "B. Low"],
            [("Wednesday 6 September 2023", 3)],
            ["Young carers", "Evidence", "U. Crane"],
        ]
    )
    items = [
        ItemFound(number="9", title="Committee Work Programme", pdf_pages=(1, 1), papers=[PaperFound(title="Plan")])
    ]
    rows = read(a_source(a_sheet(1, table)), items)
    assert [(r.date, r.items) for r in rows] == [
        ("2023-06-06", ["Holiday clubs", "Bus passes"]), ("2023-09-06", ["Young carers"]),
    ]  # fmt: skip


def test_lists_under_dates() -> None:
    source = make_source(
        dedent("""
        # Forward Work Programme

        Members may add to this list.

        ! Thursday 2 March 2023

        - Speech therapy
        - Short breaks and
        respite
        Lead: Fern Moor

        ! Meeting of 4 May 2023

        - Children's homes

        Other words about the summer.

        ! 6 July 2023

        No items yet.
        """)
    )
    rows = read(source)
    assert [(r.date, r.items, r.leads) for r in rows] == [
        ("2023-03-02", ["Speech therapy", "Short breaks and respite"], "Fern Moor"),
        ("2023-05-04", ["Children's homes"], None),
        ("2023-07-06", [], None),
    ]
    assert rows[2].note == "No items yet."


def test_a_report_that_mentions_the_work_programme_has_none() -> None:
    source = make_source(
        dedent("""
        ! Fees for Foster Carers

        This item forms part of the Panel's work programme. It was asked for on 3 May 2022.

        | Item | Date | Cost |
        | Fee | 2022 | 14 |
        """)
    )
    assert not read(source)
    assert not read(make_source("A letter of 3 May 2022\n\n- one\n- two"))


def test_a_table_for_each_meeting_with_its_date_above() -> None:
    heads = ["Item", "Lead officer", "Purpose"]
    first = a_table([[("4 July 2023", 3)], heads, ["Bus passes", "U. Crane", ""]], top=100)
    second = a_table([heads, ["Young carers", "B. Low", ""], ["Fostering", "B. Low", ""]], top=300)
    above = a_line("Meeting on Tuesday 5 September 2023", top=270)
    rows = read(a_source(a_sheet(1, a_line("Work programme", top=70), first, above, second)))
    assert [(r.date, r.items) for r in rows] == [
        ("2023-07-04", ["Bus passes"]),
        ("2023-09-05", ["Young carers", "Fostering"]),
    ]


def test_a_long_report_that_names_months_is_no_programme() -> None:
    points = "\n".join(f"- point {n} of the report" for n in range(20))
    source = make_source(f"! Work programme\n\n! July 2018\n\n{points}\n\n! October 2018\n\n{points}")
    assert not read(source)
