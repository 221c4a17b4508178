"""Keeps what somebody typed into a page when their session ended, until they have signed in again.

It waits in the session of the browser it was typed in, never saves itself, is shown only to the person who typed it and
only on the page they typed it into, in its own form, to be looked over and sent. Files are not kept.
"""

from django.http import HttpRequest, QueryDict

TYPED = "typed"
NEVER_KEPT = ("csrfmiddlewaretoken", "password")


def keep(request: HttpRequest, *, owner: int) -> None:
    """Keep what was sent to this address for its owner, a person's primary key. The session must be a new one."""
    sent = request.POST.copy()
    for name in NEVER_KEPT:
        sent.pop(name, None)
    request.session[TYPED] = {"owner": owner, "path": request.path, "sent": sent.urlencode()}


def kept(request: HttpRequest) -> QueryDict | None:
    """What waits for this person on this page; None when nothing does."""
    found = request.session.get(TYPED) if hasattr(request, "session") else None
    if found is None or found["path"] != request.path or found["owner"] != request.user.pk:
        return None
    return QueryDict(found["sent"])


def forget(request: HttpRequest) -> None:
    """It has been sent now."""
    if hasattr(request, "session"):
        request.session.pop(TYPED, None)


def forget_others(request: HttpRequest, *, owner: int) -> None:
    """Somebody signs in: what another person typed in this browser before is gone."""
    found = request.session.get(TYPED)
    if found is not None and found["owner"] != owner:
        forget(request)
