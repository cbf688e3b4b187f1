"""The places that the palette offers: meetings, agenda items and papers by what is printed, people by name."""

from collections.abc import Callable, Iterator

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.model.records import Item, Paper, Person
from cypsc_desktop.store.store import Reader
from cypsc_desktop.ui.palette import Entry


def places(reader: Reader, go_to: Callable[[str], object], search: Callable[[str], object]) -> Iterator[Entry]:
    """An entry for each meeting, item, paper and person; a person leads to a search for the name."""
    dates = {}
    for meeting in reversed(meetings(reader)):
        dates[meeting.id] = meeting.date or ""
        yield Entry(f"{meeting.date or 'undated'}, {meeting.body or 'meeting'}", _go(go_to, meeting.id), "Meeting")
    for item in reader.records("item"):
        if isinstance(item, Item):
            name = " ".join(part for part in (item.number, item.title) if part)
            yield Entry(f"{name}, {dates.get(item.meeting or '', '')}", _go(go_to, item.id), "Item")
    for paper in reader.records("paper"):
        if isinstance(paper, Paper):
            yield Entry(paper.title or "Paper", _go(go_to, paper.id), "Paper")
    for person in reader.records("person"):
        if isinstance(person, Person) and person.name:
            yield Entry(person.name, _go(search, f'"{person.name}"'), "Person")


def _go(where: Callable[[str], object], name: str) -> Callable[[], object]:
    return lambda: where(name)
