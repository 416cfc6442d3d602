"""A sentence: its words as they will be printed, and where its author typed each of them."""
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from booklet.core.problems import Place

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")  # ward, don't, hard-to-treat


@dataclass(frozen=True, slots=True)
class Filled:
    """Words that a field put in, `{{ numbers.n01.people }}`: its name, and where in the sentence they stand."""

    name: str
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, title, cell or label.

    `kind` is prose, item (of a list), heading, title (of a callout), caption, description, cell or meaning (of a term).
    `box` is the kind of the callout that it stands in, "" outside of all. `is_fragment`: a label that is no sentence.
    `keys` are the works it cites, `claims` the claims of the dossier that it states, `asides` what is said of it in
    comments, with their places; `is_to_tick`: boxes stand behind its words. `is_general` is what its author
    says with `<!-- general -->`: commonly known, so without a citation. `paragraph` counts those of the section from 0;
    `heading` is the nearest one above.
    """

    text: str
    kind: str
    section: str
    place: Place
    box: str = ""
    heading: str = ""
    paragraph: int = 0
    is_fragment: bool = False
    in_summary: bool = False
    keys: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    asides: tuple[tuple[str, Place], ...] = ()
    fields: tuple[Filled, ...] = ()
    spots: tuple[tuple[int, int, int], ...] = ()  # from this offset on: the author's line and column
    is_to_tick: bool = False

    @property
    def is_prose(self) -> bool:
        """Whether reading grades count it: a whole sentence that is read as one."""
        return self.kind in ("prose", "item") and not self.is_fragment

    @property
    def comments(self) -> tuple[str, ...]:
        """The words of its asides."""
        return tuple(words for words, _ in self.asides)

    @property
    def last_line(self) -> int:
        """The line on which it ends."""
        return self.place_of(max(0, len(self.text) - 1)).line

    @property
    def is_general(self) -> bool:
        return any(comment.casefold() == "general" for comment in self.comments)

    @property
    def words(self) -> tuple[str, ...]:
        """Its words, without numbers and marks. A word with a hyphen is one."""
        return tuple(_WORD.findall(self.text))

    def told(self, shown: Callable[[Filled], str]) -> str:
        """The text with what `shown` has for what each field put in."""
        text = self.text
        for field in reversed(self.fields):
            text = text[: field.start] + shown(field) + text[field.end :]
        return text

    def place_of(self, offset: int) -> Place:
        """Where the author typed the character at this offset of the text."""
        at = bisect_right(self.spots, offset, key=lambda spot: spot[0]) - 1
        if at < 0:
            return self.place
        start, line, column = self.spots[at]
        return Place(self.place.path, line, column=column + (0 if self.is_filled(offset) else offset - start))

    def is_filled(self, offset: int) -> bool:
        """Whether a field put in the character at this offset of the text."""
        return any(field.start <= offset < field.end for field in self.fields)

    def found(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Place]]:
        """Each match of a pattern in the text, with its place."""
        for match in pattern.finditer(self.text):
            yield match, self.place_of(match.start())
