"""The sample committee's agenda and minutes in forms without sheets: a saved meeting page, Word, plain text, Markdown.

The words are those of resources/sample/content, so the key is that of the pack without its pages.
"""

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import docx
from docx.document import Document

from cypsc_desktop import paths

Part = tuple[str, str]


def content(name: str) -> Any:
    path = paths.resources() / "sample" / "content" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def without_pages(key: dict[str, Any]) -> dict[str, Any]:
    """What a form without sheets can be asked for: the meeting, its items, the minutes."""
    items = [{k: i[k] for k in ("number", "title", "to_follow")} for i in key["items"]]
    return {"meeting": key["meeting"], "items": items, "minutes": key["minutes"]}


def _front(meeting: dict[str, Any]) -> Iterator[Part]:
    yield "title", meeting["body"]
    yield "heading", "Agenda"
    named = [f"Councillor {c['name']} ({c['office']})" for c in meeting["councillors"] if "office" in c]
    others = [c["name"] for c in meeting["councillors"] if "office" not in c]
    yield "text", f"To: {named[0]}"
    yield from (("text", line) for line in named[1:])
    yield "text", f"Councillors {', '.join(others[:-1])} and {others[-1]}"
    yield "heading", "Co-optee Members"
    seats = [f"{c['title']}{c['name']} ({c['seat']})" for c in meeting["co_opted"]]
    yield "text", f"{', '.join(seats[:-1])} and {seats[-1]}"
    yield "text", f"Reserve Members: {', '.join(meeting['reserves'][:-1])} and {meeting['reserves'][-1]}"
    yield (
        "text",
        f"A meeting of the {meeting['body']} will be held on {meeting['day']} at {meeting['clock']} in Tollgate House",
    )
    yield from (("text", line) for line in meeting["signatory"])
    yield "text", meeting["issued"]


def _items(meeting: dict[str, Any]) -> Iterator[Part]:
    for part in meeting["parts"]:
        yield "heading", part["heading"]
        for item in part["items"]:
            yield "item", f"{item['number']}. {item['title']}"
            yield "text", item["purpose"]
            if item.get("to_follow"):
                yield "text", "(To Follow)"


def _minutes(minutes: dict[str, Any], meeting: dict[str, Any]) -> Iterator[Part]:
    yield "title", meeting["body"]
    yield "text", minutes["merge"]
    yield "heading", "MINUTES"
    yield "text", f"Present: {minutes['present_lines'][0]}"
    yield from (("text", line) for line in minutes["present_lines"][1:])
    yield "heading", "Co-optee Members"
    yield from (("text", one["line"]) for one in minutes["co_opted"])
    yield "text", f"Also Present: {minutes['also_present'][0]['line']}"
    yield from (("text", one["line"]) for one in minutes["also_present"][1:])
    yield "text", f"Apologies: {' and '.join(minutes['apologies'])}"
    yield "heading", "PART A"
    for section in minutes["sections"]:
        if section.get("printed", True):
            yield "item", f"{section['number']} {section['title']}"
        for block in section["blocks"]:
            yield from _block(block)
    yield "text", minutes["closing"]


def _block(block: Any) -> Iterator[Part]:
    if isinstance(block, str):
        yield "text", block
        return
    if "lead" in block:
        yield "lead", block["lead"]
    yield from (("bullet", text) for name in ("bullets", "requests") for text in block.get(name, []))
    for name in ("conclusions", "recommendations"):
        yield from ((f"number {n}", text) for n, text in enumerate(block.get(name, []), start=block.get("start", 1)))


def _everything() -> list[Part]:
    meeting = content("meeting")
    return [*_front(meeting), *_items(meeting), *_minutes(content("minutes"), meeting)]


