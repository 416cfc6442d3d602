"""Notes of a page: a mark that leads to words that lead back to it, as word processors and Markdown programs write them."""
import re
from xml.etree.ElementTree import Element

from booklet.imports.brought import HEADING_TAGS, words

# [1], (iv), *, [footnote 1] of GOV.UK
NOTE_MARK = re.compile(r"[\[(]?(?:footnote )?(?:[0-9]{1,3}|[ivxlc]{1,6}|[a-z]|[*†‡§¶]{1,3})[\])]?", re.IGNORECASE)
_SIGN = re.compile(r"[\^↑]|[\[(]\s*[\])]")  # what stood before the ways back, or around one
_HOLDERS = ("li", "div", "aside", "dd")
_LEFT_ALONE = ("body", "main", "article", "section")


class Notes:
    """Finds the notes of a page, and takes them out of it: they are read where they are called."""

    def __init__(self, root: Element):
        self._around = {child: parent for parent in root.iter() for child in parent}
        self._named = {name: each for each in root.iter() for name in (each.get("id"), each.get("name")) if name}
        self._called: dict[Element, tuple[str, Element]] = {}
        calls = [each for each in root.iter("a") if NOTE_MARK.fullmatch(words(each)) and self._leads_away(each)]
        targets = {self._target(call) for call in calls}
        backs: set[Element] = set()
        numbers: dict[Element, str] = {}
        led_to = dict[Element | None, Element]()
        for call in calls:
            note = self._note_of(call, targets) if call not in backs else None
            if note is not None:
                ways_back = [each for each in note.iter("a") if self._leads_to(each, call)]
                backs.update(ways_back)
                led_to[self._target(call)] = note
                self._called[call] = (numbers.setdefault(note, str(len(numbers) + 1)), note)
        for call in calls:  # a later call has no way back in Asciidoctor
            note = led_to.get(self._target(call))
            if note is not None and call not in backs and call not in set(note.iter()):
                self._called.setdefault(call, (numbers[note], note))
        for call in self._called:
            around = self._around[call]
            if around.tag == "sup" and f"{around.text}{call.tail}" == "[]":
                around.text = call.tail = None
        for back in backs:
            if NOTE_MARK.fullmatch(words(back)):
                back.tail = re.sub(r"^[.):]\s", " ", back.tail or "")  # 1. Lee
            self._take_out(back)
        for note in numbers:
            frame = self._around[note]
            self._take_out(note)
            self._take_out_frames(frame)
            for sign in [each for each in note.iter() if _SIGN.fullmatch("".join(each.itertext()).strip())]:
                sign[:], sign.text = [], None
            for rule in list(note.iter("hr")):
                self._take_out(rule)
        if self._called:
            self._take_out_last_rules(root)

    def called_by(self, mark: Element) -> tuple[str, Element] | None:
        """The number of the note that a mark calls, and the element with its words; None for what calls none."""
        return self._called.get(mark)

    def _target(self, link: Element) -> Element | None:
        address = link.get("href", "")
        return self._named.get(address[1:]) if address.startswith("#") else None

    def _leads_away(self, link: Element) -> bool:
        """Whether a link leads to another place of the page; the number of a line may lead to that line."""
        target, each = self._target(link), self._around.get(link)
        while each is not None and each is not target:
            each = self._around.get(each)
        return target is not None and each is None

    def _leads_to(self, link: Element, call: Element) -> bool:
        """Whether a link leads to a mark, or to what stands closely around it."""
        target = self._target(link)
        return target is not None and (target is call or (words(target) == words(call) and call in set(target.iter())))

    def _note_of(self, call: Element, targets: set[Element | None]) -> Element | None:
        """The words of the note: the block that is led to, with all in its frame that is of no other note."""
        note = target = self._target(call)
        while note is not None and note.tag not in (*_HOLDERS, "p", "table"):
            note = None if note.tag in _LEFT_ALONE else self._around.get(note)
        while note is not None and (frame := self._around.get(note)) is not None and frame.tag in _HOLDERS:
            inside = set(frame.iter())
            if call in inside or inside & (targets - {target}) or any(each.tag in HEADING_TAGS for each in inside):
                break
            note = frame
        if note is None or not any(self._leads_to(each, call) for each in note.iter("a")):
            return None
        return note

    def _take_out_frames(self, frame: Element) -> None:
        """What is left around the notes, where that is but a heading."""
        while frame.tag not in _LEFT_ALONE[:3] and frame in self._around and not any(True for _ in frame.iter("img")):
            if words(frame) != words(next((each for each in frame if each.tag in HEADING_TAGS), Element("p"))):
                return
            around = self._around[frame]
            self._take_out(frame)
            frame = around

    def _take_out_last_rules(self, root: Element) -> None:
        """The rule above the notes parts nothing any more."""
        for each in reversed(list(root.iter())):
            if (each.tail or "").strip() or (each.text or "").strip():
                return
            if each.tag == "hr":
                self._take_out(each)

    def _take_out(self, piece: Element) -> None:
        """Take an element out, and leave what stands behind it."""
        if (around := self._around.pop(piece, None)) is None:  # it went with another note
            return
        at = list(around).index(piece)
        if piece.tail and at:
            around[at - 1].tail = (around[at - 1].tail or "") + piece.tail
        elif piece.tail:
            around.text = (around.text or "") + piece.tail
        piece.tail = None
        around.remove(piece)
