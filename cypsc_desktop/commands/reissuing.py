"""A paper issued again: every mark on the old version follows its words into the new one, or is flagged, or stays.

The old version stays readable, and each mark remembers where it stood in it. Nothing is dropped.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.marks import place_in_papers, visible_marks
from cypsc_desktop.commands.records import counted
from cypsc_desktop.intake.layout import Line, Sheet, Source
from cypsc_desktop.intake.open import open_source
from cypsc_desktop.intake.pdf_source import sheet_of
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Annotation, Document, Version
from cypsc_desktop.papers.places import edges, strokes_of, widths_of, with_widths
from cypsc_desktop.papers.reanchor import Held, Landing, reanchor
from cypsc_desktop.papers.text import PageWords, Text
from cypsc_desktop.pdf.client import ImportReader
from cypsc_desktop.store import editions
from cypsc_desktop.store.store import Reader, Store

_ALIKE = 0.6  # of the runs of words of the shorter: what loose papers must share to be versions of one
_JUDGED = 150  # runs of words: a shorter paper is too like others to be judged by them


@dataclass(frozen=True, slots=True)
class Fared:
    """One mark: what it was held to, what it is held to now, and how it fared."""

    mark: str
    state: str
    old_page: int
    new_page: int
    old_text: str
    new_text: str


@dataclass(frozen=True, slots=True)
class Review:
    """How the marks fared that followed their paper into ``document``; those that need a look first."""

    document: str
    marks: tuple[Fared, ...]

    def count(self, state: str) -> int:
        return sum(one.state == state for one in self.marks)

    @property
    def words(self) -> str:
        """In a sentence: "12 marks: 9 kept, 1 moved, 1 text changed, 1 not found."."""
        names = {"placed": "kept", "moved": "moved", "changed": "text changed", "orphaned": "not found"}
        parts = [f"{self.count(state):,} {name}" for state, name in names.items() if self.count(state)]
        return f"{len(self.marks):,} mark{'' if len(self.marks) == 1 else 's'}: {', '.join(parts)}."


def follow_marks(store: Store, document: str, source: Source, *, actor: str) -> Review | None:
    """Take the marks on older versions of what a new file holds along into it. None where there are none to take."""
    new = store.read.record(document)
    marks = [m for m in all_of(store.read, Annotation) if m.document and m.document != document]
    if not marks or not isinstance(new, Document) or not source.paged:
        return None
    pages = [page_words(sheet) for sheet in source.sheets]
    landed: list[tuple[Annotation, Landing]] = []
    for old in _older(store.read, new, {m.document or "" for m in marks}):
        own = [m for m in marks if m.document == old.id]
        moving, into = _what_moves(store, old, new, own, pages)
        if moving:
            landed += _land(store, old, moving, into)
    if landed:
        _write(store, new, landed, actor=actor)
    return _review(document, [_fared(mark, landing) for mark, landing in landed if not mark.reply_to])


def follow_word(store: Store, document: str, *, actor: str) -> Review | None:
    """After a person said when a file was issued, or in whose place: the marks go to the file that is the later one now.
    None where none had to move. UserError where that file cannot be read again, as a locked one."""
    one = store.read.record(document)
    if not isinstance(one, Document):
        return None
    into = newer_pack(store.read, one) or one
    others = [m for m in all_of(store.read, Annotation) if m.document and m.document != into.id]
    if not _older(store.read, into, {m.document or "" for m in others}) or not store.files.has(into.sha256 or ""):
        return None
    source = open_source(store.files.path(into.sha256 or ""))
    return follow_marks(store, into.id, source, actor=actor)


def _review(document: str, fared: list[Fared]) -> Review | None:
    """Those that need a look first."""
    order = ("orphaned", "changed", "moved", "placed")
    fared.sort(key=lambda one: (order.index(one.state), one.new_page, one.mark))
    return Review(document, tuple(fared)) if fared else None


def orphans_into(reader: Reader, document: str, *, person: str | None = None) -> list[Annotation]:
    """The marks that were not found in this file when it took the place of theirs; they stay on the old one. ``person``
    leaves out the private ones of everybody else."""
    new = reader.record(document)
    lost = [m for m in visible_marks(reader, person=person) if m.state == "orphaned" and m.document != document]
    if not isinstance(new, Document) or not lost:
        return []
    came_from = {
        was.get("document")
        for m in all_of(reader, Annotation, document=document) if isinstance(m.former, list) for was in m.former
    }  # fmt: skip
    took_over = {}
    for entity in {m.document for m in lost}:
        old = reader.record(entity or "")
        took_over[entity] = entity in came_from or (isinstance(old, Document) and _took_over(reader, old, new))
    return [m for m in lost if took_over[m.document]]


def _took_over(reader: Reader, old: Document, new: Document) -> bool:
    """Whether a file of the same meeting was issued in place of another, or of a paper in it."""
    if not old.meeting or old.meeting != new.meeting:
        return new.instead_of == old.id
    if _is_pack(old) and _is_pack(new):
        ranks = reader.ask(editions.ranks)
        return _rank(ranks, old) < _rank(ranks, new)
    return new.instead_of == old.id or bool(_shared_papers(reader, old, new))


def page_words(sheet: Sheet) -> PageWords:
    """A sheet's words with their boxes, tables in their place: in the order in which its text is kept."""
    words: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    for block in sheet.blocks():
        for line in [block] if isinstance(block, Line) else [line for cell in block.cells for line in cell.lines]:
            for word in line.words:
                words.append(word.text)
                boxes.append((word.box.left, word.box.top, word.box.right, word.box.bottom))
    return PageWords(sheet.number, words, boxes)


