"""Core's place among the installed apps, its lookup, and its entry in the navigation."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "oxle.core"

    def ready(self) -> None:
        from oxle.core import among, navigation
        from oxle.core.permissions import read

        among.register()
        navigation.register(
            navigation.Entry("Settings", "rules:list", read("rules"), order=85, section=navigation.MANAGE)
        )
