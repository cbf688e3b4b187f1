"""Collects cyclic rubbish on the window's thread only.

Python collects on whichever thread happens to allocate; on a job's thread that would take Qt objects apart beside
the window, which ends the program. So automatic collection is off and a slow timer does its work here.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 2000


class Rubbish(QObject):
    """Off from ``start`` to ``stop``: automatic collection. On: this."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(collect)
        self._was_on = False

    def start(self) -> None:
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """When no thread runs any more, and while there is still an application to take the last windows apart in."""
        self._timer.stop()
        gc.collect()
        if self._was_on:
            gc.enable()


def collect() -> None:
    """The oldest generation whose threshold is passed, as the interpreter itself would."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = [generation for generation in (2, 1, 0) if counts[generation] > thresholds[generation]]
    if due:
        gc.collect(due[0])
