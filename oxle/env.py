"""Reads the environment once, with types, and fails in one clear line when something needed is missing."""

import os
from collections.abc import Iterable, Mapping
from typing import Any
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


def directories(prefixes: Mapping[str, str], *, safely: bool) -> list[dict[str, Any]]:
    """What allauth must know of the OpenID Connect providers that are named, each by variables with its own prefix,
    which stands with whom it is for (its setting "for").

    Without <prefix>_ID there is none. With `safely` a server whose address is not https:// stops the start.
    """
    found = []
    for prefix, whom in prefixes.items():
        if (key := text(f"{prefix}_ID", "none")) == "none":
            continue
        server = text(f"{prefix}_SERVER")
        if safely and not server.startswith("https://"):
            raise ImproperlyConfigured(f"{prefix}_SERVER must begin https://, or anybody on the way could sign in.")
        # Not every provider says whether it checked an address: name the domains that are its own, or “all”.
        domains = [word for word in words(f"{prefix}_VERIFIED_DOMAINS", "none") if word != "none"]
        settings = {"server_url": server, "verified_email": domains == ["all"] or domains, "for": whom}
        names = {"name": f"{prefix}_NAME", "client_id": f"{prefix}_CLIENT_ID", "secret": f"{prefix}_SECRET"}
        found.append({"provider_id": key, **{name: text(of) for name, of in names.items()}, "settings": settings})
    if len({one["provider_id"] for one in found}) < len(found):
        raise ImproperlyConfigured("Two sign-ins have the same short name: each needs an _ID of its own.")
    return found


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
