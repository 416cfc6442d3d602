"""Sending: the copies of a folder to their addresses, none twice by our doing, whatever stops it.

Each message is noted before the server may have it, and again when the server has said so. What was stopped between the two
is in doubt: it is shown with its Message-ID, by which whoever runs the server finds it, and is sent again only when told.
"""
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from booklet.copies.journal import Journal, KeptCopy
from booklet.copies.mail.post import Post, UndeliveredError
from booklet.core.printed.runs import ranges
from booklet.core.problems import Place, Problem

ROUNDS_S = (0, 60, 600)  # when those that the server did not want just now are tried again


@dataclass(frozen=True, slots=True)
class Message:
    """A copy on its way to its address, and what is unique to it. `state`: due, sent, changed (another one was sent to this
    row), doubt or refused; `said` is what the server said, of one that is due, when it declined it; in doubt the Message-ID
    that its log may have.
    """

    copy: KeptCopy
    mark: str
    state: str
    said: str = ""

    def known_as(self, domain: str) -> str:
        """Its Message-ID: <row-2.8c7f...@example.org>. Made from the row, so that who looks for it knows it again."""
        return f"<{self.mark}@{domain}>"


def messages_in(journal: Journal, again: Sequence[int] = ()) -> Iterator[Message]:
    """The messages of a folder in the order of the rows. `again` are rows that shall have one although one was sent."""
    token = journal.told("token")
    marks = {copy.row: _mark(token, copy) for copy in journal.copies() if copy.address}
    here = {_copy_of(mark) for mark in marks.values()}
    gone = {_first(known) for known in journal.noted("sent")}  # one sent --again counts once
    moved = Counter(_copy_of(known) for known in gone.difference(marks.values()))  # sent when they stood in another row
    former = {part for known in gone if _copy_of(known) not in here for part in _person_of(known)}
    doubts = _doubts(journal, {*marks.values()}, here)
    for copy in journal.copies():
        if not copy.address:
            continue
        mark = marks[copy.row]
        noted = journal.messages(copy.row)
        state, said = noted.get(mark, ("due", ""))
        state = "due" if state == "declined" else state  # not for its address: what was wrong may be mended by now
        if doubtful := next((doubts[key] for key in (mark, _copy_of(mark), *_person_of(mark)) if key in doubts), ""):
            state, said = "doubt", doubtful
        elif copy.row in again:
            mark, state, said = f"{mark}.{len(noted)}" if state == "sent" else mark, "due", ""
        elif state == "due" and moved[_copy_of(mark)]:  # of rows that say the same, each has its own message
            moved[_copy_of(mark)] -= 1
            state = "sent"
        elif state == "due" and former.intersection(_person_of(mark)):  # by row or address this person has an earlier one
            state = "changed"
        yield Message(copy, mark, state, said)


def unknown_rows(journal: Journal, asked: Sequence[int], place: Place) -> Iterator[Problem]:
    """Rows that are to have a message, and have no copy that goes by email: somebody has typed another number."""
    rows = sorted({copy.row for copy in journal.copies() if copy.address})
    if strange := sorted({*asked}.difference(rows)):
        hint = f"rows that have: {ranges(rows)}" if rows else "the list has no column of email"
        yield Problem(place, "unknown-row", f"no copy that goes by email is of row {ranges(strange)}", hint)


def _mark(token: str, copy: KeptCopy) -> str:
    """row-2.8c7f.99ab: of the row, of the copy for its address, and of the address alone."""
    whole, address = ("\n".join(each).encode() for each in ((token, copy.sha256, copy.address), (token, copy.address)))
    return f"row-{copy.row}.{sha256(whole).hexdigest()[:16]}.{sha256(address).hexdigest()[:8]}"


