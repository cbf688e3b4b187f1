"""A saved page is read as its reader sees it: no scripts, no menus, lists with numbers, tables with spans."""

from pathlib import Path

from cypsc_desktop.intake.layout import Sheet, Table
from cypsc_desktop.intake.open import open_source


def read(folder: Path, body: str, *, head: str = "") -> Sheet:
    path = folder / "page.html"
    path.write_text(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
    return open_source(path).sheet(1)


def lines(sheet: Sheet) -> list[str]:
    return [f"{line.bullet or ''} {line.text}".strip() for line in sheet.lines]


def test_what_a_reader_does_not_see_is_left_out(tmp_path: Path) -> None:
    sheet = read(
        tmp_path,
        "<script>var a = '<p>x</p>';</script><style>p{}</style><!-- comment --><p>Seen</p><p style='display: none'>no</p>"
        "<p hidden>no</p><span class='visually-hidden'>no</span><noscript>no</noscript><select><option>no"
        "</select><p>Also<!-- - --> seen</p>",
    )
    assert lines(sheet) == ["Seen", "Also seen"]


def test_head_foot_and_menus_are_furniture(tmp_path: Path) -> None:
    sheet = read(
        tmp_path,
        "<header>Northmere Council</header><nav><ul><li>Home</ul></nav><div role='navigation'>You are here</div>"
        "<main><header><h1>Papers</h1></header><p>Body</p></main><footer>Contact us</footer>",
    )
    assert lines(sheet) == ["Papers", "Body"]
    assert [line.text for line in sheet.furniture] == ["Northmere Council", "Home", "You are here", "Contact us"]


def test_headings_bold_and_breaks(tmp_path: Path) -> None:
    sheet = read(
        tmp_path,
        "<h2>Title <em>here</em></h2><p><strong>All bold</strong></p><p>One<br>two <b>three</b></p><pre>a\n  b</pre>",
    )
    assert [(line.text, line.heading, line.bold) for line in sheet.lines] == [
        ("Title here", 2, True), ("All bold", 0, True), ("One", 0, False), ("two three", 0, False), ("a", 0, False), ("b", 0, False),
    ]  # fmt: skip
    assert sheet.lines[3].gap < 0.6 < sheet.lines[2].gap


def test_list_numbers_are_those_of_the_page(tmp_path: Path) -> None:
    sheet = read(
        tmp_path,
        "<ol start=3><li>c<ul><li>dot</ul><li value=9>i<li><p>j</p><p>more</p></ol><ol type=a><li>x<li>y</ol>"
        "<ol reversed start=2><li>two<li>one</ol>",
    )
    assert lines(sheet) == ["3. c", "• dot", "9. i", "10. j", "more", "a. x", "b. y", "2. two", "1. one"]


def test_spans_of_data_tables(tmp_path: Path) -> None:
    sheet = read(
        tmp_path,
        "<table><thead><tr><th colspan=2>Recommendation<th rowspan=2>Response</tr><tr><th>No<th>Text</tr></thead>"
        "<tr><td rowspan=2>A<td>b<td>c</tr><tr><td>d<ol><li>e</ol><td>f</tr></table>",
    )
    (table,) = sheet.tables
    assert table.shape == (4, 3)
    assert {c.text: (c.row, c.column, c.rows, c.columns) for c in table.cells} == {
        "Recommendation": (0, 0, 1, 2), "Response": (0, 2, 2, 1), "No": (1, 0, 1, 1), "Text": (1, 1, 1, 1),
        "A": (2, 0, 2, 1), "b": (2, 1, 1, 1), "c": (2, 2, 1, 1), "d e": (3, 1, 1, 1), "f": (3, 2, 1, 1),
    }  # fmt: skip


def test_tables_that_place_things_are_read_through(tmp_path: Path) -> None:
    sheet = read(
        tmp_path,
        "<table><tr><td>Menu</td><td><h1>Papers</h1><table><tr><th>Year<th>Saving</tr><tr><td>2021/22<td>424</tr>"
        "</table></td></tr></table>",
    )
    assert [b.shape if isinstance(b, Table) else b.text for b in sheet.blocks()] == ["Menu", "Papers", (2, 2)]


def test_numbered_rows_become_titles(tmp_path: Path) -> None:
    sheet = read(
        tmp_path,
        "<table><tr><th>No.<th>Item</tr><tr><td>1.<td><p>Apologies</p><p>To receive any.</p></tr><tr><td>2.<td><p>Minutes</p></tr></table>",
    )
    assert [(line.text, line.heading > 0) for line in sheet.lines][-3:] == [
        ("1. Apologies", True), ("To receive any.", False), ("2. Minutes", True),
    ]  # fmt: skip


def test_title_site_and_address_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "page.htm"
    path.write_bytes(
        b"<!-- saved from url=(0039)https://x.example.gov.uk/page.aspx?Id=1 -->\r\n<html><head><title>Agenda\r\n for a panel</title>"
        b"<meta property='og:site_name' content='Northmere Council'></head><body><p>x</body></html>"
    )
    info = open_source(path).info
    assert info == {
        "title": "Agenda for a panel",
        "og:site_name": "Northmere Council",
        "address": "https://x.example.gov.uk/page.aspx?Id=1",
    }
