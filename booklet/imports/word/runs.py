"""Runs: the words of a paragraph, and what stands between them. Source: ECMA-376, part 1, 17.3.2 and 17.3.3."""
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from booklet.imports.brought import Brought, element
from booklet.imports.elements import child, content
from booklet.imports.spans import Span, cited
from booklet.imports.before_items import letters_of
from booklet.imports.word.document import Part, WordText
from booklet.imports.word.fields import OpenFields
from booklet.imports.word.pictures import Beside, beside
from booklet.imports.word.styles import is_on
from booklet.library.imports.csl_data import CitedWork, works_cited

# Elements that only hold what is read.
_OPENED = (
    "w:smartTag", "w:customXml", "w:sdtContent", "w:ins", "w:moveTo", "w:bdo", "w:dir", "w:ruby", "w:rubyBase",
    "m:oMathPara",
)
_SIGNS = {"w:noBreakHyphen": "\u2011", "w:tab": "\t", "w:ptab": "\t"}
# Of equations: what is set above or below the line, what is read, and what only says how it looks.
_RAISED = {"m:sup": "sup", "m:sub": "sub"}
_PLAIN = frozenset({"m:oMath", "m:e", "m:r", "m:t", "m:sSup", "m:sSub", "m:sSubSup", *_RAISED})
_SILENT = frozenset({"m:rPr", "m:sSupPr", "m:sSubPr", "m:sSubSupPr", "m:ctrlPr", "w:rPr"})


@dataclass(slots=True)
class Lines:
    """A paragraph as it is read: its words, the pictures and boxes that hang on it, and the places it has names for."""

    properties: Element | None
    is_heading: bool
    spans: list[Span] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    begins_works: bool = False  # the list of those that are cited


