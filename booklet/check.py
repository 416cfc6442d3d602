"""Check: the promises a finished booklet keeps, asked of its bytes."""
import page

from booklet.errors import Place, Problem
from booklet.proof import Proof

FAMILY = "Atkinson-Hyperlegible-Next"
LIMITS = page.SafetyLimits(max_reference_depth=8_192)  # bookmarks are a chain, and a thousand pages have many


def proof_problems(data: bytes, name: str, is_ours: bool = False) -> list[Problem]:
    """What is wrong with a PDF, ours or not.

    PDF/UA-1 (ISO 14289-1) as page-validation judges it, then that every font is embedded; of a booklet of ours also
    that no other family has slipped in.
    """
    place = Place(name)
    try:
        report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1, limits=LIMITS)
    except page.PageError as error:
        return [Problem(place, "unreadable-pdf", f"this cannot be read as a PDF: {error}", "is the file complete?")]
    failures = dict.fromkeys((failure.rule_id, failure.message) for failure in report.failures)
    problems = [Problem(place, "not-pdf-ua", f"{rule}: {message}", "PDF/UA-1") for rule, message in failures]
    for font in Proof(data).fonts():
        if not font.is_embedded:
            problems.append(Problem(place, "font-not-embedded", f"{font.name} is not in the file", "embed it"))
        elif is_ours and FAMILY not in font.name:
            problems.append(Problem(place, "stray-font", f"{font.name} is not the booklet's face", "see styles/fonts"))
    return problems
