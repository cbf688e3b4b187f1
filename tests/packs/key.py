"""From the marks that a template leaves to the answer key, in the shape of the import report.

A mark says what is printed and on which sheet; ranges of sheets follow from where the next thing opens. The key
is therefore right by construction for any fonts, margins and numbers that the template is given.
"""

from itertools import pairwise
from typing import Any

Mark = dict[str, Any]


def answer_key(marks: list[Mark], pages: int, *, finding_kinds: list[str] | None = None) -> dict[str, Any]:
    """The key of a file of so many sheets. Parts that the file does not have are left out."""
    key: dict[str, Any] = {"pages": pages}
    meeting = _of(marks, "meeting")
    if meeting:
        key["meeting"] = {k: v for k, v in meeting[0].items() if k in ("council", "body", "date", "time")}
        members = [_only(m, "name", "office", "voting") | {"kind": m["seat"]} for m in _of(marks, "member")]
        if members:
            key["meeting"]["members"] = members
    if items := _items(marks, pages):
        key["items"] = items
    if minutes := _minutes(marks):
        key["minutes"] = minutes
    if headers := _of(marks, "header"):
        wanted = ("item", "subject", "lead_officer", "cabinet_member")
        key["headers"] = [_only(h, *(k for k in wanted if k in h)) for h in headers]
    if supplement := _of(marks, "supplement"):
        key["supplement"] = _only(supplement[0], "issued", "reason", "replaces")
    if responses := _of(marks, "response"):
        key["responses"] = [_response(r) for r in responses]
    if programme := _of(marks, "programme"):
        key["work_programme"] = [_only(r, "date", "items", "leads", "note") for r in programme]
    if projects := _of(marks, "project"):
        key["plan"] = {"projects": [_project(p, marks) for p in projects], "priorities": _priorities(marks)}
    if finding_kinds:
        key["finding_kinds"] = finding_kinds
    return key


def _of(marks: list[Mark], kind: str) -> list[Mark]:
    return [m for m in marks if m["kind"] == kind]


def _only(mark: Mark, *names: str) -> dict[str, Any]:
    return {name: mark.get(name) for name in names}


def _items(marks: list[Mark], pages: int) -> list[dict[str, Any]]:
    edges = [m for m in marks if m["kind"] in ("opens", "closes")]
    spans: dict[str, tuple[int, int]] = {}
    for mark, following in pairwise([*edges, {"page": pages + 1}]):
        if mark["kind"] == "opens":
            spans[mark["item"]] = (mark["page"], following["page"] - 1)
    printed = {m["item"]: [m["first"], m["last"]] for m in _of(marks, "range")}
    items = []
    for mark in _of(marks, "item"):
        span = spans.get(mark["number"])
        item = _only(mark, "number", "title", "part", "to_follow", "purpose")
        item["printed_pages"] = printed.get(mark["number"])
        item["pdf_pages"] = list(span) if span else None
        if span:
            item["papers"] = _papers(marks, span)
        items.append(item)
    return items


def _papers(marks: list[Mark], span: tuple[int, int]) -> list[dict[str, Any]]:
    """A paper ends before the next one; fillers at its end are not its own."""
    inside = [m for m in marks if m["kind"] == "paper" and span[0] <= m["page"] <= span[1]]
    blank = {m["page"] for m in _of(marks, "filler")}
    papers = []
    for mark, following in pairwise([*inside, {"page": span[1] + 1}]):
        last = following["page"] - 1
        while last in blank:
            last -= 1
        papers.append({"title": mark["title"], "pdf_pages": [mark["page"], last]})
    return papers


def _minutes(marks: list[Mark]) -> list[dict[str, Any]]:
    sets: list[dict[str, Any]] = []
    for mark in marks:
        if mark["kind"] == "minutes":
            sets.append({"of": mark["of"], "closed": mark["closed"], "sections": []})
            continue
        if not sets:
            continue
        one = sets[-1]
        if mark["kind"] == "section":
            one["sections"].append(_only(mark, "number", "title"))
        elif mark["kind"] in ("conclusion", "recommendation", "request"):
            one.setdefault(mark["kind"] + "s", []).append(_only(mark, "section", "number", "text"))
        elif mark["kind"] in ("present", "apologies"):
            one.setdefault(mark["kind"], []).append(mark["name"])
        elif mark["kind"] == "also_present":
            one.setdefault("also_present", []).append(_only(mark, "name"))
    return sets


def _response(mark: Mark) -> dict[str, Any]:
    row = _only(
        mark,
        "report",
        "considered_on",
        "recommendation",
        "conclusions",
        "responder",
        "officer",
        "financial",
        "timetable",
    )
    return row | {"decision": mark["state"], "decision_text": mark["decision"], "report_back": mark["back"]}


def _project(mark: Mark, marks: list[Mark]) -> dict[str, Any]:
    actions = [
        _only(a, "ref", "text", "owner", "due", "progress")
        for a in _of(marks, "action")
        if a["project"] == mark["number"]
    ]
    savings = dict(mark["savings"])
    return _only(mark, "number", "title", "manager", "ref", "measures") | {"savings": savings, "actions": actions}


def _priorities(marks: list[Mark]) -> list[dict[str, Any]]:
    return [_only(p, "ref", "text", "through", "leads", "due", "measures") for p in _of(marks, "priority")]
