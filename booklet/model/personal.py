"""Personal fields: what a copy for one person says, and what the general edition leaves to be written by hand."""
from typing import Annotated

from pydantic import Field, StringConstraints

from booklet.core.located import StrictModel

FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$", max_length=60)]


class PersonalField(StrictModel):
    """An entry `[[personal]]` of booklet.toml, asked for in the text as `{{ person.name }}`."""

    name: FieldName = Field(description="Two words with a dot between: person.name, appointment.when.")
    label: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)] = Field(
        description="What it is called: the heading of its column in a list, and in problems."
    )
    widest: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)] = Field(
        description="The widest value that is to be expected: a copy has room for so much on a line."
    )
    lines: int = Field(1, ge=1, le=4, description="How many lines a value may take.")
    on_cover: bool = Field(False, description="Whether the cover of what is printed says it, with its label.")

    @property
    def space(self) -> str:
        """The first of its two words: a section asks for `person.name` as it does for `clinic.name`."""
        return self.name.partition(".")[0]
