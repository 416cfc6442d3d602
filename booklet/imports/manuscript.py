"""The manuscript: documents that were read become the files of a folder."""
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from xml.etree.ElementTree import Element

from booklet.core.pictures.photograph import NoPicture
from booklet.core.problems import BookletError, Place, Problem
from booklet.core.text_file import printable
from booklet.imports.brought import Brought, Chapter, Lost, element
from booklet.imports.figures import recounted
from booklet.imports.inline import address_of
from booklet.imports.literal import literal, seen
from booklet.imports.markdown.copied import copied, homes_of, headings_counted, keep_named_pictures
from booklet.imports.names import named
from booklet.imports.pictures import Pictures, words_of_picture
from booklet.imports.sections import chapters, tell_of_typed_works, without_numbers
from booklet.imports.writing import Writer, lines
from booklet.library.imports.joined import join_library
from booklet.load.front_matter import FIELDS
from booklet.model.manuscript import Reference

_ORDER = re.compile("[0-9]{3}-")  # what stands before the name of a section: 010-key-points.md
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?")  # en-GB


@dataclass(slots=True)
class NewManuscript:
    """Files by their names, what booklet.toml shall say, and what was not kept, by the name of each document."""

    title: str = ""
    subtitle: str = ""
    language: str = ""
    library: str = ""
    works: list[dict[str, Any]] = field(default_factory=list)  # entries of references.json
    files: dict[str, bytes] = field(default_factory=dict)
    lost: dict[str, list[Lost]] = field(default_factory=dict)
    for_cover: list[str] = field(default_factory=list)  # titles of documents, which no section has
    unsaid: list[str] = field(default_factory=list)  # files with a picture that has no alternative text

    @property
    def counts(self) -> tuple[tuple[int, str], ...]:
        """How many there are of what."""
        pictures = sum(name.startswith("figures/") for name in self.files)
        return (sum(name[0].isdigit() for name in self.files), "section"), (pictures, "picture")

    @property
    def cites(self) -> bool:
        """Whether a work is cited that is not known."""
        texts = (text for name, text in self.files.items() if name.endswith(".md"))
        return not self.works and any(re.search(rb"\[@\w", text) for text in texts)


def manuscript(
    documents: Mapping[str, Brought], there: Collection[str] = (), references: Sequence[Reference] = ()
) -> NewManuscript:
    """The manuscript of these documents, by their names, one after the other. Raises BookletError for an empty one.

    `there` are the files of a handout to which it is added: its sections stand behind those, and no name is given twice;
    `references` are the works that it has.
    """
    made = NewManuscript()
    parts: list[tuple[Brought, Chapter]] = []
    for name, brought in documents.items():
        parts += [(brought, chapter) for chapter in chapters(brought, PurePosixPath(name).stem)]
    parts = without_numbers(parts)
    if empty := [name for name, brought in documents.items() if not any(each is brought for each, _ in parts)]:
        says = "nothing in this document can be printed"
        raise BookletError(Problem(Place(name), "empty-document", says, _why_empty(documents[name])) for name in empty)
    taken = Counter({_ORDER.sub("", PurePosixPath(name).name.partition(".")[0]) for name in there})
    ids = [named(chapter.title, taken, "part") for _, chapter in parts]
    pictures = Pictures(taken)
    for brought in documents.values():
        _keep_pictures(brought, pictures)
        keep_named_pictures(brought, pictures)
        before = [Reference(work["id"], work, "", Place("")) for work in made.works]
        made.works += _name_works(brought, [*references, *before])
    homes = homes_of((chapter for _, chapter in parts), ids)
    places = headings_counted(chapter for _, chapter in parts)
    texts = list[str]()
    for brought, chapter in parts:
        _lead_links(brought, chapter, parts, ids)
        texts.append(copied(brought, chapter, homes, places) if chapter.text else typed_blocks(brought, chapter.blocks))
    numbers = _numbers(len(parts), there)
    for number, id_, (brought, chapter), below in zip(numbers, ids, parts, recounted(texts, parts), strict=True):
        text = _head(chapter.title) + below
        made.files[f"{number:03}-{id_}.md"] = text.encode()
        tell_of_typed_works(text, brought)
        if re.search(r"^ *!\[\]\(", text, re.MULTILINE):
            made.unsaid.append(f"{number:03}-{id_}.md")
    known = {short: long for brought in documents.values() for short, long in brought.abbreviations.items()}
    made.files |= _glossary(known, made.files.values()) | pictures.files
    made.lost = {name: [*brought.lost] for name, brought in documents.items()}
    first = next(iter(documents.values()))
    made.title, made.subtitle = _plain(first.title), _plain(first.subtitle)
    titles = {chapter.title for _, chapter in parts}
    said = (words for each in documents.values() for words in (each.title_typed, each.subtitle))
    made.for_cover = [_plain(words) for words in said if words not in ("", *titles)]
    made.library = next(filter(None, (brought.library for brought in documents.values())), "")
    made.language = _tag(first.language) if _LANGUAGE.fullmatch(first.language) else ""
    return made


