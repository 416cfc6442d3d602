"""The clinic profile: whose name and phones a handout carries.

Every field is asked for but one. A handout with an empty line where a phone number should be is worse than none.
"""
import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
# https://example.org/sleep: to be typed from paper, so in plain letters, without a name, port or password
_ADDRESS = re.compile(r"https://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:/[A-Za-z0-9._~/?=&%+-]*)?", re.ASCII)
LONGEST_ADDRESS = 60  # characters: more would want a code too fine for a photocopy, and nobody types so many
Treatment = Literal["infusion", "injection", "nasal-spray", "tablet"]


class Phone(BaseModel):
    """A number and when somebody answers it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    phone: Words
    hours: Words


class Emergency(BaseModel):
    """The number for an ambulance."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    phone: Words


class CrisisLine(BaseModel):
    """Who listens to a person in despair, and when."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Words
    phone: Words
    hours: Words


class Clinic(BaseModel):
    """The fields of a clinic profile."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    example: bool = Field(False, description="True in the example that ships; each page that shows fields then says so.")
    name: Words
    address: Words
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] = Field(description="ISO 3166, two letters.")
    prescriber: Words
    treatments: tuple[Treatment, ...] = Field(min_length=1)
    escort_policy: Words
    fasting_policy: Words
    side_effect_reporting: Words = Field(description="Where a patient can report a side effect.")
    booklet_url: str | None = Field(
        None, description="Where the full booklet with its references can be read: https://, at most 60 characters."
    )
    daytime: Phone
    out_of_hours: Phone
    emergency: Emergency
    crisis: CrisisLine

    @field_validator("booklet_url")
    @classmethod
    def _short_and_safe(cls, address: str | None) -> str | None:
        if address is not None and len(address) > LONGEST_ADDRESS:
            raise ValueError(f"this address has {len(address)} characters, and {LONGEST_ADDRESS} is the most")
        if address is not None and not _ADDRESS.fullmatch(address):
            raise ValueError("an address to be typed begins with https:// and has plain letters only")
        return address
