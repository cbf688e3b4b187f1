"""A stand-in for a worker that has gone wrong or been taken over; the first argument says how."""

import os
import sys
import time
from pathlib import Path

from cypsc_desktop.pdf.wire import RawPage, pack_page, read_frame, write_frame


def page(number: int, words: int = 1) -> tuple[dict[str, object], bytes]:
    from array import array

    boxes = array("f", [72, 700, 100, 712] * words)
    styles = array("H", [0] * words)
    raw = RawPage(
        number, 0, (0, 0, 595, 842), ["word"] * words, boxes, styles, [(11.0, False, 0)], array("f"), b"", 0, []
    )
    return pack_page(raw)


def main(how: str, marker: str) -> None:
    out, commands = sys.stdout.buffer, sys.stdin.buffer
    again = Path(marker).exists()
    while (frame := read_frame(commands)) is not None:
        if frame.header["do"] in ("open", "repair"):
            if how == "hang at open":
                time.sleep(60)
            if how == "many":
                write_frame(out, {"pages": 10**7, "info": {}, "outline": []})
            elif how == "nonsense at open":
                write_frame(out, {"pages": "three", "info": [], "outline": 4})
            else:
                write_frame(out, {"pages": 6, "info": {}, "outline": [["A", 0, 99, True]]})
            continue
        for number in range(frame.header["first"], frame.header["last"] + 1):
            if (number == 3 and how == "die always") or (number == 3 and how == "die once" and not again):
                Path(marker).touch()
                os._exit(9)
            if how == "die on each":
                os._exit(9)
            if number == 3 and how == "hang":
                time.sleep(60)
            if number == 3 and how == "noise":
                out.write(b"\x93" * 4000)
                out.flush()
                time.sleep(60)
            if number == 3 and how == "wrong page":
                write_frame(out, *page(77))
            elif how == "flood":
                write_frame(out, *page(number, 60_000))
            else:
                write_frame(out, *page(number))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
