"""The process in which a PDF is judged: the PDF comes in by a pipe, and a line of JSON goes out for each promise."""
import json
import sys

from booklet.check.bounds import as_line
from booklet.check.judge import judge

try:
    import resource
except ImportError:  # Windows has no such bounds; there the clock of the parent is the only one
    resource = None


def hold_to(seconds: float, memory_mb: int) -> None:
    """Bound this process: no more time of the processor, no more memory."""
    if resource is None:
        return
    _lower(resource.RLIMIT_CPU, int(seconds) + 1)
    _lower(resource.RLIMIT_AS, memory_mb * 1_000_000)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(kind: int, bound: int) -> None:
    _, most = resource.getrlimit(kind)
    bound = bound if most == resource.RLIM_INFINITY else min(bound, most)
    try:
        resource.setrlimit(kind, (bound, bound))
    except (ValueError, OSError):  # macOS knows RLIMIT_AS and does not set it
        return


def main() -> None:
    """Judge what comes in. The bounds are the only argument, as JSON."""
    bounds = json.loads(sys.argv[1])
    hold_to(bounds["seconds"], bounds["memory_mb"])
    for answer in judge(sys.stdin.buffer.read(), bounds["name"], bounds["smallest_pt"]):
        sys.stdout.buffer.write(as_line(answer.promise, answer.problems, answer.unmeasured, answer.facts))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
