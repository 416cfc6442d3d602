"""Any input at all: whatever a file holds, reading it ends soon, in a manuscript or in problems with their places.

No author can think of every mistake, and neither can we; so these inputs are drawn by hypothesis.
"""
import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booklet.cite.cite import cite_manuscript
from booklet.core.problems import BookletError, Problem
from booklet.core.unseen import strange_in
from booklet.load.markdown.typed import SLOT
from booklet.load.load import load_manuscript
from booklet.model.cited import nodes_of
from booklet.model.tree import Words
from tests.manuscripts import FILES, HEAD, TAIL

soon = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True, database=None)

PIECES = st.sampled_from(
    [
        *"\n\n\n\n    []()*_`#>|:-+!<&\\\"'{}%@.~^=",
        "\n\n",
        "    ",
        "\t",
        "- ",
        "1. ",
        "> ",
        "## ",
        "### ",
        "::: safety A\n",
        "::: evidence good: A\n",
        "\n:::\n",
        "{{ clinic.name }}",
        "{{ clinic.",
        '{{ figure("n01") }}',
        " }}",
        "{% if clinic.name %}\n",
        "{% else %}\n",
        "{% endif %}\n",
        "[@lee2020]",
        "[@lee2020, p. 4; @",
        "[a](#rest)",
        "[](#n01)",
        "[a](https://a.org)",
        "____",
        "____ x6",
        "- [ ] ",
        "![A bed with a white sheet](figures/bed.svg)\n",
        "Figure: A bed.\n",
        "Table: A table\n\n",
        "| a | b |\n",
        "|---|---|\n",
        "<!-- C12 -->",
        "<!--",
        "-->",
        "<b>",
        "**",
        "***",
        "rest",
        "Rest",
        "\ue000",
        "0",
        "\ue001",
        "\u2028",
        "\r",
        "\x00",
        "\x02wzxhzdk:0\x03",
        "klzzwxh:0000",
        "\ufeff",
        "&amp;",
        "amp",
        "\u0131",
        "term\n:   ",
        "---\n",
        "...\n",
        "title: ",
        "&a *a",
        "!!int ",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3), max_leaves=8,
)  # fmt: skip
(REFERENCE,), (ENTRY,) = json.loads(FILES["references.json"]), json.loads(FILES["numbers.json"])


