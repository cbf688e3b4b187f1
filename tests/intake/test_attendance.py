"""Lists of names as minutes print them, one way after another."""

import pytest

from cypsc_desktop.intake.recognise.attendance import label_kind, read_attendance
from cypsc_desktop.intake.recognise.attendees import Said, people
from cypsc_desktop.intake.recognise.paragraphs import paragraphs
from cypsc_desktop.intake.report import MinutesFound
from tests.helpers.make_source import make_source
from tests.helpers.make_tables import a_line, a_table


def found(*texts: str) -> list[tuple[str, str | None]]:
    return [
        (name, role)
        for name, role, _ in people([Said(text, a_line(text, top=14.0 * n)) for n, text in enumerate(texts)])
    ]


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (("Councillors J. Moss (Chair), P O'Dell and K St. John",), ["J. Moss", "P O'Dell", "K St. John"]),
        (("Cllr Ann Reed, Cllr Bo Swift",), ["Ann Reed", "Bo Swift"]),
        (("Councillor Ann Reed Councillor Bo Swift",), ["Ann Reed", "Bo Swift"]),
        (("Mr R Love, OBE, Mrs S Head and Dr A Hill",), ["R Love", "S Head", "A Hill"]),
        (("Ann Reed; Bo Swift; Cy Dove",), ["Ann Reed", "Bo Swift", "Cy Dove"]),
        (("Ann Reed", "Bo Swift", "VACANCY"), ["Ann Reed", "Bo Swift"]),
        (("Councillors Ann Reed, Bo Swift and Di", "Elm-Hill"), ["Ann Reed", "Bo Swift", "Di Elm-Hill"]),
        (("None",), []),
        (("",), []),
    ],
)
def test_names(texts: tuple[str, ...], names: list[str]) -> None:
    assert [name for name, _ in found(*texts)] == names


def test_a_person_a_line_with_roles_that_look_like_names() -> None:
    assert found(
        "Ivy Lane, Director of Education", "Guy Bow, Harbour Drop In", "Una Pitt – Head of Legal", "Joe Law (Clerk)"
    ) == [
        ("Ivy Lane", "Director of Education"),
        ("Guy Bow", "Harbour Drop In"),
        ("Una Pitt", "Head of Legal"),
        ("Joe Law", "Clerk"),
    ]


def test_roles_over_two_lines() -> None:
    assert found(
        "Ivy Lane, Cabinet Member for Children", "and Learning", "Guy Bow, Head of Service (Children,", "Families)"
    ) == [
        ("Ivy Lane", "Cabinet Member for Children and Learning"),
        ("Guy Bow", "Head of Service (Children, Families)"),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Present:", "present"),
        ("PRESENT", "present"),
        ("Members of the Committee present: A", "present"),
        ("County Councillors:", "present"),
        ("Also in attendance", "also"),
        ("Officers: Pat Lee", "also"),
        ("By invitation:", "also"),
        ("Co-optee Members", "coopted"),
        ("Substitutes:", "substitute"),
        ("Apologies for absence:", "apologies"),
        ("Apologies for absence were received from Councillor Reed", "apologies"),
        ("An apology was received from Councillor Reed", "apologies"),
        ("MEMBERS OF THE COMMITTEE ABSENT", "apologies"),
        ("Present at the opening were many guests", None),
        ("Officers said that the bus was late", None),
        ("Members noted the report", None),
        ("41/22 Apologies for absence", None),
    ],
)
def test_labels(text: str, kind: str | None) -> None:
    assert label_kind(text) == kind


def test_a_table_with_labels_in_its_first_column() -> None:
    table = a_table(
        [["Present:", "Councillors Ann Reed\nand Bo Swift"], ["Apologies:", "Cy Dove"], ["Officers:", "Di Elm, Clerk"]]
    )
    minutes = MinutesFound(of=None)
    read_attendance([table], minutes)
    assert [n.name for n in minutes.present] == ["Ann Reed", "Bo Swift"]
    assert [n.name for n in minutes.apologies] == ["Cy Dove"]
    assert [(n.name, n.role) for n in minutes.also_present] == [("Di Elm", "Clerk")]


def test_members_in_attendance_are_the_members_where_no_others_are_listed() -> None:
    minutes = MinutesFound(of=None)
    source = make_source(
        "Members in attendance:\n\nAnn Reed\n\nIn attendance:\n\nDi Elm, Clerk\n\n"
        "The Chair opened the meeting and welcomed all who had come from far away."
    )
    read_attendance(paragraphs(source.sheets), minutes)
    assert [n.name for n in minutes.present] == ["Ann Reed"]
    assert [n.name for n in minutes.also_present] == ["Di Elm"]
