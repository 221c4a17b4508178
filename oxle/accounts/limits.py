"""How often somebody may try: counted before a password is hashed, because one hash costs a third of a second."""

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from oxle.core.throttle import allow

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def may_try(who: str, request: HttpRequest, *, at: datetime) -> bool:
    """Whether one more password or code may be checked for this address: 6 a minute and 20 an hour.

    All of one place together may try 60 times a minute (a whole school stands behind one address).
    """
    # Tries for one address wait for each other, or ten at once would all find the count still low.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [who.lower()])
    return (
        allow("sign-in from", place(request), at=at, most=60, within=MINUTE)
        and allow("sign-in minute", who, at=at, most=6, within=MINUTE)
        and allow("sign-in hour", who, at=at, most=20, within=HOUR)
    )


def may_ask_for_mail(email: str, *, at: datetime) -> bool:
    """Whether one more message with a link may go to this address: 2 an hour and 5 a day."""
    return allow("mail hour", email, at=at, most=2, within=HOUR) and allow("mail day", email, at=at, most=5, within=DAY)


def may_open(request: HttpRequest, *, at: datetime) -> bool:
    """Whether one more page that looks up a secret may be opened from this place: 30 a minute."""
    return allow("open from", place(request), at=at, most=30, within=MINUTE)


def client_ip(request: HttpRequest) -> str | None:
    """Where the request came from; behind a proxy, the last address that our own proxy wrote down."""
    given = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        given = request.META.get("HTTP_X_FORWARDED_FOR", given).split(",")[-1].strip()
    try:
        return str(ip_address(given))
    except ValueError:
        return None  # a socket has no address


def place(request: HttpRequest) -> str:
    """What to count by: an IPv4 address, or the network of an IPv6 one, since each household has millions of those."""
    ip = client_ip(request)
    if ip is None:
        return "no address"
    return ip if "." in ip else str(ip_network((ip, 64), strict=False))
