"""The command by which a reviewer signs: who has signed which part of a booklet, and what has changed since."""
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from booklet.cli.options import clinic_option, date_option, day_of_the_build, source_option
from booklet.core.dates import folio_date
from booklet.core.disk.files import write_whole, writing
from booklet.core.disk.locks import locked
from booklet.core.problems import Place, Problem, nearest, stop_at
from booklet.core.text_file import composed, printable
from booklet.load.signed.covered import COVER
from booklet.load.signed.signoff_file import LONGEST_KB, name_problems, sign_offs_text
from booklet.model.manuscript import Manuscript
from booklet.model.signoff import SIGN_OFFS, SignOff, hash_of
from booklet.model.standing import Part, Standing
from booklet.reading.read import read_manuscript
from booklet.words.approval import told_change, unwritten_problems
from booklet.words.left import doubts_of
from booklet.words.text import read_copy


@click.command()
@click.argument("sections", nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="Sign every part: sections, glossary, cover, order, summary, works.")
@click.option("--reviewer", default="", help="Who has read them: a name, as it shall be printed.")
@click.option("--role", default="", help="What they are: Consultant psychiatrist.")
@click.option("--as-read", multiple=True, hidden=True, help="PART=HASH: sign it only if these are its words.")
@click.option("--withdraw", is_flag=True, help="Take sign-offs of these sections out: those of --reviewer, or all.")
@date_option
@source_option
@clinic_option
def signoff(
    sections: tuple[str, ...], is_all: bool, reviewer: str, role: str, as_read: tuple[str, ...], withdraw: bool, on: date,
    source: Path, clinic: Path | None,
) -> None:  # fmt: skip
    """Record that somebody has read SECTIONS and signs them as they are; or say who has signed what.

    A section is named by its file without number and ending; the glossary is one too. What else a patient reads are
    parts of their own: booklet/cover, booklet/order, booklet/summary and booklet/references. One changed word voids what
    was signed: the booklet is a DRAFT again until the same reviewer signs anew. What a clinic fills in is not part of it.

    \b
    Examples:
      python build.py signoff
      python build.py signoff why-it-matters --reviewer "YOUR NAME" --role "YOUR ROLE"
      python build.py signoff --all --reviewer "YOUR NAME" --role "YOUR ROLE"
      python build.py signoff --withdraw why-it-matters --reviewer "YOUR NAME"
    """
    reviewer, role = (" ".join(filter(None, composed(words).split(" "))) for words in (reviewer, role))
    if sections or is_all:
        with locked(source / SIGN_OFFS):  # nobody signs between what is read and written
            manuscript = read_manuscript(source, clinic).manuscript
            stop_at(_changed(manuscript.standing, as_read))
            _sign(manuscript, sections, is_all, reviewer, role, withdraw, on, source)
        return
    if reviewer or role or withdraw:
        raise click.UsageError("name the sections, or say --all")
    for line in _told(read_manuscript(source, clinic).manuscript.standing):
        click.echo(line)


def _sign(
    manuscript: Manuscript, sections: tuple[str, ...], is_all: bool, reviewer: str, role: str, withdraw: bool, on: date,
    source: Path,
) -> None:  # fmt: skip
    """Of all sign-offs, change those of these sections, or of all, and write them again."""
    standing = manuscript.standing
    chosen = list(dict.fromkeys(sections))
    if withdraw:
        signed = list(dict.fromkeys(s.section for s in _all(standing) if not reviewer or _is_by(s, reviewer)))
        stop_at(_by_nobody(standing, reviewer) if not signed else ())
        chosen = signed if is_all else chosen
        stop_at(_unknown(chosen, signed, f"{printable(reviewer) or 'nobody'} has {'not ' if reviewer else ''}signed"))
        kept = [s for s in _all(standing) if s.section not in chosen or reviewer and not _is_by(s, reviewer)]
    else:
        chosen = [part.id for part in standing.parts] if is_all else chosen
        typed = (("--reviewer", "name", reviewer), ("--role", "role", role))
        wrong = [
            problem for option, what, words in typed
            for problem in (name_problems(words, Place(option), what) if words else [_unsaid(option, what)])
        ]  # fmt: skip
        wrong += _unknown(chosen, [part.id for part in standing.parts], "there is no section")
        stop_at([*_to_come(on), *wrong, *_unwritten(standing, chosen)])
        kept = _with(standing, chosen, reviewer, role, on)
    _write(source / SIGN_OFFS, sign_offs_text(_in_order(kept, standing), manuscript.imprint.name))
    done = f"{'withdrawn' if withdraw else 'signed'}: {', '.join(chosen)}"
    click.echo(f'Wrote {source / SIGN_OFFS}, of "{manuscript.imprint.title}": {done}')
    click.echo(f"  {(stands := _with_sign_offs(standing, kept).sentence)}")
    if stands != standing.sentence:
        click.echo("  note: pages that were built before say who has signed as it was then: build them again")
    for sentence in read_copy(manuscript).sentences if not withdraw else ():
        for doubt in doubts_of(sentence) if sentence.section in chosen else ():
            click.echo(f"  note: {sentence.place}: its author asks you to check: {doubt or 'the whole sentence'}")


