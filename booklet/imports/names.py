"""Names of files that mean the same on every system: small letters and digits."""
import re
import unicodedata
from itertools import chain, count

_LONGEST = 60


def plain_name(words: str) -> str:
    """Such a name for these words: clean-hands; "" where no letter of them can stand in one."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")


def named(words: str, taken: set[str], otherwise: str) -> str:
    """A name like these words that is not taken yet; it is taken now."""
    base = plain_name(words) or otherwise
    name = next(each for each in chain([base], (f"{base}-{number}" for number in count(2))) if each not in taken)
    taken.add(name)
    return name
