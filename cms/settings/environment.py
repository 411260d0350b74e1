"""Every environment variable is read through here; the README table lists each of them."""

import os

from django.core.exceptions import ImproperlyConfigured


def required(name: str, remedy: str) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {remedy}")
    return value


def optional(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def switch(name: str, default: bool = False) -> bool:
    value = optional(name, "1" if default else "0").lower()
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"{name} is {value!r}: write 1 for yes or 0 for no.")
    return value == "1"


def listed(name: str, remedy: str) -> list[str]:
    return [item.strip() for item in required(name, remedy).split(",") if item.strip()]
