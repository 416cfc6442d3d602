"""The clinic profile: whose name and phones a handout carries.

One field is the same everywhere: who the clinic is. All others belong to a manuscript, which declares them in its
clinic.example.toml: contacts, as tables with a phone; texts; lists of words. What a manuscript uses has to be there, and
nothing else. A handout with an empty line where a phone number should be is worse than none.
"""
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag, field_validator

from booklet.core.located import StrictModel

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
# https://example.org/sleep: to be typed from paper, so in plain letters, without a name, port or password
_ADDRESS = re.compile(r"https://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:/[A-Za-z0-9._~/?=&%+-]*)?", re.ASCII)
_HANDOUT = "{name}"  # in an address: the name of the handout
LONGEST_ADDRESS = 60  # characters: more would want a code too fine for a photocopy, and nobody types so many
CONTACT = ("name", "phone", "hours")  # what a section may print of a contact
EMERGENCY = "emergency"  # the contact for an ambulance; it needs no name and no hours


@dataclass(frozen=True, slots=True)
class Dial:
    """Where in a phone field the number stands that a touch dials, and what is dialled: digits, perhaps a plus before."""

    start: int
    end: int
    digits: str


class Contact(StrictModel):
    """A number, who answers it and when."""

    name: Words | None = None
    phone: Words
    hours: Words | None = None
    rang: date | None = Field(
        None, description="The day on which you rang this number and were answered; for one that the press doubts."
    )


class Daytime(Contact):
    """Whom a patient calls in the day, and when: what a summary and an email name, where a profile has it."""

    hours: Words


def _kind(value: Any) -> str:
    if isinstance(value, (dict, Contact)) or isinstance(value, list) and value and isinstance(value[0], dict):
        return "a contact"
    return "a list" if isinstance(value, (list, tuple)) else "a text"


KINDS = ("a contact", "a list", "a text")  # tags of the union below, which pydantic tells as part of a place
Own = Annotated[
    Annotated[Contact, Tag("a contact")] | Annotated[tuple[Words, ...], Tag("a list")] | Annotated[Words, Tag("a text")],
    Discriminator(_kind),
]


class Logo(StrictModel):
    """The clinic's sign, on the first page and beside its name at the end: a picture, and what it says in words."""

    file: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)] = Field(
        description="An SVG drawing, a PNG or a JPEG beside the profile, or in a folder there: logo.svg."
    )
    alt: Annotated[Words, StringConstraints(max_length=120)] = Field(description="What the logo says: Leeds Sleep Clinic.")


class Clinic(BaseModel):
    """The fields of a clinic profile; those that a manuscript declares come in addition."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Own] = Field(init=False)

    example: bool = Field(False, description="True in an example; each page that shows fields then says so.")
    name: Words
    address: Words | None = None
    country: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)] | None = Field(
        None, description="ISO 3166, two letters: GB, US, IE, CA, AU ... Every phone is held against it."
    )
    booklet_url: str | None = Field(
        None,
        description="Where the full booklet with its references can be read: https://, at most 60 characters. "
        "{name} is the name of the handout, as its files have it.",
    )
    logo: Logo | None = None
    daytime: Daytime | None = None

    @property
    def contacts(self) -> Mapping[str, Contact]:
        """Every phone that the profile has, by the name of its table, the daytime's first."""
        day = {"daytime": self.daytime} if self.daytime else {}
        return day | {k: v for k, v in self.own.items() if isinstance(v, Contact)}

    @property
    def own(self) -> Mapping[str, Contact | tuple[str, ...] | str]:
        """The fields that a manuscript has declared, in the order of the file."""
        return self.model_extra or {}

    def fields(self, declared: "Clinic | None" = None) -> dict[str, Any]:
        """What a section may print, by name: texts, lists, and contacts as tables of three texts.

        What `declared` has and this profile lacks, or has of another kind, is empty.
        """
        have, wanted = self._all(), declared._all() if declared else {}
        fitting = {n: _shown(value) for n, value in have.items() if n not in wanted or _kind(value) == _kind(wanted[n])}
        return {name: _empty(value) for name, value in wanted.items()} | fitting

    def of(self, handout: str) -> "Clinic":
        """As the handout of this name prints it: one file serves all, and each may be read at an address of its own."""
        address = self.booklet_url and self.booklet_url.replace(_HANDOUT, handout)
        return self.model_copy(update={"booklet_url": address})

    def _all(self) -> dict[str, Any]:
        fixed = {name: getattr(self, name) for name in type(self).model_fields if name not in ("example", "logo")}
        return {name: "" if value is None else value for name, value in fixed.items()} | dict(self.own)

    @field_validator("booklet_url")
    @classmethod
    def _short_and_safe(cls, address: str | None) -> str | None:
        if address is not None and len(address) > LONGEST_ADDRESS:
            says = f"this address has {len(address)} characters, and {LONGEST_ADDRESS} is the most that somebody types"
            raise ValueError(says, "name a page above it that leads there, as in https://example.org/handouts")
        if address is not None and not _ADDRESS.fullmatch(address.replace(_HANDOUT, "name")):
            says = "an address to be typed begins with https:// and has plain letters only"
            raise ValueError(says, "write it as in https://example.org/handouts")
        return address


def value_at(fields: Any, names: Iterable[str]) -> Any:
    """What stands in nested fields at a name, and at that within; None where nothing does."""
    for name in names:
        fields = fields.get(name) if isinstance(fields, Mapping) else None
    return fields


def _shown(value: Any) -> Any:
    """A contact as a table of its texts, empty where it has none; anything else as it is."""
    return {name: getattr(value, name) or "" for name in CONTACT} if isinstance(value, Contact) else value


def _empty(value: Any) -> Any:
    return dict.fromkeys(CONTACT, "") if isinstance(value, Contact) else type(value)()  # "" or ()
