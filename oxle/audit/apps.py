"""Audit's place among the installed apps: puts its triggers on every table when all models are known."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "oxle.audit"

    def ready(self) -> None:
        from oxle.audit import triggers

        triggers.register()
