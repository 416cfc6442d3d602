"""An edition: one design of the same text. A medium, for paper its size, and at most one stylesheet of tokens."""
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from booklet.paper import PAPERS


class Edition(BaseModel):
    """An entry of `[editions.NAME]` in booklet.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    medium: Literal["pdf", "web", "text"] = Field("pdf", description="A PDF, one HTML file, or plain text.")
    paper: str | None = Field(None, description=f"The size of a page of a PDF: {', '.join(PAPERS)}.")
    stylesheet: str | None = Field(None, description="A file in styles/ that reassigns tokens: editions/letter.css.")
    by_default: bool = Field(True, description="Whether it is built when no edition is named.")

    @field_validator("paper")
    @classmethod
    def _known_paper(cls, name: str | None) -> str | None:
        if name is not None and name not in PAPERS:
            raise ValueError(f"no paper is called {name}; there are {', '.join(PAPERS)}")
        return name

    @field_validator("stylesheet")
    @classmethod
    def _stays_in_styles(cls, path: str | None) -> str | None:
        if path is not None and (path.startswith("/") or ".." in path.split("/") or ":" in path or "\\" in path):
            raise ValueError("a stylesheet is a file in styles/, such as editions/letter.css")
        return path

    @model_validator(mode="after")
    def _paper_for_a_pdf(self) -> "Edition":
        if self.medium == "pdf" and self.paper is None:
            raise ValueError(f"a PDF wants a paper: {', '.join(PAPERS)}")
        if self.medium != "pdf" and (self.paper or self.stylesheet):
            raise ValueError(f"a {self.medium} edition has neither paper nor stylesheet")
        return self
