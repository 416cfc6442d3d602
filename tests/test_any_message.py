"""Any words at all in a message: refused, or read back as they were by Python's own parser."""
import email
import re
from email.header import decode_header, make_header
from email.policy import default
from email.utils import parseaddr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booklet.copies.mail.address import Recipient, recipients_of
from booklet.copies.mail.draft import Letter, compose_draft
from booklet.copies.mail.enclosure import Enclosure, file_name_problems
from booklet.copies.mail.words import subject_problems
from booklet.core.problems import Place
from tests.messages import HEADS, PDF, letter, parts_of

PLACE = Place("--to")
ANY = st.text(max_size=90)
HOSTILE = st.text(st.sampled_from('ab .,;:<>@"\\()[]=?_utf8Qéß字😀\r\n\t\0\u2028\u202e\ud800'), max_size=150)
ADDRESSES = st.sampled_from(
    ["a@example.org", f"{'a' * 64}@{'b' * 60}.example.org", "o'neill+x=y@example.org", "a?b@xn--strae-oqa.example"]
)
LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=300)


def well_made(message: bytes) -> email.message.EmailMessage:
    """The message, after what every server asks of it: ASCII, lines of CRLF, none too long, no head but our own."""
    assert message.isascii() and b"\0" not in message
    assert message.count(b"\n") == message.count(b"\r") == message.count(b"\r\n")
    assert max(map(len, message.split(b"\r\n"))) <= 998
    opened = email.message_from_bytes(message, policy=default)
    assert opened.keys() == HEADS
    parts = list(opened.walk())
    assert len(parts) == 5 and not [part.defects for part in parts if part.defects]
    return opened


def unfolded(message: bytes, name: str) -> str:
    """One line of the head as it was sent."""
    return re.sub(r"\r?\n(?=[ \t])", "", email.message_from_bytes(message)[name]).removeprefix(" ")


def decoded(words: str) -> str:
    return str(make_header(decode_header(words)))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(HOSTILE | ANY, ADDRESSES, st.booleans())
def test_any_name_is_refused_or_comes_back_as_it_was(name, address, is_quoted):
    """A name may be anything; a second recipient hidden in it must not be."""
    shown = '"' + re.sub(r'(["\\])', r"\\\1", name) + '"' if is_quoted else name
    found, problems = recipients_of((f"{shown} <{address}>",), PLACE)
    if problems:
        assert {problem.slug for problem in problems} <= {"strange-text", "bad-address", "several-recipients"}
        return
    message = compose_draft(letter(found[0]))
    (read,) = well_made(message)["To"].addresses
    # Python's newer parser (3.11) puts a blank between two encoded words, against RFC 2047 6.2; its older does not
    assert read.addr_spec == address and read.display_name.replace(" ", "") == found[0].name.replace(" ", "")
    written, addr = parseaddr(unfolded(message, "To"))
    assert (decoded(written), addr) == (found[0].name, address)
    assert found[0].name == " ".join(name.split()) or not is_quoted


@given(HOSTILE | ANY | st.from_regex(r"[a-z.]{1,30}@[a-z.-]{1,30}", fullmatch=True))
def test_any_address_is_refused_or_comes_back_as_it_was(text):
    found, problems = recipients_of((text,), PLACE)
    assert bool(found) != bool(problems)
    for recipient in found:
        opened = well_made(compose_draft(letter(recipient)))
        assert [read.addr_spec for read in opened["To"].addresses] == [recipient.address]
        assert recipient.address in text


@given(HOSTILE | ANY)
def test_any_subject_is_refused_or_comes_back_as_it_was(subject):
    if subject_problems(subject, PLACE):
        return
    message = compose_draft(letter(subject=subject))
    well_made(message)
    assert decoded(unfolded(message, "Subject")) == subject


@pytest.mark.parametrize(
    "words", ["=?utf-8?q?Bcc=3A?=", "a =?us-ascii?b?YQ==?=", "Ł" * 120, "字" * 120, "w" * 120, "a, " * 30 + "b"]
)
def test_each_line_of_the_head_is_as_short_as_the_standards_ask(words):
    """78 characters a line (RFC 5322), 75 an encoded word (RFC 2047); some servers cut what is longer."""
    message = compose_draft(letter(Recipient(words, "a@example.org"), subject=words))
    head = message.split(b"\r\nMIME-Version")[0].decode()
    assert all(len(line) <= 78 or len(line.split()) == 1 for line in head.split("\r\n"))
    assert max(map(len, re.findall(r"=\?\S+\?=", head)), default=0) <= 75
    assert decoded(unfolded(message, "Subject")) == decoded(parseaddr(unfolded(message, "To"))[0]) == words


@given((HOSTILE | ANY).map(lambda words: words[:56] + ".pdf"))
def test_any_file_name_is_refused_or_comes_back_as_it_was(name):
    if file_name_problems(name, PLACE):
        return
    message = compose_draft(letter(name=name))
    well_made(message)
    assert parts_of(message)[2:] == (PDF, name)


@given(LINES.map(lambda words: words + "\n"), st.binary(max_size=500))
def test_any_words_and_any_file_come_through(words, content):
    """Also those that look like the end of a part."""
    made = Letter(Recipient("", "a@example.org"), "x", words, words, Enclosure("a.pdf", content, "a4", "1", 1))
    message = compose_draft(made)
    well_made(message)
    text, html, attached, _ = parts_of(message)
    assert attached == content
    assert text == html == words


@pytest.mark.parametrize("head", ["a\r\nBcc: b@example.org", "a\nb", "a\0", "é\nBcc: b@example.org", "a\tb", "\u2028"])
def test_no_head_can_be_smuggled_in_below_the_counter(head):
    """Personal copies will call the composing room without the counter's questions."""
    with pytest.raises(ValueError):
        compose_draft(letter(subject=head))
    with pytest.raises(ValueError):
        compose_draft(letter(Recipient(head, "a@example.org")))
    with pytest.raises(ValueError):
        compose_draft(letter(Recipient("", f"{head}@example.org")))
    with pytest.raises(ValueError):
        compose_draft(letter(Recipient("", "a@example.org>, <b@example.org")))