def write_text(path: Path) -> Path:
    lines = []
    for kind, text in _everything():
        mark = {"bullet": "  * "}.get(kind, f"  {kind[7:]}. " if kind.startswith("number ") else "")
        lines.append(f"{mark}{text}")
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_markdown(path: Path) -> Path:
    marks = {"title": "# ", "heading": "## ", "item": "### ", "bullet": "- "}
    parts = [
        f"{marks.get(kind, f'{kind[7:]}. ' if kind.startswith('number ') else '')}{text}"
        for kind, text in _everything()
    ]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return path


def write_converted(path: Path) -> Path:
    """Markdown as a converter leaves a PDF: bold item lines, ranges and page labels in the text, lines broken by two
    spaces, tables as tabbed lines whose cells hold HTML."""
    marks = {"title": "# {}", "heading": "## {}", "item": "**{}**", "bullet": "- {}", "lead": "{}"}
    lines = []
    for count, (kind, text) in enumerate(_everything()):
        number = f"{kind[7:]}. {{}}" if kind.startswith("number ") else "{}"
        lines.append(
            marks.get(kind, number).format(text.replace(", ", ",  \n", 1) if kind == "text" and count < 20 else text)
        )
        if count % 40 == 39:
            lines.append(f"Page {count // 40 + 5}")
    responses = content("responses")
    lines.append("\t".join(responses["columns"].values()) + "\n" + "\t".join("---" for _ in responses["columns"]))
    for group in responses["groups"]:
        lines.append(f"**Report: {group['report']}** (Considered by {group['by']} on {group['on']})")
        rows = [[_paragraphs(row[name]) for name in responses["columns"]] for row in group["rows"]]
        lines += ["\t".join(cells) for cells in rows]
    path.write_text("\n\n" + "\n\n".join(lines) + "\n", encoding="utf-8")
    return path


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def write_docx(path: Path) -> Path:
    document: Document = docx.Document()
    for kind, text in _everything():
        if kind in ("title", "heading"):
            document.add_heading(text, 1 if kind == "title" else 2)
        elif kind == "item":
            document.add_paragraph().add_run(text).bold = True
        elif kind == "bullet":
            document.add_paragraph(text, style="List Bullet")
        elif kind.startswith("number "):
            document.add_paragraph(f"{kind[7:]}. {text}")
        else:
            document.add_paragraph(text)
    document.save(str(path))
    return path


def write_meeting_page(path: Path) -> Path:
    """The agenda as a council's site shows it: a saved page with items in a table."""
    meeting = content("meeting")
    rows = []
    for part in meeting["parts"]:
        for item in part["items"]:
            follow = "<p>To Follow</p>" if item.get("to_follow") else ""
            title = escape(item["title"])
            link = f'<a href="documents/s{item["number"]}.pdf">{title} <span>PDF 120 KB</span></a>'
            files = f'<ul class="mgBulletList"><li>{link}</li></ul>'
            rows.append(
                f'<tr><td class="mgItemNumberCell"><p>{item["number"]}.</p></td><td><p class="mgAiTitleTxt">{title}</p>'
                f'<div class="mgWordPara"><p>{escape(item["purpose"])}</p></div>{follow}{files if item.get("pages") else ""}</td></tr>'
            )
    body = escape(meeting["body"])
    title = f"Agenda for {body} on Tuesday, 21st September, 2021, 6.30 pm | {meeting['council']}"
    path.write_text(
        f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><div id="modgov"><nav><ul><li><a href="/">Home</a></li><li><a href="/meetings">Meetings</a></li></ul></nav>
<h1>Agenda and minutes</h1><h2 class="mgSubTitleTxt">{body}</h2><p class="mgSubSubTitleTxt">Tuesday, 21st September, 2021 6.30 pm</p>
<p><span class="mgLabel">Venue:</span> Tollgate House, 2 Weir Street, Larkmere</p><p><span class="mgLabel">Contact:</span> Owen Tresco</p>
<h2>Items</h2><table class="mgItemTable" summary="Table of agenda items"><tr><th>No.</th><th>Item</th></tr>{"".join(rows)}</table>
<p>{meeting["council"]}</p></div></body></html>
""",
        encoding="utf-8",
    )
    return path
