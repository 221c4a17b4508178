"""The home education duty's place among the installed apps."""

from django.apps import AppConfig


class HomeEducationConfig(AppConfig):
    name = "ehe"
