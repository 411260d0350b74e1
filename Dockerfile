# Stage 1 makes wheels from the locked versions, stage 2 installs only those.
FROM python:3.12-slim-bookworm AS wheels
COPY requirements.lock /build/
RUN pip wheel --no-cache-dir --no-deps --require-hashes --wheel-dir /build/wheels -r /build/requirements.lock

FROM python:3.12-slim-bookworm
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=cms.settings.production \
    HANDBOOK_VAR=/data
RUN --mount=type=bind,from=wheels,source=/build/wheels,target=/wheels \
    pip install --no-cache-dir --no-index --no-deps /wheels/*.whl
RUN useradd --system --uid 10001 --no-create-home handbook \
    && install --directory --owner handbook /data /app
WORKDIR /app
COPY . .

# Collecting needs complete settings but neither a database nor a real secret, and the
# volume that later hides /data must not hide the result.
ENV HANDBOOK_STATIC_DIR=/app/static
RUN HANDBOOK_SECRET_KEY=only-while-building HANDBOOK_ALLOWED_HOSTS=localhost \
    HANDBOOK_BASE_URL=http://localhost DATABASE_URL=sqlite://:memory: \
    python manage.py collectstatic --noinput --verbosity 0

USER handbook
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD \
    ["python", "-c", "import urllib.request as r; r.urlopen(r.Request('http://127.0.0.1:8000/health/', headers={'Host': 'localhost'}), timeout=4)"]
# Requests are logged by the product itself, without queries and full addresses.
CMD ["gunicorn", "cms.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", \
     "--max-requests", "5000", "--max-requests-jitter", "500", "--no-control-socket", \
     "--log-level", "warning"]
