"""The renderer's warnings, as problems: no booklet ships with a missing glyph or a rule that was passed over."""
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from booklet.errors import Place, Problem


@contextmanager
def renderer_warnings() -> Iterator[list[str]]:
    """Everything that WeasyPrint warns of inside this context."""
    messages: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    logger = logging.getLogger("weasyprint")
    before = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [Ear(logging.WARNING)], False
    try:
        yield messages
    finally:
        logger.handlers, logger.propagate = before


def renderer_problems(messages: list[str], edition: str) -> list[Problem]:
    """The renderer's warnings as problems of an edition."""
    hint = "mend the stylesheet, the drawing or the word that it names"
    place = Place(f"edition {edition}")
    return [Problem(place, "renderer-warning", message, hint) for message in dict.fromkeys(messages)]
