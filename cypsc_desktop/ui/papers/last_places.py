"""Where each file was left, and which one was read last, from one run to the next; kept with the window's own state."""

from typing import Protocol

from cypsc_desktop.model.records import Document
from cypsc_desktop.ui.papers.page_surface import PagePlace

_RECENT = "papers/recent"
_MOST_RECENT = 20


class State(Protocol):
    """Where window state is kept between runs, as QSettings does."""

    def value(self, key: str, default: object = None, /) -> object: ...
    def setValue(self, key: str, value: object, /) -> None: ...


class LastPlaces:
    """``state`` may be None: then nothing is remembered between runs."""

    def __init__(self, state: State | None) -> None:
        self._state = state
        self._here: dict[str, PagePlace] = {}

    def remember(self, document: Document, place: PagePlace) -> None:
        """Keep where a file is read; it is the one read last."""
        if not place.sheet:
            return
        self._here[document.sha256 or document.id] = place
        if self._state is not None:
            self._state.setValue(f"reading/{document.sha256}", f"{place.sheet} {place.part}")
            others = [known for known in self.recent() if known != document.id]
            self._state.setValue(_RECENT, " ".join([document.id, *others][:_MOST_RECENT]))

    def remembered(self, document: Document) -> PagePlace | None:
        """Where a file was left; None where that is not known."""
        here = self._here.get(document.sha256 or document.id)
        if here is not None or self._state is None:
            return here
        text = str(self._state.value(f"reading/{document.sha256}", "") or "")
        sheet, _, part = text.partition(" ")
        try:
            return PagePlace(int(sheet), float(part)) if int(sheet) >= 1 else None
        except ValueError:
            return None

    def recent(self) -> list[str]:
        """The ids of the files read last, of whatever library, the newest first."""
        return str(self._state.value(_RECENT, "") or "").split() if self._state is not None else []
