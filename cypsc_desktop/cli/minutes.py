"""Verbs of minutes: prepare, take, draft, review, and their life."""

import io
import sys
from collections.abc import Iterator
from datetime import datetime

from cypsc_desktop.cli import given
from cypsc_desktop.cli.given import Arguments, Verb
from cypsc_desktop.model.errors import UserError


def offer(verb: Verb) -> None:
    """Add these verbs to the command line."""
    meeting = verb("minutes", run_minutes, "prepare, take, draft and review minutes, and their life", writes=True)
    meeting.add_argument(
        "what", choices=("prepare", "take", "draft", "state", "review"),
        help="prepare says what comes forward; take reads lines from the standard input",
    )  # fmt: skip
    meeting.add_argument(
        "value", nargs="?", metavar="STATE|FILE", help="of state and review: the next state, the edited draft"
    )
    meeting.add_argument("--meeting", required=True, help="a date, date/body, or id")
    meeting.add_argument("--level", choices=("decisions", "summary", "full"), help="draft: how much is told")
    meeting.add_argument(
        "--learn", action="store_true", help="prepare: later agendas say what this one does under the standing items"
    )
    meeting.add_argument("--accept", metavar="N,N|all", help="review: take these changes into the draft")
    meeting.add_argument("--note", help="state: a remark kept with the step")
    meeting.add_argument("--approved-at", metavar="DATE", help="state approved: the meeting that approved them")
    meeting.add_argument(
        "--amendment", action="append", default=[], metavar="TEXT", help="state approved: what it changed"
    )
    meeting.add_argument("--signed-by", metavar="NAME", help="state signed: whoever presided")


def run_minutes(arguments: Arguments) -> None:
    from cypsc_desktop.commands.minuting_notes import Unclear, take_notes

    def told(unclear: Unclear) -> None:
        given.say(f"Line {unclear.number} ({unclear.line.strip()}): {unclear.why} It was kept as a note.")

    if arguments.what != "take":
        (_prepare if arguments.what == "prepare" else _minutes_kept)(arguments)
        return
    with given.store(arguments) as store:
        meeting = given.meeting(arguments, store.read)
        fed = take_notes(
            store, meeting, _fed_lines(), actor=given.actor(arguments), told=told, dry_run=arguments.dry_run
        )
    if arguments.json:
        given.print_json(fed.to_json())
    given.say(fed.words() + (" Nothing was written." if arguments.dry_run else ""))


def _fed_lines() -> Iterator[str]:
    """The lines of the standard input as they come; without any there is none. UserError where it is no text."""
    from cypsc_desktop.intake.decode import lines_as_they_come

    stream = sys.stdin.buffer if sys.stdin else None
    lines = lines_as_they_come(stream) if isinstance(stream, io.BufferedReader) else iter(())
    if lines is None:
        raise UserError(
            "What was fed is no text. Save the notes as plain text, a line for each entry, and feed them again."
        )
    return lines


def _minutes_kept(arguments: Arguments) -> None:
    from cypsc_desktop.commands.minuting_verbs import Asked, perform

    asked = Asked(
        what=arguments.what, value=arguments.value, level=arguments.level, note=arguments.note, accept=arguments.accept,
        approved_at=arguments.approved_at, amendments=arguments.amendment, signed_by=arguments.signed_by,
    )  # fmt: skip
    with given.store(arguments) as store:
        meeting = given.meeting(arguments, store.read)
        assert meeting is not None  # the option is required
        data, told = perform(
            store, meeting, asked, actor=given.actor(arguments), dry_run=arguments.dry_run, warn=given.say
        )
    if arguments.json:
        given.print_json(data)
    else:
        print("\n".join(told))


def _prepare(arguments: Arguments) -> None:
    from cypsc_desktop.commands.minuting_prepare import learn_wordings, learnt_words, preparation, seat_roster

    with given.store(arguments) as store:
        meeting = given.meeting(arguments, store.read)
        seated = 0 if arguments.dry_run else seat_roster(store, meeting, actor=given.actor(arguments))
        learnt = arguments.learn and not arguments.dry_run
        kept = learn_wordings(store, meeting, actor=given.actor(arguments)) if learnt else 0
        told = preparation(store.read, meeting, today=datetime.now().astimezone().date())
    if seated:
        given.say(f"{seated} people seated as at the last meeting.")
    if learnt:
        given.say(learnt_words(kept))
    if arguments.json:
        given.print_json(told)
        return
    for name, value in told.items():
        lines = value if isinstance(value, list) else [value]
        shown = [", ".join(str(v) for v in one.values() if v) if isinstance(one, dict) else one for one in lines if one]
        sys.stdout.write(
            f"{name.replace('_', ' ').capitalize()}\n" + "".join(f"  {one}\n" for one in shown or ["none"])
        )
