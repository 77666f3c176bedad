"""Django's settings. What an operator may change comes from ``env``; the rest is decided here."""

from pathlib import Path

from firsthand import env

HERE = Path(__file__).resolve().parent

DATA = env.folder("FIRSTHAND_DATA", Path("data"))
MEDIA_ROOT = DATA / "media"
STATIC_ROOT = DATA / "static"

SECRET_KEY = env.secret("FIRSTHAND_SECRET_KEY", DATA / "secret-key")
DEBUG = False
ALLOWED_HOSTS = env.words("FIRSTHAND_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
HTTPS = env.yes_or_no("FIRSTHAND_HTTPS", False)
PROXIES = env.whole_number("FIRSTHAND_PROXIES", 0, least=0, most=9)
WORKERS = env.whole_number("FIRSTHAND_WORKERS", 2, least=1, most=64)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "django_prose_editor",
    "firsthand.front",
    "firsthand.transfer",
    "firsthand.desk",
    "firsthand.delivery",
    "firsthand.guard",
    "firsthand.dialogue",
    "firsthand.readership",
    "firsthand.niche",
    "firsthand.stories",
    "firsthand.audience",
    "firsthand.people",
    "firsthand.post",
    "firsthand.place",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "firsthand.front.policy.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "firsthand.front.language.LanguageOfThePage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "firsthand.audience.middleware.WhoReads",
]

ROOT_URLCONF = "firsthand.urls"
WSGI_APPLICATION = "firsthand.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "firsthand.front.context.place",
            ],
        },
    }
]

DATABASES = {"default": env.database("FIRSTHAND_DATABASE_URL", data=DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "sign-in"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "firsthand.front.views.errors.form_too_old"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The redirect to HTTPS, HSTS for subdomains and preloading belong to whoever owns the domain; the checks that
# ask for them (W004, W005, W008, W021) and for secure cookies (W012, W016) speak only where HTTPS is off.
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W005", "security.W008", "security.W021"] + (
    [] if HTTPS else ["security.W012", "security.W016"]
)

DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024

LANGUAGE_CODE = "it"
LANGUAGES = [("it", "Italiano"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
FORMAT_MODULE_PATH = ["firsthand.front.formats"]
USE_TZ = True
TIME_ZONE = env.time_zone("FIRSTHAND_TIME_ZONE", "Europe/Rome")

STATIC_URL = "/static/"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": "firsthand.front.static_files.HashedWhereCollected"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0
# What is compressed already, and the maps of scripts, which are large and asked for by nobody but a debugger.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["jpg", "jpeg", "png", "gif", "webp", "woff", "woff2", "map"]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
MAIL = env.mail("FIRSTHAND_MAIL_URL")
DEFAULT_FROM_EMAIL = env.text("FIRSTHAND_MAIL_FROM", "firsthand@localhost")
globals().update(MAIL)

# How long a worker of the front door may answer from its store after it last read the change log, in seconds.
LEASE = 0.25

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"no address": {"()": "firsthand.front.unsaid.NoAddress"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["no address"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # What was not found is not written down: the path of a story is in it, and with it a title.
    "loggers": {"django.request": {"level": "ERROR"}},
}
