"""The tag tree over hard layouts: one element for each thing that is said, in the order in which it is said."""
import base64
import io
import re
import subprocess
from collections import Counter

import pikepdf
import pytest
from PIL import Image

from booklet.check.conformance import verdicts_of
from booklet.check.pdf.document import Proof
from booklet.model.document import Document
from booklet.paginate.paginate import lay_out_pages
from booklet.tag.tag import tag_pages
from tests.conftest import SECTIONS
from tests.links import alternatives_of, links_of

HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A test</title><style>
@font-face { font-family: Hand; src: url(/styles/fonts/atkinson-hyperlegible-next-latin-400-normal.woff2) }
@font-face { font-family: Hand; font-weight: bold; src: url(/styles/fonts/atkinson-hyperlegible-next-latin-700-normal.woff2) }
@page { size: 90mm 70mm; margin: 10mm; @bottom-center { content: "Folio " counter(page) } }
html { font: 11pt/1.4 Hand, "DejaVu Sans" } img { image-rendering: crisp-edges }
table { border-collapse: collapse } td, th { padding: 1mm }
STYLE</style></head><body>"""
WORDS = "Rest helps a body to mend and a mind to settle after a long day. "


def tagged(body: str, style: str = "") -> Proof:
    """A document of ours, laid out and tagged. It must keep both standards and own all that it paints."""
    document = Document(HEAD.replace("STYLE", style) + body + "</body></html>", "test", SECTIONS)
    content = tag_pages(lay_out_pages(document))
    proof = Proof(content)
    verdicts = verdicts_of(proof, "a test")
    assert {verdict.standard: verdict.failures for verdict in verdicts} == {"pdf/ua-1": (), "pdf/a-2a": ()}
    assert_all_is_owned(proof)
    return proof


def assert_all_is_owned(proof: Proof) -> None:
    """Every marked piece of every page belongs to one element, and the way back from it leads there."""
    pages = {p.objgen: index for index, p in enumerate(proof.pdf.pages)}
    owners: Counter = Counter()
    ways_back = pikepdf.NumberTree(proof.pdf.Root.StructTreeRoot.ParentTree)

    def walk(element, above):
        here = element.get("/Pg", above)
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                assert kid.P.objgen == element.objgen
                walk(kid, here)
            elif not (isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"):
                reference = kid if isinstance(kid, pikepdf.Dictionary) else pikepdf.Dictionary(MCID=kid)
                on, mcid = reference.get("/Pg", here), int(reference.MCID)
                owners[pages[on.objgen], mcid] += 1
                key = int(reference.Stm.StructParents) if "/Stm" in reference else pages[on.objgen]
                assert ways_back[key][mcid].objgen == element.objgen

    walk(proof.pdf.Root.StructTreeRoot, None)
    painted = {
        (index, int(number))
        for index, sheet in enumerate(proof.pdf.pages)
        for stream in (sheet.Contents, *_groups_on(sheet))
        for number in re.findall(rb"/MCID (\d+)", stream.read_bytes())
    }
    assert painted == set(owners) and set(owners.values()) <= {1}


def _groups_on(sheet: pikepdf.Page) -> list[pikepdf.Stream]:
    """The groups that are painted on a page and hold marked content of their own."""
    names = re.findall(rb"(/\w+) Do", sheet.Contents.read_bytes())
    return [group for name in names if "/StructParents" in (group := sheet.Resources.XObject[name.decode()])]


def outline(proof: Proof, *tags: str) -> list[str]:
    """`TAG words` of each element of these types, in reading order."""
    return [f"{e.tag} {e.text}".strip() for e in proof.elements() if not tags or e.tag in tags]


def nodes(proof: Proof, tag: str) -> list[pikepdf.Dictionary]:
    """The structure elements of a type, in the order of the file."""
    return [o for o in proof.pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == f"/{tag}"]


def test_what_is_split_by_pages_is_heard_as_one():
    """A list of twenty items that starts anew on each page would be announced as five lists."""
    items = "".join(f"<li>Step {n}: {WORDS * 2}</li>" for n in range(8))
    proof = tagged(f"<h1>A</h1><p>{WORDS * 40}</p><ul>{items}</ul><blockquote><p>{WORDS * 20}</p></blockquote>")
    assert proof.page_count > 8
    assert Counter(e.tag for e in proof.elements()) == {
        "Document": 1, "H1": 1, "P": 2, "L": 1, "LI": 8, "Lbl": 8, "LBody": 8, "BlockQuote": 1,
    }  # fmt: skip


def test_words_at_the_end_of_a_line_are_parted_for_every_reader():
    """Read by text alone, "at" and "home" on two lines must not become "athome"; an address must stay whole."""
    address = "example.org/" + "<wbr>".join(["a-long/", "way.", "to_", "go"])
    proof = tagged(f"<h1>A</h1><p>{WORDS * 6} At <b>home</b> <i>too</i>, see <a href='https://example.org'>{address}</a></p>")
    (said,) = [e.text for e in proof.elements() if e.tag == "P"]
    assert said == " ".join((WORDS * 6 + " At home too, see example.org/a-long/way.to_go").split())
    raw = subprocess.run(["pdfinfo", "-struct-text", "-"], input=proof.data, capture_output=True, check=True).stdout.decode()
    heard = "".join(re.findall(r'^ *"(.*)"$', raw, re.MULTILINE))  # glued as they come, without any space of ours
    assert " ".join(heard.split()) == "A" + said


def test_a_table_over_pages_is_one_table_whose_head_is_heard_once():
    rows = "".join(f"<tr><th scope='row'>Day {n}</th><td>{WORDS}</td><td>{n} h</td></tr>" for n in range(12))
    proof = tagged(
        f"<h1>A</h1><table><caption>Rest</caption><thead><tr><th>Day</th><th>What</th><th>How long</th></tr></thead>{rows}</table>"
    )
    count = Counter(e.tag for e in proof.elements())
    assert (count["Table"], count["Caption"], count["TR"], count["TH"], count["TD"]) == (1, 1, 13, 15, 24)
    assert proof.words_text().count("How long") == 1 and proof.page_count > 4


def test_a_row_split_by_a_page_is_one_row():
    proof = tagged(f"<h1>A</h1><table><tr><th>Day</th><th>What</th></tr><tr><td>One</td><td>{WORDS * 30}</td></tr></table>")
    assert proof.page_count > 3
    assert [e.text for e in proof.elements() if e.tag == "TD"] == ["One", (WORDS * 30).strip()]


def test_a_table_inside_a_table_keeps_its_own_heads():
    inner = "<table><tr><th>Hour</th><th>Dose</th></tr><tr><td>8</td><td>none</td></tr></table>"
    proof = tagged(f"<h1>A</h1><table><tr><th>Day</th><th>Plan</th></tr><tr><td>One</td><td>{inner}</td></tr></table>")
    heads = {str(n.ID): n for n in nodes(proof, "TH")}
    assert len(heads) == 4 and len(nodes(proof, "Table")) == 2
    named = [[str(h) for h in n.A.Headers] for n in nodes(proof, "TD")]
    assert sorted(map(len, named)) == [1, 1, 1, 1] and {h for n in named for h in n} == set(heads)


def test_a_cell_over_two_rows_has_the_head_of_its_own_column():
    """WeasyPrint's own tags would name the wrong one, and a listener would hear a dose as a day."""
    proof = tagged(
        "<h1>A</h1><table><tr><th>Day</th><th>Hour</th><th>Dose</th></tr>"
        "<tr><td rowspan=2>One</td><td>8</td><td>none</td></tr><tr><td>20</td><td colspan=1>low</td></tr></table>"
    )
    heads = {str(n.ID): e.text for n, e in zip(nodes(proof, "TH"), [e for e in proof.elements() if e.tag == "TH"], strict=True)}
    cells = zip(nodes(proof, "TD"), [e for e in proof.elements() if e.tag == "TD"], strict=True)
    assert {e.text: [heads[str(h)] for h in n.A.Headers] for n, e in cells} == {
        "One": ["Day"], "8": ["Hour"], "none": ["Dose"], "20": ["Hour"], "low": ["Dose"],
    }  # fmt: skip


