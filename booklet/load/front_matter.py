"""Front matter: the YAML between two `---` lines that opens a section, and what stands for it where there is none.

A title may also be the first heading, `# What to bring`, or both if they say the same; a running head that nobody writes is
the title, cut to its length.
In the words of a field \\{{, \\{%, \\<, \\* and other marks with a backslash are the signs themselves.
"""
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePosixPath
from textwrap import shorten

import yaml

from booklet.core.catalogue import finding
from booklet.core.letters.raised import marked_in_letters
from booklet.core.own_table import STYLES
from booklet.core.problems import Place, Problem, nearest
from booklet.core.slips.yaml_slip import begin_slip, field_slip, is_cut, yaml_slip
from booklet.core.text_file import Source, printable
from booklet.core.unseen import strange_in, strange_says, without_strange
from booklet.load.markdown.grammar import NAMED, STYLED, TAG
from booklet.load.markdown.inline import Reader
from booklet.load.markdown.typed import Typed, lost_in, words_alone
from booklet.model.booklet import Imprint

# characters that each may have
FIELDS = {"title": 150, "running_head": 40, "layout": 20, "core": 3, "part": 60, "about": 120, "opener": 40}
IN_WORDS = ("title", "running_head", "part", "about")  # in words of the author
LAYOUTS = ("single-page",)  # one page to pull out: boxes as wide as the page
# title: Your hip: the first weeks. YAML wants such words in quotes, which nobody knows who is no programmer.
_COLON = re.compile(rf"^(?P<name>{'|'.join(IN_WORDS)}): +(?P<words>(?!.* #)\w.*:(?: .*)?)$", re.MULTILINE | re.IGNORECASE)
_LITERAL = re.compile(r"\\(?P<sign>\{(?=\\?[{%])|<(?=[A-Za-z/!?]))")  # \{{, \{\{{, \{%, \<b>
_PLAIN = re.compile(r"\\(?=[*_=`[])")  # before what would be a mark: \*Note\*
_CROP = re.compile(r"(?:[0-9]|[1-9][0-9]|100)% (?:[0-9]|[1-9][0-9]|100)%")  # 45% 52%: where, across and down
_OF_ALL = {"author": "authors", "date": "published", "lang": "language"}  # of other programs
_MOST = 40_000  # characters of front matter: websites keep all that they know of a page there
_HINT = "a section starts with ---, title: ..., running_head: ..., ---"
_HEAD = re.compile(r"\n*---[ \t]*\n(?P<head>(?:.*\n)*?)---[ \t]*(?:\n|$)")  # ---, title: What to bring, ---
_TITLE = re.compile(  # # What to bring
    r"\s*?(?:(?P<level>#{1,6}) +(?P<words>[^\s#].*?)(?: +#+)?|(?P<above>[^\s#].*)\n=+)[ \t]*(?:\n|$)"
)
_ASTRAY = re.compile(  # title: Rest, ---, where the first --- is missing; # Rest, ---, title: Rest
    r"\A(?:title|running_head)[ \t]*[:=].*\n(?:.+\n)*?---[ \t]*\n|^---[ \t]*\n(?:title|running_head)[ \t]*:",
    re.MULTILINE | re.IGNORECASE,
)
_OTHER_HEAD = re.compile(r"[-–—_=+*~]{1,9}[ \t]*\n(?:[\w-]+ *[:=].*\n)+[-–—_=+*~]{1,9}[ \t]*\n")  # —, title: Rest, —


@dataclass(frozen=True, slots=True)
class Head:
    """What the front matter says, the text below it, and the number of that text's first line; and `# Words {#name}`."""

    fields: dict[str, str]
    body: str
    first_line: int
    name: str = ""


