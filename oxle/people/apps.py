"""The people app's place among the installed apps: its rules of visibility, and its entry in the navigation."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "oxle.people"

    def ready(self) -> None:
        from oxle.accounts.permissions import summary
        from oxle.core import navigation
        from oxle.people import looks, rules, visibility  # noqa: F401 (importing the last two registers them)

        navigation.register(navigation.Entry("Pupils", "people:home", summary("pupils"), order=20))
        looks.register()
