"""Mail: each person gets their copy once, over a private line, whatever a server does and whenever it all stops."""
import email
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from email.policy import default
from functools import partial
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from booklet.copies.journal import Journal, journal_in
from booklet.copies.mail.address import Recipient
from booklet.copies.mail.post import Post, Server, is_loopback
from booklet.copies.mail.sending import Message, messages_in, resolve, send, undelivered
from booklet.core.problems import BookletError
from booklet.pipeline import read_manuscript
from tests.commands import typed, typed_by_somebody
from tests.conftest import ROOT
from tests.lists import ONE, handout, list_of, order_of, rows_of
from tests.messages import parts_of
from tests.servers import HOST, FaultyServer, certificate, real_server

# The server of these tests leaves sockets to the garbage when a client hangs up in the middle of a handshake.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
SENDER = Recipient("Our clinic", "clinic@example.org")
PEOPLE = ["Ann Lee,Note for Ann,ann@example.org", "Bo Ray,Note for Bo,", "Cy Doe,Note for Cy,cy@example.org", "Di Fox,Note for Di,Di <di@example.org>"]


def listed(rows: list[str]) -> bytes:
    return list_of(rows, headings="Name,Note,E-mail")


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    return handout(tmp_path_factory.mktemp("mail"))


@pytest.fixture(scope="module")
def copied(source, tmp_path_factory) -> Path:
    """Copies for four people, of whom three have an address."""
    home = tmp_path_factory.mktemp("copied")
    assert order_of(source, listed(PEOPLE), home).run(home / "out", ONE).made.total() == 4
    (home / "out" / "distribution.csv").unlink()
    return home / "out"


@pytest.fixture
def folder(copied, tmp_path) -> Path:
    """The same for one test to send."""
    folder = tmp_path / "monday"
    subprocess.run(["cp", "-r", copied, folder], check=True)
    return folder


@pytest.fixture
def mail(source, folder):
    """The command, on those copies: `mail("--send")`."""
    return partial(typed, "mail", folder, "--source", source, "--example", "--unsigned")


@pytest.fixture(scope="module")
def pem(tmp_path_factory) -> Path:
    return certificate(tmp_path_factory.mktemp("pem"))


def mailbox(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in sorted((folder / "new").glob("*"), key=lambda file: file.read_bytes())]


def sent_by(journal: Journal, server: FaultyServer, waits: list[float] | None = None) -> Counter[str]:
    post = Post(Server(HOST, server.port, timeout_s=0.3), SENDER)
    made = lambda message: f"Message-ID: {message.known_as('example.org')}\r\n\r\nHello\r\n.\r\n".encode()  # noqa: E731
    try:
        return Counter(state for _, state in send(messages_in(journal), made, journal, post, "example.org", (waits if waits is not None else []).append, 0))
    finally:
        post.hang_up()


def states(journal: Journal) -> dict[int, str]:
    return {message.copy.row: message.state for message in messages_in(journal)}


def test_nothing_is_sent_unless_it_is_asked_for_and_what_would_be_is_told(mail):
    done = mail()
    assert done.returncode == 0, done.stderr
    assert [line.partition(":")[0] for line in done.stdout.splitlines()[:3]] == ["row 2", "row 4", "row 5"]
    assert "handout-a4.pdf" in done.stdout and "to di@example.org" in done.stdout and "3 messages would be sent" in done.stdout
    assert "note: not for patients: " in done.stderr, "three hundred letters of what nobody has signed"


def test_what_nobody_has_signed_is_sent_only_where_that_is_asked_for(source, folder):
    """Three hundred patients would read "Not for patients", and no message can be called back."""
    words = ("mail", folder, "--source", source, "--example", "--send", "--from", "clinic@example.org", "--server", HOST)
    done = typed(*words)
    assert done.returncode == 1 and "messages sent" not in done.stdout
    assert done.stderr.count("has not been signed off by a clinician") == 1
    assert "not-signed: This handout has not been signed off by a clinician. Each of its pages says DRAFT" in done.stderr
    assert f"python build.py check --source {source} says; or add --unsigned" in done.stderr


