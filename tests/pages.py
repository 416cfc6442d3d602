"""Small real PDFs for the tests of sheets and ink: pages of a given size, each with words of its own."""
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from booklet.check.pdf.colours import colours_used
from booklet.core.letters.declared import unfolded
from booklet.core.own_table import STYLES
from booklet.model.paper import Paper

FACE = "Atkinson Hyperlegible Next"
STYLE = f"""
@font-face {{ font-family: "{FACE}"; src: url(fonts/atkinson-hyperlegible-next-latin-400-normal.woff2); }}
body {{ margin: 0; }} html {{ font: 12pt/16pt "{FACE}"; }} p {{ margin: 0 0 6pt; }} section {{ break-after: page; }}
"""


class Faces(URLFetcher):
    """Hands the renderer our faces as the press does: each is unfolded once."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.endswith(".woff2"):
            return URLFetcherResponse(url, unfolded(STYLES / "fonts" / url.rpartition("/")[2]), {"Content-Type": "font/ttf"})
        return super().fetch(url, headers)


def laid_out(bodies: list[str], size: str, css: str = "") -> bytes:
    """A tagged PDF with a page for each body, of a CSS page size, with margins of 15 mm."""
    page = f"@page {{ size: {size}; margin: 15mm; }}"
    head = '<html lang="en-GB"><head><title>Rest</title><meta name="author" content="A. Lee">'
    html = "".join(f"<section>{body}</section>" for body in bodies)
    document = HTML(string=f"{head}<style>{page}{STYLE}{css}</style></head><body>{html}", base_url=f"{STYLES}/", url_fetcher=Faces())
    return document.write_pdf(pdf_variant="pdf/ua-1")


def numbered(page_count: int, paper: Paper, css: str = "") -> bytes:
    """Pages that say which they are, with a bookmark and a link to the first."""
    bodies = [
        f'<h1 id="p{n}">Page {n}</h1><p>Rest helps on day {n}. <a href="#p1">Back</a></p>'
        for n in range(1, page_count + 1)
    ]
    return laid_out(bodies, f"{paper.width_mm}mm {paper.height_mm}mm", css)


def is_grey_only(pdf: bytes) -> bool:
    """Whether black alone prints all of it."""
    return all(colour.is_grey for page in colours_used(pdf) for colour in page)
