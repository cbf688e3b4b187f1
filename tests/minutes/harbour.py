"""A committee that is invented from end to end, with ties in its codes, and an evening of three hours as it was typed."""

from pathlib import Path

from cypsc_desktop.model.identity import committee_id, item_key, meeting_id, person_id, recognised_id
from cypsc_desktop.model.records import Committee, Item, Meeting, Membership, Record, Section
from cypsc_desktop.store.store import Store

BODY = "Harbour Children's Scrutiny Panel"
DATE = "2021-09-14"
MEETING = meeting_id(BODY, DATE)
NOTES = Path(__file__).parent / "evening" / "harbour.cypsc-notes"
ACTOR = "Nia Clerk"

MEMBERS = (
    ("Rosa Wells", "Chair", "councillor", "all"),
    ("Ryan Webb", "Vice-Chair", "councillor", "all"),
    ("Sean O'Farrell", None, "councillor", "all"),
    ("Jo Frost", None, "councillor", "all"),
    ("Edie Lamb", None, "councillor", "all"),
    ("Mo Farrow", None, "councillor", "all"),
    ("Roy Winter", None, "councillor", "all"),
    ("Paul Costa", None, "councillor", "all"),
    ("Grace Dunn", None, "co-opted", "education"),
    ("Rowan West", None, "co-opted", "none"),
    ("Hal Reed", None, "reserve", None),
    ("Ruth Wade", None, "reserve", None),
)
ITEMS = (
    ("Apologies for absence", "A"), ("Minutes of the previous meeting", "A"), ("Disclosure of interests", "A"),
    ("Urgent business", "A"), ("Action list", "A"), ("Performance dashboard", "A"), ("Schools' budget", "A"),
    ("Cabinet response to recommendations", "A"), ("Early help plan", "A"), ("What difference this meeting made", "A"),
    ("Work programme", "A"), ("Respite house", "B"), ("Any other business", "A"),
)  # fmt: skip


def records() -> list[Record]:
    """Committee, meeting, agenda and roster, and the June minutes 33/21 to 42/21."""
    made: list[Record] = [
        Committee(id=committee_id(BODY), name=BODY, quorum=3),
        Meeting(id=MEETING, committee=committee_id(BODY), body=BODY, date=DATE, time="18:30", place="Quay Room"),
        Meeting(id=meeting_id(BODY, "2021-06-22"), committee=committee_id(BODY), body=BODY, date="2021-06-22"),
    ]
    for place, (title, part) in enumerate(ITEMS, 1):
        key = recognised_id("item", *item_key(MEETING, str(place), title))
        matter = "education" if title == "Schools' budget" else "other" if title == "Work programme" else None
        made.append(
            Item(id=key, meeting=MEETING, number=str(place), title=title, part=part, position=place, matter=matter)
        )
    for place, (name, office, seat, voting) in enumerate(MEMBERS, 1):
        made.append(
            Membership(
                id=recognised_id("membership", MEETING, name), meeting=MEETING, person=person_id(BODY, name), name=name,
                office=office, seat=seat, voting=voting, position=place,
            )
        )  # fmt: skip
    for place in range(10):
        june = meeting_id(BODY, "2021-06-22")
        number = f"{33 + place}/21"
        made.append(
            Section(
                id=recognised_id("section", june, number), meeting=june, number=number, title="June", position=place
            )
        )
    return made


def add_harbour(store: Store) -> None:
    """Put the committee into a library."""
    with store.change("Add Harbour", actor=ACTOR) as change:
        for record in records():
            change.add(record)


def add_november(store: Store) -> str:
    """A later meeting, at which minutes can be approved; its id."""
    day = "2021-11-02"
    with store.change("November", actor=ACTOR) as change:
        change.add(Meeting(id=meeting_id(BODY, day), committee=committee_id(BODY), body=BODY, date=day))
    return meeting_id(BODY, day)


def lines() -> list[str]:
    return NOTES.read_text(encoding="utf-8").splitlines()
