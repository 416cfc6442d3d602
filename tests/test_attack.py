"""An attack on whoever reads: hostile drawings and words in every field, shown in a real Chromium and printed.

What the press refuses is counted as refused; all the rest is put into one manuscript, so one visit judges it. Nothing
may run, ask a network, cover the page, or say what stands nowhere to be read.
"""
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
from dataclasses import replace

from booklet.copies.mail.enclosure import Enclosure
from booklet.copies.mail.words import words_of_letter
from booklet.core.pictures.picture import read_picture
from booklet.core.problems import BookletError
from booklet.model.cited import CitedManuscript
from booklet.pipeline import make_proof, read_manuscript
from booklet.review.changes_page import changes_html
from booklet.review.ledger_page import ledger_files
from booklet.review.scorecard.card import card_of, desk_of
from booklet.review.scorecard.sheet import card_files
from tests.attacks import DRAWINGS, FALSE, RUN, TARGETS, WORDS
from tests.browser import visit
from tests.manuscripts import FILES, HEAD, Handout
from tests.reader import page_of

DANGEROUS = "script, iframe, object, embed, form, base, frame, link:not([href='data:,']), meta[http-equiv='refresh' i], svg a, svg style, foreignObject, animate, set, image, textarea, input, button"
# What is wrong with a page: elements that it has no use for, handlers, targets, styles and ids of drawings, covered words.
WRONG = """dangerous => {
  const wrong = [...document.querySelectorAll(dangerous)].map(element => 'element ' + element.outerHTML.slice(0, 80));
  for (const element of document.querySelectorAll('*')) {
    for (const {name, value} of element.attributes) {
      if (name.startsWith('on')) wrong.push(`handler ${name}=${value}`);
      if (/href$/.test(name) && !/^(#|https?:\\/\\/|tel:[0-9+]+$|data:,$)/.test(value)) wrong.push(`target ${value}`);
      if (name === 'style' && /position|url|inset/.test(value) || name === 'class' && element.closest('svg[id^=art-]'))
        wrong.push(`${name} ${value} of ${element.tagName}`);
    }
    const seen = getComputedStyle(element);
    if (seen.position === 'fixed' || seen.animationName !== 'none') wrong.push(`${element.tagName} ${seen.position}`);
  }
  const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
  wrong.push(...ids.filter((id, at) => ids.indexOf(id) !== at).map(id => `id ${id} twice`));
  for (const drawing of document.querySelectorAll('.drawing > svg')) {
    const inner = drawing.getBoundingClientRect(), outer = drawing.closest('figure').getBoundingClientRect();
    const fits = inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1, style = getComputedStyle(drawing);
    if (!fits || style.overflowX !== 'hidden' || style.position !== 'static') wrong.push(`${drawing.id} leaves its box`);
  }
  return wrong;
}"""
# Headings, links and paragraphs that something lies over, asked at their middle.
COVERED = """() => [...document.querySelectorAll('h1, h2, h3, p, li, figcaption, a.skip ~ * a')].filter(element => {
  if (element.closest('.skip, svg, .told, details:not([open]) > :not(summary)')) return false;
  element.scrollIntoView({block: 'center', behavior: 'instant'});
  const [box] = element.getClientRects();
  if (!box || !box.width) return false;
  const at = document.elementFromPoint(box.left + Math.min(box.width, 12) / 2, box.top + box.height / 2);
  return at && !(element.contains(at) || at.contains(element));
}).map(element => element.tagName + ' ' + element.textContent.slice(0, 40))"""


def wrong_with(browser, file: Path) -> list[str]:
    """Everything that a page does or shows and should not."""
    with visit(browser, file) as opened:
        opened.page.on("dialog", lambda dialog: opened.console.append(f"dialog {dialog.message}"))
        for selector in ("h1", "svg", "main a"):
            if opened.page.query_selector(selector):
                opened.page.hover(selector, force=True, timeout=2_000)
        opened.page.wait_for_timeout(200)
        asked = [url for url in opened.requests if not url.startswith("data:") and url != file.as_uri()]
        ran = opened.page.evaluate("window.ran")
        wrong = [*asked, *opened.console, *([f"ran {ran} times"] if ran else []), *([] if opened.page.url == file.as_uri() else ["left"])]
        wrong += opened.page.evaluate(WRONG, DANGEROUS) + [f"covered {words}" for words in opened.page.evaluate(COVERED)]
        return wrong + ([f"says {FALSE}"] if FALSE in opened.page.content() else [])


