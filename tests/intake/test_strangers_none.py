"""Papers that look like an agenda from afar and are none: no meeting and no item is made of them."""

import pytest

from cypsc_desktop.intake.read import recognise
from tests.helpers.make_source import make_source

NOTICE = """
! MILL MOOR DISTRICT COUNCIL

! NOTICE OF POLL

1.    A poll for the Eastgate Ward will be held on Thursday 2 May 2024 from 7.00 am to 10.00 pm.
2.    One councillor is to be elected.
3.    Those standing are named below.

| Name | Address | Description |
| PENN Ada | 4 Mill Lane | Independent |
"""
APPLICATIONS = """
! WEEKLY LIST OF PLANNING APPLICATIONS

1.    24/0112/FUL    1 Orchard Close    Extension at the rear
2.    24/0113/FUL    2 Orchard Close    New porch
3.    24/0114/LBC    Corn Hall    Repairs to the roof
"""
RULES = """
# PART 4: RULES OF PROCEDURE

! OVERVIEW AND SCRUTINY PROCEDURE RULES

! 1. Who may sit on scrutiny committees

1.1 Any councillor who is not of the Cabinet.

! 2. Work programme

2.1 Each committee sets its own.

! 3. Minutes and declarations of interest

3.1 As the law asks.
"""
DECISION = """
! RECORD OF A DECISION BY THE CABINET MEMBER

| Date of decision | 14 May 2024 |
| Decision | Contract for short breaks |
| Reasons | Best of four offers |
| Call-in expires | 21 May 2024 at 5.00 pm |
"""
PLAN = """
# Children's Plan 2024 to 2028

Contents

1    Foreword    3
2    Introduction by the Cabinet Member    4
3    Performance    9
4    Contact    15
"""
NEWS = """
# Mill Moor Voice

Councillor Ada Penn (Chair of the Children's Panel) writes about the summer.

! Dates for your diary

11 May 2024 at 2.00 pm    Cabinet meets, Corn Hall
18 May 2024 at 10.00 am    Spring fair
"""


@pytest.mark.parametrize(
    "text",
    [NOTICE, APPLICATIONS, RULES, DECISION, PLAN, NEWS],
    ids=[
        "notice of poll",
        "planning list",
        "rules of procedure",
        "decision notice",
        "contents of a plan",
        "newsletter",
    ],
)
def test_nothing_is_made_of_it(text: str) -> None:
    report = recognise(make_source(text))
    assert (report.kind, report.meeting, report.items, report.minutes) == ("paper", None, [], [])
