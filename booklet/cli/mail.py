"""The command that sends copies to their people, or puts them into drafts."""
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from email.utils import formatdate
from pathlib import Path

import click

from booklet.cli.options import asked_build, clinic_option, date_option, source_option
from booklet.cli.progress import steps
from booklet.words.check import left_to_mend
from booklet.copies.distribution import note
from booklet.copies.journal import journal_in
from booklet.copies.mail.address import Recipient, recipients_of
from booklet.copies.mail.draft import compose_message, within_limit
from booklet.copies.mail.post import Post, Server, login
from booklet.copies.mail.outgoing import Outgoing, outgoing
from booklet.copies.mail.request import Wish, stationery_of
from booklet.copies.mail.sending import Message, messages_in, resolve, send, undelivered, unknown_rows
from booklet.copies.mail.words import size_words
from booklet.core.disk.locks import locked
from booklet.core.printed.runs import counted, ranges
from booklet.core.problems import Place, Problem, stop_at
from booklet.core.progress import Step
from booklet.core.text_file import shown_path
from booklet.core.typed_command import command
from booklet.deliver.freshness import Build
from booklet.model.signoff import SIGN_OFFS
from booklet.model.standing import Standing

SUBMISSION_PORT = 587  # RFC 6409


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--drafts", type=click.Path(file_okay=False, path_type=Path), help="Write a draft for each, into this folder.")
@click.option("--send", "is_sent", is_flag=True, help="Send them.")
@click.option("--from", "sender", default="", help='From whom: "Our clinic <clinic@example.org>".')
@click.option("--server", default="localhost", show_default=True, help="HOST or HOST:PORT; the port is 587 if not named.")
@click.option("--per-minute", type=click.FloatRange(0.01), default=60, show_default=True,
              help="The most that are sent in a minute.")  # fmt: skip
@click.option("--unsigned", is_flag=True, help="Send what no clinician has signed off: each of its pages says DRAFT.")
@click.option("--again", type=int, multiple=True, metavar="ROW",
              help="Send to this row, or write its draft, although that was done before.")  # fmt: skip
@click.option("--was-sent", type=int, multiple=True, metavar="ROW", help="What was in doubt is in the log of the server.")
@click.option("--was-not-sent", type=int, multiple=True, metavar="ROW", help="It is not there, and is to be sent.")
@click.option("--subject", default=None, help="[default: Your handout from CLINIC]")
@click.option("--name-the-handout", is_flag=True, help="Tell the handout's title in the message.")
@click.option("--example", is_flag=True, help="Allow the example clinic; the message then says that it is an example.")
@click.option("--limit-mb", type=click.FloatRange(0, 150, min_open=True), default=7, show_default=True,
              help="The most that a message may have, as sent.")  # fmt: skip
@source_option
@clinic_option
@date_option
def mail(folder: Path, drafts: Path | None, is_sent: bool, sender: str, server: str, per_minute: float, unsigned: bool,
         again: tuple[int, ...], was_sent: tuple[int, ...], was_not_sent: tuple[int, ...], subject: str | None,
         name_the_handout: bool, example: bool, limit_mb: float, source: Path, clinic: Path | None,
         on: date) -> None:  # fmt: skip
    """Send the copies in FOLDER to the addresses that the list had in its column "email", one message for each person.

    Without --drafts or --send nothing is sent: it says what would go where. Subject and file name tell of no illness.

    --send hands them to a mail server, over TLS. The name and password that it asks for stand in BOOKLET_SMTP_USER and
    BOOKLET_SMTP_PASSWORD; or the password in the keyring of this machine, under "booklet" and that name. What the server
    does not want just now is tried again; what it refuses is told. What was stopped goes on when the same is typed again,
    and nothing is sent twice: where the line broke at the very end and nobody knows, the message is told with its
    Message-ID, to be looked for in the log of the server, and waits for --was-sent or --was-not-sent.

    \b
    Examples:
      python build.py mail monday --clinic our-clinic.toml
      python build.py mail monday --clinic our-clinic.toml --drafts drafts
      python build.py mail monday --clinic our-clinic.toml --send --server mail.example.org --from clinic@example.org
    """
    if drafts and is_sent:
        raise click.UsageError("--drafts and --send are two ways to send: name one of them")
    asked = asked_build(source, clinic, None, on, Path("dist"))
    left_to_mend(asked)
    stationery = stationery_of(Wish((), asked, subject=subject, names_the_handout=name_the_handout, allows_example=example))
    refused = () if unsigned or not is_sent else tuple(_draft_problems(stationery.standing, asked))
    for said in () if refused else stationery.notes:  # which say the same
        click.echo(f"  note: {said}", err=True)
    with locked(folder / "copies"), journal_in(folder, is_for_sending=True) as journal:
        letters = outgoing(folder, journal, stationery, asked)
        stop_at(unknown_rows(journal, again, Place("--again")))
        for row, is_there in [*((row, True) for row in was_sent), *((row, False) for row in was_not_sent)]:
            click.echo(f"row {row}: {'noted' if resolve(journal, row, is_there) else 'nothing was in doubt'}.")
        if drafts:
            _write(letters, drafts, again, limit_mb)
        elif is_sent:
            stop_at(refused)
            _send(letters, _known(sender), _server(server), again, 60 / per_minute, limit_mb, on)
        else:
            _say(letters, again)


