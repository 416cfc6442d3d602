"""Lists that Pandoc counts by itself: (@) counts through the whole text, #. within a list, a. may stand below words.

Source: Pandoc's User's Guide, fancy_lists, example_lists.
"""
import re
from collections.abc import Iterator, Sequence
from itertools import count

from booklet.imports.brought import Brought
from booklet.imports.literal import outside
from booklet.imports.markdown.code import BLOCK_OF_CODE

_EXAMPLE = re.compile(r"^(?P<indent>[ \t>]*)\(@(?P<label>[\w-]*)\)(?=[ \t]+\S)", re.MULTILINE)  # (@good)  The nurse rang.
_NEXT = re.compile(r"^(?P<indent>[ \t>]*)#\.(?=[ \t]+\S)", re.MULTILINE)  # #. Wash
_CALLED = re.compile(r"\(@(?P<label>[\w-]+)\)")  # as (@good) shows
# Words and, right below them, a. Wash and b. Dry, which would run on with them
_BELOW = re.compile(
    r"^(?P<above>[ \t>]{0,40}\S.*\n)(?=(?P<indent>[ \t>]{0,40})[ai](?P<stop>[.)])[ \t].*\n"
    r"(?:(?P=indent)[ \t]{1,20}\S.*\n){0,20}(?P=indent)(?:b|ii)(?P=stop)[ \t])",
    re.MULTILINE | re.IGNORECASE,
)
_ITEM = re.compile(r"(?P<indent>[ \t>]*)(?:(?P<number>[0-9]{1,9}[.)])|[-*+•])(?:[ \t]+(?P<words>\S.*)?)?")  # 1. , - Wash


def with_counted_lists(text: str) -> str:
    """The text with the numbers that Pandoc would print."""
    numbers, called = count(1), dict[str, str]()

    def example(found: re.Match[str]) -> str:
        number = called.setdefault(found["label"], str(next(numbers))) if found["label"] else str(next(numbers))
        return f"{found['indent']}{number}."

    def listed(words: str) -> str:
        return _BELOW.sub(_apart, _NEXT.sub(r"\g<indent>1.", _EXAMPLE.sub(example, words)))

    def number(found: re.Match[str]) -> str:
        return f"({called[found['label']]})" if found["label"] in called else found[0]

    return outside(BLOCK_OF_CODE, lambda words: _CALLED.sub(number, words), outside(BLOCK_OF_CODE, listed, text))


def with_items_that_say_something(text: str, brought: Brought) -> str:
    """The text, where numbers with nothing behind them are places to write; another item that says nothing is left out."""
    return outside(BLOCK_OF_CODE, lambda words: "\n".join(_said(words.split("\n"), brought)), text)


def _said(lines: Sequence[str], brought: Brought) -> Iterator[str]:
    for above, line, below in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        item = _ITEM.fullmatch(line)
        begins = item and (not above.strip("> \t") or _ITEM.match(above))
        if not item or item["words"] or not begins or below.startswith(f"{item['indent']} ") and below.strip():
            yield line
        elif item["number"] and any((each := _ITEM.fullmatch(beside)) and not each["words"] for beside in (above, below)):
            brought.tell("numbers without words are places to write now")
            yield f"{item['indent']}{item['number']} ____"
        else:
            brought.tell("an item of a list that said nothing was left out")


def _apart(found: re.Match[str]) -> str:
    quote = found["indent"].rstrip() if ">" in found["indent"] else ""
    return f"{found['above']}{quote}\n"
