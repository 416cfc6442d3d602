"""`make check`: mypy in its strict mode, where a room may have fewer findings than yesterday and never more.

mypy-ratchet.toml says how many each room of booklet/ still has; a room that it does not name has none.
"""
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

RATCHET = Path(__file__).with_name("mypy-ratchet.toml")
_FINDING = re.compile(r"booklet[/\\](?P<room>\w+).*?: error: ")  # booklet/tag/tree.py:12: error: Missing return


def by_room(findings: Sequence[str]) -> Counter[str]:
    return Counter(found["room"] for line in findings if (found := _FINDING.match(line)))


def grown(findings: Sequence[str], allowed: Mapping[str, int]) -> list[str]:
    """Each finding of the rooms that have more than they are allowed, as mypy told it: it does not know which is new."""
    rooms = {room for room, count in by_room(findings).items() if count > allowed.get(room, 0)}
    return [line for line in findings if (found := _FINDING.match(line)) and found["room"] in rooms]


def fallen(findings: Sequence[str], allowed: Mapping[str, int]) -> list[str]:
    found = by_room(findings)
    return [f"{room} = {found[room]}" for room, most in allowed.items() if found[room] < most]


def main() -> int:
    allowed = tomllib.loads(RATCHET.read_text(encoding="utf-8"))
    run = subprocess.run([sys.executable, "-m", "mypy"], capture_output=True, text=True)
    findings = run.stdout.splitlines()
    if run.returncode > 1 or run.stderr:  # mypy itself could not do its work
        print(run.stdout + run.stderr)
        return run.returncode or 1
    lower = fallen(findings, allowed)
    if lower:
        print(f"Well done. Turn the ratchet in tests/{RATCHET.name}: {', '.join(lower)}")
    more = grown(findings, allowed)
    told = [f"{room}: {count}, and {allowed.get(room, 0)} are allowed" for room, count in by_room(more).items()]
    print("\n".join([*more, *told]) or f"mypy: no more than the {sum(allowed.values())} findings of old.")
    return 1 if more else 0


if __name__ == "__main__":
    sys.exit(main())
