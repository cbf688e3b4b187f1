"""A PDF laid out: reading order, words, tables, page labels, running heads, and what bad files do."""

from collections.abc import Callable
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from time import monotonic

import pikepdf
import pytest

from cypsc_desktop.intake.layout import Sheet, Source, Table
from cypsc_desktop.intake.pdf_source import build
from cypsc_desktop.model.errors import Cancelled, NeedsPassword, UserError
from tests.helpers.shared import shared_folder
from tests.pdf.making import drawn, encrypted, put, saved, stamped, text, typeset

PROSE = "The board met in the spring and looked at how places are planned, and what it costs to plan them badly. "


def laid_out(folder: Path, content: bytes) -> Source:
    return build(put(folder, content), sha256="0" * 64, name="paper.pdf")


def texts(sheet: Sheet) -> list[str]:
    return [line.text for line in sheet.lines]


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in table.row(index)] for index in range(table.shape[0])]


class TestLines:
    def test_a_line_has_its_words_place_size_and_weight(self, tmp_path: Path) -> None:
        source = laid_out(
            tmp_path, drawn(text(100, 742, "Plain words here") + text(100, 700, "Heavy", size=18, font="B"))
        )
        first, second = source.sheets[0].lines
        assert (first.text, first.bold, first.size) == ("Plain words here", False, 11)
        assert [word.text for word in first.words] == ["Plain", "words", "here"]
        assert first.box.left == pytest.approx(100, abs=1)
        assert first.box.top < 842 - 742 < first.box.bottom + 1
        assert (second.bold, second.size) == (True, 18)
        assert second.gap > 0.5

    def test_marks_that_come_last_in_the_file_join_their_lines(self, tmp_path: Path) -> None:
        content = "".join(text(100, 700 - 20 * n, f"entry of the list {n}") for n in range(3))
        content += "".join(text(70, 700 - 20 * n, f"{n + 1}.") for n in range(3))
        assert texts(laid_out(tmp_path, drawn(content)).sheets[0]) == [
            f"{n + 1}. entry of the list {n}" for n in range(3)
        ]

    def test_a_column_of_contacts_beside_the_place_is_read_after_it(self, tmp_path: Path) -> None:
        left = ["Monday, 3 June 2024, at 2.00 pm", "Committee Room Two, The Old Mill,", "Weir Street, Larkham"]
        content = "".join(text(80, 600 - 14 * n, words) for n, words in enumerate(left))
        for n, (label, value) in enumerate(
            [("Ask for:", "Idris Fenn"), ("Telephone:", "01632 960001"), ("Email:", "fenn@example.org")]
        ):
            content += text(330, 600 - 14 * n, label) + text(410, 600 - 14 * n, value, font="B")
        assert texts(laid_out(tmp_path, drawn(content)).sheets[0]) == [
            *left, "Ask for:", "Idris Fenn", "Telephone:", "01632 960001", "Email:", "fenn@example.org",
        ]  # fmt: skip

    def test_labels_are_read_across(self, tmp_path: Path) -> None:
        pairs = [
            ("From:", "Director of Schools"),
            ("To:", "Scrutiny Panel"),
            ("Subject:", "School places"),
            ("Status:", "Public"),
        ]
        content = "".join(text(70, 700 - 20 * n, a) + text(230, 700 - 20 * n, b) for n, (a, b) in enumerate(pairs))
        assert texts(laid_out(tmp_path, drawn(content)).sheets[0]) == [part for pair in pairs for part in pair]

    def test_columns_of_prose_are_read_down(self, tmp_path: Path) -> None:
        markup = (
            "#set page(columns: 2)\n#set par(justify: true)\n" + "LEFT " + PROSE * 8 + "#colbreak()\nRIGHT " + PROSE * 8
        )
        lines = texts(laid_out(tmp_path, typeset(markup)).sheets[0])
        right = next(n for n, line in enumerate(lines) if line.startswith("RIGHT"))
        assert lines[0].startswith("LEFT")
        assert right == len(lines) / 2

    def test_a_hyphen_at_a_line_end_does_not_glue_two_cells(self, tmp_path: Path) -> None:
        table = '#set text(hyphenate: true, lang: "en")\n#table(columns: (60pt, 90pt), [responsibility accountability], [Roisin])'
        (made,) = laid_out(tmp_path, typeset(table)).sheets[0].tables
        assert made.cells[1].text == "Roisin"
        assert made.cells[0].text.replace("- ", "") == "responsibility accountability"
        assert "-" in made.cells[0].text

    @pytest.mark.parametrize("rotate", [0, 90, 180, 270])
    def test_boxes_are_as_the_reader_sees_the_sheet(self, tmp_path: Path, rotate: int) -> None:
        turns = {0: "1 0 0 1 50 780", 90: "0 1 -1 0 60 60", 180: "-1 0 0 -1 545 62", 270: "0 -1 1 0 535 782"}
        content = f"q {turns[rotate]} cm " + text(0, 0, "Top left corner") + "Q"
        (sheet,) = laid_out(tmp_path, drawn(content, rotate=rotate)).sheets
        (line,) = sheet.lines
        assert (sheet.width > sheet.height) == (rotate in (90, 270))
        assert line.text == "Top left corner"
        assert line.box.left < 100
        assert line.box.top < 100
        assert line.box.width > line.box.height

    @pytest.mark.parametrize("turn", ["90deg", "-90deg", "180deg"])
    def test_content_that_stands_on_end_is_read_as_if_turned(self, tmp_path: Path, turn: str) -> None:
        markup = f"""#set page(margin: 40pt)
        #rotate({turn}, reflow: true)[#box(width: 500pt)[
          Heading of the sheet on end

          #table(columns: 3, [Ref], [Action], [Owner], [1.1], [Count the places that are left], [IF])
          {PROSE * 2}]]"""
        (sheet,) = laid_out(tmp_path, typeset(markup)).sheets
        assert sheet.width < sheet.height
        assert texts(sheet)[0] == "Heading of the sheet on end"
        assert rows(sheet.tables[0]) == [["Ref", "Action", "Owner"], ["1.1", "Count the places that are left", "IF"]]
        assert all(0 <= line.box.left < line.box.right <= sheet.width for line in sheet.lines)
        assert all(0 <= line.box.top < line.box.bottom <= sheet.height for line in sheet.lines)
        upright = turn == "180deg"
        assert (sheet.lines[0].box.width > sheet.lines[0].box.height) == upright

    def test_a_page_of_one_picture_is_a_scan(self, tmp_path: Path) -> None:
        with pikepdf.new() as pdf:
            page = pdf.add_blank_page(page_size=(595, 842))
            image = pdf.make_stream(
                b"\x80" * 100, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=10, Height=10,
                ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
            )  # fmt: skip
            name = page.add_resource(image, pikepdf.Name.XObject)
            page.contents_add(f"q 595 0 0 842 0 0 cm {name} Do Q".encode())
            content = saved(pdf)
        (sheet,) = laid_out(tmp_path, content).sheets
        assert (sheet.has_text, sheet.images, sheet.lines) == (False, 1, ())


