"""What a text calls by a name of its own: works, as Pandoc and Manubot cite them, and headings, as Pandoc links to them."""
import re
from collections.abc import Callable, Container

from booklet.imports.brought import Brought
from booklet.load.markdown.links import folded
from booklet.model.tree import heading_name

WORDS = r"(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*"  # between brackets, which may hold others
# [see @lee2020, p. 4; -@ray2019], @lee2020; not ann@example.org, \\@lee2020, [@lee2020]: https://example.org
_CITED = re.compile(
    r"(?<![\\!\]])\[(?P<works>[^\[\]@]*(?<![\w\\.])@\w[^\[\]]*)\](?![(\[{:])"
    r"|(?<![\w@\\./:-])@(?P<alone>[A-Za-z][A-Za-z_-]*(?:19|20)[0-9]{2}\w*)"
)
_CITES = re.compile(r"\[[^\[\]@\n]*(?<!\w)@\w[^\[\]]*\]")
_WORK = re.compile(r"\s*(?P<before>[^@]*?)\s*-?@(?P<work>.*)", re.DOTALL)
_TAG = re.compile(r"^\[@(?:tag:)?(?P<tag>[\w:.-]+)\]:[ \t]*(?P<work>\w+:\S+)[ \t]*\n?", re.MULTILINE)  # [@lee]: doi:10.1/2
_TAGGED = re.compile(r"(?<=@)(?:tag:)?(?P<tag>[\w:.-]*\w)")
_HEADING = re.compile(  # ## When to call {#call}
    r"^ {0,3}(?:#{1,6}[ \t]+(?P<words>.{1,300}?)(?:[ \t]+#+)?|(?P<above>\S.{0,300}?))"
    r"(?:[ \t]*\{#(?P<id>[\w.:-]+)[^{}]*\})?[ \t]*(?(above)\n {0,3}(?:=+|-+)[ \t]*)$",
    re.MULTILINE,
)
_LED = re.compile(  # [the causes][Causes]; not [[Causes]]
    rf"(?<![!\\\]\[])\[(?!\[)(?P<words>{WORDS})\](?:\[(?P<label>[^\[\]\n]*)\])?(?![(\[{{:])"
)
_BOOK = re.compile(  # [the book](isbn:9780306406157)
    rf"(?<!!)\[(?P<words>{WORDS})\]\(isbn:(?P<of>[0-9Xx-]{{10,17}})\)|<(?:urn:)?isbn:(?P<alone>[0-9Xx-]{{10,17}})>"
)
_KEPT = re.compile(r"(?<=[^\s\\])\\ (?=\S)")  # 5\ mg, as Pandoc keeps a number and its unit together
_SHORT = 3  # letters of words in brackets that are no link, though a heading be called so: [x], [1]


class Called:
    """The names of one text. `named` are those that it defines, `led` writes a link from a place and words."""

    def __init__(self, text: str, defined: Container[str], led: Callable[[str, str], str], name: str, brought: Brought):
        self._defined, self._led, self._name, self._brought = defined, led, name, brought
        self._cites = _CITES.search(text) is not None
        self._tagged = {found["tag"]: found["work"] for found in _TAG.finditer(text)}
        heads = [(found["words"] or found["above"], found["id"]) for found in _HEADING.finditer(text)]
        self._headings = {heading_name(words) for words, _ in heads}
        self.ids = {id_: words for words, id_ in heads if id_}

    def without_tags(self, text: str) -> str:
        """The text with the works that Manubot's tags stand for."""
        if not self._tagged:
            return text
        return _TAGGED.sub(lambda found: self._tagged.get(found["tag"], found[0]), _TAG.sub("", text))

    def read(self, text: str) -> str:
        """A text outside of code, with citations of the press, numbers of books and links to headings."""
        text = _BOOK.sub(lambda of: f"{of['words']} (ISBN {of['of']})" if of["of"] else f"ISBN {of['alone']}", text)
        return _LED.sub(self._heading, _CITED.sub(self._cited, _KEPT.sub("\u00a0", text)))

    def _heading(self, found: re.Match[str]) -> str:
        """A link by the words of a heading, without an address."""
        label = found["label"] or found["words"]
        is_led = found["label"] is not None or len(label) > _SHORT and not found.string.startswith("#")
        is_heading = is_led and heading_name(label) in self._headings and folded(label) not in self._defined
        return self._led(f"#{label}", found["words"]) if is_heading else found[0]

    def _cited(self, found: re.Match[str]) -> str:
        """A citation of Pandoc: the press prints numbers, and no authors; words before a work stand before its number."""
        if found["alone"] and not self._cites:
            return found[0]  # somebody's name on another site
        works = [_WORK.match(each) for each in (found["works"] or f"@{found['alone']}").split(";")]
        if not all(works):
            return found[0]
        made = [(work["before"].strip(), f"@{work['work'].strip()}") for work in works if work]
        plain = f"[{'; '.join(work for _, work in made)}]"
        if any(before for before, _ in made):
            plain = f"({'; '.join(f'{before} [{work}]'.strip() for before, work in made)})"
        if plain != found[0]:
            says = f"a citation is a number, without the author's name or the year: {found[0][:60]} is {plain[:60]}"
            self._brought.lost_in(self._name, says, "name who wrote it in your words")
        return plain