@pytest.mark.parametrize(("server", "told"), [("::1", "::1:587"), (f"{HOST}:", f"\n{HOST}:587")])
def test_a_server_whose_port_is_not_named_has_the_common_one(mail, server, told):
    """It was looked for as `mail.example.org::587`, and ::1 at port 1."""
    assert told in mail("--send", "--from", "clinic@example.org", "--unsigned", "--server", server).stderr


def test_sent_messages_come_into_a_mailbox_with_the_copy_of_each(mail, folder, tmp_path, monkeypatch, pem):
    """Over TLS, with a login from the environment; nothing tells of anybody but the one whose message it is."""
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    monkeypatch.setenv("BOOKLET_SMTP_USER", "us")
    monkeypatch.setenv("BOOKLET_SMTP_PASSWORD", "secret")
    with real_server(tmp_path / "box", pem, ("us", "secret")) as port:
        how = ("--send", "--from", "Our clinic <clinic@example.org>", "--server", f"{HOST}:{port}", "--per-minute", "60000")
        done = mail(*how)
        assert done.returncode == 0, done.stderr
        assert "3 messages sent, sent before: 0." in done.stdout
        again = mail(*how)
        assert "0 messages sent, sent before: 3." in again.stdout and again.returncode == 0
    assert (folder / "distribution.csv").read_text("utf-8").splitlines()[1:] == ["2026-11-21,messages sent,rest,1,a4,3"]
    read = mailbox(tmp_path / "box")
    assert len(read) == 3
    for message in read:
        opened = email.message_from_bytes(message, policy=default)
        to = str(opened["To"])
        row = {"ann@example.org": 2, "cy@example.org": 4, "di@example.org": 5}[to]
        assert opened["From"] == "Our clinic <clinic@example.org>" and f"row-{row}." in opened["Message-ID"] and opened["Date"]
        text, html, content, name = parts_of(message)
        assert (content, name) == ((folder / f"rest-{row:06}-a4.pdf").read_bytes(), "handout-a4.pdf")
        head = message.split(b"\n\n", 1)[0] + text.encode() + html.encode()
        assert not [words for words in (b"Ann", b"Cy Doe", b"Note for", b"Rest") if words in head]


def test_another_mail_program_finds_the_same_file_in_a_draft(mail, folder, tmp_path):
    done = mail("--drafts", tmp_path / "drafts")
    assert "3 drafts written" in done.stdout, done.stderr
    assert [file.name for file in sorted((tmp_path / "drafts").glob("*.eml"))] == ["row-000002.eml", "row-000004.eml", "row-000005.eml"]
    assert {file.stat().st_mode & 0o077 for file in (tmp_path / "drafts", *(tmp_path / "drafts").iterdir())} == {0}
    subprocess.run(["ripmime", "-i", tmp_path / "drafts" / "row-000004.eml", "-d", tmp_path / "found"], check=True, capture_output=True)
    assert (tmp_path / "found" / "handout-a4.pdf").read_bytes() == (folder / "rest-000004-a4.pdf").read_bytes()
    assert "0 drafts written" in mail("--drafts", tmp_path / "drafts").stdout
    draft = tmp_path / "drafts" / "row-000005.eml"
    draft.write_bytes(draft.read_bytes().replace(b"handout", b"leaflet"))
    told = mail("--drafts", tmp_path / "drafts").stderr
    assert "draft-exists" in told and "for the same person" in told and "hint: send" not in told, "it may tell of a clinic that has moved"
    draft.write_bytes(b"mine")
    told = mail("--drafts", tmp_path / "drafts").stderr
    assert "draft-exists" in told and "hint: send what lies there, where it is still right" in told
    assert "name one of them" in mail("--drafts", tmp_path / "other", "--send").stderr and not (tmp_path / "other").exists()


