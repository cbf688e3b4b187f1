"""What packs of unseen councils taught, a lesson a test, on invented papers. Each shows a structure, not a council."""

from pathlib import Path

import pytest

from cypsc_desktop.intake.layout import Box
from cypsc_desktop.intake.open import open_source
from cypsc_desktop.intake.read import recognise
from cypsc_desktop.intake.recognise.levelled import levelled
from cypsc_desktop.intake.recognise.members import read_members
from cypsc_desktop.intake.recognise.names import looks_like_name
from cypsc_desktop.intake.recognise.paragraphs import continued
from cypsc_desktop.intake.recognise.rows import Row, Segment, all_rows
from cypsc_desktop.intake.report import ImportReport, MinutesFound
from tests.helpers.make_source import make_source

TOP = "\n# Fenborough Council\n\n! CHILDREN'S SCRUTINY PANEL\n\nTuesday 12 March 2024 at 7.00 pm\nRoom 4, Corn Hall\n"
LIST = "1.    Apologies\n2.    Minutes    (Pages 1 - 4)\n3.    Nursery places    (Pages 5 - 8)\n"


def titles(report: ImportReport) -> list[tuple[str | None, str]]:
    return [(item.number, item.title) for item in report.items]


def members(words: str) -> list[tuple[str, str | None, str]]:
    return [(m.name, m.office, m.kind) for m in read_members(all_rows(make_source(words).sheets))]


def plain(tmp_path: Path, text: str) -> ImportReport:
    path = tmp_path / "papers.txt"
    path.write_text(text, encoding="utf-8")
    return recognise(open_source(path))


def one(report: ImportReport) -> MinutesFound:
    (minutes,) = report.minutes
    return minutes


def _row(top: float, *words: tuple[float, str]) -> Row:
    segments = tuple(Segment(text, left, left + 5.0 * len(text)) for left, text in words)
    return Row(1, segments, Box(segments[0].left, top, segments[-1].right, top + 11), 11.0, False, 0.0)


def test_numbers_at_half_the_height_of_their_words_move_to_the_first_row() -> None:
    rows = [
        _row(100, (60, "1."), (95, "Apologies")),
        _row(118, (95, "Minutes of the meeting")),
        _row(125, (60, "2."), (470, "3 - 8")),
        _row(131, (95, "held in June")),
        _row(150, (60, "3."), (95, "Nursery places"), (470, "9 - 12")),
    ]
    assert [row.text for row in levelled(rows)] == [
        "1. Apologies", "2. Minutes of the meeting 3 - 8", "held in June", "3. Nursery places 9 - 12",
    ]  # fmt: skip
    assert levelled(rows[:2]) == rows[:2]


def test_numbered_notes_before_the_word_agenda_are_no_items() -> None:
    notes = "\f! NOTES:\n\n! 1. Inspection of papers\n\n! 2. Public speaking\n\n! 3. Minutes of this meeting\n"
    report = recognise(make_source(f"{TOP}{notes}\f! A G E N D A\n\n{LIST}"))
    assert titles(report) == [("1", "Apologies"), ("2", "Minutes"), ("3", "Nursery places")]


def test_a_title_in_capitals_ends_at_the_dash_before_its_sentence() -> None:
    item = "4.    SCHOOL MEALS – Report by the Head of Catering on the year so far."
    found = recognise(make_source(f"{TOP}\n! AGENDA\n\n{LIST}{item}")).items[-1]
    assert (found.title, found.purpose) == ("SCHOOL MEALS", "Report by the Head of Catering on the year so far.")


def test_the_pages_may_stand_in_a_column_that_others_follow() -> None:
    table = (
        "| No. | Item | Pages | Time |\n| 1 | Apologies | | 7.00 |\n| 2 | Minutes | 3 - 8 | 7.05 |\n"
        "| 3 | Nursery places | 9 - 12 | 7.10 |"
    )
    report = recognise(make_source(f"{TOP}\n! AGENDA\n\n{table}"))
    assert [(i.number, i.title, i.printed_pages) for i in report.items] == [
        ("1", "Apologies", None), ("2", "Minutes", (3, 8)), ("3", "Nursery places", (9, 12)),
    ]  # fmt: skip


