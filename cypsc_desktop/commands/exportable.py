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
    "people": "Members",
    "findings": "Findings",
}
