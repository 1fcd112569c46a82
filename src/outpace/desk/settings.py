"""Django's settings, read from the installation's folder and the environment. No secret has a default."""

import os
from pathlib import Path

from outpace.desk.home import find_home

HOME = find_home()


def _secret(name: str) -> str:
    file = HOME.keys / name
    return file.read_text("ascii").strip() if file.is_file() else ""


SECRET_KEY = os.environ.get("OUTPACE_SECRET_KEY") or _secret("web.key") or "not-set-up"
SPACE = os.environ.get("OUTPACE_SPACE", "live")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("OUTPACE_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
PORT = int(os.environ.get("OUTPACE_PORT", "8000"))
LIVE_PORT = int(os.environ.get("OUTPACE_LIVE_PORT", str(PORT + 1)))

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "outpace.desk.accounts.allauth_apps.Accounts",
    "outpace.desk.accounts.allauth_apps.SecondFactor",
    "outpace.desk.accounts.allauth_apps.OpenId",
    "outpace.desk.scope",
    "outpace.desk.areas",
    "outpace.desk.accounts",
    "outpace.desk.ledger",
    "outpace.desk.people",
    "outpace.desk.openings",
    "outpace.desk.tasks",
    "outpace.desk.cases",
    "outpace.desk.tracing",
    "outpace.desk.isolation",
    "outpace.desk.intake",
    "outpace.desk.life",
]

MIDDLEWARE = [
    "outpace.desk.life.told.Told",
    "outpace.desk.http.headers.SecurityHeaders",
    "outpace.desk.life.probes.Probes",
    "outpace.desk.http.pages.Pages",
    "outpace.desk.http.problems.PlainRefusals",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "outpace.desk.http.csrf.Csrf",
    "outpace.desk.accounts.middleware.SignedIn",
]

ROOT_URLCONF = "outpace.desk.urls"
WSGI_APPLICATION = "outpace.desk.wsgi.application"
WEB_DIST = Path(os.environ.get("OUTPACE_WEB", Path(__file__).resolve().parents[3] / "web" / "dist"))


def _database(role: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ.get("OUTPACE_DB_NAME", "outpace"),
        "HOST": os.environ.get("OUTPACE_DB_HOST", ""),
        "PORT": os.environ.get("OUTPACE_DB_PORT", ""),
        "USER": role,
        "PASSWORD": os.environ.get(f"OUTPACE_DB_PASSWORD_{role.removeprefix('outpace_').upper()}")
        or _secret(f"{role}.password"),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {"application_name": "outpace", "connect_timeout": 5},
    }


DATABASES = {"default": _database("outpace_app"), "owner": _database("outpace_owner")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIGRATION_MODULES = {"account": None, "socialaccount": None}

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["outpace.desk.accounts.signin.ScopedBackend"]
SESSION_ENGINE = "outpace.desk.accounts.sessions"
SESSION_COOKIE_NAME = "outpace_session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_S = 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
BEHIND_TLS = os.environ.get("OUTPACE_TLS", "") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECOND_FACTOR = os.environ.get("OUTPACE_SECOND_FACTOR", "required")
MFA_ADAPTER = "outpace.desk.accounts.second_factor.Sealed"
MFA_TOTP_ISSUER = "Outpace"
MFA_TOTP_TOLERANCE = 1
CSRF_COOKIE_NAME = "outpace_csrf"
CSRF_HEADER_NAME = "HTTP_X_CSRFTOKEN"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "outpace.desk.http.problems.csrf_failed"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "display_zh", "display_en")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "outpace.desk.accounts.passwords.KnownDefaults"},
]

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
APPEND_SLASH = False
FILE_UPLOAD_TEMP_DIR = HOME.spool
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 2**20
JOURNAL = os.environ.get("OUTPACE_JOURNAL", "") == "1"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"journal": {"()": "outpace.desk.journal.JsonLines"}, "terminal": {"format": "%(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "journal" if JOURNAL else "terminal"}},
    "loggers": {
        "outpace": {"level": "INFO" if JOURNAL else "WARNING"},
        "django": {"level": "CRITICAL"},  # it writes addresses as they were asked for; our own line names the route
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
