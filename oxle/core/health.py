"""The two addresses a load balancer and a watchman ask."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, JsonResponse

# Named checks of the deep page; each returns None when well, else one sentence. Layers add theirs at start-up.
CHECKS: dict[str, Callable[[], str | None]] = {}


def shallow(request: HttpRequest) -> JsonResponse:
    """The web process answers and its database answers it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def deep(request: HttpRequest) -> JsonResponse:
    """Every part that keeps the promises is well; 503 and the sentences when one is not."""
    problems = {name: problem for name, check in CHECKS.items() if (problem := check())}
    status = "failing" if problems else "ok"
    return JsonResponse({"status": status, "problems": problems}, status=503 if problems else 200)
