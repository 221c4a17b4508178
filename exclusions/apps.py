"""Exclusions' place among the installed apps."""

from django.apps import AppConfig


class ExclusionsConfig(AppConfig):
    name = "exclusions"

    def ready(self) -> None:
        """Offer the import of suspensions."""
        from exclusions.census.importing import SuspensionsImport
        from oxle.exchange.importing import register

        register(SuspensionsImport)
