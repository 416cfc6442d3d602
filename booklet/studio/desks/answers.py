"""How a desk answers: a line of JSON in, a line of JSON and perhaps bytes out, until nobody asks any more."""
import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from booklet.core.problems import BookletError, Place, Problem, as_json
from booklet.core.processes.bounded import hold_memory_to, work_for_parent
from booklet.core.text_file import place_within, shown_path

_Job = Callable[..., Any]


def answer_jobs(jobs: Mapping[str, _Job]) -> None:
    """Do jobs by their names. A value that is bytes is sent as such; an author's mistake and a fault are told, and the next
    job is waited for."""
    work_for_parent()
    hold_memory_to(round(float(sys.argv[1]) * 1_000))
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        value, wrong = _done(jobs[asked.pop("job")], asked)
        content = value if isinstance(value, bytes) else b""
        told = [as_json(problem) for problem in wrong]
        head = {"value": None if content else value, "problems": told, "bytes": len(content)}
        out.write(json.dumps(head).encode() + b"\n" + content)
        out.flush()


def _done(job: _Job, asked: Mapping[str, Any]) -> tuple[Any, tuple[Problem, ...]]:
    try:
        return job(**asked), ()
    except BookletError as error:
        return None, error.problems
    except KeyError:  # a page of a time before
        return None, (Problem(Place("studio"), "unreadable-file", "there is no such page any more"),)
    except MemoryError:
        os._exit(1)  # what it holds is given back with it
    except Exception as error:  # noqa: BLE001 - told in the window, so that it can be handed on; the next job may do well
        trace = traceback.format_exception_only(error)[-1].strip()
        says, hint = f"a fault of the press: {trace}", "nothing is lost; please report it"
        return None, (Problem(Place("studio"), "edition-stopped", says, hint),)


def told_problem(problem: Problem, folder: Path) -> dict[str, Any]:
    """A problem as the page shows it: by the name of its file, and with the words that mend it."""
    shown = as_json(problem) | {"file": place_within(problem.place, folder).path}
    shown |= {name: str(shown[name]).replace(f"{shown_path(folder)}/", "") for name in ("says", "hint")}
    return shown | {"swap": list(problem.swap) if problem.swap[0] else None}
