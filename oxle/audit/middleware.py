"""One transaction a request: its actor, its changes and its sights stand or fall together."""

from collections.abc import Callable
from contextlib import nullcontext

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from oxle.audit import sights
from oxle.audit.actor import set_actor
from oxle.core.keeping import keeping
from oxle.core.models import new_key

# Answers that show nothing of what was asked for, so nobody was seen.
SHOWS_NOTHING = {403, 404}
# What a browser sends to see a page, and nothing else.
LOOKS = {"GET", "HEAD"}


class AuditedTransaction:
    """Opens the transaction, names the actor for the triggers, and writes what was seen before the answer leaves.

    It stands inside the middleware of sessions, whose row is written when the transaction has ended and names nobody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = new_key()
        # Who only looks changes none of the calendars and rules of which a page asks dozens of times.
        looks = keeping() if request.method in LOOKS else nullcontext()
        with transaction.atomic(), sights.of_request(key, request.path) as seen, looks:
            actor = f"user:{request.user.pk}" if request.user.is_authenticated else "visitor"
            set_actor(actor, key)
            response = self.get_response(request)
            if response.status_code >= 500:
                # The view's own transaction was rolled back; nothing else of this request may stay either.
                transaction.set_rollback(True)
            elif seen.children and response.status_code not in SHOWS_NOTHING:
                # Failing to write fails the request: no record, no sight.
                sights.write(actor, seen)
        return response
