"""The deciders by the names that the instruments call them."""
from collections.abc import Callable, Mapping

from booklet.review.scorecard.deciders import actions, order, pictures, trust, typography, wording
from booklet.review.scorecard.deciders.evidence import Desk
from booklet.review.scorecard.verdict import Verdict

Decider = Callable[[Desk], Verdict]
# Those that know a thing by English words. In another language they leave it to people.
BY_WORDS: Mapping[str, Decider] = {
    "active-voice": wording.active_voice, "behaviours": actions.behaviours, "benefits": trust.benefits,
    "both-sides": trust.both_sides, "call-to-act": actions.call_to_act, "choices": trust.choices,
    "equal-detail": trust.equal_detail, "everyday-words": wording.everyday_words, "headings": order.headings,
    "how-it-works": trust.how_it_works, "known-unknown": trust.known_unknown, "no-treatment": trust.no_treatment,
    "numbers": wording.numbers, "rates-explained": wording.rates_explained, "reading-grade": wording.reading_grade,
    "reasons": actions.reasons, "risks": trust.risks, "road-signs": order.road_signs,
    "shared-decisions": actions.shared_decisions, "sources": trust.sources, "speaks-to-you": actions.speaks_to_you,
    "sums": wording.sums, "terms": wording.terms, "uncertainty": trust.uncertainty,
    "meaning-of-numbers": wording.meaning_of_numbers,
}  # fmt: skip
BY_SHAPE: Mapping[str, Decider] = {
    "captions": pictures.captions, "chunks": order.chunks, "clear-pictures": pictures.clear_pictures,
    "dates": trust.dates, "few-points": order.few_points, "first-things": order.first_things, "funding": trust.funding,
    "how-to-read": pictures.how_to_read, "key-points": order.key_points, "layout": typography.layout,
    "lists": order.lists, "main-message": order.main_message, "message-first": order.message_first,
    "message-pictured": pictures.message_pictured, "message-stressed": order.message_stressed,
    "more-to-read": trust.more_to_read, "published": trust.published, "purpose": wording.purpose, "scope": order.scope,
    "steps": actions.steps, "summary": order.summary, "tables": pictures.tables, "tools": actions.tools,
    "typography": typography.typography, "unpictured": pictures.unpictured, "update-policy": trust.update_policy,
}  # fmt: skip
DECIDERS: Mapping[str, Decider] = {**BY_WORDS, **BY_SHAPE}


def verdicts_of(desk: Desk) -> dict[str, Verdict]:
    """What each decider found, by its name."""
    return {name: _asked(name, desk) for name in DECIDERS}


def _asked(name: str, desk: Desk) -> Verdict:
    if name in BY_WORDS and not desk.copy.is_english:
        return Verdict(f"its signs are known here in English alone, and the booklet's language is {desk.copy.language}")
    return DECIDERS[name](desk)