class TestTables:
    def test_spans_and_group_rows(self, tmp_path: Path) -> None:
        markup = """#set page(flipped: true)
        #table(columns: (80pt, 80pt, 60pt), [Action], [Owner], [When],
          table.cell(colspan: 3)[Group of three], table.cell(rowspan: 2)[Tall], [A], [B], [C], [])"""
        (table,) = laid_out(tmp_path, typeset(markup)).sheets[0].tables
        assert table.shape == (4, 3)
        assert rows(table) == [["Action", "Owner", "When"], ["Group of three"], ["Tall", "A", "B"], ["C", ""]]
        assert [(c.rows, c.columns) for c in table.row(1)] == [(1, 3)]
        assert table.row(2)[0].rows == 2
        assert len(table.edges) == 4

    def test_the_gap_below_a_table_counts_from_it(self, tmp_path: Path) -> None:
        markup = "Above\n#table(columns: 2, ..range(40).map(n => [Cell #n]))\nBelow it"
        (sheet,) = laid_out(tmp_path, typeset(markup)).sheets
        assert texts(sheet) == ["Above", "Below it"]
        assert 0 < sheet.lines[1].gap < 2

    def test_filled_cells_without_rules(self, tmp_path: Path) -> None:
        markup = """#table(columns: (90pt, 90pt, 90pt), stroke: none, column-gutter: 1pt, row-gutter: 1pt, fill: luma(220),
          [Area], [Target], [Actual], [North], [12], [14], [South], [9], [7])"""
        (table,) = laid_out(tmp_path, typeset(markup)).sheets[0].tables
        assert rows(table) == [["Area", "Target", "Actual"], ["North", "12", "14"], ["South", "9", "7"]]

    def test_rules_inside_a_form_object(self, tmp_path: Path) -> None:
        lines = "".join(f"0 {y} m 200 {y} l S\n" for y in (0, 20, 40)) + "".join(
            f"{x} 0 m {x} 40 l S\n" for x in (0, 80, 200)
        )
        with pikepdf.new() as pdf:
            page = pdf.add_blank_page(page_size=(595, 842))
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            form = pdf.make_stream(
                lines.encode(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[-1, -1, 201, 41]
            )
            name = page.add_resource(form, pikepdf.Name.XObject)
            page.contents_add(f"q 1 0 0 1 100 600 cm {name} Do Q\n".encode())
            words = [text(104, 626, "Ref"), text(184, 626, "Title"), text(104, 606, "1"), text(184, 606, "Places")]
            page.contents_add("".join(words).encode())
            content = saved(pdf)
        (table,) = laid_out(tmp_path, content).sheets[0].tables
        assert rows(table) == [["Ref", "Title"], ["1", "Places"]]

    def test_a_table_cut_by_the_page_is_open_and_keeps_what_runs_over(self, tmp_path: Path) -> None:
        rules = "".join(f"50 {y} m 545 {y} l S\n" for y in (200, 160)) + "".join(
            f"{x} 200 m {x} 120 l S\n" for x in (50, 300, 545)
        )
        words = (
            text(55, 180, "Description")
            + text(305, 180, "Savings")
            + text(55, 140, "Inside the rules")
            + text(305, 140, "2024/25")
        )
        source = laid_out(tmp_path, drawn(rules + words + text(55, 110, "and below them")))
        (table,) = source.sheets[0].tables
        assert (table.open_top, table.open_bottom) == (False, True)
        assert rows(table) == [["Description", "Savings"], ["Inside the rules and below them", "2024/25"]]
        assert source.sheets[0].lines == ()

    def test_the_rest_of_a_cut_row_is_a_table_though_one_cell_alone_has_words(self, tmp_path: Path) -> None:
        grid = "".join(f"{60 + 90 * n} 740 m {60 + 90 * n} 780 l S\n" for n in range(6))
        grid += "60 740 m 510 740 l S 60 780 m 510 780 l S\n" + text(245, 760, "goes on here")
        moved = grid.replace("780", "480").replace("740", "440").replace("760", "460")
        first, second = laid_out(tmp_path, drawn(grid, moved)).sheets
        assert [rows(t) for t in first.tables] == [[["", "", "goes on here", "", ""]]]
        assert second.tables == ()

    def test_charts_boxes_and_highlights_are_no_tables(self, tmp_path: Path) -> None:
        axes = "50 400 m 50 600 l S\n" + "".join(f"50 {y} m 300 {y} l S\n" for y in range(400, 601, 25))
        bars = "".join(f"{60 + 30 * n} 400 20 {40 + 15 * n} re f\n" for n in range(7))
        frame = "330 400 200 150 re S\n"
        marks = "0.9 g " + "".join(f"{60 + 60 * n} 300 55 12 re f\n" for n in range(4)) + "0 g\n"
        words = (
            "".join(text(30, y, str(y)) for y in range(400, 601, 50))
            + text(340, 500, "A framed remark")
            + text(62, 303, "marked words here")
        )
        (sheet,) = laid_out(tmp_path, drawn(axes + bars + frame + marks + words)).sheets
        assert sheet.tables == ()
        assert "A framed remark" in texts(sheet)


class TestPageLabels:
    def pages(self, count: int, *, own: str = "") -> bytes:
        """Sheets of text; ``own`` is the wording of their own page number, if they have one."""
        number = own.format('#context counter(page).display("1")')
        sheets = "#pagebreak()\n".join(f"Sheet of number {n}.\n\n{PROSE * 3}\n" for n in range(count))
        return typeset(f"#set page(footer: align(center)[{number}])\n" + sheets)

    @pytest.mark.parametrize("how", ["form", "annotation"])
    @pytest.mark.parametrize("wording", ["Page {}", "{}", "Page OFFICIAL {}", "S{}", "Agenda pack page {}"])
    def test_found_however_printed(self, tmp_path: Path, how: str, wording: str) -> None:
        labels = [None, None, *(wording.format(n) for n in range(11, 17))]
        source = laid_out(tmp_path, stamped(self.pages(8), labels, how=how))
        prefix = "S" if wording.startswith("S") else ""
        assert [sheet.stamp for sheet in source.sheets] == [None, None, *(f"{prefix}{n}" for n in range(11, 17))]
        assert all("Page" not in line.text for sheet in source.sheets for line in sheet.lines)
        assert [line.text for line in source.sheets[3].furniture] == [labels[3]]

    def test_overprinted_by_a_marking(self, tmp_path: Path) -> None:
        pages = [
            text(72, 700, f"Sheet {n}")
            + text(270, 20, "Page")
            + text(310, 20, str(n))
            + text(285, 20.5, "OFFICIAL", size=8)
            for n in range(237, 243)
        ]
        source = laid_out(tmp_path, drawn(*pages))
        assert [sheet.stamp for sheet in source.sheets] == [str(n) for n in range(237, 243)]
        assert all(len(sheet.lines) == 1 for sheet in source.sheets)

    def test_watermarks_do_not_mix_with_the_text(self, tmp_path: Path) -> None:
        lines = "".join(
            text(72, 700 - 14 * n, f"Line {n} of a paragraph that a watermark crosses on its way") for n in range(20)
        )
        mark = "q 0.7071 0.7071 -0.7071 0.7071 150 450 cm " + text(0, 0, "DRAFT FOR COMMENT", size=40) + "Q"
        (sheet,) = laid_out(tmp_path, drawn(lines + mark)).sheets
        assert texts(sheet) == [f"Line {n} of a paragraph that a watermark crosses on its way" for n in range(20)]
        assert [line.text for line in sheet.furniture] == ["DRAFT FOR COMMENT"]

    def test_turned_on_landscape_sheets(self, tmp_path: Path) -> None:
        labels = [f"Page {n}" for n in range(5, 13)]
        source = laid_out(tmp_path, stamped(self.pages(8), labels, turned=(2, 3, 6)))
        assert [sheet.stamp for sheet in source.sheets] == [str(n) for n in range(5, 13)]

    @pytest.mark.parametrize("own", ["{}", "Page {}", "{} of 4", "Review of places, page {}"])
    def test_told_from_the_reports_own_numbers(self, tmp_path: Path, own: str) -> None:
        with pikepdf.new() as pdf, ExitStack() as stack:
            for _ in range(3):
                pdf.pages.extend(stack.enter_context(pikepdf.open(BytesIO(self.pages(4, own=own)))).pages)
            whole = saved(pdf)
        numbered = [own.format(n) for n in (1, 2, 3, 4)] * 3
        for wording in ("{}", "Page {}"):
            source = laid_out(tmp_path, stamped(whole, [wording.format(n) for n in range(31, 43)]))
            assert [sheet.stamp for sheet in source.sheets] == [str(n) for n in range(31, 43)]
        unstamped = laid_out(tmp_path, whole)
        assert [sheet.stamp for sheet in unstamped.sheets] == [None] * 12
        assert [" ".join(line.text for line in sheet.furniture) for sheet in unstamped.sheets] == numbered
        assert all(sheet.lines[0].text.startswith("Sheet") for sheet in unstamped.sheets)

    def test_fillers_and_running_heads(self, tmp_path: Path) -> None:
        markup = "#set page(header: [Annual review of places])\n" + PROSE * 150
        with_head = typeset(markup)
        source = laid_out(tmp_path, with_head)
        assert len(source.sheets) >= 3
        assert all([line.text for line in sheet.furniture] == ["Annual review of places"] for sheet in source.sheets)
        blank = typeset("#align(center + horizon)[This page is intentionally left blank]")
        (sheet,) = laid_out(tmp_path, stamped(blank, ["Page 4"])).sheets
        assert (sheet.filler, sheet.stamp) == (True, "4")

    def test_a_heading_number_or_year_is_no_label(self, tmp_path: Path) -> None:
        content = [text(72, 790, f"{2019 + n}") + text(72, 700, f"Figures of the year, part {n}") for n in range(2)]
        source = laid_out(tmp_path, drawn(*content, text(72, 600, "End"), text(72, 600, "Annex")))
        assert [sheet.stamp for sheet in source.sheets] == [None] * 4


class TestOutline:
    def test_whole_pages_and_places_within(self, tmp_path: Path) -> None:
        with pikepdf.new() as pdf:
            for _ in range(3):
                pdf.add_blank_page()
            with pdf.open_outline() as outline:
                outline.root.append(pikepdf.OutlineItem("1 Report", 0, "Fit"))
                outline.root.append(pikepdf.OutlineItem("Background", 1, "XYZ", left=0, top=500))
                outline.root.append(pikepdf.OutlineItem("Nowhere"))
                jump = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=[pdf.pages[2].obj, pikepdf.Name.Fit])
                outline.root.append(pikepdf.OutlineItem("2 By an\taction", action=jump))
            pdf.docinfo["/Title"] = "Pack of papers"
            content = saved(pdf)
        source = laid_out(tmp_path, content)
        assert [(b.title, b.page, b.whole_page) for b in source.outline] == [
            ("1 Report", 1, True),
            ("Background", 2, False),
            ("2 By an action", 3, True),
        ]
        assert source.info["title"] == "Pack of papers"


