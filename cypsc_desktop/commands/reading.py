"""What reading a paper needs: its outline, the text of its sheets, the layout of one page, a searchable copy of a scan."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import uuid
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.headings import printed_headings
from cypsc_desktop.commands.listing import agenda_order, all_of
from cypsc_desktop.commands.reissuing import replaced
from cypsc_desktop.commands.showing import versions_of
from cypsc_desktop.intake.layout import Line, Sheet
from cypsc_desktop.intake.pdf_source import sheet_of
from cypsc_desktop.model.days import long_day, short_day
from cypsc_desktop.model.errors import Cancelled, UserError
from cypsc_desktop.model.records import Document, Item, Meeting, Paper, Section, Version
from cypsc_desktop.pdf.reading import Bookmark
from cypsc_desktop.pdf.wire import RawPage
from cypsc_desktop.store import editions
from cypsc_desktop.store.files import searchable
from cypsc_desktop.store.store import Reader, Store

OCR = "ocrmypdf"
OCR_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Node:
    """A line of a paper's outline: printed number, title, sheet from 1 (None: not in this file), and what is below it.

    ``entity`` is the id of the record it stands for, None for a heading that only the file knows.
    """

    title: str
    sheet: int | None
    number: str = ""
    entity: str | None = None
    below: tuple["Node", ...] = ()
    last: int | None = field(default=None, compare=False)


def outline(
    reader: Reader, document: Document, bookmarks: Sequence[Bookmark] = (), texts: Mapping[int, str] | None = None
) -> tuple[Node, ...]:
    """A file as its reader thinks of it: agenda items, the papers under them, and below those the headings that the
    file's own bookmarks, the minutes in it and, by the ``texts`` of its sheets, its reports give. Without items: the
    bookmarks alone."""
    meeting = reader.record(document.meeting) if document.meeting else None
    items = [_item_node(reader, document, item) for item in _items(reader, meeting)]
    nodes = [node for node in items if node is not None]
    headings = _headings(reader, document, bookmarks, texts or {})
    if not any(node.sheet for node in nodes):
        return _nested(bookmarks) or tuple(headings)
    nodes = _with_headings(nodes, headings, document.pages or 10**6)
    first = min(node.sheet for node in nodes if node.sheet)
    front = (Node("Front sheet", 1),) if first > 1 else ()
    return (*front, *nodes)


def _items(reader: Reader, meeting: object) -> list[Item]:
    return agenda_order(all_of(reader, Item, meeting=meeting.id)) if isinstance(meeting, Meeting) else []


def _item_node(reader: Reader, document: Document, item: Item) -> Node | None:
    """An item with its papers in this file; None where the file has nothing of it and does not name it. An agenda names
    its items all the same: one whose papers came in another file keeps its line, without a sheet."""
    papers = []
    for paper in all_of(reader, Paper, item=item.id):
        here = [v for v in versions_of(reader, paper) if v.document == document.id and v.first]
        if here:
            newest = here[-1]
            papers.append(Node(paper.title or "", newest.first, entity=paper.id, last=newest.last))
    at = item.at if isinstance(item.at, dict) and item.at.get("document") == document.id else None
    if not papers and at is None:
        elsewhere = f"{item.title or ''}, in another file".lstrip(", ")
        return Node(elsewhere, None, item.number or "", item.id) if document.doc_kind == "agenda pack" else None
    papers.sort(key=lambda node: node.sheet or 0)
    range_here = item.pdf_pages if at and item.pdf_pages else None
    starts = [node.sheet for node in papers if node.sheet] + ([int(range_here[0])] if range_here else [])
    sheet = min(starts) if starts else int(at.get("page", 1)) if at else None
    last = max([node.last or 0 for node in papers] + ([int(range_here[1])] if range_here else [0])) or None
    lone = len(papers) == 1 and not papers[0].below
    below = papers[0].below if lone else tuple(papers)
    return Node(item.title or "", sheet, item.number or "", item.id, below, last)


def where_is(reader: Reader, item: str) -> tuple[Document, int] | None:
    """The file that holds an item's papers, and the sheet where the first of them begins, in their newest versions; None
    where no file does."""
    for paper in all_of(reader, Paper, item=item):
        for version in reversed(versions_of(reader, paper)):
            file = reader.record(version.document or "")
            if isinstance(file, Document):
                return file, version.first or 1
    return None


def _headings(
    reader: Reader, document: Document, bookmarks: Sequence[Bookmark], texts: Mapping[int, str]
) -> list[Node]:
    """Headings inside papers: bookmarks that point into a page, the numbered headings of minutes, and of reports that have
    neither."""
    found = [Node(title.strip(), page) for title, _, page, whole in bookmarks if not whole and title.strip()]
    for section in all_of(reader, Section):
        at = section.at
        if isinstance(at, dict) and at.get("document") == document.id:
            found.append(Node(section.title or "", int(at.get("page", 1)), section.number or "", section.id))
    told = {node.sheet for node in found}
    for version in all_of(reader, Version, document=document.id) if texts else ():
        first, last = version.first or 1, version.last or 0
        if not told.intersection(range(first, last + 1)):
            found += [Node(title, sheet, number) for sheet, number, title in printed_headings(texts, first, last)]
    seen: set[tuple[str, int | None]] = set()
    kept = []
    for node in sorted(found, key=lambda n: n.sheet or 0):
        key = ("".join(c for c in node.title.casefold() if c.isalpha()), node.sheet)
        if key not in seen:
            seen.add(key)
            kept.append(node)
    return kept


def _with_headings(nodes: list[Node], headings: list[Node], pages: int) -> list[Node]:
    """Each heading below the last node that begins at or before it and reaches it."""
    order = sorted((node.sheet, index) for index, node in enumerate(nodes) if node.sheet and node.last)
    starts = [sheet for sheet, _ in order]
    taken: dict[int, list[Node]] = {}
    for heading in headings:
        place = bisect_right(starts, heading.sheet or 0) - 1
        if place >= 0 and (heading.sheet or 0) <= (nodes[order[place][1]].last or pages):
            taken.setdefault(order[place][1], []).append(heading)
    done = []
    for index, node in enumerate(nodes):
        mine = taken.get(index, [])
        if mine and node.below:
            node = replace(node, below=tuple(_with_headings(list(node.below), mine, pages)))
        elif mine:
            node = replace(node, below=tuple(h for h in mine if h.title.casefold() != node.title.casefold()))
        done.append(node)
    return done


def _nested(bookmarks: Sequence[Bookmark]) -> tuple[Node, ...]:
    """The file's bookmarks as a tree."""
    top: list[Node] = []
    index = 0
    while index < len(bookmarks):
        title, level, page, _ = bookmarks[index]
        end = next((n for n in range(index + 1, len(bookmarks)) if bookmarks[n][1] <= level), len(bookmarks))
        top.append(Node(title.strip() or f"Sheet {page}", page, below=_nested(bookmarks[index + 1 : end])))
        index = end
    return tuple(top)


