"""What reading needs of the library: outlines, page numbers, texts, and searchable copies of scans."""

import hashlib
import sys
import time
from pathlib import Path
from threading import Timer

import pytest

from cypsc_desktop.commands import reading
from cypsc_desktop.commands.headings import printed_headings
from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.model.errors import Cancelled, UserError
from cypsc_desktop.model.records import Document
from cypsc_desktop.store.store import Store
from tests.pdf.making import put, typeset
from tests.ui.papers.scans import scan, stand_in

posix = pytest.mark.skipif(sys.platform == "win32", reason="a stand-in program is a script")


@pytest.mark.parametrize(
    ("typed", "sheet"), [("1", 3), ("s1", 5), (" S1 ", 5), ("5", 5), ("2", 4), ("0", None), ("6", None), ("x", None), ("", None),
     ("²", None)],
)  # fmt: skip
def test_a_printed_number_comes_before_a_sheet(typed: str, sheet: int | None) -> None:
    assert reading.sheet_of_number([None, None, "1", "2", "S1"], typed, 5) == sheet


def test_a_file_without_items_shows_its_own_bookmarks(store: Store, tmp_path: Path) -> None:
    path = put(tmp_path, typeset("= One\nText\n== Part\nText\n#pagebreak()\n= Two\nText"))
    document = store.read.record(import_paper(store, path, actor="Ada").document)
    assert isinstance(document, Document)
    nodes = reading.outline(store.read, document, [("One", 0, 1, False), ("Part", 1, 1, False), ("Two", 0, 2, False)])
    assert [(node.title, node.sheet, [below.title for below in node.below]) for node in nodes] == [
        ("One", 1, ["Part"]), ("Two", 2, [])
    ]  # fmt: skip


def test_the_outline_of_the_sample(sample: Store) -> None:
    pack = next(d for d in sample.read.records("document") if isinstance(d, Document) and d.doc_kind == "agenda pack")
    nodes = reading.outline(sample.read, pack)
    assert nodes[0] == reading.Node("Front sheet", 1)
    starts = [node.sheet for node in nodes if node.last]
    assert starts == sorted(starts)
    assert any(node.below for node in nodes)
    assert [node.number for node in nodes if node.number] == [str(number) for number in range(1, 12)]
    (elsewhere,) = [node for node in nodes if node.sheet is None]
    assert elsewhere.number == "6"  # its papers came in the supplement
    assert elsewhere.title.endswith(", in another file")
    found = reading.where_is(sample.read, elsewhere.entity or "")
    assert found is not None
    supplement, sheet = found
    assert (supplement.doc_kind, supplement.meeting) == ("supplement", pack.meeting)
    assert sheet in {node.sheet for node in reading.outline(sample.read, supplement)}
    assert reading.where_is(sample.read, "item-unknown") is None
    for node in nodes:
        assert all(below.sheet and node.sheet and below.sheet >= node.sheet for below in node.below)


def test_reports_have_their_printed_headings_in_the_outline(sample: Store) -> None:
    pack = next(d for d in sample.read.records("document") if isinstance(d, Document) and d.doc_kind == "agenda pack")
    nodes = reading.outline(sample.read, pack, (), reading.sheet_texts(sample, pack))
    report = next(node for node in nodes if node.number == "7").below[0]
    told = [(below.number, below.title, below.sheet) for below in report.below]
    assert [number for number, _, _ in told] == ["1", "2", "3", "4", "5"]
    assert (told[0][1], told[-1][1]) == ("EXECUTIVE SUMMARY", "Budget update")
    assert [sheet for _, _, sheet in told] == sorted(sheet or 0 for _, _, sheet in told)
    minutes = next(node for node in nodes if node.number == "2")
    assert all("/" in below.number for below in minutes.below), "the lists in minutes are no headings"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("1. Background\nWords.\n2 Finance and staff\nMore.\n", ["Background", "Finance and staff"]),
        ("1. Background\nWords.\n3. Finance\n", []),  # not the next number, and one alone is none
        ("1. That the service\nreturns.\n2. That it reports.\n", []),  # sentences of a list
        ("1. Background\n12 March 2021\n2. Finance\n2 May 2021\n3.1 Costs\n", ["Background", "Finance"]),
    ],
)
def test_a_heading_is_short_and_follows_the_one_before_it(text: str, titles: list[str]) -> None:
    halves = {1: text, 2: ""}
    assert [heading.title for heading in printed_headings(halves, 1, 2)] == titles


def test_the_texts_of_the_sheets(sample: Store) -> None:
    pack = next(d for d in sample.read.records("document") if isinstance(d, Document) and d.doc_kind == "agenda pack")
    texts = reading.sheet_texts(sample, pack)
    assert set(texts) <= set(range(1, (pack.pages or 0) + 1))
    assert sample.read.page_text(pack.sha256 or "") == "\n\n".join(texts[sheet] for sheet in sorted(texts))


@posix
def test_a_searchable_copy_leaves_the_original(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path / "bin", 'cp "$from" "$to"; echo "% read" >> "$to"', monkeypatch)
    path = put(tmp_path, scan())
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    to = reading.searchable_copy_place(store, before)
    assert reading.can_read_scans()
    assert reading.make_searchable(path, to) == to
    assert to.read_bytes().endswith(b"% read\n")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert list(to.parent.iterdir()) == [to]


@posix
@pytest.mark.parametrize("script", ["exit 3", "exit 0"])
def test_a_copy_that_fails_leaves_nothing(tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path / "bin", script, monkeypatch)
    to = tmp_path / "cache" / "copy.pdf"
    with pytest.raises(UserError, match="could not be read"):
        reading.make_searchable(put(tmp_path, scan()), to)
    assert list(to.parent.iterdir()) == []


@posix
def test_a_copy_can_be_thought_better_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path / "bin", "sleep 60 & wait", monkeypatch)
    stop: list[bool] = []
    timer = Timer(0.3, lambda: stop.append(True))
    timer.start()
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        reading.make_searchable(put(tmp_path, scan()), tmp_path / "cache" / "copy.pdf", cancelled=lambda: bool(stop))
    timer.join()
    assert time.monotonic() - begun < 10
    assert list((tmp_path / "cache").iterdir()) == []


def test_without_the_program_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not reading.can_read_scans()
    with pytest.raises(UserError, match="Install it"):
        reading.make_searchable(tmp_path / "paper.pdf", tmp_path / "copy.pdf")
