"""The judge: all promises in order, each of them asked by itself, so that one that fails hides none of the others."""
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256

import pikepdf

from booklet.check.accessibility.appearance import look_at_pages
from booklet.check.accessibility.contents import contents_of
from booklet.check.accessibility.descriptions import alternative_problems, link_problems, title_of, title_problems
from booklet.check.accessibility.labels_and_bookmarks import bookmark_problems, label_problems
from booklet.check.accessibility.languages import language_problems
from booklet.check.accessibility.reading_order import order_problems
from booklet.check.accessibility.structure import structure_problems
from booklet.check.accessibility.tag_ownership import ownership_problems
from booklet.check.accessibility.type import SMALLEST_PT, font_problems, glyph_problems, lent_font_problems, size_problems
from booklet.check.conformance import claimed_levels, conformance_problems, too_dear, unreadable, verdicts_of
from booklet.check.margins import margin_advice
from booklet.check.pdf.document import Proof
from booklet.check.pdf.plain import with_plain_names
from booklet.check.places import place_problems
from booklet.core.problems import BookletError, Place, Problem

MOST_FOR_EMAIL = 7_000_000  # bytes: an email adds a third, and many clinics refuse one of 10 MB


@dataclass(frozen=True, slots=True)
class Answer:
    """What one promise came to. `facts` is what a report needs besides, ready for JSON."""

    promise: str
    problems: tuple[Problem, ...] = ()
    unmeasured: tuple[str, ...] = ()
    facts: dict[str, object] = field(default_factory=dict)


def opened_problems(proof: Proof, name: str) -> list[Problem]:
    """What is wrong with an open PDF of ours, as far as can be said without painting it. While building, this is asked.

    Conformance, fonts, that no other face has slipped in, that tags and text belong together, and what is said of links.
    Promises that need the words of the pages would double the time.
    """
    try:
        verdicts = verdicts_of(proof, name)
    except BookletError as error:
        return list(error.problems)
    problems = [*conformance_problems(verdicts, name), *font_problems(proof, name, is_ours=True)]
    return [*problems, *ownership_problems(proof, name), *link_problems(proof, name)]


def judge(data: bytes, name: str, smallest_pt: float = SMALLEST_PT) -> Iterator[Answer]:
    """Ask a PDF everything, in the order of PROMISES. One that cannot be asked is told, and the next is asked.

    For a file from outside there is judge_within_bounds: this may take as long as the file makes it.
    """
    try:
        proof = Proof(data, with_plain_names(data))
        count = proof.page_count
    except pikepdf.PasswordError:
        yield Answer("opening", (locked(name),))
        return
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        yield Answer("opening", (unreadable(name, str(error)),))
        return
    yield Answer("opening", facts={"pages": count, "sha256": sha256(data).hexdigest(), "bytes": len(data)})
    for promise, question in (_QUESTIONS | {"size of type": partial(size_problems, smallest_pt=smallest_pt)}).items():
        yield _asked(promise, partial(question, proof, name), name)


def _asked(promise: str, question: Callable[[], Answer | Iterable[Problem]], name: str) -> Answer:
    try:
        answer = question()
        return answer if isinstance(answer, Answer) else Answer(promise, tuple(answer))
    except BookletError as error:
        return Answer(promise, error.problems, (promise,))
    except MemoryError:
        return Answer(promise, (too_dear(name, f"{promise} would take too much memory"),), (promise,))
    except Exception as error:  # noqa: BLE001 - a broken file breaks each reader of it in its own way; the others are asked still
        return Answer(promise, (unreadable(name, f"{promise}: {type(error).__name__}: {error}"),), (promise,))


def _standards(proof: Proof, name: str) -> Answer:
    verdicts = verdicts_of(proof, name)
    judged = {verdict.standard: verdict.conforms for verdict in verdicts}
    unknown = [f"{level}, which nobody here knows" for level in claimed_levels(proof.pdf) if level not in judged]
    unknown += [f"{verdict.standard} for {verdict.unmeasured}" for verdict in verdicts if verdict.unmeasured]
    of_ua = (verdict for verdict in verdicts if verdict.standard == "pdf/ua-1")
    failures = [[rule, index + 1] for verdict in of_ua for rule, _, index in verdict.failures]  # with its page, 0: the file
    facts: dict[str, object] = {"conformance": judged, "failures": failures}
    return Answer("the standards", tuple(conformance_problems(verdicts, name)), tuple(unknown), facts)


def locked(name: str) -> Problem:
    hint = "save a copy without a password"
    return Problem(Place(name), "encrypted-pdf", "a password is needed to open this file", hint)


def size_for_email(data: bytes, name: str) -> list[Problem]:
    if len(data) <= MOST_FOR_EMAIL:
        return []
    says, hint = f"{len(data) / 1e6:.1f} MB: many clinics cannot receive it", "print smaller pictures, or send a link"
    return [Problem(Place(name), "too-big-for-email", says, hint)]


# What is asked, in this order, as a person calls it. The last is the dear one.
_QUESTIONS: dict[str, Callable[[Proof, str], Answer | Iterable[Problem]]] = {
    "the standards": _standards,
    "fonts": lambda proof, name: font_problems(proof, name) or lent_font_problems(proof, name),
    "tags and text": ownership_problems,
    "languages": language_problems,
    "links": link_problems,
    "alternative texts": alternative_problems,
    "title": lambda proof, name: Answer("title", tuple(title_problems(proof, name)), facts={"title": title_of(proof.pdf)}),
    "structure": structure_problems,
    "page labels and bookmarks": lambda proof, name: [*label_problems(proof, name), *bookmark_problems(proof, name)],
    "reading order": order_problems,
    "letters": glyph_problems,
    "size of type": size_problems,
    "places": place_problems,
    "margins": margin_advice,
    "size of the file": lambda proof, name: size_for_email(proof.data, name),
    "what is in the file": lambda proof, _: Answer("what is in the file", facts={"contents": contents_of(proof)}),
    "contrast and pictures": lambda proof, name: Answer("contrast and pictures", *look_at_pages(proof.data, name)),
}
PROMISES = tuple(_QUESTIONS)