def test_no_drawing_runs_asks_covers_or_speaks(handout, browser):
    """hard-drawings: a drawing from the internet put a false phone line and a script into the page that patients read."""
    taken, refused = [], []
    for name, drawing in DRAWINGS.items():
        file = handout.write(f"figures/{name}.svg", drawing)
        picture, problems = read_picture(file)
        assert (picture is None) == bool(problems)
        assert all(problem.place.path.endswith(f"{name}.svg") and problem.hint for problem in problems)
        (refused if picture is None else taken).append(name)
    assert len(DRAWINGS) >= 60 and len(taken) >= 15 and len(refused) >= 30, (taken, refused)
    figures = [f"![A shape that stands for {name} here](figures/{name}.svg)\nFigure: It is {name}.\n" for name in taken]
    handout.change("booklet.toml", "[editions.a4]", 'cover = "figures/root-style.svg"\n\n[editions.a4]')
    handout.body("\n\n".join(f"## Part {number}\n\nIt goes on.\n\n{figure}" for number, figure in enumerate(figures)))
    page = handout.home / "page.html"
    page.write_text(page_of(handout.folder), encoding="utf-8")
    assert wrong_with(browser, page) == []
    proof, _ = make_proof(read_manuscript(handout.folder), "a4")
    assert pointed_at(proof) == [] and FALSE.encode() not in proof


def test_the_judge_of_these_attacks_sees_each_kind_of_them(handout, browser):
    """A test that cannot fail says nothing."""
    cover = '<div style="position:fixed;inset:0;background:#fff"></div>'
    bad = f'<img src="x.png" onerror="{RUN}"><h2>{FALSE}</h2><a href="javascript:1">a</a>{cover}'
    handout.body("## Rest\n\nIt goes on.")
    page = handout.home / "page.html"
    page.write_text(page_of(handout.folder).replace("</main>", f"{bad}</main>").replace("Content-Security-Policy", "x"), "utf-8")
    found = "\n".join(wrong_with(browser, page))
    for kind in ("x.png", "ran 1 times", "handler onerror", "target javascript", "covered", "fixed", f"says {FALSE}"):
        assert kind in found, found


def pointed_at(proof: bytes) -> list[str]:
    """What a PDF would do or open that is no address of the web; programs and files in it."""
    with pikepdf.open(io.BytesIO(proof)) as pdf:
        actions = [note.get("/A", {}) for page in pdf.pages for note in page.get("/Annots", [])]
        targets = [str(action["/URI"]) for action in actions if "/URI" in action]
        others = [str(action.get("/S")) for action in actions if action and action.get("/S") not in ("/URI", "/GoTo")]
        roots = [name for name in ("/OpenAction", "/AA") if name in pdf.Root]
        names = [name for name in ("/JavaScript", "/EmbeddedFiles") if name in pdf.Root.get("/Names", {})]
    return [*others, *roots, *names, *(url for url in targets if not re.match(r"https?://", url) or "attacker" in url)]


def fields(handout: Handout) -> Iterator[tuple[str, Callable[[str], None]]]:
    """Each place where words are filled in, and a function that fills it, the others staying as they are."""
    for key in ("title", "subtitle", "audience", "funding", "notice", "version"):
        yield f"booklet {key}", lambda words, key=key: setting(handout, "booklet.toml", key, words)
    yield "booklet authors", lambda words: handout.state.__setitem__("authors", words)
    for key in ("name", "address", "prescriber", "escort_policy", "fasting_policy", "side_effect_reporting"):
        yield f"clinic {key}", lambda words, key=key: setting(handout, "clinic.example.toml", key, words)
    for key in ("hours", "phone"):
        yield f"clinic {key}", lambda words, key=key: setting(handout, "clinic.example.toml", key, words)
    for key in ("title", "running_head"):
        yield f"section {key}", lambda words, key=key: handout.state.__setitem__(f"head {key}", words)
    for key in BODY:
        yield f"text {key}", lambda words, key=key: handout.state.__setitem__(key, words)
    for key in ("title", "family", "container-title", "publisher", "DOI", "note"):
        yield f"reference {key}", lambda words, key=key: handout.state.__setitem__(f"work {key}", words)
    for key in ("title", "caption", "how_to_read", "low_label", "label"):
        yield f"chart {key}", lambda words, key=key: handout.state.__setitem__(f"chart {key}", words)


BODY = {
    "heading": "## {}\n", "paragraph": "{}\n", "strong": "Rest **{}** now.\n", "item": "- {}\n- more\n",
    "cell": "Table: Two things\n\n| a | b |\n|---|---|\n| c | {} |\n", "caption of a table": "Table: {}\n\n| a | b |\n|---|---|\n| c | d |\n",
    "alternative text": "![{} a long description](figures/bed.svg)\nFigure: A bed.\n",
    "caption": "![A bed with a white sheet](figures/bed.svg)\nFigure: {}\n",
    "description": "![A bed with a white sheet](figures/bed.svg)\nFigure: A bed.\nDescription: {}\n",
    "callout title": "::: safety {}\nRest.\n:::\n", "callout": "::: note\n{}\n:::\n", "grade": "::: evidence good: {}\nRest.\n:::\n",
    "link words": "See [{}](https://example.org/a).\n", "link": "See [words]({}).\n", "foreign": "Say [{}]{{lang=de}}.\n",
    "language": "Say [Guten Tag]{{lang={}}}.\n", "citation": "It helps. [@lee2020, p. {}]\n", "comment": "Rest. <!-- question: {} -->\n",
    "definition": "Rest.\n", "abbreviation": "Rest.\n",
}  # fmt: skip


