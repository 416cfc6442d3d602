"""What a page declares so that each of its letters is set: a @font-face for each face that it needs, and no others.

On paper each face has a name of its own, and the renderer is told to ask one after the other: WeasyPrint 70 takes two
fonts of one name and weight for the same. A browser does that by itself, so there all of them bear the name of the look.
"""
from base64 import b64encode
from collections.abc import Iterator
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont
from fontTools.ttLib.woff2 import decompress

from booklet.core.letters.chain import Face, chain, setters

_UPRIGHT = [int.from_bytes(tag) for tag in (b"VORG", b"vhea", b"vmtx")]  # how to set from top to bottom, which nobody does


def paper_rules(text: str, language: str, fonts: str) -> tuple[str, tuple[str, ...]]:
    """The rules for a text, and the names of all faces that may set it, the look's own first. Where that sets all of it,
    there are no rules. `fonts` is the address of the folder of our own fonts.
    """
    needed = [(face, letters) for face, letters in setters(text).items() if face != chain()[0]]
    rules = [rule for face, letters in needed for rule in _paper_rules(face, letters, language, fonts)]
    return "\n".join(rules), (chain()[0].family, *(face.name_on_paper for face, _ in needed))


def _paper_rules(face: Face, letters: str, language: str, fonts: str) -> Iterator[str]:
    for weight, name in face.files.items():
        source = f"{fonts}/{name}"
        if face.members:
            source = data_url(cut_for_paper(face, weight, letters, language), "font/otf")
        yield f'@font-face{{font-family:"{face.name_on_paper}";font-weight:{weight};src:url("{source}")}}'


def cut_for_paper(face: Face, weight: int, letters: str, language: str) -> bytes:
    """The font of a face that lies on the machine, with the glyphs of these letters and no others."""
    return _cut(there(face, weight), letters, face.member(letters, language), is_web=False)


def web_rules(text: str, language: str) -> str:
    """A rule for each weight of each face, with the glyphs that the text needs and no others inside.

    Each face is there in all weights of the look, the nearest in place of one that it has not: a browser that has found the
    weight asks no face of another weight for a letter.
    """
    rules, whole = [], "".join(sorted(set(text)))
    for face, letters in setters(text).items():
        is_look = face == chain()[0]
        reach = "" if is_look else f"unicode-range:{','.join(f'U+{ord(letter):X}' for letter in letters)};"
        for weight in chain()[0].files:
            member = face.member(letters, language) if face.members else -1
            nearest = max((known for known in face.files if known <= weight), default=min(face.files))
            source = data_url(_cut(there(face, nearest), whole if is_look else letters, member), "font/woff2")
            rules.append(
                f'@font-face{{font-family:"{chain()[0].family}";font-weight:{weight};font-display:block;{reach}'
                f'src:url("{source}") format("woff2")}}'
            )
    return "\n".join(rules)


@cache
def unfolded(file: Path) -> bytes:
    """A face of ours as fonts are installed. WeasyPrint would unfold each for each document, a third of a page's time.

    Raises ValueError, with the file, where it is no font.
    """
    content, folded = BytesIO(), BytesIO(file.read_bytes())
    try:
        decompress(folded, content)
    except Exception as error:  # fontTools lets through whatever its parts raise
        raise ValueError(f"this is no font, or damaged: '{file}'") from error
    return content.getvalue()


def there(face: Face, weight: int) -> Path:
    file = face.file(weight)
    if file is None:
        raise LookupError(f"{face.family} is not on this machine")  # load tells the author before
    return file


@lru_cache(maxsize=32)
def _cut(file: Path, letters: str, member: int, is_web: bool = True) -> bytes:
    """The font with the glyphs of these letters and no others; `member` is which font of a collection is meant.

    On paper it is keyed by the number of each glyph, as WeasyPrint 70 takes the one for the other; and has no hints.
    """
    source = hb.Blob.from_file_path(file) if member >= 0 else hb.Blob(unfolded(file))
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, f"{letters} \u00a0"))
    wanted.drop_table_tag_set.update(_UPRIGHT)
    if not is_web:
        wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.CFF_IDENTITY_CHARSET
    content: bytes = wanted.subset(hb.Face(source, max(member, 0))).blob.data
    return _folded(content) if is_web else content


def _folded(content: bytes) -> bytes:
    with TTFont(BytesIO(content), recalcTimestamp=False) as font:
        font.flavor = "woff2"
        return saved(font)


def saved(font: TTFont) -> bytes:
    content = BytesIO()
    font.save(content)
    return content.getvalue()


def data_url(content: bytes, kind: str) -> str:
    """The content as an address that holds all of it."""
    return f"data:{kind};base64,{b64encode(content).decode('ascii')}"