def test_a_draft_that_was_taken_out_when_it_was_sent_is_not_written_again(mail, folder, source, tmp_path):
    """Whoever added a person to the list, and typed the same again, had a second letter for each of those before."""
    drafts = tmp_path / "drafts"
    mail("--drafts", drafts)
    for row in (2, 4):
        (drafts / f"row-{row:06}.eml").unlink()
    rows = [*PEOPLE[:2], "Ed Orr,Note for Ed,ed@example.org", *PEOPLE[2:], "Ed Orr,Note for Ed,ed@example.org"]
    (drafts / "row-000005.eml").unlink()
    order_of(source, listed(rows), tmp_path).run(folder, ONE)
    done = mail("--drafts", drafts)
    assert "2 drafts written" in done.stdout and "rows 2, 5-6. For one that was not, type the same with --again ROW" in done.stdout, done.stdout + done.stderr
    assert {file.name for file in drafts.glob("*.eml")} == {"row-000004.eml", "row-000007.eml"}
    assert "1 draft written" in mail("--drafts", drafts, "--again", "5").stdout and (drafts / "row-000005.eml").is_file()
    assert "5 drafts written" in mail("--drafts", tmp_path / "anew").stdout
    order_of(source, listed(rows[:2]), tmp_path).run(folder, ONE)
    done = mail("--drafts", drafts)
    assert done.stderr.count("draft-exists: a draft for somebody else lies there") == 3


def test_no_draft_is_written_for_what_was_sent_or_is_in_doubt(mail, folder, tmp_path):
    with journal_in(folder, is_for_sending=True) as journal, FaultyServer(rcpt=["250", "550"], end=["250", "drop"]) as server:
        assert sent_by(journal, server) == {"sent": 1, "refused": 1, "doubt": 1}
    done = mail("--drafts", tmp_path / "drafts")
    assert "1 draft written" in done.stdout and "Sent before: 1." in done.stdout and "message-in-doubt" in done.stderr and done.returncode == 1
    assert [file.name for file in (tmp_path / "drafts").glob("*.eml")] == ["row-000004.eml"]


@pytest.mark.parametrize(("answers", "ended", "left"), [
    ({}, {"sent": 3}, ["sent", "sent", "sent"]),
    ({"rcpt": ["250", "550"]}, {"sent": 2, "refused": 1}, ["sent", "refused", "sent"]),
    ({"mail": ["421"]}, {"sent": 3}, ["sent", "sent", "sent"]),
    ({"rcpt": ["450"], "end": ["451"]}, {"sent": 3}, ["sent", "sent", "sent"]),
    ({"rcpt": ["drop"]}, {"sent": 3}, ["sent", "sent", "sent"]),
    ({"data": ["stall"]}, {"sent": 3}, ["sent", "sent", "sent"]),
    ({"end": ["554"]}, {"sent": 2, "declined": 1}, ["due", "sent", "sent"]),
    ({"end": ["200", "251"]}, {"sent": 3}, ["sent", "sent", "sent"]),
    ({"end": ["354"]}, {"sent": 2, "doubt": 1}, ["doubt", "sent", "sent"]),
    ({"end": ["what?"]}, {"sent": 2, "doubt": 1}, ["doubt", "sent", "sent"]),
    ({"end": ["drop"]}, {"sent": 2, "doubt": 1}, ["doubt", "sent", "sent"]),
    ({"end": ["250", "stall"]}, {"sent": 2, "doubt": 1}, ["sent", "doubt", "sent"]),
    ({"rcpt": ["450"] * 9}, {"later": 3}, ["due", "due", "due"]),
])  # fmt: skip
def test_whatever_a_server_does_nothing_comes_twice(folder, answers, ended, left):
    """What was refused or is in doubt is told; what can wait is tried again in the same run, and in the next."""
    with journal_in(folder, is_for_sending=True) as journal, FaultyServer(**answers) as server:
        assert sent_by(journal, server) == ended
        assert list(states(journal).values()) == left
        sent_by(journal, server)
        taken = [message.split(b"\r\n")[0] for message in server.taken]
        assert len(taken) == len(set(taken)) >= 2


def test_what_is_in_doubt_waits_for_somebody_who_has_looked(mail, folder):
    with FaultyServer(end=["drop", "drop"]) as server:
        with journal_in(folder, is_for_sending=True) as journal:
            sent_by(journal, server)
            first, second = [problem for problem in undelivered(messages_in(journal), folder) if problem.slug == "message-in-doubt"]
        (known,) = [message.split(b"\r\n")[0].decode() for message in server.taken if message.startswith(b"Message-ID: <row-2.")]
        assert known.removeprefix("Message-ID: ") in first.says and "type the same with --was-sent 2;" in first.hint
        done = mail("--was-sent", 2, "--was-not-sent", 4, "--was-sent", 5)
        assert "row 2: noted.\nrow 5: nothing was in doubt.\nrow 4: noted." in done.stdout
        assert "1 message would be sent, sent before: 2" in done.stdout
        with journal_in(folder, is_for_sending=True) as journal:
            assert sent_by(journal, server) == {"before": 2, "sent": 1}
        assert second.place.line == 4


