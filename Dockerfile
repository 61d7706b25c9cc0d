# One image for web, worker, clock and migrations; `python -m bin.start NAME` chooses, as `make run` does.
ARG PYTHON=3.12
ARG NODE=24

FROM python:${PYTHON}-slim AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /build
COPY requirements requirements
# One package (http-ece, pure Python) is published as source only: the locked setuptools builds it, and goes again.
RUN python -m venv /venv \
    && awk '/^[a-z]/ { wanted = /^setuptools==/ } wanted' requirements/dev.txt > setuptools.txt \
    && /venv/bin/pip install --no-deps --only-binary=:all: --require-hashes -r setuptools.txt \
    && /venv/bin/pip install --no-deps --only-binary=:all: --no-binary=http-ece --no-build-isolation --use-pep517 \
        --require-hashes -r requirements/base.txt \
    && /venv/bin/pip uninstall --yes setuptools

# Babel compiles the translations here and stays out of the runtime; its version and hash are the locked ones.
FROM packages AS messages
COPY requirements/dev.txt requirements/
RUN awk '/^[a-z]/ { wanted = /^babel==/ } wanted' requirements/dev.txt > babel.txt \
    && /venv/bin/pip install --no-deps --only-binary=:all: --require-hashes -r babel.txt
COPY bin bin
COPY locale locale
RUN /venv/bin/python -m bin.messages compile

FROM node:${NODE}-slim AS frontend
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY frontend frontend
COPY static static
# The build keeps only the styles whose class names stand somewhere in pages or code.
COPY templates templates
COPY platform platform
COPY initiatives initiatives
COPY consultations consultations
RUN npm run build

FROM python:${PYTHON}-slim AS runtime
ARG VERSION=development
LABEL org.opencontainers.image.title="Wij&Overijssel" \
      org.opencontainers.image.licenses="EUPL-1.2" \
      org.opencontainers.image.version="${VERSION}"
RUN useradd --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin site \
    && rm -rf /usr/local/lib/python3.*/site-packages/pip* /usr/local/bin/pip*
ENV PATH=/venv/bin:$PATH \
    PYTHONPATH=/app:/app/platform \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings \
    HOST=0.0.0.0 \
    PORT=8000 \
    VAR_DIR=/app/var \
    MEDIA_ROOT=/data/media \
    PRIVATE_MEDIA_ROOT=/data/private
WORKDIR /app
COPY --from=packages /venv /venv
COPY manage.py LICENSE publiccode.yml ./
COPY bin/start.py bin/
COPY platform platform
COPY initiatives initiatives
COPY consultations consultations
COPY templates templates
COPY --from=messages /build/locale locale
COPY --from=frontend /build/static static
# Placeholders: collecting static files asks for settings, not for servers.
RUN python -m compileall -q platform initiatives consultations \
    && SECRET_KEY=only-while-building-the-image-0123456789 DATABASE_URL=postgresql://none/none REDIS_URL=redis://none/0 \
       python manage.py collectstatic --noinput \
    && mkdir -p /data/media /data/private && chown -R site:site /data /app/var
USER 10001:10001
VOLUME ["/data"]
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=6s --start-period=30s --retries=3 CMD ["python", "-m", "bin.start", "check", "web"]
CMD ["python", "-m", "bin.start", "web"]
