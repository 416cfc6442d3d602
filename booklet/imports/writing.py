"""Blocks written as Markdown: what the press reads prints what stood in the document."""
import re
from collections.abc import Iterable, Sequence
from textwrap import wrap
from xml.etree.ElementTree import Element

from booklet.imports.brought import HEADING_TAGS, Brought, element, words
from booklet.imports.inline import written
from booklet.imports.before_items import label_of
from booklet.imports.literal import literal, start_of_line
from booklet.imports.tables import Grid, grid, is_headless, parted_rows, typed_rows
from booklet.load.sentences.ends import sentence_ends

DEEPEST = 6  # lists in one another, as the page can show
_LONGEST = 1_000  # characters of a line
_LONGEST_TITLE = 120  # characters of the title of a table
_MORE_THAN = re.compile(r"=?\s*[0-9]")  # 5 mg, where a quote begins
_CAPTION = re.compile(  # Figure 1: The ward
    r"\s*(?:Figure|Fig\.?|Table|Picture|Photo)\s*(?P<number>[0-9]+(?:[.-][0-9]+)*)\s*[.:\u2013\u2014-]*\s*", re.IGNORECASE
)


class Writer:
    """Writes the blocks of one document; what it cannot keep, it tells."""

    def __init__(self, brought: Brought):
        self._brought = brought

    def blocks(self, blocks: Sequence[Element], depth: int = 0) -> list[str]:
        """Each block with its lines; a blank line belongs between any two."""
        made: list[str] = []
        at, above = 0, None
        while at < len(blocks):
            block, below = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
            if not depth:
                self._brought.return_to(block)
            if below is not None and _is_caption(block) and below.tag == "table":
                made += self._table(below, block)
                at += 1
            elif below is not None and block.tag == "img" and _is_of_picture(blocks, at + 1):
                made.append(f"{_picture(block)}\n{_caption(below, 'Figure')}")
                at += 1
            elif block.tag in ("ul", "ol") and above is not None and above.tag == block.tag:
                made += self._list(block, depth, is_other=not self._is_other)
            else:
                made += self._block(block, depth)
            above = block
            at += 1
        return made

    _is_other = False  # whether the last list had the other kind of mark, since one like it stood right above

    def _block(self, block: Element, depth: int) -> list[str]:
        match block.tag:
            case "ul" | "ol":
                return self._list(block, depth, is_other=False)
            case "table":
                return self._table(block, None)
            case "blockquote":
                inside = "\n\n".join(self.blocks(list(block), depth + 1))
                if _MORE_THAN.match(inside):
                    inside = f"<!-- a quote -->\n{inside}"  # > 5 mg alone may be more than 5 mg, and is asked about
                return ["\n".join(f"> {line}".rstrip() for line in inside.split("\n"))] if inside else []
            case "img":
                return [_picture(block)]
            case "comment":
                return [written(element("p", block))]
            case "box":
                return self._box(block, depth)
            case "hr":
                return ["***"]
            case "pre":
                return [_code("".join(block.itertext()))]
            case tag if tag in HEADING_TAGS:
                return [heading(block, int(tag[1]))]
            case _:
                text = written(block)
                return ["\n".join(lines(text))] if text else []

    def _box(self, box: Element, depth: int) -> list[str]:
        """A box; in a list or another one it is its words, below its title."""
        title = literal(box.attrib["title"])
        inside = self.blocks(list(box), depth + 1)
        if depth or not inside:
            return [*([f"**{title}**"] if title else []), *inside]
        return ["\n".join([f"::: {box.attrib['kind']} {title}".rstrip(), "\n\n".join(inside), ":::"])]

    def _list(self, list_: Element, depth: int, is_other: bool) -> list[str]:
        """A list, tight where each item is one paragraph."""
        self._is_other = is_other
        if depth >= DEEPEST:
            self._brought.tell(f"a list lies deeper than {DEEPEST} levels; its items are paragraphs now")
            return [text for item in list_ for text in self.blocks(list(item), depth)]
        bullet, stop = ("*", ")") if is_other else ("-", ".")
        marks = [f"{number}{stop} " if list_.tag == "ol" else f"{bullet} " for number in _numbers(list_)]
        if lettered := _lettered(list_):
            marks = lettered
        else:
            self._tell_of_numbers(list_)
        items = [(mark, self.blocks(list(item), depth + 1), list(item)) for mark, item in zip(marks, list_, strict=True)]
        if list_.tag == "ol" and len(items) > 1 and not any(inside for _, inside, _ in items):
            self._brought.tell("numbers without words are places to write now")
            items = [(mark, ["____"], blocks) for mark, _, blocks in items]
        is_tight = all(_is_tight(blocks) for _, _, blocks in items)
        made = [_hung(mark, ("\n" if is_tight else "\n\n").join(inside)) for mark, inside, _ in items if inside]
        return [("\n" if is_tight else "\n\n").join(made)] if made else []

    def _tell_of_numbers(self, list_: Element) -> None:
        if first := list_.get("first"):
            self._brought.tell_of_all(f"numbers printed as {first} are 1. 2. 3. now", "does the text name one of them?")

    def _table(self, table: Element, caption: Element | None) -> list[str]:
        """A table; one of a single row or column, which parts a page and says nothing by its columns, as what is in it."""
        made = grid(table)
        for told in made.lost if made.is_table else ():
            self._brought.tell(told)
        head = [_caption(caption, "Table")] if caption is not None else []
        if not made.is_table:
            if made.is_form:
                self._brought.tell("a form of merged cells: they stand below each other now")
            elif made.rows:
                self._brought.unframed()
            above = ["\n".join(lines(written(caption)))] if caption is not None else []
            return above + self.blocks(made.blocks(), 1)
        for list_ in table.iter("ol"):
            if not label_of(list_, 1):
                self._tell_of_numbers(list_)
        typed, parts = list[str](), parted_rows(made)
        for part, below in zip(parts, [*parts[1:], None], strict=True):
            if isinstance(part, Grid):
                typed, head = [*typed, "\n\n".join([*head, _rows(part)])], []
            elif isinstance(below, Grid) and not head and _is_title(part):
                head = [_caption(part[0], "Table")]
            else:
                typed += self.blocks(list(part), 1)
        return typed


