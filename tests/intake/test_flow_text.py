"""Plain text keeps its columns and its sheets; Markdown and CSV keep their structure."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cypsc_desktop.intake.decode import decode
from cypsc_desktop.intake.layout import Source
from cypsc_desktop.intake.open import open_source


def read(folder: Path, name: str, text: str) -> Source:
    path = folder / name
    path.write_bytes(text.encode())
    return open_source(path)


def test_columns_keep_their_place(tmp_path: Path) -> None:
    sheet = read(
        tmp_path,
        "a.txt",
        "1.   Apologies\n2.   Budget                              (Pages 15 - 50)\n     To consider it.\n",
    ).sheet(1)
    first, second, pages, third = sheet.lines
    assert (second.text, pages.text) == ("2. Budget", "(Pages 15 - 50)")
    assert second.words[0].box.left == first.words[0].box.left
    assert second.words[1].box.left == first.words[1].box.left == third.words[0].box.left
    assert pages.box.left - second.box.right > 100
    assert pages.box.top == second.box.top
    assert max(line.box.right for line in sheet.lines) <= sheet.width


def test_blank_lines_are_gaps(tmp_path: Path) -> None:
    lines = read(tmp_path, "a.txt", "one\ntwo\n\nthree\n\n\n\nfour").sheet(1).lines
    assert [round(line.gap, 2) for line in lines] == [0.0, 0.15, 1.3, 3.6]


def test_form_feeds_part_sheets_and_stamps_stand_apart(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        "pack.txt",
        "AGENDA\n\n     Page 1\n\fReport\n  Page 2\f\n\n This page is intentionally left blank\n\n Page 3\f",
    )
    assert source.paged
    assert [(s.number, s.stamp, s.filler, [line.text for line in s.lines]) for s in source.sheets] == [
        (1, "1", False, ["AGENDA"]),
        (2, "2", False, ["Report"]),
        (3, "3", True, ["This page is intentionally left blank"]),
    ]


def test_one_sheet_of_text_is_not_paged(tmp_path: Path) -> None:
    assert not read(tmp_path, "a.txt", "AGENDA\n1. Apologies").paged


def test_a_very_long_line_stays_on_the_sheet(tmp_path: Path) -> None:
    sheet = read(tmp_path, "a.txt", "word " * 5000 + "\nshort   line\n").sheet(1)
    assert max(line.box.right for line in sheet.lines) <= sheet.width
    assert [line.text for line in sheet.lines[1:]] == ["short", "line"]
    assert sheet.lines[2].box.left - sheet.lines[1].box.right > 10


def test_markdown(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        "a.md",
        "# Agenda\n\n4. Apologies\n   are made\n5. **Minutes**\n   - of"
        " June\n\nOne  \ntwo\n\n| Year | Saving |\n|---|---|\n| 2021/22 | **424** |\n",
    )
    sheet = source.sheet(1)
    assert [(line.bullet, line.text, line.heading, line.bold) for line in sheet.lines] == [
        (None, "Agenda", 1, True), ("4.", "Apologies are made", 0, False), ("5.", "Minutes", 0, True), ("•", "of June", 0, False),
        (None, "One", 0, False), (None, "two", 0, False),
    ]  # fmt: skip
    assert [[c.text for c in sheet.tables[0].row(r)] for r in (0, 1)] == [["Year", "Saving"], ["2021/22", "424"]]


def rows(source: Source) -> list[list[list[str]]]:
    return [[[cell.text for cell in table.row(r)] for r in range(table.shape[0])] for table in source.sheet(1).tables]


def test_tabbed_lines_in_markdown_are_tables_with_html_in_their_cells(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        "a.md",
        "# Plan\n\nRef\tTask\tBy\n---\t---\t---\n1.1\tPaint &amp; sand<br>the hull\tMay\n"
        "1.2\t<p>Mast:</p> <ul><li>• stays</li><li>ropes</li></ul>\t\n\n<b>Lead:</b>\t<b>A</b> <b>B</b>\n\nPage 4\n\nEnd\n",
    )
    assert rows(source) == [
        [["Ref", "Task", "By"], ["1.1", "Paint & sand the hull", "May"], ["1.2", "Mast: stays ropes", ""]],
        [["Lead:", "A B"]],
    ]
    first, second = source.sheet(1).tables
    task = next(cell for cell in first.cells if (cell.row, cell.column) == (2, 1))
    assert [(line.bullet, line.text) for line in task.lines] == [(None, "Mast:"), ("•", "stays"), ("•", "ropes")]
    assert [(line.text, line.bold) for line in second.cells[1].lines] == [("A", True), ("B", True)]
    assert [line.text for line in source.sheet(1).lines] == ["Plan", "End"]
    assert [line.text for line in source.sheet(1).furniture] == ["Page 4"]


def test_html_tables_in_markdown_with_blank_lines_in_them(tmp_path: Path) -> None:
    source = read(
        tmp_path,
        "a.md",
        "Before\n\n<table>\n<tr><th>Year</th><th>Saving</th></tr>\n\n"
        "<tr><td>2021/22</td><td>424</td></tr>\n</table>\n\n**After**\n",
    )
    assert rows(source) == [[["Year", "Saving"], ["2021/22", "424"]]]
    assert [(line.text, line.bold) for line in source.sheet(1).lines] == [("Before", False), ("After", True)]
    assert [type(block).__name__ for block in source.sheet(1).blocks()] == ["Line", "Table", "Line"]


def test_tabs_of_a_person_make_no_table(tmp_path: Path) -> None:
    source = read(tmp_path, "a.md", "# A\n\n1.\tOne\n2.\tTwo\n\n-\tThree\n\nDate:\tMonday\n\n```\na\tb\tc\td\n```\n")
    assert rows(source) == []
    assert [line.text for line in source.sheet(1).lines] == ["A", "One", "Two", "Three", "Date: Monday", "a b c d"]


def test_csv(tmp_path: Path) -> None:
    (table,) = read(tmp_path, "a.csv", 'No;Text\n1;"a; b"\n\n2;"c\nd"\n').sheet(1).tables
    assert [[c.text for c in table.row(r)] for r in range(3)] == [["No", "Text"], ["1", "a; b"], ["2", "c d"]]


@given(st.text(max_size=300))
def test_any_text_survives_utf8(text: str) -> None:
    found = decode(text.encode("utf-8", "replace"))
    if found is not None and not text.startswith("\ufeff"):
        kept = text.encode("utf-8", "replace").decode()
        assert found == "".join(c for c in kept if c in "\t\n\x0c\r" or not (ord(c) < 32 or ord(c) == 127))


@given(st.binary(max_size=2000))
def test_decoding_raises_nothing(data: bytes) -> None:
    text = decode(data)
    assert text is None or "\x00" not in text
