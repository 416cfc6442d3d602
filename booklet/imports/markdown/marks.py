"""Marks that other programs write in their own way, as the press reads them; and what leads to other files.

Where a picture or a section will lie is not known yet: tokens stand for them, which manuscript.py fills in.
"""
import html
import re
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from booklet.core.own_table import own_table, signs_in
from booklet.core.printed.callouts import callouts, kind_of_box
from booklet.core.printed.icons import icons
from booklet.core.text_file import content_within
from booklet.imports.brought import Brought, token
from booklet.imports.literal import outside
from booklet.imports.markdown.boxes import boxed, is_hidden
from booklet.imports.markdown.called import WORDS, Called
from booklet.imports.markdown.tags import without_tags
from booklet.imports.package import LARGEST_MB
from booklet.imports.pictures import words_of_picture
from booklet.load.markdown.links import folded

_TABLE = own_table(__file__)
_SIGNS = signs_in(_TABLE, {"words": WORDS}.__getitem__)
_EMOJI: dict[str, str] = {name: sign for sign, names in _TABLE["emoji"].items() for name in names.split()}
_IN_CODE = "\ue102"  # stands for a < in code or before an address, which begins no tag
_TEXTS = (".md", ".markdown", ".mdx", ".qmd", ".rmd")
_PICTURES = (".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".avif", ".heic")


class ForeignMarks:
    """Reads the text of one file, whose name from the folder `root` is `name`."""

    def __init__(self, name: str, root: Path, brought: Brought):
        self._name, self._root, self._brought = name, root, brought

    def read(self, text: str) -> str:
        """The text with the marks of the press. Code stays as it is."""
        self._defined = {folded(found["label"]): found["src"] for found in _SIGNS["defined"].finditer(text)}
        self._called = Called(text, self._defined, self._link, self._brought)
        text = self._called.without_tags(text)
        made, fence, open_divs, is_alert, hidden = list[str](), "", list[bool](), False, 0
        for line in [*text.split("\n"), None]:
            if is_alert and (line is None or not line.startswith(">")):
                made.append(":::")
                is_alert = False
            if line is None:
                break
            if hidden:  # this deep in boxes begins what is shown to nobody
                if div := _SIGNS["div"].match(line):
                    self._div(div["rest"] or "", open_divs)
                hidden = hidden if len(open_divs) >= hidden else 0
            elif found := re.match(r"[ \t>]*(`{3,}|~{3,})", line):
                closes = fence and found[1].startswith(fence) and not line.strip("> \t").strip(fence[0])
                fence = "" if closes else fence or found[1]
                made.append(line[1:].removeprefix(" ") if is_alert else line)
            elif fence:
                made.append(_unread(line[1:].removeprefix(" ") if is_alert else line))
            elif re.fullmatch(r" {0,3}#{1,6}[ \t]*#*[ \t]*", line):
                continue  # a heading of no words, as word processors export it
            elif not is_alert and (alert := _SIGNS["alert"].match(line)):
                is_alert = not any(open_divs)  # a box inside a box is a quote
                opened = f"> **{self._inline(alert['title'] or alert['kind'].capitalize())}**\n>"
                made.append(self._opened(alert["kind"], alert["title"]) if is_alert else opened)
            elif is_alert:
                made.append(self._inline(line[1:].removeprefix(" ")))
            elif (div := _SIGNS["div"].match(line)) and is_hidden(div["rest"] or ""):
                self._brought.tell(f"what the text hides was left out: {div['rest'][:60]}")
                open_divs.append(False)
                hidden = len(open_divs)
            elif div:
                made += self._div(div["rest"] or "", open_divs)
            else:
                made.append(self._inline(line))
        return "\n".join(made)

    def _div(self, rest: str, open_divs: list[bool]) -> list[str]:
        """The line that opens or closes a box. A box of a kind that nobody knows leaves what is in it."""
        if not rest:
            return [":::"] if not open_divs or open_divs.pop() else _apart("end of a box")
        named, is_inside = rest.split(maxsplit=1)[0], any(open_divs)
        known, title = (named, rest.removeprefix(named).strip()) if named in callouts() else boxed(rest)
        open_divs.append(bool(known) and not is_inside)
        if open_divs[-1]:
            return [f"::: {rest}" if named in callouts() else self._opened(known, title)]
        says = "a box inside a box is no box any more" if known else f"a box of the kind {rest[:40]} is no box any more"
        self._brought.tell(says, "" if known else "::: note makes one")
        said = _apart(f"a box: {re.sub(r'[^.# a-z-]', '', rest.removesuffix(title).lower())[:40]}")
        title = title or known.capitalize()
        return [*said, *([f"**{self._inline(title)}**", ""] if title else [])]

    def _opened(self, kind: str, title: str) -> str:
        """The line that opens a box; one without a title has what it was called, where it is called otherwise here."""
        kind = kind.lower()
        box = kind_of_box(kind)
        known = box.name if box and not box.grades else "note"
        if known != kind:
            self._brought.tell(f"boxes of the kind {kind} are ::: {known} now")
            title = title or kind.capitalize()
        return f"::: {known} {self._inline(title)}".rstrip()

    def _inline(self, line: str) -> str:
        """A line without what stands in code."""
        line = _SIGNS["looks"].sub(r"\g<kept>", _SIGNS["named"].sub(r"\g<heading>", line))
        shielded = _SIGNS["code"].sub(lambda code: _unread(code[0]).replace("<", _IN_CODE), line)
        shielded = shielded.replace("](<", f"]({_IN_CODE}")  # [ask](<summary 1.pdf>), an address
        line = without_tags(shielded, self._brought).replace(_IN_CODE, "<")
        return outside(_SIGNS["code"], self._words, line)

    def _words(self, text: str) -> str:
        text = self._called.read(re.sub(r"(?<!\\)%(?=%[\s\w])", r"\\%", text))  # 50%% is no comment
        text = _SIGNS["embedded"].sub(lambda found: self._embedded(found["file"].strip(), found["alt"] or ""), text)
        text = _SIGNS["image"].sub(self._shown, _SIGNS["named_image"].sub(self._with_its_address, text))
        text = _SIGNS["tag"].sub(self._tagged, text)  # after ![A bed](<image 1.png>), which is no tag
        text = _SIGNS["named_link"].sub(self._named, _SIGNS["numbers"].sub(self._numbers, text))
        text = _SIGNS["styled"].sub(self._unstyled, _SIGNS["filled"].sub(self._unfilled, text))
        text = _SIGNS["wiki"].sub(self._wiki, _SIGNS["app"].sub(self._plain, _SIGNS["file"].sub(self._plain, text)))
        text = _SIGNS["emoji"].sub(self._emoji, text)
        text = _SIGNS["link"].sub(lambda found: self._link(found["to"], found["words"]), text)
        plain = outside(_SIGNS["field"], _unread, text)  # fields of the press stay
        if plain != text:
            held = re.search(r"\{[{%#][^{}]*\}?\}?", text)
            says = f"what another program would fill in prints as it stands: {held[0][:40] if held else ''}"
            self._brought.tell(says, "write the words themselves, or ____ for a gap")
        return plain.replace("\\{{<", "\\{{\\<")  # {{<ref x>}}, which holds no tag

    def _emoji(self, found: re.Match[str]) -> str:
        if found["name"] in icons():
            return found[0]
        if sign := _EMOJI.get(found["name"]):
            return sign
        self._brought.tell(f"a picture of another program prints as it is typed: {found[0]}", "write a word")
        return f"\\{found[0]}"

    def _unstyled(self, found: re.Match[str]) -> str:
        if re.search(r"line-through|\.(?:strike(?:through|out)?|del)\b", found["look"]):
            return f"~~{found['words']}~~"
        what = "what the text hides was left out" if is_hidden(found["look"]) else "how words look is left to the press"
        self._brought.tell(f"{what}: {found['look'][:60]}")
        return "" if is_hidden(found["look"]) else found["words"]

    def _numbers(self, found: re.Match[str]) -> str:
        known = any(number in self._defined for number in re.findall("[0-9]+", found[0]))
        return found[0] if known else re.sub(r"[\[\]]", r"\\\g<0>", found[0])

    def _named(self, found: re.Match[str]) -> str:
        """A link to what this text does not know."""
        if folded(found["label"]) in self._defined:
            return found[0]
        self._brought.tell(f"a link to {found['label'][:60]} is plain words now")
        return found["words"]

    def _unfilled(self, found: re.Match[str]) -> str:
        """A link or a picture whose address another program would fill in, or which leads to the author's machine."""
        if _SIGNS["field"].search(found["to"]):
            return found[0]
        if found["image"]:
            src = re.sub(r"\{[{%].*?[%}]\}", "", found["to"]).strip()
            return _SIGNS["image"].sub(self._shown, f"![{found['words']}](<{src}>){found['look'] or ''}")
        return self._plain(found)

    def _plain(self, found: re.Match[str]) -> str:
        self._brought.tell(f"a link to {found['to'][:60]} is plain words now")
        return found["words"]

    def _embedded(self, file: str, alt: str) -> str:
        if PurePosixPath(file).suffix.lower() in _PICTURES:
            return self._image(file, alt)
        self._brought.tell(f"{file} is not shown here, but led to")
        return self._link(file, alt or PurePosixPath(file).name)

    def _tagged(self, found: re.Match[str]) -> str:
        told = _SIGNS["given"].finditer(found["rest"])
        given = {each["name"].lower(): html.unescape(each["double"] or each["single"] or "") for each in told}
        alt = re.sub(r"[\[\]]", r"\\\g<0>", given.get("alt", ""))
        return self._linked(found, self._image(given.get("src", ""), alt), alt, given.get("src", ""))

    def _with_its_address(self, found: re.Match[str]) -> str:
        src = self._defined.get(folded(found["label"] or found["alt"]))
        return f"![{found['alt']}]({src})" if src else found[0]

    def _shown(self, found: re.Match[str]) -> str:
        told, line = _SIGNS["alt"].search(found["look"] or ""), found.string
        alt = re.sub(r"\\(?=[\"'])", "", told["double"] or told["single"] or "") if told else ""
        made = self._image(found["src"], re.sub(r"[\[\]]", r"\\\g<0>", alt) if told else found["alt"])
        look, is_kept = re.sub(r"#[\w:.-]+[ \t]*", "", found["look"] or ""), made.startswith("!")
        is_caption = told or is_kept and look != (found["look"] or "")  # what the brackets hold
        made = made if is_kept else self._linked(found, made, found["alt"], found["src"].strip("<>"))
        made += look * (is_kept and not told and look != "{}")
        return f"{made}\nFigure: {found['alt']}\n" if is_caption and found["alt"] and line.strip() == found[0] else made

    def _linked(self, found: re.Match[str], made: str, alt: str, src: str) -> str:
        """A picture; where it is what a link says and cannot be had, its words are: a link holds no other."""
        is_linked = found.string[: found.start()].endswith("[") and found.string.startswith("]", found.end())
        return (alt or PurePosixPath(src).name) if is_linked and not made.startswith("!") else made

    def _image(self, src: str, alt: str) -> str:
        """A picture beside the text, or anywhere in the folder by its name, as Obsidian finds it."""
        if "\ue100" in src:  # it was found already
            return f"![{alt}]({src})"
        src = unquote(src.strip("<>")).partition("?")[0].strip()
        alt = words_of_picture(alt, src)
        if src in self._brought.pictures:
            return f"![{alt}](<{token('picture', src)}>)"
        if "://" in src or src.startswith("data:"):
            self._brought.tell(f"a picture of another place was left out: {src[:80]}", "save it beside the text")
            return alt if "://" not in src else f"[{alt or src}]({src.replace(' ', '%20')})"
        found = self._found(src)
        content = content_within(found, LARGEST_MB * 1_000_000) if found else None
        if not content:
            self._brought.tell(f"a picture was left out, since it does not lie in the folder: {src[:80]}")
            return f"<!-- a picture stood here: {re.sub('[<>{}]|--', ' ', alt or src)} -->"
        key = str(found)
        self._brought.pictures[key] = content
        return f"![{alt}](<{token('picture', key)}>)"

    def _found(self, src: str) -> Path | None:
        home = (self._root / self._name).parent
        try:
            beside = [(home / src).resolve(), (self._root / src.lstrip("/")).resolve()]
            known = [file for file in beside if file.is_file() and file.is_relative_to(self._root)]
            if not known and not set(src) & set("*?["):
                known = [file for file in sorted(self._root.rglob(PurePosixPath(src).name)) if file.is_file()]
            return next((file for file in known if file.resolve().is_relative_to(self._root)), None)
        except (OSError, ValueError, RuntimeError, NotImplementedError):
            return None

    def _wiki(self, found: re.Match[str]) -> str:
        page = found["page"].strip()
        return self._link(page, (found["words"] or page.rpartition("#")[2] or page).strip())

    def _link(self, to: str, words: str) -> str:
        """A link to another section, or within this one."""
        page, _, part = unquote(to).partition("#")
        part = part if page else self._called.ids.get(part, part)
        home = PurePosixPath(self._name).parent
        name = normpath((home / page).as_posix()) if page.lower().endswith(_TEXTS) else page
        led = f"{name}#{part}" if page else f"#{part}"
        return f"[{words}]({token('section', led.replace(' ', '%20'))})"  # with a blank it would be no link in a title


def _apart(what: str) -> list[str]:
    """Lines that nobody prints: without them two lists, one in a box that is gone, would be one."""
    return ["", f"<!-- {what} -->", ""]


def _unread(text: str) -> str:
    """The text with a backslash before each brace that Jinja2 would read."""
    return _SIGNS["opens"].sub(r"\g<before>\\{", text)
