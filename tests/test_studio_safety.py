"""The studio under attack: another page in the same browser, a program that guesses, a manuscript that means harm."""
import base64
import json
import os
import shutil
import signal
import socket
from pathlib import Path

import pytest

from tests.kills import handout
from tests.studios import Studio, studio

SECTION = "010-rest.md"
SECRET = "the key to the medicine cupboard"


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    home = tmp_path_factory.mktemp("studio")
    folder = handout(home)
    (home / "secret.md").write_text(SECRET, encoding="utf-8")
    (folder / "090-outside.md").symlink_to(home / "secret.md")
    (folder / ".hidden.md").write_text(SECRET, encoding="utf-8")
    (folder / "notes.txt").write_text(SECRET, encoding="utf-8")
    with studio(folder) as opened:
        yield opened
    assert opened.words[2:] == [f"\nThe studio is closed. All that was saved is in {folder}.\n", ""]  # and no key, no traceback
    assert sum(opened.key in words for words in opened.words) == 1


def text(opened: Studio) -> str:
    return (opened.folder / SECTION).read_text(encoding="utf-8")


def test_nobody_is_answered_without_the_key(opened):
    """Not the page, not a file, not the news: each of them is the manuscript."""
    for path in ("/", "/api/files", f"/api/file/{SECTION}", "/api/news", "/page/studio.js", "/api/page/abc"):
        for cookie in (None, f"studio-{opened.port}=", "other=1"):
            status, _, content = opened.ask("GET", path, heads={"Cookie": cookie})
            assert status == 403 and b"Rest" not in content and b"import" not in content, path


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}", "[::1]:{port}", ""])
def test_a_name_that_was_made_to_lead_here_is_turned_away(opened, host):
    """DNS rebinding: a foreign page whose name suddenly means this machine."""
    name = host.format(port=opened.port)
    status, _, content = opened.ask("GET", f"/api/file/{SECTION}", heads={"Host": name, "Origin": None})
    assert status in (400, 403) and b"Rest" not in content


FOREIGN = ["http://evil.example", "https://127.0.0.1:{port}", "http://127.0.0.1:1", "null", "http://127.0.0.1:{port}.evil.example", None]


@pytest.mark.parametrize("origin", FOREIGN)
def test_another_page_changes_nothing(opened, origin):
    before = text(opened)
    heads = {"Origin": origin and origin.format(port=opened.port)}
    sha256 = opened.file(SECTION)["sha256"]
    for method, path, body in (
        ("PUT", f"/api/file/{SECTION}", {"words": "taken over", "sha256": sha256}), ("POST", "/api/build", {"editions": ["text"]}),
        ("POST", "/api/sign", {"parts": ["rest"], "reviewer": "Eve Evil", "role": "Nobody"}),
    ):
        assert opened.ask(method, path, body, heads)[0] == 403, method
    assert text(opened) == before and not opened.out.exists() and not (opened.folder / "signoff.toml").exists()


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_page_reads_nothing(opened, site):
    """An image or a script of a foreign page that names this address."""
    heads = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script", "Origin": None}
    assert opened.ask("GET", "/page/studio.js", heads=heads)[0] == 403
    assert opened.ask("GET", f"/?key={opened.key}", heads=heads)[0] == 403


