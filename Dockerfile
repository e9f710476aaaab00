# The site in one image: web, worker and beat differ only in their command (see compose.yaml).
# Not run in a container engine by its writers yet; its commands were run one by one in a clean Debian (docs/deploy/README.md).

FROM python:3.11-slim-trixie AS packages
COPY requirements.txt /tmp/requirements.txt
RUN python -m venv /venv \
 && /venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: -r /tmp/requirements.txt

FROM python:3.11-slim-trixie
# pg_dump and pg_restore, for `manage.py backup` and `restore`.
RUN apt-get update \
 && apt-get install -y --no-install-recommends postgresql-client \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --user-group --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin coproduce \
 && install -d -o coproduce -g coproduce -m 0700 /var/lib/coproduce
COPY --from=packages /venv /venv
ENV PATH=/venv/bin:$PATH \
    COPRODUCE_NO_VENV=1 \
    PYTHONUNBUFFERED=1 \
    STATIC_ROOT=/srv/staticfiles
WORKDIR /srv/coproduce
COPY manage.py pyproject.toml ./
COPY coproduce coproduce
COPY members members
COPY projects projects
COPY principles principles
COPY templates templates
COPY static static
COPY docs/deploy docs/deploy
# Settings ask for these; collecting static files uses none of them.
RUN SITE_URL=https://build.invalid ALLOWED_HOSTS=build.invalid SECRET_KEY=only-to-collect-static-files \
    DATABASE_URL=postgres://build.invalid/none REDIS_URL=redis://build.invalid EMAIL_URL=smtp://build.invalid \
    python manage.py collectstatic --no-input --verbosity 0 \
 && python -m compileall -q .

USER coproduce
EXPOSE 8000
CMD ["gunicorn", "--config", "docs/deploy/gunicorn.conf.py", "coproduce.wsgi"]
