"""The standing of a booklet: signed, or a draft and why; past its review date or not. Editions say it in these words."""
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from booklet.core.printed.words import ENGLISH, Words, printed_words
from booklet.core.problems import Place
from booklet.model.signoff import SignOff

BADGE = 60  # characters that a cover has room for, on one line
_MOST_PAIRS = 1_000_000  # of sentences to hold against each other: two texts of a thousand each


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a part, as it is signed, and where its author typed it."""

    words: str
    place: Place


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed since a part was signed: "" for what was not there, or is no more. `place` is where to look."""

    old: str
    new: str
    place: Place


@dataclass(frozen=True, slots=True)
class Part:
    """What a person signs as a whole: a section, the glossary, the cover...; with those who have signed it.

    `about` says what is in it, where its name does not.
    """

    id: str
    statements: tuple[Statement, ...]
    sign_offs: tuple[SignOff, ...]
    place: Place
    about: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(statement.words for statement in self.statements)

    @property
    def void(self) -> tuple[SignOff, ...]:
        """The sign-offs of other words than it has now, and those by nobody."""
        return tuple(sign_off for sign_off in self.sign_offs if sign_off.words != self.words or sign_off.is_by_nobody)

    @property
    def is_signed(self) -> bool:
        """Whether all who have signed it have signed these words."""
        return bool(self.sign_offs) and not self.void

    def changes_since(self, sign_off: SignOff) -> Iterator[Change]:
        """Each sentence that was changed, added or taken out since, in reading order."""
        old, new = sign_off.words, self.words
        for i, j, m, n in differences(old, new):
            for at in range(max(j - i, n - m)):
                here = min(m + at, len(new) - 1)
                place = self.statements[here].place if here >= 0 else self.place
                yield Change(old[i + at] if i + at < j else "", new[m + at] if m + at < n else "", place)


