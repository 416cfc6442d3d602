"""Editions: whether booklet.toml asks for what the manuscript and the press can give.

What is wrong with an entry by itself is told where it is read. Here it is held against the folder, the sections and
the sizes of paper; and what a sheet that leaves the house alone has to hold, and must not lead out of.
"""
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from booklet.core.catalogue import finding
from booklet.core.dates import folio_date
from booklet.core.located import line_place, toml_line
from booklet.core.own_table import STYLES
from booklet.core.pictures.picture import named_picture
from booklet.core.printed.ready_made import ready_made
from booklet.core.printed.words import base_of, gaps, is_english_still, words_in_file
from booklet.core.problems import BookletError, Place, Problem, closest, stop_at
from booklet.core.text_file import Source, printable, shown_path
from booklet.model.booklet import Imprint
from booklet.model.cited import nodes_of
from booklet.model.clinic import Clinic
from booklet.model.edition import Edition
from booklet.model.manuscript import ChartCall, Drawing, Manuscript, Section, flat, heading_names, headings_in, marked_for
from booklet.model.paper import MISFIT_HINT, PAPERS, misfit
from booklet.model.tree import CrossReference, heading_name

MOST_NAMED = 8  # missing words that a problem names
_UNMARKED = {
    "core": (
        "no-core-section", "the core sections, and no section is one",
        "write core: yes between the --- lines of each section that a short edition shall hold",
    ),
    "summary": (
        "no-summary-block", "the summary, and nothing is marked for it",
        "write <!-- summary --> on a line above each paragraph, list, box or figure that it shall hold",
    ),
}  # fmt: skip


def specification_problems(imprint: Imprint, source: Source, sections: Iterable[Section], folder: Path) -> Iterator[Problem]:
    """Each wish that cannot be granted, at its line of booklet.toml (`source`)."""
    if imprint.cover:
        yield from named_picture(folder, imprint.cover, line_place(source, "cover"))[1]
    sections = tuple(sections)
    yield from _stylesheet_problems(imprint, source)
    empty, of_every_day = empty_editions(imprint, sections, str(folder)), chosen_editions(imprint, ())
    yield from (replace(problem, is_advice=True) for name, problem in empty.items() if name not in of_every_day)
    yield from _sheet_problems(imprint, source)


def printed_words_problems(imprint: Imprint, source: Source) -> list[Problem]:
    """Code no-printed-words: the language that the booklet is in is none that the press can print its own words in."""
    place, language = line_place(source, "language"), imprint.language
    try:
        words = words_in_file(language)
    except BookletError as error:  # no TOML, or no UTF-8
        return list(error.problems)
    if words is None:
        says = f"there are no printed words for {language}: headings, labels and help would be in English"
        hint = f"add styles/words/{base_of(language)}.toml, like en.toml there; or set the language that the text is in"
        return [Problem(place, "no-printed-words", says, hint)]
    file, lacking = shown_path(words.forms.file), list(gaps(words))
    if not lacking and is_english_still(words):
        says = f"the printed words for {language} are English still"
        return [Problem(place, "no-printed-words", says, f"translate each word in {file}; a page says it is in {language}")]
    if not lacking:
        return []
    more = f", and {len(lacking) - MOST_NAMED} more" if len(lacking) > MOST_NAMED else ""
    says = f"words that are printed are missing for {language}: {', '.join(lacking[:MOST_NAMED])}{more}"
    return [Problem(place, "no-printed-words", says, f"write them in {file}, as en.toml there has them")]


def review_problems(manuscript: Manuscript) -> list[Problem]:
    """Code past-review, at the line of the date: by then somebody must have read it again."""
    standing = manuscript.standing
    if not standing.is_past_review:
        return []
    place = setting_place(manuscript.folder, "review_by")
    says = f"its review date, {folio_date(standing.review_by)}, has passed"
    return [finding("past-review", place, says, "read it again, set a new review_by, and have it signed")]


def _stylesheet_problems(imprint: Imprint, source: Source) -> Iterator[Problem]:
    for name, edition in imprint.editions.items():
        if edition.stylesheet and not (STYLES / edition.stylesheet).is_file():
            says = f"there is no stylesheet {printable(edition.stylesheet)} in styles/"
            place = line_place(source, "editions", name, "stylesheet")
            yield Problem(place, "missing-file", says, "see styles/editions/ for those there are")


def empty_editions(imprint: Imprint, sections: Sequence[Section], folder: str) -> dict[str, Problem]:
    """Editions of a selection for which nothing is marked: a cover, a back page and nothing between.

    Who builds none of them need not mark anything: it is an error where one is built, `check` tells of those of every day
    as a build of them would, and of all others it is advice.
    """
    is_marked = {
        "all": True, "core": any(section.is_core for section in sections),
        "summary": any(block.in_summary for section in sections for block in section.blocks),
    }  # fmt: skip
    found = {}
    for name, edition in imprint.editions.items():
        if not is_marked[edition.sections]:
            code, holds, hint = _UNMARKED[edition.sections]
            place = setting_place(folder, "editions", name, "sections")
            found[name] = Problem(place, code, f"edition {name} holds {holds}", hint)
    return found


