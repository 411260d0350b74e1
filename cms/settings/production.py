"""A server of the city, behind a proxy that speaks HTTPS."""

from urllib.parse import unquote, urlsplit

from .base import *  # noqa: F403
from .environment import listed, optional, required, switch

ALLOWED_HOSTS += ["localhost"]  # noqa: F405  the health check asks from inside the container

SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = False  # other services of the city may share its domain
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # they ask for just that
SECURE_SSL_REDIRECT = switch("HANDBOOK_HTTPS_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # asked from inside the container, without TLS

# Without a proxy anyone could write these headers, so they count only where one is declared.
HANDBOOK_BEHIND_PROXY = switch("HANDBOOK_BEHIND_PROXY")
if HANDBOOK_BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

if optional("HANDBOOK_SMTP_URL"):
    _smtp = urlsplit(required("HANDBOOK_SMTP_URL", "set e.g. smtp://user:password@host:587"))
    EMAIL_HOST = _smtp.hostname or "localhost"
    EMAIL_PORT = _smtp.port or 25
    EMAIL_HOST_USER = unquote(_smtp.username or "")
    EMAIL_HOST_PASSWORD = unquote(_smtp.password or "")
    EMAIL_USE_TLS = EMAIL_PORT == 587
    EMAIL_USE_SSL = EMAIL_PORT == 465

if optional("HANDBOOK_ALARM_MAIL"):
    ADMINS = [("", address) for address in listed("HANDBOOK_ALARM_MAIL", "set mail addresses.")]
