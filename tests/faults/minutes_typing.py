"""Types the Harbour evening into a library from a given line on, and tells each thing that is safe: a program to be killed.

Arguments: the library's folder, the first line. It prints "kept N length" once so many letters of line N are on the disk as
the unfinished line, and "taken N" once the line is.
"""

import sys
from pathlib import Path

from cypsc_desktop.commands.minuting import keep_unfinished, open_live, take_line, unfinished
from cypsc_desktop.commands.minuting_parts import finish_moves
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.model.identity import made_id
from cypsc_desktop.model.records import Meeting
from tests.minutes.harbour import ACTOR, MEETING, lines


def tell(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def main(folder: Path, first: int) -> None:
    with open_library(folder) as store:
        meeting = store.read.record(MEETING)
        assert isinstance(meeting, Meeting)
        finish_moves(store, MEETING, actor=ACTOR)
        live = open_live(store.read, meeting, scripted=True)
        held = unfinished(store)
        entity = held[0] if held else made_id("entry")
        tell("opened", first)
        for number, line in enumerate(lines()[first:], first):
            for length in range(8, len(line), 16):
                keep_unfinished(store, entity, line[:length])
                tell("kept", number, length)
            take_line(store, live, line, actor=ACTOR, now="00:00", entity=entity)
            tell("taken", number)
            entity = made_id("entry")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
