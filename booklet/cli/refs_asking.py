"""How the commands for references ask: the options that they share, and the services that these describe."""
import re
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from booklet.cli.options import date_option
from booklet.core.disk.cache import cache_folder
from booklet.core.text_file import printable
from booklet.library import crossref as at_crossref, pubmed as at_pubmed
from booklet.library.client import Client, Manners
from booklet.library.inquiry import Services
from booklet.library.question import is_safe_address

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+){1,8}", re.ASCII)  # library@clinic.example


def _mail(words: str) -> str:
    if words and not _MAIL.fullmatch(words):
        raise click.BadParameter(f"{printable(words)} is no address such as library@clinic.example")
    return words


def _service(words: str) -> str:
    if not is_safe_address(words):
        raise click.BadParameter(f"{printable(words)} is no https address (http is for this machine alone, with a port)")
    return words.rstrip("/")


def asking_options(command: Callable[..., None]) -> Callable[..., None]:
    """All of these options on one command, in this order: it gets the `services` that they describe."""

    @date_option
    @click.option(
        "--mailto", type=_mail, metavar="ADDRESS", default="", envvar="BOOKLET_MAILTO",
        help="Where Crossref and PubMed may write to; they are kinder to those who say.",
    )
    @click.option(
        "--cache", type=click.Path(path_type=Path), default=lambda: cache_folder() / "answers",
        show_default="your cache folder", help="Keeps the answers of the day.",
    )
    @click.option("--fresh", is_flag=True, help="Ask again what was asked today.")
    @click.option(
        "--pause", "pause_s", type=click.FloatRange(0, 60), default=0.5, show_default=True, metavar="SECONDS",
        help="Between two questions to one service.",
    )
    @click.option(
        "--timeout", "timeout_s", type=click.FloatRange(0.1, 600), default=20.0, show_default=True, metavar="SECONDS",
        help="How long to wait for one answer, with all tries.",
    )
    @click.option(
        "--crossref", type=_service, metavar="URL", default=at_crossref.HOME, envvar="BOOKLET_CROSSREF", show_default=True,
        help="Where Crossref is asked.",
    )
    @click.option(
        "--pubmed", type=_service, metavar="URL", default=at_pubmed.HOME, envvar="BOOKLET_PUBMED", show_default=True,
        help="Where PubMed is asked.",
    )
    @wraps(command)
    def asked(
        on: date, mailto: str, cache: Path, fresh: bool, pause_s: float, timeout_s: float, crossref: str, pubmed: str,
        **others: Any,
    ) -> None:  # fmt: skip
        client = Client(Manners(on, mailto, None if fresh else cache, pause_s, timeout_s))
        command(services=Services(client, crossref, pubmed), **others)

    return asked