@dataclass(frozen=True, slots=True)
class Shelved:
    """A meeting (None: no meeting is known) and the files that came in for it, the agenda first."""

    meeting: Meeting | None
    documents: tuple[Document, ...]
    replaced: frozenset[str] = frozenset()  # those in whose place another was issued
    came: Mapping[str, str] = field(
        default_factory=dict
    )  # of a file that has other editions here: when it was imported

    @property
    def words(self) -> str:
        """The meeting for people: "14 September 2021, Children and Young People Sub-Committee"."""
        if self.meeting is None:
            return "Other papers"
        return ", ".join(part for part in (long_day(self.meeting.date), self.meeting.body) if part) or "A meeting"

    def lines(self, document: Document) -> tuple[str, str]:
        """One of its files for people: what it is; then the file's name and length."""
        pages = f"{document.pages} page{'' if document.pages == 1 else 's'}" if document.pages else ""
        when = self.came.get(document.id)
        here = datetime.fromisoformat(when).astimezone() if when else None
        imported = f"imported {short_day(here.date().isoformat())}, {here:%H:%M}" if here else ""
        second = " · ".join(part for part in (document.name or "", pages, imported) if part)
        edition = ", replaced" if document.id in self.replaced else ", current" if when else ""
        return (document.doc_kind or "paper").capitalize() + edition, second


