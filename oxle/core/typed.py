"""Keeps what somebody typed into a page when their session ended, until they have signed in again.

Every form says by a signed mark into whose page it is typed, so that this is known although nobody is signed in any
more, or somebody else is. It waits in the session of the browser it was typed in, never saves itself, is shown only to
the person who typed it and only on the page they typed it into, in its own form, to be looked over and sent. Files are
not kept.
"""

from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict

TYPED = "typed"
# What a form calls the mark.
MARK = "typed_by"
# What a page puts on its request that knows people without an account.
TYPIST = "oxle_typist"
NEVER_KEPT = ("csrfmiddlewaretoken", "password", MARK)


def mark(user: Any) -> str:
    """The mark of a person's forms. Nobody else can write it, so nothing can be put into their mouth."""
    return _signer().sign(user.key)


def typed_by(request: HttpRequest) -> str | None:
    """The key of the person into whose page this was typed; None where the mark is missing or not ours."""
    try:
        return _signer().unsign(request.POST.get(MARK, ""))
    except BadSignature:
        return None


def keep(request: HttpRequest) -> bool:
    """Keep what was sent to this address for whoever typed it; False, with nothing kept, where that is not known."""
    owner = typed_by(request)
    if owner is None:
        return False
    sent = request.POST.copy()
    for name in NEVER_KEPT:
        sent.pop(name, None)
    request.session[TYPED] = {"owner": owner, "path": request.path, "sent": sent.urlencode()}
    return True


def kept(request: HttpRequest) -> QueryDict | None:
    """What waits for this person on this page; None when nothing does."""
    found = request.session.get(TYPED) if hasattr(request, "session") else None
    owner = typist(request)
    if found is None or found["path"] != request.path or owner is None or found["owner"] != owner.key:
        return None
    return QueryDict(found["sent"])


def typist(request: HttpRequest) -> Any:
    """Who types here: who is signed in, or whom a page that knows people without an account says; None for nobody."""
    if (stated := getattr(request, TYPIST, None)) is not None:
        return stated
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def waits_at(request: HttpRequest, *, owner: Any) -> str:
    """The address of the page on which something waits that this person typed; "" where nothing does."""
    found = request.session.get(TYPED)
    return str(found["path"]) if found is not None and found["owner"] == owner.key else ""


def forget(request: HttpRequest) -> None:
    """It has been sent now."""
    if hasattr(request, "session"):
        request.session.pop(TYPED, None)


def forget_others(request: HttpRequest, *, owner: Any) -> None:
    """Somebody signs in: what another person typed in this browser before is gone."""
    found = request.session.get(TYPED)
    if found is not None and found["owner"] != owner.key:
        forget(request)


def _signer() -> Signer:
    return Signer(salt="oxle.core.typed")
