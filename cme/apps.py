"""The place of children missing education among the installed apps."""

from django.apps import AppConfig


class CmeConfig(AppConfig):
    name = "cme"

    def ready(self) -> None:
        from cme.return_queries import gone_of
        from oxle.people.off_register import returns

        returns.append(gone_of)
