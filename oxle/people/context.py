"""What the base layout must know of people: whether this person has anything to search."""

from django.http import HttpRequest

from oxle.accounts.permissions import summary


def may_search(request: HttpRequest) -> dict[str, bool]:
    """Whether the search box is shown; asked only where the layout needs it, from roles read once a request."""
    user = getattr(request, "user", None)
    return {"may_search": bool(user and user.is_authenticated and user.can(summary("pupils")))}