def test_a_copy_that_has_changed_since_it_was_sent_is_sent_only_when_told(source, folder, tmp_path):
    with journal_in(folder, is_for_sending=True) as journal, FaultyServer() as server:
        sent_by(journal, server)
    order_of(source, listed([PEOPLE[0].replace("Note", "Notice"), *PEOPLE[1:]]), tmp_path).run(folder, ONE)
    with journal_in(folder, is_for_sending=True) as journal:
        assert states(journal) == {2: "changed", 4: "sent", 5: "sent"}
        assert [problem.slug for problem in undelivered(messages_in(journal), folder)] == ["sent-before"]
        assert {message.copy.row: message.state for message in messages_in(journal, (2, 4))} == {2: "due", 4: "due", 5: "sent"}
        assert not resolve(journal, 2, was_sent=True)


def test_a_row_that_is_put_in_above_sends_nobody_a_second_message(source, tmp_path):
    """The last of the list, now in a row of which none had been sent, got it again; the new person was taken for the first."""
    rows, out = [f"{name},x,{name.lower()}@example.org" for name in ("Ann", "Bo", "Cy")], tmp_path / "out"
    for more in ([], ["Di,x,di@example.org"]):
        order_of(source, listed([*more, *rows]), tmp_path).run(out, ONE)
        with journal_in(out) as journal:
            due = [message for message in messages_in(journal) if message.state == "due"]
            assert [message.copy.address[:2] for message in due] == (["di"] if more else ["an", "bo", "cy"])
            for message in due:
                journal.note(message.copy.row, message.mark, "sent")
            assert set(states(journal).values()) == {"sent"}
    order_of(source, listed([rows[0].replace("Ann", "Anne"), *rows[1:]]), tmp_path).run(out, ONE)
    with journal_in(out) as journal:
        assert states(journal)[2] == "changed"
    order_of(source, listed(["Ed,x,ed@example.org", rows[0].replace("x", "y")]), tmp_path).run(out, ONE)
    with journal_in(out) as journal:
        assert states(journal)[3] == "changed", "who moved and has another copy gets no second one unasked"


def test_what_is_in_doubt_stays_so_when_a_row_is_put_in_above(source, tmp_path):
    """The line broke at the end of Ann's message; with a row above hers, she got it again."""
    rows, out = [f"{name},x,{name.lower()}@example.org" for name in ("Ann", "Bo")], tmp_path / "out"
    order_of(source, listed(rows), tmp_path).run(out, ONE)
    with journal_in(out, is_for_sending=True) as journal, FaultyServer(end=["drop"]) as server:
        assert sent_by(journal, server) == {"doubt": 1, "sent": 1}
    order_of(source, listed(["Di,x,di@example.org", *rows]), tmp_path).run(out, ONE)
    with journal_in(out, is_for_sending=True) as journal, FaultyServer() as server:
        assert sent_by(journal, server) == {"sent": 1, "doubt": 1, "before": 1} and states(journal)[3] == "doubt"
        assert resolve(journal, 3, was_sent=True) and states(journal) == dict.fromkeys((2, 3, 4), "sent")


def test_rows_that_say_the_same_get_as_many_messages_when_a_run_goes_on(source, tmp_path):
    """Two of one name at one address got a letter each; where the run was broken off between the two, one of them got none."""
    rows, out = ["Ann,x,ann@example.org", "Bo,x,bo@example.org", "Ann,x,ann@example.org"], tmp_path / "out"
    order_of(source, listed(rows), tmp_path).run(out, ONE)
    with journal_in(out) as journal:
        first = next(messages_in(journal))
        journal.note(first.copy.row, first.mark, "sent")
        assert states(journal) == {2: "sent", 3: "due", 4: "due"}
        journal.note(2, f"{first.mark}.1", "sent")
        assert states(journal) == {2: "sent", 3: "due", 4: "due"}, "one that was sent again is not the other's"
    order_of(source, listed(["Cy,x,cy@example.org", *rows]), tmp_path).run(out, ONE)
    with journal_in(out) as journal:
        assert states(journal) == {2: "due", 3: "sent", 4: "due", 5: "due"}


