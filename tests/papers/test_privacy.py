"""Private marks and lines of enquiry are in nothing that leaves the library, unless they are asked for by name: byte by
byte, whatever a file packs them into."""

import json
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pikepdf
import pytest

from cypsc_desktop.commands import diagnosing, enquiries
from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.exporting import EXPORTED, export
from cypsc_desktop.commands.exporting_marks import WHATS, export_marks
from cypsc_desktop.commands.keeping import check
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.making_marks import mark
from cypsc_desktop.commands.marks import change_mark, reply
from cypsc_desktop.commands.sharing_marks import share
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Document, Enquiry
from cypsc_desktop.output.writers import FORMATS
from cypsc_desktop.store.store import Store
from tests.helpers.cypsc import Cypsc

ANN, BEN = "Ann Amberley", "Ben Birchwood"
BOX = (72.0, 100.0, 300.0, 140.0)
SECRETS = ("Quxzarp", "Vexblorn", "Zimtrop", "Wuggalor", "Snarfelt", "Łuxqueń")
SHARED = "Openfolk"


def unpacked(path: Path) -> Iterator[bytes]:
    """All that is in a file: its bytes, the parts of a ZIP, the streams and strings of a PDF, and its words."""
    content = path.read_bytes()
    yield content
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as parts:
            for name in parts.namelist():
                yield parts.read(name)
    if content.startswith(b"%PDF"):
        with pikepdf.open(path) as pdf:
            for one in pdf.objects:
                if isinstance(one, pikepdf.Stream):
                    yield one.read_bytes()
                yield repr(one).encode()
        yield subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout


def held(path: Path, *words: str) -> set[str]:
    """Which of the words are in a file, in whatever code."""
    whole = b"\n".join(unpacked(path))
    forms = {
        word: (word.encode(), word.encode("utf-16-be"), word.encode("utf-16-le"), json.dumps(word)[1:-1].encode())
        for word in words
    }
    return {word for word, coded in forms.items() if any(form in whole for form in coded)}


@pytest.fixture
def marked(sample: Store) -> Document:
    """The pack with private marks of Ann's, of every kind that says something, and one that she shares."""
    pack = next(d for d in all_of(sample.read, Document) if d.doc_kind == "agenda pack")
    one = mark(sample, pack.id, 2, "note", actor=ANN, rects=[BOX], comment=SECRETS[0], tags=[SECRETS[1]])
    reply(sample, one.id, SECRETS[2], actor=ANN)
    mark(sample, pack.id, 3, "free-text", actor=ANN, rects=[BOX], comment=SECRETS[5])
    enquiries.to_enquiries(sample, [one.id], actor=ANN, question=SECRETS[3], asker=ANN, addressee=SECRETS[4])
    share(sample, [mark(sample, pack.id, 4, "note", actor=ANN, rects=[BOX], comment=SHARED).id], actor=ANN)
    return pack


def exports(store: Store, pack: Document, folder: Path, *, formats: Sequence[str], person: str = "") -> Iterator[Path]:
    """Every export there is, in these formats and as JSON; ``person`` asks for their private marks."""
    meeting = next(m for m in meetings(store.read) if m.id == pack.meeting)
    for ending in formats:
        for what in (*EXPORTED, *WHATS):
            to = folder / f"{what}.{ending}"
            with suppress(UserError):
                if what not in WHATS:
                    export(store.read, what, to)
                    yield to
                elif what != "paper":
                    export_marks(store.read, what, to, person=person, meeting=meeting)
                    yield to
    to = folder / "paper.pdf"
    for noted, flattened in ((False, False), (True, False), (False, True)):
        export_marks(
            store.read, "paper", to, person=person, meeting=meeting, with_annotations=noted, flattened=flattened,
        )  # fmt: skip
        yield to


@pytest.fixture
def formats(pytestconfig: pytest.Config) -> tuple[str, ...]:
    return (*FORMATS, "xfdf") if pytestconfig.getoption("--whole") else ("docx", "json", "xfdf")


def test_nobody_else_gets_a_word_of_them(
    sample: Store, marked: Document, tmp_path: Path, formats: tuple[str, ...]
) -> None:
    made = 0
    for path in exports(sample, marked, tmp_path, person=BEN, formats=formats):
        made += 1
        assert not held(path, *SECRETS), path
        if path.name == "annotations.docx":
            assert held(path, SHARED)
    assert made > 8 * (len(formats) - 1)
    for path in exports(sample, marked, tmp_path, formats=formats[-2:]):
        assert not held(path, *SECRETS), path


