"""What can be exported: the word of the command line and what a person calls it. Light enough for the start of the window."""

TITLES = {
    "responses": "Response table",
    "recommendations": "Recommendations",
    "conclusions": "Conclusions",
    "requests": "Requests for information",
    "actions": "Actions",
    "agenda": "Agenda",
    "minutes": "Minutes",
    "plan": "Improvement plan",
    "work-programme": "Work programme",
    "impact": "Impact log",
    "people": "Members",
    "findings": "Findings",
}

WHOLE = ("agenda", "minutes")  # documents that hold together: no row of them goes out alone


def extent(what: str, count: int) -> str:
    """What a person is told was written: "3 rows" of a table, "Agenda" of a document."""
    return TITLES[what] if what in WHOLE else f"{count} row{'' if count == 1 else 's'}"
