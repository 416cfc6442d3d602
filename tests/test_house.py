"""The house rules. The law stands in the docstring of booklet/__init__.py: a room imports only from rooms above it."""
import ast
import re
from collections import Counter, defaultdict
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import booklet
from booklet.cli.main import COMMANDS
from booklet.core.catalogue import catalogue

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "booklet").rglob("*.py"))
ROOMS = re.findall(r"^ *(\w+)  +\S", booklet.__doc__, re.MULTILINE)  # from the ground floor up
STAGES = {"load", "cite", "template", "paginate", "tag", "check", "deliver"}
MOST_FILES = 16  # in a room, without its sub-rooms; `cli` has one for each command
MOST_LINES, LONGEST_FUNCTION = 250, 60
# Commands that first decide whether there is work for the renderer, which takes a second to load and may lack a library
# of the system: what is unchanged is left alone at once, words are checked and a built file is enclosed without it.
LATE = {
    "booklet.cli.build": "booklet.cli.set_editions", "booklet.cli.check": "booklet.review.accessibility_report",
    "booklet.cli.draft": "booklet.pipeline", "booklet.cli.copies": "booklet.copies.order", "booklet.cli.crew": "booklet.core.processes.cluster", "booklet.cli.shelf": "booklet.shelf.shelf",
}  # fmt: skip
LIBRARIES = {
    "markdown": {"load"}, "yaml": {"load", "library"}, "citeproc": {"cite"}, "phonenumbers": {"load"}, "bibtexparser": {"library"}, "pylatexenc": {"library"}, "jinja2": {"load", "template", "review"},
    "fontTools": {"core"}, "segno": {"template"}, "weasyprint": {"paginate", "tag"}, "pydyf": {"tag"},
    "pikepdf": {"check", "copies", "deliver", "preview"}, "uharfbuzz": {"core", "copies"}, "openpyxl": {"copies"}, "page": {"check"}, "http": {"library"}, "urllib.request": {"library"},
    "email": {"copies", "cli"}, "distributed": {"core"}, "smtplib": {"copies"}, "keyring": {"copies"}, "sqlite3": {"copies"}, "click": {"cli"}, "rich": {"cli"},
    "starlette": {"studio"}, "uvicorn": {"studio"},
}  # fmt: skip
# Public in two rooms, each of which has a meaning of its own for it. One may leave this list, and none comes in.
SHARED = set("""
    Answer Block Box BoxMm Change DEEPEST Element Entry Found KINDS LABELS LARGEST_MB LONGEST_KB Line Mark Name Node Numbers
    Part RULES Row Seen Shelf Spot Verdict Words contact_sheet differences engine_problems kind_of locked main numbers root_box
    steps verdicts_of written
""".split())


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def name_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


@cache
def imports_of(file: Path) -> frozenset[str]:
    """Every module that a file imports; `from booklet.cite import csl` is booklet.cite.csl."""
    known = {name_of(other) for other in FILES}
    found = set()
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inner & known or {node.module}
    return frozenset(found)


def test_a_room_imports_only_from_rooms_above_it():
    """The map is complete, stages do not know each other, and nothing goes in a circle."""
    assert {room_of(name_of(file)) for file in FILES} - {""} == set(ROOMS)
    arrows = {name_of(file): {name for name in imports_of(file) if name.startswith("booklet.")} for file in FILES}
    for here, there in ((room_of(one), room_of(other)) for one, others in arrows.items() for other in others):
        assert here == there or ROOMS.index(there) < ROOMS.index(here), f"{here} may not import {there}"
        assert here == there or not {here, there} <= STAGES, f"the stages {here} and {there} know each other"
    TopologicalSorter(arrows).prepare()  # raises CycleError


def test_a_library_lives_in_few_rooms():
    for library, rooms in LIBRARIES.items():
        users = {
            room_of(name_of(file)) for file in FILES
            if any(name == library or name.startswith(f"{library}.") for name in imports_of(file))
        }  # fmt: skip
        assert users <= rooms, library


def test_nothing_is_imported_by_string_or_inside_a_function():
    """An arrow that no editor sees is an arrow that nobody keeps. Commands alone are loaded by name, when they are called."""
    for file in FILES:
        functions = [node for node in ast.walk(tree_of(file)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
        inner = {n.module for f in functions for n in ast.walk(f) if isinstance(n, ast.ImportFrom)}
        assert inner == {LATE[name_of(file)]} if name_of(file) in LATE else not inner, file
        assert not any(isinstance(n, ast.Import) for f in functions for n in ast.walk(f)), file
        assert "import_module" not in file.read_text(encoding="utf-8") or name_of(file) == "booklet.cli.main", file


def test_only_commands_that_set_or_report_pages_load_the_renderer():
    """It takes half a second to load, and a library of the system that a machine may lack: nobody who signs waits for it."""
    arrows, reach = {name_of(file): imports_of(file) - {LATE.get(name_of(file))} for file in FILES}, {"weasyprint"}
    while more := {name for name, others in arrows.items() if others & reach} - reach:
        reach |= more
    assert {name for name, (room, *_) in COMMANDS.items() if room in reach} == {"watch", "calibrate", "ledger", "scorecard", "user-test"}


def test_no_room_file_or_function_is_full():
    rooms = Counter(file.parent.relative_to(ROOT).as_posix() for file in FILES if file.name != "__init__.py")
    assert [room for room, count in rooms.items() if count > MOST_FILES and room != "booklet/cli"] == []
    assert {file.name for file in (ROOT / "booklet").glob("*.py")} == {"__init__.py", "pipeline.py"}
    for file in FILES:
        assert len(file.read_text(encoding="utf-8").split("\n")) <= MOST_LINES + 1, file
        for node in ast.walk(tree_of(file)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                assert node.end_lineno - node.lineno < LONGEST_FUNCTION, f"{file}: {node.name}"


def public_names(file: Path) -> set[str]:
    """What a file defines at its margin without a leading underscore."""
    names = set()
    for node in tree_of(file).body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)}
    return {name for name in names if not name.startswith("_")}


def test_a_public_name_stands_in_one_room():
    """Whoever reads it elsewhere knows which is meant. What only its own file uses has an underscore."""
    rooms = defaultdict(set)
    for file in FILES:
        for name in public_names(file):
            rooms[name].add(room_of(name_of(file)))
    assert {name for name, homes in rooms.items() if len(homes) > 1} - SHARED == set()


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
    slugs = {found["slug"] for file in FILES for found in SLUG.finditer(file.read_text(encoding="utf-8"))}
    assert len(slugs) > 100
    assert slugs - set(catalogue()) == set()


def test_the_catalogue_gives_each_code_a_rule_and_a_weight():
    for code in catalogue().values():
        assert code.rule.endswith(".") and code.level in ("error", "advice"), code.name
