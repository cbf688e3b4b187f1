"""Unfinished text: kept beside the log while a person types, gone when it is saved."""

from cypsc_desktop.commands.marks import change_mark, is_shared, private_space
from cypsc_desktop.model.records import Annotation
from cypsc_desktop.store.store import Store


def keep_draft(store: Store, entity: str, field: str, text: str | None) -> None:
    """Keep what is typed in a field and not yet saved; ``None`` drops it."""
    if text is None:
        store.drafts.delete(entity, field)
    else:
        store.drafts.put(entity, field, text)


def drafts_of(store: Store, entity: str) -> dict[str, str]:
    """Field -> text that was typed into this record and never saved."""
    return store.drafts.of(entity)


def take_up_comments(store: Store, *, actor: str) -> int:
    """Save the comments on marks that were being typed when the program ended, each a step that Undo takes back; returns
    how many. Those on other people's private marks wait for them."""
    if store.read_only:
        return 0
    taken = 0
    for draft in store.drafts.all():
        found = store.read.record(draft.entity) if draft.field == "comment" else None
        if isinstance(found, Annotation) and (is_shared(found) or found.space == private_space(actor)):
            change_mark(store, found.id, actor=actor, comment=draft.text.strip())
            store.drafts.delete(draft.entity, draft.field)
            taken += 1
    return taken
