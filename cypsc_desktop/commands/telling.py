"""Rows of the contract's JSON as text that a person reads on a terminal."""

from typing import Any

_FIRST = {
    "meetings": ("date", "time", "body", "council"),
    "agenda": ("number", "title", "printed_pages", "to_follow"),
    "people": ("name", "kind", "office", "voting"),
    "responses": ("report", "recommendation", "decision", "report_back"),
    "work-programme": ("date", "items", "leads"),
    "checklist": ("state", "page", "kind", "words", "news", "reasons", "id"),
    "findings": ("kind", "page", "message"),
    "annotations": ("state", "paper", "page", "kind", "meaning", "quote", "comment", "author", "id"),
    "enquiries": ("item", "order", "priority", "question", "asker", "addressee", "printed_page", "id"),
    "impact": ("meeting", "about", "stage", "kind", "who", "text", "evidence"),
    "conflicts": ("entity", "field", "heads"),
    "history": ("when", "actor", "label", "entity", "field", "before", "after"),
    "search": ("paper", "printed_page", "sheet", "snippet"),
}
_OUTCOME = ("section", "number", "owner", "text")
_HIDDEN = frozenset({"id", "meeting", "meeting_id", "at"})


def tell(what: str, rows: list[dict[str, Any]] | dict[str, Any]) -> str:
    """One line a row with the fields that matter first; a single object as its parts."""
    if isinstance(rows, dict):
        return "\n".join(_part(name, value) for name, value in rows.items() if name not in _HIDDEN)
    if not rows:
        return "Nothing here yet."
    names = _FIRST.get(what, _OUTCOME)
    return "\n".join("\t".join(_word(row[name]) for name in names if row.get(name) is not None) for row in rows)


def _part(name: str, value: Any) -> str:
    if not isinstance(value, list) or not value:
        return f"{name}: {_word(value)}"
    return "\n".join([f"{name}:", *(f"  {_word(row)}" for row in value)])


def _word(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "to follow" if value else ""
    if isinstance(value, dict):
        return "; ".join(f"{k} {_word(v)}" for k, v in value.items() if k not in _HIDDEN and v not in (None, [], {}))
    if isinstance(value, list):
        return ", ".join(_word(v) for v in value)
    return str(value).replace("\n", " ")
