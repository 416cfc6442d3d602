"""A line as it is read: how far, and in which column, with tabs that reach to the next multiple of four.

Source: CommonMark 0.31.2, section 2.2.
"""
import re
from dataclasses import dataclass

from booklet.load.markdown.typed import Typed, as_one

_BLANKS = re.compile(r"[ \t]*")
TAB = 4  # columns; also the indent of a block of code


@dataclass(slots=True)
class Cursor:
    """`at` is the next character, `column` where it stands; `is_in_tab`: a part of the tab at `at` is read already."""

    line: Typed
    at: int = 0
    column: int = 0
    is_in_tab: bool = False

    @property
    def words_at(self) -> int:
        """The index of the next character that is no blank."""
        blanks = _BLANKS.match(self.line, self.at)
        return blanks.end() if blanks else self.at

    @property
    def indent(self) -> int:
        """The columns of blanks before it."""
        blanks, column = self.line[self.at : self.words_at], self.column
        if "\t" not in blanks:  # a list within lists asks this of each line once for each of them
            return len(blanks)
        for sign in blanks:
            column += TAB - column % TAB if sign == "\t" else 1
        return column - self.column

    @property
    def is_blank(self) -> bool:
        return self.words_at == len(self.line)

    @property
    def is_code(self) -> bool:
        """Whether it is set in so far that nothing begins here but a block of code."""
        return self.indent >= TAB

    @property
    def words(self) -> str:
        """What stands behind the blanks."""
        return self.line[self.words_at :]

    @property
    def next(self) -> str:
        """The next character that is no blank; "" for none."""
        return self.line[self.words_at : self.words_at + 1]

    def skip(self, columns: int) -> None:
        """Read so many columns of blanks, or fewer, where there are no more."""
        while columns > 0 and self.at < len(self.line) and self.line[self.at] in " \t":
            if self.line[self.at] == "\t":
                left = TAB - self.column % TAB
                step = min(left, columns)
                self.is_in_tab = step < left
                self.at += not self.is_in_tab
            else:
                step, self.is_in_tab = 1, False
                self.at += 1
            self.column += step
            columns -= step

    def read(self, characters: int) -> None:
        """Read so many characters, none of them a tab."""
        self.at += characters
        self.column += characters
        self.is_in_tab = False

    def to_words(self) -> None:
        """Read all blanks."""
        self.skip(self.indent)

    def rest(self) -> Typed:
        """What is left of the line. Of a tab that is read in part, the rest is blanks."""
        if not self.is_in_tab:
            return self.line.cut(self.at)
        return as_one((" " * (TAB - self.column % TAB), self.line.cut(self.at + 1)))
