"""Documents as word processors write them, for a test to bring in; and what a manuscript says when it is printed."""
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from booklet.core.problems import Problem
from booklet.core.text_file import Source
from booklet.imports.changes import Choices
from booklet.imports.manuscript import manuscript
from booklet.imports.word.read import read_word
from booklet.load.dialect.blocks import read_blocks
from booklet.load.fields import fill_fields
from booklet.load.front_matter import read_head
from booklet.model.manuscript import Block, Callout, Drawing, Passage, Table, flat
from booklet.model.tree import Element, Nodes, walk, words_of
from tests.commands import typed

_OOXML = "http://schemas.openxmlformats.org"
SPACES = (
    f'xmlns:w="{_OOXML}/wordprocessingml/2006/main" xmlns:r="{_OOXML}/officeDocument/2006/relationships" '
    f'xmlns:a="{_OOXML}/drawingml/2006/main" xmlns:wp="{_OOXML}/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:m="{_OOXML}/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    f'xmlns:mc="{_OOXML}/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
NUMBERING = """
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:numFmt w:val="none"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val=" "/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0fb"/><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0a7"/><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl></w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="5"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="4"/></w:num>
"""
STYLES = """
<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="T"><w:name w:val="Title"/></w:style><w:style w:styleId="C"><w:name w:val="caption"/></w:style>
<w:style w:styleId="Loud"><w:name w:val="Loud"/><w:rPr><w:b/></w:rPr></w:style>
"""


def word(body: str, links: dict[str, str] | None = None, media: dict[str, bytes] | None = None, **parts: str) -> bytes:
    """A .docx of this body. `links` are addresses by their ids, `media` pictures by theirs, `parts` the inside of others."""
    parts = {"styles": STYLES, "numbering": NUMBERING, **parts}
    roots = {"header1": "w:hdr"}
    kinds = {"header1": "header"}
    rels = [f'<Relationship Id="{name}" Type="x/{kinds.get(name, name)}" Target="{name}.xml"/>' for name in parts]
    rels += [f'<Relationship Id="{id_}" Type="x/hyperlink" Target="{to}" TargetMode="External"/>' for id_, to in (links or {}).items()]
    rels += [f'<Relationship Id="{id_}" Type="x/image" Target="media/{id_}"/>' for id_ in media or {}]
    files = {
        "_rels/.rels": _relations(['<Relationship Id="d" Type="x/officeDocument" Target="word/document.xml"/>']),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(rels),
        **{f"word/{name}.xml": f"<{roots.get(name, f'w:{name}')} {SPACES}>{inside}</{roots.get(name, f'w:{name}')}>" for name, inside in parts.items()},
        **{f"word/media/{id_}": content for id_, content in (media or {}).items()},
    }
    return zipped(files)


def _relations(rels: list[str]) -> str:
    return f'<Relationships xmlns="{_OOXML}/package/2006/relationships">{"".join(rels)}</Relationships>'


def zipped(files: dict[str, str | bytes]) -> bytes:
    """A zip of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def p(*runs: str, style: str = "", numbered: tuple[int, int] | None = None, more: str = "") -> str:
    """A paragraph of Word; what begins with < is XML, anything else the words of a run. `numbered`: its list and level."""
    inside = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        inside += f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{inside}{more}</w:pPr>{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of Word: words that are set alike."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def told_of(content: bytes, changes: str = "") -> "Told":
    """What a document of Word becomes, without a folder."""
    made = manuscript({"leaflet.docx": read_word(content, "leaflet.docx", Choices(changes))})
    lost = "\n".join(f"{lost.where}: {lost.says}" if lost.where else lost.says for lost in made.lost["leaflet.docx"])
    text = "\n".join(content.decode() for name, content in made.files.items() if name.endswith(".md"))
    return Told(made.title, made.files, text, lost)


@dataclass(frozen=True)
class Told:
    """The files that were made, the text of all sections, and each loss on a line."""

    title: str
    files: dict[str, bytes]
    text: str
    lost: str


def said(content: bytes, changes: str = "") -> tuple[str, list[Problem]]:
    """All words of a document's sections as they are printed, and what is wrong with the sections."""
    read, problems = list[str](), list[Problem]()
    for name, text in told_of(content, changes).files.items():
        if name.endswith(".md"):
            head, wrong_head = read_head(Source(name, text.decode()))
            lines, asked, wrong_fields = fill_fields(head.body, head.first_line, name, {}, [])
            blocks, _, wrong = read_blocks(lines, name, asked)
            problems += [*wrong_head, *wrong_fields, *wrong]
            read += [head.fields["title"], *_words(blocks)]
    return "\n".join(read), problems


def written(folder: Path) -> str:
    """All sections as they stand in their files."""
    return "\n".join(file.read_text("utf-8") for file in sorted(folder.glob("[0-9]*.md")))


def _words(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in flat(blocks):
        match block:
            case Passage():
                yield words_of(block.nodes)
            case Table():
                yield words_of(block.caption)
                yield from (words_of(cell.inside) for row in block.rows for cell in row)
            case Drawing():
                yield words_of(block.caption)
            case Callout():
                yield words_of(block.title)


def marked(nodes: Nodes, tag: str) -> list[str]:
    """The words in each element of this name."""
    return [words_of(node.inside) for node in walk(nodes) if isinstance(node, Element) and node.tag == tag]


def bare(text: str) -> str:
    """Words without blanks, places to write, and the shape of quotation marks and dashes: what no printing may change."""
    for shapes, one in (("[‘’‚‹›]", "'"), ("[“”„«»]", '"'), (r"\s+", ""), ("_{4,}", ""), ("[–—-]+", "-")):
        text = re.sub(shapes, one, text)
    return text


def brought(folder: Path, name: str, content: str | bytes, *options: object):
    """The command on this file, and what it said; the manuscript lies in `made`."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return typed("import", file, "--out", folder / "made", *options)


def made_of(folder: Path, name: str, content: str | bytes, *options: object) -> tuple[str, str]:
    """The sections that this file becomes, and what was told of it."""
    told = brought(folder, name, content, *options)
    assert told.returncode == 0, told.stderr
    return written(folder / "made"), told.stdout