def _is_title(part: Element) -> bool:
    return [each.tag for each in part] == ["p"] and len(words(part)) <= _LONGEST_TITLE


def heading(block: Element, level: int) -> str:
    """A heading on one line. It is bold by itself."""
    for bold in [each for each in block.iter() if each.tag in ("b", "strong")]:
        bold.tag = "span"
    text = re.sub(r"(?:^|(?<=[ \t]))#(?=#*$)", r"\\#", written(block, line_break=" "))
    return f"{'#' * level} {text}"


def lines(text: str) -> Iterable[str]:
    """One sentence to a line, and no line that is read as anything but words."""
    for line in text.split("\n"):
        starts = [0, *(start for _, start in sentence_ends(line))] if "<!--" not in line and "](" not in line else [0]
        for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
            parts = [line[start:end].rstrip(" ")]
            if len(parts[0]) > _LONGEST:
                parts = wrap(parts[0], _LONGEST, break_long_words=False, break_on_hyphens=False)
            yield from map(start_of_line, parts)


def _numbers(list_: Element) -> range:
    first = int(list_.get("start", "1"))
    return range(first, first + len(list_))


def _lettered(list_: Element) -> list[str]:
    """What stands before its items; nothing where the press would see no such list."""
    marks = [f"{label} " for number in _numbers(list_) if (label := label_of(list_, number))]
    return marks if all(map(words, list_)) and list_.get("start", "1") == "1" and len(marks) == len(list_) > 1 else []


def _hung(mark: str, text: str) -> str:
    first, *others = text.split("\n")
    return "\n".join([mark + first, *((" " * len(mark) + line).rstrip(" ") for line in others)])


def _is_tight(blocks: Sequence[Element]) -> bool:
    """Whether no blank line parts what an item holds. One that begins with a number is no sum then: - 2 days."""
    if any(block.tag == "ul" and len(block) == 1 and words(block).strip()[:1].isdigit() for block in blocks):
        return False
    return all(block.tag in ("p", "ul", "ol") for block in blocks) and sum(block.tag == "p" for block in blocks) < 2


def _is_caption(block: Element) -> bool:
    return block.get("class") == "caption"


def _is_of_picture(blocks: Sequence[Element], at: int) -> bool:
    """Whether a block below a picture is its caption, be it one that nobody has marked as such: Figure 1: The ward.

    A caption right above a table is that one's, if it does not say otherwise.
    """
    said, follows = words(blocks[at]).lower(), blocks[at + 1] if at + 1 < len(blocks) else None
    counts = blocks[at].tag == "p" and re.match(r"fig[a-z.]* [0-9]+[.:]", said) is not None
    is_of_table = follows is not None and follows.tag == "table" and not said.startswith("fig")
    return counts or _is_caption(blocks[at]) and not is_of_table


def _caption(block: Element, label: str) -> str:
    """The line of a caption, with the number that the document gave it."""
    text = written(block, line_break=" ")
    numbered = _CAPTION.match(text)
    if numbered is None or numbered.end() == len(text):
        return f"{label}: {text}"
    return f"{label} {numbered['number']}: {text[numbered.end() :]}"


def _picture(block: Element) -> str:
    return f"![{literal(block.get('alt', ''), is_in_link=True)}](<{block.get('src', '')}>)"


def _rows(made: Grid) -> str:
    rows = [[" <br> ".join(_in_cell(cell)) for cell in row] for row in made.rows]
    heads = [dict.fromkeys(filter(None, column)) for column in zip(*rows[: made.heads], strict=True)]
    rows[: made.heads] = [[": ".join(words) for words in heads]]  # Dose: Adult
    if made.heads == 1 and is_headless(made.rows):
        rows.insert(0, [""] * len(rows[0]))
    return "\n".join(typed_rows(rows))


def _in_cell(cell: Element | None) -> list[str]:
    """The lines of a cell, with a sign before each item of a list."""
    found: list[str] = []
    for block in cell if cell is not None else ():
        if block.tag in ("ul", "ol"):
            for number, item in zip(_numbers(block), block, strict=True):
                inside = _in_cell(item)
                sign = "&#8226;" if block.tag == "ul" else label_of(block, number) or f"{number}."
                found += [f"{sign} {inside[0]}", *inside[1:]] if inside else []
        elif block.tag in ("table", "tr", "td", "th", "blockquote", "box"):
            found += _in_cell(block)
        elif text := _picture(block) if block.tag == "img" else written(block, line_break=" <br> "):
            found.append(text)
    return found


def _code(text: str) -> str:
    if "{" in text:  # what Jinja2 would read there
        return "\n".join(lines("\\\n".join(literal(line) for line in text.strip("\n").split("\n"))))
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{fence}\n{text.strip(chr(10))}\n{fence}"
