"""Safe for production as it stands: the other settings files only relax or add."""

from pathlib import Path

import dj_database_url

from .environment import listed, optional, required
from .languages import LANGUAGES
from .logging import LOGGING  # noqa: F401

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(optional("HANDBOOK_VAR", str(BASE_DIR / "var")))

SECRET_KEY = required(
    "HANDBOOK_SECRET_KEY",
    "set 50 or more random characters, e.g. from `openssl rand -base64 48`, and keep them.",
)
ALLOWED_HOSTS = listed(
    "HANDBOOK_ALLOWED_HOSTS",
    "set the host names readers and staff use, separated by commas.",
)
WAGTAILADMIN_BASE_URL = required(
    "HANDBOOK_BASE_URL",
    "set the address of this installation as staff open it, e.g. https://handbook.city.example",
).rstrip("/")
DEBUG = False

INSTALLED_APPS = [
    "handbook",
    "cms",
    "search",
    "wagtail_localize",
    "wagtail_localize.locales",  # in the place of wagtail.locales
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "ninja",  # serves its API page from here instead of from a CDN
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",  # Wagtail's search on PostgreSQL; idle on SQLite
    "django.contrib.staticfiles",
]

# From the outside in. Readers never use a session, a login or a CSRF token, so the
# middleware for those sets no cookie on reader pages (tests/handbook/test_middleware.py).
MIDDLEWARE = [
    "handbook.logs.RequestLog",  # outermost: sees the final status and the whole duration
    "django.middleware.security.SecurityMiddleware",  # HTTPS redirect, HSTS, nosniff, referrer
    "handbook.middleware.SecurityHeaders",  # before static files, which carry them too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "handbook.middleware.ReaderCompression",
    "handbook.middleware.ReaderBodyLimit",  # before anything reads the body
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "handbook.release.batch_middleware.OneBatch",  # one act of staff composes once
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        required(
            "DATABASE_URL",
            "set e.g. postgres://user:password@host:5432/handbook or sqlite:////data/db.sqlite3",
        ),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",  # otherwise two writers meet as "database is locked"
        "timeout": 20,
    }
else:  # readers go on from disk, as soon as it is clear that no server answers
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "cms.User"
AUTHENTICATION_BACKENDS = ["cms.seating.OnTheDay"]  # rights follow the post one holds today
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "wagtailadmin_login"

LANGUAGE_CODE = "ja"
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "wagtail", BASE_DIR / "locale" / "reader"]

STATIC_URL = "/static/"
STATIC_ROOT = Path(optional("HANDBOOK_STATIC_DIR", str(VAR_DIR / "static")))
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else uses these files, and the header would travel with each

SESSION_COOKIE_SECURE = True
SESSION_COOKIE_AGE = 60 * 60 * 10  # one working day of a member of staff
CSRF_FAILURE_VIEW = "handbook.views.errors.forbidden"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer makes Django refuse the POST of a form
X_FRAME_OPTIONS = "DENY"  # Wagtail loosens it for its own previews

# The admin posts long inline forms. Readers are held to 8 KB by handbook.middleware.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = optional("HANDBOOK_MAIL_FROM", "handbook@localhost")

HANDBOOK_RELEASE_DIR = VAR_DIR / "releases"
HANDBOOK_PACK_KEY = VAR_DIR / "pack_key.pem"
PROGRAM_TEXTS = (  # fields of a program that are sentences: translated in one room, laid over each other in another
    "title",
    "alternate_name",
    "summary",
    "body",
    "target",
    "benefit",
    "fiscal_year",
    "how_to_apply",
    "deadline",
    "documents",
    "where_to_ask",
    "say",
    "contact_without_phone",
)
EDITION_MIRROR = "cms.mirror"  # where the editions of other installations become pages
ENTRY_PREVIEW = "handbook.views.preview.entry"  # how the editorial room shows an unsaved entry
CHANGE_EFFECTS = "handbook.rehearsing.of_revisions"  # what changed entries would do to residents
CHANGE_EFFECTS_REST_ON = "handbook.rehearsing.resting_on"  # what that depends on beside the pages
EMERGENCY_DECIDED = "handbook.release.batches.decided"  # whom the editorial room tells of a decision afterwards
ASKED_AFTERWARDS = "cms.workflow.releasing.asked_afterwards"
HANDBOOK_BEHIND_PROXY = False
HANDBOOK_DEMO = False

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.backend"}}  # the stock one finds almost nothing in Japanese
WAGTAIL_SITE_NAME = "よりどころ"
WAGTAILADMIN_USER_LOGIN_FORM = "cms.signing_in.SignInForm"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("ja", "日本語"), ("en", "English")]
WAGTAIL_AUTOSAVE_INTERVAL = 0  # else a reviewer who types makes a revision nobody approved
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False  # else the untranslated copy goes live
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS = []  # fetching an embed would be a request to another party
