"""The text of a page with its places: what every position, word, line and box must hold to."""

import string
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypsc_desktop.commands import reading
from cypsc_desktop.intake.layout import Box, Line, Sheet, Word
from cypsc_desktop.pdf.reading import Characters
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.ui.papers.copying import as_html, as_tabs, copied
from cypsc_desktop.ui.papers.page_text import PageText, page_text
from tests.pdf.making import drawn, put, text, typeset
from tests.ui.papers.papers import COLUMNS, PROSE, TABLE
from tests.ui.papers.scans import scan

Read = Callable[..., PageText]
WORDS = st.text(string.ascii_letters + string.digits + "’-£é", min_size=1, max_size=9)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Lines of words set in Courier, so that every place is known; some stand on end."""
    lines = []
    top = 20.0
    for number in range(draw(st.integers(1, 6))):
        on_end = draw(st.booleans()) if number else False
        words, along = [], 30.0
        for _ in range(draw(st.integers(1, 5))):
            spelt = draw(WORDS)
            end = along + 6 * len(spelt)
            box = Box(300 + top, along, 310 + top, end) if on_end else Box(along, top, end, top + 10)
            words.append(Word(spelt, box))
            along = end + 6
        whole = words[0].box
        for word in words[1:]:
            whole = whole.union(word.box)
        lines.append(Line(" ".join(w.text for w in words), whole, 1, tuple(words)))
        top += 16
    return Sheet(1, 600, 800, tuple(lines))


def nothing() -> Characters:
    return Characters("", array("f"))


@given(sheets(), st.data())
def test_positions_words_and_boxes_agree(sheet: Sheet, data: st.DataObject) -> None:
    made = page_text(sheet, nothing())
    assert made.text == "\n".join(line.text for line in sheet.lines)
    assert len(made.lefts) == len(made.rights) == len(made.text)
    position = data.draw(st.integers(0, len(made.text)))
    line = made.lines[made.line_at(position)]
    assert line.start <= position <= line.end + 1
    start, end = made.word_at(position)
    assert line.start <= start <= end <= line.end
    caret = made.caret(min(position, line.end))
    assert caret is not None
    middle = ((caret[0] + caret[2]) / 2, (caret[1] + caret[3]) / 2)
    # A click where the caret stands puts it there again.
    assert made.position_at(*middle) == min(position, line.end)


@given(sheets(), st.data())
def test_boxes_cover_just_what_is_between(sheet: Sheet, data: st.DataObject) -> None:
    made = page_text(sheet, nothing())
    start = data.draw(st.integers(0, len(made.text)))
    end = data.draw(st.integers(start, len(made.text)))
    boxes = made.boxes(start, end)
    for position in range(len(made.text)):
        if made.text[position] in " \n":
            continue
        line = made.lines[made.line_at(position)]
        begin, until = made.caret(position), (made.lefts[position] + made.rights[position]) / 2
        assert begin is not None
        left, top, right, bottom = line.box
        x, y = ((until, (top + bottom) / 2), ((left + right) / 2, until), (0, 0), ((left + right) / 2, -until))[
            line.way
        ]
        held = any(b[0] - 0.01 <= x <= b[2] + 0.01 and b[1] - 0.01 <= y <= b[3] + 0.01 for b in boxes)
        assert held == (start <= position < end)


@given(sheets(), st.data())
def test_words_on_and_back(sheet: Sheet, data: st.DataObject) -> None:
    made = page_text(sheet, nothing())
    position = data.draw(st.integers(0, len(made.text)))
    onward = made.next_word(position)
    assert onward > position or onward == len(made.text)
    before = made.previous_word(position)
    assert before < position or position == 0
    if onward < len(made.text):
        assert made.previous_word(onward) <= position


@given(st.text(max_size=40))
def test_an_empty_page_answers_everything(typed: str) -> None:
    made = PageText()
    assert made.position_at(10, 10) == 0
    assert made.word_at(3) == (3, 3)
    assert made.caret(0) is None
    assert made.boxes(0, 5) == []
    assert made.line_below(0, 0) is None
    assert made.next_word(0) == made.previous_word(0) == 0
    assert made.cell_at(0) is None


@pytest.fixture
def read(tmp_path: Path) -> Iterator[Read]:
    with Renderer() as renderer:

        def one(content: bytes, page: int = 1) -> PageText:
            found = renderer.reading(renderer.open(put(tmp_path, content)), page).result(15)
            return page_text(reading.laid_out(found.raw), found.characters, found.links)

        yield one


def test_characters_lie_where_they_are_printed(read: Read) -> None:
    page = read(drawn(text(100, 700, "iiiiWWWW", size=20)))
    widths = [right - left for left, right in zip(page.lefts, page.rights, strict=True)]
    assert page.text == "iiiiWWWW"
    assert max(widths[:4]) < min(widths[4:]) / 2  # no even steps: PDFium's own places
    assert page.lefts[0] == pytest.approx(100, abs=1)


def test_letters_beyond_the_first_plane_keep_the_places_straight(read: Read) -> None:
    page = read(typeset("#set page(width: 300pt, height: 200pt)\n𝑎𝑏 plain words after"))
    at = page.text.index("after")
    assert page.text.endswith("plain words after")
    assert page.boxes(at, at + 5)[0][0] > page.boxes(page.text.index("plain"), at - 1)[0][0]


def test_columns_are_read_one_after_the_other(read: Read) -> None:
    read_on = " ".join(read(typeset(COLUMNS)).text.split())
    order = [read_on.index(words) for words in ("schools", "end of the left", "nurseries", "end of the right")]
    assert order == sorted(order)


def test_list_numbers_drawn_last_stand_before_their_text(read: Read) -> None:
    lines = "".join(
        text(100, 700 - 20 * n, f"The {word} point of three") for n, word in enumerate(("first", "second", "third"))
    )
    marks = "".join(text(80, 700 - 20 * n, f"{n + 1}.") for n in range(3))
    assert read(drawn(lines + marks)).text.split("\n") == [
        "1. The first point of three", "2. The second point of three", "3. The third point of three"
    ]  # fmt: skip


def test_a_table_is_copied_as_a_table(read: Read) -> None:
    page = read(typeset(TABLE))
    start, end = page.text.index("Service"), page.text.index("198") + 3
    clip = copied([(page, start, end)])
    assert clip.text.split("\n") == [
        "Service\t2023/24\t2024/25", "Early help for families with young children\t1,204\t1,310", "Fostering\t-212\t198"
    ]  # fmt: skip
    assert clip.html.count("<tr>") == 3
    assert clip.html.count("<td>") == 9


def test_a_column_of_a_table_is_copied_alone(read: Read) -> None:
    page = read(typeset(TABLE))
    cells = page.block(page.text.index("2024/25"), page.text.index("198") + 1)
    assert as_tabs(page, cells) == "2024/25\n1,310\n198"


def test_a_merged_cell_keeps_its_span(read: Read) -> None:
    page = read(typeset(TABLE))
    cells = page.block(page.text.index("Fostering"), page.text.index("1,508") + 3)
    assert '<td colspan="2">Both together</td>' in as_html(page, cells)
    assert as_tabs(page, cells).split("\n")[1] == "Both together\t\t1,508"


def test_words_within_one_cell_or_across_the_edge_of_a_table_are_words(read: Read) -> None:
    page = read(typeset(TABLE))
    early = page.text.index("Early")
    assert copied([(page, early, early + 10)]).html == ""
    before = page.text.index("Words before")
    assert copied([(page, before, early + 5)]).html == ""


def test_markup_in_a_cell_is_only_text(read: Read) -> None:
    page = read(typeset('#table(columns: 2, [a < b], ["<script>"], [c], [d & e])'))
    html = copied([(page, 0, len(page.text))]).html
    assert "<script>" not in html
    assert "a &lt; b" in html


def test_links_lie_on_their_words(read: Read) -> None:
    page = read(typeset(PROSE))
    inside = next(link for link in page.links if link.sheet)
    outside = next(link for link in page.links if link.address)
    assert (inside.sheet, outside.address) == (3, "https://council.example/staying-put")
    at = page.text.index("See the last")
    box = page.boxes(at, at + 8)[0]
    assert inside.box[0] - 2 <= box[0] <= inside.box[2]
    assert inside.box[1] - 3 <= box[1] <= inside.box[3]


def test_a_turned_page_reads_upright(read: Read) -> None:
    content = text(72, 700, "The first line of the page") + text(72, 680, "and the second line of it")
    page = read(drawn(content, rotate=90))
    assert page.text.split("\n")[0].startswith("The first line")
    line = page.lines[0]
    assert line.way in (1, 3)
    assert page.position_at(*[(a + b) / 2 for a, b in zip(line.box[:2], line.box[2:], strict=True)]) > 0


def test_a_picture_without_text_is_said_to_be_scanned(read: Read) -> None:
    assert read(scan()).scanned
    assert not read(drawn("")).scanned
