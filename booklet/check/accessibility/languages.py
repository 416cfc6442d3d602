"""Languages: a voice must know which language it reads. What a program can decide: whether a language is named at all,
whether its name is one (BCP 47), and whether words in one script stand under a language that is written in another.
"""
import re
from collections.abc import Iterator

import pikepdf

from booklet.check.by_page import by_page, page_at
from booklet.check.pdf.document import Proof
from booklet.check.pdf.tree import Mark
from booklet.core.problems import Problem

# RFC 5646, 2.1. The first part is a code of ISO 639: words of four letters and more are reserved and none was ever
# registered, so "english" is no language.
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3}(?:-[a-z]{3}){0,3})(?:-(?P<script>[a-z]{4}))?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+|i-[a-z]{2,8}|art-lojban",
    re.IGNORECASE,
)  # en-GB, sr-Latn-RS, zh-cmn-Hans
ISO_639_1 = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee "
    "el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io "
    "is it iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk "
    "ml mn mo mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc "
    "sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve "
    "vi vo wa wo xh yi yo za zh zu".split()
)
# Letters of the scripts other than Latin. Three make a word (one or two may be a sign: \u03b1, \u00b5), in Chinese and
# Japanese two.
SCRIPTS = {
    "Grek": "\u0370-\u03ff\u1f00-\u1fff", "Cyrl": "\u0400-\u052f", "Armn": "\u0531-\u0587", "Hebr": "\u05d0-\u05ea",
    "Arab": "\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc", "Deva": "\u0900-\u097f",
    "Beng": "\u0980-\u09ff", "Guru": "\u0a00-\u0a7f", "Gujr": "\u0a80-\u0aff", "Taml": "\u0b80-\u0bff",
    "Telu": "\u0c00-\u0c7f", "Knda": "\u0c80-\u0cff", "Mlym": "\u0d00-\u0d7f", "Sinh": "\u0d80-\u0dff",
    "Thai": "\u0e00-\u0e7f", "Geor": "\u10a0-\u10ff", "Hang": "\u1100-\u11ff\uac00-\ud7af", "Ethi": "\u1200-\u137f",
    "Khmr": "\u1780-\u17ff", "Kana": "\u3040-\u30ff", "Hani": "\u3400-\u4dbf\u4e00-\u9fff",
}  # fmt: skip
_NAMES = {
    "Grek": "Greek", "Cyrl": "Cyrillic", "Armn": "Armenian", "Hebr": "Hebrew", "Arab": "Arabic", "Deva": "Devanagari",
    "Beng": "Bengali", "Guru": "Gurmukhi", "Gujr": "Gujarati", "Taml": "Tamil", "Telu": "Telugu", "Knda": "Kannada",
    "Mlym": "Malayalam", "Sinh": "Sinhala", "Thai": "Thai", "Geor": "Georgian", "Hang": "Korean", "Ethi": "Ethiopic",
    "Khmr": "Khmer", "Kana": "Japanese", "Hani": "Chinese",
}  # fmt: skip
# Languages that are only ever written in Latin letters: in these, and no others, is another script surely foreign.
LATIN = frozenset(
    "af ca cs cy da de en es et eu fi fo fr fy ga gd gl hr hu id is it lb lt lv mt nb nl nn no oc pl pt rm ro sk sl sq "
    "sv sw tl tr vi zu".split()
)
_OWN = {
    "el": {"Grek"}, "ru": {"Cyrl"}, "uk": {"Cyrl"}, "bg": {"Cyrl"}, "be": {"Cyrl"}, "mk": {"Cyrl"}, "hy": {"Armn"},
    "he": {"Hebr"}, "ar": {"Arab"}, "fa": {"Arab"}, "ur": {"Arab"}, "hi": {"Deva"}, "mr": {"Deva"}, "ne": {"Deva"},
    "bn": {"Beng"}, "gu": {"Gujr"}, "ta": {"Taml"}, "te": {"Telu"}, "kn": {"Knda"}, "ml": {"Mlym"}, "si": {"Sinh"},
    "th": {"Thai"}, "ka": {"Geor"}, "ko": {"Hang", "Hani"}, "am": {"Ethi"}, "km": {"Khmr"}, "ja": {"Kana", "Hani"},
    "zh": {"Hani"},
}  # fmt: skip
_FOREIGN = re.compile(  # (?P<Grek>[...]{3,})|(?P<Cyrl>[...]{3,})|...
    "|".join(f"(?P<{name}>[{letters}]{{{2 if name in ('Kana', 'Hani') else 3},}})" for name, letters in SCRIPTS.items())
)


