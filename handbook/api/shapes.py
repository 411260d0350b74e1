"""The JSON of the API's own documents. The Release has its shape from handbook.release.schema."""

from ninja import Field, Schema


class Links(Schema):
    editions: str = Field(description="Where the editions are listed.")
    matching: str = Field(description="The matching rule, for people.")
    vectors: str = Field(description="The matching rule and its test vectors, for programs.")
    openapi: str
    docs: str


class EditionEntry(Schema):
    key: str = Field(description="The edition's permanent name.", examples=["zenkoku"])
    languages: list[str] = Field(description="Languages it is published in, its own first.")
    is_default: bool = Field(description="Shown at addresses that belong to no other edition.")
    url: str = Field(description="Where the edition is described.")


class Editions(Schema):
    editions: list[EditionEntry]


class CurrentRelease(Schema):
    language: str
    hash: str = Field(description="SHA-256 of the Release's bytes as they are served.")
    url: str = Field(description="This very Release: never changes.")
    latest: str = Field(description="Always the Release that readers see now.")


class EditionContact(Schema):
    name: str
    phone: str
    hours: str


class EditionDetail(Schema):
    key: str
    title: str
    organisation: str
    scope_label: str = Field(description="The label on this edition's own cards.")
    municipality_code: str = Field(description="Six digits with the check digit, empty for the national edition.")
    bases: list[str] = Field(description="Keys of the editions it is built on, nearest first.")
    notice: str = Field(description="A warning to be shown with the content, such as that it is an unconfirmed draft.")
    contact: EditionContact
    releases: list[CurrentRelease]


class ProblemDetails(Schema):
    type: str
    title: str
    status: int
    detail: str
