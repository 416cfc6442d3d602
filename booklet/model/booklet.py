"""The imprint: what booklet.toml says of the handout as a whole."""
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import (
    AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo, field_validator, model_validator,
)  # fmt: skip

from booklet.core.catalogue import catalogue
from booklet.core.disk.files import is_device
from booklet.core.located import StrictModel
from booklet.core.printed.ready_made import with_ready_made
from booklet.core.problems import nearest
from booklet.model.edition import Edition

LONGEST_AUTHORS = 4_000  # characters; a PDF/A holds all of them in one string, which may have no more than 32,767 bytes
LONGEST_VERSION = 24  # characters: on a draft of an example more would be a line too many in each foot
Words = Annotated[  # nothing is filled in here, so {{ is the sign itself; so is \{{, as it is typed in a section
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400),
    AfterValidator(lambda words: re.sub(r"\\(?=\{[{%])", "", words)),
]  # fmt: skip
FileStem = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
ContactName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$", max_length=60)]
Pattern = Literal["tiles", "waves", "hills", "scallops", "leaves", "rings", "petals"]
PATTERNS: tuple[str, ...] = get_args(Pattern)  # each is a file of styles/templates/covers/
DRAFT = "DRAFT"  # in the names of files that are made to look at: handout-a4.DRAFT.pdf. No edition has a dot in its name


class HelpCard(StrictModel):
    """Help that cannot wait: a card on the back page, a line on the summary, the leaflet and the web page's top."""

    ask: Label = Field(description="The question in which a reader knows her own trouble: Life in danger now?")
    contact: ContactName = Field(description="The table of the clinic profile with the phone: emergency, crisis ...")
    email: Label | None = Field(
        None, description="The same for an unsealed email, naming no illness: If you do not feel safe"
    )


class BackLine(StrictModel):
    """One field of the back page: a contact, a text of the clinic profile, or a line to write on."""

    label: Label
    contact: ContactName | None = Field(None, description="A table of the clinic profile: its phone, and its hours.")
    field: ContactName | None = Field(None, description="A text of the clinic profile, such as prescriber.")

    @model_validator(mode="after")
    def _one_thing(self) -> "BackLine":
        if self.contact and self.field:
            raise ValueError("name a contact or a field, not both; neither leaves a line to write on")
        return self


class PersonalField(StrictModel):
    """What a copy for one person says, and the general edition leaves to be written by hand: an entry `[[personal]]`, asked
    for in the text as `{{ person.name }}`.
    """

    name: FieldName = Field(description="Two words with a dot between: person.name, appointment.when.")
    label: Label = Field(description="What it is called: the heading of its column in a list, and in problems.")
    widest: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)] = Field(
        description="The widest value that is to be expected: a copy has room for so much on a line."
    )
    lines: int = Field(1, ge=1, le=4, description="How many lines a value may take.")
    on_cover: bool = Field(False, description="Whether the cover of what is printed says it, with its label.")

    @property
    def space(self) -> str:
        """The first of its two words: a section asks for `person.name` as it does for `clinic.name`."""
        return self.name.partition(".")[0]


def _of_files(name: str) -> str:
    """A name that files can have on every system. Raises ValueError for one that Windows keeps for itself."""
    if is_device(name):
        raise ValueError(f"no file can be called {name}.txt on Windows", f'name = "{name}-handout"')
    return name


Level = Literal["off", "advice", "error"]


def _of_taste(name: str) -> str:
    """The code of a matter of taste. Raises ValueError for any other name."""
    taste = [code.name for code in catalogue().values() if code.is_taste]
    if name not in taste:
        known = ("strict", "uncited-reference", "incomplete-reference", *taste)
        hint = nearest(name, known, f"there are {', '.join(known)}")
        raise ValueError(f"{name} is nothing that can be set here; {hint}")
    return name


def _with_codes(schema: dict[str, Any]) -> None:
    """Each code of taste as a property of its own, so that an editor can offer it."""
    level = schema.pop("additionalProperties")
    taste = (code for code in catalogue().values() if code.is_taste)
    schema["properties"] |= {code.name: level | {"default": code.level, "description": code.rule} for code in taste}
    schema["additionalProperties"] = False


class Rules(BaseModel):
    """The table `[rules]`: how strict the press shall be with this handout, and the levels of what is a matter of taste."""

    model_config = ConfigDict(extra="allow", frozen=True, json_schema_extra=_with_codes)
    __pydantic_extra__: dict[Annotated[str, AfterValidator(_of_taste)], Level]

    strict: bool = Field(False, description="Whether what `check` calls an error of the words stops a build.")
    uncited_reference: Level = Field(
        "advice", alias="uncited-reference", description="A work of references.json that nothing cites."
    )
    incomplete_reference: Level = Field(
        "advice", alias="incomplete-reference", description="A cited work that does not say who made it, or when."
    )

    @property
    def levels(self) -> Mapping[str, str]:
        """The level of each code that is set to one."""
        return self.__pydantic_extra__


