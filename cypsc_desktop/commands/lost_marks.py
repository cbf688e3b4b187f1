"""Marks that found no place in a new version of their paper, looked for from the new version. Reads only."""

from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.marks import Shown, shown_here, visible_marks
from cypsc_desktop.commands.reissuing import newer_pack
from cypsc_desktop.model.records import Annotation, Document
from cypsc_desktop.store.store import Reader


def lost_before(reader: Reader, document: str, *, person: str | None = None) -> list[Shown]:
    """The orphaned marks on the versions that this file came after: those that other marks of it moved on from, and the
    packs of its meeting whose place it took. ``person`` leaves out the private marks of everybody else."""
    orphans = [m for m in visible_marks(reader, person=person) if m.state == "orphaned" and not m.reply_to]
    if not orphans:
        return []
    older = {
        str(was.get("document"))
        for one in all_of(reader, Annotation, document=document)
        if isinstance(one.former, list)
        for was in one.former
        if isinstance(was, dict)
    }
    for one in {m.document for m in orphans if m.document} - older - {document}:
        paper = reader.record(one)
        newer = newer_pack(reader, paper) if isinstance(paper, Document) else None
        if newer is not None and newer.id == document:
            older.add(one)
    return [shown_here(one) for one in orphans if one.document in older - {document}]
