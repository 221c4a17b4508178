"""The place of the register of pupils missing out among the installed apps."""

from django.apps import AppConfig


class MissingOutConfig(AppConfig):
    name = "oxle.missing_out"

    def ready(self) -> None:
        """Register the navigation; importing the criteria registers their thresholds among the settings."""
        from oxle.accounts.permissions import read
        from oxle.core import navigation
        from oxle.missing_out import criteria  # noqa: F401 (registers its settings)
        from oxle.provision.wording import PLACES

        reads = read("missing_out")
        navigation.register(
            navigation.Entry("Pupils missing out", "missing_out:register", reads, order=46, section=PLACES)
        )
