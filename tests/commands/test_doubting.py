"""Doubts: a record as it should be raises none; what is missing or odd raises its own, in words."""

from collections import Counter

import pytest

from cypsc_desktop.commands.doubting import Around, Remarks, doubts, sameness
from cypsc_desktop.model.records import (
    Attendance,
    Conclusion,
    Document,
    Finding,
    Item,
    Meeting,
    Membership,
    Paper,
    PlanAction,
    Priority,
    Programme,
    Project,
    Recommendation,
    Record,
    Request,
    Response,
    Section,
)

AT = {"document": "document-1", "page": 3, "box": [1, 2, 3, 4]}
AROUND = Around(frozenset({"ann reed"}), frozenset({"paper-1"}))
SOUND: dict[str, Record] = {
    "document": Document(id="document-1", meeting="meeting-1", doc_kind="agenda pack", issued="2021-09-06"),
    "meeting": Meeting(id="meeting-1", body="Harbour Panel", date="2021-09-14", time="18:30", at=AT),
    "membership": Membership(id="membership-1", name="Ann Reed", at=AT),
    "item": Item(id="item-1", number="7", title="Walls", printed_pages=[3, 5], pdf_pages=[3, 5], at=AT),
    "paper": Paper(id="paper-1", title="Report", report_to="Panel", subject="Walls", lead_officer="Jo", at=AT),
    "section": Section(id="section-1", number="33/21", title="Walls", text="They stand.", at=AT),
    "attendance": Attendance(id="attendance-1", name="Cllr Ann Reed", state="present", at=AT),
    "conclusion": Conclusion(id="conclusion-1", section="33/21", text="All is well.", at=AT),
    "recommendation": Recommendation(id="recommendation-1", section="33/21", number="1", text="Mend it", at=AT),
    "request": Request(id="request-1", section="33/21", text="Figures", at=AT),
    "response": Response(
        id="response-1", report="Walls", recommendation="Mend it", decision="accepted", considered_on="2021-04-20",
        at=AT),
    "programme": Programme(id="programme-1", date="2021-11-02", items=["Walls"], at=AT),
    "project": Project(id="project-1", number="1", title="Walls", ref="HAR 01", at=AT),
    "plan_action": PlanAction(id="plan_action-1", ref="1.1", text="Build", at=AT),
    "priority": Priority(id="priority-1", ref="1.1", text="Walls first", at=AT),
}  # fmt: skip


@pytest.mark.parametrize("kind", SOUND)
def test_a_record_as_it_should_be_raises_no_doubt(kind: str) -> None:
    assert doubts(SOUND[kind], AROUND) == []


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (Document(id="d", doc_kind="paper"), "not recognised as a committee's paper"),
        (Document(id="d", doc_kind="supplement"), "No date of issue"),
        (Document(id="d", doc_kind="minutes"), "meeting that it belongs to"),
        (Meeting(id="m", body="Panel", date="2021-09-14"), "Time was not found"),
        (Meeting(id="m", date="next Tuesday"), "Name of the body and time were not found"),
        (Membership(id="m", name="Reed", at=AT), "“Reed” may not be a whole name"),
        (Item(id="i", number="7", at=AT), "Title was not found"),
        (Item(id="i", number="7", title="W " * 120, at=AT), "very long"),
        (Item(id="i", number="7", title="W", printed_pages=[3, 9], at=AT), "prints pages 3–9"),
        (Item(id="i", number="7", title="W"), "Where this is printed was not found"),
        (Paper(id="paper-2", title="Report", at=AT), "sheets of this paper"),
        (Paper(id="paper-1", title="Report", report_to="Panel", subject="W", at=AT), "without its lead officer"),
        (Section(id="s", title="Walls", text="x", at=AT), "without a minute number"),
        (Section(id="s", number="1", title="Walls", at=AT), "No text was found"),
        (Attendance(id="a", name="Ben Oak", state="apologies", at=AT), "not on the list of members"),
        (Attendance(id="a", name="Ben Oak", state="also_present", at=AT), "without a role"),
        (Conclusion(id="c", text="All is well.", at=AT), "heading may be missing"),
        (Conclusion(id="c", section="1", text="All is well and", at=AT), "breaks off"),
        (Recommendation(id="r", section="1", text="Mend it", at=AT), "without a number"),
        (Response(id="r", report="W", recommendation="M", decision_text="Watching", at=AT), "not understood from “Watching”"),
        (Response(id="r", report="W", recommendation="M", at=AT), "No reply was found"),
        (Response(id="r", report="W", recommendation="M", decision="noted", report_back="soon", at=AT), "“soon” could not"),
        (Programme(id="p", date="TBC", items=["W"], at=AT), "“TBC” could not be read as the date of the meeting"),
        (Programme(id="p", date="2021-11-02", at=AT), "No items"),
        (Project(id="p", title="Walls", at=AT), "Number and reference were not found"),
        (PlanAction(id="p", ref="1", at=AT), "No text"),
        (Priority(id="p", text="Walls", at=AT), "Reference was not found"),
    ],
)  # fmt: skip
def test_each_doubt_has_its_words(record: Record, said: str) -> None:
    found = doubts(record, AROUND)
    assert any(said in reason for reason in found), found
    assert all(reason[0].isupper() or reason[0] == "“" for reason in found)


def test_the_same_words_twice_are_a_doubt() -> None:
    twin = Recommendation(id="recommendation-2", section="33/21", number="2", text="MEND it", at=AT)
    keys = Counter(key for one in (SOUND["recommendation"], twin) if (key := sameness(one)))
    assert doubts(twin, Around(same=keys)) == ["The same words were found twice in this file."]


def test_a_file_without_pages_is_not_asked_for_them() -> None:
    assert doubts(Item(id="i", number="7", title="W", printed_pages=[1, 2]), Around(has_pages=False)) == []


@pytest.mark.parametrize(
    ("finding", "record", "sheet", "speaks"),
    [
        (Finding(id="f", page=5, message="Ann Reed is listed twice."), Membership(id="m", name="Cllr Ann Reed"), 1, True),
        (Finding(id="f", page=5, message="Ann Reedy is listed twice."), Membership(id="m", name="Ann Reed"), 1, False),
        (Finding(id="f", page=9, message="Action 2.4 was due."), PlanAction(id="p", ref="2.4"), 9, True),
        (Finding(id="f", page=9, message="Action 2.4 was due."), PlanAction(id="p", ref="2.4"), 8, False),
        (Finding(id="f", page=9, message="Action 2.41 was due."), PlanAction(id="p", ref="2.4"), 9, False),
        (Finding(id="f", page=9, message="Minute 39/21 is not printed: 38/21 is followed by 40/21."),
         Section(id="s", number="40/21"), 9, True),
        (Finding(id="f", page=7, message="The programme lists 5 items for 22 June 2021."),
         Programme(id="p", date="2021-06-22"), 7, True),
        (Finding(id="f", page=3, finding="to-follow-missing", message="Item 6, “Walls”, is To Follow."),
         Item(id="i", number="6"), 2, True),
        (Finding(id="f", page=3, finding="missing-heading", message="A second set."), Conclusion(id="c"), 3, True),
    ],
)  # fmt: skip
def test_a_finding_speaks_of_what_it_names(finding: Finding, record: Record, sheet: int, speaks: bool) -> None:
    assert bool(Remarks([finding]).of(record, sheet)) is speaks
