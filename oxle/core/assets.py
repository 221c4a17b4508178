"""Which files of the GOV.UK and MOJ front-end packages we serve: a list, so that nothing else ever leaves node_modules.

Left out on purpose: the GDS Transport fonts, the crown and the crests. Both are reserved for services on gov.uk
(docs/adr/look.md).
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

# Address under STATIC_URL -> file under node_modules.
SERVED = {
    "govuk/govuk-frontend.min.css": "govuk-frontend/dist/govuk/govuk-frontend.min.css",
    "govuk/govuk-frontend.min.css.map": "govuk-frontend/dist/govuk/govuk-frontend.min.css.map",
    "govuk/govuk-frontend.min.js": "govuk-frontend/dist/govuk/govuk-frontend.min.js",
    "govuk/govuk-frontend.min.js.map": "govuk-frontend/dist/govuk/govuk-frontend.min.js.map",
    "moj/moj-frontend.min.css": "@ministryofjustice/frontend/moj/moj-frontend.min.css",
    "moj/moj-frontend.min.css.map": "@ministryofjustice/frontend/moj/moj-frontend.min.css.map",
    "moj/moj-frontend.min.js": "@ministryofjustice/frontend/moj/moj-frontend.min.js",
    "moj/moj-frontend.min.js.map": "@ministryofjustice/frontend/moj/moj-frontend.min.js.map",
}


class PackageStorage(FileSystemStorage):
    """node_modules under the addresses of SERVED."""

    def __init__(self) -> None:
        super().__init__(location=settings.NODE_MODULES)

    def path(self, name: str) -> str:
        return super().path(SERVED[name])


class DesignSystemFinder(BaseFinder):
    """Finds the served files of the design systems; finds nothing while the packages are not installed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = PackageStorage()

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = self.storage.path(path) if path in SERVED and self.storage.exists(path) else None
        if find_all:
            return [found] if found else []
        return found or []

    def list(self, ignore_patterns: Any) -> Iterable[tuple[str, PackageStorage]]:
        for path in SERVED:
            if self.storage.exists(path):
                yield path, self.storage
