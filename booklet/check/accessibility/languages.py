"""Languages: a voice must know which language it reads. What a program can decide: whether a language is named at all,
whether its name is one (BCP 47), and whether words in one script stand under a language that is written in another.
"""
import re
from collections.abc import Iterator, Mapping

import pikepdf

from booklet.check.by_page import page_at, told_by_page
from booklet.check.pdf.document import Proof
from booklet.check.pdf.tree import Mark
from booklet.core.own_table import own_table
from booklet.core.problems import Problem

# RFC 5646, 2.1. The first part is a code of ISO 639: words of four letters and more are reserved and none was ever
# registered, so "english" is no language.
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3}(?:-[a-z]{3}){0,3})(?:-(?P<script>[a-z]{4}))?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+|i-[a-z]{2,8}|art-lojban",
    re.IGNORECASE,
)  # en-GB, sr-Latn-RS, zh-cmn-Hans
_TABLE = own_table(__file__)
_SCRIPTS: Mapping[str, Mapping[str, str]] = _TABLE["scripts"]
ISO_639_1, LATIN = frozenset(_TABLE["iso_639_1"].split()), frozenset(_TABLE["latin"].split())
# Three letters make a word (one or two may be a sign: \u03b1, \u00b5), in Chinese and Japanese two.
_FOREIGN = re.compile(  # (?P<Grek>[...]{3,})|(?P<Cyrl>[...]{3,})|...
    "|".join(
        f"(?P<{code}>[{script['letters']}]{{{2 if code in ('Kana', 'Hani') else 3},}})" for code, script in _SCRIPTS.items()
    )
)


def is_language(tag: str) -> bool:
    """Whether this is a language tag of BCP 47 whose two-letter code is one of ISO 639-1."""
    known = _TAG.fullmatch(tag)
    language = (known["language"] or "").lower() if known else ""
    return bool(known) and (len(language) != 2 or language in ISO_639_1)


def foreign_script(text: str, tag: str) -> str:
    """The name of a script in which a word of the text is, and the language never; "" where that cannot be said."""
    code = foreign_code(text, tag)
    return _SCRIPTS[code]["name"] if code else ""


def foreign_code(text: str, tag: str) -> str:
    """The same as its code of ISO 15924, such as Cyrl."""
    known = _TAG.fullmatch(tag)
    if not known or not known["language"] or known["script"]:
        return ""
    language = known["language"].lower()[:3].rstrip("-")
    own = {code for code, script in _SCRIPTS.items() if language in script["languages"].split()}
    strange = (word.lastgroup for word in _FOREIGN.finditer(text)) if own or language in LATIN else ()
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
    hint = "write a code: en-GB, de, es-MX"
    problems = [*told_by_page(found, name, "bad-language", "{} names no language", hint)]
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
        hint = "tag these words with their own language, or a voice reads them wrongly or not at all"
        for says in dict.fromkeys(says for says, _ in strange):
            same = ((index, text) for said, text in strange if said == says)
            yield from told_by_page(same, name, "foreign-script", f"{says}: {{}}", hint)


def _languages(proof: Proof, own: str) -> dict[tuple[int, int], str]:
    """The language in force for each piece of marked content: that of the nearest element that names one."""
    inherited: list[str] = []
    found: dict[tuple[int, int], str] = {}
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
        entries = entries if isinstance(entries, pikepdf.Dictionary) else pikepdf.Dictionary()
        mcid, tag = around[-1] if around else (-1, "")
        around.append((int(entries.get("/MCID", mcid)), str(entries.get("/Lang", tag))))
        if around[-1][0] >= 0 and around[-1][1]:
            found[around[-1][0]] = around[-1][1]
    return found
