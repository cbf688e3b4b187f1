"""The columns of the recommendations screen: the eight of the response table, with state, due, delivery and evidence."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from cypsc_desktop.commands.chain import decided
from cypsc_desktop.commands.fields import Field, field_of
from cypsc_desktop.commands.following import STATES, Followed, followed
from cypsc_desktop.commands.replying import check_followed, edit_followed, parts_of
from cypsc_desktop.model.days import long_day, short_day
from cypsc_desktop.store.store import Reader
from cypsc_desktop.ui.grid.columns import GridColumn, GridSpec, privacy, shown
from cypsc_desktop.ui.grid.shapes import DECISIONS, DELIVERY, Shape
from cypsc_desktop.ui.models.records import Column, Names

Rows = Callable[[Reader], Sequence[Followed]]
TABLE = (
    "text", "conclusions", "responder", "decision", "decision_text", "officer", "financial", "timetable", "report_back",
)  # fmt: skip
"""What the table of responses prints, in its order: the columns that show when the whole table is asked for."""


def spec(today: Callable[[], date], committee: Callable[[], str | None]) -> GridSpec:
    """The grid of all recommendations of the committee that is chosen, grouped by report."""

    def rows(reader: Reader) -> Sequence[Followed]:
        return followed(reader, today=today(), committee=committee())

    return GridSpec(
        name="recommendations", title="Recommendations", kind="recommendation", columns=_columns(), rows=rows,
        names=lambda _reader: {}, groups=("report", "considered_on", "state", "officer", "responder", "addressee"),
        grouped=True, frozen=2, caption=_caption, tally=_tally, write=edit_followed, check=check_followed,
        parts=parts_of, watches=("response", "section", "conclusion", "meeting", "committee"), numbered=False,
        table=("number", *TABLE, "due", "delivery", "evidence"),
        empty="Recommendations come with minutes and response tables. Import the papers that print them, or add one.",
    )  # fmt: skip


def _columns() -> tuple[GridColumn, ...]:
    words = Column("Recommendation", lambda r, _: r.words, "text", width=244)
    state = Column("Reply", lambda r, _: decided(r), "decision", width=165)
    due = Column("Due", lambda r, _: short_day(r.due or ""), None, width=124)
    return (
        _plain("recommendation", "number", "No.", 52),
        GridColumn("text", words, field_of("recommendation", "text"), second=lambda r, _: privacy(r.made, {}) if r.made else ""),
        GridColumn("decision", state, field_of("response", "decision"), shape=_shape, second=_second, strong=True,
                   order=lambda r: (STATES.index(r.state), -r.days)),
        GridColumn("due", due, second=_beside_due, order=lambda r: r.until),
        _plain("response", "delivery", "Delivery", 112, shape=lambda r: DELIVERY.get(str(r.delivery or ""))),
        GridColumn("evidence", _evidence_column(), field_of("response", "evidence")),
        _plain("response", "conclusions", "Conclusions", 240, hidden=True),
        _plain("response", "responder", "Department and Cabinet member", 232, hidden=True),
        _plain("response", "decision_text", "Accept or reject, with reasons", 260, hidden=True),
        _plain("response", "officer", "Identified officer", 140, hidden=True),
        _plain("response", "financial", "Financial implications", 160, hidden=True),
        _plain("response", "timetable", "Timetable", 180, hidden=True),
        _plain("response", "report_back", "Report back", 110, hidden=True),
        _plain("recommendation", "notice_served", "Notice served", 118, hidden=True),
        _plain("recommendation", "extended_to", "Extended to", 118, hidden=True),
        _plain("recommendation", "chased", "Chased", 118, hidden=True),
        _plain("response", "responded", "Reply received", 118, hidden=True),
        _plain("recommendation", "addressee", "Addressed to", 140, hidden=True),
        GridColumn("section", Column("Minute", lambda r, _: r.section or "", None, width=80), hidden=True),
        GridColumn("report", Column("Report", lambda r, _: r.report or "No heading printed", None, width=200), hidden=True),
        GridColumn("considered_on", Column("Considered", lambda r, _: short_day(r.considered_on or ""), None, width=110),
                   hidden=True, order=lambda r: r.considered_on),
        GridColumn("state", Column("State", _state_word, None, width=110), hidden=True),
    )  # fmt: skip


def _plain(
    kind: str,
    name: str,
    header: str,
    width: int,
    *,
    shape: Callable[[Any], Shape | None] | None = None,
    hidden: bool = False,
) -> GridColumn:
    of: Field = field_of(kind, name)
    return GridColumn(name, Column(header, shown(of), name, width=width), of, shape, hidden=hidden)


def _evidence_column() -> Column:
    return Column("Evidence", lambda r, _: "\n".join(r.evidence or []), "evidence", width=90)


def state_shape(row: Followed) -> Shape:
    """The shape of a row's state."""
    return DECISIONS.get(row.state) or Shape("ring dash", "warn")


def _shape(row: Any) -> Shape | None:
    return state_shape(row)


def _second(row: Any, _names: Names) -> str:
    """Who replied, or who has to."""
    who = row.officer if row.is_answered else row.addressee or row.responder or row.officer
    return str(who or "").split("\n")[0]


def _beside_due(row: Any, _names: Names) -> str:
    """How late its reply came, else the later day that was agreed, else when it was last asked for."""
    late = _days_between(row.until, row.responded) if row.is_answered else 0
    if late > 0:
        return f"{late:,} day{'' if late == 1 else 's'} late"
    if row.until != row.due:
        return f"now {short_day(row.until)}"
    asked = short_day(row.chased or "").rpartition(" ")[0]  # the year, which finds no room, is in the inspector
    return f"chased {asked}" if asked and not row.is_answered else ""


def _days_between(until: str | None, day: str | None) -> int:
    """0 where one of them is not known as a day."""
    try:
        return (date.fromisoformat(day or "") - date.fromisoformat(until or "")).days
    except ValueError:
        return 0


def _state_word(row: Any, _names: Names) -> str:
    return "Overdue" if row.state == "overdue" else decided(row)


def _caption(_name: str, rows: Sequence[Any]) -> str:
    days = {row.considered_on for row in rows}
    return f"considered {long_day(days.pop())}" if len(days) == 1 and None not in days else ""


def _tally(rows: Sequence[Any]) -> str:
    late = sum(row.state == "overdue" for row in rows)
    all_of_them = f"{len(rows):,}"
    return (
        f"{late:,} overdue of {all_of_them}" if 0 < late < len(rows) else f"{late:,} overdue" if late else all_of_them
    )
