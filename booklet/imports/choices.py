"""What is chosen for an import."""
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choices:
    """`changes`: what becomes of tracked changes: accept, refuse, or "" where nobody has said so."""

    changes: str = ""
    keeps_comments: bool = True
