"""The agenda as a document: who, when, where; items in order under their parts, with pages, purpose and papers."""

from cypsc_desktop.model.records import Item, Meeting, Membership, Paper
from cypsc_desktop.output.agenda import agenda
from cypsc_desktop.output.document import Heading, ListBlock, Paragraph
from cypsc_desktop.output.writers import render

MEETING = Meeting(
    id="meeting-1", body="Harbour Panel", date="2021-09-14", time="18:30", place="Town Hall", issued="2021-09-03"
)
ITEMS = [
    Item(id="item-1", number="1", title="Apologies", purpose="To hear who cannot come.", part="A", position=1),
    Item(id="item-2", number="2", title="Budget", part="A", printed_pages=[15, 50], presenters=["Dev Joshi"]),
    Item(id="item-3", number="3", title="Dashboard", part="A", to_follow=True),
    Item(id="item-4", number="4", title="A contract", part="B", printed_pages=[51, 51]),
]
PAPERS = [
    Paper(id="paper-1", item="item-2", title="Budget report"),
    Paper(id="paper-2", item="item-2", title="Figures"),
]
SEATS = [
    Membership(id="membership-1", name="Rowena Webb", office="Chair", seat="councillor", voting="all"),
    Membership(id="membership-2", name="Ellis Tarn", seat="co-opted", voting="education"),
    Membership(id="membership-3", name="Petra Bell", seat="guest"),
]


def test_the_house_order() -> None:
    blocks = agenda(MEETING, ITEMS, papers=PAPERS, seats=SEATS).blocks
    headings = [(b.level, b.text) for b in blocks if isinstance(b, Heading)]
    assert headings == [
        (1, "Members"), (1, "Co-opted members"), (1, "Part A"), (2, "1. Apologies"), (2, "2. Budget (pages 15 to 50)"),
        (2, "3. Dashboard (to follow)"), (1, "Part B"), (2, "4. A contract (page 51)"),
    ]  # fmt: skip
    said = [b.text for b in blocks if isinstance(b, Paragraph)]
    assert said[0] == "To be held on 14 September 2021 at 6.30 pm. Place: Town Hall"
    assert "Issued on 3 September 2021" in said
    assert "To hear who cannot come." in said
    assert "Presented by Dev Joshi" in said
    points = [[p.text for p in b.points] for b in blocks if isinstance(b, ListBlock)]
    assert points == [["Rowena Webb (Chair)"], ["Ellis Tarn (votes on education)"], ["Budget report", "Figures"]]


def test_without_a_private_part_items_stand_under_no_part() -> None:
    blocks = agenda(MEETING, ITEMS[:2]).blocks
    assert [(b.level, b.text) for b in blocks if isinstance(b, Heading)] == [
        (1, "1. Apologies"), (1, "2. Budget (pages 15 to 50)"),
    ]  # fmt: skip


def test_every_format_of_prose_has_it() -> None:
    document = agenda(MEETING, ITEMS, papers=PAPERS, seats=SEATS)
    for ending in ("docx", "odt", "pdf", "html", "md", "txt"):
        assert len(render(document, ending)) > 400
    assert b"Town Hall" in render(document, "txt")
