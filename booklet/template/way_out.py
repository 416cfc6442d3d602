"""The way out: what a link to the world says on paper, where nobody can press it."""
import re
from urllib.parse import unquote

from markupsafe import Markup

from booklet.model.tree import Link, words_of
from booklet.template.reference_line import breakable

_SHORT = 24  # letters of a host that fits any line: it is not broken, and keeps its order among words that run to the left


def way_out(link: Link, words: Markup) -> Markup:
    """A link to the world, with its host, address or number printed: on paper nobody can press it."""
    reached, said = _reached(link.url), words_of(link.inside)
    is_said = reached.lower() in said.lower()
    if link.url.startswith(("tel:", "sms:")):
        is_said = re.sub(r"\D", "", reached)[-7:] in re.sub(r"\D", "", said)  # 0113 243 2799 is +44 113 243 2799
        is_said = is_said and reached.partition(": ")[2].lower() in said.lower()
    whole = reached if len(reached) <= _SHORT else breakable(reached)
    shown = Markup("") if is_said else Markup(' (<span class="host">{}</span>)').format(whole)
    return Markup('<a class="out" href="{}" title="{}">{}</a>{}').format(link.url, f"{said}, {reached}", words, shown)


def _reached(url: str) -> str:
    """Whom it reaches: a host, an address of email, a number with its extension and with what to write to it."""
    scheme, _, rest = url.partition(":")
    if scheme == "tel":
        return unquote(rest).replace(";ext=", ",")
    if scheme == "sms":
        return unquote(re.sub(r"[?;&]+body=", ": ", rest)).strip(": ")
    return re.split("[/?]", re.sub(r"^//(?:www\.)?", "", rest).strip("/"))[0]