def _changed(standing: Standing, as_read: Iterable[str]) -> Iterator[Problem]:
    """Parts that somebody has read in other words, by the hash of those."""
    read = dict(each.split("=", 1) for each in as_read)
    for part in standing.parts:
        if read.get(part.id, now := hash_of(part.words)) != now:
            hint = "read it again, and tick it anew: nothing was signed"
            yield Problem(Place("Sign-off"), "bad-sign-off", f"{part.id} has changed since you ticked it", hint)


def _to_come(on: date) -> Iterator[Problem]:
    if on > (today := day_of_the_build()):
        says = f"{on} has not come yet: today is {today}"
        yield Problem(Place("--date"), "future-sign-off", says, "leave --date away, or name the day on which it was read")


def _all(standing: Standing) -> list[SignOff]:
    return [*(sign_off for part in standing.parts for sign_off in part.sign_offs), *standing.stray]


def _is_by(sign_off: SignOff, reviewer: str) -> bool:
    return sign_off.reviewer.casefold() == reviewer.casefold()


def _by_nobody(standing: Standing, reviewer: str) -> Iterator[Problem]:
    names = list(dict.fromkeys(s.reviewer for s in _all(standing)))
    says = f"{printable(reviewer) or 'nobody'} has signed {'nothing' if reviewer else 'anything'}"
    hint = nearest(reviewer, names, f"who has: {', '.join(map(printable, names))}") if names else ""
    yield Problem(Place("--reviewer"), "bad-sign-off", says, hint)


def _unknown(chosen: Iterable[str], known: Sequence[str], says: str) -> Iterator[Problem]:
    for name in chosen:
        if name not in known:
            hint = nearest(name, known, f"known: {', '.join(known)}" if known else "without a section, signoff tells all")
            yield Problem(Place("SECTIONS"), "bad-sign-off", f"{says} {printable(name)}", hint)


def _unwritten(standing: Standing, chosen: Iterable[str]) -> Iterator[Problem]:
    """Whoever signs the cover has read who wrote the booklet and who paid for it, and has reviewed it."""
    if COVER in chosen:
        yield from (replace(problem, is_advice=False) for problem in unwritten_problems(standing))
        says = "the notice says that this needs review: it would stand on each page of what is signed off"
        hint = "take that sentence out; until all is signed, each page says DRAFT"
        for said in (said for part in standing.parts if part.id == COVER for said in part.statements):
            if said.words.startswith("Notice: Needs review"):
                yield Problem(said.place, "placeholder-left", says, hint)


def _unsaid(option: str, what: str) -> Problem:
    says = f"the {what} of whoever signs is not said"
    return Problem(Place(option), "bad-sign-off", says, f"add {option} and their {what}")


def _with(standing: Standing, chosen: Sequence[str], reviewer: str, role: str, on: date) -> list[SignOff]:
    """All sign-offs with the new ones in the place of those by the same reviewer, whose name is spelled as before."""
    kept = [s for s in _all(standing) if s.section not in chosen or not _is_by(s, reviewer)]
    name = next((s.reviewer for s in kept if _is_by(s, reviewer)), reviewer)
    return kept + [SignOff(part.id, name, role, on, part.words) for part in standing.parts if part.id in chosen]


def _with_sign_offs(standing: Standing, sign_offs: Sequence[SignOff]) -> Standing:
    own = {part.id: tuple(s for s in sign_offs if s.section == part.id) for part in standing.parts}
    parts = tuple(replace(part, sign_offs=own[part.id]) for part in standing.parts)
    return replace(standing, parts=parts, stray=tuple(s for s in sign_offs if s.section not in own))


def _in_order(sign_offs: Iterable[SignOff], standing: Standing) -> list[SignOff]:
    """In the order of the sections, so that the file changes where something changes."""
    order = {part.id: number for number, part in enumerate(standing.parts)}
    return sorted(sign_offs, key=lambda s: (order.get(s.section, len(order)), s.section, s.reviewer))


def _write(file: Path, text: str) -> None:
    content = text.encode()
    if len(content) > LONGEST_KB * 1_000:
        says = f"it would have {len(content) // 1_000} kB, and {LONGEST_KB} kB is the most"
        stop_at([Problem(Place(str(file)), "bad-sign-off", says, "withdraw what is void, with --withdraw")])
    with writing(file):
        write_whole(file, content)


def _told(standing: Standing) -> Iterator[str]:
    for part in standing.parts:
        if not part.sign_offs:
            yield f"{part.id}: not signed{f' ({part.about})' if part.about else ''}"
        for sign_off in part.sign_offs:
            yield from _told_one(part, sign_off)
    for sign_off in standing.stray:
        yield f"{sign_off.section}: {_by(sign_off)}, and there is no such section"
    yield standing.sentence


def _told_one(part: Part, sign_off: SignOff) -> Iterator[str]:
    is_void = sign_off in part.void
    yield f"{part.id}: {'VOID: ' if is_void else ''}{_by(sign_off)}{', which is nobody' if sign_off.is_by_nobody else ''}"
    for change in part.changes_since(sign_off) if is_void else ():
        yield f"  {change.place}: {told_change(change)}"


def _by(sign_off: SignOff) -> str:
    return f"signed by {sign_off.reviewer}, {sign_off.role}, {folio_date(sign_off.day)}"
