"""The columns of the people screen: names and aliases as records, the rest told of terms and attendance."""

from collections.abc import Callable
from typing import Any

from cypsc_desktop.commands.fields import choice_words, field_of
from cypsc_desktop.commands.members import facts_of_people, people
from cypsc_desktop.commands.naming import names_of
from cypsc_desktop.store.store import Reader
from cypsc_desktop.ui.grid.columns import GridColumn, GridSpec, column_of
from cypsc_desktop.ui.models.records import Column, Names


def spec(committee: Callable[[], str | None]) -> GridSpec:
    """The grid of all people of the committee that is chosen."""
    return GridSpec(
        name="people", title="People", kind="person", columns=_columns(),
        rows=lambda reader: people(reader, committee=committee()), names=_names,
        groups=("body", "seat", "voting"), lines=1, frozen=1, noun="person",
        parents=lambda: {"committee": committee() or ""}, watches=("membership", "attendance", "term", "meeting"),
        empty="People come with agendas and minutes. Import a pack, or add somebody by hand.",
    )  # fmt: skip


def _names(reader: Reader) -> Names:
    return {**names_of(reader, "committee"), **facts_of_people(reader)}


def _columns() -> tuple[GridColumn, ...]:
    return (
        column_of(field_of("person", "name"), width=150),
        _told("office", "Office or role", 120),
        _told("seat", "Kind", 88, as_choice=True),
        _told("voting", "Votes on", 80, as_choice=True),
        _told("term", "Term", 136),
        _told("attended", "Attended", 76, right=True),
        column_of(field_of("person", "aliases"), width=90),
        _told("body", "Committee", 260, hidden=True),
        column_of(field_of("person", "committee"), header="Belongs to", hidden=True),
    )


def _told(
    word: str, header: str, width: int, *, as_choice: bool = False, right: bool = False, hidden: bool = False
) -> GridColumn:
    def text(record: Any, names: Names) -> str:
        said = names.get(f"{record.id} {word}", "")
        return choice_words(said) if as_choice and said else said

    return GridColumn(word, Column(header, text, None, width=width, right=right), hidden=hidden)
