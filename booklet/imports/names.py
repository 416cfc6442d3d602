"""Names of files that mean the same on every system: small letters and digits."""
import re
from collections import Counter

from booklet.core.disk.files import is_device
from booklet.core.text_file import bare_letters

_LONGEST = 60


def plain_name(words: str) -> str:
    """Such a name for these words: clean-hands; "" where no letter of them can stand in one."""
    name = re.sub("[^a-z0-9]+", "-", bare_letters(words)).strip("-")[:_LONGEST].strip("-")
    return f"{name}-1" if is_device(name) else name


def named(words: str, taken: Counter[str], otherwise: str) -> str:
    """A name like these words that is not taken yet; it is taken now. `taken` counts how often each was asked for."""
    base = name = plain_name(words) or otherwise
    while taken[name]:
        taken[base] += 1
        name = f"{base}-{taken[base]}"
    taken[name] += 1
    return name
