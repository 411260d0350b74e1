"""One JSON line per event on stdout. handbook.logs decides what such a line may contain."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "handbook.logs.JsonLine"}},
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "json",
        },
        "mail": {
            "class": "django.utils.log.AdminEmailHandler",
            "level": "ERROR",
            "formatter": "json",
            "reporter_class": "handbook.logs.QuietReporter",
        },
    },
    "root": {"handlers": ["stdout"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"handlers": ["mail"], "level": "ERROR", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": False},
        "django_tasks": {"level": "WARNING"},  # it tells of every step of every task
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # robots that guess names
        "gunicorn.http.wsgi": {"level": "ERROR"},  # warns of each HEAD, whose body it leaves out itself
        "handbook.requests": {"level": "INFO"},
    },
}
