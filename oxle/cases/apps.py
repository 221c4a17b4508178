"""The cases app's place among the installed apps: finds the duties, and listens for changed calendars and letters."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "oxle.cases"

    def ready(self) -> None:
        # `permissions` is imported for what it registers: who sees which case.
        from oxle.cases import (  # noqa: F401
            arranged,
            audited,
            checks,
            duties,
            guards,
            health,
            listening,
            navigation,
            permissions,
            showing,
        )

        duties.discover()
        arranged.register()
        audited.register()
        checks.register_checks()
        guards.register()
        health.register()
        listening.register()
        navigation.register()
        showing.register()
