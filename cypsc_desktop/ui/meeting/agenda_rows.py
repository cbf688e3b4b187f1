"""What the rows of a meeting's agenda say: items, the papers under them, and the files they came in. Reads only."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cypsc_desktop.commands.listing import agenda_order, all_of
from cypsc_desktop.commands.showing import versions_of
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.records import Document, Item, Meeting, Paper, Version
from cypsc_desktop.store.store import Reader

FILES = "files"  # the row under which the files stand
Read = Mapping[str, Collection[int]]
"""Sheets that were on screen, by document."""


Files = dict[str, Document | None]


@dataclass(frozen=True, slots=True)
class Sign:
    """Words after a title, in a tone of the theme."""

    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """``id`` of an item, paper or document, else FILES. ``unread``: none of its pages was on screen yet."""

    id: str
    kind: str
    title: str
    number: str = ""
    pages: str = ""
    signs: tuple[Sign, ...] = ()
    unread: bool = False
    below: tuple["AgendaRow", ...] = ()

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        said = [f"{self.number} {self.title or 'untitled'}".strip(), *(sign.words for sign in self.signs)]
        if self.pages:
            word = "sheets" if self.kind == Document.kind else "pages" if "–" in self.pages else "page"
            said.append(f"{word} {self.pages.replace('–', ' to ')}" if word != "sheets" else f"{self.pages} sheets")
        return ", ".join([*said, *(["unread"] if self.unread else [])])


def rows_of(reader: Reader, meeting: Meeting, read: Read | None = None) -> tuple[AgendaRow, ...]:
    """The agenda in its order, then the files. ``read`` None: nothing is known of what was read, so nothing is unread."""
    mine = sorted(all_of(reader, Document, meeting=meeting.id), key=lambda f: (f.issued or "", f.name or ""))
    files: Files = {file.id: file for file in mine}
    rows = [_item_row(reader, item, files, read) for item in agenda_order(all_of(reader, Item, meeting=meeting.id))]
    if mine:
        rows.append(AgendaRow(FILES, FILES, "Files", below=tuple(_file_row(file, read) for file in mine)))
    return tuple(rows)


def _item_row(reader: Reader, item: Item, files: Files, read: Read | None) -> AgendaRow:
    papers = tuple(_paper_row(reader, paper, files, read) for paper in all_of(reader, Paper, item=item.id))
    signs = []
    if item.part == "B":
        signs.append(Sign("Part B, private", "danger"))
    if item.to_follow:
        signs.append(Sign("To follow", "warn"))
    if papers:  # what is said of all its papers is said of the item, which may be folded
        signs += [sign for sign in papers[0].signs if all(sign in paper.signs for paper in papers)]
    unread = any(paper.unread for paper in papers)
    if not papers and read is not None and item.pdf_pages and isinstance(item.at, dict):
        unread = not _was_read(read, item.at.get("document"), *item.pdf_pages)
    pages = "" if item.to_follow else _range(item.printed_pages)
    return AgendaRow(
        item.id, Item.kind, item.title or "", item.number or "", pages, tuple(signs), unread, papers
    )  # fmt: skip


def _paper_row(reader: Reader, paper: Paper, files: Files, read: Read | None) -> AgendaRow:
    versions = versions_of(reader, paper)
    newest = versions[-1] if versions else None
    file = _file(reader, newest.document or "", files) if newest else None
    if newest is None or file is None:
        return AgendaRow(paper.id, Paper.kind, paper.title or "")
    signs = []
    if file.doc_kind == "supplement":
        when = short_day(file.issued) if file.issued else ""
        signs.append(Sign(f"Supplement, {when}" if when else "Supplement", "info"))
    elif len(versions) > 1:
        signs.append(Sign(f"Issued again, {short_day(file.issued)}" if file.issued else "Issued again", "info"))
    unread = read is not None and not _was_read(read, file.id, newest.first or 1, newest.last or newest.first or 1)
    return AgendaRow(
        paper.id, Paper.kind, paper.title or "", pages=_printed(file, newest), signs=tuple(signs), unread=unread
    )


def _file_row(file: Document, read: Read | None) -> AgendaRow:
    kind = (file.doc_kind or "paper").capitalize()
    title = f"{kind}, {short_day(file.issued)}" if file.issued else kind if file.doc_kind else file.name or kind
    unread = read is not None and not read.get(file.id)
    return AgendaRow(file.id, Document.kind, title, pages=str(file.pages or ""), unread=unread)


def _file(reader: Reader, entity: str, files: Files) -> Document | None:
    """A file, read once: one holds many papers."""
    if entity not in files:
        found = reader.record(entity)
        files[entity] = found if isinstance(found, Document) else None
    return files[entity]


def _printed(file: Document, version: Version) -> str:
    """The printed numbers of a paper's first and last sheet; its sheets where none are printed."""
    first, last = version.first or 1, version.last or version.first or 1
    labels = file.labels or []
    ends = [labels[n - 1] if n <= len(labels) else None for n in (first, last)]
    if ends[0] is None:
        return f"sheet {first}"
    return str(ends[0]) if ends[1] in (None, ends[0]) else f"{ends[0]}–{ends[1]}"


def _range(pages: object) -> str:
    if not isinstance(pages, list) or len(pages) != 2:
        return ""
    first, last = pages
    return str(first) if first == last else f"{first}–{last}"


def _was_read(read: Read, document: object, first: int, last: int) -> bool:
    seen = read.get(str(document), ())
    return any(first <= sheet <= last for sheet in seen)
