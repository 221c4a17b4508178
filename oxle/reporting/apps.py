"""The place of the pages on what analysts read among the installed apps."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "oxle.reporting"

    def ready(self) -> None:
        """Register the navigation."""
        from oxle.accounts.permissions import read
        from oxle.core import navigation

        navigation.register(
            navigation.Entry(
                "Reporting data", "reporting:list", read("reporting"), order=89, section=navigation.REPORTS
            )
        )
