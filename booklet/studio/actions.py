"""What can be asked of the studio besides its files and pages, by name; each reads the words it was asked with.

What builds, writes and asks a network is done by the commands of the press alone, as somebody would type them.
"""
import asyncio
import base64
import os
import re
import signal
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from booklet.core.disk.files import writing
from booklet.core.problems import BookletError, Place, Problem, stop_at
from booklet.core.text_file import shown_path
from booklet.deliver.manifest import manifest_entries
from booklet.studio.arrange import add_picture, change_places, put_back, take_out
from booklet.studio.files import CLINIC_FILE
from booklet.studio.session import Session

_LIBRARIES = re.compile(r"\.(?:bib|ris|nbib|xml|json|ya?ml|txt|enw)")
_UNLIKELY, _LONGEST_NAME = re.compile(r"[^\w.,()&'+-]+"), 150  # what a name of a document has not; in bytes
_STEP = re.compile(r"(?P<says>.*) \.\.\.")  # Reading the words ...
_Asked = Mapping[str, Any]
_Deed = Callable[[Session, _Asked], Awaitable[Any]]
_PRESS = Path(__file__).resolve().parents[2] / "build.py"
_LONGEST_S = 1_800.0
_MOST_WORDS = 20_000  # characters of what a command says
_MOST_AT_ONCE = 65_536  # bytes: lines come whole, as a command writes each at once


async def _show(session: Session, asked: _Asked) -> Any:
    await session.choose(str(asked["edition"]))
    return {}


async def _build(session: Session, asked: _Asked) -> Any:
    editions = [word for name in asked["editions"] for word in ("--edition", str(name))]
    options = [*_options(asked, "draft"), *_of(session), "--out", str(session.out)]
    return await _typed(session, "build", *editions, *options)


async def _built(session: Session, asked: _Asked) -> Any:
    """A built file, to be kept by the browser where somebody wants it."""
    name = str(asked["file"])
    if name not in {entry["file"] for entry in manifest_entries(session.out)} or not (session.out / name).is_file():
        stop_at([Problem(Place(name), "missing-file", "there is no such file", "build it first")])
    return session.out / name


async def _contact_sheet(session: Session, asked: _Asked) -> Any:
    """All pages of the first PDF of this handout that is built, as one picture; of a draft where there is no other."""
    rows = await session.words_worker.ask("editions", **session.given, out=str(session.out))
    pdfs = [row for row in rows if row["medium"] == "pdf"]
    built = [*(row["file"] for row in pdfs if row["built"]), *filter(None, (row["draft"] for row in pdfs))]
    if not built:
        stop_at([Problem(Place("editions"), "missing-file", "no PDF is built yet", "build one first")])
    with _scratch() as folder:
        options = [*_options(asked, "grey"), "--out", str(folder / "pages.png")]
        said = await _typed(session, "contact-sheet", str(session.out / built[0]), *options)
        return "pages.png", _content(folder / "pages.png", said)


async def _draft(session: Session, asked: _Asked) -> Any:
    """An unsent message, which is kept nowhere here: it holds somebody's address."""
    with _scratch() as folder:
        to = str(asked["to"])
        if to.startswith("-"):
            stop_at([Problem(Place("to"), "bad-address", "this is no address", "such as a.lee@example.org")])
        file = folder / "draft.eml"
        where = ["--built", str(session.out), "--out", str(file)]
        said = await _typed(session, "draft", "--to", to, *_options(asked, "example"), *_of(session), *where)
        return "draft.eml", _content(file, said)


async def _sign(session: Session, asked: _Asked) -> Any:
    """Nobody signs words that somebody else has put there since theirs were `shown`: the hash of each part, by its name."""
    shown = [] if asked.get("withdraw") else [f"--as-read={part}={words}" for part, words in asked.get("shown", {}).items()]
    options = [f"--reviewer={asked['reviewer']}", *shown, *_options(asked, "role", "withdraw"), *_of(session)]
    return await _typed(session, "signoff", *options, "--", *map(str, asked["parts"]))


async def _draw(session: Session, asked: _Asked) -> Any:
    """An entry of numbers.json as a drawing, in the language of the handout."""
    language = session.shown.get("words", {}).get("known", {}).get("language", "en")
    return await session.words_worker.ask("draw", entry=dict(asked["entry"]), language=language)


async def _add_reference(session: Session, asked: _Asked) -> Any:
    """This and the next ask a network, and nothing else here: only when somebody has pressed the button."""
    options = [*_options(asked, "evidence", "mailto"), "--source", str(session.folder)]
    return await _typed(session, "refs", "add", *options, "--", str(asked["work"]))


async def _verify_references(session: Session, asked: _Asked) -> Any:
    on = ["--source", str(session.folder), "--date", session.today().isoformat()]
    return await _typed(session, "refs", "verify", *_options(asked, "mailto"), *on)


async def _import_references(session: Session, asked: _Asked) -> Any:
    with _scratch() as folder:
        ending = Path(str(asked["name"])).suffix.lower()
        file = folder / f"library{ending if _LIBRARIES.fullmatch(ending) else '.txt'}"
        file.write_text(str(asked["words"]), encoding="utf-8")
        return await _typed(session, "refs", "import", str(file), "--source", str(session.folder), home=folder)


