"""What a page holds for its reader: words, characters, links and outline in one answer, whatever the page is like."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from cypsc_desktop.pdf.reading import Link
from cypsc_desktop.pdf.render import Renderer
from cypsc_desktop.pdf.served import PageFailed
from tests.pdf.making import drawn, put, saved, text, typeset


@pytest.fixture
def renderer() -> Iterator[Renderer]:
    with Renderer() as made:
        yield made


def linked(source: bytes, *links: dict[str, object]) -> bytes:
    """The PDF with links on its first page."""
    with pikepdf.open(BytesIO(source)) as pdf:
        notes = []
        for link in links:
            note = {"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name.Link, "/Border": [0, 0, 0], **link}
            if isinstance(note.get("/Dest"), tuple):
                page, *view = note["/Dest"]
                note["/Dest"] = pikepdf.Array([pdf.pages[page].obj, *view])
            notes.append(pdf.make_indirect(pikepdf.Dictionary(note)))
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array(notes))
        return saved(pdf)


def test_links_lead_where_they_say(renderer: Renderer, tmp_path: Path) -> None:
    address = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://council.example/a"))
    source = linked(
        drawn("", "", ""),
        {"/Rect": [100, 700, 200, 720], "/Dest": (2, pikepdf.Name.XYZ, 50, 600, 0)},
        {"/Rect": [200, 650, 100, 640], "/Dest": (1, pikepdf.Name.Fit)},
        {"/Rect": [10, 10, 20, 20], "/A": address},
        {"/Rect": [30, 30, 40, 40]},
    )
    found = renderer.reading(renderer.open(put(tmp_path, source)), 1).result(10).links
    assert found == (
        Link((100, 122, 200, 142), 3, 242, ""),
        Link((100, 192, 200, 202), 2, None, ""),
        Link((10, 822, 20, 832), None, None, "https://council.example/a"),
    )


def test_addresses_in_the_text_are_links(renderer: Renderer, tmp_path: Path) -> None:
    path = put(tmp_path, drawn(text(72, 700, "See https://council.example/plan for it")))
    (link,) = renderer.reading(renderer.open(path), 1).result(10).links
    assert (link.sheet, link.address) == (None, "https://council.example/plan")
    assert link.box[0] > 72
    assert link.box[1] < 142 < link.box[3]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_characters_and_links_lie_alike_on_a_turned_page(renderer: Renderer, tmp_path: Path, turn: int) -> None:
    source = linked(
        drawn(text(100, 700, "Turned"), rotate=turn), {"/Rect": [100, 695, 150, 715], "/Dest": (0, pikepdf.Name.Fit)}
    )
    handle = renderer.open(put(tmp_path, source))
    found = renderer.reading(handle, 1).result(10)
    left, top, right, bottom = found.links[0].box
    x = (found.characters.boxes[0] + found.characters.boxes[2]) / 2
    y = (found.characters.boxes[1] + found.characters.boxes[3]) / 2
    assert left < x < right
    assert top < y < bottom
    wide, high = handle.sizes[0]
    assert 0 <= left < right <= wide
    assert 0 <= top < bottom <= high
    assert found.raw.words == ["Turned"]


def test_the_outline_of_the_file(renderer: Renderer, tmp_path: Path) -> None:
    handle = renderer.open(put(tmp_path, typeset("= One\n== Part\n#pagebreak()\n= Two")))
    assert [(title, level, page) for title, level, page, _ in renderer.outline(handle).result(10)] == [
        ("One", 0, 1), ("Part", 1, 1), ("Two", 0, 2)
    ]  # fmt: skip


def test_a_page_that_is_not_there_fails_and_the_next_answer_fits(renderer: Renderer, tmp_path: Path) -> None:
    handle = renderer.open(put(tmp_path, drawn(text(72, 700, "Here"))))
    with pytest.raises(PageFailed):
        renderer.reading(handle, 9).result(10)
    assert renderer.reading(handle, 1).result(10).characters.text == "Here"
    assert renderer.characters(handle, 1).result(10).text == "Here"
