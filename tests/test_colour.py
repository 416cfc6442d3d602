"""Colour: told apart with every kind of sight and in grey, and dark enough to read: the palette, the drawings and the styles."""
import itertools
import re
from pathlib import Path

import pytest
from PIL import Image

from booklet.core.own_table import STYLES
from booklet.template.edition_css import stylesheet_problems
from tests.charts import BARS, ICONS, drawn, parts
from tests.colour import VISIONS, apart, ciede2000, contrast, grey, hex_of, lab, rgb, seen
from tests.conftest import ROOT, SECTIONS
from tests.palette import GROUNDS, PALETTE, ROLE_OF, TINTS

TEMPLATES = sorted((ROOT / "styles" / "templates" / "figures").glob("*.svg"))
DRAWINGS = sorted((SECTIONS / "figures").glob("*.svg"))
PICTURES = [*DRAWINGS, *sorted((ROOT / "styles" / "icons").glob("*.svg")), *TEMPLATES]

# How far apart two colours have to look (CIEDE2000), with every sight and in grey.
# Two series of a chart are small marks among each other, and what they count is the message: as far apart as paper and
# a grey of half its lightness (#777777: 40). Things in a drawing are larger and have a name beside them; 10 is ten
# times what is just visible side by side, the usual measure for "seen at a glance".
SERIES, ROLES = 40, 10

# Pairs of roles that come closer than ROLES to someone, and what tells them apart besides. Tested below.
TOLD_BY_SHAPE = {
    ("brake", "receiver"): "the brake cell carries three white bars",
    ("brake", "sender"): "the brake cell carries three white bars",
    ("medicine", "sender"): "the medicine is a hexagon",
    ("messenger", "receiver_tint"): "the messenger is a disc with an outline of ink",
    ("messenger", "sender_tint"): "the messenger is a disc with an outline of ink",
    ("receiver_tint", "sender_tint"): "each has an outline or a pattern; where they face each other also a label",
    ("emergency", "expected"): "circle, triangle and octagon; solid, dashed and heavy frame; a word",
    ("emergency", "tell"): "circle, triangle and octagon; solid, dashed and heavy frame; a word",
    ("expected", "tell"): "circle, triangle and octagon; solid, dashed and heavy frame; a word",
}
STORY = ("sender", "receiver", "messenger", "medicine", "brake", *TINTS, "expected", "tell", "emergency")

# Table 1 of Sharma, Wu and Dalal (see tests/colour.py): one pair for each turn that the formula takes.
PUBLISHED = [
    ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
    ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0000),
    ((50, 0, 0), (50, -1, 2), 2.3669),
    ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
    ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
    ((50, -0.001, 2.49), (50, 0.0009, -2.49), 4.8045),
    ((50, -0.001, 2.49), (50, 0.0011, -2.49), 4.7461),
    ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
    ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ((50, 2.5, 0), (61, -5, 29), 22.8977),
    ((50, 2.5, 0), (56, -27, -3), 31.9030),
    ((50, 2.5, 0), (58, 24, 15), 19.4535),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((35.0831, -44.1164, 3.7933), (35.0232, -40.0716, 1.5901), 1.8645),
    ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ((90.9257, -0.5406, -0.9208), (88.6381, -0.8985, -0.7239), 1.5381),
    ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("one", "other", "difference"), PUBLISHED)
def test_the_difference_formula_gives_what_its_authors_published(one, other, difference):
    assert ciede2000(one, other) == pytest.approx(difference, abs=5e-5)
    assert ciede2000(other, one) == pytest.approx(difference, abs=5e-5)


def test_the_arithmetic_agrees_with_known_values():
    assert lab((255, 0, 0)) == pytest.approx((53.24, 80.09, 67.20), abs=0.05)  # of sRGB red, D65
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast(rgb("#767676"), (255, 255, 255)) == pytest.approx(4.54, abs=0.005)  # the lightest grey WCAG lets pass
    assert grey((255, 0, 0)) == (76, 76, 76) == (Image.new("RGB", (1, 1), (255, 0, 0)).convert("L").getpixel((0, 0)),) * 3


