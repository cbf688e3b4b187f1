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


_ROWS = {"annotations": ("mark", "marks"), "enquiries": ("line of enquiry", "lines of enquiry")}


def extent(what: str, count: int) -> str:
    """What a person is told was written: "3 rows" of a table, "Agenda" of a document."""
    one, several = _ROWS.get(what, ("row", "rows"))
    whole = "Paper" if what == "paper" else TITLES[what] if what in WHOLE else ""
    return whole or f"{count} {one if count == 1 else several}"