def shelves(reader: Reader, committee: str | None = None) -> list[Shelved]:
    """The files of a committee (None: of all) by meeting, the latest meeting first, what belongs to none at the end. Of
    several editions the current one stands first."""
    everything = all_of(reader, Document)
    by_meeting: dict[str | None, list[Document]] = {}
    for document in everything:
        by_meeting.setdefault(document.meeting, []).append(document)
    old = replaced(reader)
    came = _came(reader, everything, old) if old else {}

    def shelved(meeting: Meeting | None, files: Sequence[Document]) -> Shelved:
        return Shelved(meeting, tuple(sorted(files, key=in_order)), frozenset(old), came)

    def in_order(document: Document) -> tuple[bool, bool, str, str]:
        agenda = (document.doc_kind or "").startswith("agenda")
        return not agenda, document.id in old, document.issued or "", document.name or ""

    found = []
    for meeting in reversed(meetings(reader)):
        mine = by_meeting.pop(meeting.id, [])
        if mine and committee in (None, meeting.committee):
            found.append(shelved(meeting, mine))
    rest = [document for documents in by_meeting.values() for document in documents if document.meeting is None]
    return found + ([shelved(None, rest)] if rest else [])


def _came(reader: Reader, files: Sequence[Document], old: Collection[str]) -> dict[str, str]:
    """When each of the files was imported that another replaces, or that replaces another."""
    when = reader.ask(editions.came)
    packs = {d.meeting for d in files if d.id in old and d.doc_kind == "agenda pack"}
    own = [
        d for d in files
        if d.id in old or d.instead_of in old or (d.doc_kind == "agenda pack" and d.meeting in packs)
    ]  # fmt: skip
    return {d.id: when[d.sha256 or ""] for d in own if d.sha256 in when}


def sheet_texts(store: Store, document: Document) -> dict[int, str]:
    """The stored text of a file's sheets, those that have any, by sheet from 1."""
    sha256 = document.sha256 or ""
    found = {sheet: store.pages.text(sha256, sheet) for sheet in range(1, (document.pages or 0) + 1)}
    return {sheet: text for sheet, text in found.items() if text}


def laid_out(raw: RawPage) -> Sheet:
    """One page as the importer lays it out: lines in reading order, ruled tables as cells."""
    return sheet_of(raw)[0]


def lines_of(sheet: Sheet) -> Iterator[Line]:
    """All lines of a sheet, those in tables and those in the page's margins too."""
    for block in sheet.blocks():
        if isinstance(block, Line):
            yield block
        else:
            yield from (line for cell in block.cells for line in cell.lines)
    yield from sheet.furniture


def sheet_of_number(labels: Sequence[str | None], typed: str, pages: int) -> int | None:
    """The sheet that a typed page number means: a printed label first, since that is what people read out in the room;
    else the sheet with that number, which "sheet 20" means in any case. None where there is none."""
    wanted = typed.strip().casefold()
    number = wanted.removeprefix("sheet").strip()
    for sheet, label in enumerate(labels[:pages], 1):
        if label is not None and str(label).casefold() == wanted:
            return sheet
    return int(number) if number.isdecimal() and 1 <= int(number) <= pages else None


# Scans


def can_read_scans() -> bool:
    """Whether the program that reads scans is installed."""
    return shutil.which(OCR) is not None


def searchable_copy_place(store: Store, sha256: str) -> Path:
    """Where the searchable copy of a file lies, whether it has been made or not: a cache, made again at any time."""
    return searchable(store.folder, sha256)


def make_searchable(path: Path, to: Path, *, cancelled: Callable[[], bool] | None = None) -> Path:
    """Read the scanned pages of a PDF into a searchable copy at ``to``; the original is only read. Returns ``to``.

    Pages that hold text already stay as they are. UserError where the reading program is missing or fails, Cancelled
    when ``cancelled`` answers True; then nothing is left at ``to``.
    """
    program = shutil.which(OCR)
    if program is None:
        raise UserError("Reading scanned pages needs OCRmyPDF. Install it, then choose Read scanned pages again.")
    to.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="reading-", dir=to.parent) as folder:
        made = Path(folder) / f"{uuid.uuid4().hex}.pdf"
        command = [program, "--skip-text", "--quiet", "--output-type", "pdf", "--jobs", "1", "--", str(path), str(made)]
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=sys.platform != "win32",
        )  # fmt: skip
        _wait_for(process, cancelled)
        if process.returncode != 0 or not made.is_file():
            raise UserError(
                "The scanned pages of this paper could not be read. Ask for a copy made from the document itself."
            )
        made.replace(to)
    return to


def _wait_for(process: "subprocess.Popen[bytes]", cancelled: Callable[[], bool] | None) -> None:
    """Until the program ends, too long has passed or the person thinks better of it; it never outlives this."""
    try:
        for _ in range(OCR_SECONDS * 5):
            try:
                process.wait(timeout=0.2)
                return
            except subprocess.TimeoutExpired:
                if cancelled and cancelled():
                    raise Cancelled from None
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the program with the ones that it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
