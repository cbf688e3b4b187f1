"""Where one document ends and the next begins among the sheets of an item, when the outline does not say.

Each sheet is weighed by what its top shows (an appendix heading, a report's header block, its own numbering
restarted) and by what lies before it (a filler sheet, the end of a report). No single hint is enough.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from statistics import median

from cypsc_desktop.intake.layout import Line, Sheet
from cypsc_desktop.intake.recognise.heads import begins_minutes
from cypsc_desktop.intake.recognise.report_header import read_header
from cypsc_desktop.intake.recognise.rows import head_lines
from cypsc_desktop.model.identity import fold

APPENDIX = re.compile(
    r"^\W*(?:(?:exempt|confidential|restricted|public|item\s+\d+\s*[–-])\s+)?(?P<kind>append(?:ix"
    r"|ices)|annex(?:e|ure)?|schedule|enclosure|attachment|app)\W*\s*(?:no\.?\s*)?(?P<mark>[A-Z]{1,2}(?:\d{1,2})?"
    r"|\d{1,2}(?:\.\d|[a-z])?|[ivx]{1,4})?\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_OWN_NUMBER = re.compile(
    r"^(?:page\s+|-\s*)?(?P<n>\d{1,3})(?:\s*(?:of|/)\s*(?P<of>\d{1,3}))?(?:\s*-)?$"
    r"|^.*\bpage\s+(?P<n2>\d{1,3})\s+of\s+(?P<of2>\d{1,3})$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"^\W*(?:\d+\.?\s*)?(?:appendices|list of appendices|background (?:papers"
    r"|documents)|contact(?: officers?| details| for)?|report author|annexes|attachments"
    r"|attached documents|supporting documents|enclosures|relevant (?:director"
    r"|officer)|appendix [a-z\d])\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\b(?:appendix|annexe?)\s+(?:[A-Z]{1,2}|\d{1,2})\s*[:.–—-]?\s*(?P<title>[A-Z“‘\"'].{5,120})$", re.IGNORECASE
)
_NO_TITLE = re.compile(r"^(?:dear\b|\d{1,2}\s+\w+\s+\d{4}$|page\b|by e-?mail|from:|to:|ref\b)", re.IGNORECASE)
_ENOUGH = 3.0
_SURE = 4.5
_FILLER, _EMPTY = 3.0, 1.0  # committee systems put worded filler between documents, and nowhere else


def document_starts(
    sheets: Sequence[Sheet], *, known: set[int], hints: Mapping[int, str], sure_only: bool
) -> dict[int, str]:
    """Sheet number -> title of each document that begins after the first of ``sheets``.

    ``known`` sheets are document starts already; ``sure_only`` asks for more evidence, where an outline
    should have shown the document; ``hints`` are bookmarks that name an appendix without pointing at a whole sheet.
    """
    if len(sheets) < 2:
        return {}
    starts: dict[int, str] = {}
    listed: set[str] = set()
    label: str | None = None
    last_start, first_paper = sheets[0].number, True
    above: Sheet | None = None
    gap = 0.0
    for sheet in sheets:
        if is_blank(sheet):
            gap = max(gap, _FILLER if sheet.filler else _EMPTY)
            continue
        if sheet.number in known:
            last_start, label, first_paper = sheet.number, _label(sheet), False
        elif above is not None:
            mark = _label(sheet)
            cover = not first_paper and label is None and sheet.number - last_start <= 2
            if mark and cover:
                label = mark
            score = _score(sheet, above, gap=gap, mark=mark if mark != label else None, listed=listed)
            score += 2.5 * (sheet.number in hints) - 3.0 * (mark is not None and mark == label and not cover)
            score += 2.0 * (first_paper and _ends_short(above) and _turns(sheet, above))
            score += 3.0 * (_announced(above) and above.number != last_start)
            if score >= (_SURE if sure_only else _ENOUGH) and not (cover and not gap):
                starts[sheet.number] = hints.get(sheet.number) or _heading(sheet)
                last_start, label, first_paper = sheet.number, mark, False
        else:
            label = _label(sheet)
        listed |= _listed(sheet)
        above, gap = sheet, 0.0
    return starts


def listed_appendices(sheets: Sequence[Sheet]) -> list[str]:
    """The appendices that a report lists in its last lines, "Appendix 2 The letter", in order."""
    titles: list[str] = []
    for sheet in sheets[-2:]:
        tail = sheet.lines[-16:]
        for line, after in zip_longest(tail, tail[1:]):
            match = _LISTED.search(line.text)
            if match is None:
                continue
            title = line.text[match.start() :]
            if (
                after is not None
                and after.gap < 0.5
                and line.box.right > 0.78 * sheet.width
                and not _LISTED.search(after.text)
            ):
                title += f" {after.text}"
            titles.append(title)
    return titles


def is_weak_title(title: str, sheet: Sheet) -> bool:
    """Whether a heading is none: a salutation, a date, or the head cell of a table."""
    if _NO_TITLE.match(title):
        return True
    heads = [line.text for table in sheet.tables for cell in table.cells if cell.row == 0 for line in cell.lines]
    return title in heads


def _score(sheet: Sheet, above: Sheet, *, gap: float, mark: str | None, listed: set[str]) -> float:
    top = head_lines(sheet, 6)
    score = gap - 3.0 * (mark is None and bool(top) and _TAIL.match(top[0].text) is not None)
    score += 3.0 * (mark is not None)
    score += 3.0 * (read_header(sheet) is not None or begins_minutes(line.text for line in head_lines(sheet, 24)))
    score += 1.0 * _turns(sheet, above)
    score += _own_numbering(sheet, above)
    score += 3.0 * (mark is None and _is_listed(top, listed))
    score += 1.0 * _is_big(sheet, top)
    score += 2.0 * any(re.match(r"dear\b", line.text, re.IGNORECASE) for line in head_lines(sheet, 26))
    score += 2.0 * _ends_report(above)
    return score


def _label(sheet: Sheet) -> str | None:
    """ "appendix b" of an appendix heading among the first lines or in the running head."""
    for line in (*[f for f in sheet.furniture if f.box.top < sheet.height * 0.2], *head_lines(sheet, 3)):
        match = APPENDIX.match(line.text)
        if match is None or len(line.text) > 120 or (match["kind"].lower() == "appendices" and not match["mark"]):
            continue
        loud = line.bold or line.size >= 14
        titled = loud and re.match(r"\s*[:–—-]\s*\w", line.text[match.end("kind") :]) is not None
        if not match["mark"] and not line.text.isupper() and match["rest"].strip() and not titled:
            continue
        if match["rest"].strip() and not loud and not re.match(r"\s*(?:[:.–—,(-]|\s[A-Z\d])", match["rest"]):
            continue
        if re.search(r"\b(?:shows|sets out|provides|contains|is|are|gives|attached)\b", match["rest"]):
            continue
        return f"{match['kind'].lower()[:5]} {(match['mark'] or '').lower()}"
    return None


def is_blank(sheet: Sheet) -> bool:
    """Whether nothing is to be read on the sheet: filler, or empty without a picture, stamped or not."""
    return sheet.filler or not (sheet.lines or sheet.tables or sheet.images)


def _turns(sheet: Sheet, above: Sheet) -> bool:
    """Whether paper size or orientation changes."""
    return abs(sheet.width - above.width) > 8 or abs(sheet.height - above.height) > 8


def _ends_short(sheet: Sheet) -> bool:
    """Whether the sheet's words end well above its foot."""
    last = max([line.box.bottom for line in sheet.lines] + [table.box.bottom for table in sheet.tables], default=0.0)
    return last < 0.8 * sheet.height


