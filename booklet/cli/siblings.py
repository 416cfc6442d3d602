"""Siblings: the files that earlier builds have written where this one writes. Which are out of date, and which gave way."""
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import click

from booklet.core.located import typed_toml
from booklet.core.placeholder import is_to_write
from booklet.core.printed.ready_made import with_ready_made
from booklet.core.settings import LONGEST_KB
from booklet.core.text_file import printable
from booklet.deliver.freshness import Build
from booklet.deliver.manifest import manifest_entries


def settings_of(source: Path) -> dict[str, Any]:
    """booklet.toml as it was typed; without any setting where it is none. Raises OSError where it cannot be read."""
    typed = typed_toml(source / "booklet.toml", LONGEST_KB)
    return typed | {name: with_ready_made(each) for name, each in typed.items() if name == "editions"}


def tell_out_of_date(asked: Build, written: Collection[str] = ()) -> None:
    """Name the other files of this handout that a build would write otherwise now, and what to type for them."""
    stale = dict(_stale(asked, written))
    if stale:
        files = ", ".join(str(asked.out / file) for file in stale)
        click.echo(f"Out of date, from an earlier build: {files}. To build them: {asked.command(*stale.values())}")


def _stale(asked: Build, written: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each file that is out of date, with its edition."""
    typed, made_from = settings_of(asked.source), cache(asked.made_from)
    for entry in manifest_entries(asked.out):
        edition = entry["edition"]
        stem = entry["file"].rpartition(".")[0]
        is_other = entry["file"] not in written and (asked.out / entry["file"]).is_file()
        is_own = edition in typed["editions"] and stem in (typed["name"], f"{typed['name']}-{edition}")
        if is_own and is_other and made_from()["imposition" in typed["editions"][edition]] not in ("", entry["source"]):
            yield entry["file"], edition


def replaced(before: Mapping[str, str], entry: Mapping[str, Any]) -> str:
    """A note where a file has taken the place of one of the same name with another title; `before` are the titles."""
    old, new = before.get(entry["file"], ""), entry.get("title", "")
    if not old or old == new or is_to_write(old):
        return ""
    return (
        f'before this, "{printable(old)}" stood under this name. Is that another handout? Then give this one a name of its '
        "own in booklet.toml, and build that one again"
    )


def titles_in(out: Path) -> dict[str, str]:
    """The title of each file that a manifest lists, where it says one."""
    entries = manifest_entries(out)
    return {entry["file"]: entry["title"] for entry in entries if isinstance(entry.get("title"), str)}