NAMES = [
    "../secret.md", "..%2fsecret.md", "%2e%2e%2fsecret.md", "%2e%2e/secret.md", "..%5csecret.md", "....//secret.md", "..%252fsecret.md",
    "{home}/secret.md", "%2f{home}/secret.md", "090-outside.md", ".hidden.md", "notes.txt", "signoff.toml", "references.lock",
    f"{SECTION}%00.md", "figures/bed.svg", "figures%2fbed.svg", "C:secret.md", f"{SECTION}/", "%ff%fe.md", "~root.md", "a" * 300 + ".md",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_no_file_is_read_or_written_but_those_of_the_manuscript(opened, name):
    home = opened.folder.parent
    before = {file: file.read_bytes() for file in home.rglob("*") if file.is_file()}
    path = f"/api/file/{name.format(home=home)}"
    status, _, content = opened.ask("GET", path)
    assert status in (404, 307, 422) and SECRET.encode() not in content
    assert opened.ask("PUT", path, {"words": "taken over", "sha256": ""})[0] in (404, 405, 307, 422)
    for folder in ("page", "fonts"):
        status, _, content = opened.ask("GET", f"/{folder}/{name.format(home=home)}")
        assert status == 404 and SECRET.encode() not in content
    assert {file: file.read_bytes() for file in home.rglob("*") if file.is_file()} == before


def test_no_option_is_smuggled_into_a_command(opened):
    """What a page sends becomes words of a command, and none of its options."""
    evil = opened.folder.parent / "evil"
    for action, asked in (
        ("draft", {"to": f"--out={evil}"}), ("sign", {"parts": [f"--source={evil}"], "reviewer": "A. Lee", "role": "Sister"}),
        ("add-reference", {"work": f"--cache={evil}"}), ("built", {"file": "../secret.md"}),
    ):
        status, _, content = opened.ask("POST", f"/api/{action}", asked)
        assert status == 422 or json.loads(content)["well"] is False, action
    assert not evil.exists()


def test_what_is_too_large_is_turned_away(opened):
    assert opened.ask("PUT", f"/api/file/{SECTION}", b"", {"Content-Length": "99999999999"})[0] == 413
    endless = b"1900000\r\n" + b"x" * 0x1900000 + b"\r\n0\r\n\r\n"  # 26 MB of which nothing was said before
    chunked = {"Content-Length": None, "Transfer-Encoding": "chunked"}
    assert opened.ask("PUT", f"/api/file/{SECTION}", endless, chunked)[0] == 400
    words, sha256 = "x" * 3_000_000, opened.file(SECTION)["sha256"]
    status, told = opened.save(SECTION, words, sha256)
    assert status == 422 and told["problems"][0]["code"] == "file-too-long"
    for body in (b"{", b"[]", b"\xff", b'{"words": 1}', b"[" * 100_000):
        assert opened.ask("PUT", f"/api/file/{SECTION}", body)[0] in (400, 422)
    assert "Rest helps" in text(opened)


def test_every_answer_says_what_a_browser_may_do_with_it(opened):
    """No script but the studio's own, no frame around it, nothing kept, nothing told to whoever is visited next."""
    for path in ("/", "/api/files", f"/api/file/{SECTION}", "/page/studio.js", "/nothing", "/api/file/..%2fsecret.md"):
        _, heads, _ = opened.ask("GET", path)
        policy = dict(part.strip().split(" ", 1) for part in heads["content-security-policy"].split(";"))
        assert policy["default-src"] == "'none'" and policy["script-src"] == "'self'" and policy["frame-ancestors"] == "'none'"
        assert policy["require-trusted-types-for"] == "'script'" and "unsafe" not in heads["content-security-policy"]
        assert (heads["x-content-type-options"], heads["referrer-policy"]) == ("nosniff", "no-referrer")
        assert "server" not in heads
    _, first, _ = opened.ask("GET", "/")
    _, second, _ = opened.ask("GET", "/")
    assert first["content-security-policy"] != second["content-security-policy"]  # a nonce is used once


def test_only_this_machine_is_listened_to(opened):
    """Another address of the same machine is that of its network card to a stranger."""
    with pytest.raises(OSError, match=r"refused"), socket.create_connection(("127.0.0.2", opened.port), timeout=5):
        pass


def test_the_key_is_told_once_and_opens_the_studio(opened):
    status, heads, _ = opened.ask("GET", f"/?key={opened.key}", heads={"Cookie": None, "Origin": None})
    assert status == 303 and heads["location"] == "/"
    assert "HttpOnly" in heads["set-cookie"] and "SameSite=Strict" in heads["set-cookie"]


def test_guesses_of_the_key_are_few(opened):
    """Last of this file: the door is shut afterwards, also for who knows the key; whoever is inside stays."""
    for number in range(20):
        assert opened.ask("GET", f"/?key=guess{number}", heads={"Cookie": None, "Origin": None})[0] in (403, 429)
    assert opened.ask("GET", f"/?key={opened.key}", heads={"Cookie": None, "Origin": None})[0] == 429
    assert opened.ask("GET", "/api/files")[0] == 200


def test_this_file_left_the_manuscript_as_it_was(opened):
    assert "Rest helps. [@lee2020]" in text(opened) and Path(opened.folder / "090-outside.md").is_symlink()


def picture(opened: Studio, name: str, content: bytes):
    return opened.ask("POST", "/api/add-picture", {"name": name, "content": base64.b64encode(content).decode()})


@pytest.mark.parametrize("name", ["../../secret.svg", "..\\..\\secret.svg", "/etc/secret.svg", "figures/../secret.svg", "C:secret.svg", ".secret.svg", "secret\0.svg"])
def test_a_picture_lies_among_the_pictures_whatever_it_is_called(opened, name):
    before = {path for path in opened.folder.parent.rglob("*") if path.parent != opened.folder / "figures"}
    status, _, content = picture(opened, name, b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90"><rect width="90" height="90"/></svg>')
    file = json.loads(content)["done"]
    assert status == 200 and Path(file).parent.as_posix() == "figures" and (opened.folder / file).is_file()
    assert {path for path in opened.folder.parent.rglob("*") if path.parent != opened.folder / "figures"} - before <= {opened.folder / "figures"}


@pytest.mark.parametrize("content", [
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>',
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="file:///etc/passwd"/></svg>',
    b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
    b"GIF89a broken", b"%PDF-1.7", b"",
], ids=["script", "fetches", "entity", "broken", "a PDF", "nothing"])  # fmt: skip
def test_a_picture_that_means_harm_is_refused_or_comes_out_clean(opened, content):
    before = sorted((opened.folder / "figures").glob("*"))
    status, _, told = picture(opened, "ward.svg", content)
    fresh = [file for file in sorted((opened.folder / "figures").glob("*")) if file not in before]
    assert status == 422 and json.loads(told)["problems"][0]["code"] and fresh == []


def test_what_is_arranged_stays_within_the_manuscript(opened):
    """Names that lead out, a folder that does, and what is no section."""
    secret = opened.folder.parent / "secret.md"
    deeds = [
        ("take-out", {"file": name}) for name in ("../secret.md", "090-outside.md", "booklet.toml", ".hidden.md", "/etc/passwd")
    ] + [("put-back", {"kept": name}) for name in ("../../secret.md", "..", "", "/etc/passwd")]
    deeds += [("change-places", {"one": SECTION, "other": name}) for name in ("../secret.md", "notes.txt", "booklet.toml", "090-outside.md")]
    before = {path: path.read_bytes() for path in opened.folder.parent.rglob("*") if path.is_file()}
    for deed, asked in deeds:
        assert opened.ask("POST", f"/api/{deed}", asked)[0] == 422, (deed, asked)
    (opened.folder / "away").symlink_to(opened.folder.parent)
    shutil.move(opened.folder / "figures", opened.folder / "kept")
    (opened.folder / "figures").symlink_to(opened.folder.parent)
    assert picture(opened, "ward.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>')[0] == 422
    (opened.folder / "figures").unlink()
    shutil.move(opened.folder / "kept", opened.folder / "figures")
    (opened.folder / "away").unlink()
    assert {path: path.read_bytes() for path in opened.folder.parent.rglob("*") if path.is_file()} == before and secret.is_file()


@pytest.mark.skipif(not Path("/proc/thread-self/children").exists(), reason="processes are found where Linux lists them")
def test_a_worker_that_is_killed_is_replaced_and_nobody_notices(opened):
    """By the system, for want of memory, or by somebody who tidies up."""
    assert json.loads(opened.ask("POST", "/api/standing", {})[2])["parts"]
    studio_pid = opened.process.pid
    workers = [int(pid) for pid in Path(f"/proc/{studio_pid}/task/{studio_pid}/children").read_text().split()]
    assert len(workers) == 2
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    assert json.loads(opened.ask("POST", "/api/standing", {})[2])["parts"]
