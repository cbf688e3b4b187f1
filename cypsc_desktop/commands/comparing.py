"""What changed between two versions of a paper, page by page, and which earlier paper is a version of it. Reads only."""

from dataclasses import dataclass
from typing import Any

from cypsc_desktop.commands.choosing import find_record
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Document
from cypsc_desktop.papers.differences import PageDifference, differences, likeness
from cypsc_desktop.store import editions
from cypsc_desktop.store.store import Reader

_ALIKE = 0.3  # of their runs of words that two versions of one paper share at the least
_AS_GOOD = 0.2  # a later issue counts as the version before though another is more alike by this much


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions; ``pages`` are those that differ, and ``of`` how many pages the later one has."""

    old: Document
    new: Document
    pages: tuple[PageDifference, ...]
    of: int

    @property
    def words(self) -> str:
        """In one sentence."""
        before = self.old.name or "the version before"
        if not self.pages:
            return f"No page differs from {before}."
        count = len(self.pages)
        return f"{count} page{' differs' if count == 1 else 's differ'} from {before}."

    def told(self) -> str:
        """For a terminal: a line a stretch of words, what went after a minus and what came after a plus."""
        signs = {"gone": "-", "new": "+"}
        lines = [self.words]
        for page in self.pages:
            lines += ["", page.place, *(f"  {signs[p.kind]} {p.text}" for p in page.parts if p.kind in signs)]
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """As ``cypsc compare --json`` prints it."""
        return {
            "old": {"id": self.old.id, "name": self.old.name, "issued": self.old.issued},
            "new": {"id": self.new.id, "name": self.new.name, "issued": self.new.issued},
            "pages": [
                {"old": page.old, "new": page.new, "parts": [{"kind": p.kind, "text": p.text} for p in page.parts]}
                for page in self.pages
            ],
        }


def may_be_versions(reader: Reader, document: Document) -> list[Document]:
    """The papers of the same meeting and kind that are not later: one of them may be the version before. Where a person
    says in whose place this one was issued, that one alone."""
    ranks = reader.ask(editions.ranks)
    mine = ranks.get(document.sha256 or "", "")
    named = reader.record(document.instead_of) if document.instead_of else None
    if isinstance(named, Document) and named.pages and ranks.get(named.sha256 or "", "") < mine:
        return [named]
    return [
        one for one in all_of(reader, Document)
        if one.id != document.id and one.pages and document.pages and one.doc_kind == document.doc_kind
        and one.meeting == document.meeting and ranks.get(one.sha256 or "", "") < mine
    ]  # fmt: skip


def compare(reader: Reader, new: str, old: str | None = None) -> Compared:
    """What changed in a paper, against ``old`` or else the version before it. UserError where there is none, or where a
    paper's words have not been read yet."""
    later = _paper(reader, new)
    words = _read(reader, later)
    before = _paper(reader, old) if old is not None else _before(reader, later, words)
    found = differences(_read(reader, before), words)
    return Compared(before, later, tuple(page for page in found if page.changed), len(words))


def _paper(reader: Reader, entity: str) -> Document:
    found = find_record(reader, entity)
    if not isinstance(found, Document):
        raise UserError(f"'{entity}' is no paper. Name a file: 'cypsc show meetings --json' lists their ids.")
    return found


def _before(reader: Reader, later: Document, words: list[str]) -> Document:
    """The latest of those that are about as alike as the likest."""
    whole = " ".join(words)
    alike = [(likeness(reader.page_text(one.sha256 or ""), whole), one) for one in may_be_versions(reader, later)]
    best = max((share for share, _ in alike), default=0.0)
    if best < _ALIKE:
        raise UserError(
            f"The library has no earlier version of {later.name or 'this paper'}. Import it, then compare again."
        )
    ranks = reader.ask(editions.ranks)
    near = [one for share, one in alike if share >= max(_ALIKE, best - _AS_GOOD)]
    return max(near, key=lambda one: (ranks.get(one.sha256 or "", ""), one.id))


def _read(reader: Reader, document: Document) -> list[str]:
    """The words of every page."""
    texts = reader.page_texts(document.sha256 or "")
    if not texts:
        raise UserError(
            f"The words of {document.name or 'this paper'} are not in the library yet. Wait until it is searched through, "
            "or have its scanned pages read."
        )
    return [texts.get(sheet, "") for sheet in range(1, (document.pages or max(texts)) + 1)]
