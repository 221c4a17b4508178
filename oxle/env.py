"""Reads the environment once, with types, and fails in one clear line when something needed is missing."""

import os
from collections.abc import Iterable
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    """The variable's value; without a default, a missing or empty one stops the start with its name."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set. Set it in the environment: see README, “How to deploy”.")
    return default


def flag(name: str, default: bool = False) -> bool:
    """True for 1/true/yes/on, in any case."""
    return text(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """A whole number; anything else stops the start."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None


def one_of(name: str, allowed: Iterable[str], default: str) -> str:
    """One of some words; any other stops the start."""
    value, allowed = text(name, default), list(allowed)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def words(name: str, default: str | None = None) -> list[str]:
    """A comma-separated list, blanks dropped."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(url: str) -> dict[str, object]:
    """Django's settings for a `postgresql://user:password@host:port/name` URL.

    A socket folder goes in `?host=/path`. PostgreSQL is the only database Oxle runs on.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin postgresql:// because Oxle runs on PostgreSQL only.")
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": options,
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 60,
        # A restart of PostgreSQL must not cost one failed page per web thread.
        "CONN_HEALTH_CHECKS": True,
    }