def read_head(source: Source) -> tuple[Head, list[Problem]]:
    """The front matter of a section, and what is wrong with it. Only fields that are good are in the result."""
    head, problems = _read_head(source)
    is_given, titled = "title" in head.fields, _TITLE.match(head.body)
    if titled and not is_given and _is_one_of_several(titled):
        titled = None
    heading = STYLED.sub("", titled["words"] or titled["above"]) if titled else ""
    named = NAMED.search(heading)
    pieces = Reader(Typed(heading[: named.start()] if named else heading)).pieces()
    typed = words_alone(pieces)
    if titled and (not is_given or _is_same(typed, head.fields["title"])):
        lines = head.body.count("\n", 0, titled.end())
        name = named["id"] if named else ""
        head = replace(head, body=head.body[titled.end() :], first_line=head.first_line + lines, name=name)
        place = Place(source.path, head.first_line - 1)
        if lost := ", ".join(lost_in(pieces)):
            says = f"a title leaves out {printable(lost, most=200)}"
            problems.append(finding("lost-in-title", place, says, "write it into the text below the title"))
    if titled and not is_given:
        escaped = ("\\" * (at in typed.plain and sign in "{<") + sign for at, sign in enumerate(typed))
        words = " ".join("".join(escaped).split())
        head.fields["title"] = _LITERAL.sub(r"\g<sign>", words)
        wrong = _wrong("title", words, is_second=False)
        problems += [Problem(place, "bad-front-matter", *wrong)] if wrong else []
    elif not is_given and all(problem.slug != "bad-front-matter" for problem in problems):
        hint = f"begin with a line: # {_likely_title(head.body, source.path)}"
        problems.append(Problem(Place(source.path, 1), "bad-front-matter", "this section has no title", hint))
    if "title" in head.fields:
        head.fields.setdefault("running_head", shorten(head.fields["title"], FIELDS["running_head"], placeholder="…"))
    return head, problems


def _is_one_of_several(heading: re.Match[str]) -> bool:
    """Whether a heading ## has others like it, or a greater one, below: then none of them is the title."""
    level = len(heading["level"] or "#")
    others = re.compile(rf"^(?:#{{1,{level}}} |=+[ \t]*$)", re.MULTILINE)
    return level > 1 and others.search(heading.string, heading.end()) is not None


def _likely_title(body: str, path: str) -> str:
    """Words for a title: a line that is bold as a whole, or the name of the file."""
    bold = re.match(r"\s*\*\*(?P<words>[^*\n]{2,80})\*\*[ \t]*\n", body)
    named = re.fullmatch(r"(?:[0-9]+-)?(?P<words>.+)\.\w+", PurePosixPath(path).name)
    return bold["words"] if bold else named["words"].replace("-", " ").capitalize() if named else "What to bring"


def _is_same(one: str, other: str) -> bool:
    """Whether a heading says the title again: it would be printed twice."""
    return one.strip().rstrip(".:!").casefold() == other.rstrip(".:!").casefold()


