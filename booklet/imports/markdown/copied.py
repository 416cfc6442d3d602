"""Markdown that is copied: its tokens become the addresses of pictures and sections, once these are known."""
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from booklet.core.pictures.photograph import NoPicture
from booklet.core.text_file import printable
from booklet.imports.brought import Brought, Chapter
from booklet.imports.markdown.called import WORDS
from booklet.imports.pictures import Pictures
from booklet.model.tree import heading_name

_WORDS = rf"(?P<words>{WORDS})"
_PICTURE = re.compile(rf"!\[{_WORDS}\]\(<\ue100picture:(?P<name>[^\ue101]*)\ue101>\)")
_ORPHAN = re.compile(r"(?P<gone><!-- a picture stood here: [^\n]*? -->)\s*\nFigure: ")  # the caption of what is not there
_ALONE = re.compile(r"^(?P<above>(?![ ]{0,3}!\[)(?=.*\S).*\n\s*?)Figure: ", re.MULTILINE)  # a caption without its picture
_LED = re.compile(rf"(?<!\\)\[{_WORDS}\]\(\ue100section:(?P<name>[^\ue101]*)\ue101\)")


def keep_named_pictures(brought: Brought, pictures: Pictures) -> None:
    """Give the pictures that its text names their files."""
    for name, content in brought.pictures.items() if brought.chapters else ():
        try:
            brought.kept[name] = pictures.add(name, content)
        except NoPicture as error:
            says, hint = error.args
            brought.lost_in(PurePosixPath(name).name, f"a picture was left out: {says}", hint)


def homes_of(chapters: Iterable[Chapter], ids: Sequence[str]) -> dict[str, str]:
    """The id of a section by all that a link may call it: its file, with and without ending, and its title."""
    homes: dict[str, str] = {}
    for chapter, id_ in zip(chapters, ids, strict=True):
        for name in (*chapter.names, *(PurePosixPath(name).stem for name in chapter.names[:1])):
            homes.setdefault(heading_name(name), id_)
    return homes


def headings_counted(chapters: Iterable[Chapter]) -> Counter[str]:
    """In how many sections there is a heading of each name."""
    return Counter(name for chapter in chapters for name in set(_headings(chapter)))


def _headings(chapter: Chapter) -> Iterator[str]:
    typed = (line for line in chapter.text.split("\n") if line.startswith("##") and "](" not in line)
    return (heading_name(line.lstrip("#")) for line in typed)


def copied(brought: Brought, chapter: Chapter, homes: Mapping[str, str], places: Counter[str]) -> str:
    """The text of a section below its title. A link that leads nowhere is plain words; that is told."""
    own = set(_headings(chapter))

    def picture(found: re.Match[str]) -> str:
        kept = brought.kept.get(found["name"])
        gone = re.sub(r"[<>{}]|--", " ", found["words"] or PurePosixPath(found["name"]).name)
        return f"![{found['words']}](<{kept}>)" if kept else f"<!-- a picture stood here: {gone} -->"

    def link(found: re.Match[str]) -> str:
        page, _, part = unquote(found["name"]).partition("#")
        name = heading_name(part)
        if home := homes.get(name):
            return f"[{found['words']}](#{home})"
        if name in own or places[name] == 1:  # a heading, which the press finds by this name
            return f"[{found['words']}](#{quote(part, safe='-._~')})"
        if home := homes.get(heading_name(page)):
            return f"[{found['words']}](#{home})"
        brought.lost_in(chapter.title, f"a link to {printable(part or page)} is plain words now")
        return found["words"]

    text = _ORPHAN.sub(r"\g<gone>\n\n", _PICTURE.sub(picture, chapter.text))
    text = _ALONE.sub(r"\g<above>Figure\\: ", text)
    return f"{_LED.sub(link, text)}\n"
