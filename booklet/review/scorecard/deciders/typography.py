"""Deciders about the page as it is printed."""
from booklet.core.printed.callouts import counting_as
from booklet.review.scorecard.deciders.evidence import Desk
from booklet.review.scorecard.verdict import Seen, Verdict

BODY_PT = 12.0
_LINE = range(30, 51)  # characters: SAM; this house sets 55 to 65, as clear print asks
BARE_PERCENT = 40.0
ENOUGH_CUES = 3  # of the four that can be measured: SAM wants three of its eight for one point, five for two
_ROUNDING_PT = 0.05


def typography(desk: Desk) -> Verdict:
    """Size, capitals, and whether there is bold type for cues."""
    paper = desk.paper
    heavy = [name for name in paper.fonts if any(word in name.lower() for word in ("bold", "heavy", "black"))]
    kept = {
        f"most type has {paper.body_pt:g} pt": paper.body_pt >= BODY_PT - _ROUNDING_PT,
        f"{len(paper.shouting)} headings in capitals": not paper.shouting,
        f"{len(heavy)} heavy fonts for cues": bool(heavy),
        f"{len(paper.slanted)} fonts in italics": not paper.slanted,
    }
    count = sum(kept.values())
    loud = tuple(Seen(page, None, words) for page, words in paper.shouting[:3])
    evidence = loud or (Seen(0, None, ", ".join(paper.fonts)),)
    return Verdict("; ".join(kept), "yes" if count == 4 else "partly" if count >= 2 else "no", evidence)


def layout(desk: Desk) -> Verdict:
    """What can be measured of SAM's eight features of a page. It never gives two points: people see the other four."""
    paper = desk.paper
    boxes = desk.boxes(*counting_as("points", "acting"))
    kept = {
        f"lines have {paper.line_characters} characters (30 to 50 are wanted)": paper.line_characters in _LINE,
        f"{paper.bare_percent:.0f} of 100 parts of the paper have no type on them": paper.bare_percent >= BARE_PERCENT,
        f"{len(paper.weak_pages)} pages with too little contrast": not paper.weak_pages,
        f"{len(boxes)} boxes as cues": bool(boxes),
    }
    says = f"{sum(kept.values())} of 4 measured features: {'; '.join(kept)}. A person sees four more, and may raise it"
    evidence = tuple(Seen(page, None, "too little contrast") for page in paper.weak_pages[:3])
    return Verdict(says, "partly" if sum(kept.values()) >= ENOUGH_CUES else "no", evidence)