def _numbers(count: int, there: Iterable[str]) -> range:
    """What the files of sections begin with: tens, so that others can come between; ones where there is no room for tens."""
    last = max((int(found[0][:3]) for name in there if (found := _ORDER.match(name))), default=0)
    tens = range(last // 10 * 10 + 10, 1_000, 10)[:count]
    ones = range(last + 1, 1_000)[:count]
    if len(ones) < count:
        says = f"there are but {len(ones)} numbers behind the last section, for {count} sections"
        raise BookletError([Problem(Place(f"{last:03}-..."), "section-name", says, "number the sections anew, from 010 on")])
    return tens if len(tens) == count else ones


def _why_empty(brought: Brought) -> str:
    """What a document holds in the place of words, and what can be done."""
    held = (f"{each.says}: {each.hint}" for each in brought.lost if each.hint)
    return next(held, "is it the file that you mean?")


def _glossary(known: Mapping[str, str], texts: Iterable[bytes]) -> dict[str, bytes]:
    """The file with what abbreviations stand for, of those that a section has."""
    text = "\n".join(text.decode() for text in texts)
    used = (short for short in known if re.search(rf"(?<![\w-]){re.escape(short)}(?![\w-])", text))
    glossary = "".join(f"*[{short}]: {known[short]}\n" for short in used)
    return {"glossary.md": glossary.encode()} if glossary else {}


def _tag(language: str) -> str:
    """A language as booklet.toml has it: en-GB of en-gb, zh-Hant of ZH-hant."""
    first, *others = language.split("-")
    return "-".join([first.lower(), *(part.title() if len(part) == 4 else part.upper() for part in others)])


def _keep_pictures(brought: Brought, pictures: Pictures) -> None:
    """Give each picture its file. What cannot be printed leaves a comment where it stood."""
    for block in brought.blocks:
        brought.return_to(block)
        for image in list(block.iter("img")):
            name = image.get("src", "")
            image.set("alt", words_of_picture(image.get("alt", ""), name))
            try:
                image.set("src", pictures.add(name, brought.pictures.get(name, b"")))
            except NoPicture as error:
                says, hint = error.args
                brought.tell(f"a picture was left out: {says}", f"{hint}, and add it: ![What it shows](figures/NAME.png)")
                image.tag, image.text = "comment", f"a picture stood here: {image.get('alt') or name}"
                image.attrib.clear()


def _name_works(brought: Brought, known: Sequence[Reference]) -> list[dict[str, Any]]:
    """Give each work that is cited its key; those that are not known yet."""
    joined = join_library(brought.works.values(), known)
    for block in (*brought.blocks, *(each for note in brought.notes.values() for each in note)):
        for mark in block.iter("cited"):
            for work in list(mark):
                if key := joined.keys.get(work.get("name", "")):
                    work.set("key", key)
                else:
                    mark.remove(work)
            if not len(mark):
                mark.tag, mark.text = "comment", "a citation stood here"
    if joined.keys:
        says = f"citations of a program for references are the press's own now, their works ({len(joined.keys)})"
        brought.tell_of_all(f"{says} are in references.json")
    for problem in joined.problems:
        if problem.slug in ("retracted-work", "lost-in-import"):
            brought.tell_of_all(problem.says, problem.hint)
    return joined.entries


def _lead_links(brought: Brought, chapter: Chapter, parts: Sequence[tuple[Brought, Chapter]], ids: Sequence[str]) -> None:
    """Links to a place in the document lead to the section that has it."""
    links = [link for block in chapter.blocks for link in block.iter("a") if link.get("href")]
    for link in links:
        if not address_of(link):
            brought.tell_of_all("links to what lies beside the document are plain words now", "write [words](https://...)")
        if not link.attrib["href"].startswith("#"):
            continue
        name = link.attrib["href"][1:]
        homes = (id_ for (other, each), id_ in zip(parts, ids, strict=True) if other is brought and _has(each, name))
        home = next(homes, "")
        if not home:
            brought.tell_of_all("links to places in the document that are not known are plain words now")
        link.set("href", f"#{home}" if home else "")


def _has(chapter: Chapter, name: str) -> bool:
    inside = (each.get("names", "").split() for block in chapter.blocks for each in block.iter())
    return name in chapter.names or any(name in names for names in inside)


def typed_blocks(brought: Brought, blocks: Sequence[Element]) -> str:
    """A section's text below its title: its blocks, then their notes."""
    numbers = [each.get("id", "") for block in blocks for each in block.iter("note")]
    written = Writer(brought).blocks(blocks)
    notes = [text for number in dict.fromkeys(numbers) for text in _note(brought, number)]
    cleaned = [seen(line) for line in "\n\n".join([*written, *notes]).split("\n")]
    if hidden := sum(count for _, count in cleaned):
        brought.tell_of_all(f"{hidden} letters that nobody sees were taken out")
    return "\n".join(line for line, _ in cleaned) + "\n"


def _head(title: str) -> str:
    """The front matter of a section, and below it the whole of a title that is too long for one."""
    short, whole = _cut(_plain(title))
    words = re.sub(r"\{(?=[{%])|<(?=[A-Za-z/!?])|(?<!\w)[*_=`](?=\S)|\[(?=[^][]+\]\()", r"\\\g<0>", short)
    below = "\n".join(lines(literal(whole))) + "\n\n" if whole else ""
    return f"---\ntitle: {json.dumps(words, ensure_ascii=False)}\n---\n\n{below}"


def _note(brought: Brought, number: str) -> list[str]:
    inside = Writer(brought).blocks(brought.notes.get(number, [element("p", "?")]), depth=1)
    return [f"[^{number}]: " + "\n\n".join(inside).replace("\n", "\n    ").replace("\n    \n", "\n\n")]


def _plain(title: str) -> str:
    """Words for a title, on one line and without what nobody sees."""
    return " ".join(seen(title)[0].split())


def _cut(title: str) -> tuple[str, str]:
    """A title no longer than the press takes, and the whole of a longer one, which is printed below it."""
    if len(title) <= FIELDS["title"]:
        return title or "?", ""
    return printable(title[: FIELDS["title"] - 3].rsplit(" ", 1)[0], most=FIELDS["title"]) + "...", title
