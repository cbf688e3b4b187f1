"""Marks and lines of enquiry go out: as a summary, as XFDF, on a copy of the paper. Private marks only where it is said
whose. The papers of the library are only ever read.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cypsc_desktop.commands.choosing import find_record
from cypsc_desktop.commands.enquiries import Line, enquiries_of
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.marks import Shown, is_shared, marks_of, private_space
from cypsc_desktop.commands.showing import versions_of
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Annotation, Document, Item, Meeting, Paper
from cypsc_desktop.output import marks as mark_documents
from cypsc_desktop.output.document import Document as Output
from cypsc_desktop.output.words import about
from cypsc_desktop.output.writers import disk, ending_of, write
from cypsc_desktop.papers import kinds, xfdf
from cypsc_desktop.pdf.frames import hull
from cypsc_desktop.pdf.marking import MarkToWrite, page_frames, write_marked
from cypsc_desktop.store import binned, checked, editions
from cypsc_desktop.store.files import Files
from cypsc_desktop.store.store import Reader

WHATS = ("annotations", "enquiries", "paper")
_WORDS = ("comment", "meaning", "tags", "quote")
_TABLES = frozenset({"xlsx", "ods", "csv", "json"})


def export_marks(
    reader: Reader,
    what: str,
    to: Path,
    *,
    person: str = "",
    meeting: Meeting | None = None,
    entity: str | None = None,
    author: str | None = None,
    with_annotations: bool = False,
    flattened: bool = False,
    dry_run: bool = False,
) -> int:
    """Write ``what`` (one of WHATS) to ``to``; returns how many marks, lines or sheets it holds.

    Shared marks go out, and those that came in with a file as that file has them; private ones only of ``person``, or of
    ``author`` where one is named, whose marks then are the only ones. ``entity`` is a mark, a paper, a file or an item that
    it is narrowed to. UserError where there is nothing, or it cannot be written; an old file then stays.
    """
    if what == "enquiries":
        return export_enquiries(reader, to, person=person, meeting=meeting, entity=entity, dry_run=dry_run)
    if what == "annotations":
        found = _chosen(reader, _whose(reader, person, author), meeting=meeting, entity=entity)
        if to.suffix.lower() == ".xfdf":
            return _write_xfdf(reader, found, to, dry_run=dry_run)
        if not dry_run:
            write(summary(reader, found, meeting=meeting), to)
        else:
            ending_of(to)
        return len(found)
    return export_paper(
        reader, to, person=person, meeting=meeting, entity=entity, author=author, with_annotations=with_annotations,
        flattened=flattened, dry_run=dry_run,
    )  # fmt: skip


def kept_back(
    reader: Reader, what: str, *, person: str, meeting: Meeting | None = None, entity: str | None = None
) -> int:
    """How many private marks of this person an export of shared ones leaves out."""
    if what == "paper":
        file, first, last = _file(reader, meeting=meeting, entity=entity)
        held = [s for s in marks_of(reader, document=file.id) if not s.former and first <= s.page <= last]
    else:
        held = _narrowed(reader, meeting, entity)
    whose = _whose(reader, "", None)
    return sum(s.mark.space == private_space(person) and not whose.may_go(s.mark) for s in held)


@dataclass(frozen=True, slots=True)
class _Whose:
    """Whose marks go out: the open ones, with the private ones of ``person``; or those of somebody who is named. Open is
    what is shared, and what came in with a file and says no more than that file did: whoever has the file has it."""

    person: str
    author: str | None
    worded: frozenset[str]  # marks that came in, to which somebody has given other words here

    def may_go(self, mark: Annotation) -> bool:
        is_open = is_shared(mark) or (_came_in(mark) and mark.id not in self.worded)
        if self.author is not None:
            return mark.space == private_space(self.author) or (is_open and mark.author == self.author)
        return is_open or mark.space == private_space(self.person)


def _whose(reader: Reader, person: str, author: str | None) -> _Whose:
    came = [one.id for one in all_of(reader, Annotation) if _came_in(one)]
    return _Whose(
        person, author, frozenset(reader.ask(lambda c: checked.worded_entities(c, came, _WORDS)) if came else ())
    )


def _came_in(mark: Annotation) -> bool:
    return isinstance(mark.origin, dict) and "file" in mark.origin


def _narrowed(reader: Reader, meeting: Meeting | None, entity: str | None) -> list[Shown]:
    """The marks of a meeting, a paper, a file or an item, or one of them; in page order."""
    everything = marks_of(reader, meeting=meeting.id if meeting else None)
    if entity is None:
        return everything
    find_record(reader, entity)
    return [s for s in everything if entity in (s.mark.id, s.mark.reply_to, s.mark.paper, s.mark.item, s.document)]


def _chosen(reader: Reader, whose: _Whose, *, meeting: Meeting | None, entity: str | None) -> list[Shown]:
    """The marks that go out, in page order."""
    held = _narrowed(reader, meeting, entity)
    found = [s for s in held if whose.may_go(s.mark)]
    if found:
        return found
    owners = sorted({s.mark.space.partition(":")[2] for s in held if not is_shared(s.mark)} - {whose.person})
    if owners and whose.author is None:
        raise UserError(
            f"There are only private marks of {', '.join(owners)}. Share some first, or name whose marks to write: add "
            f"--author “{owners[0]}”."
        )
    where = f" on the papers of {short_day(meeting.date)}" if meeting else ""
    raise UserError(f"There are no marks{where} to write. Mark a paper, or import a marked PDF first.")


def summary(reader: Reader, found: Sequence[Shown], *, meeting: Meeting | None = None) -> Output:
    """The marks as a document of one table."""
    files = {d.id: d for d in all_of(reader, Document)}
    lines = []
    for shown in found:
        mark, file = shown.mark, files.get(shown.document)
        paper, item = reader.record(mark.paper or ""), reader.record(mark.item or "")
        lines.append(
            mark_documents.MarkLine(
                mark.id, (paper.title if isinstance(paper, Paper) else None) or (file.name if file else None) or "Paper",
                mark.printed or str(shown.page), (item.number if isinstance(item, Item) else None) or "", shown.quote,
                mark.meaning or "", mark.comment or "", mark.author or "", mark.created or "", mark.mark or "",
                mark.state or "placed", bool(mark.reply_to),
            )
        )  # fmt: skip
    return mark_documents.marks(lines, subtitle=about([meeting] if meeting else []))


def export_enquiries(
    reader: Reader,
    to: Path,
    *,
    person: str = "",
    meeting: Meeting | None = None,
    entity: str | None = None,
    dry_run: bool = False,
) -> int:
    """The lines of enquiry, private ones of ``person`` alone: the speaking note with a page an item, or one table where the
    format is of tables."""
    ending = ending_of(to)
    held = enquiries_of(reader, meeting=meeting.id if meeting else None, person=person)
    if entity is not None:
        find_record(reader, entity)
        held = [line for line in held if entity in (line.enquiry.id, line.enquiry.item)]
    if not held:
        where = f" for the meeting of {short_day(meeting.date)}" if meeting else ""
        raise UserError(f"There are no lines of enquiry{where}. Send a mark to them first, with Ctrl+Shift+Q.")
    whose = _whose(reader, person, None)
    lines = [_question(reader, line, number, whose) for number, line in enumerate(held, 1)]
    make = mark_documents.enquiries if ending in _TABLES else mark_documents.speaking_note
    if not dry_run:
        write(make(lines, subtitle=about([meeting] if meeting else [])), to)
    return len(lines)


def own_lines(reader: Reader, *, person: str, meeting: Meeting | None = None) -> int:
    """How many lines of enquiry of a speaking note of this person are nobody else's."""
    held = enquiries_of(reader, meeting=meeting.id if meeting else None, person=person)
    return sum(line.enquiry.space == private_space(person) for line in held)


