"""A copy that opens with a password: AES-256 (ISO 32000-2, 7.6), and open to programs that read aloud.

PDF/A forbids encryption, so that claim goes; that of PDF/UA stays (ISO 14289-1, 7.16 asks for the accessibility permission).
"""
import io
from secrets import token_urlsafe

import pikepdf

_MAY = pikepdf.Permissions(
    accessibility=True, extract=True, print_highres=True, print_lowres=True, modify_annotation=False, modify_assembly=False,
    modify_form=False, modify_other=False,
)  # fmt: skip


def locked_copy(content: bytes, password: str) -> bytes:
    """The copy, encrypted; other bytes each time. What may be done with it is set for ever: nobody knows the other password,
    that of its owner.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for key in [key for key in metadata if "pdfa/ns/id" in key]:
                del metadata[key]
        written = io.BytesIO()
        lock = pikepdf.Encryption(owner=token_urlsafe(32), user=password, R=6, aes=True, metadata=True, allow=_MAY)
        pdf.save(written, encryption=lock, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return written.getvalue()