def spoiled(good: dict) -> st.SearchStrategy[list]:
    """Lists of entries like the good one, with some fields exchanged for anything."""
    names = st.sampled_from(
        [*good, "DOI", "URL", "PMID", "editor", "page", "accessed", "custom", "chart", "groups", "of_100"]
    )
    odd = st.dictionaries(
        names, VALUES | st.sampled_from(["icon-array", "paired-bars", "timeline", "none", "10.1/a"]), max_size=3
    )
    return st.lists(odd.map(lambda fields: {**good, **fields}) | VALUES, max_size=3)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The small good manuscript, of which each example exchanges one file."""
    folder = tmp_path_factory.mktemp("any") / "sections"
    (folder / "figures").mkdir(parents=True)
    for name, text in FILES.items():
        (folder / name).write_text(text)
    return folder


def judge(folder: Path, name: str, content: str | bytes) -> None:
    """Read the manuscript with this file in it: no exception but ours, no line that is not there, no empty slot."""
    (folder / "010-rest.md").write_text(
        HEAD + '{{ figure("n01") }}\n\n![A bed with a white sheet](figures/bed.svg)\nFigure: A bed.' + TAIL
    )
    before = (folder / name).read_bytes() if (folder / name).exists() else None
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    try:
        check_problems(folder, read(folder))
    finally:
        (folder / name).write_bytes(before) if before is not None else (folder / name).unlink()


def read(folder: Path) -> tuple[Problem, ...]:
    try:
        manuscript = load_manuscript(folder)
    except BookletError as error:
        return error.problems
    for section in manuscript.sections:
        words = [node.text for node in nodes_of(section.blocks) if isinstance(node, Words)]
        assert not SLOT.search("".join(words)), "a slot that nothing was put into"
    return (*manuscript.problems, *cite_manuscript(manuscript).problems)


def check_problems(folder: Path, problems: tuple[Problem, ...]) -> None:
    @cache  # a thousand problems may lie in one file
    def lines_of(path: str) -> int | None:
        file = Path(path)
        return file.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip(b"\n").count(b"\n") + 1 if file.is_file() else None

    for problem in problems:
        assert problem.slug and problem.says and len(problem.says) < 2_000
        assert not strange_in(problem.says) and "\n" not in problem.says, "it would garble the terminal"
        lines = lines_of(problem.place.path)
        assert lines is None or 0 <= problem.place.line <= lines, problem


@soon
@given(text=TEXTS)
def test_any_text_is_a_section_or_a_problem(folder, text):
    judge(folder, "020-any.md", HEAD + text)


@soon
@given(head=TEXTS)
def test_any_text_is_front_matter_or_a_problem(folder, head):
    judge(folder, "020-any.md", f"---\n{head}\n---\nRest.\n")


@soon
@given(content=st.binary(max_size=200))
@pytest.mark.parametrize("name", [
    "020-any.md",
    "glossary.md",
    "references.json",
    "numbers.json",
    "booklet.toml",
    "clinic.example.toml",
    "figures/bed.svg",
])  # fmt: skip
def test_any_bytes_are_a_file_or_a_problem(folder, name, content):
    judge(folder, name, content)


@soon
@given(text=TEXTS)
def test_any_text_is_a_glossary_or_a_problem(folder, text):
    judge(folder, "glossary.md", text)


@soon
@given(text=TEXTS, name=st.sampled_from(["Crohn's", "a(b", "0", "ſ", "İ", "ı", "rest", "R&D", "a\\b", "[", "."]))
def test_any_term_is_looked_for_in_any_text(folder, text, name):
    (folder / "glossary.md").write_text(f"{name}\n:   A word.\n\nkelvin (also: K, \u212a, s)\n:   A word.\n")
    try:
        judge(folder, "020-any.md", HEAD + text)
    finally:
        (folder / "glossary.md").unlink()


@soon
@given(entries=spoiled(REFERENCE))
def test_any_json_is_references_or_a_problem(folder, entries):
    judge(folder, "references.json", json.dumps(entries))


@soon
@given(entries=spoiled(ENTRY))
def test_any_json_is_numbers_or_a_problem(folder, entries):
    judge(folder, "numbers.json", json.dumps(entries))


@soon
@given(value=TEXTS, name=st.sampled_from(["Example Clinic", "tablet", "000 1", "[daytime]", "GB"]))
def test_any_words_are_a_setting_or_a_problem(folder, value, name):
    text = FILES["clinic.example.toml"]
    judge(folder, "clinic.example.toml", text.replace(name, value, 1))
    judge(folder, "clinic.example.toml", text.replace(name, json.dumps(value)[1:-1], 1))


@soon
@given(
    shapes=st.lists(
        st.sampled_from(
            [
                "<g>",
                "</g>",
                '<g id="a">',
                '<use href="#a"/>',
                '<use href="#b"/>',
                "<style>",
                "</style>",
                "@import 'a';",
                "url(#a)",
                "<!--",
                "-->",
                "<![CDATA[",
                "]]>",
                "&amp;",
                "&a;",
                "<!DOCTYPE svg>",
                "<?a?>",
                '<rect fill="url(#a)"/>',
                "\n",
                "\r",
                "<",
                ">",
            ]
        )
        | st.text(max_size=5),
        max_size=20,
    )
)
def test_any_shapes_are_a_drawing_or_a_problem(folder, shapes):
    judge(folder, "figures/bed.svg", FILES["figures/bed.svg"].replace("</svg>", "".join(shapes) + "</svg>"))


@soon
@given(
    depth=st.sampled_from([10, 1_000, 5_000]),
    opening=st.sampled_from(["[", '{"a":', "- ", "> ", "{{ (", "**", "[a", "<g>", "{", '"', "_a ", "1. "]),
)
@pytest.mark.parametrize(
    "name", ["020-any.md", "references.json", "numbers.json", "glossary.md", "booklet.toml", "figures/bed.svg"]
)
def test_nothing_is_too_deep_to_be_told(folder, name, depth, opening):
    head = {"020-any.md": HEAD, "figures/bed.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'}.get(
        name, ""
    )
    judge(folder, name, head + "".join(opening + "\n" * (n % 500 == 499) for n in range(depth)))
