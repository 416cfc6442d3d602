"""From an .odt to what is brought in."""
from collections import Counter
from posixpath import normpath

from booklet.core.problems import Place
from booklet.imports.brought import Brought
from booklet.imports.changes import Choices, accepts_changes
from booklet.imports.opendocument.body import PAGES, Body
from booklet.imports.opendocument.styles import TextStyles
from booklet.imports.package import Package, Unreadable

_HEADS = ("style:header", "style:footer")
_CHANGES = {"text:insertion": "put in", "text:deletion": "taken out"}
# LibreOffice keeps what was taken out beside the text: so it can be accepted here, and refused only there.
_REFUSED = "refuse them in LibreOffice (Edit, Track Changes, Reject All)"


def read_opendocument(package: Package, path: str, choices: Choices, cites_in_words: bool = False) -> Brought:
    """The document in a package. Raises Unreadable; and BookletError where changes are open and nothing is chosen."""
    root = package.xml("content.xml")
    text = next(root.iter("office:text"), None) if root is not None else None
    if root is None or text is None:
        raise Unreadable("this is no text document of LibreOffice", "save it as ODF Text Document (.odt)")
    if b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise Unreadable("this document is locked by a password", "save it again, without one")
    meta, settings = package.xml("meta.xml"), package.xml("styles.xml")
    title = next((each.text or "" for each in (meta.iter("dc:title") if meta is not None else ())), "")
    brought = Brought(" ".join(title.split()), cites_in_words=cites_in_words)
    counts = Counter(_CHANGES[each.tag] for each in text.iter() if each.tag in _CHANGES)
    if counts:
        accepts_changes(counts, (), Place(path), path, choices, brought, _REFUSED)
    styles = TextStyles(root, settings)
    body = Body(styles, brought, choices.keeps_comments)
    brought.language = styles.language
    brought.blocks = body.blocks(text)
    if brought.lacks_works:
        return read_opendocument(package, path, choices, True)
    brought.pictures = {name: package.part(normpath(name)) for name in brought.images()}
    brought.tell_of_comments(body.comments, (), choices.keeps_comments)
    heads = [each for each in (settings.iter() if settings is not None else ()) if each.tag in _HEADS]
    for number in (each for head in heads for tag in PAGES for each in head.iter(tag)):
        number.text = ""  # of a page, which is nobody's loss
    brought.tell_of_heads(" ".join("".join(each.itertext()).split()) for each in heads)
    return brought
