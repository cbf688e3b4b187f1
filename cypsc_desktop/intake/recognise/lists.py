"""Conclusions, recommendations, requests and actions: the points of lists that stand under their headings.

A sentence that merely mentions a recommendation makes none; a body's own resolutions are not recommendations.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cypsc_desktop.intake.layout import Table
from cypsc_desktop.intake.recognise.paragraphs import Paragraph, continued
from cypsc_desktop.intake.report import At, PointFound

_CONCLUSIONS = re.compile(
    r"\b(?:came|come|coming|reached|reaching|drew|made|arrived|agreed|draw)\s+(?:to\s+|at\s+|on\s+)?(?:(?:the"
    r"|these)\s+)?(?:following\s+)?conclusions?(?:\s+\(?(?:that|as follows|below)\)?)?\s*[:.–-]*$"
    r"|^(?:the\s+)?(?:(?:key|main|overall|committee(?:['’]s)?|panel(?:['’]s)?"
    r"|sub-committee(?:['’]s)?)\s+)?conclusions?(?:\s+(?:of|by|from)\s+the\s+[\w\s-]{3,40})?(?:\s+(?:reached"
    r"|drawn|were))?\s*[:–-]*$"
    r"|\bfollowing\s+conclusions?\b.{0,40}$|\b(?:concluded|conclusions?\s+(?:was"
    r"|were))(?:\s+that)?(?:\s+as\s+follows)?\s*[:–-]+$|\bconcluded\s+that$",
    re.IGNORECASE,
)
_RECOMMENDED = re.compile(
    r"\b(?:recommend(?:ed|s)?|make|made|makes|making|agreed?|put"
    r"|propose[sd]?)\s+(?:the\s+)?following\s+recommendations?\b.{0,90}$"
    r"|\bfollowing\s+recommendations?\s+(?:be|were|was|are|to)\b.{0,90}$|\b(?:recommendations?"
    r"|recommended)\s+(?:(?:were|was|are)\s+)?(?:made\s+)?as\s+follows\s*[:–-]*$"
    r"|(?<!\bis )(?<!\bare )(?<!\bbe )(?<!officers )\b(?:recommended|recommends|recommend|RECOMMENDED)(?:\s+(?:to"
    r"|that)\s+(?:the\s+)?[\w\s,&’'()-]{2,80}?)?(?:[,\s]+that)?(?:\s*[,:–-]+)?(?:\s*that)?\s*[:–-]*$"
    r"|\brecommended\s+the\s+following\s*[:.–-]*$|\brecommendations?\s+(?:is|are|were)\s+(?:set\s+out\s+)?below\s*[:.–-]*$"
    r"|^(?:(?:the\s+)?(?:sub-)?(?:committee(?:['’]s)?|panel(?:['’]s)?|board(?:['’]s)?"
    r"|scrutiny)\s+)?recommendations?(?:\s+(?:to|for|from|of|made|by)\s+[\w\s,&’'()-]{2,60}|\s+were)?\s*[:–-]*$",
    re.IGNORECASE,
)
_REQUESTS = re.compile(
    r"^(?:(?:agreed\s+)?actions?\s*(?:/|and|&|or|,)\s*)?(?:further\s+|additional\s+)?(?:requests?\s+(?:for"
    r"|of)\s+(?:further\s+|more\s+|additional\s+)?info(?:rmation)?|info(?:rmation)?\s+requests?"
    r"|info(?:rmation)?\s+(?:requested|required|sought|to\s+be\s+(?:provided|supplied|circulated))|requests?)"
    r"(?:\s*(?:/|and|&)\s*(?:agreed\s+)?actions?)?(?:\s+(?:to|for|from|by|made)\s+[\w\s,&’'-]{2,50})?\s*[:.–-]*$"
    r"|^(?:the\s+)?(?:members|(?:sub-)?committee|panel|board|commission)\s+(?:also\s+|further\s+)?(?:requested|asked\s+for)"
    r"(?:\s+that|\s+the\s+following)?\s*[:–-]+$"
    r"|^.{0,80}\b(?:request(?:ed|s)|asked\s+for|sought)\s+(?:that\s+)?(?:the\s+)?following\s+(?:further\s+"
    r"|additional\s+)?(?:information|data|briefings?|details)\b.{0,40}$"
    r"|^.{0,80}\b(?:ma(?:d|k)e|put|agreed)\s+the\s+following\s+(?:further\s+|additional\s+)?(?:(?:information|data)\s+)?requests?\s*[:.–-]*$"
    r"|^.{0,60}\bfollowing\s+(?:further\s+|additional\s+)?information\s+(?:was|be|to be|had been)\s+(?:requested"
    r"|provided|sought|circulated)\b.{0,30}$",
    re.IGNORECASE,
)
_ACTIONS = re.compile(
    r"^(?:the\s+)?(?:following\s+)?(?:agreed\s+|key\s+|further\s+|matters\s+for\s+)?(?:actions?"
    r"|action\s+(?:points?|items?|log))(?:\s+(?:agreed|arising|points?|required|for\s+officers|from\s+(?:the"
    r"|this)\s+(?:meeting|item)|were\s+agreed|to\s+be\s+taken))?\s*[:.–-]*$",
    re.IGNORECASE,
)
_RESOLVED = re.compile(
    r"^(?:it\s+was\s+)?(?:\d{1,2}[.)]\s*)?(?:RESOLVED|AGREED|DECISION|DECIDED)\b|\bresolved\b", re.IGNORECASE
)
_RECOMMENDING = re.compile(
    r"\bresolved\b.{0,60}\b(?:to\s+recommend|be\s+recommended|recommends?(?:\s+to\b|\s+that\b|\s*[:–-]*$))",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^(?:(?:is|are|be)\s+)?(?:asked|invited|recommended)\s+to\b|\b(?:committee|cabinet|council"
    r"|members|panel|board)\s+(?:is|are|was|were)\s+(?:asked|invited|recommended|requested)\b",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"\s*[\[(](?:action|owner|lead|by)\s*[:–-]\s*(?P<owner>[^)\]]{2,80})[)\]]\.?$|\s+(?:action"
    r"|owner)\s*(?:by)?\s*[:–-]\s*(?P<plain>[A-Z][\w\s.,&/’'-]{1,60})\.?$",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"[\s,;]*(?:by|due|deadline)\s*:?\s*(?P<due>(?:\d{1,2}|end of|mid)?\s*\w+\s+20\d\d"
    r"|\d{1,2}/\d{1,2}/\d{2,4})\s*$",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[a-z)][.;])\s+(?=[A-Z])")
_LONGEST = 45  # words of a heading


@dataclass(slots=True)
class OutcomeList:
    """The points under one heading, with the block at which the heading stands."""

    kind: str
    index: int
    heading: Paragraph
    points: list[PointFound] = field(default_factory=list)


def outcome_kind(text: str) -> str | None:
    """What a heading opens: conclusions, recommendations, requests, actions; "other" for resolutions; else None."""
    text = text.strip()
    if not text or len(text) > 320 or len(text.split()) > _LONGEST:
        return None
    lower = text.lower()
    if "conclu" in lower and _CONCLUSIONS.search(text):
        return "conclusions"
    if "resolved" in lower and not _RECOMMENDING.search(text):
        return "other"
    if "recommend" in lower and not _SUBJECT.search(text) and _RECOMMENDED.search(text):
        return "recommendations"
    if text.endswith(":") and len(parts := _SENTENCES.split(text)) > 1 and (kind := outcome_kind(parts[-1])):
        return kind
    if ("request" in lower or "info" in lower or "following" in lower) and _REQUESTS.search(text):
        return "requests"
    if "action" in lower and _ACTIONS.match(text):
        return "actions"
    return "other" if _RESOLVED.match(text) and len(text) < 120 else None


def read_outcomes(blocks: Sequence[Paragraph | Table], stops: set[int]) -> list[OutcomeList]:
    """The lists among ``blocks``. ``stops``: places of section headings, which end any list."""
    lists: list[OutcomeList] = []
    current: _Reading | None = None
    for n, block in enumerate(blocks):
        if n in stops:
            current = None
            continue
        if isinstance(block, Table):
            if current and current.out.kind in ("actions", "requests"):
                current.out.points += _table_points(block)
            continue
        kind = _opening(block)
        if kind:
            current = None
            if kind != "other":
                current = _Reading(OutcomeList(kind, n, block))
                lists.append(current.out)
        elif current and not current.take(block):
            current = None
    return [one for one in lists if one.points]


def _opening(block: Paragraph) -> str | None:
    """The kind of list that a paragraph opens; a point of a list opens one only by its heading words alone."""
    if block.bulleted or len(block.lines) > 4:
        return None
    kind = outcome_kind(block.text)
    if kind and block.mark and len(block.text.split()) > 12 and not block.text.rstrip().endswith((":", "that")):
        return None
    return kind


class _Reading:
    """One list as it is read, point by point."""

    def __init__(self, out: OutcomeList) -> None:
        self.out = out
        self._mark_left = 0.0
        self._text_left = 0.0
        self._unmarked = False
        self._open = False
        self._shape = ""

    def take(self, block: Paragraph) -> bool:
        """Whether the paragraph belongs to this list."""
        text = block.text.strip()
        if not text:
            return True
        points = self.out.points
        if block.mark and not (points and self._unmarked):
            if points and self._is_sub_point(block):
                points[-1].text = continued(points[-1].text, text if block.bulleted else block.printed)
            else:
                if not points:
                    self._mark_left, self._shape = block.left, shape(block.mark)
                self._text_left = block.text_left
                points.append(self._point(block, text))
            self._open = not block.ended
            return True
        if points and not self._unmarked:
            goes_on = (self._open and text[:1].islower()) or (
                block.left >= self._text_left - 3
                and self._text_left > self._mark_left + 3
                and block.left > self._mark_left + 3
                and not block.bold
            )
            if goes_on:
                points[-1].text = continued(points[-1].text, text)
                self._open = not block.ended
            return goes_on
        return self._take_unmarked(block, text)

    def _take_unmarked(self, block: Paragraph, text: str) -> bool:
        """Points without marks: indented under the heading, or beginning with "That"."""
        heading = self.out.heading
        indented = block.left > heading.left + 8 and not block.bold
        that = re.match(r"(?:that|to)\b", text, re.IGNORECASE) is not None and self.out.kind == "recommendations"
        if self.out.points and self._open and text[:1].islower() and not that:
            self.out.points[-1].text = continued(self.out.points[-1].text, text)
        elif (indented or that) and len(text) > 8:
            self._unmarked = True
            self.out.points.append(self._point(block, text))
        else:
            return False
        self._open = not block.ended
        return True

    def _is_sub_point(self, block: Paragraph) -> bool:
        if shape(block.mark or "") == self._shape:
            return block.left > self._mark_left + 9
        return block.left > self._mark_left + 4 or self._shape == "number"

    def _point(self, block: Paragraph, text: str) -> PointFound:
        number = None
        if self.out.kind in ("recommendations", "conclusions") and block.mark and not block.bulleted:
            number = (
                re.sub(
                    r"^[^\w]*(?:recommendation|rec|conclusion)?\s*(?:no\.?\s*)?|[^\w]+$",
                    "",
                    block.mark,
                    flags=re.IGNORECASE,
                )
                or None
            )
        owner = due = None
        if self.out.kind in ("actions", "requests"):
            text, owner, due = owned(text)
        return PointFound(section=None, text=text, number=number, owner=owner, due=due, at=block.at)


def shape(mark: str) -> str:
    """The kind of a list mark: bullet, number, letter."""
    word = mark.strip("().: ")
    if any(c.isdigit() for c in word):
        return "number"
    return "letter" if word.isalpha() and word != "o" else "bullet"


def owned(text: str) -> tuple[str, str | None, str | None]:
    """An action's text, with the owner and the due date that stand at its end."""
    match = _OWNER.search(text)
    if match is None:
        return text, None, None
    owner = (match["owner"] or match["plain"]).strip()
    due = _DUE.search(owner)
    return (
        text[: match.start()].strip(),
        owner[: due.start()].strip() if due else owner,
        due["due"].strip() if due else None,
    )


def _table_points(table: Table) -> list[PointFound]:
    """Rows of an action table: action, owner, due."""
    head = {c.column: c.text.strip().lower() for c in table.row(0)}
    text = next((c for c, t in head.items() if re.match(r"(?:agreed\s+)?actions?\b|request|information|task", t)), None)
    owner = next(
        (c for c, t in head.items() if re.match(r"owner|lead|officer|who|responsible|by whom|assigned", t)), None
    )
    due = next((c for c, t in head.items() if re.match(r"due|by when|deadline|target|date|when|timescale", t)), None)
    if text is None or (owner is None and due is None):
        return []
    points = []
    for index in range(1, table.shape[0]):
        cells = {c.column: c for c in table.row(index)}
        if text in cells and cells[text].text.strip():
            cell = cells[text]
            who, when = (cells[k].text.strip() or None if k is not None and k in cells else None for k in (owner, due))
            points.append(
                PointFound(section=None, text=cell.text.strip(), owner=who, due=when, at=At(table.page, cell.box))
            )
    return points
