"""Deciders about order: pieces, headings, summary, key points, the main message."""
from itertools import groupby

from booklet.core.printed.callouts import counting_as
from booklet.core.printed.runs import counted
from booklet.model.sentence import Sentence
from booklet.model.tree import words_of
from booklet.review.scorecard.deciders.evidence import Desk
from booklet.review.scorecard.deciders.signs import is_whole
from booklet.review.scorecard.verdict import Seen, Verdict, listed, of_share, whether, word_sum

_LONGEST_STRETCH = 120  # words between two headings or boxes
_LONGEST_PARAGRAPH = 75  # words: about five lines
FEW, SOME = 5, 7  # points that come without a heading between them: SAM's for two points, and for one
LONG_SECTION = 200  # words, from which on it needs headings of its own


def chunks(desk: Desk) -> Verdict:
    """Words between headings and boxes, and words of a paragraph."""
    stretches = _stretches(desk)
    long = [run for run in stretches if word_sum(run) > _LONGEST_STRETCH or _longest_paragraph(run) > _LONGEST_PARAGRAPH]
    longest = max(stretches, key=word_sum, default=[])
    too_long = f"more than {_LONGEST_STRETCH} words, or a paragraph of more than {_LONGEST_PARAGRAPH}"
    says = f"{len(long)} of {counted(stretches, 'piece')} of text have {too_long}; the longest has {word_sum(longest)}"
    evidence = [each[0] for each in long] or longest[:1]
    return Verdict(says, of_share(len(stretches) - len(long), len(stretches)), desk.seen_all(evidence))


def few_points(desk: Desk) -> Verdict:
    """How many paragraphs and items come in one go."""
    stretches = [(len({sentence.paragraph for sentence in each}), each[0]) for each in _stretches(desk)]
    most = max((count for count, _ in stretches), default=0)
    over = [first for count, first in stretches if count > FEW]
    says = f"at most {counted(most, 'point')} without a heading; {counted(over, 'place')} with more than {FEW}"
    return Verdict(says, "yes" if most <= FEW else "mostly" if most <= SOME else "no", desk.seen_all(over))


def headings(desk: Desk) -> Verdict:
    """Headings that could stand over any text, and how many ask or state something."""
    shown = _headings(desk)
    dull = [seen for seen in shown if is_whole("dull_headings", seen.words)]
    asking = sum(seen.words.endswith("?") for seen in shown)
    says = f"{len(dull)} of {counted(shown, 'heading')} could stand over any text; {asking} are questions"
    return Verdict(says, "", tuple(dull) or tuple(shown[:3]))


def road_signs(desk: Desk) -> Verdict:
    """Whether each long section has headings of its own, and none of them is an empty word."""
    long = [section for section in desk.sections if word_sum(desk.of(section)) > LONG_SECTION]
    lost = [section for section in long if not any(s.kind in ("heading", "title") for s in desk.of(section))]
    dull = [seen for seen in _headings(desk) if is_whole("dull_headings", seen.words)]
    says = (f"{len(long) - len(lost)} of {counted(long, 'section')} of more than {LONG_SECTION} words have headings; "
            f"{len(dull)} headings could stand over any text")  # fmt: skip
    evidence = (*desk.openings(lost), *dull)
    return Verdict(says, whether(not lost and not dull), evidence or desk.openings()[:3])


def summary(desk: Desk) -> Verdict:
    """Whether the booklet opens with its main points, and each section with its own."""
    having = {section.anchor for _, section in desk.boxes(*counting_as("points"))}
    opens = desk.sections[0].anchor in having
    says = (f"the booklet {'opens' if opens else 'does not open'} with its main points; {len(having)} of "
            f"{counted(desk.sections, 'section')} open with theirs")  # fmt: skip
    found = of_share(len(having), len(desk.sections)) if opens else "no"
    return Verdict(says, found, _boxes(desk) or desk.openings()[:1])


def key_points(desk: Desk) -> Verdict:
    """Whether each section has something that draws the eye to what matters: a box."""
    having = {section.anchor for _, section in desk.boxes(*counting_as("points", "acting"))}
    bare = [section for section in desk.sections if section.anchor not in having]
    says = f"{len(having)} of {counted(desk.sections, 'section')} have a box with what matters"
    return Verdict(says, of_share(len(having), len(desk.sections)), desk.openings(bare) or _boxes(desk))


def lists(desk: Desk) -> Verdict:
    """Whether there are lists with bullets, numbers or boxes."""
    items = [sentence for sentence in desk.printed if sentence.kind == "item"]
    runs = len({(item.section, item.heading, item.box) for item in items})
    says = f"{counted(runs, 'list')} with {counted(items, 'item')}"
    return Verdict(says, whether(runs > 0), desk.seen_all(items[:3]))


def main_message(desk: Desk) -> Verdict:
    """The first key point is taken for the message; how many stand beside it."""
    points = _opening_points(desk)
    if not points:
        return Verdict("no section opens with its key points")
    says = f'{counted(points, "point")} at the start; the first: "{points[0].text}"'
    return Verdict(says, "", desk.seen_all(points))


def message_first(desk: Desk) -> Verdict:
    """Whether key points come before any other text."""
    points = _opening_points(desk)
    first = desk.prose[0] if desk.prose else None
    is_first = bool(points) and first is not None and first.box in counting_as("points")
    says = "the text opens with key points" if is_first else "other text comes before any key point"
    return Verdict(says, whether(is_first), desk.seen_all(points[:1] or list(desk.prose[:1])))


def message_stressed(desk: Desk) -> Verdict:
    """Whether the opening points stand in a box."""
    points = _opening_points(desk)
    says = "the opening points stand in a box of their own" if points else "no box makes the opening points stand out"
    return Verdict(says, whether(bool(points)), desk.seen_all(points[:1]))


def first_things(desk: Desk) -> Verdict:
    """The order of the sections, for a person to judge."""
    names = listed((section.section.title for section in desk.sections), most=3)
    return Verdict(f"it opens with {names}", "", desk.openings())


def scope(desk: Desk) -> Verdict:
    """How much there is to read."""
    words = word_sum(desk.printed)
    pages = counted(desk.paper.texts, "page")
    return Verdict(f"{counted(words, 'word')} on {pages}, in {counted(desk.sections, 'section')}")


def _opening_points(desk: Desk) -> list[Sentence]:
    return [s for s in desk.of(desk.sections[0]) if s.box in counting_as("points") and s.kind != "title"]


def _headings(desk: Desk) -> list[Seen]:
    inner = [desk.seen(sentence) for sentence in desk.printed if sentence.kind == "heading"]
    return [*desk.openings(), *inner]


def _boxes(desk: Desk) -> tuple[Seen, ...]:
    boxes = (box for box, _ in desk.boxes(*counting_as("points")))
    return tuple(desk.seen_at(box.place, words_of(box.title) or "Key points") for box in boxes)


def _stretches(desk: Desk) -> list[list[Sentence]]:
    """Runs of paragraphs and items with no heading, box or table between them."""
    read = (s for s in desk.printed if s.kind in ("prose", "item", "heading", "title", "cell", "caption"))
    runs = groupby(read, key=lambda s: (s.section, s.heading, s.box, s.kind in ("prose", "item")))
    return [list(run) for (*_, is_text), run in runs if is_text]


def _longest_paragraph(sentences: list[Sentence]) -> int:
    return max(word_sum(run) for _, run in groupby(sentences, key=lambda sentence: sentence.paragraph))
