"""The logo: a picture that lies with the clinic profile, cleaned and written anew like each picture of a manuscript."""
from pathlib import Path

from booklet.core.located import value_place
from booklet.core.pictures.picture import Picture, read_picture
from booklet.core.problems import Problem
from booklet.core.text_file import printable, why_unread
from booklet.load.clinic.profile import Profile


def read_logo(profile: Profile, folder: Path) -> tuple[Picture | None, list[Problem]]:
    """The logo that a profile in `folder` names, and what is wrong with it; it must not lead out of that folder."""
    if profile.clinic is None or profile.clinic.logo is None or profile.source is None:
        return None, []
    name = profile.clinic.logo.file
    place, told = value_place(profile.source, "logo", "file"), printable(name)
    try:
        file = (folder / name.replace("\0", "\\")).resolve()
        if not file.is_relative_to(folder.resolve()) or {"\\", "\0"} & set(name):
            says = f"{told} is not in the folder of the clinic profile"
            return None, [Problem(place, "unsafe-image", says, 'copy it there: file = "logo.svg"')]
        if not file.is_file():
            says = f"there is no file {told}"
            return None, [Problem(place, "missing-image", says, "a logo lies beside the clinic profile")]
        return read_picture(file)
    except (OSError, RuntimeError) as error:  # the latter: links that lead to one another
        return None, [Problem(place, "missing-image", f"{told} cannot be read: {why_unread(error)}", "is it a plain file?")]
