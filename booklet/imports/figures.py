"""Figures that a document has counted itself: the press counts anew, so a caption loses its number and text leads to it."""
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from booklet.imports.brought import Brought, Chapter
from booklet.imports.literal import outside
from booklet.imports.markdown.called import WORDS
from booklet.imports.markdown.code import BLOCK_OF_CODE

_NUMBER = r"[1-9][0-9]{0,2}(?:[.-][0-9]{1,2})?"
# A picture, perhaps blank lines, and its caption: Figure 3: The ward, **Fig. 2.1** The ward, *Figure 3. The ward*
_CAPTIONED = re.compile(
    rf"(?P<picture>^[ >]*(?:(?:[-*+]|\d{{1,3}}[.)])[ ]+)?!\[{WORDS}\]\(<figures/(?P<id>[^\n<>]+)\.\w+>\)"
    r"(?:\{[^{}\n]*\})?[ ]*\n(?:[ >]*\n){0,4}[ >]*)"
    rf"(?P<set>[*_]{{0,3}})Fig(?:ure|\.)?[ \u00a0](?P<number>{_NUMBER})[ ]?"
    r"(?:(?:[.:](?:(?P=set))?|(?P=set)(?<=[*_]))[ \u00a0]+(?P<words>\S[^\n]*)|[.:]?(?P=set)[ ]*)$",
    re.MULTILINE,
)
_SHOWN = re.compile(r"\]\(<figures/(?P<id>[^\n<>]+)\.\w+>\)")
# Figure 2, Figs 1 and 2; not Figure 9 of the guideline
_NAMED = re.compile(
    rf"\b[Ff]ig(?:ures?|s?\.?)[ \u00a0](?P<numbers>{_NUMBER}(?:(?:,|,? (?:and|or|&)|[ ]?[-\u2013]|[ ]to) ?{_NUMBER})*)"
    r"(?!\w|[.,:-]\d| (?:of|in|from)\b)"
)
_AS_IT_STANDS = re.compile(
    rf"{BLOCK_OF_CODE.pattern}|^#+ [^\n]*|<!--(?:(?!<!--).)*?-->|`[^`\n]+`|(?<!\\)\[{WORDS}\]\([^()\n]*\)",
    re.MULTILINE | re.DOTALL,
)


def recounted(texts: Sequence[str], of: Sequence[tuple[Brought, Chapter]]) -> list[str]:
    """The texts of sections, each `of` its document and chapter."""
    scopes = [(id(brought), chapter.lead) for brought, chapter in of]
    shown = Counter(found["id"] for text in texts for found in _SHOWN.finditer(text))
    called: dict[tuple[int, str, str], set[str]] = defaultdict(set)
    for text, scope in zip(texts, scopes, strict=True):
        for caption in _CAPTIONED.finditer(text):
            called[*scope, caption["number"]].add(caption["id"])

    def led(text: str, brought: Brought, scope: tuple[int, str]) -> str:
        def pointers(named: re.Match[str]) -> str:
            made = re.sub(_NUMBER, lambda number: pointer(number[0]), named["numbers"])
            if "[](#" in made and not re.search(r"\d|\) ?(?:-|\u2013|to)", re.sub(r"\(#[^()]*\)", "()", made)):
                return made
            if any((*scope, number) in called for number in re.findall(r"\d+(?:\.\d+)?", named["numbers"])):
                says = f"the text names {named[0]}, and the press counts anew"
                brought.tell_of_all(says, "see that it names the right one")
            return named[0]

        def pointer(number: str) -> str:
            ids = called.get((*scope, number), set())
            is_one = len(ids) == 1 and shown[min(ids)] == 1
            return f"[](#{min(ids)})" if is_one else number

        text = _CAPTIONED.sub(_caption, text)
        return outside(_AS_IT_STANDS, lambda words: _NAMED.sub(pointers, words), text)

    return [led(text, brought, scope) for text, (brought, _), scope in zip(texts, of, scopes, strict=True)]


def _caption(found: re.Match[str]) -> str:
    words = found["words"]
    return f"{found['picture']}Figure: {words.removesuffix(found['set'])}" if words else f"{found['picture'].rstrip()}\n"
