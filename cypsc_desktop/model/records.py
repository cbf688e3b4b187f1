"""The committee's records: frozen dataclasses, one for each kind of entity in the log.

A record's class attribute ``kind`` is the name of its folded table and the prefix of its id; its fields,
``id`` and ``space`` aside, are the fields of the log and the columns of the table. A field that no head
fills is ``None`` (lists and mappings: empty). Text is kept as printed. Dates are ISO text, times "HH:MM".
``at`` says where the record is printed: ``{"document": id of the Document, "page": sheet from 1, "box":
[left, top, right, bottom]}`` in points from the page's top left; the box is absent where there is none.
``position`` orders siblings.
"""

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, dataclass_transform

from cypsc_desktop.model.values import Value, value

T = TypeVar("T")

Json = Any  # str | int | float | bool | None | list | dict, as the json module gives them


@dataclass_transform(kw_only_default=True, frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a class of fields a kind of record: a value whose arguments are all named."""
    return value(cls)


@record
class Record(Value):
    """What every record has."""

    kind: ClassVar[str] = ""
    id: str
    space: str = "committee"

    if TYPE_CHECKING:  # which kind, and so which fields, is often known only when one is made

        def __init__(self, **values: Any) -> None: ...


@record
class Committee(Record):
    """A body that meets, of one council, with its local rules, standing items and wordings."""

    kind: ClassVar[str] = "committee"
    name: str | None = None
    council: str | None = None
    quorum: int | None = None  # voting members; local rule, None where it was never entered
    numbering: str | None = None  # pattern of its minute numbers, as rules/numbering reads it
    end_by: str | None = None  # the guillotine, "21:30"
    standing: Json = None  # standing items: {"title", "purpose", "planned"}
    wording: Json = None  # {"name", "text", "from": ISO date, "source": where it was read}


@record
class Meeting(Record):
    """One meeting of a body on one day; ``issued`` is the date of its agenda."""

    kind: ClassVar[str] = "meeting"
    committee: str | None = None
    body: str | None = None
    council: str | None = None
    date: str | None = None
    time: str | None = None
    ended: str | None = None
    place: str | None = None
    clerk: str | None = None
    issued: str | None = None
    at: Json = None


@record
class Document(Record):
    """A file that came in. ``doc_kind`` is the report kind of the contract ("agenda pack", "supplement" …)."""

    kind: ClassVar[str] = "document"
    meeting: str | None = None
    sha256: str | None = None
    name: str | None = None
    format: str | None = None
    doc_kind: str | None = None
    pages: int | None = None
    labels: Json = None  # printed label of each sheet, None where there is no stamp
    issued: str | None = None
    reason: str | None = None
    replaces: bool | None = None  # a supplement that says of itself that it replaces what went out before
    made: str | None = None  # when the file was made by its own word, UTC ISO text
    instead_of: str | None = None  # by a person's word the document in whose place it was issued


@record
class Person(Record):
    """Somebody named in a body's papers, under the name printed first; other spellings are ``aliases``."""

    kind: ClassVar[str] = "person"
    committee: str | None = None
    name: str | None = None
    aliases: Json = None


@record
class Membership(Record):
    """A seat on the committee as printed for one meeting. ``seat``: councillor, co-opted, reserve; guest for somebody
    who is expected and sits nowhere.

    ``voting``: "all", "education", "none", or None where the paper does not say.
    """

    kind: ClassVar[str] = "membership"
    meeting: str | None = None
    person: str | None = None
    name: str | None = None
    office: str | None = None
    seat: str | None = None
    voting: str | None = None
    position: int | None = None
    at: Json = None
    code: str | None = None  # typed for this person in live minutes, where it is not made of the name
    aliases: Json = None  # other codes that mean the same person


@record
class Term(Record):
    """A person's seat on a committee from one day to another, as a person entered it; a day that is None is open.

    ``seat`` and ``voting`` as of a Membership.
    """

    kind: ClassVar[str] = "term"
    person: str | None = None
    committee: str | None = None
    office: str | None = None
    seat: str | None = None
    voting: str | None = None
    from_date: str | None = None
    to_date: str | None = None


@record
class Item(Record):
    """An item of the agenda. ``part`` is "A" (public) or "B" (private)."""

    kind: ClassVar[str] = "item"
    meeting: str | None = None
    number: str | None = None
    title: str | None = None
    purpose: str | None = None
    part: str | None = None
    printed_pages: Json = None  # [first, last] of the range that the agenda prints
    pdf_pages: Json = None  # [first, last] sheet of the file in ``at``
    to_follow: bool | None = None
    position: int | None = None
    at: Json = None
    planned: int | None = None  # minutes
    presenters: Json = None
    matter: str | None = None  # "education", "other", "mixed": who may vote on it


@record
class Paper(Record):
    """A report or an appendix under an item; the header block is kept cell by cell, as printed."""

    kind: ClassVar[str] = "paper"
    item: str | None = None
    title: str | None = None
    report_to: str | None = None
    subject: str | None = None
    lead_officer: str | None = None
    cabinet_member: str | None = None
    person_leading: str | None = None
    origin: str | None = None
    brief: str | None = None
    position: int | None = None
    at: Json = None


@record
class Version(Record):
    """A paper as it stands in one file: the sheets from ``first`` to ``last``."""

    kind: ClassVar[str] = "version"
    paper: str | None = None
    document: str | None = None
    first: int | None = None
    last: int | None = None
    issued: str | None = None


@record
class Section(Record):
    """A numbered heading of the minutes with the text under it. ``meeting`` is the meeting that was held."""

    kind: ClassVar[str] = "section"
    meeting: str | None = None
    number: str | None = None
    title: str | None = None
    part: str | None = None
    text: str | None = None
    position: int | None = None
    at: Json = None
    item: str | None = None  # of live minutes


@record
class Attendance(Record):
    """One printed name of the attendance. ``state``: present, apologies, also_present, absent, substituted."""

    kind: ClassVar[str] = "attendance"
    meeting: str | None = None
    person: str | None = None
    name: str | None = None
    role: str | None = None
    seat: str | None = None
    state: str | None = None
    arrived: str | None = None
    left: str | None = None
    in_place_of: str | None = None
    position: int | None = None
    at: Json = None


@record
class Conclusion(Record):
    """A point under "came to the following conclusions" of the minutes."""

    kind: ClassVar[str] = "conclusion"
    meeting: str | None = None
    section: str | None = None  # printed minute number, None where its heading is evidently missing
    number: str | None = None
    text: str | None = None
    position: int | None = None
    at: Json = None
    item: str | None = None  # of live minutes: where it was made
    entry: str | None = None  # the line that it was typed as
    entries: Json = None  # ids of the lines that are its evidence
    state: str | None = None  # draft, put, agreed
    agreed: str | None = None  # when, UTC ISO


@record
class Recommendation(Record):
    """A point under "recommended that" of the minutes, with the number printed before it.

    ``notice_served`` is the day on which Cabinet received it in writing: its two months begin then. ``extended_to``
    is a later day that was agreed; the original one stays. ``response`` is the id of its reply where a person said
    which that is; otherwise its words tell.
    """

    kind: ClassVar[str] = "recommendation"
    meeting: str | None = None
    section: str | None = None
    number: str | None = None
    text: str | None = None
    addressee: str | None = None
    position: int | None = None
    at: Json = None
    notice_served: str | None = None
    extended_to: str | None = None
    response: str | None = None
    item: str | None = None  # of live minutes: where it was made
    entry: str | None = None  # the line that it was typed as
    entries: Json = None  # ids of the lines that are its evidence
    state: str | None = None  # draft, put, agreed
    agreed: str | None = None  # when, UTC ISO
    owner: str | None = None
    due: str | None = None
    chased: str | None = None  # the day on which its reply was last asked for


@record
class Request(Record):
    """A request for information in the minutes."""

    kind: ClassVar[str] = "request"
    meeting: str | None = None
    section: str | None = None
    text: str | None = None
    position: int | None = None
    at: Json = None
    item: str | None = None  # of live minutes: where it was made
    entry: str | None = None  # the line that it was typed as
    entries: Json = None  # ids of the lines that are its evidence
    state: str | None = None  # draft, put, agreed
    agreed: str | None = None  # when, UTC ISO
    addressee: str | None = None
    owner: str | None = None
    due: str | None = None
    closed: str | None = None  # the day on which it was done with; open while there is none


@record
class Action(Record):
    """An action in the minutes; ``owner`` and ``due`` as printed."""

    kind: ClassVar[str] = "action"
    meeting: str | None = None
    section: str | None = None
    text: str | None = None
    owner: str | None = None
    due: str | None = None
    position: int | None = None
    at: Json = None
    item: str | None = None  # of live minutes: where it was made
    entry: str | None = None  # the line that it was typed as
    entries: Json = None  # ids of the lines that are its evidence
    state: str | None = None  # draft, put, agreed
    agreed: str | None = None  # when, UTC ISO
    closed: str | None = None  # the day on which it was done with; open while there is none


@record
class Response(Record):
    """A row of the response table. ``decision``: awaiting, interim, accepted, partly, in-progress, rejected,
    noted, withdrawn; the other fields are cells as printed. ``meeting`` is the one whose papers hold it.

    ``responded`` is the day on which the reply came, ``delivery`` what became of it since: not started, on track,
    slipped, delivered, evidence seen; ``evidence`` lists what was seen. ``notice_served`` and ``extended_to`` are a
    recommendation's own, for one whose minutes are not in the library.
    """

    kind: ClassVar[str] = "response"
    meeting: str | None = None
    report: str | None = None
    considered_on: str | None = None
    recommendation: str | None = None
    conclusions: str | None = None
    responder: str | None = None
    decision: str | None = None
    decision_text: str | None = None
    officer: str | None = None
    financial: str | None = None
    timetable: str | None = None
    report_back: str | None = None
    position: int | None = None
    at: Json = None
    notice_served: str | None = None
    extended_to: str | None = None
    responded: str | None = None
    delivery: str | None = None
    evidence: Json = None


@record
class Programme(Record):
    """One meeting's row of the work programme; ``items`` are its bullets, other words stand in ``note``."""

    kind: ClassVar[str] = "programme"
    meeting: str | None = None
    date: str | None = None
    items: Json = None
    leads: str | None = None
    note: str | None = None
    position: int | None = None
    at: Json = None


@record
class Project(Record):
    """A project card of the improvement plan; its savings and actions are records of their own."""

    kind: ClassVar[str] = "project"
    meeting: str | None = None
    number: str | None = None
    title: str | None = None
    manager: str | None = None
    ref: str | None = None
    measures: Json = None
    position: int | None = None
    at: Json = None


@record
class Saving(Record):
    """A project's saving in one financial year, in thousands of pounds as printed."""

    kind: ClassVar[str] = "saving"
    project: str | None = None
    year: str | None = None
    amount: float | None = None
    position: int | None = None


@record
class PlanAction(Record):
    """A row of a project's table of actions; ``due`` and ``progress`` as printed."""

    kind: ClassVar[str] = "plan_action"
    project: str | None = None
    ref: str | None = None
    text: str | None = None
    owner: str | None = None
    due: str | None = None
    progress: str | None = None
    position: int | None = None
    at: Json = None


@record
class Priority(Record):
    """A row of the improvement plan's table of priorities."""

    kind: ClassVar[str] = "priority"
    meeting: str | None = None
    ref: str | None = None
    text: str | None = None
    through: str | None = None
    leads: str | None = None
    due: str | None = None
    measures: str | None = None
    position: int | None = None
    at: Json = None


@record
class Finding(Record):
    """Something odd in a paper, reported and never corrected. Kinds: see the contract's list."""

    kind: ClassVar[str] = "finding"
    meeting: str | None = None
    document: str | None = None
    finding: str | None = None
    page: int | None = None
    message: str | None = None
    settled: bool | None = None
    position: int | None = None
    entry: str | None = None  # the line of live minutes that it is about


@record
class Annotation(Record):
    """A mark on a page, or a reply to one (``reply_to``: the mark's id; it has no place of its own).

    ``mark``: highlight, underline, strikeout, squiggly, note, free-text, ink, box, circle, line, stamp. ``meaning``:
    question, concern, evidence, praise, follow-up, data, or None. ``page`` is the sheet of the file from 1, ``printed``
    its printed label. ``rects`` are boxes on it, one a line of text; ``points`` the strokes of ink or the two ends of a
    line, each a list of [x, y] or of [x, y, width of the pen]; both in points from the page's top left. ``quote`` is the
    text marked, with some of what stands ``before`` and ``after`` it; ``paragraph`` the printed number of its paragraph.

    ``state``: placed, moved, changed, orphaned: how it fared when its paper was issued again; ``former`` lists where it
    stood in older versions, oldest first: document, page, printed, rects, points, quote. A mark in a private space is its
    author's own; one that is shared is a copy in the space of the paper, whose ``origin`` names the private one:
    {"mark": id}. A mark that came in has {"file": sha256, "name": what that file calls it, "page": where there}.
    ``colour`` is "#rrggbb" where the mark has one besides its meaning's. ``created`` is UTC ISO text.
    """

    kind: ClassVar[str] = "annotation"
    document: str | None = None
    paper: str | None = None
    item: str | None = None
    page: int | None = None
    printed: str | None = None
    mark: str | None = None
    meaning: str | None = None
    quote: str | None = None
    before: str | None = None
    after: str | None = None
    paragraph: str | None = None
    rects: Json = None
    points: Json = None
    comment: str | None = None
    tags: Json = None
    author: str | None = None
    created: str | None = None
    reply_to: str | None = None
    state: str | None = None
    former: Json = None
    origin: Json = None
    colour: str | None = None


@record
class Enquiry(Record):
    """A line of enquiry: a question to be asked at a meeting under an item, with the mark that gave rise to it.

    ``asker`` puts it to ``addressee``; ``urgency`` is high, normal or low; ``asked`` once it has been.
    """

    kind: ClassVar[str] = "enquiry"
    meeting: str | None = None
    item: str | None = None
    annotation: str | None = None
    question: str | None = None
    asker: str | None = None
    addressee: str | None = None
    urgency: str | None = None
    asked: bool | None = None
    author: str | None = None
    created: str | None = None
    position: int | None = None


@record
class Resolution(Record):
    """What the body itself decided, in its minutes."""

    kind: ClassVar[str] = "resolution"
    meeting: str | None = None
    section: str | None = None
    number: str | None = None
    text: str | None = None
    position: int | None = None
    at: Json = None
    item: str | None = None  # of live minutes: where it was made
    entry: str | None = None  # the line that it was typed as
    entries: Json = None  # ids of the lines that are its evidence
    state: str | None = None  # draft, put, agreed
    agreed: str | None = None  # when, UTC ISO


@record
class Undertaking(Record):
    """What the chair, or whoever is named, undertook at a meeting."""

    kind: ClassVar[str] = "undertaking"
    meeting: str | None = None
    section: str | None = None
    text: str | None = None
    who: str | None = None
    due: str | None = None
    position: int | None = None
    at: Json = None
    item: str | None = None  # of live minutes: where it was made
    entry: str | None = None  # the line that it was typed as
    entries: Json = None  # ids of the lines that are its evidence
    state: str | None = None  # draft, put, agreed
    agreed: str | None = None  # when, UTC ISO


@record
class Entry(Record):
    """A line of live minutes. All that is known of a meeting under way is folded from its entries (see minutes/evening).

    ``sort`` is a kind of the contract ("question", "arrival" …) or one of those that are kept but not shown as entries:
    start, end, item, clock, apologies, substitute, guest. ``time`` is the local "HH:MM" that the line is stamped with,
    ``stamp`` the UTC moment of its first key. ``rank`` orders the lines of a meeting (see minutes/rank). ``details``
    holds what a kind has besides: mover, seconder, addressee, for, against, abstain, casting, paragraphs, in_place_of,
    role. ``links`` are ids of other entries and enquiries. An entry of Part B lives in the meeting's exempt space; one
    that was moved there names as ``origin`` the entry that it was: {"entry": id}.
    """

    kind: ClassVar[str] = "entry"
    meeting: str | None = None
    item: str | None = None
    person: str | None = None
    sort: str | None = None
    who: str | None = None
    text: str | None = None
    time: str | None = None
    stamp: str | None = None
    part: str | None = None
    starred: bool | None = None
    rank: str | None = None
    details: Json = None
    links: Json = None
    origin: Json = None


@record
class Minutes(Record):
    """The minutes of a meeting as a document of this library, from notes to locked.

    ``state``: notes, draft, fact-check, chair, published, approved, signed, locked; ``life`` lists the steps:
    {"state", "on", "by", "note"}. ``level``: decisions, summary, full. ``numbers`` maps items to minute numbers once
    drafted. ``amendments`` are those made when they were approved, at the meeting ``approved_at``. ``fed`` lists the
    hashes of the files of notes that were taken in whole.
    """

    kind: ClassVar[str] = "minutes"
    meeting: str | None = None
    state: str | None = None
    started: str | None = None
    ended: str | None = None
    level: str | None = None
    numbers: Json = None
    life: Json = None
    amendments: Json = None
    approved_at: str | None = None
    signed_by: str | None = None
    signed_on: str | None = None
    fed: Json = None


@record
class MinuteBlock(Record):
    """A paragraph of the draft minutes, with the entries that it came from.

    ``sort``: text, conclusions, recommendations, requests, actions, resolutions, undertakings; ``generated`` is what was
    made of the entries, so that a block whose ``text`` differs is one that a person edited. ``rank`` orders the blocks
    of an item.
    """

    kind: ClassVar[str] = "minute_block"
    meeting: str | None = None
    item: str | None = None
    sort: str | None = None
    text: str | None = None
    generated: str | None = None
    entries: Json = None
    part: str | None = None
    rank: str | None = None


KINDS: dict[str, type[Record]] = {cls.kind: cls for cls in Record.__subclasses__()}


@cache
def log_fields(kind: str) -> tuple[str, ...]:
    """The fields of a kind that live in the log, in the order of its table's columns."""
    return tuple(f.name for f in fields(KINDS[kind]) if f.name not in ("id", "space"))
