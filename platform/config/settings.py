"""Every setting of the site; each difference between installations is an environment variable (see .env.example)."""

from pathlib import Path

import django_stubs_ext
import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import safety
from config.push import KNOWN_PUSH_HOSTS
from config.schedule import ROUTES, SCHEDULE
from config.ways_of_asking import WAYS_OF_ASKING

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()
# What a person wrote down, then what a running `make run` leaves for commands in other terminals.
for written in (BASE_DIR / ".env", BASE_DIR / "var" / "run.env"):
    if written.exists():
        env.read_env(written)

DEBUG: bool = env.bool("DEBUG", default=False)
DEMO: bool = env.bool("DEMO", default=False)
HTTPS: bool = env.bool("HTTPS", default=not (DEBUG or DEMO))
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

SECRET_KEY: str = env.str("SECRET_KEY")
# Keeps who takes part and what was answered apart; never changes, not even when SECRET_KEY does.
ANSWERS_KEY: str = env.str("ANSWERS_KEY", default="") or SECRET_KEY
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])
if not DEBUG and not DEMO and len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("SECRET_KEY must be at least 32 characters long in production.")

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS: list[str] = [*env.list("ALLOWED_HOSTS", default=[]), *LOCAL_HOSTS]
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
NUM_PROXIES: int = env.int("NUM_PROXIES", default=0)

SITE_NAME: str = env.str("SITE_NAME", default="Wij&Overijssel")
# Where mail links to: the address people type.
SITE_URL: str = env.str("SITE_URL", default="http://127.0.0.1:8000")

# --- what the site is made of -------------------------------------------------------------------
INSTALLED_APPS = [
    "initiatives",
    "consultations",
    *WAYS_OF_ASKING,
    "moderation",
    "discussions",
    "voting",
    "newsletters",
    "promises",
    "notifications",
    "publications",
    "accounts",
    "places",
    "themes",
    "foundation",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "csp",
    "django_htmx",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "foundation.pagecache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "foundation.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "foundation.middleware.RefusedMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

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
                "foundation.context.site",
            ],
        },
    },
]

CRISPY_ALLOWED_TEMPLATE_PACKS = ("nlds",)
CRISPY_TEMPLATE_PACK = "nlds"

# --- data --------------------------------------------------------------------------------------
# Persistent connections: opening one per request costs more than most of our queries.
DATABASES = {
    "default": {
        **env.db("DATABASE_URL", engine="django.db.backends.postgresql"),
        "CONN_MAX_AGE": env.int("DATABASE_CONN_MAX_AGE", default=600),
        "CONN_HEALTH_CHECKS": True,
    }
}

REDIS_URL: str = env.str("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "foundation.caches.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 5},
    }
}
PAGE_CACHE_SECONDS: int = env.int("PAGE_CACHE_SECONDS", default=10)

# --- people ------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:enter"
LOGIN_REDIRECT_URL = "initiatives:mine"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
# allauth's own sign-up is closed; the password here only tells it that people may set one.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ALLAUTH_TRUSTED_PROXY_COUNT = NUM_PROXIES

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_NAME = "sessie"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "foundation.error_pages.csrf_failure"
# In a signed cookie that lives until the next page: no write to the database for one line of text.
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"

# --- words and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "taal"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# --- files -------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static" / "dist", ("img", BASE_DIR / "static" / "img")]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
PRIVATE_MEDIA_ROOT = Path(env.str("PRIVATE_MEDIA_ROOT", default=str(VAR_DIR / "private")))
STATIC_MANIFEST: bool = env.bool("STATIC_MANIFEST", default=not DEBUG)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_MEDIA_ROOT), "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_MANIFEST
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_HANDLERS = [
    "foundation.uploads.QuotaUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
IMAGE_MAX_BYTES = 10 * 1024 * 1024
IMAGE_MAX_PIXELS = 40_000_000

# --- mail --------------------------------------------------------------------------------------
# The demo keeps its mail in files, readable at /_demo/mail/; nothing leaves the machine.
DEMO_MAIL_DIR = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default=f"{SITE_NAME} <noreply@localhost>")
if DEMO and not env.str("EMAIL_URL", default=""):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(DEMO_MAIL_DIR)
else:
    vars().update(env.email("EMAIL_URL", default="smtp://localhost:25"))
EMAIL_TIMEOUT = 10
# What the mail server takes; 0 is no limit. Sign-in codes and receipts do not wait for it.
MAIL_PER_MINUTE: int = env.int("MAIL_PER_MINUTE", default=0)
# How long messages are kept, in days: notices that were seen, all notices, and mail and push messages after they went.
KEEP_SEEN_NOTICES_DAYS: int = env.int("KEEP_SEEN_NOTICES_DAYS", default=180)
KEEP_NOTICES_DAYS: int = env.int("KEEP_NOTICES_DAYS", default=365)
KEEP_SENT_MAIL_DAYS: int = env.int("KEEP_SENT_MAIL_DAYS", default=90)
# What a mail service signs with when it tells that mail came back; without it that address does not exist.
MAIL_WEBHOOK_SECRET: str = env.str("MAIL_WEBHOOK_SECRET", default="")

# --- the worker and the clock ------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A request that nudges the worker must not wait for a queue that is down: one more try, then on.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "queue_order_strategy": "priority",
}
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = ROUTES
CELERY_TASK_TIME_LIMIT = 300
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "clock")
CELERY_BEAT_SCHEDULE = SCHEDULE

# --- safety ------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^_healthz/"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if NUM_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS: list[str] = []
# Where the map gets its picture; empty: our own drawing of the municipalities, and nothing is asked of another site.
TILES_URL: str = env.str("TILES_URL", default="")
TILES_CREDIT: str = env.str("TILES_CREDIT", default="")
CONTENT_SECURITY_POLICY = safety.policy(TILES_URL)
# Where residents can write to; without it the pages name the postal address.
CONTACT_EMAIL: str = env.str("CONTACT_EMAIL", default="")
SECURITY_CONTACT: str = env.str("SECURITY_CONTACT", default="mailto:security@localhost")
# Opens /_healthz/metrics/ to who sends it; without it that address does not exist.
METRICS_TOKEN: str = env.str("METRICS_TOKEN", default="")

# --- push messages: without a key there are none ------------------------------------------------
VAPID_PRIVATE_KEY: str = env.str("VAPID_PRIVATE_KEY", default="")
VAPID_CONTACT: str = env.str("VAPID_CONTACT", default=SECURITY_CONTACT)
PUSH_HOSTS: list[str] = env.list("PUSH_HOSTS", default=KNOWN_PUSH_HOSTS)

# --- what is written down ----------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "console": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "foundation.logs.JsonFormatter"},
    },
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "formatter": env.str("LOG_FORMAT", default="console" if DEBUG or DEMO else "json"),
        }
    },
    "root": {"handlers": ["stdout"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