@pytest.mark.parametrize("vision", VISIONS)
def test_a_simulated_eye_sees_greys_as_they_are(vision):
    """Each row of the published matrices sums to one; a slip of a digit would tint the paper."""
    for value in (0, 60, 128, 200, 255):
        assert seen((value, value, value), vision) == (value, value, value)


def test_a_simulated_eye_confuses_what_such_eyes_confuse():
    red, green, blue, teal = rgb("#C04040"), rgb("#6F7A2E"), rgb("#3060C0"), rgb("#2E7F80")
    assert apart(red, green) > 45 > 20 > apart(red, green, "deuteranopia")
    assert apart(blue, teal) > 25 and apart(blue, teal, "tritanopia") < apart(blue, teal)
    assert apart(red, teal, "grey") < 20 < apart(red, teal)


@pytest.mark.parametrize("file", PICTURES, ids=lambda file: file.name)
def test_every_colour_of_a_picture_is_of_the_palette(file):
    """One palette in tokens.css: a colour that is not in it was never looked at in grey."""
    text = file.read_text("utf-8")
    strangers = {value for value in re.findall(r"#[0-9A-Fa-f]{3,8}\b", text) if value.upper() not in map(hex_of, ROLE_OF)}
    assert strangers == set()
    assert set(re.findall(r"palette\.(\w+)", text)) <= set(PALETTE)
    named = re.findall(r"(?:fill|stroke|stop-color)(?:=\"|:)\s*([a-z]+)", text)
    assert set(named) <= {"none"}


def test_the_styles_take_their_colours_from_the_tokens():
    """An edition may give a token another colour; it can hold nothing else (stylesheet_problems)."""
    editions = ROOT / "styles" / "editions"
    assert not [problem for file in editions.glob("*.css") for problem in stylesheet_problems(STYLES, f"editions/{file.name}")]
    for file in (ROOT / "styles").rglob("*.css"):
        if file.name != "tokens.css" and file.parent != editions:
            assert not re.findall(r"#[0-9A-Fa-f]{3,8}\b(?![\w-]*\s*\{)", file.read_text("utf-8")), file.name


SERIES_OF = {  # which shapes of a chart stand for one thing and which for the other
    "icon-array": (ICONS, "filled", "empty"), "harm": (ICONS | {"harm": True}, "filled", "empty"),
    "paired-bars": (BARS, "bar-1", "bar-2"),
}  # fmt: skip


def series_of(chart: str, folder: Path) -> list[tuple[str, str]]:
    """Of each of the two series in a chart: its fill and its outline, by role."""
    entry, *names = SERIES_OF[chart]
    _, svg = drawn(folder, entry)
    looks = [{tuple(ROLE_OF[rgb(part.get(name))] for name in ("fill", "stroke")) for part in parts(svg, each)} for each in names]
    assert [len(each) for each in looks] == [1, 1]
    return [next(iter(each)) for each in looks]


@pytest.mark.parametrize("chart", SERIES_OF)
@pytest.mark.parametrize("vision", VISIONS)
def test_the_series_of_a_chart_are_told_apart(chart, vision, tmp_path):
    """Who cannot tell the medicine from the comparison reads a benefit that is not there."""
    (one, _), (other, _) = series_of(chart, tmp_path)
    assert apart(PALETTE[one], PALETTE[other], vision) >= SERIES, chart


@pytest.mark.parametrize("chart", SERIES_OF)
def test_the_series_of_a_chart_differ_by_more_than_colour(chart, tmp_path):
    """One is solid, the other an outline filled with paper or a tint; the outline has to be seen on paper."""
    (one, edge), (other, other_edge) = series_of(chart, tmp_path)
    assert one == edge, "the first is solid"
    assert other in GROUNDS and other_edge not in GROUNDS, "the second is an outline"
    for vision in ("full colour", "grey"):
        assert contrast(seen(PALETTE[other_edge], vision), seen(PALETTE["paper"], vision)) >= 3
        assert contrast(seen(PALETTE[other_edge], vision), seen(PALETTE[other], vision)) >= 3


