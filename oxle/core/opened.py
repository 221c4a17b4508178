"""What was opened by links in one browser: there may be several, in as many tabs, and each page says which it is about.

The keys stand in the session: the secret of a link is in no address but the link's own, and so in no record.
"""

from django.http import HttpRequest

# A school has a link for each of its pupils, and may open them all.
MOST = 50
# What a page that is about one of them sends to say which (`core/answer.html`).
SAID = "opened"


def opened(request: HttpRequest, purpose: str) -> list[str]:
    """The keys of what was opened for a purpose and is not answered, the newest last."""
    kept = request.session.get(purpose, [])
    # A session of before several could be open holds one alone.
    return [kept] if isinstance(kept, str) else list(kept)


def open_one(request: HttpRequest, purpose: str, key: str) -> None:
    """Keep that something was opened by its link."""
    request.session[purpose] = [*_without(request, purpose, key), key][-MOST:]


def close_one(request: HttpRequest, purpose: str, key: str) -> None:
    """Forget something that is answered."""
    request.session[purpose] = _without(request, purpose, key)


def which(request: HttpRequest, purpose: str) -> str:
    """The key of what a page is about: what is sent says it, and to whoever only looks it is the newest.

    "" for what was not opened in this browser, and where of several it is not said: nobody answers for another child.
    """
    keys = opened(request, purpose)
    said = request.POST.get(SAID, "")
    if said or (len(keys) > 1 and request.method == "POST"):
        return said if said in keys else ""
    return keys[-1] if keys else ""


def _without(request: HttpRequest, purpose: str, key: str) -> list[str]:
    return [one for one in opened(request, purpose) if one != key]
