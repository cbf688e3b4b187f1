"""What waits on each screen, for the sidebar: counted beside the window, a while after something changed."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from cypsc_desktop.model.records import Committee, Document
from cypsc_desktop.store.store import Reader
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.reading_memory import ReadingMemory
from cypsc_desktop.ui.session import Session


class Counts(QObject):
    """``counted(screen, number, meaning, pressing)``."""

    counted = Signal(str, int, str, bool)

    def __init__(self, session: Session, jobs: Jobs, memory: ReadingMemory, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._memory = memory

    def count(self) -> None:
        """Count anew; an older count that is still under way is dropped."""
        reader, committee = self._session.read, self._session.committee
        read = {document: len(sheets) for document, sheets in self._memory.reading().read.items()}
        today = datetime.now().astimezone().date()

        def work(_: object) -> tuple[int, int]:
            from cypsc_desktop.commands.home import home, overdue

            facts = home(reader, today=today, committee=committee)
            unread = sum(max(0, (d.pages or 0) - read.get(d.id, 0)) for d in facts.documents if isinstance(d, Document))
            late = overdue(reader, today=today, committee=committee)
            return unread if facts.is_coming else 0, len(late)

        def done(found: tuple[int, int]) -> None:
            unread, late = found
            self.counted.emit("papers", unread, "sheets of the next meeting unread", False)
            self.counted.emit("recommendations", late, "overdue", True)

        self._jobs.run(work, owner=self, on_done=done, on_failed=_raised, key="counts")


def committee_names(reader: Reader) -> list[tuple[str, str]]:
    """Id and name of each committee, by name."""
    found = [(r.id, r.name or "Unnamed committee") for r in reader.records("committee") if isinstance(r, Committee)]
    return sorted(found, key=lambda pair: pair[1].casefold())


def _raised(error: BaseException) -> None:
    raise error
