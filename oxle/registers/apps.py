"""The registers app's place among the installed apps."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "oxle.registers"

    def ready(self) -> None:
        """Register whose marks a person may see."""
        from oxle.registers import visibility  # noqa: F401 (registers itself)
