"""What takes hold of the pages of an area before they do: the tool in hand, else the mark that is chosen."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from cypsc_desktop.commands.marks import Shown
from cypsc_desktop.ui.marks.adjusting import Adjusting
from cypsc_desktop.ui.marks.tools import HIGHLIGHT, Tools
from cypsc_desktop.ui.papers.contact import Contact
from cypsc_desktop.ui.papers.page_area import PageArea


class MarkHand:
    """See ``papers.contact.Hand``. ``opened(point)`` is called for a double click: whether there is a mark to open."""

    def __init__(
        self, area: PageArea, *, chosen: Callable[[], Shown | None], opened: Callable[[QPointF], bool]
    ) -> None:
        self.adjusting = Adjusting(area, chosen)
        self.tools = Tools(area)
        self._opened = opened
        self._tool_has_it = False
        area.hand = self

    def press(self, contact: Contact) -> bool:
        self._tool_has_it = contact.erases or self._draws()
        return self.tools.press(contact) if self._tool_has_it else self.adjusting.press(contact)

    def move(self, contact: Contact) -> bool:
        return self.tools.move(contact) if self._tool_has_it else self.adjusting.move(contact)

    def release(self, contact: Contact) -> bool:
        return self.tools.release(contact) if self._tool_has_it else self.adjusting.release(contact)

    def press_twice(self, contact: Contact) -> bool:
        return self.press(contact) if self._draws() else self._opened(contact.point)

    def key(self, event: QKeyEvent) -> bool:
        return self.tools.key(event) or (not self._draws() and self.adjusting.key(event))

    def cancel(self) -> None:
        self.tools.cancel()
        self.adjusting.cancel()

    def shape(self, point: QPointF) -> Qt.CursorShape | None:
        return self.tools.shape() if self._draws() else self.adjusting.shape(point)

    def draws(self) -> bool:
        return self.tools.draws()

    def _draws(self) -> bool:
        """Whether a tool is in hand that draws; the highlighter leaves selecting to the pages."""
        return self.tools.tool not in ("", HIGHLIGHT)
