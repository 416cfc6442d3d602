"""The file around the sheets: what it says of itself, and what it asks of the printer."""
import io

import pikepdf
from pikepdf import Dictionary, Name

_KEPT = ("/Title", "/Author", "/Subject", "/Keywords", "/CreationDate", "/Producer")


def finished(source: pikepdf.Pdf, sheets: pikepdf.Pdf, duplex: Name = Name.DuplexFlipShortEdge) -> bytes:
    """The bytes of the sheets, the same each time. Title, author and language are those of the source.

    A viewer's print dialogue is preset: both sides, turned over the short edge unless told, not scaled to fit (ISO 32000-1,
    table 150). The number of copies is left to whoever prints. No claim of PDF/UA or PDF/A goes along.
    """
    for key in _KEPT:
        if key in source.docinfo:
            sheets.docinfo[key] = pikepdf.String(str(source.docinfo[key]))
    if "/Lang" in source.Root:
        sheets.Root.Lang = pikepdf.String(str(source.Root.Lang))
    sheets.Root.ViewerPreferences = _preset(duplex)
    _describe(sheets)
    return pdf_bytes(sheets)


def preset_printing(pdf: bytes) -> bytes:
    """A PDF of sheets that lie on their side, with the same preset for a viewer's print dialogue."""
    with pikepdf.open(io.BytesIO(pdf)) as sheets:
        sheets.Root.ViewerPreferences = _preset()
        return pdf_bytes(sheets)


def _preset(duplex: Name = Name.DuplexFlipShortEdge) -> Dictionary:
    return Dictionary(Duplex=duplex, PrintScaling=Name("/None"), DisplayDocTitle=True)


def pdf_bytes(pdf: pikepdf.Pdf, version: str = "") -> bytes:
    """The bytes of a file, the same each time. A `version` of PDF is written in its head; else that of what it has."""
    content = io.BytesIO()
    pdf.save(content, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, force_version=version)
    return content.getvalue()


def _describe(sheets: pikepdf.Pdf) -> None:
    info = {key: str(sheets.docinfo[key]) for key in _KEPT if key in sheets.docinfo}
    with sheets.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:format"] = "application/pdf"
        if "/Title" in info:
            metadata["dc:title"] = info["/Title"]
        if "/Author" in info:
            metadata["dc:creator"] = [info["/Author"]]
        if "/Subject" in info:
            metadata["dc:description"] = info["/Subject"]
        if "/Lang" in sheets.Root:
            metadata["dc:language"] = {str(sheets.Root.Lang)}
        if "/Producer" in info:
            metadata["pdf:Producer"] = info["/Producer"]