def kept_text(store: Store, document: Document, *, boxed: Mapping[int, PageWords] | None = None) -> Text:
    """The text of a paper as the library keeps it; ``boxed`` gives sheets of it with boxes."""
    pages = []
    for number in range(1, (document.pages or 0) + 1):
        known = (boxed or {}).get(number)
        pages.append(known or PageWords(number, (store.pages.text(document.sha256 or "", number) or "").split()))
    return Text(pages)


def _older(reader: Reader, new: Document, marked: Iterable[str]) -> list[Document]:
    """Marked papers that a new file may be a later version of, or hold papers of."""
    found = []
    ranks = reader.ask(editions.ranks)
    for entity in sorted(marked):
        old = reader.record(entity)
        if not isinstance(old, Document) or old.format != "pdf":
            continue
        if new.instead_of != old.id and old.meeting != new.meeting and None not in (old.meeting, new.meeting):
            continue
        if _is_kin(old, new) and _rank(ranks, old) > _rank(ranks, new):
            continue  # an older one that comes in late takes no marks back
        found.append(old)
    return found


def newer_pack(reader: Reader, document: Document) -> Document | None:
    """The pack that took this one's place; None where none did."""
    if not document.meeting or not _is_pack(document):
        return None
    packs = [d for d in all_of(reader, Document, meeting=document.meeting) if _is_pack(d)]
    ranks = reader.ask(editions.ranks)
    last = max(packs, key=lambda one: _rank(ranks, one), default=None)
    return last if last is not None and last.id != document.id else None


def replaced_by(reader: Reader, document: Document) -> Document | None:
    """The file that was issued in place of this one, a pack or what a person says it of; None where none was."""
    named = [d for d in all_of(reader, Document, instead_of=document.id) if d.id != document.id]
    if not named:
        return newer_pack(reader, document)
    ranks = reader.ask(editions.ranks)
    last = max(named, key=lambda one: _rank(ranks, one))
    return last if _rank(ranks, last) > _rank(ranks, document) else newer_pack(reader, document)


def replaced(reader: Reader) -> set[str]:
    """The files in whose place another was issued: packs of a meeting that has a later one, and what a person says."""
    ranks = reader.ask(editions.ranks)
    files = all_of(reader, Document)
    last: dict[str, str] = {}
    for one in files:
        if one.meeting and _is_pack(one):
            last[one.meeting] = max(last.get(one.meeting, ""), _rank(ranks, one))
    old = {d.id for d in files if d.meeting and _is_pack(d) and _rank(ranks, d) < last[d.meeting]}
    known = {d.id: d for d in files}
    named = {
        d.instead_of for d in files if d.instead_of in known and _rank(ranks, d) > _rank(ranks, known[d.instead_of])
    }
    return old | {one for one in named if one is not None}


def _is_pack(document: Document) -> bool:
    return document.doc_kind == "agenda pack"


def _is_kin(old: Document, new: Document) -> bool:
    """Whether which of the two is the later says which has the other's marks."""
    return (_is_pack(old) and _is_pack(new)) or old.instead_of == new.id


def _rank(ranks: Mapping[str, str], document: Document) -> str:
    """Of two packs of a meeting the greater one shows (see store/editions.py)."""
    return ranks.get(document.sha256 or "", "")