def setting(handout: Handout, name: str, key: str, words: str) -> None:
    handout.state[f"{name} {key}"] = words


def write(handout: Handout) -> None:
    """The manuscript with all that `state` says."""
    state = handout.state
    for name in ("booklet.toml", "clinic.example.toml"):
        text = FILES[name]
        for key, words in ((key.split()[1], words) for key, words in state.items() if key.startswith(name)):
            text = re.sub(rf'^{key} = ".*"$', lambda _, k=key, w=words: f"{k} = {json.dumps(w)}", text, flags=re.MULTILINE)
        if name == "booklet.toml" and "authors" in state:
            text = text.replace('["A. Lee"]', json.dumps([state["authors"]]))
        handout.write(name, text)
    head = HEAD
    for key in ("title", "running_head"):
        if f"head {key}" in state:
            head = re.sub(rf"^{key}: .*$", lambda _, k=key: f"{k}: {json.dumps(state[f'head {k}'])}", head, flags=re.MULTILINE)
    handout.write("010-rest.md", head + "\n\n".join(shape.format(state[key]) for key, shape in BODY.items() if key in state)
                  + '\n\n{{ figure("n01") }}\n\nRest helps. [@lee2020]\n')  # fmt: skip
    (work,) = json.loads(FILES["references.json"])
    work |= {key.split()[1]: words for key, words in state.items() if key.startswith("work ") and "family" not in key}
    work["author"][0]["family"] = state.get("work family", "Lee")
    handout.write("references.json", json.dumps([work]))
    (chart,) = json.loads(FILES["numbers.json"])
    handout.write("numbers.json", json.dumps([chart | {k.split()[1]: w for k, w in state.items() if k.startswith("chart ")}]))
    if "definition" in state or "abbreviation" in state:
        handout.write("glossary.md", f"Rest\n: {state.get('definition', 'Doing nothing.')}\n\n*[helps]: {state.get('abbreviation', 'is of use')}\n")


def letter(cited: CitedManuscript) -> bytes:
    """The message that encloses the handout, as a mail program shows it."""
    imprint = cited.manuscript.imprint
    enclosure = Enclosure(f"{WORDS[0]}.pdf", b"", f"{WORDS[1]}", imprint.version, 2)
    return words_of_letter(cited.manuscript.clinic, imprint, enclosure, WORDS[2], WORDS[3], True)[1].encode()


class Attacked(Handout):
    """A handout that is written from a state, a field at a time."""

    state: dict[str, str]


def is_read(handout: Handout) -> bool:
    write(handout)
    try:
        read_manuscript(handout.folder)
    except BookletError:
        return False
    return True


def holds(handout: Attacked, before: dict[str, str], fill: Callable[[str], None], words: str) -> bool:
    """Whether the manuscript is taken with these words in that field; they then stand in it."""
    handout.state = dict(before)
    fill(words)
    return is_read(handout)


def test_no_words_of_any_field_run_or_lead_astray(tmp_path, monkeypatch, capsys, browser):
    """Titles of a library, a clinic's address, a caption: each is a way into the page for whoever fills it in."""
    handout = Attacked(tmp_path, monkeypatch, capsys)
    handout.state, tried, taken = {}, 0, {}
    assert is_read(handout)
    for name, fill in fields(handout):
        before = dict(handout.state)
        every = TARGETS if name == "text link" else WORDS
        tried += len(every)
        if holds(handout, before, fill, " ".join(every)):
            taken[name] = every
            continue
        taken[name] = [words for words in every if holds(handout, {}, fill, words)]  # alone, so that little is read each time
        for count in range(len(taken[name]), -1, -1):  # as many in one field as it holds
            if not count or holds(handout, before, fill, " ".join(taken[name][:count])):
                handout.state = handout.state if count else before
                break
    assert is_read(handout) and tried > 400 and sum(map(bool, taken.values())) > 25, (tried, taken)
    assert taken["text link"] == []
    print(f"{tried} tried, {sum(map(len, taken.values()))} taken as words")
    cited = read_manuscript(handout.folder)
    shorter = cited.manuscript.imprint.model_copy(update={name: getattr(cited.manuscript.imprint, name)[:40] for name in ("title", "version", "notice")})  # else no cover and no foot holds them
    proof, _ = make_proof(replace(cited, manuscript=replace(cited.manuscript, imprint=shorter)), "a4")
    pages = {
        "page.html": page_of(handout.folder).encode(),
        "changes.html": changes_html(cited.manuscript, cited.manuscript),
        **ledger_files(cited, "rest-a4.pdf", proof), **card_files(card_of(desk_of(cited, proof)), cited), "mail.html": letter(cited),
    }
    pages = {name: content for name, content in pages.items() if name.endswith("html")}
    for name, content in pages.items():
        (handout.home / name).write_bytes(content)
        assert wrong_with(browser, handout.home / name) == [], name
    assert pointed_at(proof) == []
