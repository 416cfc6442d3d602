"""Outgoing: the copies of a folder as letters, each with just the file that was made, of the handout as it is now."""
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from booklet.copies.journal import Journal, KeptCopy
from booklet.copies.mail.address import Recipient
from booklet.copies.mail.draft import Letter, compose_draft, within_limit
from booklet.copies.mail.drafts import keep_draft
from booklet.copies.mail.enclosure import Enclosure
from booklet.copies.mail.request import Stationery
from booklet.copies.mail.sending import Message, messages_in
from booklet.core.disk.files import writing
from booklet.core.disk.folders import private_folder
from booklet.core.problems import BookletError, Place, Problem, stop_at
from booklet.core.text_file import shown_path, text_of
from booklet.deliver.freshness import Build

_AGAIN = "make them again, with the list and the options from before: see `python build.py copies --help`"
_WRITTEN = ".drafts"  # the hashes of all that were written into a folder, also of those that are not there any more
_SEND = "send what lies there, where it is still right, and delete it; or name an empty folder"
_OLD = "a draft of something else for the same person lies there: the handout, the clinic or the list has changed since"
_DELETE = "delete the drafts that lie there, or name an empty folder: what they enclose is not what would be sent now"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The letters of a folder, and its journal."""

    folder: Path
    journal: Journal
    stationery: Stationery

    def letter(self, copy: KeptCopy) -> Letter:
        """The letter that encloses a copy, under a name that tells nothing. Raises BookletError where the file is another
        one by now.
        """
        place = Place(shown_path(self.folder / copy.file))
        try:
            content = (self.folder / copy.file).read_bytes()
        except OSError:
            stop_at([Problem(place, "not-built", "there is no such file", _AGAIN)])
        if sha256(content).hexdigest() != copy.sha256:
            stop_at([Problem(place, "changed-file", "this is not the file that was made: it was changed since", _AGAIN)])
        pages, is_locked = int(self.journal.told(f"pages {copy.edition}")), copy.sha256 != copy.mark
        version = self.stationery.imprint.version
        enclosure = Enclosure(f"handout-{copy.edition}.pdf", content, copy.edition, version, pages, is_locked)
        return self.stationery.letter(Recipient("", copy.address), enclosure)

    def write_drafts(self, out: Path, limit_mb: float, again: Sequence[int] = ()) -> Iterator[tuple[Message, str]]:
        """A draft for each message that is due, by its row, and what became of it: written, there, or gone, which was
        written before and taken out since, as if to be sent; or how the message stands, where none is due. Raises
        BookletError where the draft for somebody else lies there, or it cannot be written.
        """
        with writing(out):
            private_folder(out)
            (out / _WRITTEN).touch(mode=0o600)
        there = {file.name for file in out.glob("row-*.eml")}
        if others := there.difference(_draft(message.copy.row) for message in messages_in(self.journal)):
            says = "a draft for somebody else lies there, who would be sent it with these"
            stop_at(Problem(Place(shown_path(out / name)), "draft-exists", says, _SEND) for name in sorted(others))
        before = Counter(text_of(out / _WRITTEN).split())
        for message in messages_in(self.journal, again):
            is_due = message.state in ("due", "refused")
            yield message, self._written(message, out, limit_mb, before, again) if is_due else message.state

    def _written(self, message: Message, out: Path, limit_mb: float, before: Counter[str], again: Sequence[int]) -> str:
        row, letter = message.copy.row, self.letter(message.copy)
        draft, file = within_limit(compose_draft(letter), letter, limit_mb), out / _draft(row)
        mark = sha256(draft).hexdigest()
        before[mark] -= 1
        if before[mark] >= 0 and not file.exists() and row not in again:
            return "gone"
        try:
            _, is_new = keep_draft(draft, file)
        except BookletError as error:
            is_old = _to(text_of(file)) == _to(draft.decode()) != ""
            found = (each for each in error.problems if each.slug == "draft-exists")
            told = [replace(each, says=_OLD if is_old else each.says, hint=_DELETE if is_old else _SEND) for each in found]
            raise BookletError(told or error.problems) from error
        if before[mark] < 0:
            with writing(out), (out / _WRITTEN).open("a", encoding="ascii") as stream:
                stream.write(f"{mark}\n")
        return "written" if is_new else "there"


def _to(draft: str) -> str:
    """To whom a draft goes, as its head says it."""
    return next((line for line in draft.splitlines() if line.startswith("To:")), "")


def _draft(row: int) -> str:
    return f"row-{row:06}.eml"


def outgoing(folder: Path, journal: Journal, stationery: Stationery, asked: Build) -> Outgoing:
    """What goes out of a folder. Raises BookletError where no copies were made there, or the handout has changed since."""
    made_from, place = journal.told("source"), Place(shown_path(folder))
    if not made_from:
        stop_at([Problem(place, "not-built", "no copies were made in this folder, or not all of them", _AGAIN)])
    if made_from != asked.made_from()[False]:
        says = "the handout, the clinic or the press has changed since these copies were made"
        stop_at([Problem(place, "stale-file", says, _AGAIN)])
    return Outgoing(folder, journal, stationery)
