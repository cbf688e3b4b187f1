"""Marks that come in with a PDF: read from it, and put on the paper of the library that it is a copy of, else on itself.

What is read here counts as the file's word, so importing it again doubles nothing and overwrites no person.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from cypsc_desktop.commands.choosing import Reads
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.marks import place_in_papers, private_space
from cypsc_desktop.intake.layout import Line, Sheet, Source
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import document_id, kind_of, recognised_id
from cypsc_desktop.model.records import Annotation, Document, Record
from cypsc_desktop.papers import kinds
from cypsc_desktop.papers.anchors import anchor
from cypsc_desktop.papers.places import with_widths
from cypsc_desktop.papers.text import squeeze
from cypsc_desktop.papers.xfdf import Exchange
from cypsc_desktop.papers.xopp import Drawn
from cypsc_desktop.pdf.annotations import NONE, MarkRead, MarksRead, read_marks, with_words_of
from cypsc_desktop.pdf.frames import PEN
from cypsc_desktop.pdf.marking import page_frames
from cypsc_desktop.store.pages import Pages
from cypsc_desktop.store.store import Reader, Store

RECOGNISER = 1
_ALIKE = 0.8  # of the sheets with text: a copy may lack some, or have a cover before it
_SAMPLE = 4


class Among:
    """Records that are not written yet, asked as a library is."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = {record.id: record for record in records}

    def record(self, entity: str) -> Record | None:
        return self._records.get(entity)

    def records(self, kind: str, **equals: object) -> list[Record]:
        wanted = [record for record in self._records.values() if record.kind == kind]
        return [r for r in wanted if all(getattr(r, name) == value for name, value in equals.items())]


@dataclass(frozen=True, slots=True)
class Copy:
    """The paper of which a marked file is a copy; ``sheets`` says which sheet of it each sheet of the file is."""

    document: Document
    sheets: Mapping[int, int]


def marks_in(path: Path, source: Source, *, password: str | None = None) -> MarksRead:
    """The marks that somebody left in the file, without the labels that packs are stamped with."""
    if not source.marked and any(_text(sheet) for sheet in source.sheets):
        return NONE  # where no text is read either, it may be PDFium that cannot see them
    found = read_marks(path, password=password)
    sheets = {sheet.number: sheet for sheet in source.sheets}
    kept = tuple(mark for mark in found.marks if not _is_stamp(mark, sheets.get(mark.page)))
    return MarksRead(kept, found.whole)


def _is_stamp(mark: MarkRead, sheet: Sheet | None) -> bool:
    """Whether a free text or stamp is the page's printed label, or empty furniture of the pack."""
    if sheet is None or mark.kind not in ("free-text", "stamp") or not sheet.stamp or not mark.text:
        return False
    return re.sub(r"(?i)^page\s+", "", mark.text.strip()) == sheet.stamp


def copy_of(store: Store, source: Source, marks: Sequence[MarkRead] = ()) -> Copy | None:
    """The paper of the library with the same text on its sheets; of several the likest, then the one issued last. Without
    text (scans) the one whose marks, written out here, are in it."""
    own = {sheet.number: squeeze(_text(sheet)) for sheet in source.sheets}
    own = {number: text for number, text in own.items() if text}
    best: tuple[float, str, str] | None = None
    found: Copy | None = None
    for document in all_of(store.read, Document):
        if not own or document.id == document_id(source.sha256) or not document.sha256:
            continue
        copy = _compared(store, document, own)
        if copy is None:
            continue
        rank = (len(copy.sheets) / len(own) - abs((document.pages or 0) - len(source.sheets)) / 1e4,
                document.issued or "", document.id)  # fmt: skip
        if best is None or rank > best:
            best, found = rank, copy
    return found or _by_names(store, source, marks)


def _by_names(store: Store, source: Source, marks: Sequence[MarkRead]) -> Copy | None:
    """The paper of so many pages that bears one of these marks."""
    for mark in marks:
        own = store.read.record(mark.name) if kind_of(mark.name) == "annotation" else None
        document = store.read.record(own.document or "") if isinstance(own, Annotation) else None
        if isinstance(document, Document) and document.pages == len(source.sheets):
            return Copy(document, {sheet.number: sheet.number for sheet in source.sheets})
    return None


def _compared(store: Store, document: Document, own: Mapping[int, str]) -> Copy | None:
    """The sheets that are alike; None for a paper of which too few are."""
    sha256, pages = document.sha256 or "", document.pages or 0
    for number in sorted(own, key=lambda n: -len(own[n]))[:_SAMPLE]:
        if squeeze(store.pages.text(sha256, number) or "") == own[number]:
            break
    else:
        return None
    held: dict[str, list[int]] = {}
    for number in range(1, pages + 1):
        text = squeeze(store.pages.text(sha256, number) or "")
        if text:
            held.setdefault(text, []).append(number)
    sheets: dict[int, int] = {}
    taken: set[int] = set()
    for number, text in own.items():
        alike = [n for n in held.get(text, ()) if n not in taken] or held.get(text)
        if alike:
            sheets[number] = number if number in alike else alike[0]
            taken.add(sheets[number])
    if len(sheets) < _ALIKE * len(own):
        return None
    return Copy(document, _with_blanks(sheets, own, pages, of=store.pages, sha256=sha256))


