"""Blocks of cells out to the clipboard and back, and in from Word, Excel and LibreOffice."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData

from cypsc_desktop.ui.grid.clipboard import CELLS, from_html, from_mime, from_text, to_html, to_mime, to_text

cells = st.text(alphabet=st.sampled_from('ab1"\t\n &<>=,;’é£ \\'), max_size=8)
blocks = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=5)
)


@given(blocks)
def test_text_comes_back(block: list[list[str]]) -> None:
    # One empty cell is no text at all, and a last empty line is how a spreadsheet ends its text.
    if to_text(block) and not to_text(block).endswith("\n"):
        assert from_text(to_text(block)) == block


@given(blocks)
def test_our_own_cells_come_back_exactly(block: list[list[str]]) -> None:
    assert from_mime(to_mime(block)) == block


@given(blocks)
def test_html_comes_back_but_for_blanks_at_the_edges(block: list[list[str]]) -> None:
    def tidy(cell: str) -> str:
        lines = [" ".join(line.replace("\t", " ").split(" ")).strip(" ") for line in cell.split("\n")]
        return "\n".join(" ".join(line.split()) for line in lines).strip(" \n")

    assert [[tidy(cell) for cell in row] for row in from_html(to_html(block))] == [
        [tidy(c) for c in row] for row in block
    ]


@given(st.text(max_size=80))
def test_anything_may_lie_on_the_clipboard(text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    mime.setHtml(f"<table><tr><td>{text}")
    mime.setData(CELLS, text.encode("utf-8", "replace"))
    for block in (
        from_mime(mime),
        from_text(text),
        from_html(text),
        from_html(f"<table><td rowspan=9>{text}<tr>{text}"),
    ):
        assert len({len(row) for row in block}) <= 1


def test_what_excel_writes_as_text() -> None:
    assert from_text('Ref\tAction\r\n1.10\t"Two\nlines, ""quoted"""\r\n') == [
        ["Ref", "Action"],
        ["1.10", 'Two\nlines, "quoted"'],
    ]
    assert from_text('5" pipe\tb') == [['5" pipe', "b"]]
    assert from_text('"5" pipe\tb') == [['"5" pipe', "b"]]
    assert from_text("a\t\nb") == [["a", ""], ["b", ""]]


def test_what_word_and_excel_write_as_html() -> None:
    word = (
        "<html><body><!--StartFragment--><table><tr><th><p class=MsoNormal>Ref\n  no.<o:p></o:p></p></th>"
        "<td><p>One</p><p>two&nbsp;three</p></td></tr><tr><td colspan=2>wide</td></tr>"
        "<tr><td rowspan=2>tall</td><td>a<br>b</td></tr><tr><td>c</td></tr></table>"
        "<table><tr><td>another</td></tr></table>"
    )
    assert from_html(word) == [["Ref no.", "One\ntwo three"], ["wide", ""], ["tall", "a\nb"], ["", "c"]]
    assert from_html("<table><tr><td>a<table><tr><td>in</td></tr></table></td><td>b</td></tr></table>") == [
        ["a\nin", "b"]
    ]
    assert from_html("<p>no table</p>") == []


def test_a_table_says_it_is_text_so_that_numbers_stay() -> None:
    html = to_html([["1.10", "a\nb"]])
    assert "mso-number-format:'\\@'" in html
    assert "same-cell" in html
