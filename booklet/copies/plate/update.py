"""Updates: a PDF, followed by objects that take the place of its own (ISO 32000-1, 7.5.6 and 7.5.8)."""
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import md5

import pikepdf


@dataclass(frozen=True, slots=True)
class Ending:
    """What the end of a file says: where its table begins, how many numbers are taken, its root, and its own first name."""

    start: int
    size: int
    root: str
    info: str
    id_: bytes


def ending_of(content: bytes, pdf: pikepdf.Pdf) -> Ending:
    """The ending of a file that has just been written. `pdf` is the same file, opened."""
    trailer = pdf.trailer
    start = int(content[content.rindex(b"startxref") + 9 :].split(maxsplit=1)[0])
    root, info = f"{trailer.Root.objgen[0]} 0 R", trailer.get("/Info")
    told = f" /Info {info.objgen[0]} 0 R" if info is not None else ""
    return Ending(start, int(trailer.Size), root, told, bytes(trailer.ID[0]))


def stream(content: bytes, head: bytes = b"") -> bytes:
    """A stream as an object; `head` says more of it."""
    return b"<< %b/Length %d >>\nstream\n%b\nendstream" % (head, len(content), content)


def updated(content: bytes, ending: Ending, objects: Mapping[int, bytes]) -> tuple[bytes, Ending]:
    """The file with these objects, by their numbers, behind it. The same objects give the same bytes."""
    at = len(content)
    pieces, offsets = [content], {}
    for number, body in sorted(objects.items()):
        offsets[number] = at
        piece = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        pieces.append(piece)
        at += len(piece)
    own = max(ending.size, max(objects, default=0) + 1)
    offsets[own] = at
    entries = b"".join(b"\1" + offset.to_bytes(4, "big") + b"\0" for offset in offsets.values())
    index = " ".join(f"{number} 1" for number in offsets)
    id_ = md5(b"".join(pieces[1:]), usedforsecurity=False).digest()
    pieces.append(
        f"{own} 0 obj\n<< /Type /XRef /Size {own + 1} /Prev {ending.start} /Root {ending.root}{ending.info} /W [1 4 1] "
        f"/Index [{index}] /ID [<{ending.id_.hex()}> <{id_.hex()}>] /Length {len(entries)} >>\nstream\n".encode()
    )
    pieces += [entries, b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at]
    return b"".join(pieces), Ending(at, own + 1, ending.root, ending.info, ending.id_)
