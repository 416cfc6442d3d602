"""What a text calls by a name of its own: works, as Pandoc and Manubot cite them, and headings, as Pandoc links to them."""
import re
from collections.abc import Callable, Container

from booklet.core.own_table import own_table, signs_in
from booklet.imports.brought import Brought
from booklet.load.markdown.links import folded
from booklet.model.tree import heading_name

WORDS = r"(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*"  # between brackets, which may hold others
_SIGNS = signs_in(own_table(__file__), {"words": WORDS}.__getitem__)
_SHORT = 3  # letters of words in brackets that are no link, though a heading be called so: [x], [1]


class Called:
    """The names of one text. `named` are those that it defines, `led` writes a link from a place and words."""

    def __init__(self, text: str, defined: Container[str], led: Callable[[str, str], str], brought: Brought):
        self._defined, self._led, self._brought = defined, led, brought
        self._cites = _SIGNS["cites"].search(text) is not None
        self._tagged = {found["tag"]: found["work"] for found in _SIGNS["tag"].finditer(text)}
        heads = [(found["words"] or found["above"], found["id"]) for found in _SIGNS["heading"].finditer(text)]
        self._headings = {heading_name(words) for words, _ in heads}
        self.ids = {id_: words for words, id_ in heads if id_}

    def without_tags(self, text: str) -> str:
        """The text with the works that Manubot's tags stand for."""
        if not self._tagged:
            return text
        return _SIGNS["tagged"].sub(lambda found: self._tagged.get(found["tag"], found[0]), _SIGNS["tag"].sub("", text))

    def read(self, text: str) -> str:
        """A text outside of code, with citations of the press, numbers of books and links to headings."""
        text = _SIGNS["book"].sub(lambda of: f"{of['words']} (ISBN {of['of']})" if of["of"] else f"ISBN {of['alone']}", text)
        return _SIGNS["led"].sub(self._heading, _SIGNS["cited"].sub(self._cited, _SIGNS["kept"].sub("\u00a0", text)))

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
        works = [_SIGNS["work"].match(each) for each in (found["works"] or f"@{found['alone']}").split(";")]
        if not all(works):
            return found[0]
        made = [(work["before"].strip(), f"@{work['work'].strip()}") for work in works if work]
        plain = f"[{'; '.join(work for _, work in made)}]"
        if any(before for before, _ in made):
            plain = f"({'; '.join(f'{before} [{work}]'.strip() for before, work in made)})"
        if plain != found[0]:
            says = f"a citation is a number, without the author's name or the year: {found[0][:60]} is {plain[:60]}"
            self._brought.tell(says, "name who wrote it in your words")
        return plain