def is_language(tag: str) -> bool:
    """Whether this is a language tag of BCP 47 whose two-letter code is one of ISO 639-1."""
    known = _TAG.fullmatch(tag)
    language = (known["language"] or "").lower() if known else ""
    return bool(known) and (len(language) != 2 or language in ISO_639_1)


def foreign_script(text: str, tag: str) -> str:
    """The name of a script in which a word of the text is, and the language never; "" where that cannot be said."""
    return _NAMES.get(foreign_code(text, tag), "")


def foreign_code(text: str, tag: str) -> str:
    """The same as its code of ISO 15924, such as Cyrl."""
    known = _TAG.fullmatch(tag)
    if not known or not known["language"] or known["script"]:
        return ""
    language = known["language"].lower()[:3].rstrip("-")
    own = set() if language in LATIN else _OWN.get(language)
    strange = (word.lastgroup for word in _FOREIGN.finditer(text)) if own is not None else ()
    return next((script for script in strange if script and script not in own), "")


def language_problems(proof: Proof, name: str) -> list[Problem]:
    """No language of the document, a name that is none, and words in a script that the language does not have."""
    root = proof.pdf.Root.get("/Lang")
    own = str(root) if root is not None else ""
    found = [(-1, own)] if own and not is_language(own) else []
    for branch, element in zip(proof.branches, proof.elements(), strict=True):
        tag = branch.words("/Lang")
        if tag and not is_language(tag):
            found.append((element.page, tag))
    problems = []
    for index, words in by_page(found):
        says = f"{words} names no language"
        problems.append(Problem(page_at(name, index), "bad-language", says, "write a code: en-GB, de, es-MX"))
    if not own.strip() and not _is_told_by_tags(proof):
        hint = "set the language of the document, such as en-GB, in the program that made it"
        problems.append(Problem(page_at(name, -1), "no-language", "no language is set for the document", hint))
    return [*problems, *_foreign_words(proof, name, own)]


def _is_told_by_tags(proof: Proof) -> bool:
    roots = [branch for branch in proof.branches if branch.depth == 0]
    return bool(roots) and all(branch.words("/Lang") for branch in roots)


def _foreign_words(proof: Proof, name: str, own: str) -> Iterator[Problem]:
    by_mark = _languages(proof, own)
    for index in range(proof.page_count):
        runs = [words for words in proof.words_on(index) if words.mcid >= 0 and not words.text.isascii()]
        runs = [words for words in runs if foreign_script(words.text, by_mark.get((index, words.mcid), own))]
        on_page = _languages_in_paint(proof.pdf.pages[index]) if runs else {}
        strange = []
        for words in runs:
            tag = on_page.get(words.mcid) or by_mark.get((index, words.mcid), own)
            if script := foreign_script(words.text, tag):
                strange.append((f"{script} words under the language {tag}", words.text))
        for says in dict.fromkeys(says for says, _ in strange):
            words = next(by_page((index, text) for said, text in strange if said == says))[1]
            hint = "tag these words with their own language, or a voice reads them wrongly or not at all"
            yield Problem(page_at(name, index), "foreign-script", f"{says}: {words}", hint)


def _languages(proof: Proof, own: str) -> dict[tuple[int, int], str]:
    """The language in force for each piece of marked content: that of the nearest element that names one."""
    inherited: list[str] = []
    found = {}
    for branch in proof.branches:
        around = inherited[branch.parent] if branch.parent >= 0 else own
        inherited.append(branch.words("/Lang") or around)
        found |= {(mark.page, mark.mcid): inherited[-1] for mark in branch.kids if isinstance(mark, Mark)}
    return found


def _languages_in_paint(sheet: pikepdf.Page) -> dict[int, str]:
    """The language that marked content itself names, for each piece with a number that it stands in or around."""
    found: dict[int, str] = {}
    around: list[tuple[int, str]] = []
    for instruction in pikepdf.parse_content_stream(sheet, "BDC BMC EMC"):
        if str(instruction.operator) == "EMC":
            around = around[:-1]
            continue
        entries = instruction.operands[1] if len(instruction.operands) > 1 else None
        entries = entries if isinstance(entries, pikepdf.Dictionary) else {}
        mcid, tag = around[-1] if around else (-1, "")
        around.append((int(entries.get("/MCID", mcid)), str(entries.get("/Lang", tag))))
        if around[-1][0] >= 0 and around[-1][1]:
            found[around[-1][0]] = around[-1][1]
    return found
