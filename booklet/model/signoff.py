"""A sign-off as a value: who has signed which words of a booklet, and on which day."""
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from booklet.core.placeholder import is_placeholder
from booklet.core.problems import Place

SIGN_OFFS, FORMAT = "signoff.toml", 1
LONGEST_NAME = 80  # characters of a reviewer's name or role, which stand on the cover


@dataclass(frozen=True, slots=True)
class SignOff:
    """Somebody has signed this part, with these words, on that day."""

    section: str
    reviewer: str
    role: str
    day: date
    words: tuple[str, ...]
    place: Place = Place(SIGN_OFFS)

    @property
    def is_by_nobody(self) -> bool:
        """Whether its name or role only keeps a place free, as in an example that was typed as it stood."""
        return is_placeholder(self.reviewer) or is_placeholder(self.role)


def hash_of(words: Sequence[str]) -> str:
    """The content hash of a part: SHA-256 of its sentences as load/sentences/signed.py gives them, a line each, in UTF-8."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()
