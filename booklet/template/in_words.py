"""Pictures told in words: on pages at the end, or where each stands, to whoever listens."""
from types import SimpleNamespace

from booklet.model.cited import CitedManuscript, NumberedChart, NumberedDrawing, figures_of
from booklet.model.manuscript import Cell
from booklet.model.tree import Words as Text
from booklet.template.blocks import Compositor
from booklet.template.figure_words import figure_title, is_complex


def described_figures(cited: CitedManuscript, compositor: Compositor) -> list[SimpleNamespace]:
    """The figures that say more than an alternative text can, each told in words, where the medium has pages for it."""
    figures = (block for section in cited.sections for block in figures_of(section.blocks))
    return [_described(figure, compositor) for figure in figures if compositor.medium.tells_figures and is_complex(figure)]


def _described(figure: NumberedChart | NumberedDrawing, compositor: Compositor) -> SimpleNamespace:
    if isinstance(figure, NumberedChart):
        rows = [[Cell((Text(words),)) for words in row] for row in figure.chart.table(compositor.say)]
        html = compositor.macro("plain_table")(compositor.rows(rows))
    else:
        html = compositor.words(figure.description)
    return SimpleNamespace(
        number=figure.number, id=f"{figure.anchor}-words", figure=figure.anchor, title=figure_title(figure), html=html
    )
