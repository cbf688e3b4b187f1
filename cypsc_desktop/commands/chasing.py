"""Ask for replies that have not come: note the day in the log, and the words of a reminder to send by e-mail."""

from collections.abc import Sequence
from datetime import date

from cypsc_desktop.commands.following import Followed
from cypsc_desktop.commands.records import CellEdit, Done
from cypsc_desktop.commands.replying import edit_followed
from cypsc_desktop.model.days import long_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.store.store import Store


def chase(store: Store, rows: Sequence[Followed], *, on: date, actor: str) -> Done:
    """Note that the replies to these were asked for on that day. One step of undo.

    UserError where none of them waits for a reply, and where the minutes that recommended it are not in the library.
    """
    edits = [CellEdit(row.id, "chased", on.isoformat()) for row in waiting(rows)]
    return edit_followed(store, edits, label="Note replies as chased", actor=actor)


def waiting(rows: Sequence[Followed]) -> list[Followed]:
    """Those whose reply is still to come. UserError where there is none."""
    late = [row for row in rows if not row.is_answered]
    found = [row for row in late if row.made is not None]
    if not late:
        raise UserError("These recommendations were replied to. Choose one that is awaiting or overdue.")
    if not found:
        raise UserError(
            "The minutes that made this recommendation are not in the library. Import them, then note the day."
        )
    return found


def reminder(rows: Sequence[Followed]) -> str:
    """Plain text for an e-mail: each recommendation with the day it was made and the day its reply is due."""
    several = len(rows) > 1
    opening = (
        f"We await the {'replies' if several else 'reply'} to the following recommendation{'s' if several else ''}."
    )
    return "\n\n".join([opening, *map(_told, rows)]) + "\n"


def _told(row: Followed) -> str:
    number = f"{row.number.rstrip('.')}. " if row.number else ""
    facts = [
        f"Report: {row.report}" if row.report else "",
        f"Made on {long_day(row.considered_on)}" if row.considered_on else "",
        _due(row),
        f"Last asked for on {long_day(row.chased)}" if row.chased else "",
    ]
    return "\n".join([f"{number}{row.words}", *(fact for fact in facts if fact)])


def _due(row: Followed) -> str:
    if not row.due:
        return ""
    extended = f", extended to {long_day(row.until)}" if row.until != row.due else ""
    late = f" ({row.days:,} day{'' if row.days == 1 else 's'} late)" if row.days else ""
    return f"Reply due {long_day(row.due)}{extended}{late}"