async def _import_document(session: Session, asked: _Asked) -> Any:
    """A document of another program becomes the last sections."""
    with _scratch() as folder:
        file = folder / _UNLIKELY.sub(" ", str(asked["name"]).encode()[-_LONGEST_NAME:].decode(errors="ignore")).strip(" .")
        file.write_bytes(base64.b64decode(str(asked["content"]), validate=True))
        options = [f"--into={session.folder}", *_options(asked, "changes")]
        said = await _typed(session, "import", *options, "--", str(file), home=folder)
        session.touch()
        session.tell("files", [], is_kept=False)
        return said


async def _add_picture(session: Session, asked: _Asked) -> Any:
    """A picture from somewhere else, cleaned and kept in the manuscript."""
    content = base64.b64decode(str(asked["content"]), validate=True)
    with _scratch() as folder:
        (folder / "brought").write_bytes(content)
        given = {"folder": str(folder), "name": str(asked["name"])}
        name = await session.words_worker.ask("clean-picture", **given)
        return await _arranged(session, add_picture, name, (folder / name).read_bytes())


async def _own_clinic(session: Session, asked: _Asked) -> Any:
    await asyncio.to_thread(session.use_own_clinic)
    session.tell("files", [CLINIC_FILE], is_kept=False)
    return {}


def _arranging(arrange: Callable[..., Any], *names: str) -> _Deed:
    """A change of what lies in the folder, asked for with words of these names."""
    return lambda session, asked: _arranged(session, arrange, *(str(asked[name]) for name in names))


async def _arranged(session: Session, arrange: Callable[..., Any], *asked: Any) -> Any:
    """Change what lies in the folder, and let each window know."""
    done = await asyncio.to_thread(arrange, session.shelf, *asked)
    session.touch()
    session.tell("files", [], is_kept=False)
    return {"done": done}


def _options(asked: _Asked, *names: str) -> list[str]:
    """Those of these options that were asked for, true as a bare one."""
    return [f"--{name}" if asked[name] is True else f"--{name}={asked[name]}" for name in names if asked.get(name)]


def _of(session: Session) -> list[str]:
    clinic = ["--clinic", str(session.clinic)] if session.clinic else []
    return ["--source", str(session.folder), *clinic, "--date", session.today().isoformat()]


async def _typed(session: Session, *words: str, home: Path | None = None) -> dict[str, Any]:
    """Run one command, in this folder: whether it is `well`, and what it `said`, without its steps, of files as they are
    called here, or in the folder `home`. The steps are told while it is at them.

    Whoever goes away meanwhile ends it. Raises BookletError where it takes too long.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(_PRESS), *words, stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        said = await asyncio.wait_for(_heard(session, process), _LONGEST_S)
    except TimeoutError:
        says = f"it took more than {_LONGEST_S:g} seconds"
        hint = "build one edition after the other"
        raise BookletError([Problem(Place("studio"), "edition-too-dear", says, hint)]) from None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):  # not process.terminate(): see worker.py
                os.kill(process.pid, signal.SIGTERM)
            await process.wait()
    told = said.decode(errors="replace")[:_MOST_WORDS]
    for folder in filter(None, (session.folder, session.out, home)):
        told = re.sub(rf"{re.escape(shown_path(folder))}(?:/|: )", "", told)
    lines = (line for line in told.splitlines() if not _STEP.fullmatch(line))
    return {"well": process.returncode == 0, "said": "\n".join(lines)}


async def _heard(session: Session, process: asyncio.subprocess.Process) -> bytes:
    """All that a command says until it has ended."""
    assert process.stdout is not None
    said = b""
    while part := await process.stdout.read(_MOST_AT_ONCE):
        said += part
        for step in filter(None, map(_STEP.fullmatch, part.decode(errors="replace").splitlines()[-1:])):
            session.tell("step", step["says"], is_kept=False)
    await process.wait()
    return said


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder of its own for what is handed over and kept nowhere. Raises BookletError where its disk is full."""
    with writing(Path(tempfile.gettempdir())), tempfile.TemporaryDirectory(prefix="booklet-studio-") as folder:
        yield Path(folder)


def _content(file: Path, said: Mapping[str, Any]) -> bytes:
    """What a command has written. Raises BookletError with what it has said instead."""
    if not file.is_file():
        stop_at([Problem(Place("studio"), "cannot-write", said["said"].strip() or "nothing was written", "")])
    return file.read_bytes()


DEEDS: Mapping[str, _Deed] = {
    "show": _show, "build": _build, "built": _built, "contact-sheet": _contact_sheet,
    "draft": _draft, "sign": _sign, "add-reference": _add_reference,
    "verify-references": _verify_references, "import-references": _import_references,
    "editions": lambda session, _: session.words_worker.ask("editions", **session.given, out=str(session.out)),
    "standing": lambda session, _: session.words_worker.ask("standing", **session.given),
    "figure-kinds": lambda session, _: session.words_worker.ask("figure-kinds"), "draw": _draw, "add-picture": _add_picture,
    "import-document": _import_document,
    "copied-words": lambda session, asked: session.words_worker.ask("copied-words", html=str(asked["html"])),
    "change-places": _arranging(change_places, "one", "other"),
    "take-out": _arranging(take_out, "file"), "put-back": _arranging(put_back, "kept"),
    "own-clinic": _own_clinic,
}  # fmt: skip
