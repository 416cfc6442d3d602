"""A package: the zip of XML and pictures that Word and LibreOffice save. Opened with bounds, and read without entities."""
import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from posixpath import normpath
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from booklet.core.own_table import own_table

LARGEST_MB = 60  # of a document
_MOST_XML_MB, _MOST_UNPACKED_MB = 20, 200  # of one part, which as a tree takes ten times as much; of all that are read
_MOST_PARTS = 5_000
_DEEPEST = 250  # elements in one another: a table in a cell takes about eight, and Python's own limit is a thousand
_SHORT = {address: name for name, addresses in own_table(__file__).items() for address in addresses.split()}


class Unreadable(Exception):
    """What is wrong with a document as a whole, and a hint."""


class Package:
    """The parts of a document by their names."""

    def __init__(self, content: bytes):
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            self.names, self._unpacked = frozenset(self._zip.namelist()), 0
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise Unreadable("this is not a whole document", "open it in its program, and save it again") from error
        if len(self.names) > _MOST_PARTS:
            raise Unreadable(f"this document has more than {_MOST_PARTS} parts", "split it")

    def part(self, name: str, most_mb: int = LARGEST_MB) -> bytes:
        """The bytes of a part; none where it is not there. Raises Unreadable where it is damaged, locked or a bomb."""
        if name not in self.names:
            return b""
        most = min(most_mb * 1_000_000, _MOST_UNPACKED_MB * 1_000_000 - self._unpacked)
        try:
            with self._zip.open(name) as part:  # what a zip says of its own sizes may be a lie: so it is read, and bounded
                content = part.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
            raise Unreadable("this document is damaged, or locked by a password", "save it again, without one") from error
        if len(content) > most:
            raise Unreadable("a part of this document is far too large when it is unpacked", "make its pictures smaller")
        self._unpacked += len(content)
        return content

    def xml(self, name: str) -> Element | None:
        """The tree of a part; None where it is not there."""
        content = self.part(name, _MOST_XML_MB)
        return office_xml(content) if content else None

    def relations(self, name: str) -> Mapping[str, tuple[str, str, bool]]:
        """What a part of an OOXML document points to, by its id: the kind, the name or address, whether it is outside."""
        path = PurePosixPath(name)
        root = self.xml(str(path.parent / "_rels" / f"{path.name}.rels"))
        found = {}
        for each in root if root is not None else ():
            kind, target = each.get("Type", "").rpartition("/")[2], each.get("Target", "")
            is_outside = each.get("TargetMode") == "External"
            inside = target.lstrip("/") if target.startswith("/") else normpath(str(path.parent / target))
            found[each.get("Id", "")] = (kind, target if is_outside else inside, is_outside)
        return found


def office_xml(content: bytes) -> Element:
    """XML as a tree with short names, `w:p`. A document type, and with it every entity of its own, is refused."""
    builder, reader, depth = TreeBuilder(), expat.ParserCreate(namespace_separator="}"), 0
    reader.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise Unreadable("parts of this document lie too deep in one another", "write it more simply")
        builder.start(_short(name), {_short(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_short(name))

    def doctype(*_: object) -> None:
        raise Unreadable("a document type is in it, which no word processor writes", "save it again in your program")

    reader.StartElementHandler, reader.EndElementHandler = start, end
    reader.CharacterDataHandler, reader.StartDoctypeDeclHandler = builder.data, doctype
    try:
        reader.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Unreadable("this is not a whole document", "open it in its program, and save it again") from error
    return builder.close()


def _short(name: str) -> str:
    space, _, own = name.rpartition("}")
    return f"{_SHORT.get(space, '?')}:{own}" if space else own
