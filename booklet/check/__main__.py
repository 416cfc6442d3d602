"""The process in which a PDF is judged: the PDF comes in by a pipe, and a line of JSON goes out for each promise."""
import json
import sys

from booklet.check.bounds import as_line
from booklet.check.judge import judge
from booklet.core.processes.bounded import end_with_parent, hold_to


def main() -> None:
    """Judge what comes in. The bounds are the only argument, as JSON."""
    bounds = json.loads(sys.argv[1])
    end_with_parent()
    hold_to(bounds["seconds"], bounds["memory_mb"])
    for answer in judge(sys.stdin.buffer.read(), bounds["name"], bounds["smallest_pt"]):
        sys.stdout.buffer.write(as_line(answer))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
