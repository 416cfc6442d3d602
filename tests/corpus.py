"""Hold the judge to the labels of the public veraPDF corpus: `python -m tests.corpus FOLDER`.

The corpus (https://github.com/veraPDF/veraPDF-corpus, CC BY 4.0) is not part of this repository. FOLDER holds its
folders PDF_UA-1, PDF_A-2a and so on; each file says in its name whether it is to pass. The real command's code judges
each, in a process of its own. Exit status: 0 where all verdicts agree, 1 otherwise, 2 for wrong usage.
"""
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from booklet.check.bounds import Judgement, judge_within_bounds

LABEL = re.compile(r"-(?P<label>pass|fail)-")  # 7.1-t01-pass-a.pdf
STANDARD = re.compile(r"PDF_(?P<standard>UA-1|A-[123][abu])\b")  # PDF_UA-1/7.1 General/...
WORKERS = 2


def labelled(folder: Path) -> list[tuple[Path, str, bool]]:
    """Each file of the corpus with its standard, such as "pdf/ua-1", and whether it is to pass."""
    found = []
    for file in sorted(folder.rglob("*.pdf")):
        standard, label = STANDARD.search(file.relative_to(folder.parent).as_posix()), LABEL.search(file.name)
        if standard and label:
            found.append((file, f"pdf/{standard['standard'].lower()}", label["label"] == "pass"))
    return found


def judged(file: Path) -> Judgement:
    """What the command finds."""
    return judge_within_bounds(file.read_bytes(), file.name)


def disagreement(verdict: Judgement, standard: str, is_good: bool) -> str:
    """What the judge says other than the label does; nothing where they agree.

    A file of PDF/A that does not claim its level was never asked about it: it is not one of that level.
    """
    if standard == "pdf/ua-1" and standard not in verdict.conformance:
        return "not judged"
    says = verdict.conformance.get(standard, False)
    told = {True: "pass", False: "fail"}
    return "" if says == is_good else f"the label says {told[is_good]}, the judge {told[says]}"


def main(arguments: list[str]) -> int:
    """Judge every file of a folder, and tell of each disagreement."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("usage: python -m tests.corpus FOLDER", file=sys.stderr)
        return 2
    files = labelled(Path(arguments[0]).resolve())
    with ThreadPoolExecutor(WORKERS) as pool:
        verdicts = list(pool.map(judged, [file for file, _, _ in files]))
    right: dict[str, list[bool]] = {}
    for (file, standard, is_good), verdict in zip(files, verdicts, strict=True):
        wrong = disagreement(verdict, standard, is_good)
        right.setdefault(standard, []).append(not wrong)
        if wrong:
            print(f"{file.name}: {standard}: {wrong}")
    for standard, agreed in sorted(right.items()):
        print(f"{standard}: {sum(agreed)} of {len(agreed)} verdicts agree")
    return 0 if files and all(all(agreed) for agreed in right.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
