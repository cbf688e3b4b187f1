"""Verbs of papers: import, show, search, export."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cypsc_desktop.cli import given
from cypsc_desktop.cli.given import Arguments, Verb
from cypsc_desktop.model.errors import UserError

if TYPE_CHECKING:
    from cypsc_desktop.store.store import Reader


def offer(verb: Verb) -> None:
    """Add these verbs to the command line."""
    take = verb("import", run_import, "import papers into the library", writes=True)
    take.add_argument("file", nargs="+", type=Path, metavar="FILE")
    take.add_argument("--password", help="password of a locked PDF")
    take.add_argument("--meeting", help="the meeting of a file that names none: a date, date/body, or id")

    see = verb("show", run_show, "print what the library holds")
    see.add_argument("what", metavar="WHAT", choices=_shown(), help=", ".join(_shown()))
    see.add_argument("--meeting", help="a date, date/body, or id")

    find = verb("search", run_search, "find words in all papers")
    find.add_argument("words", nargs="+", metavar="WORDS", help='words, or an "exact phrase"')
    find.add_argument("--limit", type=given.count, default=50, metavar="N")
    find.add_argument("--meeting", help="a date, date/body, or id")

    compare = verb("compare", run_compare, "print what changed between two versions of a paper, page by page")
    compare.add_argument("new", metavar="NEW", help="the later file's id")
    compare.add_argument("old", metavar="OLD", nargs="?", help="the earlier one's; else the version before")

    write = verb("export", run_export, "write a table or document to a file", writes=True)
    write.add_argument("what", metavar="WHAT", choices=_exported(), help=", ".join(_exported()))
    write.add_argument("--to", type=Path, required=True, metavar="FILE", help="its ending chooses the format")
    write.add_argument("--meeting", help="a date, date/body, or id")
    write.add_argument("--id", help="one record only")
    write.add_argument(
        "--author", metavar="NAME", help="of annotations and papers: this person's marks, private ones too"
    )
    write.add_argument("--private", action="store_true", help="of annotations and papers: your own private marks too")
    write.add_argument("--shared-only", action="store_true", help="of enquiries: nothing private")
    write.add_argument("--with-annotations", action="store_true", help="of a paper: a copy with marks as annotations")
    write.add_argument("--flattened", action="store_true", help="of a paper: a copy with marks drawn into its pages")
    write.add_argument("--part-b", action="store_true", help="of minutes: the private part, and nothing else")


def run_import(arguments: Arguments) -> int:
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
                given.say(f"{path.name}: {words}")
            except UserError as error:
                bad += 1
                reports.append(failed(path, error))
                given.say(f"{path.name}: {error}" if several else str(error))
    if arguments.json and (several or not bad):
        given.print_json(reports if several else reports[0])
    return 1 if bad else 0


def _import_one(arguments: Arguments, path: Path, library: ExitStack, opened: list[Any]) -> tuple[dict[str, Any], str]:
    """One file's report in the contract's shape, and the line that says what came in."""
    from cypsc_desktop.commands.importing import finish_indexing, keep_paper, read_paper, said_of_marks, summary
    from cypsc_desktop.commands.minuting_notes import is_notes

    if is_notes(path):
        return _import_notes(arguments, path, library, opened)
    paper = read_paper(path, password=arguments.password, progress=given.progress(path))
    if arguments.dry_run:
        return paper.report.to_json(), f"{summary(paper.report)} Nothing was written."
    if not opened:
        opened.append(library.enter_context(given.store(arguments, create=arguments.meeting is None)))
        finish_indexing(opened[0])
    store = opened[0]
    done = keep_paper(
        store, path, paper,
        actor=given.actor(arguments), meeting=given.meeting(arguments, store.read), progress=given.progress(path),
    )  # fmt: skip
    words = summary(done.report) + said_of_marks(done) + (_learning(store.read, done.meeting) if done.new else "")
    return done.report.to_json(), words + ("" if done.new else " The library has it already.")


def _learning(reader: "Reader", meeting: str | None) -> str:
    """That an agenda offers its sentences to later ones, and the command that takes them up."""
    from cypsc_desktop.commands.minuting_prepare import offer_words, offered_wordings
    from cypsc_desktop.model.records import Meeting

    record = reader.record(meeting) if meeting else None
    if not isinstance(record, Meeting) or not record.committee:
        return ""
    count = len(offered_wordings(reader, record))
    return f" {offer_words(count)}: cypsc minutes prepare --meeting {record.date or record.id} --learn" if count else ""


def _import_notes(
    arguments: Arguments, path: Path, library: ExitStack, opened: list[Any]
) -> tuple[dict[str, Any], str]:
    """Typed minutes: they name no meeting, so the person must."""
    from cypsc_desktop.commands.minuting_notes import import_notes, import_report, read_notes

    if arguments.meeting is None:
        raise UserError(f"{path.name} does not say which meeting it is of. Add --meeting with a date.")
    read_notes(path)
    if not opened:
        opened.append(library.enter_context(given.store(arguments)))
    meeting = given.meeting(arguments, opened[0].read)
    fed = import_notes(opened[0], path, meeting, actor=given.actor(arguments), dry_run=arguments.dry_run)
    for unclear in fed.unclear:
        given.say(f"Line {unclear.number} ({unclear.line.strip()}): {unclear.why} It was kept as a note.")
    words = f"Notes of {meeting.body or 'the meeting'}, {meeting.date}: {fed.words()}"
    return import_report(path, meeting, fed), words + (" Nothing was written." if arguments.dry_run else "")


def run_show(arguments: Arguments) -> None:
    from cypsc_desktop.commands.showing import show
    from cypsc_desktop.commands.telling import tell

    with given.reader(arguments) as reader:
        rows = show(reader, arguments.what, given.meeting(arguments, reader))
    if arguments.json:
        given.print_json(rows)
    else:
        print(tell(arguments.what, rows))


def run_search(arguments: Arguments) -> None:
    from cypsc_desktop.commands.searching import search
    from cypsc_desktop.commands.telling import tell

    words = " ".join(f'"{w}"' if " " in w and '"' not in w else w for w in arguments.words)
    with given.reader(arguments) as reader:
        rows = search(reader, words, limit=arguments.limit, meeting=given.meeting(arguments, reader))
    if arguments.json:
        given.print_json(rows)
    else:
        print(tell("search", rows))
    if not rows:
        given.say(f"Nothing holds {words}.")


def run_compare(arguments: Arguments) -> None:
    from cypsc_desktop.commands.comparing import compare

    with given.reader(arguments) as reader:
        found = compare(reader, arguments.new, arguments.old)
    if arguments.json:
        given.print_json(found.to_json())
    else:
        print(found.told())


def run_export(arguments: Arguments) -> None:
    from cypsc_desktop.commands.exportable import extent
    from cypsc_desktop.commands.exporting import export, left_out
    from cypsc_desktop.commands.exporting_marks import WHATS, export_marks, kept_back, own_lines

    what, of_marks = arguments.what, {
        "author": arguments.author,
        "with_annotations": arguments.with_annotations,
        "flattened": arguments.flattened,
    }  # fmt: skip
    if what not in WHATS and (arguments.private or arguments.shared_only or any(of_marks.values())):
        raise UserError(
            "--author, --private, --shared-only, --with-annotations and --flattened are for marks and papers. Leave them "
            "out, or export a paper."
        )
    own = not arguments.shared_only if what == "enquiries" else arguments.private
    kept, private, older = 0, 0, ""
    with given.reader(arguments) as reader:
        meeting = given.meeting(arguments, reader)
        if arguments.what in WHATS:
            count = export_marks(
                reader, what, arguments.to, person=given.actor(arguments) if own else "",
                meeting=meeting, entity=arguments.id, dry_run=arguments.dry_run, **of_marks,
            )  # fmt: skip
            if what == "enquiries" and own and arguments.id is None:
                private = own_lines(reader, person=given.actor(arguments), meeting=meeting)
            if what == "annotations" or arguments.with_annotations or arguments.flattened:
                person = "" if own or arguments.author else given.actor(arguments)
                kept = kept_back(reader, what, person=person, meeting=meeting, entity=arguments.id)
        else:
            count = export(
                reader, arguments.what, arguments.to,
                meeting=meeting, entity=arguments.id, dry_run=arguments.dry_run, part_b=arguments.part_b,
            )  # fmt: skip
            older = left_out(reader, arguments.what, meeting=meeting) if arguments.what == "minutes" else ""
    rows = extent(what, count)
    if arguments.json:
        given.print_json({"file": str(arguments.to), "rows": count})
    given.say(
        f"{rows} would be written to {arguments.to}." if arguments.dry_run else f"{rows} written to {arguments.to}."
    )
    if older:
        given.say(older)
    if private:
        given.say(f"Lines that are yours alone are among them: {private:,}. Add --shared-only to leave them out.")
    if kept:
        given.say(f"Your private marks were left out: {kept:,}. Add --private to write them too.")


def _shown() -> list[str]:
    from cypsc_desktop.commands.showing import SHOWN

    return list(SHOWN)


def _exported() -> list[str]:
    from cypsc_desktop.commands.exporting import EXPORTED
    from cypsc_desktop.commands.exporting_marks import WHATS

    return [*EXPORTED, *WHATS]
