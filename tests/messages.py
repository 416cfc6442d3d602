"""A letter that encloses a PDF, and a message read back by Python's own parser."""
import email
from email.policy import default

from booklet.copies.mail.address import Recipient
from booklet.copies.mail.draft import Letter
from booklet.copies.mail.enclosure import Enclosure

PDF = b"%PDF-1.7\n--=_handout_and_letter\r\n.\r\n\x00\xff" * 40
HEADS = ["X-Unsent", "To", "Subject", "MIME-Version", "Content-Type"]


def parts_of(message: bytes) -> tuple[str, str, bytes, str]:
    """Text, HTML, the attached file and its name, as Python's parser reads them."""
    opened = email.message_from_bytes(message, policy=default)
    assert [part.get_content_type() for part in opened.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf",
    ]  # fmt: skip
    assert not [part.defects for part in opened.walk() if part.defects]
    text, html = (opened.get_body([kind]).get_content().replace("\r\n", "\n") for kind in ("plain", "html"))
    (attached,) = opened.iter_attachments()
    return text, html, attached.get_content(), attached.get_filename()


def letter(recipient=Recipient("", "a@example.org"), subject="Your handout", name="handout-a4.pdf") -> Letter:
    return Letter(recipient, subject, "Hello.\n", "<p>Hello.</p>\n", Enclosure(name, PDF, "a4", "1", 9))