def test_columns_are_read_one_after_the_other():
    text = " ".join(f"word{n}" for n in range(300))
    proof = tagged(f"<h1>A</h1><div class=two><p>{text}</p></div>", ".two { columns: 2 }")
    assert [e.text for e in proof.elements() if e.tag == "P"] == [text]


def test_a_note_is_read_where_it_is_called():
    """At the foot of the page it would be heard ten sentences later."""
    proof = tagged(
        f"<h1>A</h1><p>Rest<span class=note>In bed, at night.</span> helps. {WORDS * 4}</p>", ".note { float: footnote }"
    )
    (paragraph,) = [e.text for e in proof.elements() if e.tag == "P"]
    assert re.match(r"Rest\W*1 1\W* In bed, at night\. helps\.", paragraph), paragraph
    (note,) = nodes(proof, "Note")
    assert note.ID and [str(n.S) for n in note.P.K if isinstance(n, pikepdf.Dictionary) and "/S" in n] == ["/Reference", "/Note"]


@pytest.mark.parametrize(
    ("language", "words"), [("he", "שלום לך, היום יום טוב"), ("ar", "مرحبا بك اليوم يوم جيد"), ("de", "Guten Tag")]
)
def test_a_foreign_passage_says_its_language_and_keeps_the_order_of_its_letters(language, words):
    """Glyphs from right to left are painted in the order of the eye: some programs turn them round, others go by the tags."""
    proof = tagged(f"<h1>A</h1><p>They said <span lang='{language}'>{words}</span> and left.</p><p lang='en'>Bye.</p>")
    span, *said = nodes(proof, "Span")
    assert str(span.Lang) == language
    assert [str(inner.ActualText) for inner in said] == ([] if language == "de" else [words])
    raw = subprocess.run(["pdftotext", "-", "-"], input=proof.data, capture_output=True, check=True).stdout.decode()
    bare = re.sub("[\u202a-\u202e\u2066-\u2069]", " ", raw)  # marks of direction that the reading program adds
    assert not set(re.findall(r"\w+", words)) - set(re.findall(r"\w+", bare))
    assert not any("/Lang" in n for n in nodes(proof, "P"))


