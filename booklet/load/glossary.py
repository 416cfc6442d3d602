"""The glossary: its terms, and what abbreviations stand for, told wherever a section uses them first.

`*[FDA]: Food and Drug Administration` on a line of glossary.md. A screen reader can then say the whole name; the page
looks as before (WCAG 2.2, 3.1.4; ISO 32000-1, 14.9.5).
"""
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from booklet.core.problems import Place, Problem
from booklet.core.text_file import Source
from booklet.load.dialect.inline import line_nodes
from booklet.load.dialect.reading import Reading
from booklet.load.markdown.grammar import TAG
from booklet.load.markdown.typed import Typed
from booklet.model.manuscript import Abbreviation, Term, abbreviation_pattern
from booklet.model.tree import Element, Words, walk

# e.g. nap (also: siesta), DVT (deep vein thrombosis), rash (of the skin)
_HEAD = re.compile(
    r"^(?P<head>[\w(][^()<>{}\[\]*_`|]*?)(?: \((?!also:)(?P<beside>[^()<>{}\[\]*_`|]+)\))?"
    r"(?: \(also: (?P<also>[^()<>{}\[\]*_`|]+)\))?$"
)
_PLURAL = re.compile(r"(?:.*\W)?(?!mean$)[a-z]{3,}(?P<end>[a-z])")  # a word that may have one, and its last letter
_MEANING = re.compile(r"^:\s+(?P<meaning>\S.*)$")  # e.g. :   A short sleep.
_HINT = "write the term on a line, then `:   meaning` on the next"
_LINE = re.compile(r"^\*\[(?P<short>[^\[\]]*)\]:(?P<long>.*)$")  # *[FDA]: Food and Drug Administration
_SHORT = re.compile(r"[\w.&/-]{2,12}")  # FDA, IL-6, e.g.
_HOW = "write *[FDA]: Food and Drug Administration"


def read_terms(source: Source, language: str = "en") -> tuple[list[Term], list[Problem]]:
    """Glossary entries in the order given: a term on a line, `:   ` and its meaning on the next. Above may stand a title."""
    reading = Reading(source.path, language=language)
    terms: list[Term] = []
    head: Typed | None = None
    for line in (Typed(text.rstrip(), [(0, number, 1)]) for number, text in enumerate(source.text.split("\n"), 1)):
        meaning = _MEANING.match(line)
        if meaning and head:
            terms += _terms(head, line.cut(meaning.start("meaning")), reading)
            head = None
            continue
        if line.startswith("# ") and not terms and not head:
            continue
        if head and line:
            reading.problem(head, "bad-glossary", "this term has no meaning", _HINT)
            head = None
        if meaning or line.startswith((" ", "\t", ":")):
            reading.problem(line, "bad-glossary", "no term stands above this; a meaning is one line", _HINT)
        elif line:
            head = line
    if head:
        reading.problem(head, "bad-glossary", "this term has no meaning", _HINT)
    return _with_plurals(terms) if language.startswith("en") else terms, reading.problems + _twice(terms)


def _terms(head: Typed, meaning: Typed, reading: Reading) -> list[Term]:
    """The term, or none where its head is not one."""
    read = _HEAD.match(re.sub(r"\s+", " ", head).replace("**", ""))
    id_ = re.sub(r"\W+", "-", read["head"].lower()).strip("-") if read else ""
    if not read or not id_:
        reading.problem(head, "bad-glossary", "this is not a term", "write `term`, or `term (also: word, other word)`")
        return []
    nodes = line_nodes(meaning, reading)
    is_plain = not reading.pictures and all(isinstance(node, (Words, Element)) for node in walk(nodes))
    if TAG.search(meaning) or "{{" in meaning or "{%" in meaning or not is_plain:
        says = "a meaning holds words only: no tags, links, citations or fields"
        reading.problem(meaning, "bad-glossary", says, "say it in one or two plain sentences")
        nodes = (Words(str(meaning)),)  # a draft shows it as it was typed
    words, beside = read["head"], read["beside"] or ""
    is_short = beside.isupper() and len(beside) > 2 or _is_short_for(words, beside) or _is_short_for(beside, words)
    also = [beside if is_short else "", *(read["also"] or "").split(",")]
    spellings = words, *(word.strip() for word in also if word.strip())
    return [Term(id_, f"{words} ({beside})" if beside else words, spellings, nodes, Place(reading.path, head.place()[0]))]


def _is_short_for(name: str, other: str) -> bool:
    """Whether one is made of letters of the other: DVT of deep vein thrombosis; not NHS (in England), tablet (US)."""
    letters = re.findall(r"[^\W\d_]", name.lower())
    return name.isupper() and len(letters) > 1 and re.match(".*".join(letters), other.lower()) is not None


def _with_plurals(terms: Sequence[Term]) -> list[Term]:
    """Terms that are met in English in the plural, too: naps, rashes; not where that is another term."""
    taken = {spelling for term in terms for spelling in term.spellings}
    told = []
    for term in terms:
        ends = [(spelling, ended["end"]) for spelling in term.spellings if (ended := _PLURAL.fullmatch(spelling))]
        plurals = [spelling + ("es" if end in "sxh" else "s") for spelling, end in ends]
        told.append(replace(term, spellings=(*term.spellings, *(word for word in plurals if word not in taken))))
    return told


def _twice(terms: Sequence[Term]) -> list[Problem]:
    """Two meanings for one word: the reader would be led to either of them."""
    seen: dict[str, Term] = {}
    problems = []
    for term in terms:
        for word in dict.fromkeys((term.id, *(spelling.lower() for spelling in term.spellings))):
            if seen.setdefault(word, term) is not term:
                says = f"{word} is explained twice"
                problems.append(Problem(term.place, "bad-glossary", says, f"see line {seen[word].place.line}"))
                break
    return problems


def read_abbreviations(source: Source) -> tuple[list[Abbreviation], Source, list[Problem]]:
    """The abbreviations of a glossary's file, the same file with their lines left empty, and what is wrong with them."""
    found: dict[str, Abbreviation] = {}
    problems: list[Problem] = []
    lines = source.text.split("\n")
    for number, line in enumerate(lines, 1):
        read = _LINE.match(line)
        if not read:
            continue
        lines[number - 1] = ""
        short, long, place = read["short"].strip(), read["long"].strip(), Place(source.path, number)
        if not _SHORT.fullmatch(short) or not long or len(long) > 200 or re.search(r"[<>{}\[\]]", long):
            problems.append(Problem(place, "bad-abbreviation", "this is no abbreviation with what it stands for", _HOW))
        elif short in found:
            says = f"{short} is explained twice"
            problems.append(Problem(place, "bad-abbreviation", says, f"see line {found[short].place.line}"))
        else:
            found[short] = Abbreviation(short, long, place)
    return list(found.values()), replace(source, text="\n".join(lines)), problems


def unused_abbreviations(abbreviations: Sequence[Abbreviation], texts: Iterable[str]) -> list[Problem]:
    """A problem for each abbreviation that no text has."""
    text = "\n".join(texts)
    return [
        Problem(known.place, "unused-term", f"no section uses {known.short}", "use it, or take it out")
        for known in abbreviations
        if not abbreviation_pattern([known]).search(text)
    ]
