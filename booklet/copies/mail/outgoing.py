"""Outgoing: the copies of a folder as letters, each with just the file that was made, of the handout as it is now."""
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from booklet.copies.journal import Journal, KeptCopy
from booklet.copies.mail.address import Recipient
from booklet.copies.mail.draft import Letter, finished_draft
from booklet.copies.mail.drafts import keep_draft
from booklet.copies.mail.enclosure import Enclosure
from booklet.copies.mail.request import Stationery
from booklet.core.disk.files import writing
from booklet.core.disk.folders import private_folder
from booklet.core.problems import BookletError, Place, Problem, stop_at
from booklet.core.text_file import shown_path
from booklet.deliver.freshness import Build

_AGAIN = "make them again, with the list and the options from before: see `python build.py copies --help`"


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

    def write_drafts(self, out: Path, limit_mb: float) -> Iterator[tuple[Path, bool]]:
        """A draft for each copy that has an address, by its row, and whether it is new. Raises BookletError where another
        one lies there, or it cannot be written.
        """
        with writing(out):
            private_folder(out)
        for copy in self.journal.copies():
            if copy.address:
                try:
                    yield keep_draft(finished_draft(self.letter(copy), limit_mb), out / f"row-{copy.row:06}.eml")
                except BookletError as error:
                    hint = "send the drafts that lie there and delete them, or name an empty folder"
                    found = (replace(each, hint=hint) if each.slug == "draft-exists" else each for each in error.problems)
                    raise BookletError(found) from error


def outgoing(folder: Path, journal: Journal, stationery: Stationery, asked: Build) -> Outgoing:
    """What goes out of a folder. Raises BookletError where no copies were made there, or the handout has changed since."""
    made_from, place = journal.told("source"), Place(shown_path(folder))
    if not made_from:
        stop_at([Problem(place, "not-built", "no copies were made in this folder, or not all of them", _AGAIN)])
    if made_from != asked.made_from()[False]:
        says = "the handout, the clinic or the press has changed since these copies were made"
        stop_at([Problem(place, "stale-file", says, _AGAIN)])
    return Outgoing(folder, journal, stationery)
