"""Sections: a document parted by its headings, as a handout is."""
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from xml.etree.ElementTree import Element

from booklet.core.letters.raised import STRUCK_TAGS
from booklet.core.printed.works import DOI_IN_WORDS
from booklet.core.typed_command import command
from booklet.imports.brought import HEADING_TAGS, Brought, Chapter, element, words
from booklet.imports.tables import grid
from booklet.load.front_matter import FIELDS
from booklet.load.markdown.lettered import ROMAN_LABELS
from booklet.load.markdown.typed import pieces_of

_MOST = 990  # sections, since their files begin with three digits
_NUMBER = re.compile(r"(?P<number>[0-9]{1,3}|[IVX]{1,4}(?=[.):]))(?P<stop>[.):]?)\s+(?=\S)")  # 1. What it is, II. Methods
_WORKS = re.compile(  # the heading of works that somebody has typed
    r"^(?:title: \"|#{2,6} )(?P<title>References|Bibliograph(?:y|ie)|(?:Works|Literature) cited|Literatur(?:verzeichnis)?"
    r"|Quellen(?:verzeichnis)?|Références|Referencias|Bibliografía)(?= *:?\"?$)",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBER_OF_WORK = re.compile(rf"(?P<doi>{DOI_IN_WORDS.pattern})|\bPMID:? ?(?P<pmid>[0-9]{{4,9}})\b")
_SHORT = 80  # letters of a bold line that stands for a heading


def chapters(brought: Brought, otherwise: str) -> list[Chapter]:
    """The sections of a document, whose title is settled on the way; `otherwise` is the title of one that has none."""
    if brought.chapters:
        brought.title = brought.title_typed or otherwise
        return brought.chapters
    brought.blocks = [*_unframed(brought)]
    shown = [*_titled(brought), element("h1")]
    blocks = [block for block, below in pairwise(shown) if not (block.get("leads") and _ends(block, below))]
    is_plain = not any(block.tag in HEADING_TAGS for block in blocks) and not brought.title_typed
    if is_plain and blocks and _is_bold(blocks[0]) and not words(blocks[0]).endswith(":"):  # Your number:
        brought.title_typed = brought.title_of(blocks.pop(0))
        brought.tell_of_all(f'its first line is its title now: "{brought.title_typed}"', "title in booklet.toml")
    if not any(block.tag in HEADING_TAGS for block in blocks):
        _see_headings(blocks, brought)
    levels = [int(block.tag[1]) for block in blocks if block.tag in HEADING_TAGS]
    top = min(levels, default=1)
    lead = ""
    if levels.count(top) == 1 and len(set(levels)) > 1 and blocks[0].tag == f"h{top}":
        lead = brought.title_of(blocks.pop(0))
        top = min(level for level in levels if level > top)
        brought.title_typed = brought.title_typed or lead
    brought.title = brought.title_typed or brought.title or " ".join(re.split("[_-]+|\\s+", otherwise)).strip()
    found = list(_parted(blocks, top, lead or brought.title, brought))
    return found if len(found) <= _MOST else [Chapter(brought.title, tuple(shifted(blocks, top - 1)))]


def _unframed(brought: Brought) -> Iterator[Element]:
    """The blocks, where headings that lie in a table which only parts the page are headings of the document."""
    for block in brought.blocks:
        has_headings = block.tag == "table" and any(each.tag in (*HEADING_TAGS, "title") for each in block.iter())
        if has_headings and not (made := grid(block)).is_table:
            brought.return_to(block)
            brought.unframed()
            yield from made.blocks()
        else:
            yield block


def _ends(heading: Element, below: Element) -> bool:
    """Whether nothing stands between a heading and what is below it."""
    return below.tag in HEADING_TAGS and below.tag <= heading.tag


def _titled(brought: Brought) -> Iterator[Element]:
    """The blocks without title and subtitle, which the cover prints. A title right below it is one, another a heading."""
    is_begun = False
    for block in brought.blocks:
        if block.tag == "title" and not brought.title_typed:
            brought.title_typed = brought.title_of(block)
        elif block.tag in ("title", "subtitle") and not (brought.subtitle or is_begun or block is brought.blocks[-1]):
            brought.subtitle = brought.title_of(block)
        else:
            is_begun = True
            block.tag = {"title": "h1", "subtitle": "p"}.get(block.tag, block.tag)
            if block.tag in HEADING_TAGS and len(words(block)) > FIELDS["title"]:
                brought.tell(f'a paragraph had the style of a heading, and is one no longer: "{words(block)[:60]}..."')
                block.tag = "p"
            yield block


def _see_headings(blocks: Sequence[Element], brought: Brought) -> None:
    """In a document without any, short lines that are bold as a whole are what its author took for headings."""
    bold = [block for block, below in pairwise(blocks) if _is_bold(block) and not _is_bold(below)]
    for block in bold:
        block.tag = "h2"
    if bold:
        says = f"{len(bold)} short bold lines are headings now, since the document has none"
        brought.tell_of_all(says, "give them the style Heading 1 in your document, or take out the ## in the files")


def _is_bold(block: Element) -> bool:
    text, inside = words(block), pieces_of(block)
    is_whole = all(not piece.strip() if isinstance(piece, str) else piece.tag in ("b", "br") for piece in inside)
    return block.tag == "p" and is_whole and 0 < len(text) <= _SHORT and text[-1] not in ".,;"


def _parted(blocks: Sequence[Element], top: int, lead: str, brought: Brought) -> Iterator[Chapter]:
    title, inside, names = lead, list[Element](), tuple[str, ...]()
    for block in blocks:
        if block.tag == f"h{top}" and words(block) and not _is_struck(block):
            above, title, is_first = title, brought.title_of(block), title == lead and not names
            if is_first and title == lead:  # what stood above its title is of it
                names = tuple(block.get("names", "").split())
                continue
            if inside or above != lead:
                yield Chapter(above, tuple(shifted(inside, top)), names)
            inside, names = [], tuple(block.get("names", "").split())
        else:
            inside.append(block)
    if inside or title != lead:
        yield Chapter(title, tuple(shifted(inside, top)), names)


def _is_struck(block: Element) -> bool:
    """Whether no word is left where struck ones are left out."""
    struck = "".join(words(each) for each in block.iter() if each.tag in STRUCK_TAGS)
    return len(re.sub(r"\s", "", struck)) >= len(re.sub(r"\s", "", words(block)))


def shifted(blocks: Sequence[Element], top: int) -> Iterator[Element]:
    """The blocks with headings from level 2 on, none of which skips a level (PDF/UA-1, 7.4.2)."""
    above = 1
    for block in blocks:
        if block.tag in HEADING_TAGS:
            above = min(max(int(block.tag[1]) - top + 1, 2), above + 1)
            block.tag = f"h{above}"
        yield block


def tell_of_typed_works(text: str, brought: Brought) -> None:
    """Works that stand as words below a heading of their own stay words, which nobody can cite."""
    head = _WORKS.search(text)
    if head is None or not re.search(r"\b(?:19|20)[0-9]{2}\b|10\.", text[head.end() :]):  # nothing stands below it yet
        return
    numbers = [found["doi"] or f"PMID:{found['pmid']}" for found in _NUMBER_OF_WORK.finditer(text, head.end())]
    says = f'the works below "{head["title"]}" are words, as they were typed, and nothing cites them'
    added = command("refs", "add", *numbers[:1], evidence="KIND", source="FOLDER")
    hint = f"{added} makes one an entry, for [@key] in the text"
    brought.tell_of_all(says, hint if numbers else "leave them so, or bring in the library of your program for references")


def without_numbers(parts: list[tuple[Brought, Chapter]]) -> list[tuple[Brought, Chapter]]:
    """Titles that count as the press does lose their numbers, or each would be printed twice. Some may have none."""
    found = [_NUMBER.match(chapter.title) for _, chapter in parts]
    counted = [(n, each) for n, each in enumerate(found, 1) if each]
    is_sure = len(counted) == len(parts) or all(each["stop"] for _, each in counted)  # not 2 weeks later
    if len(counted) < 2 or not is_sure:
        return parts
    n, first = next(((n, each) for n, each in counted if _number(each) != n), (0, counted[0][1]))
    if n and not first["stop"]:
        return parts
    if n:
        says = f"titles keep their numbers, and the press numbers its sections too: {n} {first.string[:40]}"
        parts[n - 1][0].tell_of_all(says, "take them out of the files where the text names none of them")
        return parts
    for brought, _ in parts:
        brought.tell_of_all("the numbers before its titles are left out, for the press numbers its sections itself")
    ends = [each.end() if each else 0 for each in found]
    return [(of, replace(chapter, title=chapter.title[end:])) for (of, chapter), end in zip(parts, ends, strict=True)]


def _number(found: re.Match[str]) -> int:
    label = found["number"].lower()
    return int(label) if label.isdigit() else [*ROMAN_LABELS, label].index(label) + 1
