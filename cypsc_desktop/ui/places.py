"""The places that the palette offers: meetings, agenda items and papers by what is printed, people by name."""

from collections.abc import Callable, Iterator

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.records import Document, Item, Paper, Person, Record
from cypsc_desktop.store.store import Reader
from cypsc_desktop.ui.inspector.whereabouts import place_of
from cypsc_desktop.ui.palette import Entry
from cypsc_desktop.ui.place import Place


def places(reader: Reader, go: Callable[[Place], object]) -> Iterator[Entry]:
    """An entry for each meeting, item, paper, file and person. ``go`` goes to the place; what a record's place is, is
    found when it is chosen."""

    def leads_to(record: Record) -> Callable[[], object]:
        return lambda: go(place_of(reader, record) or Place("history", record=record.id))

    dates = {}
    for meeting in reversed(meetings(reader)):
        dates[meeting.id] = short_day(meeting.date) or "undated"
        yield Entry(
            f"{short_day(meeting.date) or 'undated'}, {meeting.body or 'meeting'}", leads_to(meeting), "Meeting"
        )
    for item in reader.records("item"):
        if isinstance(item, Item):
            name = " ".join(part for part in (item.number, item.title) if part)
            yield Entry(f"{name}, {dates.get(item.meeting or '', '')}", leads_to(item), "Item")
    for paper in reader.records("paper"):
        if isinstance(paper, Paper):
            yield Entry(paper.title or "Paper", leads_to(paper), "Paper")
    for document in reader.records("document"):
        if isinstance(document, Document):
            yield Entry(document.name or "File", leads_to(document), "File")
    for person in reader.records("person"):
        if isinstance(person, Person) and person.name:
            yield Entry(person.name, leads_to(person), "Person")
