"""Makes the database of a release for db/fixtures: `python -m tests.store.release_fixture 1`.

It holds a little of everything that the log can say. Run once, when the release is made; then it is frozen.
"""

import gzip
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from cypsc_desktop.model.identity import recognised_id
from cypsc_desktop.model.records import Paper
from tests.store.make import ITEM, MEETING, add, delete, document, item, library, meeting, origin, put, swap

_FOLDER = Path(__file__).parents[2] / "db" / "fixtures"
_KINDS = ("meeting", "item", "paper", "document")


def main(release: str) -> None:
    with tempfile.TemporaryDirectory() as folder, library(Path(folder)) as store, library(Path(folder), "b") as other:
        twin, gone = recognised_id("item", MEETING, "twin"), recognised_id("item", MEETING, "gone")
        source = origin()
        add(store, meeting(), item(), replace(item(), id=twin), replace(item(), id=gone), origin=source)
        add(store, Paper(id=recognised_id("paper", ITEM, "Report"), item=ITEM, title="Report", at={"page": 3}))
        swap(store, other)
        put(store, ITEM, "title", "Walls and gates")
        put(other, ITEM, "title", "Walls", actor="Ben")
        swap(store, other)
        put(store, MEETING, "place", "Quay Street")
        store.undo("Ann")
        store.redo("Ann")
        delete(store, gone)
        with store.change("Join", actor="Ann") as change:
            change.same(ITEM, twin)
        put(store, MEETING, "clerk", "Not to be kept")
        store.purge([(MEETING, "clerk")], actor="Ann", label="Remove for good")
        put(store, MEETING, "ended", ["not", "text"])
        store.drafts.put(ITEM, "purpose", "Unfinished")
        store.pages.index(document().sha256 or "", [(1, "1", "Harbour walls")])
        known = {
            "records": {kind: [record.id for record in store.read.records(kind)] for kind in _KINDS},
            "conflicts": [conflict.entity for conflict in store.conflicts()],
            "item": min(ITEM, twin),
            "title": getattr(store.read.record(ITEM), "title", None),
        }
        kept = store.backup(Path(folder) / "kept")
        data = gzip.compress((kept / "library.db").read_bytes(), mtime=0)
    _FOLDER.mkdir(exist_ok=True)
    (_FOLDER / f"release-{release}.db.gz").write_bytes(data)
    (_FOLDER / f"release-{release}.json").write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
