"""Back and forward through every place that the person has been at, like a browser's."""

from collections.abc import Callable

from cypsc_desktop.ui.place import Place

_LONGEST = 200


class Trail:
    """Places in the order they were gone to; what lay ahead is forgotten when another way is taken."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    def now(self) -> Place | None:
        return self._places[self._at] if self._places else None

    def go(self, place: Place) -> None:
        """A leap to another place."""
        if place == self.now():
            return
        self._places = [*self._places[: self._at + 1], place][-_LONGEST:]
        self._at = len(self._places) - 1

    def move(self, place: Place) -> None:
        """The present place is now known better: the person has scrolled, or chosen another row."""
        if self._places:
            self._places[self._at] = place
        else:
            self.go(place)

    def back(self) -> Place | None:
        """One place back; None at the beginning."""
        return self._step(-1)

    def forward(self) -> Place | None:
        """One place forward; None at the end."""
        return self._step(1)

    def back_to(self, fits: Callable[[Place], bool]) -> Place | None:
        """Back to the nearest place that fits; None where none does, and nothing moves."""
        at = next((n for n in reversed(range(self._at)) if fits(self._places[n])), None)
        if at is None:
            return None
        self._at = at
        return self._places[at]

    def can_go_back(self) -> bool:
        return self._at > 0

    def can_go_forward(self) -> bool:
        return self._at < len(self._places) - 1

    def last_on(self, screen: str) -> Place | None:
        """Where the person last was on a screen."""
        return next((place for place in reversed(self._places[: self._at + 1]) if place.screen == screen), None)

    def _step(self, by: int) -> Place | None:
        if not 0 <= self._at + by < len(self._places):
            return None
        self._at += by
        return self._places[self._at]
