"""Markdown that is copied: its tokens become the addresses of pictures and sections, once these are known."""
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from booklet.core.pictures.photograph import NoPicture
from booklet.core.text_file import printable
from booklet.imports.brought import Brought, Chapter
from booklet.imports.pictures import Pictures

_WORDS = r"(?P<words>(?:[^\[\]\\]|\\.)*)"
_PICTURE = re.compile(rf"!\[{_WORDS}\]\(<\ue100picture:(?P<name>[^\ue101]*)\ue101>\)")
_LED = re.compile(rf"\[{_WORDS}\]\(\ue100section:(?P<name>[^\ue101]*)\ue101\)")


def kept_pictures(brought: Brought, pictures: Pictures) -> dict[str, str]:
    """The files of its pictures, by the names under which the text knows them."""
    kept = {}
    for name, content in brought.pictures.items() if brought.chapters else ():
        try:
            kept[name] = pictures.add(name, content)
        except NoPicture as error:
            says, hint = error.args
            brought.lost_in(PurePosixPath(name).name, f"a picture was left out: {says}", hint)
    return kept


def homes_of(chapters: Iterable[Chapter], ids: Sequence[str]) -> dict[str, str]:
    """The id of a section by all that a link may call it: its file, with and without ending, and its title."""
    homes: dict[str, str] = {}
    for chapter, id_ in zip(chapters, ids, strict=True):
        for name in (*chapter.names, *(PurePosixPath(name).stem for name in chapter.names[:1])):
            homes.setdefault(_key(name), id_)
    return homes


def copied(brought: Brought, chapter: Chapter, homes: Mapping[str, str], images: Mapping[str, str]) -> str:
    """The text of a section below its title. A link that leads nowhere is plain words; that is told."""

    def picture(found: re.Match[str]) -> str:
        return f"![{found['words']}](<{images[found['name']]}>)" if found["name"] in images else ""

    def link(found: re.Match[str]) -> str:
        page, _, part = found["name"].partition("#")
        if home := homes.get(_key(part)) or homes.get(_key(page)):
            return f"[{found['words']}](#{home})"
        brought.lost_in(chapter.title, f"a link to {printable(page)} is plain words now")
        return found["words"]

    return f"{_LED.sub(link, _PICTURE.sub(picture, chapter.text))}\n"


def _key(name: str) -> str:
    """A title as a link writes it: When-to-call, when to call."""
    return " ".join(re.sub(r"[^\w./]+", " ", name.casefold()).split())
