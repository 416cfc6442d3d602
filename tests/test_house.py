"""The house rules: who may import whom, one library in few rooms, and nothing here that knows one handout."""
import ast
import re
from pathlib import Path

import pytest

from booklet.catalogue import catalogue

ROOT = Path(__file__).resolve().parent.parent
ROOMS = sorted((ROOT / "booklet").rglob("*.py"))

# From the ground floor up. A room may import only rooms above it in this list.
ORDER = [
    "errors", "slips", "catalogue", "placeholder", "sarif", "stops", "bounded", "paper", "edition", "imprint", "clinic",
    "stated", "drawn", "chart", "unseen", "source", "stopping", "files", "locks", "journal", "workers", "typed", "located", "sealed", "lockfile",
    "signoff", "calendar", "standing", "settings", "entries", "numbers", "code", "whereabouts", "back_page", "manuscript",
    "abbreviation", "instruction", "uses", "fields", "phone", "profile", "needs", "listing", "markup", "inline", "table",
    "summary_mark", "dialect",
    "svg", "photograph", "drawing", "glossary", "frontmatter", "wording", "covered", "bibliography", "section", "cited", "compact", "unmarked", "selection",
    "margin", "csl", "galley", "stylesheet", "filling", "overmatter", "figure", "compositor", "apparatus", "lines",
    "parts", "freshness", "renderer", "proof", "bindery", "tally", "specification", "load", "cite", "template", "paginate", "tag", "check",
    "deliver", "web", "aloud", "presses", "pipeline", "warm", "words", "report", "scorecard", "librarian", "calibrate", "mail",
    "packager", "installed", "doctor", "threshold", "contact", "onlooker", "commands", "cli",
]  # fmt: skip
STAGES = {"load", "cite", "template", "paginate", "tag", "check", "deliver"}
LIBRARIES = {
    "markdown": {"markup"},
    "jinja2": {"compositor", "fields", "figure", "instruction", "mail", "template", "uses", "web"},
    "phonenumbers": {"phone"},
    "email": {"mail"},
    "http": {"librarian"},  # nothing else asks a network
    "urllib.request": {"librarian"},
    "tinyhtml5": {"aloud"},
    "markupsafe": {"apparatus", "code", "compositor", "figure", "template", "web"},
    "yaml": {"frontmatter"},
    "pydantic": {"bindery", "chart", "clinic", "drawn", "edition", "imprint", "located", "lockfile", "numbers", "sealed", "settings", "signoff"},
    "weasyprint": {"paginate", "tag"},
    "pydyf": {"tag"},
    "pikepdf": {"bindery", "check", "proof", "tally"},
    "pypdfium2": {"bindery", "check", "contact", "proof"},
    "citeproc": {"csl"},
    "fontTools": {"web"},
    "tinycss2": {"stylesheet", "svg"},
    "cssselect2": {"svg"},
    "page": {"check"},
    "segno": {"code"},
    "PIL": {"bindery", "check", "contact", "photograph"},
    "click": {"cli", "commands"},
    "rich": {"commands"},
}


def room_of(file: Path) -> str:
    return file.relative_to(ROOT / "booklet").with_suffix("").parts[0]


def imports_of(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" if node.module == "booklet" else node.module for alias in node.names}
    return found


@pytest.mark.parametrize("file", ROOMS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_room_imports_only_rooms_above_it(file):
    room = room_of(file)
    if room in ("__init__", "starter"):
        return
    for name in imports_of(file):
        if name.startswith("booklet.") and name.split(".")[1] != room:
            other = name.split(".")[1]
            assert ORDER.index(other) < ORDER.index(room), f"{room} may not import {other}"
            assert not {room, other} <= STAGES, f"the stages {room} and {other} know each other"


def test_every_room_has_its_place_in_the_order():
    assert {room_of(file) for file in ROOMS} - {"__init__", "starter"} == set(ORDER)


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_lives_in_few_rooms(library):
    def is_of_it(name: str) -> bool:
        return name == library or name.startswith(f"{library}.")

    users = {room_of(file) for file in ROOMS if any(map(is_of_it, imports_of(file)))}
    assert users <= LIBRARIES[library]


@pytest.mark.parametrize("file", ROOMS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_nothing_is_imported_inside_a_function(file):
    """The one late import is written as such: the_line of the desk loads the renderer only when there is work for it."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    assert not [n for f in functions for n in ast.walk(f) if isinstance(n, (ast.Import, ast.ImportFrom))]
    if "import_module(" in file.read_text(encoding="utf-8"):
        assert file.name == "desk.py"


def test_neither_engine_nor_styles_know_this_handout():
    """The next handout is another folder of sections, not another program."""
    words = re.compile("ketamine|glutamate|depress|NMDA|infusion", re.IGNORECASE)
    for folder in ("booklet", "styles"):
        for file in (ROOT / folder).rglob("*"):
            path = file.relative_to(ROOT).as_posix()
            if file.suffix in (".py", ".html", ".css", ".svg", ".md", ".toml", ".json"):
                assert not words.search(file.read_text(encoding="utf-8")), path


SLUG = re.compile(
    r"""(?:Problem\([^"]*?|problem\([^"]*?,\s*|unsafe\(|finding\(\s*)"(?P<slug>[a-z]+(?:-[a-z0-9]+)+)["]""", re.DOTALL
)  # Problem(place, "no-sections", finding("one-in-n"


def test_every_slug_is_explained_in_the_catalogue():
    slugs = {found["slug"] for file in ROOMS for found in SLUG.finditer(file.read_text(encoding="utf-8"))}
    assert len(slugs) > 100
    assert slugs - set(catalogue()) == set()


def test_every_code_of_the_catalogue_is_provoked_by_a_test():
    files = [file for file in (ROOT / "tests").rglob("*") if file.suffix in (".py", ".md", ".toml")]
    tests = "".join(file.read_text(encoding="utf-8") for file in files)
    assert {name for name in catalogue() if name not in tests} == set()


def test_the_catalogue_gives_each_code_a_rule_and_a_weight():
    for code in catalogue().values():
        assert code.rule.endswith(".") and code.level in ("error", "advice"), code.name
