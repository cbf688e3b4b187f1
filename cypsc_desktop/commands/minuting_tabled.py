"""A paper that is tabled: it comes in while a meeting is under way, and is of the item that is on."""

from pathlib import PurePath

from cypsc_desktop.commands.importing import Imported
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.minuting import open_live, take_line
from cypsc_desktop.minutes.evening import space_of
from cypsc_desktop.model.identity import made_id, version_id
from cypsc_desktop.model.records import Document, Item, Meeting, Paper, Version
from cypsc_desktop.store.store import Store


def table(store: Store, done: Imported, meeting: Meeting, *, actor: str) -> Item | None:
    """Put what was just imported for this meeting under the item that is on, and a line that says so into its log; both go
    with the import, as one step of undo. Returns the item; None where none is on, or the file was none of this meeting's.
    UserError where the line cannot be taken."""
    document = store.read.record(done.document)
    live = open_live(store.read, meeting)
    evening = live.evening
    item = evening.item_of(evening.item)
    running = evening.started is not None and evening.ended is None
    if item is None or not running or done.group is None or not isinstance(document, Document):
        return None
    if document.meeting != meeting.id:
        return None
    title = PurePath(document.name or "").stem.strip() or "a paper"
    space = space_of(meeting.id, "B" if evening.is_private else "A")
    take_line(store, live, f"Tabled: {title}", actor=actor, joins=done.group)
    if store.read.records("version", document=document.id):
        return item  # the file says itself under which items its papers stand
    others = all_of(store.read, Paper, item=item.id)
    paper = Paper(
        id=made_id("paper"), space=space, item=item.id, title=title,
        position=max((one.position or 0 for one in others), default=0) + 1,
    )  # fmt: skip
    version = Version(
        id=version_id(document.sha256 or "", 1), space=space, paper=paper.id, document=document.id, first=1,
        last=document.pages or 1,
    )  # fmt: skip
    with store.change("Table paper", actor=actor) as change:
        change.joins = done.group
        change.add(paper)
        change.add(version)
    return item
