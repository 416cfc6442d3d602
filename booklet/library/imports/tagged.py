"""Records of tags and values, line by line: RIS, as EndNote, Zotero and databases write it, NBIB of PubMed, and EndNote's
own %0, which Google Scholar writes.

    TY  - JOUR                    PMID- 16894061
    AU  - Lee, Ann                FAU - Lee, Ann
    ER  -                         TI  - A title that goes on
                                        on the next line

Small libraries read these, and none says on which line a record stands, so it is read here.
"""
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from booklet.load.works.tidy import NO_VALUE

_RIS = re.compile(r"^(?P<tag>[A-Z][A-Z0-9])(?:  ?-(?: (?P<value>.*)|\s*)$)")  # AU  - Lee, Ann; ER  -
_ENW = re.compile(r"^(?P<tag>%[A-Z0-9@]) (?P<value>.*)$")  # %A Lee, Ann
_NBIB = re.compile(r"^(?P<tag>[A-Z][A-Z0-9]{1,3}) {0,2}- (?P<value>.*)$")  # PMID- 16894061, TI  - Rest


@dataclass(slots=True)
class TaggedRecord:
    """One work: its line, and the values of each tag in their order. `order` has tag and value as they follow each other."""

    line: int
    order: list[tuple[str, str]] = field(default_factory=list)

    def all(self, *tags: str) -> list[str]:
        """The values of these tags, tag by tag; none of those that programs write for no value."""
        values = (value.strip() for tag in tags for name, value in self.order if name == tag)
        return [value for value in values if value and value.lower() not in NO_VALUE]

    def first(self, *tags: str) -> str:
        """The first value of the first of these tags that has one."""
        return next(iter(self.all(*tags)), "")


def ris_records(text: str) -> Iterator[TaggedRecord]:
    """The records of RIS. One begins with TY, and ends with ER, or where the next begins."""
    return _records(text, _RIS, ("TY", "ER"), lambda line: bool(line.strip()), "\n")


def nbib_records(text: str) -> Iterator[TaggedRecord]:
    """The records of NBIB. One begins with PMID, a book's too; a line set in goes on with the one before it."""
    return _records(text, _NBIB, ("PMID", "no tag"), lambda line: line.startswith("      "), " ")


def enw_records(text: str) -> Iterator[TaggedRecord]:
    """The records of EndNote's tags. One begins with %0, and goes on to the next."""
    return _records(text, _ENW, ("%0", "no tag"), lambda line: bool(line.strip()), "\n")


def _records(
    text: str, tagged: re.Pattern[str], ends: tuple[str, str], goes_on: Callable[[str], bool], between: str
) -> Iterator[TaggedRecord]:
    """`ends` are the tags with which a record begins and ends, `between` parts a line from one that goes on with it."""
    record = None
    for number, line in enumerate(text.split("\n"), 1):
        found = tagged.match(line)
        tag = found["tag"] if found else ""
        if tag == ends[0]:
            if record:
                yield record
            record = TaggedRecord(number)
        if record and tag == ends[1]:
            yield record
            record = None
        elif record and found:
            record.order.append((tag, found["value"] or ""))
        elif record and record.order and goes_on(line):
            tag, value = record.order[-1]
            if len(value) < 100_000:  # no field that is printed is as long
                record.order[-1] = (tag, f"{value}{between}{line.strip()}")
    if record:
        yield record
