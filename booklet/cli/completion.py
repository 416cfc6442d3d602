"""The command that teaches a shell the words of this one. The shell asks click, by way of a script of ours.

click's own scripts are for a program that lies in PATH under one name; ours is typed as `python build.py`, too.
"""
from pathlib import Path

import click

SHELLS = Path(__file__).with_name("shells")


@click.command()
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> None:
    """Print what lets the tab key complete commands, options and editions in your shell.

    Write it to a file that your shell reads when it starts, as below, and open a new terminal. It serves
    `python build.py` and `./build.py`. With bash and zsh a line in a file of settings reads it.

    \b
    Examples:
      python build.py completion bash > ~/.booklet.bash      and in ~/.bashrc:  source ~/.booklet.bash
      python build.py completion zsh > ~/.booklet.zsh        and in ~/.zshrc:   source ~/.booklet.zsh
      python build.py completion fish > ~/.config/fish/conf.d/booklet.fish
    """
    click.echo((SHELLS / shell).read_text(encoding="utf-8"), nl=False)
