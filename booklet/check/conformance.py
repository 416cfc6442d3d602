"""Conformance: PDF/UA-1 always, and each level of PDF/A that the file says it keeps, as page-validation judges it.

Two of its findings can be wrong (version 0.11.0), and are looked up in the bytes before they are believed: a stream
whose data end in the byte 0D, and metadata that are compressed, which only PDF/A-1 forbids.
"""
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import page
import pikepdf

from booklet.check.by_page import page_at
from booklet.check.pdf.document import Proof, xmp_of
from booklet.check.pdf.tree import as_list
from booklet.core.problems import BookletError, Place, Problem
from booklet.core.text_file import printable

LIMITS = page.SafetyLimits(max_reference_depth=8_192)  # bookmarks are a chain, and a thousand pages have many
PROFILES = {f"pdf/a-{profile.value}": profile for profile in page.ValidationProfile if profile.value != "ua1"}
PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
_OPENS = re.compile(rb"stream\r?\n")
_END = re.compile(rb"(?:\r\n|\n|\r)endstream")  # ISO 19005-2, 6.1.7.1: one end of line, then the word

_OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,10}) ([0-9]{1,5}) obj\b")
_STREAM = re.compile(r"stream <[^>]*>(?: \([^)]*\))?:? ?")  # stream <_io.BytesIO object at 0x7f>: as pikepdf calls it


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one standard says: its name such as "pdf/ua-1", and each broken rule with its page (-1: the file)."""

    standard: str
    failures: tuple[tuple[str, str, int], ...]  # rule, message, index of the page
    unmeasured: str = ""  # what of the file it could not be asked for

    @property
    def conforms(self) -> bool:
        return not self.failures


def verdicts_of(proof: Proof, name: str) -> list[Verdict]:
    """PDF/UA-1 and each level of PDF/A that is claimed. Raises BookletError for what is unreadable or too dear."""
    claimed = {standard: PROFILES[standard] for standard in claimed_levels(proof.pdf) if standard in PROFILES}
    asked = {"pdf/ua-1": page.ValidationProfile.PDF_UA_1, **claimed}
    try:
        reports = _reports(proof.data, name, asked)
    except page.PageError:
        return _verdicts_of_copy(proof, name, asked)
    return [Verdict(standard, _failures(proof, report)) for standard, report in zip(asked, reports, strict=True)]


def _reports(content: bytes, name: str, asked: Mapping[str, page.ValidationProfile]) -> list[page.ValidationReport]:
    """One after the other: in threads each would keep the file beside the others, in memory that no layout has left free."""
    try:
        return [page.validate_pdf_bytes(content, profile=profile, limits=LIMITS) for profile in asked.values()]
    except page.SafetyLimitError as error:
        raise BookletError([too_dear(name, str(error))]) from None


def _verdicts_of_copy(proof: Proof, name: str, asked: Mapping[str, page.ValidationProfile]) -> list[Verdict]:
    """What the standards say of a file that other readers can read and the validator cannot: JPEG 2000, odd syntax.

    It is asked of a copy, written anew, in which such pictures are blank. What only the file itself can tell is not known.
    """
    try:
        reports = _reports(_for_validator(proof.data), name, asked)
    except page.PageError as error:
        raise BookletError([not_judged(name, str(error))]) from None
    lost = {standard: "its pictures in JPEG 2000 and how its bytes lie" for standard in asked if standard != "pdf/ua-1"}
    return [
        Verdict(standard, tuple((each.rule_id, each.message, -1) for each in report.failures), lost.get(standard, ""))
        for standard, report in zip(asked, reports, strict=True)
    ]


def _for_validator(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and "/JPXDecode" in (str(each) for each in as_list(thing.get("/Filter"))):
                thing.write(b"\0")
                thing.Width, thing.Height, thing.BitsPerComponent, thing.ColorSpace = 1, 1, 8, pikepdf.Name.DeviceGray
        saved = io.BytesIO()
        pdf.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return saved.getvalue()


def conformance_problems(verdicts: list[Verdict], name: str) -> list[Problem]:
    """Each broken rule, once a page."""
    problems = []
    for verdict in verdicts:
        for rule, message, index in dict.fromkeys(verdict.failures):
            says, place = f"{rule}: {printable(message, most=300)}", page_at(name, index)
            if verdict.standard == "pdf/ua-1":
                problems.append(Problem(place, "not-pdf-ua", says, "PDF/UA-1: screen readers depend on it"))
            else:
                hint = f"the file says that it keeps {verdict.standard.upper()}: mend it, or save it without that claim"
                problems.append(Problem(place, "not-pdf-a", says, hint))
    return problems


def claimed_levels(pdf: pikepdf.Pdf) -> list[str]:
    """The levels of PDF/A that the XMP of a file names, such as "pdf/a-2a"."""
    found = []
    for thing in xmp_of(pdf).iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"):
        part, letter = (_property(thing, key) for key in ("part", "conformance"))
        if part:
            found.append(f"pdf/a-{part}{letter}".lower())
    return list(dict.fromkeys(found))


def _property(thing: Element, key: str) -> str:
    below = thing.find(PDFAID + key)
    return (thing.get(PDFAID + key) or (below.text if below is not None else "") or "").strip()


def _failures(proof: Proof, report: page.ValidationReport) -> tuple[tuple[str, str, int], ...]:
    kept = [failure for failure in report.failures if not _is_false_alarm(failure, report.profile, proof)]
    pages = _pages_of_objects(proof) if kept and not proof.is_a_copy else {}
    return tuple((failure.rule_id, failure.message, pages.get(_id(failure), -1)) for failure in kept)


def unreadable(name: str, why: str) -> Problem:
    """The problem of a file that is no PDF, or a broken one."""
    why = _STREAM.sub("", why)
    says = f"this cannot be read as a PDF: {printable(why, most=200)}"
    return Problem(Place(name), "unreadable-pdf", says, "is the file complete?")


def not_judged(name: str, why: str) -> Problem:
    """The problem of a file that can be read, and that the validator of the standards cannot."""
    says = f"whether it keeps the standards cannot be told: {printable(why, most=200)}"
    return Problem(Place(name), "unreadable-pdf", says, "save it as a PDF again, in the program that made it")


def too_dear(name: str, why: str) -> Problem:
    """The problem of a file that cannot be judged within the bounds of booklet/check/bounds.py."""
    hint = "it may be broken or made to harm; ask whoever sent it for another copy"
    return Problem(Place(name), "too-dear-to-judge", f"this is not judged to the end: {printable(why, most=400)}", hint)


def _id(failure: page.ValidationFailure) -> tuple[int, int]:
    known = failure.object_id
    return (known.object_number, known.generation) if known else (0, 0)


def _pages_of_objects(proof: Proof) -> dict[tuple[int, int], int]:
    """On which page an object is: the page itself, what it is painted with, what lies on it, what is tagged there."""
    pages = dict(proof.page_index)
    for index, sheet in enumerate(proof.pdf.pages):
        for key in ("/Contents", "/Annots"):
            things = sheet.obj.get(key)
            for thing in [things, *(things if isinstance(things, pikepdf.Array) else [])]:
                if isinstance(thing, pikepdf.Object):
                    pages.setdefault(thing.objgen, index)
    for branch, element in zip(proof.branches, proof.elements(), strict=True):
        pages.setdefault(branch.thing.objgen, element.page)
    pages[0, 0] = -1
    return pages


def _is_false_alarm(failure: page.ValidationFailure, profile: page.ValidationProfile, proof: Proof) -> bool:
    if "-STREAM-LENGTH-" in failure.rule_id:  # where there are several, it names none
        every = {thing.objgen for thing in proof.pdf.objects if isinstance(thing, pikepdf.Stream)}
        return have_true_lengths(proof, {_id(failure)} if failure.object_id else every)
    if "-METADATA-FILTER-" in failure.rule_id and profile.value[0] != "1":
        return _is_readable_metadata(proof.pdf)
    return False


def have_true_lengths(proof: Proof, streams: set[tuple[int, int]]) -> bool:
    """Whether streams are as long as their /Length says: exactly so many bytes, one end of line, and `endstream`.

    A reader that looks backwards from `endstream` takes a last byte 0D of the data for a part of the line's end.
    """
    left = set(streams)
    for found in _OBJECT.finditer(proof.data):
        objgen = (int(found[1]), int(found[2]))
        opens = _OPENS.search(proof.data, found.end()) if objgen in left else None
        if not opens:
            continue
        stream = proof.pdf.get_object(objgen)
        raw = stream.read_raw_bytes()
        if proof.data.startswith(raw, opens.end()):
            if stream.get("/Length") != len(raw) or not _END.match(proof.data, opens.end() + len(raw)):
                return False
            left.remove(objgen)
    return not left


def _is_readable_metadata(pdf: pikepdf.Pdf) -> bool:
    """ISO 19005-2 and -3, 6.6.2.1: metadata may be compressed, with any filter that the standard allows."""
    metadata = pdf.Root.get("/Metadata")
    if not isinstance(metadata, pikepdf.Stream) or metadata.get("/Filter") not in ("/FlateDecode", ["/FlateDecode"]):
        return False
    return b"<rdf:RDF" in metadata.read_bytes()