def _short(version: str) -> str:
    if len(version) > LONGEST_VERSION:
        raise ValueError(f"it has {len(version)} characters, and the foot of a page has room for {LONGEST_VERSION}")
    return version


_IN_PROFILE = "it is the clinic's: write it into clinic.example.toml beside this file, and into the profile of your clinic"
_OF_CLINIC = {
    "booklet_url": 'above the first [table]: booklet_url = "https://example.org/handouts"',
    "address": 'above the first [table]: address = "1 Example Street, Exampletown"', "logo": "as [logo] with file and alt",
    "country": 'above the first [table]: country = "GB"', "daytime": "as [daytime] with phone and hours",
    "emergency": "as [emergency] with its phone",
}  # fmt: skip


class Imprint(StrictModel):
    """The fields of booklet.toml."""

    elsewhere: ClassVar[Mapping[str, str]] = {name: f"{_IN_PROFILE}, {line}" for name, line in _OF_CLINIC.items()}

    name: Annotated[FileStem, AfterValidator(_of_files)] = Field(
        description="Start of the file names: NAME-a4.pdf. Small letters, digits and hyphens."
    )
    title: Words
    subtitle: Words
    audience: Words = Field(description="Who the handout is for, in one sentence.")
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$")] = Field(
        description="BCP 47, such as en-GB."
    )
    version: Annotated[Words, AfterValidator(_short)] = Field(description="It stands in each foot: 1.2, or 2026-11 draft.")
    published: date
    review_by: date = Field(description="The day by which somebody must have read it again.")
    authors: tuple[Words, ...] = Field(min_length=1, max_length=100)
    funding: Words = Field(description="Who paid, and that nobody else did.")
    notice: Words = Field(description="The line in each footer.")
    cover: str | None = Field(None, description="A drawing for the cover, such as figures/cover.svg.")
    pattern: Pattern | None = Field(
        None, description="The pattern of the cover, where it has no drawing. By default the name of the handout picks one."
    )
    help: tuple[HelpCard, ...] | None = Field(
        None, max_length=4, description="The cards of the back page, the most urgent first; help = [] for none."
    )
    back: tuple[BackLine, ...] | None = Field(
        None, max_length=12, description="The fields of the back page, below the clinic's name and address."
    )
    personal: tuple[PersonalField, ...] = Field(
        (), max_length=20, description="What a copy for one person says: see `python build.py copies --help`."
    )
    rules: Rules = Rules()
    editions: dict[FileStem, Edition] = Field(min_length=1, max_length=50)

    @property
    def on_cover(self) -> tuple[PersonalField, ...]:
        """The personal fields that the cover of what is printed says."""
        return tuple(field for field in self.personal if field.on_cover)

    def file_name(self, edition: str, is_draft: bool = False) -> str:
        """The file of an edition: NAME-a4.pdf, NAME.html, NAME.txt; of a draft NAME-a4.DRAFT.pdf."""
        medium = self.editions[edition].medium
        stem = f"{self.name}-{edition}" if medium == "pdf" else self.name
        ending = {"pdf": "pdf", "web": "html", "text": "txt"}[medium]
        return f"{stem}.{DRAFT}.{ending}" if is_draft else f"{stem}.{ending}"

    @field_validator("authors")
    @classmethod
    def _names_only(cls, authors: tuple[str, ...]) -> tuple[str, ...]:
        if sum(map(len, authors)) > LONGEST_AUTHORS:
            raise ValueError(f"more than {LONGEST_AUTHORS:,} characters of names")
        return authors

    @field_validator("personal")
    @classmethod
    def _each_once(cls, fields: tuple[PersonalField, ...]) -> tuple[PersonalField, ...]:
        names = [field.name for field in fields]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"{name} is there twice")
            if name.partition(".")[0] in ("booklet", "clinic", "numbers"):
                raise ValueError(f"{name}: the press keeps the word before the dot for itself; say person or appointment")
        return fields

    @field_validator("editions", mode="before")
    @classmethod
    def _ready_made(cls, typed: Any) -> Any:
        return with_ready_made(typed)

    @model_validator(mode="after")
    def _one_file_each(self) -> "Imprint":
        media = [edition.medium for edition in self.editions.values() if edition.medium != "pdf"]
        if len(media) > len(set(media)):
            raise ValueError("there can be one web edition and one text edition")
        return self

    @field_validator("review_by")
    @classmethod
    def _reviewed_after_it_is_published(cls, review_by: date, info: ValidationInfo) -> date:
        if "published" in info.data and review_by <= info.data["published"]:
            raise ValueError("it must be later than published")
        return review_by