def _read_head(source: Source) -> tuple[Head, list[Problem]]:
    found = _HEAD.match(source.text[:_MOST])
    is_begun = source.text.lstrip("\n").startswith("---") or _ASTRAY.search(source.text[:_MOST])
    if not found and not is_begun and not _OTHER_HEAD.match(source.text):
        return Head({}, source.text, 1), []
    if not found:
        slip = begin_slip(source.text[:_MOST].split("\n"))
        place = Place(source.path, slip.line, column=slip.column)
        return _without_head(source), [Problem(place, "bad-front-matter", slip.says, slip.hint)]
    first, first_line = source.line_at(found.start("head")), source.line_at(found.end())
    body = source.text[found.end() :]
    try:
        node = yaml.compose(_COLON.sub(_in_quotes, found["head"]), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        return Head({}, body, first_line), [_unparsed(error, found["head"], source.path, first)]
    if not isinstance(node, yaml.MappingNode):
        problem = Problem(Place(source.path, 1), "bad-front-matter", "this is not a list of fields", _HINT)
        return Head({}, body, first_line), [problem]
    fields, problems = _fields(node, source.path, found["head"].split("\n"), first)
    return Head(fields, body, first_line), problems


def _in_quotes(field: re.Match[str]) -> str:
    words = field["words"].replace("'", "''")
    return f"{field['name']}: '{words}'"


def _unparsed(error: Exception, head: str, path: str, first: int) -> Problem:
    """What the parser stumbled over, in the author's words. The head begins on line `first`."""
    slip = yaml_slip(head.split("\n"), _well_read, first)
    if slip:
        return Problem(Place(path, slip.line, column=slip.column), "bad-front-matter", printable(slip.says, 300), slip.hint)
    mark = getattr(error, "problem_mark", None)
    place = Place(path, first + min(mark.line if mark else 0, head.count("\n")))
    says = f"this is not YAML: {printable(getattr(error, 'problem', None) or 'not understood')}"
    return Problem(place, "bad-front-matter", says, "write each field as plain words on one line, in quotes where in doubt")


def _well_read(line: str) -> int:
    """How well YAML reads a line by itself: 2 as a field or an item, 1 as words alone, 0 not at all."""
    try:
        return 1 + isinstance(yaml.compose(line, Loader=yaml.SafeLoader), yaml.CollectionNode)
    except (yaml.YAMLError, RecursionError):
        return 0


def _without_head(source: Source) -> Head:
    """Where front matter begins and never ends, the text is taken to begin after its first blank line.

    A line of other strokes is taken for the one of hyphens that was meant: it is told once, and is no mark in the text.
    """
    begun = re.match(r"---[ \t]*\n(?:.+\n)*", source.text) or _OTHER_HEAD.match(source.text)
    at = begun.end() if begun else 0
    return Head({}, source.text[at:], source.line_at(at))


def _fields(node: yaml.MappingNode, path: str, lines: list[str], first: int) -> tuple[dict[str, str], list[Problem]]:
    fields: dict[str, str] = {}
    problems = []
    for key, value in node.value:
        place = Place(path, key.start_mark.line + first)
        name = key.value.lower().replace(" ", "_").replace("-", "_") if isinstance(key, yaml.ScalarNode) else ""
        if name not in FIELDS:
            of_all = _OF_ALL.get(name, name if name in Imprint.model_fields else "")
            hint = f"of the whole handout, booklet.toml says it: {of_all} = ..." if of_all else ""
            hint = hint or nearest(name, FIELDS, f"fields: {', '.join(FIELDS)}")
            problems.append(Problem(place, "unknown-front-matter", f"there is no field {printable(key.value)}", hint))
            continue
        words = " ".join(value.value.split()) if isinstance(value, yaml.ScalarNode) else ""
        wrong = _wrong(name, words, is_second=name in fields)
        if name == "layout" and words and wrong and not words.startswith("single"):  # another program's
            problems.append(Problem(place, "unknown-front-matter", *wrong))
            continue
        line = lines[key.start_mark.line]  # which may come to less than stands there: Ward #7 would be printed as Ward
        if name not in fields and (not words or is_cut(line)) and (slip := field_slip(line)):
            at, says, hint = slip
            problems.append(Problem(replace(place, column=at), "bad-front-matter", printable(says, 300), hint))
        elif wrong:
            problems.append(Problem(place, "bad-front-matter", *wrong))
        fields.setdefault(name, _LITERAL.sub(r"\g<sign>", _PLAIN.sub("", marked_in_letters(without_strange(words)))) or name)
    return fields, problems


@cache
def openers() -> tuple[str, ...]:
    """The icons that an opener may show."""
    return tuple(sorted(file.stem for file in (STYLES / "icons" / "stock").glob("*.svg")))


def _wrong(name: str, words: str, is_second: bool) -> tuple[str, str] | None:
    """What is wrong with the words of a field, and what to write; None for good ones."""
    bare, hint = _LITERAL.sub(".", words), _to_write(name, words)
    if is_second:
        return f"{name} is given twice", "keep one of them"
    if not words or words in ("~", "null"):
        return f"{name} holds no words", hint
    if name == "layout" and words not in LAYOUTS:
        return f"there is no layout {printable(words)}; there is {', '.join(LAYOUTS)}", hint
    if name == "opener" and not _CROP.fullmatch(words) and words not in openers():
        return f"there is no opener {printable(words)}", hint
    if name == "core" and words not in ("yes", "no"):
        return f"core is {printable(words)}; write yes for a section that short editions hold, or no", hint
    if len(bare) > FIELDS[name]:
        return f"{name} has {len(bare)} characters, and {FIELDS[name]} is the most", hint
    if strange := strange_in(words):
        return f"{name}: {strange_says(strange)}", hint
    if "{{" in bare or "{%" in bare:
        hint = "write the words themselves, or \\{{ for the signs; fields are filled in the text below the front matter"
        return f"{name} holds a field, which is not filled in here", hint
    if TAG.search(bare):
        return f"{name} holds HTML, which would be printed as it stands", "write the words alone, or \\< for the sign itself"
    return None


def _to_write(name: str, words: str) -> str:
    match name:
        case "layout":
            return f"write: layout: {LAYOUTS[0]}, or take the line out"
        case "opener":
            hint = "write a place of the cover picture, such as 45% 52%, or the name of an icon in styles/icons/stock"
            return nearest(words, openers(), hint)
        case "core":
            return "write: core: yes" if words.lower() in ("true", "on", "1") else "write: core: no, or take the line out"
    return "write it as plain words on one line"
