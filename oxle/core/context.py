"""What every template may name: the service, the council, and whether this is the demonstration.

`navigation` and `banners` come from the higher layers: they know what this person may open and what is wrong.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

SERVICE_NAME = "Oxle"
# Signed out after an hour without a request; the page warns five minutes before (WCAG 2.2.1).
IDLE_MINUTES = 60
WARN_MINUTES = 5


def service(request: HttpRequest) -> dict[str, Any]:
    """Names and limits that the base layout shows on every page."""
    return {
        "service_name": SERVICE_NAME,
        "council_name": settings.COUNCIL_NAME,
        "demonstration": settings.DEMO,
        "idle_minutes": IDLE_MINUTES,
        "warn_minutes": WARN_MINUTES,
    }
