"""Blocks of code, which print as they stand, and comments, which nobody prints: whoever looks for marks passes them over."""
import re
from collections.abc import Callable

_CODE = r"^[ \t>]*(?P<ticks>`{3,}|~{3,})[ \t]*(?P<info>[^`\n]*)\n.*?(?:^[ \t>]*(?P=ticks)[`~]*[ \t]*$|\Z)"


def outside_code(*marks: str) -> re.Pattern[str]:
    """A pattern for these marks, and for a block of code, which has `ticks`."""
    return re.compile("|".join([_CODE, *marks]), re.MULTILINE | re.DOTALL)


BLOCK_OF_CODE = outside_code()


def each(pattern: re.Pattern[str], made: Callable[[re.Match[str]], str], text: str) -> str:
    """The text with what is made of the marks of a pattern that `outside_code` made."""
    return pattern.sub(lambda found: found[0] if found["ticks"] else made(found), text)


IN_LINE = r"(?<!`)(?P<code>`+)(?!`)[^\n]{1,1000}?(?<!`)(?P=code)(?!`)"  # longer than that a line would be read for hours
_COMMENT = outside_code(IN_LINE, r"<!--(?P<said>.*?)(?:-->|\Z)")
_COMMENT_OF_MDX = outside_code(IN_LINE, r"\{/\*(?P<said>(?:(?!\*/\}).){0,5000})\*/\}")  # {/* ask Ann */}
_MARKS = re.compile(r"[!{}<>|`$%]|::+|\^(?=\[)")


def with_plain_comments(text: str) -> str:
    """The text without marks in its comments: what becomes of one would end the comment, and print the rest of it."""

    def plain(found: re.Match[str]) -> str:
        is_comment = found["said"] is not None and found[0].endswith("-->")
        return f"<!--{_MARKS.sub(' ', found['said'])}-->" if is_comment else found[0]

    def of_mdx(found: re.Match[str]) -> str:
        return found[0] if found["said"] is None else f"<!--{re.sub('-(?=-)', ' ', found['said'])}-->"

    return each(_COMMENT, plain, each(_COMMENT_OF_MDX, of_mdx, text) if "{/*" in text else text)
