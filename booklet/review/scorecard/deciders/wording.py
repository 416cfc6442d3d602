"""Deciders about words: purpose, everyday words, terms, numbers, voice, reading grade."""
from booklet.core.printed.runs import counted
from booklet.model.sentence import Sentence
from booklet.review.scorecard.deciders.evidence import Desk
from booklet.review.scorecard.deciders.signs import bearing
from booklet.review.scorecard.verdict import Seen, Verdict, of_share, word_sum
from booklet.words.en.plain.grades import grades_of

NUMBER_CODES = ("one-in-n", "bare-percent", "relative-risk", "mixed-denominator")
RATE = " of 100"


def purpose(desk: Desk) -> Verdict:
    """What the cover says: title, subtitle, and who it is for."""
    imprint = desk.cited.manuscript.imprint
    told = [seen for words in (imprint.title, imprint.subtitle, imprint.audience) for seen in desk.seen_on_paper(words)]
    first = sum(seen.page == 1 for seen in told)
    return Verdict(f"{first} of 3 stand on page 1: the title, what it is about, and who it is for", "", tuple(told))


def everyday_words(desk: Desk) -> Verdict:
    """How many long words and words of the clinic there are for which a plainer one is known."""
    found = desk.told("hard-word", "jargon")
    says = f"{counted(found, 'word')} with a plainer one in the lists, in {counted(word_sum(desk.prose), 'word')} of prose"
    grade = grades_of(desk.copy).booklet.raw.flesch_kincaid
    return Verdict(f"{says}; reading grade {grade:.1f}", "", desk.seen_problems(found))


def terms(desk: Desk) -> Verdict:
    """Whether each term of the glossary is explained by the time it is used."""
    used = [term for term in desk.copy.terms if desk.cited.uses.get(term.id)]
    late = desk.told("explained-late")
    says = f"{counted(used, 'term')} of the glossary in the text, {len(late)} used before they are explained"
    meanings = [sentence for sentence in desk.copy.sentences if sentence.section == "glossary"]
    evidence = desk.seen_problems(late) if late else desk.seen_all(meanings)
    return Verdict(says, of_share(len(used) - len({problem.says for problem in late}), len(used)), evidence)


def active_voice(desk: Desk) -> Verdict:
    """In which sections more than 20 of 100 sentences are passive."""
    found = desk.told("passive-voice")
    says = f"{counted(found, 'place')} where the passive is told of, in {counted(desk.sections, 'section')}"
    return Verdict(says, "", desk.seen_problems(found))


def numbers(desk: Desk) -> Verdict:
    """Whole numbers of one hundred people: no "1 in 10", no percentage, no relative risk, no second denominator."""
    counting = [sentence for sentence in desk.printed if any(letter.isdigit() for letter in sentence.text)]
    wrong = desk.told(*NUMBER_CODES)
    if not counting:
        return Verdict("there are no numbers", "na")
    says = f"{len(wrong)} of {counted(counting, 'sentence')} with numbers break a rule for them"
    return Verdict(says, of_share(len(counting) - len(wrong), len(counting)), desk.seen_problems(wrong) or _rates(desk))


def sums(desk: Desk) -> Verdict:
    """What might leave a sum to the reader."""
    found = bearing("sums", desk.printed)
    none = "nothing asks for a sum (so na, if you agree)"
    says = f"{counted(found, 'sentence')} that may ask for a sum" if found else none
    return Verdict(says, "", desk.seen_all(found))


def reading_grade(desk: Desk) -> Verdict:
    """Flesch-Kincaid of the booklet's prose as it stands, terms counted as hard as they are."""
    grades = grades_of(desk.copy).booklet
    grade = grades.raw.flesch_kincaid
    easy = f"with the glossary's terms easy {grades.easy.flesch_kincaid:.1f}"
    says = f"Flesch-Kincaid grade {grade:.1f}, SMOG {grades.raw.smog:.1f}; {easy}"
    return Verdict(says, "yes" if grade < 6 else "mostly" if grade < 9 else "no")


def meaning_of_numbers(desk: Desk) -> Verdict:
    """Sentences with a rate, to be read for what it means."""
    rates = _rates(desk)
    return Verdict(f"{counted(rates, 'sentence')} with a rate, each to be read for its sense", "", rates)


def rates_explained(desk: Desk) -> Verdict:
    """Whether each rate is drawn, or has beside it what it is compared with."""
    rates = [sentence for sentence in desk.printed if RATE in sentence.text]
    bare = [sentence for sentence in rates if not (_is_drawn(desk, sentence) or _is_compared(sentence, rates))]
    says = f"{len(rates) - len(bare)} of {counted(rates, 'sentence')} with a rate are drawn or give a comparison"
    return Verdict(says, of_share(len(rates) - len(bare), len(rates)), desk.seen_all(bare or rates))


def _rates(desk: Desk) -> tuple[Seen, ...]:
    return desk.seen_all(sentence for sentence in desk.printed if RATE in sentence.text)


def _is_drawn(desk: Desk, sentence: Sentence) -> bool:
    """Whether the numbers that fields put in are those of a chart that is printed."""
    drawn = {figure.chart.id for figure, _ in desk.figures if hasattr(figure, "chart")}
    named = {field.name.split(".")[1] for field in sentence.fields if field.name.startswith("numbers.")}
    return bool(named) and named <= drawn


def _is_compared(sentence: Sentence, rates: list[Sentence]) -> bool:
    """Whether it has two rates, or there is another one in its paragraph, or in its table."""
    if sentence.kind == "cell" or sentence.text.count(RATE) > 1:
        return True
    return any(
        other is not sentence and other.section == sentence.section and other.paragraph == sentence.paragraph
        for other in rates
    )
