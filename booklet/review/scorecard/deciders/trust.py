"""Deciders about trust: sources, dates, balance, what is not certain, other choices."""
from dataclasses import replace

from booklet.core.dates import folio_date, year_of
from booklet.core.printed.callouts import graded
from booklet.core.printed.runs import counted
from booklet.model.sentence import Sentence
from booklet.model.tree import Link, words_of
from booklet.review.scorecard.deciders.evidence import Desk
from booklet.review.scorecard.deciders.signs import bearing, is_whole, sign
from booklet.review.scorecard.verdict import Found, Seen, Verdict, of_share, whether, word_sum

EVEN = (0.8, 1.25)  # words about the good side, for one about the bad: IPDAS "equal detail"
ENOUGH_SENTENCES = 3  # below a heading, for it to be a part and not a mention


def sources(desk: Desk) -> Verdict:
    """Whether what is claimed is cited, and the works are listed."""
    works, bare = desk.cited.references, desk.told("uncited-claim")
    cited = [sentence for sentence in desk.printed if sentence.keys]
    listed = counted(works, "work")
    says = f"{counted(cited, 'sentence')} with a source, {counted(bare, 'claim')} without; {listed} listed"
    found = of_share(len(cited), len(cited) + len(bare)) if works else "no"
    return Verdict(says, found, desk.seen_problems(bare) or desk.seen_all(cited[:3]))


def dates(desk: Desk) -> Verdict:
    """Whether each work has its year, and the booklet its date on the cover."""
    works = desk.cited.references
    dated = [work for work in works if year_of(work.reference.csl) is not None]
    on_cover = [seen for seen in _published(desk) if seen.page == 1]
    cover = "has the booklet's date" if on_cover else "does not have the booklet's date"
    says = f"{len(dated)} of {counted(works, 'work')} have a year; page 1 {cover}"
    found = of_share(len(dated) + bool(on_cover), len(works) + 1) if works else "no"
    return Verdict(says, found, tuple(on_cover))


def published(desk: Desk) -> Verdict:
    """Whether the day of publication is printed."""
    found = _published(desk)
    return Verdict(f"its date is {'printed' if found else 'not printed'}", whether(bool(found)), found)


def update_policy(desk: Desk) -> Verdict:
    """Whether it prints by when it is to be reviewed."""
    day = folio_date(desk.cited.manuscript.imprint.review_by)
    found = tuple(seen for words in (f"Review by {day}", f"Review by{day}") for seen in desk.seen_on_paper(words))[:1]
    says = f"the day of the next review is {'printed' if found else 'not printed'}: {day}"
    return Verdict(says, whether(bool(found)), found)


def funding(desk: Desk) -> Verdict:
    """Whether it prints who paid."""
    found = desk.seen_on_paper(desk.cited.manuscript.imprint.funding)
    return Verdict(f"who paid is {'printed' if found else 'not printed'}", whether(bool(found)), found)


def more_to_read(desk: Desk) -> Verdict:
    """Ways out of the booklet: addresses to read more."""
    links = [words_of(node.inside) for node, _ in desk.nodes() if isinstance(node, Link)]
    evidence = tuple(seen for words in links for seen in desk.seen_on_paper(words))
    return Verdict(f"{counted(links, 'link')} to more help and information", whether(bool(links)), evidence)


def uncertainty(desk: Desk) -> Verdict:
    """Sentences that say what is not certain, and boxes that say how certain the rest is."""
    said, boxes = bearing("unsure", desk.prose), desk.boxes(*graded())
    labels = counted(boxes, "label")
    says = f"{counted(said, 'sentence')} say what is not certain; {labels} say how strong the proof is"
    found: Found = "yes" if said and boxes else "partly" if said or boxes else "no"
    return Verdict(says, found, (*desk.seen_all(said[:3]), *desk.seen_boxes(boxes[:3])))


def known_unknown(desk: Desk) -> Verdict:
    """Whether there is a part for what is known and one for what is not, each with at least two points."""
    items = [sentence for sentence in desk.printed if sentence.kind == "item"]
    known, unknown = ([item for item in items if is_whole(name, item.heading)] for name in ("known", "unknown"))
    says = f"{counted(known, 'point')} under what is known, {len(unknown)} under what is not"
    return Verdict(says, whether(len(known) >= 2 <= len(unknown)), desk.seen_all([*known[:2], *unknown[:2]]))


def both_sides(desk: Desk) -> Verdict:
    """How many words parts about good and about bad sides have."""
    good, bad = _side(desk, "good"), _side(desk, "bad")
    says = f"{word_sum(good):,} words under headings about the good side, {word_sum(bad):,} about the bad"
    return Verdict(says, "", desk.seen_all([*good[:2], *bad[:2]]))


def equal_detail(desk: Desk) -> Verdict:
    """Whether there are about as many words about the one side as about the other: 0.8 to 1.25 for one."""
    good, bad = _side(desk, "good"), _side(desk, "bad")
    share = word_sum(good) / word_sum(bad) if bad else 0.0
    says = f"{word_sum(good):,} words under headings about the good side, {word_sum(bad):,} about the bad: {share:.2f} to 1"
    return Verdict(says, whether(EVEN[0] <= share <= EVEN[1]), desk.seen_all([*good[:2], *bad[:2]]))


def how_it_works(desk: Desk) -> Verdict:
    """Whether a heading promises how it works, with sentences below it."""
    return _part(desk, "how_it_works", "about how it works")


def no_treatment(desk: Desk) -> Verdict:
    """Sentences of a part that says what happens without treatment, and mentions of it, for a person to weigh."""
    return replace(_part(desk, "without", "about going without treatment"), answer="")


def choices(desk: Desk) -> Verdict:
    """Sentences of a part that says that there is more than one choice, and mentions of it, for a person to weigh."""
    return replace(_part(desk, "options", "about other choices"), answer="")


def benefits(desk: Desk) -> Verdict:
    """Sentences about good sides, for a person to weigh."""
    found = bearing("benefit_words", desk.prose)
    return Verdict(f"{counted(found, 'sentence')} about a gain", "", desk.seen_all(found))


def risks(desk: Desk) -> Verdict:
    """Sentences about bad sides, for a person to weigh."""
    found = bearing("risk_words", desk.prose)
    return Verdict(f"{counted(found, 'sentence')} about a risk", "", desk.seen_all(found))


def _part(desk: Desk, signs: str, about: str) -> Verdict:
    """A heading with enough sentences below it; else a sentence that mentions it; else nothing."""
    titles = {section.section.id: section.section.title for section in desk.sections}
    below = [s for s in desk.prose if sign(signs).search(s.heading) or (sign(signs).search(titles.get(s.section, "")))]
    mentions = bearing(signs, desk.prose)
    is_part = len(below) >= ENOUGH_SENTENCES
    says = f"{counted(below, 'sentence')} under a heading {about}, {counted(mentions, 'mention')} elsewhere or there"
    found: Found = "yes" if is_part else "partly" if mentions or below else "no"
    return Verdict(says, found, desk.seen_all([*below[:3], *mentions[:3]]))


def _side(desk: Desk, signs: str) -> list[Sentence]:
    """What stands under headings and titles of one side, and of that side alone."""
    titles = {section.section.id: section.section.title for section in desk.sections}

    def sides(words: str) -> set[str]:
        return {name for name in ("good", "bad") if sign(name).search(words)}

    return [s for s in desk.prose if (sides(s.heading) or sides(titles.get(s.section, ""))) == {signs}]


def _published(desk: Desk) -> tuple[Seen, ...]:
    return desk.seen_on_paper(folio_date(desk.cited.manuscript.imprint.published))