class Runs:
    """Reads paragraphs of one part of a document. Fields go on from one paragraph to the next."""

    def __init__(self, document: WordText, part: Part, brought: Brought):
        self._document, self._part, self._brought, self._fields = document, part, brought, OpenFields(brought)
        self._initial: list[Span] = []  # the large letter with which the next paragraph begins

    def read(self, paragraph: Element) -> Lines:
        """The words of a paragraph."""
        properties = child(paragraph, "w:pPr")
        made = Lines(properties, self._document.styles.heading(properties) > 0)
        self._read(paragraph, made, "")
        frame = child(properties, "w:framePr")
        is_initial = frame is not None and frame.get("w:dropCap", "none") != "none"  # a paragraph to Word; T, ake two
        made.spans, self._initial = ([], made.spans) if is_initial else (self._initial + made.spans, [])
        is_line = "".join(span.text for span in made.spans).rstrip(" ").endswith("\t")
        if is_line and self._document.styles.has_leaders(properties):
            made.spans = [replace(span, text=" ____ ") if span.text == "\t" else span for span in made.spans]
        return made

    @property
    def has_contents(self) -> bool:
        """Whether a table of contents has begun, which the press makes by itself."""
        return self._fields.has_contents

    def _read(self, parent: Iterable[Element], made: Lines, address: str) -> None:
        for each in parent:
            if each.tag == "w:r":
                self._run(each, made, address)
            elif each.tag == "w:hyperlink":
                leads_to = self._part.address(each.get("r:id", ""))
                inside = each.get("w:anchor", "")
                self._read(each, made, leads_to or (f"#{inside}" if inside else ""))
            elif each.tag == "w:fldSimple":
                self._fields.mark("begin")
                self._fields.say(each.get("w:instr", ""))
                self._fields.mark("separate")
                self._read(each if self._fields.is_shown else (), made, address)
                self._end_field(made)
            elif each.tag == "w:sdt":
                place, works = self._place_of(each), _works_of(each)
                if works:
                    made.spans += cited(works, self._brought)
                elif place is None:
                    if works is not None:
                        self._brought.tell_of_cited_words()
                    self._read(content(each, "w:sdtContent"), made, address)
                else:
                    made.spans.append(place)
            elif each.tag == "w:bookmarkStart":
                made.names.append(each.get("w:name", ""))
                self._brought.tell_of_cited_words(made.names[-1])
            elif each.tag == "m:oMath":
                spans = equation(each)
                made.spans += [self._gone("an equation")] if spans is None else spans
            elif each.tag in _OPENED:
                self._read(each, made, address)

    def _place_of(self, control: Element) -> Span | None:
        """The place to write that a control is while nobody has filled it in. Source: ECMA-376-1, 17.5.2.39."""
        properties = child(control, "w:sdtPr")
        if not is_on([properties], "w:showingPlcHdr"):
            return None
        items = (item for tag in ("w:dropDownList", "w:comboBox") for item in content(properties, tag))
        choices = ", ".join(filter(None, (item.get("w:displayText", "") for item in items)))
        asks = choices or "".join(text.text or "" for text in control.iter("w:t"))
        return Span(self._brought.asked(asks))

    def _run(self, run: Element, made: Lines, address: str) -> None:
        properties = child(run, "w:rPr")
        settings = self._document.styles.settings(properties, made.properties, made.is_heading)
        if "hidden" in settings:
            if any((each.text or "").strip() for each in run if each.tag == "w:t"):
                self._brought.tell("hidden words were left out, as Word prints none of them")
            return
        fonts = child(properties, "w:rFonts")
        is_own = fonts is not None and not fonts.get("w:asciiTheme")  # one of the theme goes before it
        font = (fonts.get("w:ascii") or fonts.get("w:hAnsi") or "") if fonts is not None and is_own else ""
        for each in run:
            if each.tag in ("w:fldChar", "w:instrText"):
                self._field(each, made)
            elif self._fields.is_shown:
                leads_to = address or self._fields.address
                for span in self._spans(each, made, font):
                    is_line = self._fields.is_to_fill_in and span.text.isspace()
                    own = frozenset[str]() if span.holds is not None else settings - {"u"} if leads_to else settings
                    own |= {"u"} if is_line else set()
                    made.spans.append(Span(span.text, own, leads_to, span.holds))
        if child(properties, "w:highlight") is not None:
            self._brought.tell_of_all("marked words (highlighter) are plain now", "is something there not final?")

    def _field(self, each: Element, made: Lines) -> None:
        kind = each.get("w:fldCharType", "")
        if each.tag == "w:instrText":
            self._fields.say(each.text or "")
        elif kind == "end":
            self._end_field(made)
        else:
            made.spans += [Span(_filled_in(each))] if self._fields.is_shown else []
            self._fields.mark(kind)
            made.begins_works |= kind == "separate" and self._fields.is_list_of_works

    def _end_field(self, made: Lines) -> None:
        """What stands in the place of a result that nobody sees; and what is told of one that stays."""
        if self._fields.is_citation and self._fields.works:
            made.spans += cited(self._fields.works, self._brought) if not self._fields.is_contents else []
        elif self._fields.is_citation:
            self._brought.tell_of_cited_words()
        if self._fields.merged:
            column, is_asked = self._fields.merged[:40], not self._fields.is_part
            says = f"a place to write stands for the {column} of each letter of a mail merge"
            chosen = f"words that the {column} of each letter chooses are the same in all copies now"
            self._brought.tell(says if is_asked else chosen, "README tells how to print a copy for each person of a list")
            made.spans += [Span(" ____ ")] * is_asked
        elif self._fields.lost and not self._fields.is_part:
            made.spans.append(self._gone(self._fields.lost))
        elif (bare := self._fields.bare) is not None and not self._fields.is_part:
            asks, font, code = (bare[name] or "" for name in ("asks", "font", "code"))
            made.spans.append(Span(self._brought.asked(asks) if asks else self._sign(f"{int(code):X}", font.strip('"'))))
        self._fields.mark("end")

    def _gone(self, what: str) -> Span:
        return Span(self._brought.gone(what))

    def _spans(self, each: Element, made: Lines, font: str) -> Iterator[Span]:
        """What one part of a run prints."""
        match each.tag:
            case "w:t":
                yield Span(letters_of(each.text or "", font, self._brought.gone))
            case "w:noBreakHyphen" | "w:tab" | "w:ptab":
                yield Span(_SIGNS[each.tag])
            case "w:br" | "w:cr":
                is_line = each.get("w:type", "textWrapping") == "textWrapping"
                yield Span(holds=element("br")) if is_line else Span(" ")  # words before and behind the end of a page
            case "w:sym":
                yield Span(self._sign(each.get("w:char", ""), each.get("w:font", "")))
            case "w:footnoteReference" | "w:endnoteReference":
                yield Span(holds=element("note", id=self._document.note(each.tag[2:-9], each.get("w:id", ""))))
            case "w:commentReference":
                yield from self._document.comment(each.get("w:id", ""))
            case "w:drawing" | "w:pict" | "w:object" | "mc:AlternateContent":
                made.beside += beside(each, self._part, self._brought)
            case "w:ruby":
                self._read(each, made, "")
                said = "".join(text.text or "" for part in content(each, "w:rt") for text in part.iter("w:t"))
                made.spans += [Span(f" ({said})")] if said.strip() else []

    def _sign(self, code: str, font: str) -> str:
        """What a font shows for a code."""
        number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{2,4}", code) else 0
        is_letter = number >= 32 and not 0xD800 <= number < 0xE000
        gone = self._brought.gone
        return letters_of(chr(number), font, gone) if is_letter else gone(f"a sign of the font {font or '?'}")


