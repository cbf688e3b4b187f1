"""Where a reader has been: back and forward over jumps, and the place in each file from one run to the next."""

from typing import NamedTuple, Protocol

from cypsc_desktop.model.records import Document
from cypsc_desktop.ui.papers.page_surface import Place

_LONGEST = 100


class State(Protocol):
    """Where window state is kept between runs, as QSettings does."""

    def value(self, key: str, default: object = None, /) -> object: ...
    def setValue(self, key: str, value: object, /) -> None: ...


class Position(NamedTuple):
    """Where the reader is: a file's id and a place in it."""

    document: str
    place: Place


class Trail:
    """``state`` may be None: then nothing is remembered between runs."""

    def __init__(self, state: State | None) -> None:
        self._state = state
        self._back: list[Position] = []
        self._forward: list[Position] = []

    def can_go_back(self) -> bool:
        return bool(self._back)

    def can_go_forward(self) -> bool:
        return bool(self._forward)

    def note(self, here: Position | None) -> bool:
        """Before a jump: where it begins. False where that is known already."""
        if here is None or (self._back and self._back[-1] == here):
            return False
        self._back.append(here)
        del self._back[:-_LONGEST]
        self._forward.clear()
        return True

    def back(self, here: Position | None) -> Position | None:
        """Where the last jump began; None where there was none."""
        return self._step(here, self._back, self._forward)

    def forward(self, here: Position | None) -> Position | None:
        """Where the jump led that ``back`` took back."""
        return self._step(here, self._forward, self._back)

    @staticmethod
    def _step(here: Position | None, take: list[Position], give: list[Position]) -> Position | None:
        if not take:
            return None
        if here is not None:
            give.append(here)
        return take.pop()

    def remember(self, document: Document, place: Place) -> None:
        """Keep where a file is read."""
        if self._state is not None and place.sheet:
            self._state.setValue(f"reading/{document.sha256}", f"{place.sheet} {place.part}")

    def remembered(self, document: Document) -> Place | None:
        """Where a file was left; None where that is not known."""
        text = str(self._state.value(f"reading/{document.sha256}", "") or "") if self._state else ""
        sheet, _, part = text.partition(" ")
        try:
            return Place(int(sheet), float(part)) if int(sheet) >= 1 else None
        except ValueError:
            return None
