#!/usr/bin/env python3
"""Build the handout: `python build.py`. All commands: `python build.py --help`.

Written so that an old Python can read it, and is told here what it lacks. Where a library is missing, the doctor comes.
"""
import os
import sys

if sys.version_info < (3, 11):
    own = os.path.join(".venv", "Scripts" if sys.platform == "win32" else "bin", "python")
    sys.exit(
        "This is Python %d.%d, and the press needs 3.11 or newer. Nothing was written." % sys.version_info[:2]
        + ("\n  hint: use its own Python: %s build.py" % own if os.path.exists(own) else "")
        + "\n  hint: set everything up, or learn what to install: make booklet"
    )

if sys.flags.safe_path:  # PYTHONSAFEPATH is set, as below for all that this starts: nothing is looked for beside a program
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

try:
    from booklet.core.processes.garbage import collect_rarely
    from booklet.core.processes.signals import stop_at_once

    if __name__ == "__main__":  # a worker imports this too
        os.environ["PYTHONSAFEPATH"] = "1"  # or processes that it starts run what is called random.py where somebody works
        stop_at_once()
        collect_rarely()

    from booklet.cli.threshold import guarded, turned_away
except (EOFError, ValueError) as error:  # with these rooms whatever else fails is told
    if "marshal" not in str(error) and "EOF read" not in str(error):
        raise
    sys.exit(
        "A file that Python has made of the press is cut short, perhaps by a disk that was full. Nothing was written."
        "\n  hint: make room, then: find '%s' -name '*.pyc' -delete" % os.path.dirname(os.path.abspath(__file__))
    )

try:
    from booklet.cli.main import main
except Exception as error:  # noqa: BLE001 - a library that is lost or broken raises whatever it likes
    main = turned_away(error)

if __name__ == "__main__":
    sys.exit(guarded(main))
