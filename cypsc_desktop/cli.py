"""The ``cypsc`` command: what the window does, from a command line, through the same commands. Never Qt.

Data goes to stdout, messages and progress to stderr. Exit 0: done; 1: the person must act (one sentence on
stderr); 2: wrong usage. See docs/reference/command-line.md.
"""

import argparse
import errno
import getpass
import io
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, closing
from datetime import datetime
from pathlib import Path
from typing import Any

from cypsc_desktop import __version__
from cypsc_desktop.model.changes import plain_text
from cypsc_desktop.model.errors import Cancelled, UserError

log = logging.getLogger(__name__)
Arguments = argparse.Namespace


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        arguments = _whole(_parser().parse_args(argv))
        code = int(arguments.run(arguments) or 0)
        if sys.stdout:
            sys.stdout.flush()  # so that a reader who has gone is noticed here
        return code
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    except (KeyboardInterrupt, Cancelled):
        print("Stopped. Nothing half done was kept.", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read our output has closed it (head, less): that is no error of ours.
        _print_no_more()
        return 0
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            if error.filename is None:
                raise
            log.debug("a file or folder cannot be used", exc_info=True)
            print(f"{error.filename} cannot be used: {(error.strerror or '').lower()}. Name another.", file=sys.stderr)
            return 1
        _print_no_more()
        print("There is no room left for what is written. Free some space, then do it again.", file=sys.stderr)
        return 1


def _print_no_more() -> None:
    """What is still waiting to be printed goes nowhere, without a word at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _whole(arguments: Arguments) -> Arguments:
    """Bytes of the command line that are no text become U+FFFD, as in a paper; names of files stay as they are."""
    for name, value in vars(arguments).items():
        if isinstance(value, str):
            setattr(arguments, name, plain_text(value))
        elif isinstance(value, list):
            setattr(arguments, name, [plain_text(one) if isinstance(one, str) else one for one in value])
    return arguments


def _parser() -> argparse.ArgumentParser:
    common = _common(argparse.SUPPRESS)
    parser = argparse.ArgumentParser(
        prog="cypsc",
        description="Committee papers, recommendations and minutes in a library on this computer.",
        parents=[_common(None)],
    )
    parser.add_argument("--version", action="version", version=f"cypsc {__version__}")
    verbs = parser.add_subparsers(metavar="COMMAND", required=True)

    def verb(name: str, run: Callable[[Arguments], int | None], text: str, *, writes: bool = False) -> Any:
        parents = [common, _dry_run()] if writes else [common]
        added = verbs.add_parser(name, help=text, description=text, parents=parents)
        added.set_defaults(run=run)
        return added

    take = verb("import", _import, "import papers into the library", writes=True)
    take.add_argument("file", nargs="+", type=Path, metavar="FILE")
    take.add_argument("--password", help="password of a locked PDF")
    take.add_argument("--meeting", help="the meeting of a file that names none: a date, date/body, or id")

    see = verb("show", _show, "print what the library holds")
    see.add_argument("what", metavar="WHAT", choices=_shown(), help=", ".join(_shown()))
    see.add_argument("--meeting", help="a date, date/body, or id")

    edit = verb("set", _set, "give one field of one record a new value", writes=True)
    edit.add_argument("id", metavar="ID")
    edit.add_argument("field", metavar="FIELD")
    edit.add_argument("value", metavar="VALUE")

    right = verb("accept", _accept, "say that what was read is right; 'cypsc show checklist' names it", writes=True)
    right.add_argument("id", metavar="ID", nargs="*")
    right.add_argument("--all", action="store_true", help="every line that is still open")
    right.add_argument("--meeting", help="with --all, of this meeting's papers only: a date, date/body, or id")
    right.add_argument("--back", action="store_true", help="take it back: they are to be checked again")

    minutes = verb("minutes", _minutes, "prepare, take, draft and review minutes, and their life", writes=True)
    minutes.add_argument(
        "what", choices=("prepare", "take", "draft", "state", "review"),
        help="prepare says what comes forward; take reads lines from the standard input",
    )  # fmt: skip
    minutes.add_argument(
        "value", nargs="?", metavar="STATE|FILE", help="of state and review: the next state, the edited draft"
    )
    minutes.add_argument("--meeting", required=True, help="a date, date/body, or id")
    minutes.add_argument("--level", choices=("decisions", "summary", "full"), help="draft: how much is told")
    minutes.add_argument("--accept", metavar="N,N|all", help="review: take these changes into the draft")
    minutes.add_argument("--note", help="state: a remark kept with the step")
    minutes.add_argument("--approved-at", metavar="DATE", help="state approved: the meeting that approved them")
    minutes.add_argument(
        "--amendment", action="append", default=[], metavar="TEXT", help="state approved: what it changed"
    )
    minutes.add_argument("--signed-by", metavar="NAME", help="state signed: whoever presided")

    remove = verb("delete", _delete, "move one record to the bin", writes=True)
    remove.add_argument("id", metavar="ID")

    make = verb("add", _add, "add one record by hand", writes=True)
    make.add_argument("kind", metavar="KIND", help="meeting, item, person, recommendation, response …")
    make.add_argument(
        "values", metavar="FIELD=VALUE", nargs="*", help="as the window would take them; meeting=2021-09-14"
    )

    listing = verb("bin", _bin, "what was deleted in the last 30 days, latest first")
    listing.add_argument("--all", action="store_true", help="however long ago")

    back = verb("bring-back", _bring_back, "take records out of the bin", writes=True)
    back.add_argument("id", metavar="ID", nargs="+")

    revert = verb("revert", _revert, "take one change back, whoever made it", writes=True)
    revert.add_argument("group", metavar="GROUP", help="the change, as 'cypsc history --json' names it")

    verb("undo", _undo, "undo your last change", writes=True)
    verb("redo", _redo, "do again what you last undid", writes=True)

    log = verb("history", _history, "who changed what, newest first")
    log.add_argument("id", metavar="ID", nargs="?")
    log.add_argument("--limit", type=_count, metavar="N")

    find = verb("search", _search, "find words in all papers")
    find.add_argument("words", nargs="+", metavar="WORDS", help='words, or an "exact phrase"')
    find.add_argument("--limit", type=_count, default=50, metavar="N")
    find.add_argument("--meeting", help="a date, date/body, or id")

    write = verb("export", _export, "write a table or document to a file", writes=True)
    write.add_argument("what", metavar="WHAT", choices=_exported(), help=", ".join(_exported()))
    write.add_argument("--to", type=Path, required=True, metavar="FILE", help="its ending chooses the format")
    write.add_argument("--meeting", help="a date, date/body, or id")
    write.add_argument("--id", help="one record only")
    write.add_argument(
        "--author", metavar="NAME", help="of annotations and papers: this person's marks, private ones too"
    )
    write.add_argument("--shared-only", action="store_true", help="of annotations, papers, enquiries: nothing private")
    write.add_argument("--with-annotations", action="store_true", help="of a paper: a copy with marks as annotations")
    write.add_argument("--flattened", action="store_true", help="of a paper: a copy with marks drawn into its pages")
    write.add_argument("--part-b", action="store_true", help="of minutes: the private part, and nothing else")

    verb("check", _check, "check database, tables and files")
    tell = verb("diagnose", _diagnose, "a report for whoever supports you, without committee content")
    tell.add_argument("--to", type=Path, metavar="FILE", help="where to write it; printed where none is named")
    copy = verb("backup", _backup, "make a verified copy of the library", writes=True)
    copy.add_argument("--to", type=Path, metavar="FOLDER")
    back = verb("restore", _restore, "put a backup in the library's place", writes=True)
    back.add_argument("backup", type=Path, metavar="BACKUP")
    held = verb("library", _library, "where the library is, what it takes, its committees; or move it", writes=True)
    held.add_argument(
        "what", metavar="WHAT", nargs="?", choices=("where", "sizes", "committees", "backups", "move"), default="where",
        help="where (the default), sizes, committees, backups or move",
    )  # fmt: skip
    held.add_argument("to", type=Path, nargs="?", metavar="DIR", help="where to move it: a new or empty folder")
    sample = verb("sample", _sample, "write the sample committee's papers into a folder")
    sample.add_argument("--to", type=Path, required=True, metavar="FOLDER")
    return parser


def _common(default: str | None) -> argparse.ArgumentParser:
    """The options that stand before or after the verb; after it they must not reset what stood before."""
    absent: Any = argparse.SUPPRESS if default == argparse.SUPPRESS else None
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--library", type=Path, default=absent, metavar="DIR", help="the library's folder")
    options.add_argument("--actor", default=absent, metavar="NAME", help="who is doing this")
    options.add_argument("--json", action="store_true", default=absent or False, help="print JSON")
    if default is None:
        options.add_argument("--dry-run", action="store_true", help="say what would be done and change nothing")
    return options


def _dry_run() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument(
        "--dry-run", action="store_true", default=argparse.SUPPRESS, help="say what would be done and change nothing"
    )
    return options


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("it must be 1 or more")
    return min(number, sys.maxsize)  # what the database can count to


def _shown() -> list[str]:
    from cypsc_desktop.commands.showing import SHOWN

    return list(SHOWN)


def _exported() -> list[str]:
    from cypsc_desktop.commands.exporting import EXPORTED
    from cypsc_desktop.commands.exporting_marks import WHATS

    return [*EXPORTED, *WHATS]


def _actor(arguments: Arguments) -> str:
    name = arguments.actor or os.environ.get("CYPSC_ACTOR")
    if name:
        return str(name)
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "someone"


def _reader(arguments: Arguments) -> AbstractContextManager[Any]:
    from cypsc_desktop.commands.keeping import read_library

    return closing(read_library(arguments.library))


def _store(arguments: Arguments, *, create: bool = False) -> AbstractContextManager[Any]:
    from cypsc_desktop.commands.keeping import look_at_library, require_library
    from cypsc_desktop.commands.opening import open_library

    if arguments.dry_run and not create:
        return closing(look_at_library(arguments.library))
    if not create:
        require_library(arguments.library)
    return closing(open_library(arguments.library, create=create))


def _meeting(arguments: Arguments, reader: Any) -> Any:
    from cypsc_desktop.commands.choosing import find_meeting

    return None if arguments.meeting is None else find_meeting(reader, arguments.meeting)


def _print(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _import(arguments: Arguments) -> int:
    from cypsc_desktop.commands.importing import failed

    reports: list[dict[str, Any]] = []
    several = len(arguments.file) > 1
    bad = 0
    with ExitStack() as library:
        # The library is opened, and made, only once there is something to write into it.
        opened: list[Any] = []
        for path in arguments.file:
            try:
                report, words = _import_one(arguments, path, library, opened)
                reports.append(report)
                _say(f"{path.name}: {words}")
            except UserError as error:
                bad += 1
                reports.append(failed(path, error))
                _say(f"{path.name}: {error}" if several else str(error))
    if arguments.json and (several or not bad):
        _print(reports if several else reports[0])
    return 1 if bad else 0


def _import_one(arguments: Arguments, path: Path, library: ExitStack, opened: list[Any]) -> tuple[dict[str, Any], str]:
    """One file's report in the contract's shape, and the line that says what came in."""
    from cypsc_desktop.commands.importing import finish_indexing, keep_paper, read_paper, said_of_marks, summary
    from cypsc_desktop.commands.minuting_notes import is_notes

    if is_notes(path):
        return _import_notes(arguments, path, library, opened)
    paper = read_paper(path, password=arguments.password, progress=_progress(path))
    if arguments.dry_run:
        return paper.report.to_json(), f"{summary(paper.report)} Nothing was written."
    if not opened:
        opened.append(library.enter_context(_store(arguments, create=arguments.meeting is None)))
        finish_indexing(opened[0])
    store = opened[0]
    done = keep_paper(
        store, path, paper,
        actor=_actor(arguments), meeting=_meeting(arguments, store.read), progress=_progress(path),
    )  # fmt: skip
    words = summary(done.report) + said_of_marks(done)
    return done.report.to_json(), words + ("" if done.new else " The library has it already.")


def _import_notes(
    arguments: Arguments, path: Path, library: ExitStack, opened: list[Any]
) -> tuple[dict[str, Any], str]:
    """Typed minutes: they name no meeting, so the person must."""
    from cypsc_desktop.commands.minuting_notes import import_notes, import_report, read_notes

    if arguments.meeting is None:
        raise UserError(f"{path.name} does not say which meeting it is of. Add --meeting with a date.")
    read_notes(path)
    if not opened:
        opened.append(library.enter_context(_store(arguments)))
    meeting = _meeting(arguments, opened[0].read)
    fed = import_notes(opened[0], path, meeting, actor=_actor(arguments), dry_run=arguments.dry_run)
    for unclear in fed.unclear:
        _say(f"Line {unclear.number} ({unclear.line.strip()}): {unclear.why} It was kept as a note.")
    words = f"Notes of {meeting.body or 'the meeting'}, {meeting.date}: {fed.words()}"
    return import_report(path, meeting, fed), words + (" Nothing was written." if arguments.dry_run else "")


def _minutes(arguments: Arguments) -> None:
    from cypsc_desktop.commands.minuting_notes import Unclear, take_notes

    def told(unclear: Unclear) -> None:
        _say(f"Line {unclear.number} ({unclear.line.strip()}): {unclear.why} It was kept as a note.")

    if arguments.what != "take":
        (_prepare if arguments.what == "prepare" else _minutes_kept)(arguments)
        return
    with _store(arguments) as store:
        meeting = _meeting(arguments, store.read)
        # Without any standard input there is no line.
        lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace") if sys.stdin else ()
        fed = take_notes(store, meeting, lines, actor=_actor(arguments), told=told, dry_run=arguments.dry_run)
    if arguments.json:
        _print(fed.to_json())
    _say(fed.words() + (" Nothing was written." if arguments.dry_run else ""))


def _minutes_kept(arguments: Arguments) -> None:
    from cypsc_desktop.commands.minuting_verbs import Asked, perform

    asked = Asked(
        what=arguments.what, value=arguments.value, level=arguments.level, note=arguments.note, accept=arguments.accept,
        approved_at=arguments.approved_at, amendments=arguments.amendment, signed_by=arguments.signed_by,
    )  # fmt: skip
    with _store(arguments) as store:
        meeting = _meeting(arguments, store.read)
        assert meeting is not None  # the option is required
        data, told = perform(store, meeting, asked, actor=_actor(arguments), dry_run=arguments.dry_run)
    if arguments.json:
        _print(data)
    else:
        print("\n".join(told))


def _prepare(arguments: Arguments) -> None:
    from cypsc_desktop.commands.minuting_prepare import preparation, seat_roster

    with _store(arguments) as store:
        meeting = _meeting(arguments, store.read)
        seated = 0 if arguments.dry_run else seat_roster(store, meeting, actor=_actor(arguments))
        told = preparation(store.read, meeting, today=datetime.now().astimezone().date())
    if seated:
        _say(f"{seated} people seated as at the last meeting.")
    if arguments.json:
        _print(told)
        return
    for name, value in told.items():
        lines = value if isinstance(value, list) else [value]
        shown = [", ".join(str(v) for v in one.values() if v) if isinstance(one, dict) else one for one in lines if one]
        sys.stdout.write(
            f"{name.replace('_', ' ').capitalize()}\n" + "".join(f"  {one}\n" for one in shown or ["none"])
        )


def _progress(path: Path) -> Callable[[str, int, int], None] | None:
    """A line on a terminal that is rewritten in place; silence elsewhere."""
    if not sys.stderr.isatty():
        return None

    def show(stage: str, done: int, of: int) -> None:
        sys.stderr.write(f"\r\x1b[K{path.name}: {stage} {done}/{of}" if done < of else "\r\x1b[K")
        sys.stderr.flush()

    return show


def _show(arguments: Arguments) -> None:
    from cypsc_desktop.commands.showing import show
    from cypsc_desktop.commands.telling import tell

    with _reader(arguments) as reader:
        rows = show(reader, arguments.what, _meeting(arguments, reader))
    if arguments.json:
        _print(rows)
    else:
        print(tell(arguments.what, rows))


def _set(arguments: Arguments) -> None:
    from cypsc_desktop.commands.editing import set_field

    with _store(arguments) as store:
        done = set_field(
            store, arguments.id, arguments.field, arguments.value,
            actor=_actor(arguments), dry_run=arguments.dry_run,
        )  # fmt: skip
    if arguments.json:
        _print({"id": done.entity, "field": done.field, "before": done.before, "after": done.after})
    verb = "would become" if arguments.dry_run else "is now" if done.after != done.before else "was already"
    _say(f"{done.field} {verb}: {done.after if done.after is not None else '(empty)'}")


def _accept(arguments: Arguments) -> None:
    from cypsc_desktop.commands.confirming import accept_named

    with _store(arguments) as store:
        number = accept_named(
            store, arguments.id, everything=arguments.all, meeting=_meeting(arguments, store.read), back=arguments.back,
            actor=_actor(arguments), dry_run=arguments.dry_run,
        )  # fmt: skip
    if arguments.json:
        _print({"accepted": 0 if arguments.back else number, "taken_back": number if arguments.back else 0})
    lines = f"{number} line{'' if number == 1 else 's'}"
    said = "to be checked again" if arguments.back else "accepted"
    _say(f"{lines} would be {said}." if arguments.dry_run else f"{lines} {said}.")


def _delete(arguments: Arguments) -> None:
    from cypsc_desktop.commands.editing import delete_record

    with _store(arguments) as store:
        delete_record(store, arguments.id, actor=_actor(arguments), dry_run=arguments.dry_run)
    if arguments.json:
        _print({"id": arguments.id, "deleted": not arguments.dry_run})
    _say("It would go to the bin." if arguments.dry_run else "Moved to the bin. 'cypsc undo' brings it back.")


def _add(arguments: Arguments) -> None:
    from cypsc_desktop.commands.naming import name_of
    from cypsc_desktop.commands.records import add_record, read_pairs

    values = read_pairs(arguments.values)
    with _store(arguments) as store:
        made = add_record(store, arguments.kind, values, actor=_actor(arguments), dry_run=arguments.dry_run)
    if arguments.json:
        _print({"id": made.id, "kind": made.kind})
    _say(f"{'Would be added' if arguments.dry_run else 'Added'}: {name_of(made)}.")
    if not arguments.json and not arguments.dry_run:
        print(made.id)


def _bin(arguments: Arguments) -> None:
    from cypsc_desktop.commands.bin import DAYS, show_bin

    with _reader(arguments) as reader:
        rows = show_bin(reader, days=None if arguments.all else DAYS)
    if arguments.json:
        _print(rows)
    else:
        print(
            "\n".join("\t".join((r["when"], r["actor"], r["kind"], r["name"], r["id"])) for r in rows)
            or "The bin is empty."
        )


def _bring_back(arguments: Arguments) -> None:
    from cypsc_desktop.commands.bin import bring_back

    with _store(arguments) as store:
        done = bring_back(store, arguments.id, actor=_actor(arguments), dry_run=arguments.dry_run)
    if arguments.json:
        _print({"brought_back": done.number})
    _say(f"{done.number} would come back." if arguments.dry_run else f"{done.number} brought back.")


def _revert(arguments: Arguments) -> None:
    from cypsc_desktop.commands.restoring import take_back

    with _store(arguments) as store:
        if arguments.dry_run:
            _say(f"Would take back {arguments.group}.")
            return
        label = take_back(store, arguments.group, actor=_actor(arguments))
    if arguments.json:
        _print({"reverted": label})
    _say(f"Taken back: {label}.")


def _undo(arguments: Arguments) -> None:
    from cypsc_desktop.commands import editing

    _step(arguments, editing.undo, "undo", "Undone")


def _redo(arguments: Arguments) -> None:
    from cypsc_desktop.commands import editing

    _step(arguments, editing.redo, "redo", "Done again")


def _step(arguments: Arguments, step: Callable[..., str], verb: str, done: str) -> None:
    with _store(arguments) as store:
        if arguments.dry_run:
            label = getattr(store, f"{verb}_label")(_actor(arguments))
            if arguments.json:
                _print({verb: label})
            _say(f"Would {verb}: {label}." if label else f"There is nothing to {verb}.")
            return
        label = step(store, actor=_actor(arguments))
    if arguments.json:
        _print({verb: label})
    _say(f"{done}: {label}.")


def _history(arguments: Arguments) -> None:
    from cypsc_desktop.commands.showing import history
    from cypsc_desktop.commands.telling import tell

    with _reader(arguments) as reader:
        rows = history(reader, arguments.id, limit=arguments.limit)
    if arguments.json:
        _print(rows)
    else:
        print(tell("history", rows))


def _search(arguments: Arguments) -> None:
    from cypsc_desktop.commands.searching import search
    from cypsc_desktop.commands.telling import tell

    words = " ".join(f'"{w}"' if " " in w and '"' not in w else w for w in arguments.words)
    with _reader(arguments) as reader:
        rows = search(reader, words, limit=arguments.limit, meeting=_meeting(arguments, reader))
    if arguments.json:
        _print(rows)
    else:
        print(tell("search", rows))
    if not rows:
        _say(f"Nothing holds {words}.")


def _export(arguments: Arguments) -> None:
    from cypsc_desktop.commands.exportable import extent
    from cypsc_desktop.commands.exporting import export
    from cypsc_desktop.commands.exporting_marks import WHATS, export_marks

    of_marks = {
        "author": arguments.author,
        "shared_only": arguments.shared_only,
        "with_annotations": arguments.with_annotations,
        "flattened": arguments.flattened,
    }
    if arguments.what not in WHATS and any(of_marks.values()):
        raise UserError(
            "--author, --shared-only, --with-annotations and --flattened are for marks and papers. Leave them out, or "
            "export a paper."
        )
    with _reader(arguments) as reader:
        meeting = _meeting(arguments, reader)
        if arguments.what in WHATS:
            count = export_marks(
                reader, arguments.what, arguments.to, person=_actor(arguments),
                meeting=meeting, entity=arguments.id, dry_run=arguments.dry_run, **of_marks,
            )  # fmt: skip
        else:
            count = export(
                reader, arguments.what, arguments.to,
                meeting=meeting, entity=arguments.id, dry_run=arguments.dry_run, part_b=arguments.part_b,
            )  # fmt: skip
    rows = extent(arguments.what, count)
    if arguments.json:
        _print({"file": str(arguments.to), "rows": count})
    _say(f"{rows} would be written to {arguments.to}." if arguments.dry_run else f"{rows} written to {arguments.to}.")


def _check(arguments: Arguments) -> int:
    from cypsc_desktop.commands.keeping import check

    found = check(arguments.library)
    if arguments.json:
        _print(found)
    else:
        print("The library is whole." if found["ok"] else "The library is damaged. Restore a backup: cypsc restore.")
        for finding in found["findings"]:
            print(f"- {finding.get('message', finding)}")
    return 0 if found["ok"] else 1


def _diagnose(arguments: Arguments) -> None:
    from cypsc_desktop.commands import diagnosing
    from cypsc_desktop.commands.keeping import check

    words = diagnosing.report(arguments.library, checked=check(arguments.library))
    if arguments.json:
        _print({"report": words})
    elif arguments.to is None:
        print(words, end="")
    if arguments.to is not None:
        diagnosing.save(words, arguments.to)
        _say(f"Written to {arguments.to}. Read it before you send it.")


def _backup(arguments: Arguments) -> None:
    from cypsc_desktop.commands.keeping import back_up, look_at_library

    with closing(look_at_library(arguments.library)) as store:
        if arguments.dry_run:
            if arguments.json:
                _print({"backup": None})
            _say(f"A backup would be written to {arguments.to or store.folder / 'backups'}.")
            return
        place = back_up(store, arguments.to)
    if arguments.json:
        _print({"backup": str(place)})
    else:
        print(place)


def _restore(arguments: Arguments) -> None:
    from cypsc_desktop.commands.keeping import restore_backup

    place = restore_backup(arguments.backup, arguments.library, dry_run=arguments.dry_run)
    if arguments.json:
        _print({"library": str(place)})
    _say(f"{arguments.backup} would be restored into {place}." if arguments.dry_run else f"Restored into {place}.")


def _library(arguments: Arguments) -> None:
    from cypsc_desktop.commands import keeping, opening, stored
    from cypsc_desktop.commands.committees import show_committees

    if arguments.what == "move":
        _move(arguments)
        return
    if arguments.to is not None:
        raise UserError("Only 'cypsc library move' takes a folder. To open another library, use --library DIR.")
    rows: Any
    if arguments.what == "committees":
        with _reader(arguments) as reader:
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
        _print(rows)
    else:
        print("\n".join(lines) or "There is none yet.")


def _move(arguments: Arguments) -> None:
    from cypsc_desktop.commands.keeping import move_library

    if arguments.to is None:
        raise UserError("Name the folder to move the library to: cypsc library move DIR.")
    new = move_library(arguments.to, arguments.library, dry_run=arguments.dry_run)
    if arguments.json:
        _print({"library": str(new)})
    _say(f"The library would move to {new}." if arguments.dry_run else f"The library is now in {new}.")


def _sample(arguments: Arguments) -> None:
    from cypsc_desktop.sample import build_sample

    files = [str(path) for path in build_sample(arguments.to)]
    if arguments.json:
        _print(files)
    else:
        print("\n".join(files))


if __name__ == "__main__":
    sys.exit(main())
