"""Going about: shows a place on its screen, made when first gone to, and keeps tabs and the way back true.

It knows no screen by name: those are told to it, each with how it is made.
"""

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from cypsc_desktop.model.changes import Touched
from cypsc_desktop.ui.frame.tabs import PlaceTabs
from cypsc_desktop.ui.frame.trail import Trail
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.theme import Theme, redress

Make = Callable[[QStackedWidget], Screen]


class Navigator(QObject):
    """``shown(Screen)``: another screen is in front; ``placed(Place)``: the person is at this place now;
    ``made(Screen)``: a screen was made, for its signals to be listened to."""

    shown = Signal(object)
    placed = Signal(object)
    made = Signal(object)

    def __init__(
        self,
        stack: QStackedWidget,
        tabs: PlaceTabs,
        makes: Mapping[str, Make],
        theme: Theme,
        parent: QObject,
        *,
        passing: Collection[str] = (),
    ) -> None:
        """``passing``: the screens whose tabs close when the person goes on."""
        super().__init__(parent)
        self._passing = frozenset(passing)
        self._stack = stack
        self._tabs = tabs
        self._makes = makes
        self._theme = theme
        self._screens: dict[str, Screen] = {}
        self._names: dict[Screen, str] = {}
        self._stale: dict[Screen, list[Touched]] = {}
        self.trail = Trail()
        tabs.chosen.connect(lambda place: self.go(place, focus=not tabs.hasFocus()))
        tabs.shut.connect(self._on_shut)

    # Screens

    def front(self) -> Screen | None:
        """The screen in front."""
        widget = self._stack.currentWidget()
        return widget if isinstance(widget, Screen) else None

    def front_name(self) -> str:
        front = self.front()
        return self._names.get(front, "") if front else ""

    def screen(self, name: str) -> Screen | None:
        """A screen by name; None while nobody has gone there."""
        return self._screens.get(name)

    def screens(self) -> list[Screen]:
        """Those that have been made."""
        return list(self._screens.values())

    def ensure(self, name: str) -> Screen:
        """The screen of this name, made if it is not there yet. Raises KeyError for a name that nobody told."""
        if name not in self._screens:
            screen = self._makes[name](self._stack)
            self._screens[name] = screen
            self._names[screen] = name
            self._stack.addWidget(screen)
            redress(screen, self._theme)
            screen.moved.connect(lambda place, screen=screen: self._on_moved(screen, place))
            screen.jumped.connect(lambda place, screen=screen: self._on_jumped(screen, place))
            screen.wanted.connect(self.go)
            self.made.emit(screen)
        return self._screens[name]

    # Going

    def go(self, place: Place, *, focus: bool = True) -> None:
        """Show this place; Back leads to where the person is now."""
        self._leave()
        self._show(place, focus=focus, leap=True)

    def back(self) -> None:
        self._leave()
        place = self.trail.back()
        if place:
            self._show(place, focus=True, leap=False)

    def forward(self) -> None:
        self._leave()
        place = self.trail.forward()
        if place:
            self._show(place, focus=True, leap=False)

    def end_look(self) -> bool:
        """Close the screen that the person only looks into, and go back to where they came from. Returns whether one is in
        front."""
        looks = self.front_name() in self._passing
        if looks:
            self._tabs.close_tab()
        return looks

    def knows(self, place: Place) -> bool:
        return place.screen in self._makes

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for screen in self._screens.values():
            screen.set_theme(theme)

    def refresh(self, touched: Touched) -> None:
        """A change was committed: the screen in front reads it now, the others before they are next shown."""
        front = self.front()
        for screen in self._screens.values():
            if screen is front:
                screen.refresh(touched)
            else:
                self._stale.setdefault(screen, []).append(touched)

    def forget(self, is_gone: Callable[[str], bool]) -> None:
        """Close the tabs whose subject is no longer in the library; whoever is on one comes home."""
        gone = {place.subject for place in self._tabs.places() if place.subject and is_gone(place.subject)}
        now = self.trail.now()
        if now and now.subject in gone:
            self._show(Place(next(iter(self._makes))), focus=True, leap=True)
        self._tabs.forget(gone)

    def let_go(self) -> None:
        for screen in self._screens.values():
            screen.let_go()

    def _leave(self) -> None:
        front = self.front()
        if front is None:
            return
        front.save_now()
        place = front.place()
        now = self.trail.now()
        if now is not None and now.tab == place.tab:
            self.trail.move(place)
            self._tabs.keep(place)

    def _show(self, place: Place, *, focus: bool, leap: bool) -> None:
        before = self.front()
        screen = self.ensure(place.screen)
        self._stack.setCurrentWidget(screen)
        if screen is not before:
            self.shown.emit(screen)
        for touched in self._stale.pop(screen, ()):
            screen.refresh(touched)
        screen.go(place)
        now = screen.place()
        (self.trail.go if leap else self.trail.move)(now)
        self._tabs.show_place(now, screen.title())
        self._tabs.drop_others(self._passing)
        self._tabs.drop_form(now)
        if focus:
            screen.focus_main(Qt.FocusReason.ShortcutFocusReason)
        self.placed.emit(now)

    def _on_moved(self, screen: Screen, place: Place) -> None:
        if screen is not self.front():
            return
        now = self.trail.now()
        if now is None or now.tab != place.tab:
            self._on_jumped(screen, place)
            return
        self.trail.move(place)
        self._tabs.keep(place, screen.title())
        self.placed.emit(place)

    def _on_jumped(self, screen: Screen, place: Place) -> None:
        if screen is not self.front():
            return
        self.trail.go(place)
        self._tabs.show_place(place, screen.title())
        self.placed.emit(place)

    def _on_shut(self, place: Place, instead: Place | None) -> None:
        if (
            instead is not None
        ):  # back to where the person came from; to the neighbour, where there is nothing left of it
            kept = {held.tab for held in self._tabs.places()}
            came_from = self.trail.back_to(
                lambda held: held.tab != place.tab and (held.tab in kept or held.screen in self._passing)
            )
            self._show(came_from or instead, focus=True, leap=came_from is None)
        screen = self._screens.get(place.screen)
        still_open = any(held.screen == place.screen for held in self._tabs.places())
        if screen and screen is not self.front() and not still_open:
            screen.let_go()
