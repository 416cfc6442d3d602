"""Pictures that somebody brings: cleaned as the press cleans them, far from the server, before any is kept."""
from pathlib import Path

from booklet.core.pictures.photograph import NoPicture
from booklet.core.pictures.picture import read_picture
from booklet.core.problems import BookletError, Place, Problem
from booklet.core.text_file import printable
from booklet.imports.pictures import Pictures


def cleaned_picture(folder: str, name: str) -> str:
    """Write the picture `brought` of a folder anew, beside it; its name there, as plain as that of any picture.

    Raises BookletError for what cannot be printed.
    """
    pictures, place = Pictures(), Place(printable(name))
    try:
        plain = Path(pictures.add(name, (Path(folder) / "brought").read_bytes())).name
    except NoPicture as wrong:
        raise BookletError([Problem(place, "bad-image", *wrong.args)]) from None
    file = Path(folder) / plain
    file.write_bytes(*pictures.files.values())
    picture, problems = read_picture(file)
    if picture is None:
        raise BookletError(Problem(place, each.slug, each.says, each.hint) for each in problems)
    file.write_bytes(picture.content)
    return plain