def test_a_language_inside_another_is_told_even_when_it_is_that_of_the_booklet():
    proof = tagged("<h1>A</h1><p lang='de'>Er sagte <span lang='en'>good night</span> dazu.</p>")
    assert [str(n.Lang) for n in (*nodes(proof, "P"), *nodes(proof, "Span"))] == ["de", "en"]


def test_an_abbreviation_carries_its_expansion():
    proof = tagged("<h1>A</h1><p>The <abbr title='World Health Organization'>WHO</abbr> says so.</p>")
    (span,) = nodes(proof, "Span")
    assert str(span.E) == "World Health Organization" and "The WHO says so." in proof.words_text()


def test_a_link_is_one_link_whatever_is_in_it_and_however_many_lines_it_takes():
    picture = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"
    link = f"<a href='https://example.org/x?y=1'>{WORDS} <b>bold</b> <img alt='' src=\"{picture}\"> <i>end</i></a>"
    proof = tagged(f"<h1>A</h1><p>See {link} now.</p><h2 id=b>B</h2><p><a href='#b'>Back</a> <a href='#b'></a></p>")
    links = nodes(proof, "Link")
    assert len(links) == 2
    descriptions = Counter(area.description for area in links_of(proof))
    assert set(descriptions) == {f"{WORDS.strip()} bold end", "Back (page 2)"}
    assert descriptions[f"{WORDS.strip()} bold end"] >= 3  # an area for each line


def test_a_place_to_write_is_heard_where_it_is():
    """ "Weight: kg" was heard, and nobody knew that there was anything to fill in (ISO 32000-1, 14.8.5.6)."""
    place = 'data-tag="Form" role="img" aria-label="(write here)"'
    proof = tagged(
        f'<p>Weight: <span class="gap" {place}></span> kg</p><ul><li><span class="tick tick--done" {place}>✓</span> Ready</li></ul><div {place}></div>',
        "[data-tag] { display: inline-block; border-bottom: 1px solid; width: 9em; height: 1em } div[data-tag] { display: block }",
    )
    forms = nodes(proof, "Form")
    assert [(str(form.Alt), str(form.A.Role), str(form.A.get("/checked"))) for form in forms] == [
        ("(write here)", "/tv", "None"), ("(write here)", "/cb", "/on"), ("(write here)", "/tv", "None")
    ]
    assert outline(proof, "P", "LI")[0] == "P Weight: (write here) kg" and all(len(form.K) for form in forms)


