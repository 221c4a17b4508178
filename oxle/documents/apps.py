"""The documents app's place among the installed apps; offers its limits and its health."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "oxle.documents"

    def ready(self) -> None:
        from oxle.core.health import CHECKS
        from oxle.documents import queries, rules  # noqa: F401 (reading the rules registers them)

        CHECKS["virus scanner"] = queries.scanner_problem
