"""What the doors to the renderer share. They are paginate/engine.py and tag/engine.py: nothing else knows its insides.

A door replaces functions inside of the renderer. It does so once in a process, and what it puts there is silent outside
of a document of ours: others who use the renderer beside us, and two documents at once, do not notice. Whether a
renderer is one that we know is asked of the shape of what is replaced, and of a page laid out as a trial; not of its
version, so that a release that mends its security is taken up as it is.
"""
import inspect
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from operator import attrgetter
from threading import Lock
from types import ModuleType
from typing import Any, TypeVar

from booklet.core.problems import Place, Problem
from booklet.core.processes.room import out_of_room

Function = Callable[..., Any]
Held = TypeVar("Held")
_heard: ContextVar[list[str]] = ContextVar("heard")


class Door:
    """The replacements of one stage, put in place at first use: each by its path in the package.

    `shapes` says of each path what stands there: the parameters that come first, or "property" (without any: it is
    there). `replacements` do the work in a document of ours; each is given what stood there, which does it for all others,
    and then what that is asked with. `ours` holds something while a document of ours is at work in this thread or task, and
    nothing else does.
    """

    def __init__(
        self, package: ModuleType, ours: ContextVar[Any], shapes: Mapping[str, str],
        replacements: Mapping[str, Function],
    ):  # fmt: skip
        self._package, self._ours, self._shapes, self._replacements = package, ours, shapes, replacements
        self._lock = Lock()
        self._says: list[str] | None = None

    def problems(self, trial: Callable[[], str]) -> list[Problem]:
        """What makes the renderer another one than this press knows: none for one that it knows.

        `trial` is run once, when all is in place: it lays something out, and returns what came out wrong, or "".
        """
        with self._lock:
            if self._says is None:
                self._says = self._misshapen() or self._opened(trial)
        name = f"{self._package.__name__} {self._package.__version__}"
        hint = "run make booklet: it installs the renderer that this press was made with"
        place = Place("requirements.lock")
        told = f"{name} is not made as this press knows it"
        return [Problem(place, "wrong-renderer", f"{told}: {says}", hint) for says in self._says]

    def _misshapen(self) -> list[str]:
        found = {path: shape_of(self._package, path) for path in self._shapes}
        return [
            f"{path} is {found[path]}, and not {known or 'there'}"
            for path, known in self._shapes.items()
            if found[path] == "missing" or not f"{found[path]} ".startswith(f"{known} ".lstrip())
        ]

    def _opened(self, trial: Callable[[], str]) -> list[str]:
        for path, replacement in self._replacements.items():
            owner, _, name = path.rpartition(".")
            owner = attrgetter(owner)(self._package)
            stood = inspect.getattr_static(owner, name)
            if isinstance(stood, property) and stood.fget:
                setattr(owner, name, property(self._in_ours(stood.fget, replacement)))
            else:
                setattr(owner, name, self._in_ours(stood, replacement))
        try:
            says = trial()
        except Exception as error:  # whatever another renderer may raise from within
            if out_of_room(error):
                raise
            says = f"a page laid out as a trial ended in {type(error).__name__}: {error}"
        return [says] if says else []

    def _in_ours(self, stood: Function, replacement: Function) -> Function:
        """What does the work of a replacement in a document of ours, and that of what stood there in all others."""
        ours = self._ours

        def stands(*asked: Any, **more: Any) -> Any:
            return replacement(stood, *asked, **more) if ours.get(None) else stood(*asked, **more)

        vars(stands)["__wrapped__"] = stood  # another door knows it by its shape
        return stands


@contextmanager
def holding(variable: ContextVar[Held], value: Held) -> Iterator[Held]:
    """A variable holds a value inside this context, in this thread or task alone."""
    token = variable.set(value)
    try:
        yield value
    finally:
        variable.reset(token)


def shape_of(package: ModuleType, path: str) -> str:
    """What stands at a path: "missing", "property", the names of a function's parameters, or "there"."""
    try:
        owner = package if "." not in path else attrgetter(path.rpartition(".")[0])(package)
        thing = inspect.getattr_static(owner, path.rpartition(".")[2])
    except AttributeError:
        return "missing"
    if isinstance(thing, property):
        return "property"
    return " ".join(inspect.signature(thing).parameters) if inspect.isfunction(thing) else "there"


class _Ear(logging.Filter):
    """On the renderer's logger for good: it keeps what is said of a document of ours, and lets all else pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        messages = _heard.get(None)
        if messages is None:
            return True
        if record.levelno >= logging.WARNING:
            messages.append(record.getMessage())
        return False


logging.getLogger("weasyprint").addFilter(_Ear())


def renderer_warnings() -> AbstractContextManager[list[str]]:
    """Everything that WeasyPrint warns of inside this context."""
    return holding(_heard, [])


def renderer_problems(messages: list[str], edition: str) -> list[Problem]:
    hint = "mend the stylesheet, the drawing or the word that it names"
    place = Place(f"edition {edition}")
    return [Problem(place, "renderer-warning", message, hint) for message in dict.fromkeys(messages)]
