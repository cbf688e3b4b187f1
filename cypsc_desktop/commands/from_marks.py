"""From a mark to a draft: a conclusion or recommendation that begins with marks, holds them as its evidence, and leads
back to the page and line of the first.

Private as the marks are: a draft is its author's own and goes into no export.
"""

from collections.abc import Iterable, Sequence

from cypsc_desktop.commands.choosing import find_record
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.marks import meeting_of, private_space
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Annotation, Conclusion, Recommendation
from cypsc_desktop.papers.places import edges, strokes_of
from cypsc_desktop.pdf.frames import hull
from cypsc_desktop.store.store import Reader, Store

DRAFTS = ("conclusion", "recommendation")
Draft = Conclusion | Recommendation


def draft_from_marks(store: Store, marks: Iterable[str], kind: str, *, actor: str, text: str | None = None) -> Draft:
    """A draft of a conclusion or recommendation (one of DRAFTS) for the meeting and item of the first mark, with all of
    them as evidence. Its words are ``text``, else the comments, else the words marked.

    UserError for a mark on a paper of no meeting, and where there is no mark.
    """
    found = [_mark(store.read, entity) for entity in dict.fromkeys(marks)]
    if not found or kind not in DRAFTS:
        raise UserError("Choose a mark first: a draft begins with what it rests on.")
    first = found[0]
    meeting = meeting_of(store.read, first)
    if meeting is None:
        raise UserError(
            "This paper belongs to no meeting. Say which meeting it is for, then draft from the mark again."
        )
    words = text or " ".join(one.comment or one.quote or "" for one in found).strip()
    cls = Conclusion if kind == "conclusion" else Recommendation
    box = hull(edges(first.rects), strokes_of(first.points))
    made = cls(
        id=made_id(kind), space=private_space(actor), meeting=meeting.id, item=first.item,
        text=words or "What does this show?", state="draft", entries=[one.id for one in found],
        at={"document": first.document, "page": first.page, "box": [round(edge, 2) for edge in box]},
    )  # fmt: skip
    with store.change(f"Draft {kind} from a mark", actor=actor) as change:
        change.add(made)
    return made


def evidence_of(reader: Reader, draft: Draft) -> list[Annotation]:
    """The marks that a draft rests on."""
    ids = draft.entries if isinstance(draft.entries, list) else []
    return [one for one in map(reader.record, map(str, ids)) if isinstance(one, Annotation)]


def drafts_on(reader: Reader, mark: str) -> list[Draft]:
    """The conclusions and recommendations that rest on a mark."""
    held: Sequence[Draft] = [*all_of(reader, Conclusion), *all_of(reader, Recommendation)]
    return [one for one in held if isinstance(one.entries, list) and mark in one.entries]


def _mark(reader: Reader, entity: str) -> Annotation:
    found = find_record(reader, entity)
    if not isinstance(found, Annotation):
        raise UserError(f"'{entity}' is no mark. Run 'cypsc show annotations' to see the ids.")
    return found
