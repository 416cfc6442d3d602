"""A real browser for the tests: Chromium as the system has it, driven by Playwright, with axe-core beside it.

Why these: Playwright says of every request and every word on the console, and sets dark, forced colours and print as a
reader's system would. It brings no browser of its own here. Its wheel is large (53 MB) and not made for Alpine, so it
is in a lock of its own, tests/web/requirements.lock, and `make booklet` does without. axe-core comes inside
axe-playwright-python, so no test needs Node.
"""
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from booklet.cli.system_packages import is_root
from tests.tools import browser_program

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
# Every rule that axe-core has is asked, also those of level AAA and those still on trial, but for one:
# `color-contrast-enhanced` is level AAA (7:1 for all text), and the page promises AA; more contrast is there on wish.
NOT_ASKED = ("color-contrast-enhanced",)


@dataclass(slots=True)
class Visit:
    """A page that is open, and what it did meanwhile: requests beyond its own file, and words on the console."""

    page: Page
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)

    def axe(self) -> dict[str, list[dict[str, Any]]]:
        """axe-core's judgement: its `violations`, and what it found `incomplete`."""
        self.page.evaluate(AXE)
        asked = self.page.evaluate("axe.getRules().map(rule => rule.ruleId)")
        rules = {name: {"enabled": name not in NOT_ASKED} for name in asked}
        return self.page.evaluate("rules => axe.run({rules: rules, resultTypes: ['violations', 'incomplete']})", rules)

    def too_wide(self) -> list[str]:
        """What reaches over the edge of the window and is not inside something that scrolls by itself."""
        return self.page.evaluate(TOO_WIDE)


TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth, found = [];
  const whole = document.documentElement.scrollWidth;
  if (whole > width) found.push(`the page is ${whole} wide`);
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    const scroller = element.closest('.window'), clipped = element.closest('svg svg, svg *, thead, .art, .skip');
    if (box.width && !clipped && (!scroller || scroller === element) && (box.right > width + .5 || box.left < -.5))
      found.push(`${element.tagName}.${element.className.baseVal ?? element.className} ${Math.round(box.right)}`);
  }
  return found;
}"""

# Each pair of colours of words outside of drawings: the ink, and the nearest ground that is painted.
INK_AND_GROUND = """() => {
  const found = {}, walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), none = 'rgba(0, 0, 0, 0)';
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest('svg, .skip')) continue;
    let ground = element;
    while (ground.parentElement && getComputedStyle(ground).backgroundColor === none) ground = ground.parentElement;
    const pair = [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor];
    found[pair.join(' on ')] = pair;
  }
  return found;
}"""

# Elements that cut off a part of what is in them.
CUT_OFF = """() => [...document.querySelectorAll('main *, header *, nav *, footer *, aside *')].filter(element => {
  const style = getComputedStyle(element), clips = [style.overflowX, style.overflowY].includes('hidden');
  const more = element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
  return clips && more && !element.closest('svg, .art, thead');
}).map(element => element.tagName + '.' + element.className)"""

# What has the focus: its words, how thick its outline is, and whether it is in the window with nothing over it.
FOCUSED = """() => {
  const element = document.activeElement, box = element.getBoundingClientRect(), style = getComputedStyle(element);
  const [x, y] = [box.left + Math.min(box.width, 20) / 2, box.top + Math.min(box.height, 20) / 2];
  const at = document.elementFromPoint(x, y), free = at === null || element.contains(at) || at.contains(element);
  const outline = style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
  const inside = box.top >= 0 && box.top < innerHeight && free;
  return {words: element.textContent.trim().slice(0, 40), outline, inside};
}"""

# Letters, lines and size of type of each paragraph.
LINES = """() => [...document.querySelectorAll('.section > p')].map(paragraph => {
  const style = getComputedStyle(paragraph), height = paragraph.getBoundingClientRect().height;
  const lines = Math.round(height / parseFloat(style.lineHeight));
  return {letters: paragraph.textContent.length, lines, size: parseFloat(style.fontSize)};
})"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium. Its sandbox wants a user of its own: root, as in a container, goes without."""
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if is_root() and sys.platform == "linux" else []
        browser = playwright.chromium.launch(executable_path=browser_program(), args=sandbox)
        try:
            yield browser
        finally:
            browser.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all tests of a worker: two at once cannot be driven by one process."""
    with chromium() as browser:
        yield browser


# How a window is seen where nothing else is asked for.
PLAIN = {
    "media": "null", "color_scheme": "light", "reduced_motion": "no-preference", "forced_colors": "none", "contrast": "no-preference"
}  # fmt: skip
FREE = "about:blank"


@contextmanager
def visit(browser: Browser, file: Path, width: int = 1280, height: int = 900, **seen: str) -> Iterator[Visit]:
    """Open a file in a window of that size. `seen` is how: color_scheme="dark", forced_colors="active", ...

    The next visit has the same window: a new one is a new process, which costs more than most pages.
    """
    page = next((context.pages[0] for context in browser.contexts if context.pages[0].url == FREE), None) or browser.new_page()
    opened = Visit(page)
    heard = {
        "request": lambda request: opened.requests.append(request.url),
        "console": lambda said: opened.console.append(said.text),
        "pageerror": lambda error: opened.console.append(str(error)),
    }
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(**PLAIN | seen)
    for event, hear in heard.items():
        page.on(event, hear)
    try:
        page.goto(file.as_uri())
        page.evaluate("document.fonts.ready")
        yield opened
    finally:
        for event, hear in heard.items():
            page.remove_listener(event, hear)
        page.goto(FREE)
