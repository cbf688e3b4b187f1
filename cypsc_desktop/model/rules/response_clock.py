"""When Cabinet must have replied: within two months beginning with the date of receipt of the written notice
(Local Government Act 2000 s9FE). It binds Cabinet and the authority only; a partner's date is a courtesy.
"""

from calendar import monthrange
from datetime import date, timedelta

MONTHS = 2


def reply_due(received: date, *, months: int = MONTHS) -> date:
    """The last day of a period of months that begins with the day of receipt: 20 April gives 19 June.

    Where the last month is too short for the corresponding date, the period ends with that month.
    """
    year, month = divmod(received.year * 12 + received.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    if received.day > last:
        return date(year, month + 1, last)
    return date(year, month + 1, received.day) - timedelta(days=1)