def roles_in(text: str) -> list[str]:
    return sorted({ROLE_OF.get(rgb(value), "") for value in re.findall(r"#[0-9A-F]{6}\b", text)} & set(STORY))


@pytest.mark.parametrize("file", DRAWINGS, ids=lambda file: file.name)
def test_the_things_in_a_drawing_are_told_apart(file):
    """By their colour with every sight, or else by a shape: nothing is told by colour alone."""
    for pair in itertools.combinations(roles_in(file.read_text("utf-8")), 2):
        nearest = min((apart(PALETTE[pair[0]], PALETTE[pair[1]], vision), vision) for vision in VISIONS)
        assert nearest[0] >= ROLES or pair in TOLD_BY_SHAPE, (pair, nearest)


def test_no_pair_is_excused_that_needs_no_excuse():
    for one, other in TOLD_BY_SHAPE:
        assert min(apart(PALETTE[one], PALETTE[other], vision) for vision in VISIONS) < ROLES


def classes_of(text: str) -> dict[str, str]:
    """The rules of a drawing's <style>, by class."""
    return dict(re.findall(r"\.([\w-]+) \{([^}]*)\}", text))


@pytest.mark.parametrize("file", DRAWINGS, ids=lambda file: file.name)
def test_the_shapes_that_tell_things_apart_are_there(file):
    """What TOLD_BY_SHAPE promises."""
    text = file.read_text("utf-8")
    classes = classes_of(text)
    medicine, messenger, brake = (hex_of(PALETTE[role]) for role in ("medicine", "messenger", "brake"))
    for name, rule in classes.items():
        if f"fill: {medicine}" in rule:
            shapes = re.findall(rf'class="{name}"[^>]* d="([^"]+)"', text)
            assert shapes and all(len(re.findall(r"[MLHV]", shape)) == 6 for shape in shapes), "a hexagon has six corners"
            assert f"stroke: {hex_of(PALETTE['paper'])}" in rule
        if f"fill: {messenger}" in rule:
            assert f"stroke: {hex_of(PALETTE['ink'])}" in rule
        if name == "brake" and f"fill: {brake}" in rule:
            assert len(re.findall(r"M[^M]+", re.search(r'class="bar" d="([^"]+)"', text)[1])) == 3, "three bars"
    if "tell" in roles_in(text):
        frames = [re.sub(r".*stroke-width=\"([\d.]+)\"(.*)/>", r"\1\2", line) for line in re.findall(r"<rect[^>]*>", text)]
        assert len(set(frames)) == len(frames) == 3 and len(re.findall(r'class="[etx]"', text)) == 3


# A tint without an outline has a pattern: muscle its fibres, a hand drawn with the pen a wider stroke of ink below.
PATTERNS = {"muscle": "fibre", "fi": "fo", "fi2": "fo"}


@pytest.mark.parametrize("file", [file for file in DRAWINGS if file.name != "cover.svg"], ids=lambda file: file.name)
def test_a_tint_has_an_outline(file):
    """tokens.css: a tint is a fill inside an outline. Between two tints, or on sand, it has no edge of its own in grey.

    The cover is left out: its art is a decoration.
    """
    classes = classes_of(file.read_text("utf-8"))
    tints = [hex_of(PALETTE[role]) for role in TINTS]
    for name, rule in classes.items():
        if any(tint in rule for tint in tints) and PATTERNS.get(name) not in classes:
            stroke = re.search(r"stroke: (#\w+)", rule)
            assert stroke and contrast(rgb(stroke[1]), PALETTE["paper"]) >= 3, f".{name} {{{rule}}}"
