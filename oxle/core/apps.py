"""Core's place among the installed apps, and its entry in the navigation."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "oxle.core"

    def ready(self) -> None:
        from oxle.core import navigation
        from oxle.core.permissions import read

        navigation.register(
            navigation.Entry("Settings", "rules:list", read("rules"), order=85, section=navigation.MANAGE)
        )