def test_an_agenda_without_a_date_keeps_what_it_prints_and_says_so() -> None:
    undated = TOP.replace("Tuesday 12 March 2024 at 7.00 pm\n", "")
    report = recognise(make_source(f"{undated}\n! AGENDA\n\n{LIST}"))
    assert report.kind == "agenda pack"
    assert report.meeting is not None
    assert (report.meeting.date, len(report.items)) == (None, 3)
    assert "agenda-undated" in {finding.kind for finding in report.findings}


def test_members_in_a_table_with_their_substitutes() -> None:
    table = (
        "| Member | Council | Substitute |\n| Cllr Ada Penn (Chair) | Leam | Cllr Di Stott |\n"
        "| Cllr Bo Quill | Nor | |\n| Cllr Cy Reed | Stan | Cllr Ed Tull |"
    )
    assert members(f"! Membership\n\n{table}") == [
        ("Ada Penn", "Chair", "councillor"), ("Bo Quill", None, "councillor"), ("Cy Reed", None, "councillor"),
        ("Di Stott", None, "reserve"), ("Ed Tull", None, "reserve"),
    ]  # fmt: skip


def test_parties_over_columns_beside_a_column_of_co_optees() -> None:
    words = (
        "! Membership\n\n"
        "Labour                   Conservative        Co-optees\n"
        "Cllr Ada Penn (Chair)    Cllr Bo Quill       Cy Reed\n"
        "Cllr Di Stott            Cllr Ed Tull        Flo Unwin"
    )
    assert {(name, kind) for name, _, kind in members(words)} == {
        ("Ada Penn", "councillor"), ("Di Stott", "councillor"), ("Bo Quill", "councillor"), ("Ed Tull", "councillor"),
        ("Cy Reed", "co-opted"), ("Flo Unwin", "co-opted"),
    }  # fmt: skip


def test_councillors_under_substitutes_are_substitutes() -> None:
    words = "Councillors: Ada Penn (Chair), Bo Quill\n\nSubstitutes:\n\nCouncillors: Cy Reed, Di Stott"
    assert [name for name, _, kind in members(words) if kind == "reserve"] == ["Cy Reed", "Di Stott"]


@pytest.mark.parametrize("name", ["Monsignor Ned Orr", "Rabbi Lev Stern"])
def test_titles_of_the_churches_are_titles(name: str) -> None:
    assert looks_like_name(name)


def test_a_date_that_a_narrow_cell_cut_is_one_again() -> None:
    assert continued("31/01/2", "4") == "31/01/24"
    assert continued("01/09/2", "023") == "01/09/2023"
    assert continued("Attainment 2022-", "23") == "Attainment 2022-23"
    assert continued("3 of 4", "5") == "3 of 4 5"


def test_labels_beside_their_names_over_two_lines() -> None:
    text = (
        "! MINUTES\n\nMeeting of the Youth Panel held on 3 May 2022\n\n"
        "PRESENT:    Councillors Ada Penn (Chair), Bo Quill and\n    Cy Reed\n"
        "APOLOGIES FOR    Councillor Di Stott\nABSENCE:\n\n! 7. Apologies\n\nAs above.\n\n! 8. Play\n\nNoted."
    )
    minutes = one(recognise(make_source(text)))
    assert [p.name for p in minutes.present] == ["Ada Penn", "Bo Quill", "Cy Reed"]
    assert [p.name for p in minutes.apologies] == ["Di Stott"]


def test_officers_of_one_line_each_with_a_post_in_brackets() -> None:
    text = (
        "! MINUTES\n\nMeeting of the Youth Panel held on 3 May 2022\n\nPresent: Councillors Ada Penn and Bo Quill\n\n"
        "Officers: Cy Reed (Director of Play), Di Stott (Clerk)\n\n"
        "Councillors Ed Tull and Flo Unwin were also in attendance as observers\n\n! 7. Play\n\nNoted.\n\n! 8. End\n\nNoted."
    )
    minutes = one(recognise(make_source(text)))
    assert [(p.name, p.role) for p in minutes.also_present][:2] == [
        ("Cy Reed", "Director of Play"),
        ("Di Stott", "Clerk"),
    ]
    assert [p.name for p in minutes.also_present][2:] == ["Ed Tull", "Flo Unwin"]


