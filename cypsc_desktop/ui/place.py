"""Where a person is: a screen, and in it a subject, a record or a sheet. Tabs, back and forward, search results, palette
and the window's memory all speak of places; no screen opens another in any other way."""

from dataclasses import asdict, fields, replace
from typing import Any

from cypsc_desktop.model.values import Value, value


@value
class Place(Value):
    """``screen`` is a name of ``ui.screens``. ``subject`` is what a tab is about: the id of a meeting (meeting) or of a
    file (papers); None where the screen has but one. The rest says where inside: ``record`` (id of the record that is
    chosen), ``part`` (which table, which settings page, which search words), ``sheet`` from 1 and ``box`` in points
    (left, top, right, bottom from the sheet's top left)."""

    screen: str
    subject: str | None = None
    record: str | None = None
    part: str | None = None
    sheet: int | None = None
    box: tuple[float, float, float, float] | None = None

    @property
    def tab(self) -> tuple[str, str | None]:
        """Places with the same tab share one; going from one to the other is a move inside it."""
        return self.screen, self.subject

    def at(self, **where: Any) -> "Place":
        """The same tab, elsewhere inside: what is not named is not kept."""
        return replace(Place(self.screen, self.subject), **where)

    def to_json(self) -> dict[str, Any]:
        """What is worth writing down, without what is absent."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    @classmethod
    def from_json(cls, value: Any) -> "Place | None":
        """The place that ``to_json`` wrote; None for anything else, for it comes from a file that others may edit."""
        if not isinstance(value, dict) or not isinstance(value.get("screen"), str):
            return None
        known = {field.name: value[field.name] for field in fields(cls) if field.name in value}
        box = known.get("box")
        if isinstance(box, list) and len(box) == 4 and all(isinstance(n, (int, float)) for n in box):
            known["box"] = tuple(float(n) for n in box)
        else:
            known.pop("box", None)
        if not isinstance(known.get("sheet"), int | None):
            return None
        if any(not isinstance(known.get(name), str | None) for name in ("subject", "record", "part")):
            return None
        return cls(**known)
