"""From an .odt to what is brought in."""
from collections import Counter
from posixpath import normpath

from booklet.core.problems import BookletError, Place, Problem
from booklet.core.typed_command import command
from booklet.imports.brought import Brought
from booklet.imports.choices import Choices
from booklet.imports.opendocument.body import Body
from booklet.imports.opendocument.styles import TextStyles
from booklet.imports.package import Package, Unreadable

_CHANGES = {"text:insertion": "put in", "text:deletion": "taken out"}


def read_opendocument(package: Package, path: str, choices: Choices) -> Brought:
    """The document in a package. Raises Unreadable; and BookletError where changes are open and nothing is chosen."""
    root = package.xml("content.xml")
    text = next(root.iter("office:text"), None) if root is not None else None
    if root is None or text is None:
        raise Unreadable("this is no text document of LibreOffice", "save it as ODF Text Document (.odt)")
    if b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise Unreadable("this document is locked by a password", "save it again, without one")
    meta, settings = package.xml("meta.xml"), package.xml("styles.xml")
    title = next((each.text or "" for each in (meta.iter("dc:title") if meta is not None else ())), "")
    brought = Brought(" ".join(title.split()))
    counts = Counter(_CHANGES[each.tag] for each in text.iter() if each.tag in _CHANGES)
    if counts:
        _settle(counts, path, choices, brought)
    styles = TextStyles(root, settings)
    body = Body(styles, brought, choices.keeps_comments)
    brought.language = styles.language
    brought.blocks = body.blocks(text)
    for block in [*brought.blocks, *(each for note in brought.notes.values() for each in note)]:
        for image in block.iter("img"):
            brought.pictures[image.get("src", "")] = package.part(normpath(image.get("src", "")))
    if body.comments:
        kept = "kept in the files as <!-- said by ... -->: nobody prints that, but whoever gets the folder can read it"
        plural = "s" * (body.comments != 1)
        brought.tell_of_all(f"{body.comments} comment{plural} {kept if choices.keeps_comments else 'left out'}")
    for root in (settings,) if settings is not None else ():
        for each in (part for part in root.iter() if part.tag in ("style:header", "style:footer")):
            if said := " ".join("".join(each.itertext()).split()):
                brought.tell_of_all(f'a running head or foot was left out: "{said[:200]}"')
    return brought


def _settle(counts: Counter[str], path: str, choices: Choices, brought: Brought) -> None:
    """LibreOffice keeps what was taken out beside the text: so it can be accepted here, and refused only there."""
    says = " and ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    if choices.changes != "accept":
        way = command("import", path, changes="accept")
        hint = f"type {way}; or refuse them in LibreOffice (Edit, Track Changes, Reject All)"
        raise BookletError([Problem(Place(path), "open-changes", f"tracked changes are open: {says}", hint)])
    brought.tell_of_all(f"tracked changes were accepted: {says}", "read what was changed again")
