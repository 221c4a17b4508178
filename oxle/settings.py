"""Django settings. OXLE_MODE says which machine this is: production (the default), local (`make run`) or test."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from oxle import env

ROOT = Path(__file__).resolve().parent.parent
MODE = env.text("OXLE_MODE", "production")
if MODE not in {"production", "local", "test"}:
    raise env.ImproperlyConfigured(f"OXLE_MODE must be production, local or test, not {MODE!r}.")
LOCAL = MODE in {"local", "test"}
DEBUG = False  # never: a traceback shows a child's record

# Where this installation keeps what must outlive a restart: uploads, letters, seal heads.
VAR = Path(env.text("OXLE_VAR", str(ROOT / "var")))

SECRET_KEY = env.text("OXLE_SECRET_KEY", "for tests only, never a secret" if MODE == "test" else None)
BASE_URL = env.text("OXLE_BASE_URL", "http://127.0.0.1:8000" if LOCAL else None)
HTTPS = BASE_URL.startswith("https://")
ALLOWED_HOSTS = env.words("OXLE_HOSTS", "127.0.0.1,localhost,testserver" if LOCAL else None)
COUNCIL_NAME = env.text("OXLE_COUNCIL_NAME", "Oxfordshire County Council")
# Demo sign-ins, OXLE_NOW and the demo banner exist only with this on.
DEMO = env.flag("OXLE_DEMO") and LOCAL

# --- apps, lowest layer first: see docs/adr and tests/house/test_layers.py -------------------------------
DUTIES = ["attendance"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "django_tables2",
    "django_filters",
    "pgtrigger",
    "csp",
    "oxle.core",
    "oxle.accounts",
    "oxle.audit",
    "oxle.schooldays",
    "oxle.exchange",
    "oxle.schools",
    "oxle.people",
    "oxle.registers",
    "oxle.documents",
    "oxle.correspondence",
    "oxle.provision",
    "oxle.cases",
    "oxle.demo",
    *DUTIES,
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "oxle.audit.middleware.AuditedTransaction",
    "allauth.account.middleware.AccountMiddleware",
    "oxle.accounts.middleware.SignedIn",
]

ROOT_URLCONF = "oxle.urls"
WSGI_APPLICATION = "oxle.wsgi.application"
ASGI_APPLICATION = "oxle.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "oxle.core.context.service",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["govuk"]
CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_FAIL_SILENTLY = False
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.insert(0, "django.forms")
DJANGO_TABLES2_TEMPLATE = "core/table.html"

# --- data ------------------------------------------------------------------------------------------------
DATABASES = {"default": env.database(env.text("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
# The audit triggers go on after every migration, onto every table of ours, so that none can be forgotten.
PGTRIGGER_MIGRATIONS = False
PGTRIGGER_INSTALL_ON_MIGRATE = True

# --- language and time: moments in UTC, days in Europe/London ---------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["oxle.core.formats"]

# --- sign-in ---------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- the browser -----------------------------------------------------------------------------------------
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("OXLE_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
NODE_MODULES = ROOT / "node_modules"
STATICFILES_DIRS = [ROOT / "static"]

# --- background work: the broker carries wake-ups only, every fact is a row --------------------------------
REDIS_URL = env.text("REDIS_URL")

# --- e-mail ----------------------------------------------------------------------------------------------
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if env.text("OXLE_SMTP_HOST", "none") != "none"
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_HOST = env.text("OXLE_SMTP_HOST", "none")
EMAIL_PORT = env.number("OXLE_SMTP_PORT", 25)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("OXLE_FROM_EMAIL", "noreply@localhost" if LOCAL else None)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
}
