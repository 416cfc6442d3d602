"""references.json: the works that a handout may cite, in CSL-JSON, and what is wrong with them.

A library is larger than a handout. What is wrong with a work keeps nobody from building, until the work is cited: so it
stands with the work, and `cite` tells it.
"""
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from booklet.core.json_text import LONGEST_KB, Entry, entries_of
from booklet.core.problems import Problem, nearest
from booklet.core.text_file import Source, printable, read_source
from booklet.load.works.tidy import tidied
from booklet.core.printed.evidence import KINDS, known_kind, told_kind
from booklet.model.cited import retold
from booklet.model.manuscript import Reference, Section
from booklet.model.tree import Citation, Node, Nodes, mapped

_ARXIV = re.compile(r"arxiv(?:\.org/(?:abs|pdf)/|\.)(?P<id>[0-9]{4}\.[0-9]{4,5})", re.IGNORECASE)  # arXiv.2101.00001


def read_references(file: Path, folder: Path) -> tuple[list[Reference], list[Problem]]:
    """The references in the order of the file (none, where there is no such file), and what is wrong with the file."""
    source, problems = read_source(file, folder, LONGEST_KB, is_optional=True)
    if source is None:
        return [], problems
    references, wrong = _read(source, file.name)
    return list(references), [*problems, *wrong]


@lru_cache(2)  # a build reads it for its words, and again for its pages
def _read(source: Source, name: str) -> tuple[tuple[Reference, ...], tuple[Problem, ...]]:
    entries, problems = entries_of(source, name)
    return tuple(map(_reference, entries)), tuple(problems)


def every_problem(references: list[Reference], problems: list[Problem]) -> list[Problem]:
    """What is wrong with the file, and with each work, cited or not: for who writes into the file."""
    return [*problems, *(fault for reference in references for fault in reference.faults)]


def with_keys(sections: Iterable[Section], references: Sequence[Reference]) -> list[Section]:
    """The sections, in which a work that is cited by its number, as Manubot does ([@doi:10.1000/182]), has its key."""
    known = {name.lower(): reference.key for reference in reversed(references) for name in numbers_of_work(reference.csl)}
    own = {reference.key for reference in references}

    def keyed(node: Node) -> Nodes:
        if not isinstance(node, Citation) or own.issuperset(key for key, _ in node.works):
            return (node,)
        works = ((key if key in own else known.get(key.lower(), key), locator) for key, locator in node.works)
        return (replace(node, works=tuple(works)),)

    change = partial(mapped, change=keyed)
    return [replace(each, blocks=tuple(retold(block, change) for block in each.blocks)) for each in sections]


def numbers_of_work(csl: Mapping[str, Any]) -> Iterator[str]:
    """What Manubot may call a work: doi:10.1000/182, pmid:1, isbn:9780306406157, arxiv:2101.00001, https://example.org."""
    yield from (f"{name}:{csl[name]}" for name in ("DOI", "PMID", "PMCID", "URL") if name in csl)
    isbn = str(csl.get("ISBN", ""))
    yield from (f"isbn:{number}" for number in (isbn, isbn.replace("-", "")))
    yield from (f"arxiv:{paper['id']}" for name in ("URL", "DOI") if (paper := _ARXIV.search(str(csl.get(name, "")))))
    yield str(csl.get("URL", ""))


def _reference(entry: Entry) -> Reference:
    work = tidied(entry.fields)
    faults = [
        Problem(entry.place, "bad-reference", f"{printable(entry.id)}: {printable(name)} {says}", hint)
        for name, says, hint in work.faults
    ]
    kind = told_kind(entry.fields)
    evidence = known_kind(kind)
    if kind and not evidence:
        says = f"{printable(entry.id)}: {printable(kind)} is no kind of evidence that is known here"
        hint = f"{nearest(str(kind), KINDS, '')} Kinds are {', '.join(KINDS)}".strip()  # an observational study is a cohort
        faults.append(Problem(entry.place, "unknown-evidence", says, hint))
    return Reference(entry.id, {"id": entry.id, **work.csl}, evidence, entry.place, tuple(faults))
