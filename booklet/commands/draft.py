"""The command that puts a built handout into a message for one person."""
import os
import tempfile
from datetime import date
from pathlib import Path

import click

from booklet.commands.desk import clinic_option, date_option, out_option, source_option, the_line
from booklet.errors import writing


@click.command()
@click.option("--to", "to", multiple=True, required=True, help='For whom: a@example.org, or "A. Lee <a@example.org>".')
@click.option("--edition", default="", help="Which edition to attach. [default: the first one that was built]")
@click.option("--attach", default="", help="What to call the attached file. [default: handout-EDITION.pdf]")
@click.option("--subject", default=None, help="[default: Your handout from CLINIC]")
@click.option("--name-the-handout", is_flag=True, help="Tell the handout's title in the message.")
@click.option("--example", is_flag=True, help="Allow the example clinic; the message then says that it is an example.")
@click.option("--limit-mb", type=click.FloatRange(0, 150, min_open=True), default=7, show_default=True,
              help="The most that the message may have, as sent.")  # fmt: skip
@click.option("--built", type=click.Path(path_type=Path), default=Path("dist"), show_default=True,
              help="Where the build has written its files.")  # fmt: skip
@out_option("draft.eml")
@source_option
@clinic_option
@date_option
def draft(to: tuple[str, ...], edition: str, attach: str, subject: str | None, name_the_handout: bool, example: bool,
          limit_mb: float, built: Path, out: Path, source: Path, clinic: Path | None, on: date) -> None:  # fmt: skip
    """Write a message with the built PDF attached, for one person. Nothing is sent: open it, read it, send it.

    Subject and file name tell nothing of an illness, as long as the clinic's name tells nothing. The message has no
    sender: your mail program puts in yours.

    \b
    Examples:
      python build.py draft --to a.lee@example.org --clinic our-clinic.toml
      python build.py draft --to "A. Lee <a.lee@example.org>" --edition letter --out lee.eml
      python build.py draft --to a.lee@example.org --example
    """
    wishes = the_line("booklet.mail.wish")
    wish = wishes.Wish(to, source, clinic, built, edition, attach, subject, name_the_handout, example, on)
    letter = wishes.letter_for(wish)
    message = the_line("booklet.mail.draft").finished_draft(letter, limit_mb)
    _write_whole(out, message)
    click.echo(f"Wrote {out}: {letter.enclosure.name}, {len(message) / 1000:.0f} kB as sent. It has not been sent.")
    for note in letter.notes:
        click.echo(f"  note: {note}")


def _write_whole(file: Path, content: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all: it holds a patient's address."""
    with writing(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".draft-", suffix=".tmp", delete=False) as part:
            try:
                part.write(content)
                part.flush()
                os.fsync(part.fileno())
                os.replace(part.name, file)
            except BaseException:
                os.unlink(part.name)
                raise
