"""The schools app's place among the installed apps."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "oxle.schools"
