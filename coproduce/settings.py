"""All settings, typed, from the environment. A missing variable fails with its name and how to set it."""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def required(name: str, example: str) -> str:
    """The variable's text. Raises ImproperlyConfigured that names it and shows an example."""
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Set it like this: {name}='{example}'")
    return value


# What kind of run this is: DEMO shows the mail and demo pages and lets the clock be moved; the tests set TESTING.
DEMO: bool = env.bool("DEMO", default=False)
TESTING: bool = env.bool("TESTING", default=False)
DEBUG: bool = env.bool("DEBUG", default=False)
CLOCK_MAY_MOVE: bool = DEMO

SITE_NAME = "Coproduce"
SITE_URL: str = required("SITE_URL", "https://coproduce.example.org").rstrip("/")
SECRET_KEY: str = required("SECRET_KEY", "50 or more random letters, from: openssl rand -base64 48")
ALLOWED_HOSTS: list[str] = [
    host for host in required("ALLOWED_HOSTS", "coproduce.example.org").split(",") if host
]
HTTPS: bool = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "coproduce.apps.CoproduceConfig",
    "members.apps.MembersConfig",
    "projects.apps.ProjectsConfig",
    "principles.apps.PrinciplesConfig",
    "members.apps.OperatorAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "coproduce.leaving.open_the_way_out",
    "coproduce.middleware.refuse_far_too_much",
    "coproduce.middleware.plain_requests_only",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "coproduce.middleware.keep_signed_in_pages_private",
    "coproduce.middleware.speak_the_members_language",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "coproduce.middleware.ask_leads_for_a_second_factor",
    "coproduce.middleware.explain_refusals",
]

ROOT_URLCONF = "coproduce.urls"
WSGI_APPLICATION = "coproduce.wsgi.application"

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
                "members.context.reading",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

# --- data -----------------------------------------------------------------------------------------------------------

DATABASES = {
    "default": {
        **env.db_url_config(required("DATABASE_URL", "postgres://coproduce:password@localhost/coproduce")),
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=600),
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,  # the action owns the transaction
    }
}
STATEMENT_TIMEOUT_SECONDS: int = env.int("STATEMENT_TIMEOUT_SECONDS", default=10)
DATABASES["default"]["OPTIONS"] = {
    **DATABASES["default"].get("OPTIONS", {}),
    "options": (
        f"-c statement_timeout={STATEMENT_TIMEOUT_SECONDS}s -c lock_timeout=3s"
        " -c idle_in_transaction_session_timeout=30s"
    ),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The cache is the database: with Redis as cache and Redis down, sign-in answered 500 (its rate limits live in the cache).
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}

# --- jobs -----------------------------------------------------------------------------------------------------------

REDIS_URL: str = required("REDIS_URL", "redis://localhost:6379/0")
CELERY_BROKER_URL: str = (
    REDIS_URL.replace("unix://", "redis+socket://", 1) if REDIS_URL.startswith("unix://") else REDIS_URL
)
CELERY_TIMEZONE = "UTC"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False  # on kombu 5.7 a broker death during a late-ack task ended the worker
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_TIME_LIMIT = 120
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "socket_keepalive": True,
    "health_check_interval": 10,
}
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.2,
}

# --- messages -------------------------------------------------------------------------------------------------------

vars().update(env.email_url_config(required("EMAIL_URL", "smtp+tls://name:password@mail.example.org:587")))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL: str = env.str("FROM_EMAIL", default="Coproduce <hello@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL_SINK_DIR: str = env.str("MAIL_SINK_DIR", default="")
MESSAGE_LEASE = timedelta(seconds=env.int("MESSAGE_LEASE_SECONDS", default=120))
MESSAGE_PLAN_AHEAD = timedelta(days=14)
MESSAGE_RETRY = timedelta(
    seconds=env.int("MESSAGE_RETRY_SECONDS", default=60)
)  # the first wait; then 2, 4 ... 60 times
MAIL_CONNECTIONS: int = env.int("MAIL_CONNECTIONS", default=10)  # at most, in each process, to a slow relay
MAIL_SENDERS: int = env.int(
    "MAIL_SENDERS", default=2
)  # processes that send at the same time, over all machines

# --- accounts -------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, str]] = []
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "front"
ACCOUNT_ADAPTER = "members.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_USER_DISPLAY = "members.adapters.display_name"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 900
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_LOGIN_TIMEOUT = 3600  # longer than a code lasts, so that a new one can be sent where it was asked for
ACCOUNT_CHANGE_EMAIL = True  # one address; a new one counts once its code is typed in
ACCOUNT_RATE_LIMITS = {
    # Wide by address, because a workshop of thirty signs in from one; narrow by account.
    "signup": "60/m/ip",
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "request_login_code": "60/m/ip,3/m/key",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ALLAUTH_TRUSTED_PROXY_COUNT: int = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_ADAPTER = "members.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_PASSKEY_LOGIN_ENABLED = True
USERSESSIONS_TRACK_ACTIVITY = False
ADMIN_PATH: str = env.str("ADMIN_PATH", default="operate/")
# Whose data was removed: a file outside the database, so that a restored backup does not bring anybody back.
ERASURE_LEDGER: str = env.str("ERASURE_LEDGER", default=str(BASE_DIR / ".local" / "erasures.jsonl"))
FILE_MOST_BYTES: int = env.int("FILE_MOST_BYTES", default=10 * 1024 * 1024)  # the largest file people may add

# --- sessions, cookies, headers -------------------------------------------------------------------------------------

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_FAILURE_VIEW = "coproduce.views.public.stale_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = HTTPS and env.bool("SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
X_FRAME_OPTIONS = "DENY"
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Chromium drops a redirect after a form unless its target is allowed: "Leave this page" goes to the neutral site.
NEUTRAL_SITE: str = env.str("NEUTRAL_SITE", default="https://www.bbc.co.uk/weather")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# --- language, time, static files -----------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
FILES_ROOT: str = env.str(
    "FILES_ROOT", default=str(BASE_DIR / ".local" / "files")
)  # never shown by a web server
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": FILES_ROOT,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG or TESTING or DEMO
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG or TESTING or DEMO
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "coproduce"

# --- the product's own numbers (product.md, decisions.md) -----------------------------------------------------------

SMALLEST_GROUP: int = max(
    3, env.int("SMALLEST_GROUP", default=5)
)  # k: no number about fewer people than this

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "coproduce.logs.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