def _draft_problems(standing: Standing, asked: Build) -> Iterator[Problem]:
    """Why what is sent by the hundred may not go to patients: nothing calls it back."""
    if not standing.is_current:
        says = f"{standing.sentence} Each of its pages says DRAFT, and nothing was sent"
        hint = f"have it signed, as {command('check', source=asked.source, clinic=asked.clinic)} says; or add --unsigned"
        yield Problem(Place(shown_path(asked.source / SIGN_OFFS)), "not-signed", says, hint)


def _say(letters: Outgoing, again: Sequence[int]) -> None:
    counts: Counter[str] = Counter()
    for message in messages_in(letters.journal, again):
        counts[message.state] += 1
        if message.state == "due":
            enclosed = letters.letter(message.copy).enclosure
            size = size_words(len(enclosed.content))
            click.echo(f"row {message.copy.row}: {enclosed.name}, {size}, to {message.copy.address}")
    _tell_problems(undelivered(messages_in(letters.journal, again), letters.folder), is_before=True)
    others = counts.total() - counts["due"] - counts["sent"]
    due = counted(counts["due"], "message")
    click.echo(f"{due} would be sent, sent before: {counts['sent']}, waiting for your word: {others}."
               " Nothing was sent: see --send and --drafts.")  # fmt: skip


def _write(letters: Outgoing, drafts: Path, again: Sequence[int], limit_mb: float) -> None:
    became = list(letters.write_drafts(drafts, limit_mb, again))
    counts = Counter(how for _, how in became)
    sent = f" Sent before: {counts['sent']}." if counts["sent"] else ""
    written = counted(counts["written"], "draft")
    click.echo(f"{written} written into {drafts}, {counts['there']} lay there already.{sent} Nothing was sent.")
    if gone := [message.copy.row for message, how in became if how == "gone"]:
        says = f"Written before, and taken out of {drafts} since, perhaps when they were sent: rows {ranges(gone)}."
        click.echo(f"{says} For one that was not, type the same with --again ROW")
    left = [message for message, how in became if how in ("doubt", "changed")]
    _tell_problems(undelivered(left, letters.folder))
    if left:
        click.get_current_context().exit(1)


def _send(
    letters: Outgoing, sender: Recipient, server: Server, again: Sequence[int], pause_s: float, limit_mb: float, on: date
) -> None:  # fmt: skip
    domain = sender.address.partition("@")[2]

    def made(message: Message) -> bytes:
        letter = letters.letter(message.copy)
        content = compose_message(letter, sender, formatdate(localtime=True), message.known_as(domain))
        return within_limit(content, letter, limit_mb)

    total = sum(message.state == "due" for message in messages_in(letters.journal, again))
    post, imprint = Post(server, sender), letters.stationery.imprint
    counts: Counter[str] = Counter()
    editions: Counter[str] = Counter()
    left: list[Message] = []
    done = 0
    try:
        with steps() as tell:
            messages = messages_in(letters.journal, again)
            for message, state in send(messages, made, letters.journal, post, domain, time.sleep, pause_s):
                counts[state] += 1
                editions[message.copy.edition] += state == "sent"
                left += [replace(message, state=state)] if state not in ("sent", "before") else []
                if message.state == "due":  # how fast the others went would say nothing of when these are done
                    done += 1
                    tell(Step("messages are done", done, total, is_paced=True))
    finally:
        post.hang_up()
        click.echo(f"{counted(counts['sent'], 'message')} sent, sent before: {counts['before']}.")
        note(letters.folder, on, "messages sent", imprint.name, imprint.version, editions)
    _tell_problems(undelivered(left, letters.folder))
    if left:
        click.get_current_context().exit(1)


def _tell_problems(problems: Iterable[Problem], is_before: bool = False) -> None:
    for problem in problems:
        if not (is_before and problem.slug == "message-waits"):
            click.echo(str(problem), err=True)


def _known(sender: str) -> Recipient:
    """Who sends. Raises BookletError for what is not one address."""
    place = Place("--from")
    if not sender:
        stop_at([Problem(place, "bad-address", "nothing says from whom", "--from clinic@example.org")])
    found, problems = recipients_of((sender,), place)
    stop_at(problems)
    return found[0]


def _server(named: str) -> Server:
    found = re.fullmatch(r"(?P<host>\[.*\]|[^:]*)(?::(?P<port>[0-9]*))?", named)  # not ::1, an address with no port
    host, port = found.groups() if found else (named, "")
    return Server(host.strip("[]"), int(port or SUBMISSION_PORT), *login())
