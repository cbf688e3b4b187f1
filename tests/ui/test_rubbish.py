"""Cyclic rubbish is collected on the window's thread, and only there."""

import gc
import threading
import weakref

from pytestqt.qtbot import QtBot

from cypsc_desktop.ui.rubbish import Rubbish, collect


class Ring:
    """Something that only a collection frees."""

    def __init__(self) -> None:
        self.me = self


def test_rings_go_on_this_thread(qtbot: QtBot) -> None:
    freed: list[threading.Thread] = []
    ring = Ring()
    weakref.finalize(ring, lambda: freed.append(threading.current_thread()))
    del ring
    junk = [[] for _ in range(gc.get_threshold()[0] + 1)]
    collect()
    assert len(junk) > gc.get_threshold()[0]
    assert freed == [threading.main_thread()]


def test_it_takes_over_and_gives_back(qtbot: QtBot) -> None:
    rubbish = Rubbish()
    gc.enable()
    try:
        rubbish.start()
        assert not gc.isenabled()
        rubbish.stop()
        assert gc.isenabled()
    finally:
        gc.disable()  # as it is in every test


def test_what_never_took_over_gives_nothing_back(qtbot: QtBot) -> None:
    assert not gc.isenabled()
    Rubbish().stop()
    assert not gc.isenabled(), "collection would come on any thread"
