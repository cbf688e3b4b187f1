"""The front sheet of a supplement: issue date, reason, whether it replaces what was published.

Often a letter, whose first date is the day it was sent. It reads neither items nor papers.
"""

import re
from collections.abc import Sequence

from cypsc_desktop.intake.recognise.dates import find_date
from cypsc_desktop.intake.recognise.front import find_issued
from cypsc_desktop.intake.recognise.rows import Row
from cypsc_desktop.intake.report import SupplementFound

MARK = re.compile(
    r"\b(?:agenda\s+supplement|supplement(?:ary|al)?\s+(?:agenda|papers?|packs?"
    r"|information|reports?|items?|documents?)|supplement\b(?:\s*(?:no\.?)?\s*\d+)?"
    r"|additional\s+(?:papers?|agenda|information|documents?|reports?|items?)"
    r"|late\s+(?:papers?|reports?|items?|agenda|observations?)|"
    r"addendum|(?:items?|papers?|reports?)\s+(?:marked\s+)?[“\"']?to\s+follow"
    r"|second\s+(?:despatch|dispatch|circulation)|to\s+follow\s+(?:papers?|reports?"
    r"|items?)|"
    r"(?:now\s+)?able\s+to\s+enclose|(?:enclose|attach)(?:d|ed)?\b.{0,60}\bfor\s+consideration"
    r"|(?:the\s+)?following\s+(?:reports?|papers?|items?|documents?)\s+(?:was"
    r"|were|is|are)\s+(?:marked|listed|shown|not available|unavailable)|(?:despatch(?:ed)?"
    r"|publi(?:shed|cation))\s+of\s+(?:the\s+)?(?:main\s+)?agenda)\b",
    re.IGNORECASE,
)
_REPLACES = re.compile(
    r"\b(?:replac(?:e|es|ed|ing|ement)|supersed(?:e|es|ed|ing)|in\s+place\s+of\s+(?:the"
    r"|that)|instead\s+of\s+(?:the|that)|amended\s+version|corrected\s+version"
    r"|substitut(?:e|es|ed)\s+(?:the|for))\b",
    re.IGNORECASE,
)
_ENCLOSING = re.compile(
    r"\b(?:enclos|attach|please find|set out below|following (?:report|paper|item"
    r"|document)s?\b.{0,20}$|for consideration)",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:updat|amend|correct|replac|supersed|unavailable|not available|originally"
    r"|late(?:ness)?|following publication|after (?:the )?(?:publication|despatch"
    r"|agenda)|since (?:the )?(?:publication|despatch|agenda)|to follow|because"
    r"|in order to|due to|as a result|owing to|revis|awaiting|urgent|time of (?:publication"
    r"|despatch|going|print))",
    re.IGNORECASE,
)
_SKIP = re.compile(
    r"^(?:dear\b|yours\b|direct dial|tel\b|telephone|e-?mail|ask for|date\s*:"
    r"|our ref|your ref|my ref|to\s*:|agenda item|item\b|agenda\b|membership|councillors?\b"
    r"|contact|please (?:bring|note|contact)|venue|place|time\b|if you|page|pages?\b.*no"
    r"|public\b|democratic|this page)|@",
    re.IGNORECASE,
)


def read_supplement(rows: Sequence[Row], *, meeting: str | None, before: Sequence[Row]) -> SupplementFound:
    """What the front sheet says of itself. ``before`` are its rows above the list of items; ``meeting`` the meeting's date."""
    sentences = _paragraphs(before)
    telling = [p for p in sentences if _REASON.search(p)]
    reason = " ".join([p for p in telling if not _only_encloses(p)] or telling) or None
    everything = " ".join(row.text for row in rows)
    return SupplementFound(
        issued=_issued(rows, meeting),
        reason=reason,
        replaces=bool(_REPLACES.search(everything)),
    )


def _issued(rows: Sequence[Row], meeting: str | None) -> str | None:
    """A labelled date of issue, else a letter's own date, else a lone date before the meeting."""
    for row in rows:
        for segment in row.segments:
            match = re.match(
                r"^(?:date(?: of issue| issued| published| of publication)?|issued|published"
                r"|dated)\s*:?\s*(?P<rest>.+)$",
                segment.text.strip(),
                re.IGNORECASE,
            )
            if match and (iso := find_date(match["rest"])) and iso != meeting:
                return iso
    labelled = find_issued(rows, meeting)
    if labelled:
        return labelled
    first = next((iso for row in rows if (iso := find_date(row.text))), None)
    return first if first and meeting and first < meeting else None


def _only_encloses(paragraph: str) -> bool:
    """Whether a paragraph says nothing but that papers are enclosed for the meeting."""
    return (
        _ENCLOSING.search(paragraph) is not None
        and re.search(
            r"\b(?:replac|unavailable|not available|updat|amend|correct|because|due to"
            r"|originally|revis)",
            paragraph,
            re.IGNORECASE,
        )
        is None
    )


def _paragraphs(rows: Sequence[Row]) -> list[str]:
    """Running text above the items, a paragraph a string."""
    paragraphs: list[str] = []
    for row in rows:
        text = row.text.strip()
        if _SKIP.match(text) or row.caps or "@" in text:
            paragraphs.append("")
        elif paragraphs and paragraphs[-1] and row.gap < 0.7 and not row.first:
            paragraphs[-1] += f" {text}"
        else:
            paragraphs.append(text)
    return [
        p
        for p in (" ".join(p.split()) for p in paragraphs)
        if len(p.split()) > 5 and p.rstrip().endswith((".", ":", ")", "”", '"'))
    ]