def test_what_a_server_does_not_take_is_told_by_row_and_number(folder):
    """Its own words may hold an address."""
    with journal_in(folder, is_for_sending=True) as journal, FaultyServer(rcpt=["550", "450"], mail=["250"] * 2 + ["450"] * 9) as server:
        waits: list[float] = []
        sent_by(journal, server, waits)
        problems = list(undelivered(messages_in(journal), folder))
    assert [problem.slug for problem in problems] == ["message-refused", "message-waits", "message-waits"]
    assert "row 2: the server refuses it (550 5.1.1)" in problems[0].says
    assert not any("example.org" in str(problem) for problem in problems)
    assert [wait for wait in waits if wait] == [60, 600]


def test_who_is_turned_away_for_no_fault_of_an_address_mends_it_and_types_the_same_again(mail, folder, tmp_path, monkeypatch, pem):
    """A login that was forgotten marked each row as refused for good, and sent people to mend addresses that were right."""
    how = ("--send", "--from", "clinic@example.org", "--per-minute", "60000", "--server")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with real_server(tmp_path / "box", pem, ("us", "secret")) as port:
        unnamed = mail(*how, f"{HOST}:{port}")
        assert "sender-refused" in unnamed.stderr and "(530 5.7.0)" in unnamed.stderr and "in the list" not in unnamed.stderr
        monkeypatch.setenv("BOOKLET_SMTP_USER", "us")
        monkeypatch.setenv("BOOKLET_SMTP_PASSWORD", "geheimnisträger")
        assert "login-refused" in (odd := mail(*how, f"{HOST}:{port}").stderr) and "träger" not in odd
        monkeypatch.delenv("BOOKLET_SMTP_USER")
    with FaultyServer(data=["554"] * 3) as server:
        full = mail(*how, f"{HOST}:{server.port}")
        assert full.returncode == 1 and full.stderr.count("not for its address (554 5.1.1)") == 3
        sent = mail(*how, f"{HOST}:{server.port}")
        assert sent.returncode == 0 and "3 messages sent" in sent.stdout


@pytest.mark.parametrize("host", ["mail..example.org", "a" * 70 + ".example.org", "127.0.0.1:99999"])
def test_a_name_that_no_server_can_have_is_told(mail, host):
    gone = mail("--send", "--from", "clinic@example.org", "--server", host)
    assert gone.returncode == 1 and "server-gone" in gone.stderr


def test_a_folder_without_copies_is_told_and_left_as_it_was(source, tmp_path):
    """A journal was begun in whatever folder was named by mistake."""
    wrong = typed("mail", tmp_path, "--source", source, "--example")
    assert wrong.returncode == 1 and "not-built: no copies were made in this folder" in wrong.stderr
    assert not [*tmp_path.iterdir()]


def test_a_row_that_is_named_and_has_no_copy_stops_all(mail, folder, tmp_path):
    """--again 44 for --again 4 was silent, and who waited for a second message got none. Row 3 has a copy on paper."""
    for row in (99, 3):
        wrong = mail("--drafts", tmp_path / "drafts", "--again", row)
        assert wrong.returncode == 1 and "unknown-row" in wrong.stderr and "rows that have: 2, 4-5" in wrong.stderr
    assert not (tmp_path / "drafts").exists()


def test_what_is_sent_again_and_refused_is_told(mail, folder):
    """It had been sent once, and the run ended well."""
    how = ("--send", "--from", "clinic@example.org", "--per-minute", "60000", "--server")
    with FaultyServer(rcpt=["250"] * 3 + ["550"]) as server:
        assert mail(*how, f"{HOST}:{server.port}").returncode == 0
        again = mail(*how, f"{HOST}:{server.port}", "--again", 4)
        assert again.returncode == 1 and "row 4: the server refuses it (550 5.1.1)" in again.stderr
    with journal_in(folder) as journal:
        assert set(states(journal).values()) == {"sent"}