AGENDA_TEXT = """Fenborough Council
Children's Scrutiny Panel
Tuesday 12 March 2024 at 7.00 pm

AGENDA
1. Apologies for absence
2. Minutes of the last meeting (Pages 3 - 8)
3. Work programme (Pages 21 - 24)
"""


def test_minutes_behind_the_agenda_of_a_text_are_found_by_their_attendance(tmp_path: Path) -> None:
    text = (
        f"{AGENDA_TEXT}\nChildren's Scrutiny Panel\n16 January 2024\n"
        "PRESENT: Councillors Ada Penn (Chair) and Bo Quill\n12. Apologies\nThere were none.\n13. School places\n"
        "The Panel recommended that:\n- The plan be published.\nThe meeting ended at 8.30 pm\n"
    )
    minutes = one(plain(tmp_path, text))
    assert (minutes.of, minutes.closed) == ("2024-01-16", "20:30")
    assert [(s.number, s.title) for s in minutes.sections] == [("12", "Apologies"), ("13", "School places")]
    assert [(r.section, r.text) for r in minutes.recommendations] == [("13", "The plan be published.")]


def test_undated_minutes_behind_the_agenda_keep_their_sections(tmp_path: Path) -> None:
    text = (
        f"{AGENDA_TEXT}\nChildren's Scrutiny Panel\n\nMINUTES\n\n"
        "PRESENT: Councillor Ada Penn (Chair), Councillor Bo Quill\n\n12. Apologies\nThere were none.\n\n"
        "13. School places\nMembers asked questions.\n"
    )
    report = plain(tmp_path, text)
    minutes = one(report)
    assert minutes.of is None
    assert [section.number for section in minutes.sections] == ["12", "13"]
    assert "minutes-undated" in {finding.kind for finding in report.findings}


def test_two_sets_of_minutes_on_one_sheet_stay_apart(tmp_path: Path) -> None:
    def held(day: str, number: int) -> str:
        return (
            f"MINUTES OF THE CHILDREN'S SCRUTINY PANEL\nHELD ON {day}\n\nPresent: Councillors Ada Penn (Chair) and Bo Quill\n\n"
            f"{number}. APOLOGIES\nThere were none.\n\n{number + 1}. PLAY AREAS\nNoted.\n\nThe meeting ended at 8.{number} pm\n\n"
        )

    report = plain(tmp_path, f"{AGENDA_TEXT}\n{held('5 DECEMBER 2023', 14)}{held('9 JANUARY 2024', 20)}")
    assert [(m.of, m.closed, [s.number for s in m.sections]) for m in report.minutes] == [
        ("2023-12-05", "20:14", ["14", "15"]), ("2024-01-09", "20:20", ["20", "21"]),
    ]  # fmt: skip


def test_actions_are_asked_for_in_the_report_as_requests_are() -> None:
    text = (
        "! MINUTES\n\nMeeting of the Youth Panel held on 3 May 2022\n\nPresent: Councillors Ada Penn and Bo Quill\n\n"
        "! 7. Play\n\nActions\n\n• A map be sent (Action: Cy Reed)\n\n• Costs by area\n\n! 8. End\n\nNoted."
    )
    report = recognise(make_source(text))
    assert [point.text for point in one(report).actions] == ["A map be sent"]
    assert [point["text"] for point in report.to_json()["minutes"][0]["requests"]] == ["A map be sent", "Costs by area"]


def test_a_sentence_in_the_cell_of_a_full_title_is_its_purpose() -> None:
    table = (
        "| Item | Title | Pages |\n| 1 | Apologies | |\n| 2 | Minutes | (Pages 3 - 4) |\n"
        "| 3 | Nursery places in the towns | (Pages 5 - 8) |\n| 4 | Meals | (Page 9) |\n"
    )
    lined = table.replace("Nursery places in the towns", "Nursery places in the towns // To consider the towns' wants")
    report = recognise(make_source(f"{TOP}\n! AGENDA\n\n{lined if '//' in table else table}"))
    assert titles(report)[2] == ("3", "Nursery places in the towns")
