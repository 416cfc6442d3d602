"""A PDF whose names can be read: programs in China, Taiwan or Japan write names in the letters of their own machine.

A name is to be UTF-8 (ISO 32000-1, 7.3.5, note 4), and many are not: pikepdf then fails on each that it meets. In a
copy that is only looked into, each byte of such a name stands as x and two digits. What is painted is asked of the file.
"""
import io
import re

import pikepdf

_WHOLE_NAME = re.compile(rb"/(?:[^\s()<>\[\]{}/%#]|#[0-9a-f]{2})*#[89a-f][0-9a-f](?:[^\s()<>\[\]{}/%#]|#[0-9a-f]{2})*")
_STRING = re.compile(rb"\((?:\\.|[^\\)])*\)", re.DOTALL)
_BYTE = re.compile(rb"#(?P<digits>[0-9a-f]{2})")
_MARKED = re.compile(r"(?:x[0-9a-f]{2}){2,}")  # xb7xc2xcbxce


def with_plain_names(data: bytes) -> bytes | None:
    """A copy of a PDF in which each name is UTF-8; None where it is so already. Raises pikepdf.PdfError for no PDF."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if not any(_is_foreign(thing) for thing in pdf.objects):
            return None
        saved = io.BytesIO()
        modes = pikepdf.ObjectStreamMode.disable, pikepdf.StreamDecodeLevel.none
        pdf.save(saved, object_stream_mode=modes[0], stream_decode_level=modes[1], compress_streams=False)
    return _WHOLE_NAME.sub(lambda name: _marked(name[0]), saved.getvalue())


def shown_name(name: str) -> str:
    """A name of such a copy as its author knows it, as far as that can be told: most are Chinese."""
    return _MARKED.sub(lambda found: _told(bytes.fromhex(found[0].replace("x", ""))), name)


def _is_foreign(thing: object) -> bool:
    if not isinstance(thing, pikepdf.Object):
        return False  # a number
    written = (thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing).unparse(resolved=True)
    return b"#" in written and any(_marked(name) != name for name in _WHOLE_NAME.findall(_STRING.sub(b"()", written)))


def _marked(name: bytes) -> bytes:
    try:
        _BYTE.sub(lambda found: bytes.fromhex(found["digits"].decode()), name).decode("utf-8")
        return name
    except UnicodeDecodeError:
        return _BYTE.sub(rb"x\g<digits>", name)


def _told(raw: bytes) -> str:
    for encoding in ("gb18030", "big5", "shift_jis"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")
