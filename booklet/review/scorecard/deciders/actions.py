"""Deciders about what the reader is to do."""
from booklet.core.printed.callouts import counting_as
from booklet.core.printed.runs import counted
from booklet.model.manuscript import Table
from booklet.model.sentence import Sentence
from booklet.model.tree import Gap, Tick
from booklet.review.scorecard.deciders.evidence import Desk
from booklet.review.scorecard.deciders.signs import bearing, sign, tells_to_act
from booklet.review.scorecard.verdict import Verdict, of_share, whether, word_sum

FEWEST_PLACES = 3  # to tick or to write: below it, it is a stray box


def call_to_act(desk: Desk) -> Verdict:
    """Whether a box tells the reader to do something."""
    acts = [sentence for sentence in desk.acting if tells_to_act(sentence)]
    says = f"{counted(acts, 'sentence')} in boxes for safety, emergency or action tell what to do"
    return Verdict(says, whether(bool(acts)), desk.seen_all(acts))


def speaks_to_you(desk: Desk) -> Verdict:
    """Whether what is to be done is said to the reader, and not of "patients"."""
    said = [sentence for sentence in desk.acting if tells_to_act(sentence) or sign("duty").search(sentence.text)]
    away = bearing("third_person", desk.printed)
    spoken = [sentence for sentence in said if tells_to_act(sentence) or sign("reader").search(sentence.text)]
    says = (f"{len(spoken)} of {counted(said, 'sentence')} about what to do speak to the reader; "
            f"{len(away)} in the booklet say what patients should do")  # fmt: skip
    found = "no" if away or not said else of_share(len(spoken), len(said))
    return Verdict(says, found, desk.seen_all(away or [s for s in said if s not in spoken] or said[:3]))


def steps(desk: Desk) -> Verdict:
    """Whether boxes that tell what to do have it in a list, point by point."""
    boxes = desk.boxes(*counting_as("acting"))
    listed = [each for each in boxes if len(_items(desk, each[0].place.path, each[0].place.line)) > 1]
    says = f"{len(listed)} of {counted(boxes, 'box', 'boxes')} that tell what to do have a list of points"
    bare = [each for each in boxes if each not in listed]
    return Verdict(says, of_share(len(listed), len(boxes)) if boxes else "no", desk.seen_boxes(bare or listed))


def tools(desk: Desk) -> Verdict:
    """Boxes to tick, lines to write on, tables to fill in."""
    places = [(node, section) for node, section in desk.nodes() if node == Tick() or isinstance(node, Gap)]
    ticks = sum(isinstance(node, Tick) for node, _ in places)
    gaps = len(places) - ticks
    forms = [block for block, _ in desk.blocks() if isinstance(block, Table) and block.is_form]
    tables = counted(forms, "table")
    says = f"{counted(ticks, 'box', 'boxes')} to tick, {counted(gaps, 'place')} to write, {tables} to fill in"
    has = {section.anchor: section for _, section in places}.values()
    return Verdict(says, whether(ticks + gaps + len(forms) >= FEWEST_PLACES), desk.openings(has))


def behaviours(desk: Desk) -> Verdict:
    """How much of the text stands where it is told what to do."""
    acting = word_sum(desk.acting)
    others = (s for s in desk.printed if s.box not in counting_as("acting"))
    acting += word_sum(s for s in others if s.is_prose and tells_to_act(s))
    total = word_sum(desk.printed) or 1
    says = f"{round(100 * acting / total)} of 100 words are about what to do (more than 40 are wanted)"
    return Verdict(says, "", desk.seen_all(desk.acting[:3]))


def reasons(desk: Desk) -> Verdict:
    """Sentences that give a reason."""
    found = bearing("because", (s for s in desk.printed if s.kind in ("prose", "item", "heading")))
    return Verdict(f"{counted(found, 'sentence')} give a reason", "", desk.seen_all(found))


def shared_decisions(desk: Desk) -> Verdict:
    """Questions to bring along, and words about deciding together, for a person to weigh."""
    asked = [s for s in desk.printed if s.kind == "item" and s.text.endswith("?") and not s.box]
    together = bearing("together", desk.printed)
    says = f"{counted(asked, 'question')} to ask, {counted(together, 'sentence')} about deciding with the team"
    return Verdict(says, "", desk.seen_all([*asked[:3], *together[:3]]))


def _items(desk: Desk, path: str, line: int) -> list[Sentence]:
    """The items of the box that opens on this line: those of its kind, up to the next title of a box."""
    below = [s for s in desk.printed if s.place.path == path and s.place.line >= line and s.box in counting_as("acting")]
    items: list[Sentence] = []
    for sentence in below:
        if sentence.kind == "title" and sentence.place.line > line:
            break
        items += [sentence] if sentence.kind == "item" else []
    return items
