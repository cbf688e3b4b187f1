"""The table of docs/keystrokes.md: read, and written anew by ``python -m tests.e2e.keystrokes`` from what the journeys took."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.helpers.journey import Count
from tests.helpers.shared import CHECKOUT

PAGE = CHECKOUT / "docs" / "keystrokes.md"
COUNTED = "counted"
_ROW = re.compile(r"^\| (?P<task>[^|]+?) \| (?P<keys>[^|]+?) \| (?P<clicks>[^|]+?) \|$", re.MULTILINE)
_HEAD = "| task | keyboard alone | mouse alone |\n| --- | --- | --- |\n"


def cell(count: Count, hand: str) -> str:
    """What one way of doing a task took, as the table has it."""
    letters = f", {count.letters} letters" if count.letters else ""
    if hand == "mouse":
        return (
            f"{count.clicks} clicks{letters}".replace("1 clicks", "1 click")
            if count.clicks != 1
            else f"1 click{letters}"
        )
    keys = "1 key" if count.keys == 1 else f"{count.keys} keys"
    return keys + (f" + {count.enters} Enter" if count.enters else "") + letters


def table() -> dict[str, dict[str, str]]:
    """What the page says each task takes."""
    rows = {
        row["task"]: {"keyboard": row["keys"], "mouse": row["clicks"]} for row in _ROW.finditer(PAGE.read_text("utf-8"))
    }
    return {task: row for task, row in rows.items() if task not in ("task", "---")}


def counted() -> dict[str, dict[str, str]]:
    """Does all journeys; what each took."""
    rows: dict[str, dict[str, str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        journeys = Path(__file__).with_name("test_journeys.py")
        words = ["-m", "pytest", str(journeys), "-q", "--tb=line", "-p", "no:randomly", "-o", "junit_family=xunit1"]
        subprocess.run([sys.executable, *words, f"--junitxml={report}"], cwd=CHECKOUT, check=False)
        for found in ET.parse(report).iter("property"):
            if found.get("name") == COUNTED:
                task, hand, took = found.get("value", "").split("|")
                rows.setdefault(task, {})[hand] = took
    return rows


def main() -> int:
    """Do all journeys and put what they took into the page."""
    found = counted()
    if not found or any(len(row) < 2 for row in found.values()):
        sys.stderr.write("Not every journey came to its end; the page is as it was.\n")
        return 1
    rows = "".join(f"| {task} | {row['keyboard']} | {row['mouse']} |\n" for task, row in found.items())
    words = PAGE.read_text("utf-8")
    before, _, rest = words.partition(_HEAD)
    after = rest[rest.find("\n\n") :] if "\n\n" in rest else "\n"
    PAGE.write_text(before + _HEAD + rows.rstrip("\n") + after, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
