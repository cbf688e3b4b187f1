"""Import a paper: read and recognise it first, then write everything at once, or nothing."""

import contextlib
import hashlib
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cypsc_desktop.commands.known_marks import known_marks, take_back, with_known_answered
from cypsc_desktop.commands.marked_papers import RECOGNISER as READER_OF_MARKS
from cypsc_desktop.commands.marked_papers import (
    Among,
    Copy,
    copy_of,
    marks_in,
    paper_of,
    records_of_exchange,
    records_of_marks,
)
from cypsc_desktop.commands.reissuing import Review, follow_marks, newer_pack
from cypsc_desktop.intake.layout import Line, Source
from cypsc_desktop.intake.open import open_source
from cypsc_desktop.intake.read import RECOGNISER, recognise
from cypsc_desktop.intake.recording import issue_date, records_of
from cypsc_desktop.intake.report import FindingFound, ImportReport
from cypsc_desktop.model.changes import Origin, Touched, plain_text
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import Cancelled, UserError
from cypsc_desktop.model.identity import document_id, fold, fold_body
from cypsc_desktop.model.records import Annotation, Document, Item, Meeting, Record, Section
from cypsc_desktop.papers.xfdf import Exchange
from cypsc_desktop.papers.xfdf import read as read_xfdf
from cypsc_desktop.papers.xopp import Drawn
from cypsc_desktop.papers.xopp import read as read_xopp
from cypsc_desktop.pdf.annotations import NONE, MarksRead
from cypsc_desktop.store.store import Reader, Store

log = logging.getLogger(__name__)

_OF_MARKS: Mapping[str, Callable[[bytes], Exchange | Drawn]] = {".xfdf": read_xfdf, ".xopp": read_xopp}
"""What reads files that hold marks and no paper."""

Progress = Callable[[str, int, int], None]  # stage in words, done, of how many


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """A file that has been read and recognised; nothing is written yet."""

    report: ImportReport
    source: Source
    marks: MarksRead = NONE
    exchange: Exchange | Drawn | None = None  # of a file that holds marks and no paper


@dataclass(frozen=True, slots=True)
class Imported:
    """One file's import. ``new`` is False when the library held all of it already. ``marks`` counts what somebody had
    marked in it, ``review`` says how marks fared that followed their paper into it (None: there were none)."""

    report: ImportReport
    new: bool
    document: str
    meeting: str | None
    touched: Touched
    marks: int = 0
    review: Review | None = None
    beside: int = 0  # marks whose words in the file differ from those here: both are kept
    group: str | None = None  # its step of undo, where it was kept as a paper of its own


