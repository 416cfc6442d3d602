"""Word of how it goes, as a value: whoever works tells it, whoever shows it decides how."""
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """What is being done now; and of work that can be counted, how much of it is done (`total` 0: it cannot be).

    `is_paced`: it is many of a kind, so that how fast it goes says when it will be done.
    """

    says: str
    done: int = 0
    total: int = 0
    is_paced: bool = False

    def __str__(self) -> str:
        return f"{self.done} of {self.total} {self.says}" if self.total else self.says


Tell = Callable[[Step], None]


def tell_nobody(step: Step) -> None:
    """For whoever is not asked how it goes."""
