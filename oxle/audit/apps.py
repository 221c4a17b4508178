"""Audit's place among the installed apps: puts its triggers on every table when all models are known."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "oxle.audit"

    def ready(self) -> None:
        from oxle.audit import health, rules, triggers  # noqa: F401 (importing the rules registers them)
        from oxle.core import navigation
        from oxle.core.permissions import read

        triggers.register()
        health.register()
        navigation.register(
            navigation.Entry("Audit", "audit:changes", read("audit"), order=80, section=navigation.MANAGE)
        )