def read_paper(
    path: Path,
    *,
    password: str | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ReadPaper:
    """What the file holds, without a library. Raises UserError for what cannot be read, Cancelled when stopped."""
    begun = time.perf_counter()
    if path.suffix.lower() in _OF_MARKS:
        return _read_exchange(path)

    def reading(done: int, of: int) -> None:
        if progress:
            progress("Reading pages", done, of)

    source = open_source(path, password=password, progress=reading, cancelled=cancelled)
    _stop_if(cancelled)
    report = recognise(source)
    marks = marks_in(path, source, password=password)
    if not marks.whole:
        report.findings.append(FindingFound(kind="unread-marks", message="Some marks in this file cannot be read."))
    report.file = str(path)
    report.seconds = round(time.perf_counter() - begun, 3)
    return ReadPaper(report, source, marks)


def keep_paper(
    store: Store,
    path: Path,
    paper: ReadPaper,
    *,
    actor: str,
    meeting: Meeting | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Imported:
    """Write a paper that was read: file, records and log in one transaction, page text afterwards.

    ``meeting`` places a file that names none itself. The same file again changes nothing. Raises UserError
    where it cannot be kept, Cancelled when stopped before it was; either leaves no trace.
    """
    begun = time.perf_counter()
    report, source = paper.report, paper.source
    if paper.exchange is not None:
        return _keep_exchange(store, path, paper, paper.exchange, actor=actor)
    _refuse_other_council(store.read, report)
    held = store.read.record(document_id(source.sha256))
    copy = copy_of(store, source, paper.marks.marks) if paper.marks.marks and held is None else None
    if copy is not None:
        return _keep_marks(store, path, paper, copy, actor=actor)
    # A file that names no meeting stays with the one where a person placed it before.
    placed = meeting.id if meeting else held.meeting if isinstance(held, Document) else None
    records = records_of(report, source, meeting=placed)
    records += _marks(paper, records, actor=actor)
    _stop_if(cancelled)
    origin = Origin(source.sha256, report.kind, issue_date(report), RECOGNISER)
    with (
        store.files.incoming(path, sha256=source.sha256) as blob,
        contextlib.nullcontext() if store.has_origin(source.sha256, RECOGNISER) else store.backed_up(),
        store.change(f"Import {plain_text(path.name)}", actor=actor, origin=origin) as change,
    ):
        for record in records:
            change.add(record)
        for numbered, titled in _same_items(store.read, records):
            change.same(numbered, titled)
        change.keep(blob)
    if progress:
        progress("Indexing pages", 0, len(source.sheets))
    store.pages.index(source.sha256, page_texts(source))
    if progress:
        progress("Indexing pages", len(source.sheets), len(source.sheets))
    _join_minutes(store, records, source, actor=actor)
    report.seconds = round(report.seconds + time.perf_counter() - begun, 3)
    log.info("imported one %s: %d records", report.kind, len(records))
    document = document_id(source.sha256)
    review = follow_marks(store, document, source, actor=actor) if held is None else None
    return Imported(
        report, change.group is not None, document, _meeting_of(records), change.touched, len(paper.marks.marks), review,
        group=change.group,
    )  # fmt: skip


def _marks(paper: ReadPaper, records: list[Record], *, actor: str) -> list[Record]:
    """The marks in a paper that is kept as itself."""
    document = next((record for record in records if isinstance(record, Document)), None)
    if document is None or not paper.marks.marks:
        return []
    return list(records_of_marks(Among(records), paper.marks.marks, paper.source, document, actor=actor))


def _keep_marks(store: Store, path: Path, paper: ReadPaper, copy: Copy, *, actor: str) -> Imported:
    """Put the marks in a copy on the paper that it is a copy of. The copy itself is not kept: the paper is there."""
    came = records_of_marks(store.read, paper.marks.marks, paper.source, copy.document, actor=actor, copy=copy)
    return _write_marks(store, path, paper, copy.document, came, actor=actor)


def _read_exchange(path: Path) -> ReadPaper:
    """A file that holds marks and no paper."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path.name} cannot be read. Check that it is a file and that you may open it.") from error
    ending = path.suffix.lower()
    exchange = _OF_MARKS[ending](content)
    sha256 = hashlib.sha256(content).hexdigest()
    report = ImportReport(file=str(path), sha256=sha256, kind="marked paper")
    return ReadPaper(
        report, Source(sha256, path.name, ending[1:], (), paged=False), MarksRead(exchange.marks), exchange
    )


def _keep_exchange(store: Store, path: Path, paper: ReadPaper, exchange: Exchange | Drawn, *, actor: str) -> Imported:
    """Put the marks of such a file on the paper that it names."""
    document = paper_of(store.read, exchange)
    came = records_of_exchange(store, exchange, document, sha256=paper.source.sha256, actor=actor)
    return _write_marks(store, path, paper, document, came, actor=actor)


def _write_marks(
    store: Store, path: Path, paper: ReadPaper, document: Document, came: list[Annotation], *, actor: str
) -> Imported:
    """Write the marks that came in with a file as what that file says; ours among them take in what was changed."""
    report, sha256 = paper.report, paper.source.sha256
    known = known_marks(store, came)
    report.kind = "marked paper"
    last = max((mark.created for mark in paper.marks.marks), default="")
    origin = Origin(sha256, report.kind, last or None, READER_OF_MARKS)
    with (
        contextlib.nullcontext() if store.has_origin(sha256, READER_OF_MARKS) else store.backed_up(),
        store.change(f"Import marks from {plain_text(path.name)}", actor=actor, origin=origin) as change,
    ):
        for one in with_known_answered(came, known):
            if one.id not in known:
                change.add(one)
    taken = take_back(store, came, known, actor=actor)
    newer = newer_pack(store.read, document)
    review = None
    if newer is not None and change.group is not None:
        source = open_source(store.files.path(newer.sha256 or ""))
        review = follow_marks(store, newer.id, source, actor=actor)
    return Imported(
        report,
        change.group is not None or any(taken),
        document.id,
        document.meeting,
        change.touched,
        len(came),
        review,
        taken.beside,
    )


def import_paper(
    store: Store,
    path: Path,
    *,
    actor: str,
    password: str | None = None,
    meeting: Meeting | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Imported:
    """Read a file and keep it: ``read_paper``, then ``keep_paper``."""
    paper = read_paper(path, password=password, progress=progress, cancelled=cancelled)
    return keep_paper(store, path, paper, actor=actor, meeting=meeting, progress=progress, cancelled=cancelled)


def finish_indexing(store: Store) -> int:
    """Index the papers whose text was not indexed to the end, as when the program was killed; returns how many.

    A paper that cannot be read again without help, such as a locked one, is passed over.
    """
    done = 0
    if store.read_only:
        return 0
    for document in store.read.records("document"):
        sha256 = document.sha256 if isinstance(document, Document) else None
        if not sha256 or store.pages.indexed(sha256) or not store.files.has(sha256):
            continue
        try:
            source = open_source(store.files.path(sha256))
        except UserError:
            log.warning("a paper could not be read again to index it")
            continue
        store.pages.index(sha256, page_texts(source))
        done += 1
    return done


def page_texts(source: Source) -> Iterator[tuple[int, str | None, str]]:
    """(sheet, printed label, text) of every sheet with text, tables in their place."""
    for sheet in source.sheets:
        lines: list[str] = []
        for block in sheet.blocks():
            lines.extend([block.text] if isinstance(block, Line) else [cell.text for cell in block.cells])
        text = "\n".join(line for line in lines if line)
        if text:
            yield sheet.number, sheet.stamp, text


def summary(report: ImportReport) -> str:
    """What came in, in one line a person reads."""
    found = report.meeting
    parts = [report.kind.capitalize()]
    if found and found.body:
        parts = [f"{parts[0]} of {found.body}, {short_day(found.date) or 'no date found'}"]
    minutes = report.minutes
    counts = {
        "item": len(report.items),
        "paper": sum(len(item.papers) for item in report.items),
        "conclusion": sum(len(m.conclusions) for m in minutes),
        "recommendation": sum(len(m.recommendations) for m in minutes),
        "response": len(report.responses),
        "finding": len(report.findings),
    }
    parts += [f"{count} {word}{'' if count == 1 else 's'}" for word, count in counts.items() if count]
    return ", ".join(parts) + "."


def said_of_marks(done: Imported) -> str:
    """What became of marks, in sentences to follow the summary; empty where there were none."""
    parts = [f" {done.marks:,} mark{'' if done.marks == 1 else 's'} in it."] if done.marks else []
    if done.beside:
        parts.append(
            f" {done.beside:,} of them {'says' if done.beside == 1 else 'say'} other words there: they stand as an answer."
        )
    if done.review is not None:
        parts.append(f" Taken along from the version before: {done.review.words}")
    return "".join(parts)


def failed(path: Path, error: UserError) -> dict[str, str]:
    """A file that could not be imported, in the contract's shape."""
    return {"file": str(path), "error": str(error)}


def _stop_if(cancelled: Callable[[], bool] | None) -> None:
    if cancelled and cancelled():
        raise Cancelled


def _meeting_of(records: list[Record]) -> str | None:
    return next((getattr(record, "meeting", None) for record in records if record.kind == "document"), None)


def _refuse_other_council(reader: Reader, report: ImportReport) -> None:
    """Two known councils that differ are a choice of the person's, never a silent join."""
    found = report.meeting
    if not found or not found.council or not found.body or not found.date:
        return
    for known in reader.records("meeting", date=found.date):
        if not isinstance(known, Meeting) or not known.council or fold_body(known.body or "") != fold_body(found.body):
            continue
        if fold(known.council) != fold(found.council):
            raise UserError(
                f"This paper is from {found.council}, but the {known.body} of {short_day(found.date)} in this library is "
                f"{known.council}'s. Import it into a library of its own."
            )


def _join_minutes(store: Store, records: list[Record], source: Source, *, actor: str) -> None:
    """Printed minutes of a meeting that were taken live here are those minutes, not more of them. A draft binds nobody."""
    held = {record.meeting for record in records if isinstance(record, Section) and record.meeting}
    if any(store.read.records("entry", meeting=meeting) for meeting in held):
        from cypsc_desktop.commands.minuting_join import join_printed

        first = source.sheets[0].lines[:5] if source.sheets else ()
        drafted = any("draft minutes" in line.text.casefold() for line in first)
        for meeting in sorted(held):
            join_printed(store, meeting, actor=actor, agreed=not drafted)


def _same_items(reader: Reader, records: list[Record]) -> Iterator[tuple[str, str]]:
    """Pairs of items that are one: a supplement that prints no number names its item by title alone."""
    mine = [record for record in records if isinstance(record, Item)]
    if not mine:
        return
    known = [record for record in reader.records("item", meeting=mine[0].meeting) if isinstance(record, Item)]
    everything = {item.id: item for item in (*known, *mine)}.values()
    numbered = {fold(item.title): item for item in everything if item.number and item.title}
    for item in everything:
        if not item.number and item.title and fold(item.title) in numbered:
            yield numbered[fold(item.title)].id, item.id
