"""Core's place among the installed apps."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "oxle.core"
