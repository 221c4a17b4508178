"""What every template may name: the service, the council, and whether this is the demonstration.

`banners` come from the higher layers, which know what is wrong and add a function to BANNERS when they start.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from oxle.core.navigation import entries_for, menu_of

SERVICE_NAME = "Oxle"
# Signed out after an hour without a request; the page warns five minutes before (WCAG 2.2.1).
IDLE_MINUTES = 60
WARN_MINUTES = 5
# Each takes the request and returns the banners this person must see: {text, kind?, title?, url?, link?}.
BANNERS: list[Callable[[HttpRequest], list[dict[str, Any]]]] = []


def service(request: HttpRequest) -> dict[str, Any]:
    """Names and limits that the base layout shows on every page."""
    navigation: Any = SimpleLazyObject(lambda: entries_for(request) if hasattr(request, "user") else [])
    return {
        "service_name": SERVICE_NAME,
        "council_name": settings.COUNCIL_NAME,
        "demonstration": settings.DEMO,
        "idle_minutes": IDLE_MINUTES,
        "warn_minutes": WARN_MINUTES,
        # Worked out only where a page shows it; a page of an error may have nobody signed in at all.
        "banners": SimpleLazyObject(
            lambda: [one for banners in BANNERS for one in banners(request)] if hasattr(request, "user") else []
        ),
        "navigation": navigation,
        "menu": SimpleLazyObject(lambda: menu_of(navigation)),
    }
