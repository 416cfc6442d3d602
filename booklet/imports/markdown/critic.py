"""CriticMarkup: {++two++} was put in, {--three--} taken out, {~~two~>three~~} both, {>>so<<} said aside, {==this==} marked.

Source: criticmarkup.com, its User's Guide. Pandoc writes the changes of Word as [two]{.insertion author="Ann"}, and what was
said as [Which?]{.comment-start}the words[]{.comment-end}; GitLab writes {+ two +} and {- three -}.
"""
import re
from collections import Counter

from booklet.core.problems import Place
from booklet.imports.brought import Brought
from booklet.imports.changes import Choices, accepts_changes
from booklet.imports.markdown.code import IN_LINE, each, outside_code

_MARKS = outside_code(
    IN_LINE,
    r"(?<![\\{])\{(?:(?:\+\+|\+ )(?P<added>.{1,1000}?)(?:\+\+| \+)|(?:--|- )(?P<taken>.{1,1000}?)(?:--| -)"
    r"|==(?P<marked>.{1,1000}?)==|~~(?P<old>[^~]{0,1000})~>(?P<new>[^~]{0,1000})~~|>>(?P<said>.{1,1000}?)<<)\}",
)
_SPAN = outside_code(
    IN_LINE,
    r"(?<![\\!])\[(?P<words>(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*)\]"
    r"\{(?:#[\w:-]+\s+)?\.(?P<kind>insertion|deletion|comment-start|comment-end|paragraph-insertion|paragraph-deletion)\b[^{}]*\}",
)
_WRITTEN = {"insertion": "{{++{}++}}", "deletion": "{{--{}--}}", "comment-start": "{{>>{}<<}}"}
_SIGNS = {"added": "put in", "new": "put in", "taken": "taken out", "old": "taken out"}


def with_changes_settled(text: str, path: str, asked: str, choices: Choices, brought: Brought) -> str:
    """The text of the file `path`, of the document `asked`, with its changes accepted or refused.

    Raises BookletError with the place of the first one, where nobody has said which.
    """
    text = each(_SPAN, _span, text)
    found = [mark for mark in _MARKS.finditer(text) if not mark["ticks"] and not mark["code"]]
    counts = Counter(kind for mark in found for sign, kind in _SIGNS.items() if mark[sign])
    accepts = False
    if counts:
        first = next(mark for mark in found if any(mark[sign] for sign in _SIGNS)).start()
        place = Place(path, text.count("\n", 0, first) + 1, column=first - text.rfind("\n", 0, first))
        accepts = accepts_changes(counts, (), place, asked, choices, brought)
    brought.tell_of_comments(sum(mark["said"] is not None for mark in found), (), choices.keeps_comments)

    def written(mark: re.Match[str]) -> str:
        if mark["said"] is not None:
            said = " ".join(re.sub(r"[<>{}]|-(?=-)", " ", mark["said"]).split())
            return f"<!-- said by somebody: {said} -->" if choices.keeps_comments else ""
        if mark["marked"] is not None:
            return f"=={mark['marked']}=="
        return (mark["added"] or mark["new"] if accepts else mark["taken"] or mark["old"]) or ""

    return each(_MARKS, written, text)


def _span(found: re.Match[str]) -> str:
    """A change of Pandoc, as CriticMarkup has it; the ends of paragraphs and of comments say nothing."""
    words = re.sub(r"\s*\n\s*", " ", found["words"])
    return _WRITTEN.get(found["kind"], "").format(words) if words else ""