def _announced(sheet: Sheet) -> bool:
    """Whether the sheet's last line is an appendix heading whose matter comes overleaf."""
    if not sheet.lines or any(table.box.bottom > sheet.lines[-1].box.bottom for table in sheet.tables):
        return False
    match = APPENDIX.match(sheet.lines[-1].text)
    return match is not None and bool(match["mark"]) and not match["rest"].strip()


def _own_numbering(sheet: Sheet, above: Sheet) -> float:
    """Whether the document's own page numbers begin again (for) or run on (against)."""
    here, before = _own_number(sheet), _own_number(above)
    if here is None:
        return 0.0
    if before is not None and here[0] == before[0] + 1:
        return -3.0
    return 2.0 if here[0] == 1 and (before is None or before[0] != 1) else 0.0


def _own_number(sheet: Sheet) -> tuple[int, int | None] | None:
    """The page number that a document prints itself, and its total if it prints one; the pack's stamp does not count."""
    edge = [
        line
        for line in (*sheet.furniture, *sheet.lines[-2:], *sheet.lines[:1])
        if line.box.top > 0.85 * sheet.height or line.box.bottom < 0.12 * sheet.height
    ]
    for line in edge:
        match = _OWN_NUMBER.match(line.text.strip())
        if match:
            number = match["n"] or match["n2"]
            total = match["of"] or match["of2"]
            if number == sheet.stamp or (total is None and re.match(r"page", line.text.strip(), re.IGNORECASE)):
                continue
            return int(number), int(total) if total else None
    return None


def _is_big(sheet: Sheet, top: Sequence[Line]) -> bool:
    if not top or len(sheet.lines) < 2:
        return bool(top) and max(line.size for line in top) >= 16
    body = median(line.size for line in sheet.lines)
    return any(line.size > 1.25 * body and line.box.top < 0.45 * sheet.height for line in top[:2]) or (
        len(sheet.lines) <= 14 and max(line.size for line in sheet.lines) >= 18
    )


def _ends_report(sheet: Sheet) -> bool:
    """Whether the sheet above closes a report: a list of appendices, background papers or contacts near its end."""
    tail = sheet.lines[-14:]
    closing = [line for line in tail if _TAIL.match(line.text)]
    if not closing or (_label(sheet) is not None and all(APPENDIX.match(line.text) for line in closing)):
        return False
    return not tail or tail[-1].box.bottom < 0.9 * sheet.height


def _listed(sheet: Sheet) -> set[str]:
    """Folded titles of appendices that a sheet lists."""
    return {
        fold(match["title"])
        for line in sheet.lines
        if "ppend" in line.text.lower() or "nnex" in line.text.lower()
        if (match := _LISTED.search(line.text))
    }


def _is_listed(top: Sequence[Line], listed: set[str]) -> bool:
    if not listed or not top:
        return False
    heads = {fold(line.text) for line in top[:3]} | {fold(" ".join(line.text for line in top[:2]))}
    return any(
        len(head) > 8 and any(head in title or title in head for title in listed if len(title) > 8) for head in heads
    )


def _heading(sheet: Sheet) -> str:
    """The title that the top of a sheet shows: its first line, with the next where that is only "Appendix B"."""
    top = [line for line in head_lines(sheet, 4) if sum(c.isalpha() for c in line.text) > 2]
    running = [f for f in sheet.furniture if f.box.top < sheet.height * 0.2 and APPENDIX.match(f.text)]
    words = [line.text for line in [*running[:1], *top[:1]]]
    if top and APPENDIX.match(top[0].text) and len(top[0].text) < 16 and len(top) > 1:
        words.append(top[1].text)
    return " ".join(" ".join(words).split())[:200]
