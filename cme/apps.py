"""The place of children missing education among the installed apps."""

from django.apps import AppConfig


class CmeConfig(AppConfig):
    name = "cme"
