"""Sealed files: TOML that a command writes and nobody edits by hand, with a format, and a hash over all that it says."""
import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from booklet.core.located import Keys, model_problems, parsed_toml, texts_within
from booklet.core.problems import Place, Problem
from booklet.core.text_file import Source, printable, read_source
from booklet.core.unseen import strange_in


@dataclass(frozen=True, slots=True)
class Sealed:
    """A kind of such files: its fields, its newest format, what it is called in codes, and the way out of a bad one.

    `line_of` is the line on which a setting stands.
    """

    model: type[BaseModel]
    newest: int
    kind: str
    way_out: str
    line_of: Callable[[Source, Keys], int]

    @property
    def code(self) -> str:
        """The code of one that is bad: bad-lock."""
        return f"bad-{self.kind}"

    def bad(self, source: Source, keys: Keys, says: str, hint: str = "") -> Problem:
        """What is wrong with a setting, on its line."""
        return Problem(Place(source.path, self.line_of(source, keys)), self.code, says, hint or self.way_out)

    def read(self, file: Path, folder: Path, longest_kb: int) -> tuple[Source | None, dict[str, Any] | None, list[Problem]]:
        """A file and its TOML, where it has the fields of its kind; else what is wrong. No file is no fault."""
        source, problems = read_source(file, folder, longest_kb, is_optional=True)
        if source is None or problems:
            return None, None, [replace(problem, slug=self.code, hint=self.way_out) for problem in problems]
        return source, *self._content(source)

    def _content(self, source: Source) -> tuple[dict[str, Any] | None, list[Problem]]:
        try:
            content = parsed_toml(source.text)
            version = content.get("format")
            if type(version) is int and version > self.newest:
                says = f"this has format {printable(version)}, and formats up to {self.newest} are known here"
                hint = "use the newer version of this program that wrote it"
                return None, [self.bad(source, ("format",), says, hint)]
            self.model.model_validate(content)
        except ValidationError as error:
            found = model_problems(error, self.model, source.path, lambda keys: self.line_of(source, keys))
            return None, [replace(problem, slug=self.code, hint=self.way_out) for problem in found]
        except (ValueError, RecursionError) as error:
            return None, [self._not_toml(source, error)]
        if any(strange_in(str(part)) for keys, words in texts_within(content) for part in (*keys, words)):
            return None, [self.bad(source, (), "it holds a character that cannot be printed")]
        return content, []

    def unfit(self, content: Mapping[str, Any], source: Source, booklet: str, is_changed: bool = False) -> Iterator[Problem]:
        """What is wrong with a file of another booklet, or one that was changed (as `is_changed` may know already)."""
        if content["booklet"] != booklet:
            says = f"this is of {printable(content['booklet'])}, and this booklet is {printable(booklet)}"
            yield replace(self.bad(source, ("booklet",), says), slug=f"foreign-{self.kind}")
        if is_changed or content["seal"] != seal_of(content):
            says = "the seal does not fit: this was changed after the command had written it"
            yield replace(self.bad(source, ("seal",), says), slug=f"edited-{self.kind}")

    def _not_toml(self, source: Source, error: Exception) -> Problem:
        reason = str(error).split(" (at")[0] if isinstance(error, tomllib.TOMLDecodeError) else "a value is too deep"
        told = re.search(r"at line (?P<line>\d+)", str(error))  # e.g. (at line 3, column 9)
        place = Place(source.path, min(int(told["line"]), source.last_line) if told else 1)
        return Problem(place, self.code, f"this is not TOML: {printable(reason, most=200)}", self.way_out)


def digest(value: Any) -> str:
    """SHA-256 of a value as JSON with sorted keys."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()


def seal_of(content: Mapping[str, Any]) -> str:
    """The hash of what such a file says: its TOML, read, without the seal. A table that is empty is not written."""
    return digest({name: value for name, value in content.items() if value and name != "seal"})


def toml_lines(values: Mapping[str, Any]) -> Iterator[str]:
    """The lines of some settings in TOML: texts, numbers, days, and lists of texts."""
    for name, value in values.items():
        if isinstance(value, list | tuple):
            yield from (f"{name} = [", *(f"  {quoted(each)}," for each in value), "]")
        else:
            yield f"{name} = {quoted(value) if isinstance(value, str) else value}"


def quoted(words: str) -> str:
    """A text as TOML has it: JSON's escapes are among those of TOML. DEL alone has to be escaped by hand."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