def _sheet_problems(imprint: Imprint, source: Source) -> Iterator[Problem]:
    """Booklets whose pages are larger than half of their sheet."""
    for name, edition in imprint.editions.items():
        is_folded = edition.imposition == "saddle-stitch"
        if is_folded and edition.paper and edition.sheet and (says := misfit(PAPERS[edition.paper], PAPERS[edition.sheet])):
            place = line_place(source, "editions", name, "sheet")
            yield Problem(place, "trim-too-large", f"edition {name}: {says}", MISFIT_HINT)


def setting_place(folder: str, *keys: str) -> Place:
    """Where something is set in the booklet.toml of a folder: an edition, the title."""
    file = Path(folder) / "booklet.toml"
    return Place(shown_path(file), toml_line(file.read_text(encoding="utf-8"), keys))


def wanting_editions(manuscript: Manuscript, editions: Sequence[str]) -> Iterator[Problem]:
    """Those that would hold nothing, and that print a code in place of their references for a clinic without an address."""
    imprint, folder = manuscript.imprint, manuscript.folder
    empty = empty_editions(imprint, manuscript.sections, folder)
    yield from (empty[name] for name in editions if name in empty)
    wanting = [name for name in editions if imprint.editions[name].references == "code"]
    for name in wanting if manuscript.clinic.booklet_url is None else ():
        says = f"the edition {name} prints a code, and the clinic profile has no booklet_url"
        place = setting_place(folder, "editions", name, "references")
        yield Problem(place, "missing-setting", says, 'add to the clinic profile: booklet_url = "https://..."')


def chosen_editions(imprint: Imprint, wanted: Sequence[str]) -> list[str]:
    """The editions asked for, each once: the default ones for none, every one for "all".

    Raises BookletError for an unknown one.
    """
    known = list(imprint.editions)
    if "all" in wanted:
        return known
    if not wanted:
        return [name for name in known if imprint.editions[name].by_default] or known
    stop_at(
        Problem(Place("booklet.toml"), "unknown-edition", f"there is no edition {name}", _way_to(name, known))
        for name in wanted
        if name not in known
    )
    return list(dict.fromkeys(wanted))


def _way_to(name: str, known: Sequence[str]) -> str:
    to_write = "write [editions.{}] on a line at the end of booklet.toml"
    if name in ready_made():
        return f"it is ready-made: {to_write.format(name)}"
    others = [each for each in ready_made() if each not in known]
    more = f"; ready-made are {', '.join(others)}" if others else ""
    match = closest(name, [*known, *others])
    way = f" For that {to_write.format(match)}" if match in others else ""
    return f"did you mean {match}?{way}" if match else f"editions are set in booklet.toml: {', '.join(known)}{more}"


def short_edition_problems(
    imprint: Imprint, source: Source, sections: Sequence[Section], clinic: Clinic
) -> Iterator[Problem]:
    """Code short-without-help: nobody to call on such a sheet. Code leads-out: a mark to what it does not hold.

    `imprint` is that with its back page, as it is printed; `source` is booklet.toml.
    """
    alone = {name: edition for name, edition in imprint.editions.items() if edition.is_alone}
    asked = [card.contact for card in imprint.help or ()] + [line.contact for line in imprint.back or () if line.contact]
    if not any(contact in clinic.contacts for contact in asked):
        for name in alone:
            says = f"edition {name} leaves the house alone, and names nobody whom to call"
            hint = 'add a card to booklet.toml: [[help]] with ask = "Life in danger now?" and contact = "emergency"'
            yield finding("short-without-help", line_place(source, "editions", name), says, hint)
    told: set[Place] = set()
    for name, edition in alone.items():
        held = [(section, _held(section, edition)) for section in sections]
        names = {section.id for section, blocks in held if blocks}
        names |= {block.id for _, blocks in held for block in flat(blocks) if isinstance(block, (Drawing, ChartCall))}
        names |= {name for _, blocks in held for name in heading_names(headings_in(blocks))}
        for node in nodes_of(block for _, blocks in held for block in blocks):
            is_held = isinstance(node, CrossReference) and ({node.target, heading_name(unquote(node.target))} & names)
            if isinstance(node, CrossReference) and not is_held and node.place not in told:
                told.add(node.place)
                says = f"{node.target} is named in the edition {name}, which does not hold it"
                yield finding("leads-out", node.place, says, "mark it, too, or write the sentence without it")


def _held(section: Section, edition: Edition) -> Sequence[Any]:
    if edition.sections == "summary":
        return marked_for(section.blocks, edition)
    return section.blocks if edition.sections == "all" or section.is_core else ()
