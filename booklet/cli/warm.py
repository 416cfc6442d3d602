"""What a worker has at hand before its first edition. What is missing or broken is told by who asks for it."""
import gc
import tempfile
from contextlib import suppress

gc.disable()  # what is loaded stays, in each copy too: it is never looked through for garbage
with suppress(Exception):
    import booklet.pipeline  # noqa: F401
    from booklet.core.letters.chain import chain
    from booklet.core.letters.declared import unfolded
    from booklet.core.own_table import STYLES
    from booklet.model.document import Document
    from booklet.paginate.paginate import lay_out_pages
    from booklet.tag.tag import tag_pages
    from booklet.template.blocks import press_of
    from booklet.template.template import PAPER_SHEETS

    look = chain()[0]
    for file in filter(None, map(look.file, look.files)):
        unfolded(file)
    for template in ("blocks.html", "head.html", "back.html", "short.html", "booklet.html"):
        press_of().get_template(template)
    # A blank page opens the doors to the renderer, and the styles that all editions have are read.
    sheets = "".join(f'<link rel="stylesheet" href="/styles/{name}">' for name in PAPER_SHEETS)
    html = f'<html lang="en"><head><title>-</title>{sheets}</head><body><h1>-</h1></body></html>'
    usual = tempfile.tempdir
    # Nobody lets go of its faces, nor of their files.
    with tempfile.TemporaryDirectory(prefix="booklet-") as tempfile.tempdir, suppress(Exception):
        tag_pages(lay_out_pages(Document(html, "blank", STYLES)))
    tempfile.tempdir = usual
gc.freeze()
gc.enable()
