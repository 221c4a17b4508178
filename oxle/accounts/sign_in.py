"""Beginning and ending a signed-in session, and the record of every try."""

from datetime import datetime, timedelta

from django.contrib.auth import login
from django.db.models import Q
from django.http import HttpRequest

from oxle.accounts.limits import client_ip
from oxle.accounts.models import Session, SignIn, SignInMethod, User
from oxle.accounts.sessions import BEGAN_AT, DEVICE, SEEN_AT
from oxle.core import typed
from oxle.core.context import IDLE_MINUTES

IDLE = timedelta(minutes=IDLE_MINUTES)
LONGEST = timedelta(hours=12)
# How exactly a session's last use is known. Written down no more often, to save a write on every page.
GRAIN = timedelta(seconds=30)
DEMO = "demo"
SECOND_FACTOR = "second_factor"
BACKEND = "oxle.accounts.backends.EmailBackend"


def begin(request: HttpRequest, user: User, method: SignInMethod, *, at: datetime) -> None:
    """Sign somebody in whose identity has been proved in full, and write that down."""
    login(request, user, backend=BACKEND)
    typed.forget_others(request, owner=user)
    request.session[DEMO] = method == SignInMethod.DEMO
    request.session.pop(SECOND_FACTOR, None)
    request.session.pop(BEGAN_AT, None)
    stamp(request, at=at)
    SignIn.objects.create(at=at, user=user, ok=True, method=method, ip=client_ip(request))


def refuse(request: HttpRequest, user: User | None, method: SignInMethod, why: str, *, at: datetime) -> None:
    """Write down a try that failed; `user` is None when the address is nobody's, and the address is not kept."""
    SignIn.objects.create(at=at, user=user, ok=False, method=method, why=why, ip=client_ip(request))


def stamp(request: HttpRequest, *, at: datetime) -> None:
    """Note that the session is in use, and from when, if that is not known yet."""
    session = request.session
    if BEGAN_AT not in session:
        session[BEGAN_AT] = at.isoformat()
        session[DEVICE] = device(request.META.get("HTTP_USER_AGENT", ""))
    seen = session.get(SEEN_AT)
    if seen is None or abs(at - datetime.fromisoformat(seen)) >= GRAIN:
        session[SEEN_AT] = at.isoformat()


def has_ended(request: HttpRequest, *, at: datetime) -> bool:
    """Whether a session has idled for an hour or is twelve hours old. One that was never stamped has only begun."""
    session = request.session
    if BEGAN_AT not in session:
        return False
    began, seen = (datetime.fromisoformat(session[key]) for key in (BEGAN_AT, SEEN_AT))
    return at - seen >= IDLE or at - began >= LONGEST


def end_sessions(user: User, *, but: str = "") -> int:
    """Sign somebody out everywhere, save in the session whose key is `but`; how many sessions ended."""
    return Session.objects.filter(user=user).exclude(session_key=but).delete()[0]


def end_session(user: User, key: str) -> None:
    """Sign one of somebody's browsers out."""
    Session.objects.filter(user=user, session_key=key).delete()


def forget_ended(*, at: datetime) -> int:
    """Delete the sessions that nobody will come back to; how many there were.

    One that has idled is refused after an hour, and yet kept for the rest of its twelve: whoever comes back to a page
    they left open, and sends it, is known by it, so that what they typed can be kept for them.
    """
    over = Q(expire_date__lt=at) | Q(seen_at__lte=at - LONGEST) | Q(began_at__lte=at - LONGEST)
    return Session.objects.filter(over).delete()[0]


# Names people know, looked for in this order: every browser claims to be several others.
_BROWSERS = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]
_SYSTEMS = [
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
]


def device(agent: str) -> str:
    """A browser as its owner would name it: "Firefox on Windows"."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "A browser")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    return f"{browser} on {system}" if system else browser
