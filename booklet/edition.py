"""An edition: one design of the same text. A paper, and at most one stylesheet that reassigns tokens."""
from pydantic import BaseModel, ConfigDict, field_validator

from booklet.paper import PAPERS


class Edition(BaseModel):
    """An entry of `[editions.NAME]` in booklet.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    paper: str
    stylesheet: str | None = None

    @field_validator("paper")
    @classmethod
    def _known_paper(cls, name: str) -> str:
        if name not in PAPERS:
            raise ValueError(f"no paper is called {name}; there are {', '.join(PAPERS)}")
        return name

    @field_validator("stylesheet")
    @classmethod
    def _stays_in_styles(cls, path: str | None) -> str | None:
        if path is not None and (path.startswith("/") or ".." in path.split("/") or ":" in path or "\\" in path):
            raise ValueError("a stylesheet is a file in styles/, such as editions/letter.css")
        return path
