"""Whose handbook a Release is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Contact:
    name: str = ""
    phone: str = ""
    hours: str = ""


@dataclass(frozen=True)
class Logo:
    """Small enough to travel with the Release, so it is there wherever the Release is. No data: there is none."""

    media_type: str = ""  # image/png | image/jpeg | image/webp
    data: str = ""  # base64
    width: int = 0
    height: int = 0
    alt: str = ""  # empty where it only repeats the name beside it


@dataclass(frozen=True)
class Edition:
    key: str  # the edition's slug: stable in URLs, files and the API
    title: str
    organisation: str
    scope_label: str
    municipality_code: str = ""
    bases: tuple[str, ...] = ()  # keys of the editions it is built on, nearest first
    theme_colour: str = "#115a36"
    logo: Logo = Logo()
    exit_url: str = ""
    contact: Contact = Contact()
    about: str = ""
    notice: str = ""
    is_public: bool = False
    wards: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("ja",)  # all languages it is offered in, its own first
    lang: str = "ja"  # of its texts where a translation is missing