def _question(reader: Reader, line: Line, number: int, whose: _Whose) -> mark_documents.QuestionLine:
    one, cite = line.enquiry, line.mark if line.mark is not None and whose.may_go(line.mark) else None
    paper = reader.record(cite.paper or "") if cite else None
    heading = (
        " ".join(part for part in ((line.item.number or ""), (line.item.title or "")) if part) if line.item else ""
    )
    return mark_documents.QuestionLine(
        one.id, heading, str(number), one.question or "", one.asker or "", one.addressee or "", one.urgency or "",
        (paper.title or "") if isinstance(paper, Paper) else "", (cite.printed or str(cite.page or "")) if cite else "",
        (cite.quote or "") if cite else "", bool(one.asked),
    )  # fmt: skip


# On the paper itself


def export_paper(
    reader: Reader,
    to: Path,
    *,
    person: str = "",
    meeting: Meeting | None = None,
    entity: str | None = None,
    author: str | None = None,
    with_annotations: bool = False,
    flattened: bool = False,
    dry_run: bool = False,
) -> int:
    """A paper's file: as it came, or a copy with marks as annotations or drawn into it. Returns its number of sheets; of
    a copy, of its marks."""
    file, first, last = _file(reader, meeting=meeting, entity=entity)
    path = Files(reader.folder / "files").path(file.sha256 or "")
    if not path.is_file():
        raise UserError(f"The file {file.name} is not in this library any more. Import it again.")
    ending = Path(file.name or "").suffix.lower()
    if to.suffix.lower() != ending:
        raise UserError(
            f"This paper is a {ending or 'file without ending'}. Choose a name that ends in {ending or 'nothing'}."
        )
    disk.look(to)
    marked, whose = with_annotations or flattened, _whose(reader, person, author)
    if marked and file.format != "pdf":
        raise UserError(f"{file.name} is no PDF, so marks cannot be put on it. Export them as annotations instead.")
    whole = first == 1 and last >= (file.pages or last)
    found = [
        s for s in marks_of(reader, document=file.id)
        if marked and not s.former and first <= s.page <= last and whose.may_go(s.mark)
    ]  # fmt: skip
    if dry_run:
        return len(found) if marked else last - first + 1
    if not marked and whole:
        disk.put(path.read_bytes(), to)
        return file.pages or 1
    with tempfile.TemporaryDirectory(prefix="cypsc-") as folder:
        made = Path(folder) / "marked.pdf"
        ready, plates = _with_plates([to_write(s) for s in found])
        write_marked(
            path, made, ready, replaced=_replaced(reader, found, file) if marked else None, plates=plates, flattened=flattened,
            only=None if whole else (first, last),
        )  # fmt: skip
        disk.put(made.read_bytes(), to)
    return len(found) if marked else last - first + 1


