"""The minutes as documents: what each format holds beside the words, and that nothing private hides in any of them."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import docx
import pikepdf
import pytest
from lxml import etree

from cypsc_desktop.commands.minuting_export import live_document
from cypsc_desktop.commands.minuting_notes import take_notes
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.minutes.projection import minutes_id
from cypsc_desktop.model.records import Meeting, Minutes
from cypsc_desktop.output.document import Document
from cypsc_desktop.output.minutes_live import LiveMinutes, public_minutes
from cypsc_desktop.output.words import place_held
from cypsc_desktop.output.writers import FORMATS, render
from tests.minutes.harbour import ACTOR, BODY, DATE, MEETING, add_harbour, lines
from tests.minutes.test_part_b import PRIVATE, unpacked

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, Document]:
    """The public minutes of the evening, and the private ones."""
    with open_library(tmp_path_factory.mktemp("harbour") / "library") as store:
        add_harbour(store)
        meeting = store.read.record(MEETING)
        assert isinstance(meeting, Meeting)
        take_notes(store, meeting, lines(), actor=ACTOR)
        return live_document(store.read, meeting, level="full"), live_document(store.read, meeting, part_b=True)


@pytest.fixture(scope="module")
def public(documents: tuple[Document, Document]) -> Document:
    return documents[0]


def inside(content: bytes) -> bytes:
    """All bytes of a file, packed parts unpacked, streams of a PDF decompressed, its metadata and names with them."""
    if not content.startswith(b"%PDF"):
        return unpacked(content)
    with pikepdf.open(io.BytesIO(content)) as file:
        streams = [o.read_bytes() for o in file.objects if isinstance(o, pikepdf.Stream) and _readable(o)]
        said = [str(o) for o in file.objects if isinstance(o, pikepdf.Dictionary | pikepdf.String)]
    return content + b"".join(streams) + "".join(said).encode("utf-8", "replace")


def _readable(stream: pikepdf.Stream) -> bool:
    return "/DCTDecode" not in str(stream.get("/Filter", ""))


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_no_byte_of_part_b_is_in_a_public_file(documents: tuple[Document, Document], ending: str) -> None:
    """The private words are found in the private file, so that the search would find them in the public one."""
    public, private = (inside(render(one, ending)).lower() for one in documents)
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        assert [word for word in PRIVATE if word.lower().encode(encoding) in public] == []
    if ending != "pdf":  # there words are numbers of glyphs: test_part_b reads them as a reader does
        assert b"bramblewick" in private


def _titles(marks: Iterable[pikepdf.OutlineItem]) -> Iterator[str]:
    for mark in marks:
        yield str(mark.title)
        yield from _titles(mark.children)


def test_a_pdf_is_tagged_named_and_bookmarked(public: Document) -> None:
    with pikepdf.open(io.BytesIO(render(public, "pdf"))) as file:
        root = file.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "en-GB"
        assert file.open_metadata().get("dc:title") == f"Draft minutes – {BODY}, 14 September 2021"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        kinds = {
            str(o.S) for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem"
        }
        assert {"/H1", "/H2", "/P", "/L", "/LI", "/LBody"} <= kinds
        with file.open_outline() as outline:
            marks = list(_titles(outline.root))
        assert marks[0] == "Draft minutes"
        assert "44/21 Minutes of the previous meeting" in marks
        assert "author" not in str(file.docinfo).lower()


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("Quay Room", "Place: Quay Room"),
        ("This meeting will be held by video link.", "Place: by video link"),
        ("This meeting was held remotely.", "This meeting was held remotely."),
        ("The meeting will be held in public.", None),
        (None, None),
    ],
)
def test_the_place_is_none_that_is_still_to_come(printed: str | None, said: str | None) -> None:
    assert place_held(printed) == said


@pytest.mark.parametrize("state", ["published", "approved", "locked"])
def test_approved_minutes_say_when_they_were(state: str) -> None:
    of = Minutes(id=minutes_id(MEETING), meeting=MEETING, state=state)
    given = LiveMinutes(Meeting(id=MEETING, body=BODY, date=DATE), of, [], [], [], approved_on="2021-11-02")
    told = (
        "These minutes were approved at the meeting of 2 November 2021."
        in render(public_minutes(given), "txt").decode()
    )
    assert told == (state != "published")


def test_a_word_file_has_headings_lists_and_a_language(public: Document) -> None:
    content = render(public, "docx")
    file = docx.Document(io.BytesIO(content))
    headings = [(p.style.name, p.text) for p in file.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert headings[0] == ("Heading 1", "Draft minutes")
    assert ("Heading 2", "Present") in headings
    assert ("Heading 3", "44/21 Minutes of the previous meeting") in headings
    levels = [int(name[-1]) for name, _ in headings]
    assert all(b - a <= 1 for a, b in pairwise(levels))
    listed = [p.style.name for p in file.paragraphs if p.style and p.text.startswith("Councillor Rosa Wells, Chair")]
    assert listed == ["List Bullet"]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        styles = etree.fromstring(package.read("word/styles.xml"))
        core = package.read("docProps/core.xml").decode()
    assert {lang.get(f"{_W}val") for lang in styles.iter(f"{_W}lang")} == {"en-GB"}
    assert ACTOR not in core


def test_an_odt_has_headings_lists_and_a_language(public: Document) -> None:
    with zipfile.ZipFile(io.BytesIO(render(public, "odt"))) as package:
        content = package.read("content.xml").decode()
        styles = package.read("styles.xml").decode()
    assert re.search(r'<text:h [^>]*text:outline-level="3"[^>]*>44/21', content)
    assert "<text:list" in content
    assert 'fo:language="en"' in content + styles
    assert 'fo:country="GB"' in content + styles


@pytest.mark.long
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_libreoffice_opens_it_unchanged(public: Document, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"minutes.{ending}"
    path.write_bytes(render(public, ending))
    command = [
        "soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "txt:Text (encoded):UTF8",
        "--outdir", str(tmp_path / "out"), str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    said = " ".join((tmp_path / "out" / "minutes.txt").read_text(encoding="utf-8-sig").split())
    wanted = [block for block in render(public, "txt").decode().split("\n\n") if block.strip(" =-\n")]
    for block in wanted:
        for line in re.sub(r"^(?:[-=]{3,}|\s*-\s|\s*\d+\.\s+)", "", block, flags=re.MULTILINE).split("\n"):
            assert " ".join(line.split()) in said