def test_a_server_that_is_gone_or_is_another_one_gets_nothing(mail, folder, tmp_path, monkeypatch, pem):
    how = ("--send", "--from", "clinic@example.org")
    gone = mail(*how, "--server", f"{HOST}:1")
    assert gone.returncode == 1 and "server-gone" in gone.stderr
    with real_server(tmp_path / "box", pem, ("us", "secret")) as port:
        stranger = mail(*how, "--server", f"{HOST}:{port}")
        assert "insecure-server" in stranger.stderr  # nobody vouches for its certificate
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        monkeypatch.setenv("BOOKLET_SMTP_USER", "us")
        monkeypatch.setenv("BOOKLET_SMTP_PASSWORD", "wrong")
        unknown = mail(*how, "--server", f"{HOST}:{port}")
        assert "login-refused" in unknown.stderr and "wrong" not in unknown.stderr
    with journal_in(folder) as journal:
        assert set(states(journal).values()) == {"due"} and not mailbox(tmp_path / "box")
    assert "bad-address" in mail("--send").stderr  # nobody said from whom


def test_a_server_that_goes_in_mid_run_is_told_and_the_rest_is_sent_when_it_is_back(mail, folder, tmp_path):
    how = ("--send", "--from", "clinic@example.org", "--per-minute", "60000", "--server")
    with real_server(tmp_path / "box", most=1) as port:
        left = mail(*how, f"{HOST}:{port}")
    assert left.returncode == 1 and "server-gone" in left.stderr and "1 message sent, sent before: 0." in left.stdout, left.stderr
    with journal_in(folder) as journal:
        assert states(journal) == {2: "sent", 4: "due", 5: "due"}
    with real_server(tmp_path / "box") as port:
        back = mail(*how, f"{HOST}:{port}")
    assert back.returncode == 0 and "2 messages sent, sent before: 1." in back.stdout, back.stderr
    assert "1 of 2 messages are done ..." in back.stderr, "those sent before are no part of how fast it goes"
    assert sorted(email.message_from_bytes(message)["To"] for message in mailbox(tmp_path / "box")) == ["ann@example.org", "cy@example.org", "di@example.org"]
    log = (folder / "distribution.csv").read_text("utf-8").splitlines()[1:]
    assert [line.rpartition(",")[2] for line in log] == ["1", "2"]


def test_a_folder_that_may_not_be_written_sends_nothing(source, folder, tmp_path, monkeypatch):
    """What cannot be noted would be sent again."""
    monkeypatch.chdir(tmp_path)
    folder.chmod(0o500)
    with FaultyServer() as server:
        words = ["mail", folder, "--source", source, "--example", "--unsigned", "--send", "--from", "clinic@example.org", "--server", f"{HOST}:{server.port}"]
        told = typed_by_somebody(*words)
        folder.chmod(0o700)
        assert told.returncode == 1 and "monday: cannot-write: this cannot be written: Permission denied" in told.stderr, told.stderr
        assert server.taken == []


@pytest.mark.parametrize(("address", "is_here"), [
    ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("::ffff:127.0.0.1", True), ("192.0.2.1", False), ("2001:db8::1", False),
    ("0.0.0.0", False), ("fe80::1%eth0", False), ("::ffff:192.0.2.1", False),  # noqa: S104
])  # fmt: skip
def test_only_what_stays_on_this_machine_may_go_without_tls(address, is_here):
    assert is_loopback(address) == is_here


def test_a_server_with_tls_that_asks_for_no_name_takes_messages(mail, tmp_path, monkeypatch, pem):
    """It forgets who greeted it before the line was private."""
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with real_server(tmp_path / "box", pem) as port:
        done = mail("--send", "--from", "clinic@example.org", "--server", f"{HOST}:{port}", "--per-minute", "60000")
    assert "3 messages sent" in done.stdout and len(mailbox(tmp_path / "box")) == 3, done.stderr


class Kept(KeyringBackend):
    """A keyring that keeps what it is given."""

    priority = 9
    words = {("booklet", "us"): "secret"}  # noqa: RUF012

    def get_password(self, service: str, username: str) -> str | None:
        return self.words.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.words = {(service, username): password}


def test_the_keyring_of_the_machine_may_know_the_password(mail, tmp_path, monkeypatch, pem):
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    monkeypatch.setenv("BOOKLET_SMTP_USER", "us")
    before = keyring.get_keyring()
    keyring.set_keyring(Kept())
    try:
        with real_server(tmp_path / "box", pem, ("us", "secret")) as port:
            done = mail("--send", "--from", "clinic@example.org", "--server", f"{HOST}:{port}", "--per-minute", "60000")
            assert "3 messages sent" in done.stdout, done.stderr
        Kept.words = {}
        assert "login-refused" in mail("--send", "--from", "clinic@example.org", "--server", HOST).stderr
    finally:
        keyring.set_keyring(before)


