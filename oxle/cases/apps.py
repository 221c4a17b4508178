"""The cases app's place among the installed apps."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "oxle.cases"