class TestRefusals:
    def test_password(self, tmp_path: Path) -> None:
        path = put(tmp_path, encrypted(drawn(text(72, 700, "Private words")), "larch"))
        with pytest.raises(NeedsPassword, match="needs a password"):
            build(path, sha256="", name="x")
        with pytest.raises(NeedsPassword, match="does not open"):
            build(path, sha256="", name="x", password="beech")
        assert texts(build(path, sha256="", name="x", password="larch").sheets[0]) == ["Private words"]

    @pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"not a PDF at all" * 50, b"%PDF-1.4\n" + b"\0" * 5000])
    def test_what_is_no_pdf(self, tmp_path: Path, content: bytes) -> None:
        with pytest.raises(UserError, match="damaged"):
            laid_out(tmp_path, content)

    def test_what_is_no_file(self, tmp_path: Path) -> None:
        for path in (tmp_path, tmp_path / "missing.pdf"):
            with pytest.raises(UserError, match="cannot be read"):
                build(path, sha256="", name="x")

    def test_progress_and_cancel(self, tmp_path: Path) -> None:
        path = put(tmp_path, typeset("#pagebreak()\n".join(["words"] * 12)))
        seen: list[tuple[int, int]] = []
        build(path, sha256="", name="x", progress=lambda done, total: seen.append((done, total)))
        assert seen == [(n, 12) for n in range(1, 13)]
        with pytest.raises(Cancelled):
            build(path, sha256="", name="x", cancelled=lambda: True)

    def test_a_page_made_to_take_for_ever_does_not(self, tmp_path: Path) -> None:
        words = "".join(text(5 + 7 * (n % 80), 835 - 3 * (n // 80), f"{n}", size=2) for n in range(18_000))
        grid = "".join(f"{x} 0 m {x} 842 l S\n" for x in range(0, 595, 4)) + "".join(
            f"0 {y} m 595 {y} l S\n" for y in range(0, 842, 4)
        )
        start = monotonic()
        (sheet,) = laid_out(tmp_path, drawn(words + grid)).sheets
        assert sheet.has_text
        assert monotonic() - start < 15


class TestRealPapers:
    @pytest.mark.parametrize("folder", ["pdf-damaged", "pdf-annotated"])
    @pytest.mark.timeout(900)
    def test_every_file_imports_or_is_refused_in_a_sentence(self, folder: str, effort: Callable[..., int]) -> None:
        files = sorted((shared_folder() / folder).iterdir())[2 :: effort(sample=5, whole=1)]
        imported, said = 0, []
        for path in files:
            start = monotonic()
            try:
                build(path, sha256="", name=path.name)
                imported += 1
            except UserError as error:
                said.append(str(error))
            assert monotonic() - start < 30, path.name
        assert imported >= 0.4 * len(files)
        assert all(sentence.endswith(".") and len(sentence) < 160 for sentence in said)

    def test_the_response_table_of_the_first_pack(self) -> None:
        (path,) = (shared_folder() / "packs").glob("croydon*.pdf")
        source = build(path, sha256="", name=path.name)
        assert [s.stamp for s in source.sheets] == [None] * 4 + [str(n) for n in range(5, 59)]
        assert [s.number for s in source.sheets if s.filler] == [4, 48, 49, 50]
        first, second = source.sheet(53).tables, source.sheet(54).tables
        assert [t.shape[1] for t in (*first, *second)] == [8, 8]
        assert first[0].edges == second[0].edges
        assert first[0].open_bottom
        assert [c.columns for c in first[0].row(1)] == [8]
        assert [t.shape for t in source.sheet(27).tables] == [(5, 4), (5, 5), (3, 4)]

    def test_labels_and_columns_of_the_second_pack(self) -> None:
        (path,) = (shared_folder() / "packs").glob("kent-cabinet-2025-03*.pdf")
        source = build(path, sha256="", name=path.name)
        assert [s.stamp for s in source.sheets] == [None, None, *(str(n) for n in range(1, 105))]
        lines = texts(source.sheet(1))
        assert lines.index("Ask for:") > lines.index("County Hall, Maidstone")
        assert not any(line.text.isdecimal() for s in source.sheets for line in s.lines[-1:])
        assert [t.shape for t in source.sheet(40).tables] == []
        assert [t.shape for t in source.sheet(54).tables] == [(4, 12)]