def _works_of(control: Element) -> tuple[CitedWork, ...] | None:
    """What Mendeley Cite, which knows no fields, keeps in the tag of a control; None for another control."""
    for tag in content(control, "w:sdtPr"):
        kind, _, held = tag.get("w:val", "").partition("_v3_")
        if tag.tag == "w:tag" and kind == "MENDELEY_CITATION":
            try:
                return works_cited(b64decode(held + "==").decode(errors="replace"))
            except ValueError:
                return ()
    return None


def _filled_in(mark: Element) -> str:
    """The box or the choice of a form of old, which Word saves with the mark that begins it. Source: ECMA-376-1, 17.16.5."""
    form = child(mark, "w:ffData")
    box, choices = child(form, "w:checkBox"), child(form, "w:ddList")
    if box is not None:
        state = next((each for tag in ("w:checked", "w:default") if (each := child(box, tag)) is not None), None)
        return "☑" if state is not None and state.get("w:val", "1") in ("1", "true", "on") else "☐"
    if choices is None:
        return ""
    said = [each for tag in ("w:result", "w:default") if (each := child(choices, tag)) is not None]
    chosen = said[0].get("w:val", "0") if said else "0"
    entries = [each.get("w:val", "") for each in choices if each.tag == "w:listEntry"]
    return entries[int(chosen)] if chosen.isdecimal() and int(chosen) < len(entries) else ""


def equation(parent: Element, settings: frozenset[str] = frozenset()) -> list[Span] | None:
    """The words of an equation of words with letters above or below the line; None for one that cannot be set in a line.

    Of a fraction, a root or a matrix the letters alone would say another thing, x2 for x over 2. Source: ECMA-376-1, 22.1.
    """
    spans: list[Span] = []
    for each in (each for each in parent if each.tag not in _SILENT):
        if each.tag not in _PLAIN or each.tag in _RAISED and settings:
            return None
        raised = {_RAISED[each.tag]} if each.tag in _RAISED else set()
        read = [Span(each.text or "", settings)] if each.tag == "m:t" else equation(each, settings | raised)
        if read is None:
            return None
        spans += read
    return spans
