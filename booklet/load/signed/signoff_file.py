"""signoff.toml: who has signed which part of a booklet, on which day, and the words that they signed.

The file is TOML, written by `python build.py signoff`. Its head has `format`, `booklet` (the name in booklet.toml)
and `seal`; then one [[signoff]] for each part and reviewer, with section, reviewer, role, date and hash (a part that is
no section is called `booklet/cover` and the like, see covered.py; a file from before these were signed lacks them, and
so the booklet is a draft until somebody has signed these too); then [signed], where each hash leads to the words,
sentence by sentence, so that what was changed since can be told. The hash is SHA-256 of those sentences (see
sentences/signed.py), joined by line ends. The seal is SHA-256 of all else that the file says, as JSON with sorted keys.
Both tell of slips of the hand, not of fraud: whoever can write the file can work out a seal.
"""
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from booklet.core.located import Keys, StrictModel, toml_line
from booklet.core.placeholder import is_placeholder, placeholder_says
from booklet.core.problems import Place, Problem
from booklet.core.sealed import Sealed, quoted, seal_of, toml_lines
from booklet.core.text_file import Source, printable
from booklet.core.typed_command import command
from booklet.core.unseen import strange_in_line
from booklet.model.signoff import FORMAT, LONGEST_NAME, SignOff, hash_of

LONGEST_KB = 5_000  # a booklet of a thousand pages, signed by two who have not signed the same words
HEADER = """\
# Who has signed which part of this booklet. Written by `python build.py signoff`; do not edit it by hand.
# One changed word voids the sign-off of its part. `python build.py check` tells what was changed since.
"""
_WAY_OUT = "take the file out of the folder, or its last good version back; then sign with `python build.py signoff`"

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[^\s].*$", max_length=LONGEST_NAME)]
Words = Annotated[str, StringConstraints(min_length=1)]


class _SignOff(StrictModel):
    """One [[signoff]] of the file."""

    section: Annotated[str, StringConstraints(pattern=r"^(booklet/)?[a-z0-9]+(-[a-z0-9]+)*$", max_length=200)]
    reviewer: Name
    role: Name
    date: date
    hash: Hash


class _File(StrictModel):
    """The file as a whole."""

    format: int
    booklet: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    seal: Hash
    signoff: Annotated[tuple[_SignOff, ...], Field(max_length=2_000)] = ()
    signed: dict[Hash, tuple[Words, ...]] = Field({})


def read_sign_offs(
    file: Path, folder: Path, booklet: str, on: date | None = None, clinic_file: Path | None = None
) -> tuple[tuple[SignOff, ...], list[Problem]]:
    """The sign-offs in the order of the file (none, where there is no file), or all that is wrong with it.

    `booklet` is the name that it must have; a sign-off later than the day `on` is a slip. `clinic_file` is
    the profile that was asked for: hints repeat it.
    """
    source, raw, problems = _KIND.read(file, folder, LONGEST_KB)
    if source is None or raw is None:
        return (), problems
    content, problems = _content(raw, source)
    if content is None:
        return (), problems
    is_changed = any(hash_of(words) != digest for digest, words in content.signed.items())
    found = [_sign_off(entry, number, content, source) for number, entry in enumerate(content.signoff)]
    problems = [*_KIND.unfit(raw, source, booklet, is_changed), *_too_early(found, on, folder, clinic_file)]
    return ((), problems) if problems else (tuple(found), [])


def sign_offs_text(sign_offs: Sequence[SignOff], booklet: str) -> str:
    """The whole file with these sign-offs, in this order. The same ones give the same text."""
    entries = [
        {"section": s.section, "reviewer": s.reviewer, "role": s.role, "date": s.day, "hash": hash_of(s.words)}
        for s in sign_offs
    ]
    signed = dict(sorted((hash_of(sign_off.words), list(sign_off.words)) for sign_off in sign_offs))
    content = {"format": FORMAT, "booklet": booklet, "signoff": entries, "signed": signed}
    lines = [*toml_lines({"format": FORMAT, "booklet": booklet, "seal": seal_of(content)})]
    for entry in entries:
        lines += ["", "[[signoff]]", *toml_lines(entry)]
    lines += ["", "[signed]", *toml_lines({quoted(digest): words for digest, words in signed.items()})] if signed else []
    return HEADER + "\n".join(lines) + "\n"


def name_problems(value: str, place: Place, what: str) -> list[Problem]:
    """What is wrong with a reviewer's name or role, as somebody has typed it."""
    if not _is_printable(value):
        says = f"the {what} {printable(value)!r} is not a line of 1 to {LONGEST_NAME} characters that can be printed"
        return [Problem(place, "bad-sign-off", says, "write it as it shall be printed")]
    if is_placeholder(value):
        says = f"the {what} is {printable(value)!r}: {placeholder_says(value)}"
        hint = f"write the {what} of whoever has read it, as the cover shall print it"
        return [Problem(place, "bad-sign-off", says, hint)]
    return []


def _is_printable(value: str) -> bool:
    """Whether a name can stand on the cover, on one line."""
    return value != "" and value == value.strip() and len(value) <= LONGEST_NAME and not strange_in_line(value)


def _content(raw: Mapping[str, Any], source: Source) -> tuple[_File | None, list[Problem]]:
    """What the file says, where names and words are in it; else what is wrong with it."""
    content = _File.model_validate(raw)
    names = [name for entry in content.signoff for name in (entry.reviewer, entry.role)]
    if not all(map(_is_printable, names)):
        return None, [_KIND.bad(source, (), "it holds a character that cannot be printed")]
    lost = [number for number, entry in enumerate(content.signoff) if entry.hash not in content.signed]
    problems = [_KIND.bad(source, ("signoff", number), "the words that were signed are missing") for number in lost]
    return (None, problems) if problems else (content, [])


def _line(source: Source, keys: Keys) -> int:
    """The line of a setting; of one in the third [[signoff]], that of its head."""
    if len(keys) > 1 and keys[0] == "signoff" and isinstance(keys[1], int):
        heads = _heads(source.text)
        return heads[keys[1]] if keys[1] < len(heads) else 1
    return toml_line(source.text, keys[:1])


@lru_cache(maxsize=2)  # each of two thousand entries asks for its own
def _heads(text: str) -> tuple[int, ...]:
    return tuple(number for number, line in enumerate(text.split("\n"), 1) if line.strip() == "[[signoff]]")


_KIND = Sealed(_File, FORMAT, "sign-off", _WAY_OUT, _line)


def _sign_off(entry: _SignOff, number: int, content: _File, source: Source) -> SignOff:
    place = Place(source.path, _line(source, ("signoff", number)))
    return SignOff(entry.section, entry.reviewer, entry.role, entry.date, content.signed[entry.hash], place)


def _too_early(found: Sequence[SignOff], on: date | None, folder: Path, clinic: Path | None) -> Iterator[Problem]:
    for sign_off in found:
        if on and sign_off.day > on:
            says = f"this was signed on {sign_off.day}, and it is {on}"
            typed: dict[str, Path | str | None] = {"reviewer": sign_off.reviewer, "source": folder, "clinic": clinic}
            hint = f"if that day is wrong: {command('signoff', '--withdraw', sign_off.section, **typed)}; then sign anew"
            yield Problem(sign_off.place, "future-sign-off", says, hint)
