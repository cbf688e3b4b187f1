"""Holds an import report against an answer key: an F1 for each part that the key has.

Two texts agree when they are equal but for case, white space, dashes and quotes, or differ in at most 8 % of their
characters. A point whose key has no section stands under a heading that is missing from the paper: its section is
not judged. What a key does not say is not scored.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

Row = dict[str, Any]

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
_MEETING = ("council", "body", "date", "time")
_POINTS = {
    "sections": ("number", "title"),
    "conclusions": ("section", "text"),
    "recommendations": ("section", "text"),
    "requests": ("section", "text"),
}
_CELLS = (
    "report", "considered_on", "conclusions", "responder", "decision", "decision_text", "officer", "financial",
    "timetable", "report_back",
)  # fmt: skip


def agree(left: Any, right: Any) -> bool:
    """Whether two values say the same; texts may differ a little, everything else may not."""
    if not isinstance(right, str):
        return bool(left == right)
    a, b = _plain(left), _plain(right)
    return a == b or (len(a) > 12 and SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.92)


def score(report: Row, key: Row) -> dict[str, float]:
    """F1 by part, from 0 to 1."""
    parts: dict[str, float] = {}
    _score_meeting(report.get("meeting") or {}, key.get("meeting"), parts)
    if "items" in key:
        _score_items(report.get("items") or [], key["items"], parts)
    if "minutes" in key:
        _score_minutes(report.get("minutes") or [], key["minutes"], parts)
    if "headers" in key:
        found = [
            (p.get("header") or {}) | {"item": i.get("number")}
            for i in report.get("items") or []
            for p in i.get("papers") or []
        ]
        for column in ("subject", "lead_officer", "cabinet_member"):
            rows = [h for h in key["headers"] if h.get(column) is not None]
            if rows:
                parts[f"headers.{column}"] = _column(found, rows, "item", column)
    if "finding_kinds" in key:
        kinds = {f["kind"] for f in report.get("findings") or []}
        hits = len(kinds & set(key["finding_kinds"]))
        parts["findings"] = _f1(hits, hits, len(key["finding_kinds"]))
    if "supplement" in key:
        parts["supplement"] = _rows([report.get("supplement") or {}], [key["supplement"]], ("issued", "replaces"))
    if "responses" in key:
        found = report.get("responses") or []
        parts["responses.rows"] = _rows(found, key["responses"], ("recommendation",))
        for column in _CELLS:
            parts[f"responses.{column}"] = _column(found, key["responses"], "recommendation", column)
    if "work_programme" in key:
        _score_programme(report.get("work_programme") or [], key["work_programme"], parts)
    if "plan" in key:
        _score_plan(report.get("plan") or {}, key["plan"], parts)
    return parts


def mean(parts: dict[str, float]) -> float:
    return sum(parts.values()) / len(parts) if parts else 0.0


def _score_meeting(found: Row, wanted: Row | None, parts: dict[str, float]) -> None:
    if wanted is None:
        return
    for name in _MEETING:
        if name in wanted:
            parts[f"meeting.{name}"] = float(agree(found.get(name), wanted[name]))
    if "members" in wanted:
        members = found.get("members") or []
        parts["meeting.members"] = _rows(members, wanted["members"], ("name", "office", "kind"))
        parts["meeting.voting"] = _rows(members, wanted["members"], ("name", "voting"))


def _score_items(found: list[Row], wanted: list[Row], parts: dict[str, float]) -> None:
    parts["items"] = _rows(found, wanted, ("number", "title"))
    if any("pdf_pages" in i for i in wanted):
        parts["items.pages"] = _rows(found, wanted, ("number", "printed_pages", "pdf_pages"))
    if any("to_follow" in i for i in wanted):
        parts["items.to_follow"] = _rows(found, wanted, ("number", "to_follow"))
    papers = _children(wanted, "papers", "number")
    if papers:
        parts["items.papers"] = _rows(_children(found, "papers", "number"), papers, ("number", "pdf_pages"))


def _score_minutes(found: list[Row], wanted: list[Row], parts: dict[str, float]) -> None:
    parts["minutes.of"] = _rows(found, wanted, ("of",))
    for name, keys in _POINTS.items():
        rows = _children(wanted, name)
        if rows:
            parts[f"minutes.{name}"] = _rows(_children(found, name), rows, keys)
    for name in ("present", "also_present", "apologies"):
        rows = _names(wanted, name)
        if rows:
            parts[f"minutes.{name}"] = _rows(_names(found, name), rows, ("name",))
    if any(m.get("closed") for m in wanted):
        parts["minutes.closed"] = _rows(found, wanted, ("of", "closed"))


def _score_programme(found: list[Row], wanted: list[Row], parts: dict[str, float]) -> None:
    parts["work_programme.dates"] = _rows(found, wanted, ("date",))
    parts["work_programme.items"] = _rows(_bullets(found), _bullets(wanted), ("date", "title"))


def _score_plan(found: Row, wanted: Row, parts: dict[str, float]) -> None:
    projects, right = found.get("projects") or [], wanted["projects"]
    actions, right_actions = _children(projects, "actions"), _children(right, "actions")
    parts["plan.projects"] = _rows(projects, right, ("title", "manager", "ref"))
    parts["plan.savings"] = _rows(projects, right, ("ref", "savings"))
    parts["plan.actions"] = _rows(actions, right_actions, ("ref", "text"))
    for column in ("owner", "due", "progress"):
        parts[f"plan.actions.{column}"] = _column(actions, right_actions, "ref", column)


def _plain(value: Any) -> str:
    text = str("" if value is None else value).lower().translate(_QUOTES)
    return re.sub(r"[\s–—-]+", " ", text).strip(" .,:;")


def _same(found: Row, wanted: Row, keys: Iterable[str]) -> bool:
    return all((k == "section" and wanted.get(k) is None) or agree(found.get(k), wanted.get(k)) for k in keys)


def _rows(found: list[Row], wanted: list[Row], keys: tuple[str, ...]) -> float:
    """F1 of rows, each found row standing for one wanted row at most."""
    left, hits = list(found), 0
    for row in wanted:
        match = next((f for f in left if _same(f, row, keys)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return _f1(hits, len(found), len(wanted))


def _column(found: list[Row], wanted: list[Row], anchor: str, column: str) -> float:
    """How many cells of one column are right, over the rows that their anchors join."""
    hits = 0
    for row in wanted:
        match = next((f for f in found if _same(f, row, (anchor,))), None)
        hits += match is not None and _same(match, row, (column,))
    return _f1(hits, len(wanted), len(wanted))


def _f1(hits: int, found: int, wanted: int) -> float:
    return 1.0 if not found and not wanted else 2 * hits / (found + wanted)


def _children(rows: list[Row], name: str, carry: str | None = None) -> list[Row]:
    return [child | ({carry: r.get(carry)} if carry else {}) for r in rows for child in r.get(name) or []]


def _bullets(rows: list[Row]) -> list[Row]:
    return [{"date": r.get("date"), "title": title} for r in rows for title in r.get("items") or []]


def _names(rows: list[Row], name: str) -> list[Row]:
    return [{"name": n if isinstance(n, str) else n.get("name")} for r in rows for n in r.get(name) or []]
