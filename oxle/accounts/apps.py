"""Accounts' place among the installed apps."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "oxle.accounts"

    def ready(self) -> None:
        from oxle.accounts.access import PEOPLE
        from oxle.core.navigation import Entry, register

        register(Entry("People", "accounts:users", PEOPLE, order=90))
