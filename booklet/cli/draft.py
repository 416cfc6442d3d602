"""The command that puts a built handout into a message for one person."""
from functools import partial
from pathlib import Path

import click

from booklet.cli.machine import told_if_lacking
from booklet.cli.options import build_options
from booklet.cli.progress import steps
from booklet.words.check import left_to_mend
from booklet.copies.mail.draft import compose_draft, within_limit
from booklet.copies.mail.drafts import drafts_in, keep_draft
from booklet.copies.mail.request import Wish, letter_for
from booklet.core.problems import BookletError
from booklet.core.progress import Step
from booklet.deliver.freshness import Build


@click.command()
@click.option("--to", "to", multiple=True, required=True, help='For whom: a@example.org, or "A. Lee <a@example.org>".')
@click.option("--edition", default="",
              help="Which edition to attach. [default: the summary, else the first that is built, sheets last]")  # fmt: skip
@click.option("--attach", default="", help="What to call the attached file. [default: handout-EDITION.pdf]")
@click.option("--subject", default=None, help="[default: Your handout from CLINIC]")
@click.option("--name-the-handout", is_flag=True, help="Tell the handout's title in the message.")
@click.option("--example", is_flag=True, help="Allow the example clinic; the message then says that it is an example.")
@click.option("--limit-mb", type=click.FloatRange(0, 150, min_open=True), default=7, show_default=True,
              help="The most that the message may have, as sent.")  # fmt: skip
@click.option("--built", type=click.Path(path_type=Path), default=Path("dist"), show_default=True,
              help="Where the build has written its files.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path),
              help="Where to write. [default: draft.eml, or draft-2.eml and so on where others lie]")  # fmt: skip
@build_options("built")
def draft(asked: Build, to: tuple[str, ...], edition: str, attach: str, subject: str | None, name_the_handout: bool,
          example: bool, limit_mb: float, out: Path | None) -> None:  # fmt: skip
    """Write a message with the built PDF attached, for one person. Nothing is sent: open it, read it, send it.

    Subject and file name tell nothing of an illness, as long as the clinic's name tells nothing. The message has no
    sender: your mail program puts in yours.

    \b
    Examples:
      python build.py draft --to a.lee@example.org --clinic our-clinic.toml
      python build.py draft --to "A. Lee <a.lee@example.org>" --edition letter --out lee.eml
      python build.py draft --to a.lee@example.org --example
    """
    left_to_mend(asked, *([edition] if edition else []))
    wish = Wish(to, asked, edition, attach, subject, name_the_handout, example)
    letter = letter_for(wish, partial(_made_now, asked))
    message = within_limit(compose_draft(letter), letter, limit_mb)
    file, is_new = keep_draft(message, out)
    size = f"{letter.enclosure.name}, {len(message) / 1000:.0f} kB as sent"
    click.echo(f"{'Wrote' if is_new else 'This message lies there already:'} {file}, for {letter.recipient.address}: {size}."
               " It has not been sent.")  # fmt: skip
    for note in letter.notes:
        click.echo(f"  note: {note}")
    if (count := len(drafts_in(file.parent))) > 1:
        click.echo(f"  note: {count} drafts lie here. Delete each one when it is sent: it holds the address of a patient")


def _made_now(asked: Build, edition: str) -> bytes | None:
    """What a build would write of an edition now; None where it would be refused, which it then tells itself."""
    with steps() as tell:
        tell(Step(f"Something has changed since {edition} was built: looking whether the file has"))
        with told_if_lacking():
            from booklet.pipeline import made_editions  # late: what is up to date is enclosed without a renderer
        try:
            _, made = made_editions(asked, [edition])
        except BookletError:
            return None
    return made[edition].content
