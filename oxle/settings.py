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

SHORTEST_KEY = 50
SECRET_KEY = env.text("OXLE_SECRET_KEY", "for tests only, never a secret" if MODE == "test" else None)
if not LOCAL and len(SECRET_KEY) < SHORTEST_KEY:
    raise env.ImproperlyConfigured(f"OXLE_SECRET_KEY must have at least {SHORTEST_KEY} characters, chosen at random.")
BASE_URL = env.text("OXLE_BASE_URL", "http://127.0.0.1:8000" if LOCAL else None)
HTTPS = BASE_URL.startswith("https://")
if not (LOCAL or HTTPS):
    raise env.ImproperlyConfigured("OXLE_BASE_URL must begin https://, or anybody on the way could read what is sent.")
ALLOWED_HOSTS = env.words("OXLE_HOSTS", "127.0.0.1,localhost,testserver" if LOCAL else None)
# Both stand on every letter, so no installation begins with another council's.
COUNCIL_NAME = env.text("OXLE_COUNCIL_NAME", "Oxfordshire County Council" if LOCAL else None)
# On the letterhead; a bar between lines.
MADE_UP_ADDRESS = "County Hall|1 Example Street|Exampleton" if LOCAL else None
COUNCIL_ADDRESS = env.text("OXLE_COUNCIL_ADDRESS", MADE_UP_ADDRESS).split("|")
# Demo sign-ins, OXLE_NOW and the demo banner exist only with this on.
DEMO = env.flag("OXLE_DEMO") and LOCAL

# --- apps, lowest layer first: see docs/adr and tests/house/test_layers.py -------------------------------
DUTIES = ["attendance", "exclusions", "reduced_timetables", "ehe", "cme", "licensing"]
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
    "oxle.transfers",
    "oxle.cases",
    "oxle.meetings",
    "oxle.missing_out",
    "oxle.reporting",
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
                "oxle.people.context.may_search",
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
FILTERS_EMPTY_CHOICE_LABEL = "Any"

# --- data ------------------------------------------------------------------------------------------------
DATABASES = {"default": env.database(env.text("DATABASE_URL"))}
DATABASES["default"]["TEST"] = {"NAME": env.text("OXLE_TEST_DB", "test_oxle")}  # so that two runs can share a server
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_ENGINE = "oxle.accounts.sessions"  # with their owner, so that they can be listed and ended
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
AUTHENTICATION_BACKENDS = ["oxle.accounts.backends.EmailBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

PASSWORD_RESET_TIMEOUT = 60 * 60
SESSION_COOKIE_AGE = 12 * 60 * 60  # the longest anybody stays signed in; accounts.middleware ends idle ones sooner
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # school offices share computers
# Nobody signs up: people are invited. Limits are counted by accounts.limits, before any password is hashed.
ACCOUNT_ADAPTER = "oxle.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_FORMS = {
    "login": "oxle.accounts.sign_in_forms.SignInForm",
    "reset_password": "oxle.accounts.sign_in_forms.ForgottenForm",
    "reset_password_from_key": "oxle.accounts.sign_in_forms.NewPasswordForm",
    "change_password": "oxle.accounts.sign_in_forms.ChangePasswordForm",
    "set_password": "oxle.accounts.sign_in_forms.FirstPasswordForm",
    "reauthenticate": "oxle.accounts.sign_in_forms.ConfirmPasswordForm",
}
MFA_ADAPTER = "oxle.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_ISSUER = "Oxle"
MFA_TOTP_TOLERANCE = 1  # one half-minute either way: people are slow and telephones' clocks drift
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an invitation has proved the address
MFA_RATE_LIMITS = False
MFA_FORMS = {
    "authenticate": "oxle.accounts.sign_in_forms.CodeForm",
    "reauthenticate": "oxle.accounts.sign_in_forms.ConfirmCodeForm",
    "activate_totp": "oxle.accounts.sign_in_forms.FirstCodeForm",
    "add_webauthn": "oxle.accounts.sign_in_forms.AddPasskeyForm",
    "edit_webauthn": "oxle.accounts.sign_in_forms.RenamePasskeyForm",
}
# Organisations' own sign-ins by OpenID Connect, when they have been named: the council's (Entra ID, say) and one for
# the people of schools (DfE Sign-in, say), by which nobody of the council comes in.
DIRECTORIES = env.directories({"OXLE_OIDC": "anybody", "OXLE_OIDC_SCHOOLS": "schools"}, safely=not LOCAL)
SOCIALACCOUNT_ADAPTER = "oxle.accounts.directory.DirectoryAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": DIRECTORIES, "OAUTH_PKCE_ENABLED": True}}

# --- the browser -----------------------------------------------------------------------------------------
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "oxle.accounts.middleware.not_from_here"
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
        # Pressing the button of an organisation's own sign-in leads to its server.
        "form-action": [SELF, *("/".join(one["settings"]["server_url"].split("/")[:3]) for one in DIRECTORIES)],
        "frame-ancestors": [NONE],
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
NODE_MODULES = ROOT / "node_modules"
STATICFILES_DIRS = [ROOT / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "oxle.core.assets.DesignSystemFinder",  # the few files of the design systems that we serve
]

# --- uploads ---------------------------------------------------------------------------------------------
FILE_UPLOAD_HANDLERS = ["oxle.core.uploads.LimitedUploads"]
# A virus scanner, when there is one: `host:3310` or `/run/clamav/clamd.ctl`.
CLAMD = env.text("OXLE_CLAMD", "none")

# --- background work: the broker carries wake-ups only, every fact is a row --------------------------------
REDIS_URL = env.text("REDIS_URL")

# --- e-mail ----------------------------------------------------------------------------------------------
# In production a forgotten one stops the start: "none" says that there is none, and messages then wait and fail in
# sight.
MAIL_SERVER = env.text("OXLE_SMTP_HOST", "none" if LOCAL else None)
HAS_MAIL_SERVER = MAIL_SERVER != "none"
# Printed only on one's own machine: the messages about signing in hold keys, which must never stand in a log.
EMAIL_BACKEND = f"django.core.mail.backends.{'console' if LOCAL and not HAS_MAIL_SERVER else 'smtp'}.EmailBackend"
# This name is nobody's (RFC 2606).
EMAIL_HOST = MAIL_SERVER if HAS_MAIL_SERVER else "no-mail-server.invalid"
# How the way to the mail server is encrypted, and the port where each way is usual.
MAIL_PORTS = {"starttls": 587, "implicit": 465, "none": 25}
MAIL_TLS = env.one_of("OXLE_SMTP_TLS", MAIL_PORTS, "none" if LOCAL else "starttls")
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL_TLS == "starttls", MAIL_TLS == "implicit"
EMAIL_PORT = env.number("OXLE_SMTP_PORT", MAIL_PORTS[MAIL_TLS])
EMAIL_HOST_USER = env.text("OXLE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.text("OXLE_SMTP_PASSWORD", None if EMAIL_HOST_USER else "")
if EMAIL_HOST_USER and MAIL_TLS == "none" and not LOCAL:
    raise env.ImproperlyConfigured("OXLE_SMTP_TLS must not be none with OXLE_SMTP_USER: anybody could read it.")
EMAIL_TIMEOUT = env.number("OXLE_SMTP_TIMEOUT", 10)  # seconds
DEFAULT_FROM_EMAIL = env.text("OXLE_FROM_EMAIL", "noreply@localhost" if LOCAL else None)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "oxle.core.log_lines.Line", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # One line a trigger a table at every migration would bury what matters.
    "loggers": {"pgtrigger": {"level": "WARNING"}},
}
