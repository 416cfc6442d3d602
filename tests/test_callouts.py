"""Callouts: what the dialect knows, every page can print."""
import pytest
from markupsafe import Markup

from booklet.core.problems import Place
from booklet.load.dialect.blocks import CALLOUTS, GRADES
from booklet.model.document import STYLES
from booklet.model.manuscript import Callout
from booklet.template.blocks import GRADE_LABELS, LABELS, Compositor, Medium, press_of

KINDS = [kind for kind in CALLOUTS if kind not in GRADES]


def test_every_kind_has_a_label_an_icon_and_a_look():
    """A kind that was added to the dialect alone passed the check, and ended the build in a traceback."""
    assert set(KINDS) == set(LABELS) and set(GRADES["evidence"]) == set(GRADE_LABELS)
    looks = (STYLES / "components.css").read_text("utf-8"), (STYLES / "web.css").read_text("utf-8")
    for kind in KINDS:
        assert all(f"--{kind}" in look for look in looks), kind
        assert (STYLES / "icons" / f"{kind}.svg").is_file(), kind


@pytest.mark.parametrize("kind", ["side-effect", "note"])
def test_a_kind_without_a_label_is_called_by_its_name(kind):
    press = press_of()
    medium = Medium("blocks.html", picture=str, chart=str, value=Markup, pointer=str)
    compositor = Compositor(press, {}, medium, {})
    html = compositor.block(Callout(kind, "Rest", "", (), Place("a.md")), ())
    assert ("Side effect" if kind == "side-effect" else LABELS[kind]) in html
