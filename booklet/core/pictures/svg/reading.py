"""An SVG file as a tree of its elements, each with its line. Nothing is fetched, and no entity of a file's own is known."""
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element
from xml.parsers import expat

from booklet.core.pictures.svg.allowed import SVG
from booklet.core.problems import Place, Problem
from booklet.core.text_file import printable
from booklet.core.unseen import TYPE_ANEW, strange_in, strange_says, without_seams

DEEPEST, MOST_ELEMENTS = 50, 20_000  # of shapes in one another; of all of them
_MOST_TOLD = 20  # a drawing full of one thing would fill the screen, and hide what is wrong elsewhere
ADVICE = "look at it on the page; if it matters, save the drawing as a PNG"
HINT = "a drawing holds shapes and words only; save it as plain SVG"
_W3C = "-//W3C//DTD SVG"  # what older programs put before a drawing: it defines nothing that a reader does not know
_NAMES_SPACE = re.compile(r"https?://[\w./#-]{1,100}")  # what an entity of Illustrator stands for: the name of a namespace
_MOST_NAMES = 50


class Hostile(Exception):
    """Not to be read any further: it would grow to any size, or lose a part unseen."""


@dataclass(slots=True)
class Read:
    """What has been read of a file: its elements, and what is wrong with it."""

    path: str
    root: Element | None = None
    lines: dict[Element, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    advice: list[Problem] = field(default_factory=list)  # what is drawn another way than it was made
    filters: dict[str, Element] = field(default_factory=dict)  # by their ids
    grounds: dict[str, str] = field(default_factory=dict)  # the style of its outermost element, as it is written
    is_hopeless: bool = False  # it was not read to its end
    open: list[Element] = field(default_factory=list)  # the elements around what is read next

    def advise(self, line: int, says: str, hint: str = ADVICE, code: str = "simpler-drawing") -> None:
        """Tell what of the drawing is drawn another way, each thing once."""
        if len(self.advice) < _MOST_TOLD and all(problem.says != says for problem in self.advice):
            self.advice.append(Problem(Place(self.path, line), code, says, hint, is_advice=True))

    def unsafe(self, line: int, says: str, hint: str = HINT) -> None:
        """Tell what a drawing may not hold: each thing once, with the first line it stands on, and no more than a few."""
        if len(self.problems) >= _MOST_TOLD or any(problem.says == says for problem in self.problems):
            return
        self.problems.append(Problem(Place(self.path, line), "unsafe-drawing", says, hint))

    def start(self, name: str, attributes: dict[str, str], line: int) -> None:
        space, _, tag = name.rpartition(" ")
        element = Element(f"{{{space}}}{tag}", {_clark(key): value for key, value in attributes.items()})
        if len(self.open) > DEEPEST:
            self.unsafe(line, "shapes lie too deep in one another")
            raise Hostile
        if len(self.lines) >= MOST_ELEMENTS:
            self.unsafe(line, f"more than {MOST_ELEMENTS} shapes", "leave out what nobody can see at this size")
            raise Hostile
        if self.open:
            self.open[-1].append(element)
        else:
            self.root = element
        self.lines[element] = line
        if tag == "filter":
            self.filters.setdefault(element.get("id", ""), element)
        self.open.append(element)

    def words(self, text: str, line: int) -> None:
        around, text = self.open[-1], without_seams(text)
        if around.tag != f"{{{SVG}}}style" and (strange := strange_in(text)):
            place = Place(self.path, line)
            self.problems.append(Problem(place, "strange-text", strange_says(strange), TYPE_ANEW))
        if len(around):
            around[-1].tail = (around[-1].tail or "") + text
        else:
            around.text = (around.text or "") + text


def read_svg(content: bytes, path: str) -> Read:
    """The tree of an SVG file in any encoding that its first line may declare; `root` is None where it is no XML."""
    read = Read(path)
    last = len(content.rstrip().splitlines()) or 1
    try:
        _parse(content, read)
    except Hostile:
        read.is_hopeless = True
    except (expat.ExpatError, ValueError, LookupError) as error:  # the last two: of encodings that expat cannot read
        place = Place(path, min(getattr(error, "lineno", 1), last))
        read.is_hopeless = True
        read.problems.append(Problem(place, "bad-image", "this is not an SVG drawing", "save it again"))
    return read


def _parse(content: bytes, read: Read) -> None:
    reader = expat.ParserCreate(namespace_separator=" ")
    reader.buffer_text = True
    names: list[str] = []

    def refuse(says: str) -> Callable[..., None]:
        def handler(*_: object) -> None:
            read.unsafe(reader.CurrentLineNumber, says)
            raise Hostile

        return handler

    def doctype(name: str, system: str | None, public: str | None, has_own: int) -> None:
        if system and not (public or "").startswith(_W3C):
            refuse("a document type is here")()

    def entity(name: str, is_parameter: int, value: str | None, *_: object) -> None:
        names.append(name)
        if is_parameter or not _NAMES_SPACE.fullmatch(value or "") or len(names) > _MOST_NAMES:
            refuse("an entity is here")()

    def instruction(name: str, words: str) -> None:
        if name == "xml-stylesheet":
            read.unsafe(reader.CurrentLineNumber, "an instruction is here")

    reader.StartElementHandler = lambda name, attributes: read.start(name, attributes, reader.CurrentLineNumber)
    reader.EndElementHandler = lambda name: read.open.pop()
    reader.CharacterDataHandler = lambda text: read.words(text, reader.CurrentLineNumber)
    reader.StartDoctypeDeclHandler = doctype
    reader.EntityDeclHandler = entity
    reader.SkippedEntityHandler = lambda name, _: refuse(f"the entity {printable(name)} is not known")()
    reader.ProcessingInstructionHandler = instruction
    reader.Parse(content, True)


def _clark(name: str) -> str:
    """An attribute's name as ElementTree writes it: `{http://www.w3.org/1999/xlink}href`."""
    space, _, tag = name.rpartition(" ")
    return f"{{{space}}}{tag}" if space else tag