def _with_blanks(
    sheets: Mapping[int, int], own: Mapping[int, str], pages: int, *, of: Pages, sha256: str
) -> dict[int, int]:
    """The sheets that are alike, and those without text (scans) that stand between the same ones in both."""
    whole = dict(sheets)
    for number in range(1, max([*sheets, pages]) + 1):
        if number in own:
            continue
        before = max((n for n in sheets if n < number), default=0)
        after = min((n for n in sheets if n > number), default=0)
        shifts = {sheets[n] - n for n in (before, after) if n} or {0}
        there = number + min(shifts)
        if len(shifts) == 1 and 1 <= there <= pages and not squeeze(of.text(sha256, there) or ""):
            whole[number] = there
    return whole


def _text(sheet: Sheet) -> str:
    lines: list[str] = []
    for block in sheet.blocks():
        lines.extend([block.text] if isinstance(block, Line) else [cell.text for cell in block.cells])
    return "\n".join(line for line in lines if line)


def records_of_marks(
    reader: Reads,
    found: Sequence[MarkRead],
    source: Source,
    document: Document,
    *,
    actor: str,
    copy: Copy | None = None,
) -> list[Annotation]:
    """The marks as private records on ``document``; where that is not in the library yet, ``reader`` is ``Among`` what
    is read of it."""
    texts = {sheet.number: _text(sheet) for sheet in source.sheets if any(m.page == sheet.number for m in found)}
    return _records(reader, found, document, texts=texts, sha256=source.sha256, actor=actor, copy=copy)


def _records(
    reader: Reads,
    found: Sequence[MarkRead],
    document: Document,
    *,
    texts: Mapping[int, str],
    sha256: str,
    actor: str,
    copy: Copy | None = None,
) -> list[Annotation]:
    answered = _answered(found)
    ids = {(m.page, m.name): _id(document, _sheet(m, copy), m.name) for m in found}
    records = []
    for one in found:
        page = _sheet(one, copy)
        held = anchor(texts.get(one.page, ""), one.quote, before=one.before, after=one.after)
        records.append(
            Annotation(
                id=ids[one.page, one.name], space=private_space(actor), document=document.id, page=page, mark=one.kind,
                meaning=kinds.meaning_of(one.subject), quote=one.quote or None, before=held.before or None,
                after=held.after or None, paragraph=held.paragraph or None, rects=[list(box) for box in one.rects],
                points=_points(one) or None, comment=one.text or None,
                tags=[kinds.BOOKMARK] if one.kind == "note" and one.subject.casefold() == kinds.BOOKMARK else None,
                author=one.author or None, created=one.created or None,
                reply_to=ids.get((one.page, answered[one.page, one.name])),
                state="placed" if copy is None or one.page in copy.sheets else "changed",
                origin={"file": sha256, "name": one.name, "page": one.page, **({"said": one.said} if one.said else {})},
                colour=one.colour or None,
                **place_in_papers(reader, document, page),
            )
        )  # fmt: skip
    return records


def _answered(found: Sequence[MarkRead]) -> dict[tuple[int, str], str]:
    """Page and name of each mark -> the name of the mark that it answers in the end; empty for what answers none."""
    above = {(m.page, m.name): m.reply_to for m in found}
    roots = {}
    for (page, name), answers in above.items():
        root, seen = answers, {name}
        while root not in seen and above.get((page, root)):
            seen.add(root)
            root = above[page, root]
        roots[page, name] = "" if root in seen else root  # two that answer each other answer nobody
    return roots


def _points(one: MarkRead) -> list[list[list[float]]]:
    if one.pen in (0, PEN):
        return with_widths(one.strokes, ())
    return with_widths(one.strokes, [[one.pen] * len(stroke) for stroke in one.strokes])


def paper_of(reader: Reader, exchange: Exchange | Drawn) -> Document:
    """The paper whose marks a file without one holds: by its digest, else by its name. UserError where none fits."""
    files = [d for d in all_of(reader, Document) if d.format == "pdf"]
    fitting = [d for d in files if exchange.digest and d.sha256 == exchange.digest]
    name = exchange.paper.replace("\\", "/").rsplit("/", 1)[-1]
    fitting = fitting or [d for d in files if name and d.name in (name, unquote(name))]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise UserError(
            f"Several papers are called {name}. Rename the one that is meant, or import a marked PDF instead."
        )
    raise UserError(
        f"These marks are on {name or 'a paper that is not named'}, which is not in this library. Import that first."
    )


def records_of_exchange(
    store: Store, exchange: Exchange | Drawn, document: Document, *, sha256: str, actor: str
) -> list[Annotation]:
    """The marks of an XFDF file as private records on its paper, with the words under them."""
    path = store.files.path(document.sha256 or "")
    pages = {mark.page for mark in exchange.marks if 1 <= mark.page <= (document.pages or 0)}
    found = with_words_of(path, exchange.placed(page_frames(path, pages)))
    texts = {page: store.pages.text(document.sha256 or "", page) or "" for page in pages}
    return _records(store.read, found, document, texts=texts, sha256=sha256, actor=actor)


def _sheet(one: MarkRead, copy: Copy | None) -> int:
    if copy is None:
        return one.page
    return copy.sheets.get(one.page, min(one.page, copy.document.pages or one.page))


def _id(document: Document, page: int, name: str) -> str:
    """A mark that came in is its paper, sheet and what its file calls it: whichever copy brings it, it is one."""
    return recognised_id("annotation", document.id, str(page), f"mark {name.encode().hex()}")
