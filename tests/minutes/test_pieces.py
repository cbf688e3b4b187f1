"""However a script comes in, the minutes are the same: at once, in pieces, as a file, cut off and begun again."""

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from cypsc_desktop.commands.minuting_notes import import_notes, take_notes
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.commands.showing import show
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.store.store import Store
from tests.minutes.harbour import ACTOR, MEETING, add_harbour
from tests.minutes.test_take import without_ids

# Every row of the grammar, right and wrong; they come in any order.
POOL = (
    "@18:40", "@19:05 q.rw stamped?", ">start", ">6", ">7", ">12", ">99", ">>", "||", "|>", "+rw", "+so", "+gd", "+rwe", "-so",
    "-zz", "~jf", "=jf hr", "=jf", "+ Petra Bell, Director", "+ Paul Bell, Officer", "+ Petra Bell, Director", "+ more of it",
    "q.rw why? !", "q. who", "a.pb because", "a.pab so", "p.so a point", "i.pb presents", "q.zz nobody", "q.rw", "q.", "q.rw: no",
    "c. concluded", "c. concluded again !", "r. do", "r.cabinet do it", "r.nhs do more", "f. figures", "t.pb send", "t. nobody's",
    "s. resolved", "k.rw will", "u. urgent", "d.so a cousin", "m.rw/so That it be so", "n.so/rw amended", "m.rw That", "m. That",
    "v 1-1-0", "v 2-0-0", "v 1-1-0 for", "v 1-1-0 against", "v 2-0-0 for", "v 9-9-9", "v.", "v good", "w.so against", "w.gd for",
    "w.so perhaps", "x.3 the bid", "x.1,3 both", "x.8 no", "x.", "x/", "b.q.rw private", "b. aside", "b.", "b^", "^a.so instead",
    "^c. instead", "^v 1-0-0", "^", "^>6", "^q.zz no", "  and more", "  and starred !", "# left out", "a member asked", "- words",
    "r and d", "", "plain note", "Q.RW Shouted?", "C. Jones spoke", ">end",
)  # fmt: skip


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("harbour") / "library"
    with open_library(folder) as store:
        add_harbour(store)
    return folder


def shown(store: Store) -> Any:
    return without_ids(show(store.read, "minutes", _meeting(store))), sorted(
        (f["kind"], f["message"]) for f in show(store.read, "findings", _meeting(store)) if isinstance(f, dict)
    )


def _meeting(store: Store) -> Meeting:
    found = store.read.record(MEETING)
    assert isinstance(found, Meeting)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_pieces_files_and_interruptions(begun: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    # A stamp a line: the clock on the wall is no part of what is compared.
    script = ["@18:30", "+rw", "+so", ">start", *(chance.choice(POOL) for _ in range(45))]
    cuts = sorted(chance.sample(range(1, len(script)), 3))
    pieces = [script[a:b] for a, b in zip((0, *cuts), (*cuts, len(script)), strict=True)]
    path = tmp_path / "all.cypsc-notes"
    path.write_text("\n".join(script) + "\n", encoding="utf-8")
    found = []
    for number, way in enumerate(("whole", "pieces", "file", "cut off")):
        folder = tmp_path / way.replace(" ", "-")
        shutil.copytree(begun, folder)
        with open_library(folder) as store:
            meeting = _meeting(store)
            if number == 2:
                import_notes(store, path, meeting, actor=ACTOR)
                import_notes(store, path, meeting, actor=ACTOR)
            elif number == 3:
                take_notes(store, meeting, script[: cuts[1]], actor=ACTOR)
                take_notes(store, meeting, script, actor=ACTOR)
                take_notes(store, meeting, script, actor=ACTOR)
            else:
                for piece in [script] if number == 0 else pieces:
                    take_notes(store, meeting, piece, actor=ACTOR)
            found.append(shown(store))
            assert store.check().ok
    assert found[1] == found[0], "in pieces"
    assert found[2] == found[0], "as a file"
    assert found[3] == found[0], "cut off and begun again"
