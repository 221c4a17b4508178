"""The provision app's place among the installed apps."""

from django.apps import AppConfig


class ProvisionConfig(AppConfig):
    name = "oxle.provision"

    def ready(self) -> None:
        """Register the rules of visibility and the figures that an administrator may change."""
        from oxle.provision import rules, visibility  # noqa: F401 (they register themselves)
