"""The clinic profile: whose name and phones a handout carries.

Every field is asked for. A handout with an empty line where a phone number should be is worse than none.
"""
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
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
    daytime: Phone
    out_of_hours: Phone
    emergency: Emergency
    crisis: CrisisLine
