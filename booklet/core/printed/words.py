"""Printed words: what the press itself says on a page, in the language of the booklet. One file a language, styles/words/.

A word is called by its name: `words("cover.version")`. Where its form hangs on a number, the file has one for each of
the categories of Unicode's CLDR (one, few, many, other), and the number picks it: `words("mail.pages", 2)`.
"""
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from gettext import c2py
from pathlib import Path
from string import Formatter
from typing import Any

from booklet.core.own_table import STYLES, own_table
from booklet.core.printed.callouts import callouts
from booklet.core.problems import BookletError
from booklet.core.settings import shared_table

FOLDER = STYLES / "words"
ENGLISH = "en"
CATEGORIES = {"zero", "one", "two", "few", "many", "other"}
_PLURALS = {
    language: (rule["forms"].split(), c2py(rule["which"]))
    for rule in own_table(__file__)["plural"] for language in rule["languages"].split()
}  # fmt: skip


class _Forms(dict[str, Any]):
    """The words of a file, by their names. Those that it lacks are told with the file."""

    file: Path

    def __missing__(self, name: str) -> Any:
        raise LookupError(f"there are no words {name}: '{self.file}'")


@dataclass(frozen=True, slots=True, eq=False)  # read once, and known by that: it keys what is made with it
class Words:
    """The printed words of one language, by their names. `language` is the booklet's own, such as en-US."""

    language: str
    forms: _Forms = field(repr=False)  # a text, a list of texts, or a text for each category

    def form(self, name: str, count: int | None = None) -> str:
        """The words of this name, its values still to be filled in. Raises LookupError where there are none."""
        form = self.forms[name]
        if isinstance(form, Mapping):
            chosen = form.get(category(self.language, count), form["other"])
            is_of_one = count != 1 and _values(chosen) < _values(form["other"])  # "a week" is not 21 of them
            form = form["other"] if is_of_one else chosen
        return str(form)

    def __call__(self, name: str, /, count: int | None = None, **values: object) -> str:
        """The words of this name, with a number and values filled in. Raises LookupError, with the file, where they are
        not there or ask for other values: load.py tells the author, but of English, against which all are held.
        """
        try:
            return self.form(name, count).format(count=count, **values)
        except (LookupError, ValueError) as error:
            if name not in self.forms:
                raise
            says = f"the words {name} ask for {error}, which they do not get: '{words_file(self.language)}'"
            raise LookupError(says) from error

    def date(self, day: date) -> str:
        """21 November 2026. Never by the locale of the machine: the same source gives the same bytes."""
        return self("dates.long", day=day.day, month=self.forms["dates.months"][day.month - 1], year=day.year)

    def number(self, number: int) -> str:
        """Five: a small number in words, as a sentence begins with it; a larger one in digits."""
        small = self.forms["numbers.small"]
        return str(small[number] if number < len(small) else number)

    def digits(self, value: float) -> str:
        """A number as the language writes it: 1,247.5 is 1.247,5 in German; below nothing with a minus, and no hyphen."""
        signs = {ord(","): self("numbers.thousands"), ord("."): self("numbers.point"), ord("-"): "−"}
        return f"{value:,}".translate(signs)

    def label(self, kind: str) -> str:
        """What a box of this kind is called. Its name is English, and serves there while no label is written."""
        return str(self.forms.get(f"callouts.{kind}", "")) or kind.replace("-", " ").capitalize()


def base_of(language: str) -> str:
    """A language without its country: en of en-GB."""
    return language.partition("-")[0]


def words_file(language: str) -> Path | None:
    """The file of a language: pt-BR.toml, or else pt.toml; None where there is neither."""
    files = (FOLDER / f"{name}.toml" for name in (language, base_of(language)))
    return next((file for file in files if file.is_file()), None)


def printed_words(language: str) -> Words:
    """The printed words of a language; those of English where it lacks any, or all: load.py tells the author."""
    file = words_file(language)
    return _whole(language, file, file.stat().st_mtime_ns if file else 0)


def words_in_file(language: str) -> Words | None:
    """What the file of a language says, whole or not; None where there is no file. Raises BookletError for no TOML."""
    file = words_file(language)
    return _read(language, file, file.stat().st_mtime_ns) if file else None


def quotes_of(language: str) -> tuple[str, ...]:
    """The four quotation marks of a language: two that open and close, and two within them."""
    quotes: tuple[str, ...] = printed_words(language).forms["typography.quotes"]
    return quotes


def digits(value: float, language: str) -> str:
    return printed_words(language).digits(value)


def said_in(language: str, name: str, **values: object) -> str:
    """The words of this name, with values filled in."""
    return printed_words(language).form(name).format(**values)


def day_in_words(day: date, language: str) -> str:
    return printed_words(language).date(day)


def _english() -> Words:
    file = FOLDER / f"{ENGLISH}.toml"
    return _read(ENGLISH, file, file.stat().st_mtime_ns)


@cache
def _whole(language: str, file: Path | None, changed_ns: int) -> Words:
    with suppress(BookletError):
        if file and not any(gaps(words := _read(language, file, changed_ns))):
            return words
    return Words(language, _english().forms)


@cache
def _read(language: str, file: Path, changed_ns: int) -> Words:
    """The words in a file as it was last changed: an author translates it while the studio is open."""
    forms = _Forms(_named(shared_table(file)))
    forms.file = file
    return Words(language, forms)


def _named(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if not isinstance(value, dict) or value.keys() <= CATEGORIES:
            yield above + key, tuple(value) if isinstance(value, list) else value
        else:
            yield from _named(value, f"{above}{key}.")


def gaps(words: Words) -> Iterator[str]:
    """What a language lacks that English has: names without words, and words that do not fill in what they should."""
    english = _english()
    for name in dict.fromkeys([*english.forms, *(f"callouts.{kind}" for kind in callouts())]):
        if name not in words.forms:
            if base_of(words.language) != ENGLISH or name in english.forms:
                yield name
        elif (form := words.forms[name]) == (known := english.forms.get(name, form)):
            continue
        elif _values(form) != _values(known):
            yield f"{name} ({', '.join(sorted(_values(known)))})"


def is_english_still(words: Words) -> bool:
    """Whether most of the sentences of another language are those of English, whose file was copied to be translated."""
    english = _english().forms
    told = [words.forms.get(name) == form for name, form in english.items() if isinstance(form, str) and form.count(" ") > 2]
    return base_of(words.language) != ENGLISH and 2 * sum(told) > len(told)


def _values(form: object) -> set[str]:
    """What is filled in, in any of its forms; of a list how many words it has."""
    match form:
        case str():
            with suppress(ValueError):  # a brace without its other one
                return {name for _, name, *_ in Formatter().parse(form) if name is not None}
            return {"a brace too many"}
        case tuple() if all(isinstance(word, str) for word in form):
            return {f"{len(form)} words"}
        case Mapping() if "other" in form:
            return set().union(*map(_values, form.values()))
    return {"no words"}


def category(language: str, count: float | None) -> str:
    """Which form goes with a number, by the rule of its language in words.toml; other goes with 1.5.

    A file need not have a form that its language does without: `other` stands in for it.
    """
    count = count or 0
    forms, which = _PLURALS.get(base_of(language), _PLURALS[ENGLISH])
    return forms[which(int(count))] if count == int(count) else "other"