def stopped(folder: Path, source: Path) -> None:
    """A run for others, which is stopped when some of their copies are there."""
    order = order_of(source, listed(PEOPLE[1:]), folder.parent)
    with pytest.raises(KeyboardInterrupt):
        order.run(folder, ONE, tell=interrupted)


def interrupted(_) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(("spoil", "code"), [
    (stopped, "not-built"), (lambda folder, source: (folder / "rest-000002-a4.pdf").write_bytes(b"%PDF"), "changed-file"),
    (lambda folder, source: (folder / "rest-000002-a4.pdf").unlink(), "not-built"),
    (lambda folder, source: (folder / ".copies.sqlite").unlink(), "not-built"),
    (lambda folder, source: (source / "010-rest.md").write_text((source / "010-rest.md").read_text("utf-8") + "\nMore. [@lee2020]\n", "utf-8"), "stale-file"),
])  # fmt: skip
def test_what_is_no_copy_of_the_handout_as_it_is_now_is_not_enclosed(source, folder, tmp_path, spoil, code):
    own = tmp_path / "own"
    subprocess.run(["cp", "-r", source, own], check=True)
    spoil(folder, own)
    done = typed("mail", folder, "--source", own, "--example")
    assert done.returncode == 1 and f": {code}: " in done.stderr


@pytest.mark.parametrize("cell", [
    '"a@example.org, b@example.org"', '"a@example.org\r\nBcc: b@example.org"', "a@example.org\x00", "a b@example.org", '"""a\\""@example.org"', "a@b", "ä@example.org",
    "a@example.org%0ABcc:b@example.org", "=HYPERLINK(a)", "<a@example.org> b@example.org", "a" * 70 + "@example.org",
])  # fmt: skip
def test_what_is_not_one_address_is_told_without_it(source, tmp_path, cell):
    (problem,), bo = rows_of(read_manuscript(source), listed([f"Ann,x,{cell}", "Bo,x,bo@example.org"]), tmp_path)
    assert problem.slug in ("bad-address", "several-recipients", "strange-text") and "example" not in problem.says and problem.says.startswith("row 2, email")
    assert bo.address == "bo@example.org"


def test_killed_at_any_moment_no_message_comes_twice(source, folder, tmp_path):
    """What the server took just before the end is in doubt, and is told; all others come once."""
    order = order_of(source, listed([f"Ann {n},x,ann{n}@example.org" for n in range(40)]), tmp_path)
    order.run(folder, ONE)
    box, chance = tmp_path / "box", random.Random(3)
    with real_server(box) as port:
        words = [sys.executable, str(ROOT / "build.py"), "mail", str(folder), "--source", str(source), "--example", "--unsigned", "--send", "--from",
                 "clinic@example.org", "--server", f"{HOST}:{port}", "--per-minute", "60000"]  # fmt: skip
        for kill in range(2):
            running = subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            until = 12 * kill + 10 * chance.random()
            while running.poll() is None and len(mailbox(box)) <= until:
                time.sleep(0.002)
            os.kill(running.pid, signal.SIGKILL)
            running.wait()
        done = typed(*words[2:])
    came = [email.message_from_bytes(message)["To"] for message in mailbox(box)]
    doubtful = done.stderr.count("message-in-doubt")
    assert len(came) == len(set(came)) and 40 - doubtful <= len(came) <= 40 and doubtful <= 2, done.stderr


def test_a_message_knows_its_row(folder):
    with journal_in(folder) as journal:
        first, *_ = messages_in(journal)
    assert isinstance(first, Message) and first.known_as("example.org").startswith("<row-2.") and first.known_as("example.org").endswith("@example.org>")


def test_a_journal_that_cannot_be_kept_sends_nothing(folder):
    """A message that nobody has noted would be sent again."""
    (folder / ".copies.sqlite").write_bytes(b"not a database, and longer than a page of one" * 99)
    with pytest.raises(BookletError) as told, journal_in(folder, is_for_sending=True):
        pass
    assert [problem.slug for problem in told.value.problems] == ["cannot-write"]
