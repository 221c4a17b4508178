"""Accounts' place among the installed apps."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "oxle.accounts"