def test_their_own_are_in_what_asks_for_marks_and_in_nothing_else(
    sample: Store, marked: Document, tmp_path: Path, formats: tuple[str, ...]
) -> None:
    seen = set()
    for path in exports(sample, marked, tmp_path, person=ANN, formats=formats):
        found = held(path, *SECRETS)
        assert not found or path.stem in WHATS, path
        seen |= {(path.name, word) for word in found}
    for word in (SECRETS[0], SECRETS[2], SECRETS[5]):
        assert {("annotations.docx", word), ("annotations.xfdf", word), ("paper.pdf", word)} <= seen | {
            ("paper.pdf", SECRETS[0]), ("paper.pdf", SECRETS[2]),  # the words of a note are not drawn into the pages
        }  # fmt: skip
    assert ("enquiries.docx", SECRETS[3]) in seen
    meeting = next(m for m in meetings(sample.read) if m.id == marked.meeting)
    to = tmp_path / "named.csv"
    export_marks(sample.read, "annotations", to, person=BEN, author=ANN, meeting=meeting)
    assert held(to, SECRETS[0])


def test_a_report_for_support_has_nothing_of_them(sample: Store, marked: Document) -> None:
    words = diagnosing.report(sample.folder, checked=check(sample.folder))
    assert not [word for word in (*SECRETS, SHARED) if word in words]


def test_the_command_line_keeps_them_too(
    capsys: pytest.CaptureFixture[str], sample_folder: Path, tmp_path: Path
) -> None:
    from tests.papers.marking import annotated, plain, write

    cypsc = Cypsc(capsys, sample_folder)
    source = annotated(plain(1), {"Subtype": "Text", "Rect": [1, 1, 9, 9], "Contents": "As the file has it"})
    cypsc("import", write(tmp_path, "marked.pdf", source), "--actor", ANN)
    (row,) = cypsc.json("show", "annotations")
    to = tmp_path / "out.md"
    cypsc("export", "annotations", "--to", to, "--actor", BEN)  # whoever has the file has it
    to.unlink()
    cypsc("set", row["id"], "comment", SECRETS[0], "--actor", ANN)
    for actor in (BEN, ANN):
        cypsc("export", "annotations", "--to", to, "--actor", actor, code=1)
        assert f"only private marks of {ANN}" in cypsc.err
        assert SECRETS[0] not in cypsc.err
        assert not to.exists()
    cypsc("export", "annotations", "--to", to, "--actor", BEN, "--private", code=1)
    for asked in (("--actor", ANN, "--private"), ("--actor", BEN, "--author", ANN)):
        cypsc("export", "annotations", "--to", to, *asked)
        assert SECRETS[0] in to.read_text()
        assert "1 mark written" in cypsc.err
        to.unlink()
    for kind in ("--with-annotations", "--flattened"):
        words = ("export", "paper", "--id", row["document"], "--to", tmp_path / "copy.pdf", kind, "--actor", ANN)
        cypsc(*words)
        assert "Your private marks were left out: 1. Add --private" in cypsc.err
        cypsc(*words, "--private")
        assert "left out" not in cypsc.err


def test_a_speaking_note_has_its_own_speakers_lines_and_says_so(
    capsys: pytest.CaptureFixture[str], sample_folder: Path, tmp_path: Path
) -> None:
    from cypsc_desktop.commands.keeping import open_library

    with open_library(sample_folder) as store:
        meeting = next(m for m in store.read.records("meeting") if store.read.records("item", meeting=m.id))
        enquiries.add_enquiry(store, meeting.id, "Who pays?", actor=ANN)
    cypsc, to = Cypsc(capsys, sample_folder), tmp_path / "note.md"
    cypsc("export", "enquiries", "--to", to, "--actor", ANN)
    assert "yours alone are among them: 1. Add --shared-only" in cypsc.err
    assert "Who pays?" in to.read_text(encoding="utf-8")
    for words in (("--actor", ANN, "--shared-only"), ("--actor", BEN)):
        cypsc("export", "enquiries", "--to", tmp_path / "none.md", *words, code=1)


def test_a_shared_line_of_enquiry_tells_nothing_of_a_private_mark(
    sample: Store, marked: Document, tmp_path: Path
) -> None:
    words = "Wherefore"
    own = mark(sample, marked.id, 5, "box", actor=ANN, rects=[BOX], quote=SECRETS[0])
    lines = enquiries.to_enquiries(sample, [own.id], actor=ANN, question=words)
    enquiries.share_enquiries(sample, [line.id for line in lines], actor=ANN)
    meeting = next(m for m in meetings(sample.read) if m.id == marked.meeting)
    for person, told in (("", set()), (BEN, set()), (ANN, {SECRETS[0]})):
        to = tmp_path / "lines.csv"
        export_marks(sample.read, "enquiries", to, person=person, meeting=meeting)
        assert held(to, words, SECRETS[0]) == {words, *told}


def test_what_is_written_into_a_private_mark_later_reaches_no_shared_line(sample: Store, marked: Document) -> None:
    own = mark(sample, marked.id, 5, "note", actor=ANN, rects=[BOX], comment="Wherefore")
    lines = enquiries.to_enquiries(sample, [own.id], actor=ANN)
    (shared,) = enquiries.share_enquiries(sample, [line.id for line in lines], actor=ANN)
    change_mark(sample, own.id, actor=ANN, comment=SECRETS[0])
    questions = {line.id: line.question for line in all_of(sample.read, Enquiry)}
    assert (questions[lines[0].id], questions[shared]) == (SECRETS[0], "Wherefore")