def _file(reader: Reader, *, meeting: Meeting | None, entity: str | None) -> tuple[Document, int, int]:
    """The file that is meant, and the sheets of it: all, or those of one paper."""
    if entity is not None:
        found = find_record(reader, entity)
        if isinstance(found, Paper):
            versions = [v for v in versions_of(reader, found) if v.document]
            file = reader.record(versions[-1].document or "") if versions else None
            if isinstance(file, Document):
                return file, versions[-1].first or 1, versions[-1].last or file.pages or 1
        if isinstance(found, Document):
            return found, 1, found.pages or 1
        raise UserError(
            f"'{entity}' is no paper. Name a paper or a file: see 'cypsc show agenda' and 'cypsc show meetings'."
        )
    held = [d for d in all_of(reader, Document) if meeting is None or d.meeting == meeting.id]
    if meeting is not None and len(held) > 1:
        ranks = reader.ask(editions.by_document)
        packs = sorted((d for d in held if d.doc_kind == "agenda pack"), key=lambda d: ranks.get(d.id, ""))
        held = packs[-1:] or held
    if len(held) == 1:
        return held[0], 1, held[0].pages or 1
    if not held:
        raise UserError("The library holds no such paper. Import it first.")
    listed = "; ".join(f"{d.id} ({d.name})" for d in held[:8])
    raise UserError(f"Several papers fit. Name one with --meeting or --id: {listed}{' …' if len(held) > 8 else ''}.")


