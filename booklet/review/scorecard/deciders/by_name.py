"""The deciders by the names that the instruments call them."""
from collections.abc import Callable, Mapping

from booklet.review.scorecard.deciders import actions, order, pictures, trust, typography, wording
from booklet.review.scorecard.deciders.evidence import Desk
from booklet.review.scorecard.verdict import Verdict

Decider = Callable[[Desk], Verdict]


def _named(*deciders: Decider) -> Mapping[str, Decider]:
    """Each as an instrument writes its name, call-to-act."""
    return {decider.__name__.replace("_", "-"): decider for decider in deciders}


# Those that know a thing by English words. In another language they leave it to people.
BY_WORDS = _named(
    actions.behaviours, actions.call_to_act, actions.reasons, actions.shared_decisions, actions.speaks_to_you,
    order.headings, order.road_signs, trust.benefits, trust.both_sides, trust.choices, trust.equal_detail,
    trust.how_it_works, trust.known_unknown, trust.no_treatment, trust.risks, trust.sources, trust.uncertainty,
    wording.active_voice, wording.everyday_words, wording.meaning_of_numbers, wording.numbers, wording.rates_explained,
    wording.reading_grade, wording.sums, wording.terms,
)  # fmt: skip
BY_SHAPE = _named(
    actions.steps, actions.tools, order.chunks, order.few_points, order.first_things, order.key_points, order.lists,
    order.main_message, order.message_first, order.message_stressed, order.scope, order.summary, pictures.captions,
    pictures.clear_pictures, pictures.how_to_read, pictures.message_pictured, pictures.tables, pictures.unpictured,
    trust.dates, trust.funding, trust.more_to_read, trust.published, trust.update_policy, typography.layout,
    typography.typography, wording.purpose,
)  # fmt: skip
DECIDERS = {**BY_WORDS, **BY_SHAPE}


def verdicts_of(desk: Desk) -> dict[str, Verdict]:
    """What each decider found, by its name."""
    return {name: _asked(name, desk) for name in DECIDERS}


def _asked(name: str, desk: Desk) -> Verdict:
    if name in BY_WORDS and not desk.copy.is_english:
        return Verdict(f"its signs are known here in English alone, and the booklet's language is {desk.copy.language}")
    return DECIDERS[name](desk)
