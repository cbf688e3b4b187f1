"""Three libraries that edit, import, delete, join, undo and purge on their own, and exchange whatever they like in
any order, always reach one state."""

import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import recognised_id
from cypsc_desktop.model.records import Item
from cypsc_desktop.store.store import Store
from tests.store.make import MEETING, library, meeting, origin

_DAY = 24 * 3600
_SKEWS = (0, 3 * _DAY, -40 * 365 * _DAY)  # of the three devices' clocks
_ITEMS = [recognised_id("item", MEETING, str(n)) for n in range(4)]
_VALUES = st.sampled_from(["one", "two", "three", None, 7, ["a"]])
_PLACES = st.tuples(st.sampled_from([*_ITEMS, MEETING]), st.sampled_from(["title", "purpose", "position", "meeting"]))
_WHO = st.integers(0, 2)


class Exchange(RuleBasedStateMachine):
    """What people and recognisers do on three devices."""

    groups = Bundle("groups")

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="cypsc-exchange-")
        self.time = 2_000_000_000.0
        self.stores: list[Store] = []
        for number, skew in enumerate(_SKEWS):
            self.stores.append(library(Path(self.folder.name), str(number), now=lambda skew=skew: self.time + skew))

    @rule(who=_WHO, place=_PLACES, value=_VALUES, actor=st.sampled_from(["Ann", "Ben"]))
    def edit(self, who: int, place: tuple[str, str], value: object, actor: str) -> None:
        self.time += 1
        with self.stores[who].change("Edit", actor=actor) as change:
            change.set(*place, value)

    @rule(
        who=_WHO, file=st.sampled_from("1234"), recogniser=st.integers(1, 2), items=st.sets(st.integers(0, 3)),
        title=_VALUES,
    )  # fmt: skip
    def read_file(self, who: int, file: str, recogniser: int, items: set[int], title: str) -> None:
        paper = origin(file * 64, issued=f"2030-01-0{file}", recogniser=recogniser)
        with self.stores[who].change("Import", actor="Ann", origin=paper) as change:
            change.add(meeting(place=f"Room {file}"))
            for number in items:
                change.add(Item(id=_ITEMS[number], meeting=MEETING, number=str(number), title=title, purpose=file))

    @rule(who=_WHO, item=st.sampled_from([*_ITEMS, MEETING]), back=st.booleans())
    def delete(self, who: int, item: str, back: bool) -> None:
        with self.stores[who].change("Delete", actor="Ben") as change:
            (change.undelete if back else change.delete)(item)

    @rule(who=_WHO, pair=st.lists(st.sampled_from(_ITEMS), min_size=2, max_size=2, unique=True))
    def join(self, who: int, pair: list[str]) -> None:
        with self.stores[who].change("Join", actor="Ann") as change:
            change.same(*pair)

    @rule(who=_WHO, actor=st.sampled_from(["Ann", "Ben"]), again=st.booleans())
    def undo(self, who: int, actor: str, again: bool) -> None:
        try:
            (self.stores[who].redo if again else self.stores[who].undo)(actor)
        except UserError:
            return

    @rule(who=_WHO, place=_PLACES)
    def purge(self, who: int, place: tuple[str, str]) -> None:
        self.stores[who].purge([place], actor="Ann", label="Remove for good")

    @rule(source=_WHO, to=_WHO, seed=st.integers(0, 2**16), share=st.floats(0.2, 1))
    def exchange(self, source: int, to: int, seed: int, share: float) -> None:
        """Some of what one holds, shuffled, some of it twice, in two parts."""
        dice = random.Random(seed)
        sets = [change for change in self.stores[source].change_sets() if dice.random() <= share]
        sets += dice.sample(sets, len(sets) // 3)
        dice.shuffle(sets)
        cut = dice.randint(0, len(sets))
        self.stores[to].merge(sets[:cut])
        self.stores[to].merge(sets[cut:])

    def teardown(self) -> None:
        if not hasattr(self, "stores"):
            return
        try:
            for to in self.stores:
                for source in self.stores:
                    to.merge(source.change_sets())
            checks = [store.check() for store in self.stores]
            assert [found for check in checks for found in check.findings] == []
            assert len({check.digest for check in checks}) == 1
            assert len({repr(store.conflicts()) for store in self.stores}) == 1
            assert len({repr(store.read.records("item")) for store in self.stores}) == 1
        finally:
            for store in self.stores:
                store.close()
            self.folder.cleanup()


def _explore(examples: int, steps: int) -> None:
    kept = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    chosen = settings(max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=kept)
    run_state_machine_as_test(Exchange, settings=chosen)


@pytest.mark.timeout(3600)
def test_any_exchange_reaches_one_state(effort: Callable[..., int]) -> None:
    _explore(effort(sample=15, whole=400), 20)