def _doubts(journal: Journal, marks: Collection[str], copies: Collection[str]) -> Mapping[str, str]:
    """The messages in doubt, by what tells for whom they were: the row and its copy; that copy, where it stands in another
    row by now; or the person, who has another copy.
    """
    found: dict[str, str] = {}
    for known, said in journal.noted("doubt").items():
        first, copy = _first(known), _copy_of(known)
        found |= dict.fromkeys([first] if first in marks else [copy] if copy in copies else _person_of(known), said)
    return found


def _first(mark: str) -> str:
    return ".".join(mark.split(".")[:3])


def _copy_of(mark: str) -> str:
    return mark.split(".")[1]


def _person_of(mark: str) -> tuple[str, str]:
    """What a person is known by: the row, or the address."""
    row, _, address, *_ = f"{mark}.".split(".")  # a message of an earlier press had none
    return row, address or row


def resolve(journal: Journal, row: int, was_sent: bool) -> bool:
    """Settle the message of a row that is in doubt; whether there was one."""
    told = {message.said for message in messages_in(journal) if message.copy.row == row and message.state == "doubt"}
    told = told or {said for state, said in journal.messages(row).values() if state == "doubt"}  # it stood in this row
    doubtful = [known for known, said in journal.noted("doubt").items() if said in told]
    for known in doubtful:
        journal.note(row, known, "sent" if was_sent else "")
    return bool(doubtful)


def send(
    messages: Iterable[Message], made: Callable[[Message], bytes], journal: Journal, post: Post, domain: str,
    wait: Callable[[float], None], pause_s: float,
) -> Iterator[tuple[Message, str]]:  # fmt: skip
    """Send what is due, `pause_s` seconds apart; each message, with what the server said, and how it ended: before, if it
    was sent by an earlier run.
    `made` makes the bytes of a message, whose Message-ID is of `domain`.

    Raises BookletError where no message can be sent; those before it are noted.
    """
    for rest in ROUNDS_S:
        later = []
        if rest and messages:
            wait(rest)
        for message in messages:
            if message.state != "due":
                yield message, "before" if message.state == "sent" else message.state
                continue
            state, said = _sent(message, made(message), journal, post, domain)
            if state == "later":
                later.append(message)
            else:
                yield replace(message, said=said), state
            wait(pause_s)
        messages = later
        if not later:
            break
    yield from ((message, "later") for message in later)


def _sent(message: Message, content: bytes, journal: Journal, post: Post, domain: str) -> tuple[str, str]:
    row, id_ = message.copy.row, message.known_as(domain)
    try:
        post.hand_over(message.copy.address, content, lambda: journal.note(row, message.mark, "doubt", id_))
    except UndeliveredError as error:
        if error.state != "doubt":
            journal.note(row, message.mark, "" if error.state == "later" else error.state, error.said)
        return error.state, id_ if error.state == "doubt" else error.said
    journal.note(row, message.mark, "sent")
    return "sent", ""


_TOLD = {
    "refused": ("message-refused", "the server refuses it ({said})", "mend the address in the list, and make copies again"),
    "changed": (
        "sent-before", "another copy was sent before, and this one was not",
        "to send this one too, type the same with --again {row}",
    ),
    "doubt": (
        "message-in-doubt", "it may have been sent: look for {said} in the log of the server",
        "if it is there, type the same with --was-sent {row}; if not, with --was-not-sent {row}",
    ),
    "declined": (
        "message-refused", "the server refuses it, and not for its address ({said})",
        "ask who runs the server what that number says; then type the same again",
    ),
    "later": ("message-waits", "the server did not take it yet", "type the same again, later"),
}  # fmt: skip


def undelivered(messages: Iterable[Message], folder: Path) -> Iterator[Problem]:
    """What became of messages that did not go out, by their rows."""
    for message in messages:
        state = ("declined" if message.said else "later") if message.state == "due" else message.state
        if state in _TOLD:
            code, says, hint = _TOLD[state]
            row = message.copy.row
            says = f"row {row}: {says.format(said=message.said)}"
            yield Problem(Place(str(folder), row), code, says, hint.format(row=row))