@dataclass(frozen=True, slots=True)
class Standing:
    """The parts with their sign-offs; `stray` are those of parts that are gone, `retracted` keys of cited works.

    `is_only_shown`: it is made to look at, whatever is wrong with it, and says DRAFT whoever has signed. `unwritten` are
    lines of booklet.toml that only keep a place free, such as "Write here who paid for this.".
    """

    parts: tuple[Part, ...]
    review_by: date
    is_past_review: bool = False
    stray: tuple[SignOff, ...] = ()
    retracted: tuple[str, ...] = ()
    is_only_shown: bool = False
    unwritten: tuple[Statement, ...] = ()
    language: str = ENGLISH

    @property
    def say(self) -> Words:
        """The words of the booklet's language, in which all that follows is said."""
        return printed_words(self.language)

    @property
    def is_signed(self) -> bool:
        """Whether every part is signed as it stands, and nothing else makes it a draft."""
        is_draft = self.stray or self.retracted or self.is_only_shown or self.unwritten
        return bool(self.parts) and all(part.is_signed for part in self.parts) and not is_draft

    @property
    def is_draft(self) -> bool:
        return not self.is_signed

    @property
    def is_current(self) -> bool:
        """Whether it may be handed out: signed as it stands, and not past its review date."""
        return self.is_signed and not self.is_past_review

    @property
    def _is_unsigned(self) -> bool:
        """Whether anything is not signed as it stands. A booklet that is all signed may be a draft for another reason."""
        return bool(self.stray) or not all(part.is_signed for part in self.parts)

    @property
    def has_sign_offs(self) -> bool:
        return bool(self.stray) or any(part.sign_offs for part in self.parts)

    @property
    def signers(self) -> tuple[tuple[str, str, date, bool], ...]:
        """Each reviewer with their role, the last day on which they signed, and whether they have signed each part; in
        the order of these days.
        """
        signed: dict[tuple[str, str], list[date]] = {}
        for sign_off in (sign_off for part in self.parts for sign_off in part.sign_offs):
            signed.setdefault((sign_off.reviewer, sign_off.role), []).append(sign_off.day)
        last = sorted((max(days), *who, len(days) == len(self.parts)) for who, days in signed.items())
        return tuple((name, role, day, is_all) for day, name, role, is_all in last)

    @property
    def badge(self) -> str:
        """The line on the cover: whether it may be handed out."""
        if self.is_past_review:
            return self.say("standing.late_draft_badge" if self.is_draft else "standing.late_badge")
        if self.is_only_shown:
            return self.say("standing.shown_badge")
        if self.is_draft:
            return self.say("standing.changed_badge" if self.has_sign_offs else "standing.never_badge")
        by = self.say("standing.signed_badge", names=self._names())
        return by if len(by) <= BADGE else self.say("standing.signed_badge_short", date=self.say.date(self.signers[-1][2]))

    @property
    def mark(self) -> str:
        """What stands before the version in each footer, and before what a file says of itself."""
        return f"{self.say('standing.draft')} " if self.is_draft else ""

    @property
    def review(self) -> str:
        """What each footer says of the review: a sentence."""
        return self.say("standing.late" if self.is_past_review else "standing.review_by", date=self.say.date(self.review_by))

    @property
    def overdue(self) -> str:
        """What stands before other words where there is no room for more: nothing until the review date has passed."""
        return f"{self.say('standing.late')} " if self.is_past_review else ""

    @property
    def foot(self) -> str:
        """What the foot of a leaflet says before its version, beside the mark. It has room for one sentence."""
        return self.overdue or (f"{self.say('foot.not_signed')} " if self._is_unsigned else "")

    @property
    def verdict(self) -> str:
        """One short sentence, for a back page whose names and reasons stand elsewhere."""
        if self.is_only_shown:
            return self.say("standing.shown")
        if self.is_draft:
            return self.say("standing.never" if self._is_unsigned else "standing.is_draft")
        return self.say("standing.late_verdict" if self.is_past_review else "standing.signed_verdict")

    @property
    def sentence(self) -> str:
        """What the imprint says: who has signed it, or why it is a draft."""
        is_reasoned = self.has_sign_offs or self.retracted or self.is_only_shown
        if self.is_signed:
            said = [self.say("standing.signed", names=self._names())]
        else:
            said = list(self._reasons()) if is_reasoned else [self.say("standing.never")]
        said += [self.say("standing.late_since", date=self.say.date(self.review_by))] if self.is_past_review else []
        return " ".join(said)

    @property
    def brief(self) -> str:
        """What a message says of it, which may name nobody."""
        draft = "standing.brief_draft" if self._is_unsigned else "standing.is_draft"
        said = self.say("standing.brief_signed" if self.is_signed else draft)
        return f"{said} {self.overdue}".rstrip()

    @property
    def notes(self) -> tuple[str, ...]:
        """A word to whoever prints or sends it to patients."""
        return () if self.is_current else (f"not for patients: {self.sentence}",)

    def _names(self) -> str:
        """A. Lee, pharmacist, 3 March 2027; B. Ray, ward sister, 4 March 2027 (in part)."""
        forms = "standing.signer_in_part", "standing.signer"
        named = ((forms[is_all], name, role, self.say.date(day)) for name, role, day, is_all in self.signers)
        return "; ".join(self.say(form, name=name, role=role, date=day) for form, name, role, day in named)

    def _reasons(self) -> Iterator[str]:
        total, changed = len(self.parts), sum(bool(part.void) for part in self.parts)
        unsigned = sum(not part.sign_offs for part in self.parts)
        yield self.say("standing.shown" if self.is_only_shown else "standing.is_draft")
        if unsigned == total:
            yield self.say("standing.unsigned")
        elif unsigned:
            yield self.say("standing.parts_unsigned", unsigned, total=total)
        if changed:
            yield self.say("standing.parts_changed", changed, total=total)
        if self.stray:
            yield self.say("standing.part_gone")
        if self.unwritten:
            yield self.say("standing.unwritten")
        if self.retracted:
            yield self.say("standing.retracted")


def differences(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where two texts differ, in order: old[i:j] has become new[m:n]. Long texts that differ all over: one change."""
    shorter = min(len(old), len(new))
    first = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    most = shorter - first
    last = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    a, b = old[first : len(old) - last], new[first : len(new) - last]
    if len(a) * len(b) > _MOST_PAIRS:
        yield first, first + len(a), first, first + len(b)
        return
    for kind, i, j, m, n in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind != "equal":
            yield first + i, first + j, first + m, first + n
