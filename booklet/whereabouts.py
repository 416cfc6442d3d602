"""Whereabouts: where the full booklet is, for an edition that does not hold all of it: an address, and its code."""
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

from booklet.clinic import Clinic
from booklet.code import code_svg
from booklet.errors import Place, Problem
from booklet.imprint import Imprint
from booklet.located import toml_line
from booklet.source import read_source, shown_path

SETTINGS_KB = 100


def whereabouts(clinic: Clinic) -> SimpleNamespace | None:
    """The address as it is typed, without the https:// that browsers add by themselves, and its code as SVG."""
    if clinic.booklet_url is None:
        return None
    address = clinic.booklet_url.removeprefix("https://").rstrip("/")
    return SimpleNamespace(address=address, code=code_svg(clinic.booklet_url))


def whereabouts_problems(imprint: Imprint, clinic: Clinic, editions: Sequence[str], folder: Path) -> list[Problem]:
    """Editions that print a code in place of their references, for a clinic that has told no address."""
    wanting = [name for name in editions if imprint.editions[name].references == "code"]
    if clinic.booklet_url is not None or not wanting:
        return []
    file = folder / "booklet.toml"
    source, _ = read_source(file, folder, SETTINGS_KB)
    hint = 'add to the clinic profile: booklet_url = "https://..."'
    return [
        Problem(
            Place(shown_path(file), toml_line(source.text if source else "", ("editions", name, "references"))),
            "missing-setting", f"the edition {name} prints a code, and the clinic profile has no booklet_url", hint,
        )
        for name in wanting
    ]  # fmt: skip