def test_contents_are_contents():
    lines = "".join(f"<li><a href='#s{n}'>Part {n} <span class=to data-to='#s{n}'></span></a></li>" for n in range(3))
    parts = "".join(f"<h2 id=s{n}>Part {n}</h2><p>{WORDS * 9}</p>" for n in range(3))
    proof = tagged(
        f"<h1>A</h1><nav><ol data-tag=TOC>{lines}</ol><ul><li>Plain list</li></ul></nav>{parts}",
        ".to::after { content: leader('.') target-counter(attr(data-to), page) }",
    )
    assert outline(proof, "TOC")[0].startswith("TOC")
    assert [e.text for e in proof.elements() if e.tag == "TOCI"] == [
        f"{n + 1}. Part {n} {page}" for n, page in enumerate(e.page + 1 for e in proof.elements() if e.tag == "H2")
    ]
    assert "...." not in proof.words_text() and len(nodes(proof, "L")) == 1


def test_a_caption_stands_beside_its_figure():
    """Screen readers stop at the alternative text of a figure, and would never come to a caption inside it."""
    drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='30'><title>A long bar</title><rect width='90' height='30'/></svg>"
    proof = tagged(f"<h1>A</h1><figure>{drawing}<figcaption>Figure 1. Sleep.</figcaption></figure>")
    assert outline(proof)[2:] == ["Div A long bar Figure 1. Sleep.", "Figure A long bar", "Caption Figure 1. Sleep."]
    (figure,) = nodes(proof, "Figure")
    left, bottom, right, top = map(float, figure.A.BBox)
    assert (right - left, top - bottom) == pytest.approx((67.5, 22.5), abs=0.01)


def test_what_only_decorates_is_passed_over():
    proof = tagged(
        "<h1>A</h1><p>Rest<span aria-hidden=true> * * * </span>helps.</p><div role=presentation>~~~</div><p>So.</p>"
    )
    assert proof.words_text() == "A Rest helps. So."
    assert "Folio" not in proof.words_text() and "Folio 1" in proof.text_of(0)


def test_words_in_a_faded_box_are_read_too():
    """Opacity is painted on a sheet of its own; its words must not be lost, nor take the place of others."""
    proof = tagged(f"<h1>A</h1><p>Before.</p><div class=faded><p>{WORDS}</p></div><p>After.</p>", ".faded { opacity: .8 }")
    assert proof.words_text() == f"A Before. {WORDS}After."


def test_pages_are_called_as_they_are_printed_and_the_title_is_shown():
    proof = tagged(f"<h1>A</h1><p>{WORDS * 60}</p>")
    labels = [sheet.label for sheet in proof.pdf.pages]
    assert labels == [re.search(r"Folio (\d+)", proof.text_of(n))[1] for n in range(proof.page_count)]
    preferences = proof.pdf.Root.ViewerPreferences
    assert preferences.DisplayDocTitle and preferences.PrintScaling == "/None"
    assert preferences.Duplex == "/DuplexFlipLongEdge"


def test_the_file_says_what_it_is():
    proof = tagged("<h1>A</h1><p>Rest.</p>")
    with pikepdf.open(io.BytesIO(proof.data)) as pdf, pdf.open_metadata() as said:
        assert said["dc:title"] == "A test" and said["pdfuaid:part"] == "1"
        assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("2", "A")
        assert said["dc:language"] == {"en"} or list(said["dc:language"]) == ["en"]


def test_the_same_pages_give_the_same_bytes():
    """An archive compares checksums."""
    body = f"<h1>A</h1><p>{WORDS * 30}</p><ul><li>One<li>Two</ul>"
    assert tagged(body).data == tagged(body).data


def picture(kind: str, mode: str, **how) -> str:
    """A small picture as a data: address."""
    content = io.BytesIO()
    Image.new(mode, (40, 20), how.pop("colour", 0)).save(content, kind, **how)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(content.getvalue()).decode()}"


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "L"), ("PNG", "LA"), ("PNG", "1"),
     ("JPEG", "RGB"), ("JPEG", "L")],
)  # fmt: skip
def test_every_kind_of_picture_may_go_into_an_archive(kind, mode):
    """An author's photograph must not cost the booklet its standard; as what it is, is for the renderer to find out."""
    alternative = "A nurse with a cup of tea"
    proof = tagged(f"<h1>A</h1><figure><img src='{picture(kind, mode)}' alt='{alternative}'><figcaption>Tea</figcaption></figure>")
    assert alternative in alternatives_of(proof)
