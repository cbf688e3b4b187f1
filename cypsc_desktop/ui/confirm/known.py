"""The papers whose checklist can be looked at, and what each is called among them."""

from collections import Counter
from collections.abc import Iterable

from cypsc_desktop.commands.choosing import paper_title
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.model.records import Document, Meeting
from cypsc_desktop.store import editions
from cypsc_desktop.store.store import Reader


def papers_of(read: Reader, committee: str | None) -> list[Document]:
    """The papers of a committee (None: of all), newest first; of several editions the one that counts."""
    meetings = {m.id: m for m in all_of(read, Meeting)}
    found = [
        paper
        for paper in all_of(read, Document)
        if committee is None or paper.meeting not in meetings or meetings[paper.meeting].committee == committee
    ]
    ranks = read.ask(editions.by_document)
    return sorted(found, key=lambda paper: (paper.issued or "", ranks.get(paper.id, ""), paper.id), reverse=True)


def called(read: Reader, papers: Iterable[Document]) -> list[tuple[Document, str]]:
    """Each with what it is called everywhere, and with its file's name where another is called the same."""
    titles = [(paper, paper_title(read, paper)) for paper in papers]
    said = Counter(title for _, title in titles)
    return [(paper, f"{title}, {paper.name}" if said[title] > 1 and paper.name else title) for paper, title in titles]