def _replaced(reader: Reader, found: Sequence[Shown], file: Document) -> dict[int, dict[str, str]]:
    """Marks that came with this very file stand in it already: page -> what it calls each -> the mark that it is now, or
    nothing for one that was deleted here."""
    names: dict[int, dict[str, str]] = {}
    deleted = [one.record for one in reader.ask(binned.binned) if isinstance(one.record, Annotation)]
    for mark, name in [*((shown.mark, shown.mark.id) for shown in found), *((one, "") for one in deleted)]:
        origin = mark.origin if isinstance(mark.origin, dict) else {}
        behind = reader.record(str(origin.get("mark"))) if "mark" in origin else None
        origin = behind.origin if isinstance(behind, Annotation) and isinstance(behind.origin, dict) else origin
        if origin.get("file") == file.sha256:
            names.setdefault(int(origin.get("page") or mark.page or 1), {})[str(origin.get("name"))] = name
    return names


def _with_plates(marks: Sequence[MarkToWrite]) -> tuple[list[MarkToWrite], bytes]:
    """The marks, and the words of those whose letters the fonts of every reader lack, set on pages of their own."""
    from cypsc_desktop.output.writers import plates as writer  # what sets them is loaded when it is needed

    ready, plates = list(marks), []
    for n, mark in enumerate(marks):
        if mark.kind not in ("free-text", "stamp") or not mark.text or _is_western(mark.text):
            continue
        left, top, right, bottom = hull(mark.rects, mark.strokes)
        stamp = mark.kind == "stamp"
        size = (bottom - top) * 0.6 if stamp else 10
        words = " ".join(mark.text.split())[:60] if stamp else mark.text
        plates.append(
            writer.Plate(words, right - left, bottom - top, mark.edge if stamp else "#1a1a1a", size, single=stamp)
        )
        ready[n] = replace(mark, plate=len(plates))
    return ready, writer.render(plates) if plates else b""


def _is_western(text: str) -> bool:
    """Whether every reader's own Helvetica has all of its letters."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def to_write(shown: Shown) -> MarkToWrite:
    """A mark as other programs are to see it."""
    mark = shown.mark
    meaning = mark.meaning or ""
    ribbon = mark.mark == "note" and isinstance(mark.tags, list) and kinds.BOOKMARK in mark.tags
    own = mark.colour if mark.colour and len(mark.colour) == 7 else None
    created = (mark.created or "").replace("-", "").replace(":", "").replace("T", "")[:14]
    return MarkToWrite(
        shown.page, mark.mark or "note", mark.id, shown.rects, shown.strokes, text=mark.comment or "",
        author=mark.author or "", subject=(meaning.replace("-", " ") or (kinds.BOOKMARK if ribbon else "")).capitalize(),
        created=f"D:{created}Z" if created.isdigit() else "",
        edge=kinds.EDGES.get(meaning) or own or kinds.PLAIN_EDGE, fill=kinds.FILLS.get(meaning) or own or kinds.PLAIN_FILL,
        meaning=meaning, letter=kinds.LETTERS.get(meaning, ""), reply_to=mark.reply_to or "",
        widths=shown.widths, ribbon=ribbon,
    )  # fmt: skip


def _write_xfdf(reader: Reader, found: Sequence[Shown], to: Path, *, dry_run: bool) -> int:
    """The marks of one file: XFDF names no more than one."""
    files = list(dict.fromkeys(shown.document for shown in found))
    if len(files) > 1:
        raise UserError(
            "XFDF holds the marks of one paper, and these are on several. Add --id with one of: "
            + ", ".join(files[:8])
            + "."
        )
    file = find_record(reader, files[0])
    if not isinstance(file, Document) or file.format != "pdf":
        raise UserError("XFDF holds marks on a PDF, and this paper is none. Choose another format, such as .docx.")
    disk.look(to)
    path = Files(reader.folder / "files").path(file.sha256 or "")
    frames = page_frames(path, {shown.page for shown in found})
    content = xfdf.write([to_write(s) for s in found], frames, paper=file.name or "", digest=file.sha256 or "")
    if not dry_run:
        disk.put(content, to)
    return len(found)
