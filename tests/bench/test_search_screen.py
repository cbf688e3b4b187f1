"""Search as you type: from the key to the painted finds, against the bare query, over some 5,000 pages.

Each round types a word's last letter in the search screen and waits until its finds are painted, then puts the bare query
with snippets to the same index; the ratio is of the medians. Painted is what has changed, as on a person's screen; what
narrows the finds down follows when the typing rests. It prints; how fast a machine is fails no test.
"""

import random
import time
from collections.abc import Callable
from statistics import median

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cypsc_desktop.model.identity import document_id
from cypsc_desktop.model.records import Document
from cypsc_desktop.store.page_hits import expression
from cypsc_desktop.store.store import Store
from cypsc_desktop.ui.find.screen import SearchScreen
from cypsc_desktop.ui.jobs import Jobs
from cypsc_desktop.ui.session import Session
from cypsc_desktop.ui.theme import Theme, apply

_FILES, _SHEETS = 25, 200
_SEARCHES = ("recommend", "school attendance", '"the committee"', "budget", "the", "children plan", "quarter", "mee")
_BARE = "SELECT rowid, snippet(words, 0, '«', '»', '…', 24) FROM words WHERE words MATCH ? ORDER BY rank LIMIT 50"


def _fill(store: Store) -> None:
    """Files of as many sheets as a library of many years holds, in the words of the sample."""
    dice = random.Random(4)
    texts = [row[0] for row in store.read.rows("SELECT text FROM page")]
    words = [word for text in texts for word in text.split()]
    meetings = [meeting.id for meeting in store.read.records("meeting")]

    def page(number: int) -> tuple[int, str, str]:
        starts = [dice.randrange(len(words) - 30) for _ in range(12)]
        return number, str(number), " ".join(word for start in starts for word in words[start : start + 30])

    for number in range(_FILES):
        sha256 = f"{number:02x}" * 32
        with store.change("Add", actor="Ann") as change:
            change.add(
                Document(
                    id=document_id(sha256), sha256=sha256, name=f"pack {number}.pdf", format="pdf", pages=_SHEETS,
                    meeting=meetings[number % len(meetings)],
                )
            )  # fmt: skip
        store.pages.index(sha256, (page(sheet) for sheet in range(1, _SHEETS + 1)))


def paint_finds(screen: SearchScreen) -> None:
    """Paint what an answer has changed, now: the finds and their number."""
    screen.count.repaint()
    screen.list.viewport().repaint()


@pytest.mark.timeout(600)
def test_search_as_you_type(
    qtbot: QtBot,
    qapp: QApplication,
    sample: Store,
    effort: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    _fill(sample)
    apply(qapp, Theme("light"))
    session, jobs = Session(sample, "Ada"), Jobs()
    screen = SearchScreen(session, jobs, Theme("light"))
    qtbot.addWidget(screen)
    screen.resize(1160, 690)
    screen.show()
    screen.look_for("warm")
    qtbot.waitUntil(lambda: screen.is_idle() and bool(screen.count.text()), timeout=20_000)
    every, keys = [], []
    for n in range(effort(sample=40, whole=400)):
        typed = _SEARCHES[n % len(_SEARCHES)]
        with qtbot.waitSignal(screen.room.found, timeout=20_000):
            screen.field.setText(typed[:-1])
        paint_finds(screen)
        with qtbot.waitSignal(screen.room.found, timeout=20_000):
            begun = time.perf_counter()
            screen.field.setText(typed)
            key = time.perf_counter() - begun
        paint_finds(screen)
        painted = time.perf_counter() - begun
        begun = time.perf_counter()
        sample.read.rows(_BARE, expression(typed))
        every.append((painted, time.perf_counter() - begun))
        keys.append(key)
    ours, bare = (median(pair[i] for pair in every) * 1000 for i in (0, 1))
    with capsys.disabled():
        print(
            f"\nsearch as you type over {_FILES * _SHEETS:,} pages, key to painted: {ours:.1f} ms, bare query {bare:.1f} ms, "
            f"ratio {ours / bare:.2f} (target 5); median of each pair's ratio {median(a / b for a, b in every):.2f}; "
            f"a key held up {median(keys) * 1000:.2f} ms, at most {max(keys) * 1000:.1f}"
        )
    screen.let_go()
    jobs.close()
    session.deleteLater()