def _what_moves(
    store: Store, old: Document, new: Document, marks: Sequence[Annotation], pages: Sequence[PageWords]
) -> tuple[list[Annotation], list[PageWords]]:
    """Which marks go along, and the sheets that they may land on: all, where the whole was issued again; those of the
    papers that both hold, where a supplement brings a new version of them."""
    if new.instead_of == old.id:
        return list(marks), list(pages)
    if old.meeting and old.meeting == new.meeting:
        if _is_pack(old) and _is_pack(new):
            return list(marks), list(pages)
        shared = _shared_papers(store.read, old, new)
        moving = [m for m in marks if any(first <= (m.page or 0) <= last for first, last, _, _ in shared)]
        sheets = {n for _, _, first, last in shared for n in range(first, last + 1)}
        if moving:
            return moving, [page for page in pages if page.number in sheets]
    if old.doc_kind != new.doc_kind or not _alike(kept_text(store, old), Text(pages)):
        return [], []
    return list(marks), list(pages)


def _shared_papers(reader: Reader, old: Document, new: Document) -> list[tuple[int, int, int, int]]:
    """First and last sheet in the old file and in the new one, of each paper that both hold."""
    held = {v.paper: v for v in all_of(reader, Version, document=new.id)}
    pairs = [(v, held[v.paper]) for v in all_of(reader, Version, document=old.id) if v.paper in held]
    return [(a.first or 1, a.last or 0, b.first or 1, b.last or 0) for a, b in pairs]


def _alike(old: Text, new: Text) -> bool:
    """Whether two loose papers share so many runs of words that one is a version of the other."""

    def runs(text: Text) -> set[str]:
        return {" ".join(text.words[n : n + 5]) for n in range(len(text.words) - 4)}

    a, b = runs(old), runs(new)
    return min(len(a), len(b)) >= _JUDGED and len(a & b) >= _ALIKE * min(len(a), len(b))


def _land(
    store: Store, old: Document, marks: Sequence[Annotation], pages: Sequence[PageWords]
) -> list[tuple[Annotation, Landing]]:
    wordless = {m.page or 1 for m in marks if not m.quote and not m.reply_to}
    text = kept_text(store, old, boxed=_boxed(store, old, wordless))
    first = [m for m in marks if not m.reply_to]
    held = [
        Held(m.id, m.page or 1, m.quote or "", m.before or "", m.after or "", edges(m.rects), strokes_of(m.points))
        for m in first
    ]
    landings = {landing.id: landing for landing in reanchor(held, text, Text(pages))}
    landed = [(m, landings[m.id]) for m in first]
    # An answer goes where its mark goes.
    for one in marks:
        above = landings.get(one.reply_to or "")
        if above is not None:
            landed.append((one, replace(above, id=one.id, quote="", strokes=())))
    return landed


def _boxed(store: Store, old: Document, numbers: Iterable[int]) -> dict[int, PageWords]:
    """Sheets of the old file read again for the boxes of their words: what ink and notes are held to."""
    wanted = set(numbers)
    path = store.files.path(old.sha256 or "")
    if not wanted or not path.is_file():
        return {}
    found = {}
    try:
        with ImportReader(path) as reader:
            for number, raw in enumerate(reader.pages(), 1):
                if number in wanted and raw is not None:
                    found[number] = page_words(sheet_of(raw)[0])
                if number >= max(wanted):
                    break
    except UserError:
        return found  # locked or damaged since: these marks are then flagged or stay where they are
    return found


def _write(store: Store, new: Document, landed: Sequence[tuple[Annotation, Landing]], *, actor: str) -> None:
    with store.change(counted("Take", len(landed), "mark") + " into the new version", actor=actor) as change:
        for one, landing in landed:
            for name, value in _values(store.read, new, one, landing).items():
                change.set(one.id, name, value)


def _values(reader: Reader, new: Document, one: Annotation, landing: Landing) -> dict[str, Any]:
    if landing.state == "orphaned":
        return {"state": "orphaned"}
    was = {
        "document": one.document, "page": one.page, "printed": one.printed, "rects": one.rects, "points": one.points,
        "quote": one.quote,
    }  # fmt: skip
    values: dict[str, Any] = {
        "document": new.id, "page": landing.page, "rects": [list(box) for box in landing.rects], "state": landing.state,
        "former": [*(one.former if isinstance(one.former, list) else []), was],
        "points": with_widths(landing.strokes, widths_of(one.points) if landing.strokes else ()) or None,
        **place_in_papers(reader, new, landing.page),
    }  # fmt: skip
    if landing.quote:
        values["quote"] = landing.quote
    return values


def _fared(one: Annotation, landing: Landing) -> Fared:
    return Fared(one.id, landing.state, one.page or 1, landing.page, one.quote or "", landing.quote)
