"""Unfinished text: kept beside the log while a person types, gone when it is saved."""

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
