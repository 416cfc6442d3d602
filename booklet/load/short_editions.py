"""Short editions: what a sheet that leaves the house alone has to hold, and what must not lead out of it."""
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import unquote

from booklet.core.catalogue import finding
from booklet.core.located import line_place
from booklet.core.problems import Place, Problem
from booklet.core.text_file import Source
from booklet.model.booklet import Imprint
from booklet.model.cited import nodes_of
from booklet.model.clinic import Clinic
from booklet.model.edition import Edition
from booklet.model.manuscript import ChartCall, Drawing, Section, flat, headings_in, heading_names, marked_for
from booklet.model.tree import CrossReference, heading_name


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
        held = [(section, tuple(_held(section, edition))) for section in sections]
        names = {section.id for section, blocks in held if blocks}
        names |= {block.id for _, blocks in held for block in flat(blocks) if isinstance(block, (Drawing, ChartCall))}
        names |= {name for _, blocks in held for name in heading_names(headings_in(blocks))}
        for node in nodes_of(block for _, blocks in held for block in blocks):
            is_held = isinstance(node, CrossReference) and ({node.target, heading_name(unquote(node.target))} & names)
            if isinstance(node, CrossReference) and not is_held and node.place not in told:
                told.add(node.place)
                says = f"{node.target} is named in the edition {name}, which does not hold it"
                yield finding("leads-out", node.place, says, "mark it, too, or write the sentence without it")


def _held(section: Section, edition: Edition) -> Iterable[Any]:
    if edition.sections == "summary":
        return marked_for(section.blocks, edition)
    return section.blocks if edition.sections == "all" or section.is_core else ()
