"""The screens there are: name, words, icon and key of each, and how it is made when it is first gone to.

Each is imported when it is made, so that the window need not wait for what it does not show.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from cypsc_desktop.model.values import Value, value
from cypsc_desktop.ui.ask import Ask
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.reading_memory import ReadingMemory
from cypsc_desktop.ui.screen import Screen
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.settings.choices import Settings
from cypsc_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from cypsc_desktop.pdf.render import Renderer


@dataclass(slots=True, eq=False, repr=False)
class Parts:
    """What screens are made of; ``theme`` is the one worn now."""

    session: Session
    jobs: Jobs
    renderer: "Renderer"
    theme: Theme
    ask: Ask
    settings: Settings
    memory: ReadingMemory


Make = Callable[[Parts, QStackedWidget], Screen]


@value
class ScreenSort(Value):
    """``in_sidebar``: it has a row there; the others are reached by menu, key and palette, and ``under`` names the row that is
    marked while they are in front. ``passing``: people look in and
    go on, so its tab goes with them (Back leads there again). ``words`` carry the underlined letter of the menu."""

    name: str
    words: str
    icon: str
    keys: str
    in_sidebar: bool
    make: Make
    passing: bool = False
    under: str = ""


def _home(parts: Parts, stack: QStackedWidget) -> Screen:
    from cypsc_desktop.ui.home.screen import HomeScreen

    return HomeScreen(session=parts.session, jobs=parts.jobs, theme=parts.theme, memory=parts.memory, parent=stack)


def _papers(parts: Parts, stack: QStackedWidget) -> Screen:
    from cypsc_desktop.ui.papers.screen import PapersScreen

    return PapersScreen(
        session=parts.session, jobs=parts.jobs, renderer=parts.renderer, theme=parts.theme, ask=parts.ask,
        settings=parts.settings.kept, parent=stack,
    )  # fmt: skip


def _meeting(parts: Parts, stack: QStackedWidget) -> Screen:
    from cypsc_desktop.ui.meeting.screen import MeetingScreen

    return MeetingScreen(
        session=parts.session, jobs=parts.jobs, renderer=parts.renderer, theme=parts.theme, ask=parts.ask,
        settings=parts.settings.kept, memory=parts.memory, parent=stack,
    )  # fmt: skip


def _prepare(parts: Parts, stack: QStackedWidget) -> Screen:
    from cypsc_desktop.ui.prepare.screen import PrepareScreen

    return PrepareScreen(session=parts.session, theme=parts.theme, settings=parts.settings.kept, parent=stack)


def _live(parts: Parts, stack: QStackedWidget) -> Screen:
    from cypsc_desktop.ui.live.screen import LiveScreen

    return LiveScreen(
        session=parts.session, jobs=parts.jobs, theme=parts.theme, ask=parts.ask, settings=parts.settings, parent=stack
    )


def _minutes(parts: Parts, stack: QStackedWidget) -> Screen:
    from cypsc_desktop.ui.minutes.screen import MinutesScreen

    return MinutesScreen(
        session=parts.session,
        jobs=parts.jobs,
        theme=parts.theme,
        ask=parts.ask,
        settings=parts.settings.kept,
        parent=stack,
    )


def _enquiries(parts: Parts, stack: QStackedWidget) -> Screen:
    from cypsc_desktop.ui.enquiries.screen import EnquiriesScreen

    return EnquiriesScreen(
        session=parts.session, jobs=parts.jobs, renderer=parts.renderer, theme=parts.theme, ask=parts.ask,
        settings=parts.settings.kept, parent=stack,
    )  # fmt: skip


def _recommendations(parts: Parts, stack: QStackedWidget) -> Screen:
    from cypsc_desktop.ui.recommendations.screen import RecommendationsScreen

    return RecommendationsScreen(session=parts.session, theme=parts.theme, settings=parts.settings.kept, parent=stack)


def _plan(parts: Parts, stack: QStackedWidget) -> Screen:
    from cypsc_desktop.ui.plan.screen import PlanScreen

    return PlanScreen(session=parts.session, theme=parts.theme, settings=parts.settings.kept, parent=stack)


def _people(parts: Parts, stack: QStackedWidget) -> Screen:
    from cypsc_desktop.ui.people.screen import PeopleScreen

    return PeopleScreen(session=parts.session, theme=parts.theme, settings=parts.settings.kept, parent=stack)


def _search(parts: Parts, stack: QStackedWidget) -> Screen:
    from cypsc_desktop.ui.find.screen import SearchScreen

    return SearchScreen(
        parts.session, parts.jobs, parts.theme, stack, settings=parts.settings.kept, renderer=parts.renderer
    )


def _confirm(parts: Parts, stack: QStackedWidget) -> Screen:
    from cypsc_desktop.ui.confirm.screen import ConfirmScreen

    return ConfirmScreen(
        session=parts.session, jobs=parts.jobs, renderer=parts.renderer, theme=parts.theme, ask=parts.ask,
        settings=parts.settings.kept, parent=stack,
    )  # fmt: skip


def _history(parts: Parts, stack: QStackedWidget) -> Screen:
    from cypsc_desktop.ui.history.screen import HistoryScreen

    return HistoryScreen(parts.session, parts.theme, stack)


def _bin(parts: Parts, stack: QStackedWidget) -> Screen:
    from cypsc_desktop.ui.history.bin_screen import BinScreen

    return BinScreen(parts.session, parts.theme, stack)


def _library(parts: Parts, stack: QStackedWidget) -> Screen:
    from cypsc_desktop.ui.library.screen import LibraryScreen

    return LibraryScreen(
        session=parts.session, jobs=parts.jobs, theme=parts.theme, ask=parts.ask, settings=parts.settings.kept,
        parent=stack,
    )  # fmt: skip


def _settings(parts: Parts, stack: QStackedWidget) -> Screen:
    from cypsc_desktop.ui.settings.screen import SettingsScreen

    return SettingsScreen(session=parts.session, settings=parts.settings, theme=parts.theme, parent=stack)


def _help(parts: Parts, stack: QStackedWidget) -> Screen:
    from cypsc_desktop.ui.help.screen import HelpScreen

    return HelpScreen(theme=parts.theme, parent=stack)


SCREENS = (
    ScreenSort("home", "&Home", "home", "Ctrl+1", True, _home),
    ScreenSort("papers", "&Papers", "file-text", "Ctrl+2", True, _papers),
    ScreenSort("meeting", "&Meeting", "calendar-event", "Ctrl+3", True, _meeting),
    ScreenSort("prepare", "P&repare the meeting", "clipboard-list", "Ctrl+Shift+D", False, _prepare, under="meeting"),
    ScreenSort("enquiries", "Lines of en&quiry", "send", "Ctrl+Shift+Y", False, _enquiries, under="meeting"),
    ScreenSort("live", "&Take minutes", "microphone", "Ctrl+Shift+M", False, _live, under="meeting"),
    ScreenSort("minutes", "&Draft minutes", "article", "Ctrl+Shift+N", False, _minutes, under="meeting"),
    ScreenSort("recommendations", "&Recommendations", "message-check", "Ctrl+4", True, _recommendations),
    ScreenSort("plan", "P&lan and programme", "checklist", "Ctrl+5", True, _plan),
    ScreenSort("people", "P&eople", "users", "Ctrl+7", True, _people),
    ScreenSort("search", "&Search everything", "search", "Ctrl+Shift+F", True, _search, passing=True),
    ScreenSort("confirm", "&Check what was read", "clipboard-list", "Ctrl+Shift+I", False, _confirm, under="meeting"),
    ScreenSort("history", "H&istory of the library", "history", "Ctrl+Shift+H", False, _history, passing=True),
    ScreenSort("bin", "&Bin", "trash", "", False, _bin, passing=True),
    ScreenSort("library", "Librar&y", "database", "", False, _library, passing=True),
    ScreenSort("settings", "Se&ttings", "settings", "Ctrl+,", False, _settings, passing=True),
    ScreenSort("help", "Help", "help-circle", "", False, _help, passing=True),
)
