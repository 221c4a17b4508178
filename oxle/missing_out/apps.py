"""The place of the register of pupils missing out among the installed apps."""

from django.apps import AppConfig


class MissingOutConfig(AppConfig):
    name = "oxle.missing_out"

    def ready(self) -> None:
        """Register the navigation, and what a threshold would change; importing the criteria registers theirs."""
        from oxle.accounts.permissions import read
        from oxle.cases.concerns import TELL
        from oxle.core import navigation
        from oxle.core.rules import FORESEES
        from oxle.missing_out import criteria, foreseeing  # noqa: F401 (criteria registers its settings)
        from oxle.provision.wording import PLACES

        FORESEES.append(foreseeing.foreseen)
        reads = read("missing_out")
        navigation.register(
            navigation.Entry("Pupils missing out", "missing_out:register", reads, order=46, section=PLACES),
            navigation.Entry("Concerns", "missing_out:concerns:own_list", TELL, order=12),
        )
