"""Verbs of the library as a whole: check, diagnose, backup, restore, where it is, the sample."""

from contextlib import closing
from pathlib import Path
from typing import Any

from cypsc_desktop.cli import given
from cypsc_desktop.cli.given import Arguments, Verb
from cypsc_desktop.model.errors import UserError


def offer(verb: Verb) -> None:
    """Add these verbs to the command line."""
    verb("check", run_check, "check database, tables and files")

    tell = verb("diagnose", run_diagnose, "a report for whoever supports you, without committee content")
    tell.add_argument("--to", type=Path, metavar="FILE", help="where to write it; printed where none is named")

    copy = verb("backup", run_backup, "make a verified copy of the library", writes=True)
    copy.add_argument("--to", type=Path, metavar="FOLDER")

    back = verb("restore", run_restore, "put a backup in the library's place", writes=True)
    back.add_argument("backup", type=Path, metavar="BACKUP")

    held = verb("library", run_library, "where the library is, what it takes, its committees; or move it", writes=True)
    held.add_argument(
        "what", metavar="WHAT", nargs="?", choices=("where", "sizes", "committees", "backups", "move"), default="where",
        help="where (the default), sizes, committees, backups or move",
    )  # fmt: skip
    held.add_argument("to", type=Path, nargs="?", metavar="DIR", help="where to move it: a new or empty folder")

    sample = verb("sample", run_sample, "write the sample committee's papers into a folder")
    sample.add_argument("--to", type=Path, required=True, metavar="FOLDER")


def run_check(arguments: Arguments) -> int:
    from cypsc_desktop.commands.keeping import check

    found = check(arguments.library)
    if arguments.json:
        given.print_json(found)
    else:
        print("The library is whole." if found["ok"] else "The library is damaged. Restore a backup: cypsc restore.")
        for finding in found["findings"]:
            print(f"- {finding.get('message', finding)}")
    return 0 if found["ok"] else 1


def run_diagnose(arguments: Arguments) -> None:
    from cypsc_desktop.commands import diagnosing
    from cypsc_desktop.commands.keeping import check

    words = diagnosing.report(arguments.library, checked=check(arguments.library))
    if arguments.json:
        given.print_json({"report": words})
    elif arguments.to is None:
        print(words, end="")
    if arguments.to is not None:
        diagnosing.save(words, arguments.to)
        given.say(f"Written to {arguments.to}. Read it before you send it.")


def run_backup(arguments: Arguments) -> None:
    from cypsc_desktop.commands.keeping import back_up, look_at_library

    with closing(look_at_library(arguments.library)) as store:
        if arguments.dry_run:
            if arguments.json:
                given.print_json({"backup": None})
            given.say(f"A backup would be written to {arguments.to or store.folder / 'backups'}.")
            return
        place = back_up(store, arguments.to)
    if arguments.json:
        given.print_json({"backup": str(place)})
    else:
        print(place)


def run_restore(arguments: Arguments) -> None:
    from cypsc_desktop.commands.keeping import restore_backup

    place = restore_backup(arguments.backup, arguments.library, dry_run=arguments.dry_run)
    if arguments.json:
        given.print_json({"library": str(place)})
    given.say(f"{arguments.backup} would be restored into {place}." if arguments.dry_run else f"Restored into {place}.")


def run_library(arguments: Arguments) -> None:
    from cypsc_desktop.commands import keeping, opening, stored
    from cypsc_desktop.commands.committees import show_committees

    if arguments.what == "move":
        _move(arguments)
        return
    if arguments.to is not None:
        raise UserError("Only 'cypsc library move' takes a folder. To open another library, use --library DIR.")
    rows: Any
    if arguments.what == "committees":
        with given.reader(arguments) as reader:
            rows = show_committees(reader)
        lines = ["\t".join((r["name"], f"{r['meetings']} meetings", f"{r['papers']} papers", r["id"])) for r in rows]
    elif arguments.what == "backups":
        listed = keeping.backups_in(opening.whereabouts(arguments.library))
        rows = [
            {"folder": str(b.folder), "when": b.when, "changes": b.changes, "papers": b.papers, "bytes": b.size}
            for b in listed
        ]
        lines = ["\t".join((r["when"], stored.megabytes(r["bytes"]), r["folder"])) for r in rows]
    elif arguments.what == "sizes":
        rows = stored.describe(arguments.library)["sizes"]
        lines = ["\t".join((r["name"], stored.megabytes(r["bytes"]), f"{r['files']} files", r["folder"])) for r in rows]
    else:
        found = stored.describe(arguments.library)
        rows = {name: value for name, value in found.items() if name != "sizes"}
        lines = [found["folder"]]
    if arguments.json:
        given.print_json(rows)
    else:
        print("\n".join(lines) or "There is none yet.")


def _move(arguments: Arguments) -> None:
    from cypsc_desktop.commands.keeping import move_library

    if arguments.to is None:
        raise UserError("Name the folder to move the library to: cypsc library move DIR.")
    new = move_library(arguments.to, arguments.library, dry_run=arguments.dry_run)
    if arguments.json:
        given.print_json({"library": str(new)})
    given.say(f"The library would move to {new}." if arguments.dry_run else f"The library is now in {new}.")


def run_sample(arguments: Arguments) -> None:
    from cypsc_desktop.sample import build_sample

    files = [str(path) for path in build_sample(arguments.to)]
    if arguments.json:
        given.print_json(files)
    else:
        print("\n".join(files))
