"""The registers app's place among the installed apps."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "oxle.registers"

    def ready(self) -> None:
        """Register whose marks a person may see, and a school's register as a kind of file."""
        from oxle.exchange.importing import register
        from oxle.registers import visibility  # noqa: F401 (registers itself)
        from oxle.registers.importing import RegisterImport

        register(RegisterImport)
