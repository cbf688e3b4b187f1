"""Verbs of single records and of the log: set, accept, delete, add, the bin, undo, history."""

from collections.abc import Callable

from cypsc_desktop.cli import given
from cypsc_desktop.cli.given import Arguments, Verb


def offer(verb: Verb) -> None:
    """Add these verbs to the command line."""
    edit = verb("set", run_set, "give one field of one record a new value", writes=True)
    edit.add_argument("id", metavar="ID")
    edit.add_argument("field", metavar="FIELD")
    edit.add_argument("value", metavar="VALUE")

    right = verb("accept", run_accept, "say that what was read is right; 'cypsc show checklist' names it", writes=True)
    right.add_argument("id", metavar="ID", nargs="*")
    right.add_argument("--all", action="store_true", help="every line that is still open")
    right.add_argument("--meeting", help="with --all, of this meeting's papers only: a date, date/body, or id")
    right.add_argument("--back", action="store_true", help="take it back: they are to be checked again")

    remove = verb("delete", run_delete, "move one record to the bin", writes=True)
    remove.add_argument("id", metavar="ID")

    make = verb("add", run_add, "add one record by hand", writes=True)
    make.add_argument("kind", metavar="KIND", help="meeting, item, person, recommendation, response …")
    make.add_argument(
        "values", metavar="FIELD=VALUE", nargs="*", help="as the window would take them; meeting=2021-09-14"
    )

    listing = verb("bin", run_bin, "what was deleted in the last 30 days, latest first")
    listing.add_argument("--all", action="store_true", help="however long ago")

    back = verb("bring-back", run_bring_back, "take records out of the bin", writes=True)
    back.add_argument("id", metavar="ID", nargs="+")

    revert = verb("revert", run_revert, "take one change back, whoever made it", writes=True)
    revert.add_argument("group", metavar="GROUP", help="the change, as 'cypsc history --json' names it")

    verb("undo", run_undo, "undo your last change", writes=True)

    verb("redo", run_redo, "do again what you last undid", writes=True)

    log = verb("history", run_history, "who changed what, newest first")
    log.add_argument("id", metavar="ID", nargs="?")
    log.add_argument("--limit", type=given.count, metavar="N")


def run_set(arguments: Arguments) -> None:
    from cypsc_desktop.commands.editing import set_field

    with given.store(arguments) as store:
        done = set_field(
            store, arguments.id, arguments.field, arguments.value,
            actor=given.actor(arguments), dry_run=arguments.dry_run,
        )  # fmt: skip
    if arguments.json:
        given.print_json({"id": done.entity, "field": done.field, "before": done.before, "after": done.after})
    verb = "would become" if arguments.dry_run else "is now" if done.after != done.before else "was already"
    given.say(f"{done.field} {verb}: {done.after if done.after is not None else '(empty)'}")
    if done.review is not None:
        given.say(f"Taken along from the version before: {done.review.words}")


def run_accept(arguments: Arguments) -> None:
    from cypsc_desktop.commands.confirming import accept_named

    with given.store(arguments) as store:
        number = accept_named(
            store, arguments.id, everything=arguments.all, meeting=given.meeting(arguments, store.read), back=arguments.back,
            actor=given.actor(arguments), dry_run=arguments.dry_run,
        )  # fmt: skip
    if arguments.json:
        given.print_json({"accepted": 0 if arguments.back else number, "taken_back": number if arguments.back else 0})
    lines = f"{number} line{'' if number == 1 else 's'}"
    said = "to be checked again" if arguments.back else "accepted"
    given.say(f"{lines} would be {said}." if arguments.dry_run else f"{lines} {said}.")


def run_delete(arguments: Arguments) -> None:
    from cypsc_desktop.commands.editing import delete_record

    with given.store(arguments) as store:
        delete_record(store, arguments.id, actor=given.actor(arguments), dry_run=arguments.dry_run)
    if arguments.json:
        given.print_json({"id": arguments.id, "deleted": not arguments.dry_run})
    given.say("It would go to the bin." if arguments.dry_run else "Moved to the bin. 'cypsc undo' brings it back.")


def run_add(arguments: Arguments) -> None:
    from cypsc_desktop.commands.naming import name_of
    from cypsc_desktop.commands.records import add_record, read_pairs

    values = read_pairs(arguments.values)
    with given.store(arguments) as store:
        made = add_record(store, arguments.kind, values, actor=given.actor(arguments), dry_run=arguments.dry_run)
    if arguments.json:
        given.print_json({"id": made.id, "kind": made.kind})
    given.say(f"{'Would be added' if arguments.dry_run else 'Added'}: {name_of(made)}.")
    if not arguments.json and not arguments.dry_run:
        print(made.id)


def run_bin(arguments: Arguments) -> None:
    from cypsc_desktop.commands.bin import DAYS, show_bin

    with given.reader(arguments) as reader:
        rows = show_bin(reader, days=None if arguments.all else DAYS)
    if arguments.json:
        given.print_json(rows)
    else:
        print(
            "\n".join("\t".join((r["when"], r["actor"], r["kind"], r["name"], r["id"])) for r in rows)
            or "The bin is empty."
        )


def run_bring_back(arguments: Arguments) -> None:
    from cypsc_desktop.commands.bin import bring_back

    with given.store(arguments) as store:
        done = bring_back(store, arguments.id, actor=given.actor(arguments), dry_run=arguments.dry_run)
    if arguments.json:
        given.print_json({"brought_back": done.number})
    given.say(f"{done.number} would come back." if arguments.dry_run else f"{done.number} brought back.")


def run_revert(arguments: Arguments) -> None:
    from cypsc_desktop.commands.restoring import take_back

    with given.store(arguments) as store:
        if arguments.dry_run:
            given.say(f"Would take back {arguments.group}.")
            return
        label = take_back(store, arguments.group, actor=given.actor(arguments))
    if arguments.json:
        given.print_json({"reverted": label})
    given.say(f"Taken back: {label}.")


def run_undo(arguments: Arguments) -> None:
    from cypsc_desktop.commands import editing

    _step(arguments, editing.undo, "undo", "Undone")


def run_redo(arguments: Arguments) -> None:
    from cypsc_desktop.commands import editing

    _step(arguments, editing.redo, "redo", "Done again")


def _step(arguments: Arguments, step: Callable[..., str], verb: str, done: str) -> None:
    with given.store(arguments) as store:
        if arguments.dry_run:
            label = getattr(store, f"{verb}_label")(given.actor(arguments))
            if arguments.json:
                given.print_json({verb: label})
            given.say(f"Would {verb}: {label}." if label else f"There is nothing to {verb}.")
            return
        label = step(store, actor=given.actor(arguments))
    if arguments.json:
        given.print_json({verb: label})
    given.say(f"{done}: {label}.")


def run_history(arguments: Arguments) -> None:
    from cypsc_desktop.commands.showing import history
    from cypsc_desktop.commands.telling import tell

    with given.reader(arguments) as reader:
        rows = history(reader, arguments.id, limit=arguments.limit)
    if arguments.json:
        given.print_json(rows)
    else:
        print(tell("history", rows))
