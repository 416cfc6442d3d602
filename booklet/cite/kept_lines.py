"""Reference lines that were worked out before. Formatting sixty of them takes a third of a second, so they are kept.

The name of a kept file is a hash of all that its content depends on. A lost, old or damaged one is only made again.
"""
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from booklet.cite import csl, journals, prepared
from booklet.cite.csl import reference_lines
from booklet.core.disk.cache import cache_folder, keep
from booklet.core.json_text import shallow
from booklet.model.cited import ReferenceLine
from booklet.model.manuscript import Reference


def printed_lines(references: Sequence[Reference]) -> dict[str, ReferenceLine]:
    """The printed line of each reference, by key."""
    items = [{**reference.csl, "id": reference.key} for reference in references]
    kept = cache_folder() / f"lines-{_fingerprint(items)}.json"
    lines = _kept(kept)
    if len(lines) != len(items):
        lines = list(reference_lines(items))
        keep(kept, _hashed(lines))
    return dict(zip((reference.key for reference in references), lines, strict=True))


def _fingerprint(items: Sequence[dict[str, Any]]) -> str:
    files = (csl.STYLE, journals.LIST, *(Path(str(module.__file__)) for module in (csl, journals, prepared)))
    made_by = (*(file.read_bytes() for file in files), version("citeproc-py").encode())
    return hashlib.sha256(b"\0".join((json.dumps(items, sort_keys=True).encode(), *made_by))).hexdigest()[:24]


def _kept(kept: Path) -> list[ReferenceLine]:
    """The lines in a kept file; none where it is not there, or not as it was written."""
    try:
        digest, _, content = kept.read_bytes().partition(b"\n")
        is_whole = digest.decode() == hashlib.sha256(content).hexdigest()
        return [ReferenceLine(**line) for line in json.loads(shallow(content))] if is_whole else []
    except (OSError, ValueError, TypeError):
        return []


def _hashed(lines: Sequence[ReferenceLine]) -> bytes:
    """The lines as they are kept. The first line of the file is a hash of what follows."""
    content = json.dumps([asdict(line) for line in lines]).encode()
    return hashlib.sha256(content).hexdigest().encode() + b"\n" + content
