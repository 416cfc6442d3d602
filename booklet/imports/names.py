"""Names of files that mean the same on every system: small letters and digits."""
import re
import unicodedata

_LONGEST = 60


def plain_name(words: str) -> str:
    """Such a name for these words: clean-hands; "" where no letter of them can stand in one."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")


def named(words: str, taken: set[str], otherwise: str) -> str:
    """A name like these words that is not taken yet; it is taken now."""
    base, number = plain_name(words) or otherwise, 1
    name = base
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name)
    return name
